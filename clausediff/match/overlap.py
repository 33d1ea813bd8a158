"""passage + clause -> which words of the passage render which of the clause, and where they are thickest."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clausediff.match.terms import Terms, function_words
from clausediff.model import Run
from clausediff.normalize.alike import likeness
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.paraphrases import paraphrases
from clausediff.normalize.words import number, root

#: How far apart two words may stand in both texts and still support each other.
NEAR = 3
#: What a neighbour adds to the weight of a word.
SUPPORT = 0.4
#: What a word of grammar weighs beside a word that is matched.
GRAMMAR = 0.08
#: What a word costs that the clause does not have, in a stretch that renders it.
GAP = 0.27
GRAMMAR_GAP = 0.03
#: Words less alike than this are not taken for each other.
ALIKE = 0.5


class Pair(NamedTuple):
    """A word of the passage and the word of the clause that it renders, by their places."""

    passage: int
    clause: int
    likeness: float


class Overlap(NamedTuple):
    """
    The stretch of a passage that a clause explains best.

    `pairs` are the words in it that render words of the clause, `run` is the stretch in tokens of the
    passage, `value` its weight: matched words and their neighbours, less what the clause does not have.
    """

    pairs: tuple[Pair, ...]
    run: Run
    value: float


def overlap(passage: Terms, clause: Terms, rarity: Mapping[str, float]) -> Overlap | None:
    """
    Find the stretch of a passage that a clause explains best; None where they share no word.

    Words match by stem, or by their graded likeness where no stem fits; each is used once, and a pair
    with matching words beside it in both texts is preferred. Order does not matter beyond that:
    translations turn clauses round. The stretch is the one of highest weight (Kadane's algorithm).

    >>> from clausediff.match.terms import terms
    >>> found = overlap(terms("He said they shall assist the victim."), terms("assist a victim"), {})
    >>> found.run
    Run(start=4, end=7)
    """
    pairs = _one_to_one(passage, rarity, list(_alike(passage, clause)))
    pairs.update(_grammar(passage, clause, pairs))
    weights = [_weight(passage, rarity, place, pairs.get(place)) for place in range(len(passage.stems))]
    value, run = _heaviest(weights)
    kept = tuple(pair for place, (pair, _) in sorted(pairs.items()) if place in range(run.start, run.end))
    return Overlap(kept, run, value) if kept else None


def rendered(clause: Terms, found: Overlap, rarity: Mapping[str, float]) -> Run:
    """Return the stretch of the clause where the words that are rendered stand thickest."""
    weights = {
        pair.clause: pair.likeness * rarity.get(clause.stems[pair.clause], 1.0) for pair in found.pairs
    }
    first, last = min(weights), max(weights)
    costs = enumerate(_costs_of_gaps(clause)[first : last + 1], first)
    run = _heaviest([weights.get(place, cost) for place, cost in costs])[1]
    return Run(run.start + first, run.end + first)


@functools.lru_cache(maxsize=1024)
def _costs_of_gaps(clause: Terms) -> Sequence[float]:
    """What each word costs that is not rendered: a rendering leaves out more than it adds, so only half."""
    return [-(GRAMMAR_GAP if word in function_words() else GAP) / 2 for word in clause.stems]


def _alike(passage: Terms, clause: Terms) -> Iterator[Pair]:
    """Pair the content words: by stem, and those left over on both sides by likeness and as paraphrases."""
    places = _places(clause)
    for place, word in enumerate(passage.stems):
        if word in function_words():
            continue
        if word in places:
            yield from (Pair(place, other, 1.0) for other in places[word])
        else:
            yield from _likely(passage, clause, place)
    yield from _paraphrased(passage, clause)


def _paraphrased(passage: Terms, clause: Terms) -> Iterator[Pair]:
    """Pair words that translators use for one another."""
    ours = passage.vocabulary - clause.vocabulary - function_words()
    theirs = clause.vocabulary - passage.vocabulary - function_words()
    uses = [(word, use, score) for word in ours for use, score in paraphrases(word, theirs)]
    uses += [(word, use, score) for use in theirs for word, score in paraphrases(use, ours)]
    for word, use, score in sorted(uses):
        for place in _places(passage)[word]:
            yield from (Pair(place, other, score) for other in _places(clause)[use])


@functools.lru_cache(maxsize=1024)
def _places(clause: Terms) -> Mapping[str, Sequence[int]]:
    """Where each stem of a clause stands, and each sense of its words."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(clause.stems):
        places[word].append(place)
        for sense in senses(clause.keys[place]):
            places[sense].append(place)
    return places


@functools.lru_cache(maxsize=1 << 15)
def senses(word: str) -> tuple[str, ...]:
    """
    Return marks that words must share to be alike: their root, number, lexicon slots, first letters.

    >>> set(senses("assistance")) & set(senses("assist")) >= {"root:assist"}
    True
    """
    if word in function_words():
        return ()
    counted = number(word)
    if counted is not None:
        return (f"number:{counted.value}",)
    slots = (f"slot:{slot}" for slot in lexicon().slots([word]))
    letters = (f"letters:{word[:2]}",) if len(word) > 4 else ()
    return (f"root:{root(word)}", *slots, *letters)


def _likely(passage: Terms, clause: Terms, place: int) -> Iterator[Pair]:
    places, word = _places(clause), passage.keys[place]
    near = {other for sense in senses(word) for other in places.get(sense, ())}
    for other in sorted(near):
        if clause.stems[other] not in passage.vocabulary:
            found = likeness(word, clause.keys[other])
            if found is not None and found.score >= ALIKE:
                yield Pair(place, other, found.score)


def _one_to_one(
    passage: Terms, rarity: Mapping[str, float], pairs: list[Pair]
) -> dict[int, tuple[Pair, float]]:
    """Keep the heaviest pairs, each word once; the weight of a pair stands beside it."""
    places = {(pair.passage, pair.clause) for pair in pairs}
    weighed = [(_supported(passage, rarity, pair, places), pair) for pair in pairs]
    kept: dict[int, tuple[Pair, float]] = {}
    taken: set[int] = set()
    for weight, pair in sorted(weighed, key=lambda item: (-item[0], item[1])):
        if pair.passage not in kept and pair.clause not in taken:
            kept[pair.passage] = (pair, weight)
            taken.add(pair.clause)
    return kept


def _supported(
    passage: Terms, rarity: Mapping[str, float], pair: Pair, places: set[tuple[int, int]]
) -> float:
    steps = [step for step in range(-NEAR, NEAR + 1) if step]
    beside = any((pair.passage + i, pair.clause + j) in places for i in steps for j in steps)
    return rarity.get(passage.stems[pair.passage], 1.0) * pair.likeness * (1 + SUPPORT * beside)


def _grammar(
    passage: Terms, clause: Terms, pairs: Mapping[int, tuple[Pair, float]]
) -> dict[int, tuple[Pair, float]]:
    """Pair the words of grammar that continue a matched word on either side."""
    found: dict[int, tuple[Pair, float]] = {}
    for pair, _ in pairs.values():
        for step in (-1, 1):
            place, other = pair.passage + step, pair.clause + step
            while _continues(passage, clause, place, other) and place not in pairs and place not in found:
                found[place] = (Pair(place, other, 1.0), GRAMMAR)
                place, other = place + step, other + step
    return found


def _continues(passage: Terms, clause: Terms, place: int, other: int) -> bool:
    if not (0 <= place < len(passage.stems) and 0 <= other < len(clause.stems)):
        return False
    return passage.stems[place] == clause.stems[other] and passage.stems[place] in function_words()


def _weight(
    passage: Terms, rarity: Mapping[str, float], place: int, pair: tuple[Pair, float] | None
) -> float:
    if pair is not None:
        return pair[1]
    return -GRAMMAR_GAP if passage.stems[place] in function_words() else -GAP


def _heaviest(weights: list[float]) -> tuple[float, Run]:
    """Return the run of largest sum."""
    best, run = 0.0, Run(0, 0)
    total, start = 0.0, 0
    for place, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, place
        total += weight
        if total > best:
            best, run = total, Run(start, place + 1)
    return best, run
