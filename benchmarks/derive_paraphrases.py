"""
Derive clausediff/data/paraphrases.txt: single words that translators use for one another.

    python benchmarks/derive_paraphrases.py PPDB WORDNET > clausediff/data/paraphrases.txt

PPDB is the lexical subset of the Paraphrase Database 1.0 that the monolingual word aligner of Sultan
et al. uses (the package mwa_ppdb of NLTK's data, CC BY 3.0); WORDNET a folder with WordNet's data
files. A pair is kept where both words are words of WordNet; a star marks pairs that share a synset
or a derivation there too. Words are brought to the form that alignment compares, so run this again
when the rules of stemming change.
"""

import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from clausediff.normalize.keys import key
from clausediff.normalize.words import respelled, stem, word_class

HEADER = """\
# Words that translators use for one another, by their form (spelling and inflection folded).
# A star: they also share a synset of WordNet or derive from one another there.
# Source: Paraphrase Database 1.0 (Ganitkevitch, Van Durme, Callison-Burch 2013), in the subset of the
# monolingual word aligner (Sultan, Bethard, Sumner 2014), CC BY 3.0; cut to the vocabulary of and
# starred by WordNet 3.0 (Princeton University, WordNet licence).
# Derived by benchmarks/derive_paraphrases.py."""


def main() -> None:
    ppdb, wordnet = map(Path, sys.argv[1:3])
    vocabulary, kin = read_wordnet(wordnet)
    found = defaultdict(set)
    for line in filter(str.strip, ppdb.read_text(encoding="utf-8").split("\n")):
        first, second = sorted(map(form, (line.split("\t") * 2)[:2]))
        if first != second and vocabulary.issuperset((first, second)):
            found[first].add(second + "*" * ((first, second) in kin))
    print(HEADER)
    for first, seconds in sorted(found.items()):
        print(f"{first}: {' '.join(sorted(seconds))}")


def read_wordnet(folder: Path) -> tuple[set[str], set[tuple[str, str]]]:
    synsets, derivations = {}, []
    for path in sorted(folder.glob("data.*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                read_synset(line.split("|")[0].split(" "), synsets, derivations)
    kin = {pair for words in synsets.values() for pair in combinations(sorted(set(words)), 2)}
    for place, first, target, second in derivations:
        pair = synsets[place][first - 1], synsets[target][second - 1]
        kin.add(tuple(sorted(pair)))
    vocabulary = {word for words in synsets.values() for word in words if len(word) > 2 and word.isalpha()}
    return {word for word in vocabulary if not word_class(word)}, kin


def read_synset(fields: list[str], synsets: dict, derivations: list) -> None:
    offset, kind, count = fields[0], fields[2].replace("s", "a"), int(fields[3], 16)
    words = [fields[4 + 2 * n].split("(")[0] for n in range(count)]
    synsets[offset, kind] = [form(key(word)) for word in words]
    pointers = fields[5 + 2 * count :]
    for sign, target, target_kind, ends in zip(
        *[iter(pointers[: 4 * int(fields[4 + 2 * count])])] * 4, strict=True
    ):
        if sign in "+\\" and ends != "0000":
            place = target, target_kind.replace("s", "a")
            derivations.append(((offset, kind), int(ends[:2], 16), place, int(ends[2:], 16)))


def form(word: str) -> str:
    return stem(respelled(word))


if __name__ == "__main__":
    main()
