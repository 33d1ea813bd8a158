"""
Derive clausediff/data/wordnet from the WordNet 3.0 database files (Debian package wordnet-base).

    python tools/derive_synonyms.py /usr/share/wordnet clausediff/data/wordnet

Keeps sets of synonyms of which at least one word was met in the texts on which WordNet counted
senses, each word in its commoner senses. A small table of everyday synonyms, not a dictionary.

synonyms.txt     one set a line: its words, then after a bar the lines (from 0) of the sets of wider
                 meaning: "nation country | 12"
derivations.txt  a word, then the words derived from it or from which it is derived
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LEAST_MET = 4  # a set of synonyms has a word that was met this often
SENSES = 4  # of each word only so many senses, commonest first
PARTS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}


class Synset(NamedTuple):
    """A set of synonyms: where it stands, its words, the sets it falls under, and who derives from whom."""

    place: str
    words: tuple[str, ...]
    wider: tuple[str, ...]
    derived: tuple[tuple[str, str, int], ...]


def main(source: Path, target: Path) -> None:
    """Write the two files."""
    synsets = {synset.place: synset for part in "nvar" for synset in _synsets(source, part)}
    met, ranks = _met(source), _ranks(source)
    kept = {place: words for place, synset in synsets.items() if (words := _kept(synset, met, ranks))}
    (target / "synonyms.txt").write_text("\n".join(_synonym_lines(synsets, kept)) + "\n")
    (target / "derivations.txt").write_text("\n".join(_derivation_lines(synsets, met)) + "\n")


def _met(source: Path) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for line in (source / "cntlist.rev").read_text().splitlines():
        sense, _, count = line.split()
        counts[sense.partition("%")[0]] += int(count)
    return {word for word, count in counts.items() if count >= LEAST_MET and _is_word(word)}


def _is_word(word: str) -> bool:
    return word.isalpha() and word.isascii() and len(word) > 2


def _ranks(source: Path) -> dict[tuple[str, str], int]:
    """Rank the senses of each word: (word, place of the synset) -> 0 for the commonest."""
    ranks = {}
    for part in "nvar":
        for line in (source / f"index.{PARTS[part]}").read_text().splitlines():
            row = line.split()
            if not line.startswith(" "):
                ranks.update({(row[0], part + place): n for n, place in enumerate(row[-int(row[2]) :])})
    return ranks


def _synsets(source: Path, part: str) -> Iterator[Synset]:
    for line in (source / f"data.{PARTS[part]}").read_text().splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        end = 4 + 2 * int(fields[3], 16)
        words = tuple(word.partition("(")[0].lower() for word in fields[4:end:2])
        pointers = [fields[n : n + 4] for n in range(end + 1, end + 1 + 4 * int(fields[end]), 4)]
        wider = tuple(_place(kind, place) for sign, place, kind, _ in pointers if sign in "@&")
        derived = tuple(
            (words[int(ends[:2], 16) - 1], _place(kind, place), int(ends[2:], 16) - 1)
            for sign, place, kind, ends in pointers
            if sign in ("+", "\\") and ends != "0000"
        )
        yield Synset(part + fields[0], words, wider, derived)


def _place(kind: str, place: str) -> str:
    return kind.replace("s", "a") + place


def _kept(synset: Synset, met: set[str], ranks: dict[tuple[str, str], int]) -> tuple[str, ...]:
    common = (word for word in synset.words if ranks.get((word, synset.place), SENSES) < SENSES)
    words = tuple(dict.fromkeys(word for word in common if _is_word(word)))
    known = [word for word in words if word in met]
    is_common = any(ranks[word, synset.place] < 2 for word in known)
    return words if known and (len(words) > 1 or is_common) else ()


def _synonym_lines(synsets: dict[str, Synset], kept: dict[str, tuple[str, ...]]) -> list[str]:
    wider = {place: [up for up in synsets[place].wider if up in kept] for place in kept}
    told = {place for place, ups in wider.items() if ups or len(kept[place]) > 1}
    told |= {up for place in told for up in wider[place]}
    order = {place: n for n, place in enumerate(sorted(told, key=lambda place: (kept[place], place)))}
    lines = []
    for place in order:
        ups = " ".join(str(order[up]) for up in wider[place])
        lines.append(" ".join(kept[place]) + (f" | {ups}" if ups else ""))
    return lines


def _derivation_lines(synsets: dict[str, Synset], met: set[str]) -> list[str]:
    kin: dict[str, set[str]] = defaultdict(set)
    for synset in synsets.values():
        for word, place, number in synset.derived:
            # British spellings stand for sets whose American word was met: defence.
            is_met = any(other in met for other in synsets[place].words)
            other = synsets[place].words[number]
            if word in met and is_met and other != word and _is_word(other):
                kin[word].add(other)
    return [" ".join([word, *sorted(others)]) for word, others in sorted(kin.items())]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
