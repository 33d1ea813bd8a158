"""Pair the quotation marks of a text: the reading of all its marks that costs least."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from typing import Any, NamedTuple

import regex

from clausediff.model import Span
from clausediff.tables import table, words

_BEAM = 6
# A reading that costs this much more than the best never wins in practice.
_PATIENCE = 5.0


class Mark(NamedTuple):
    """A candidate mark, or a break (`glyph` is then "wrap", "line" or "paragraph")."""

    glyph: str
    start: int
    end: int


class Pair(NamedTuple):
    """An opening mark and what ends it: a closing mark, or None and the place where the words end."""

    opening: Mark
    closing: Mark | None
    end: int


class Marked(NamedTuple):
    """Words between marks: `span` without, `outer` with the marks."""

    span: Span
    outer: Span
    is_closed: bool


class _Reading(NamedTuple):
    """A reading of the marks so far: those still open and their glyphs, and the pairs, the last first."""

    cost: float
    stack: tuple[Mark, ...]
    glyphs: str
    pairs: tuple[Any, Pair] | None

    def pay(self, cost: float) -> _Reading:
        return _Reading(self.cost + cost, self.stack, self.glyphs, self.pairs)

    def open(self, mark: Mark, cost: float) -> _Reading:
        return _Reading(self.cost + cost, (*self.stack, mark), f"{self.glyphs}\t{mark.glyph}", self.pairs)

    def close(self, mark: Mark | None, end: int, cost: float) -> _Reading:
        pair = Pair(self.stack[-1], mark, end)
        glyphs = self.glyphs.rpartition("\t")[0]
        return _Reading(self.cost + cost, self.stack[:-1], glyphs, (self.pairs, pair))


def find_marked(text: str) -> tuple[Marked, ...]:
    """
    Return the words between marks, in order of their opening, without space at either end.

    >>> text = "« Oui », dit-il. “No, he said."
    >>> [(marked.span.of(text), marked.is_closed) for marked in find_marked(text)]
    [('Oui', True), ('No, he said.', False)]
    """
    marked = []
    for pair in pair_marks(text):
        span = trim(text, _label_end(text, pair), pair.end)
        if len(span):
            end = pair.closing.end if pair.closing else span.end
            marked.append(Marked(span, Span(pair.opening.start, end), pair.closing is not None))
    return tuple(marked)


def _label_end(text: str, pair: Pair) -> int:
    """Return where the words begin: behind the label of a transcript ("WALLACE: …")."""
    label = _label().match(text, pair.opening.end, pair.end)
    return label.end() if label else pair.opening.end


@functools.cache
def _label() -> regex.Pattern[str]:
    return regex.compile(r"\s*+(?:\p{Lu}[\p{Lu} .'’-]{1,40}|[QA])(?:\s?\([^()\n]{1,40}\))?:\s++")


def trim(text: str, start: int, end: int) -> Span:
    """Return a stretch of a text without the space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def pair_marks(text: str) -> tuple[Pair, ...]:
    """
    Return the quotations of a text as pairs of marks, in order of their opening.

    Every mark is read as opening, closing or stray; the cheapest reading under `data/marks.toml`
    wins. A beam of readings keeps the time linear. Nested pairs lie wholly inside one another.
    Method: least-cost parsing of brackets with errors (Aho and Peterson 1972), as a beam search.

    >>> text = 'He said “yes". Don’t ask the workers’ union.'
    >>> [text[pair.opening.end : pair.end] for pair in pair_marks(text)]
    ['yes']
    """
    marks = list(find_marks(text))
    readings = [_Reading(0.0, (), "", None)]
    for index, mark in enumerate(marks):
        if mark.glyph in ("wrap", "line", "paragraph"):
            following = marks[index + 1] if index + 1 < len(marks) else None
            steps = (step for reading in readings for step in _break(reading, mark, following))
        else:
            costs = _costs(text, mark)
            steps = (step for reading in readings for step in _read(reading, mark, costs))
        readings = _best(steps)
    return tuple(sorted(_unwind(readings[0]), key=lambda pair: (pair.opening.start, -pair.end)))


def find_marks(text: str) -> Iterator[Mark]:
    """Yield candidate marks and breaks; a long row of marks is no writing, one in a word an apostrophe."""
    for found in _mark_pattern().finditer(text):
        if found["break"]:
            yield Mark(_break_kind(text, *found.span()), *found.span())
        elif found["mark"]:
            yield Mark(_glyph(found["mark"]), *found.span())
    yield Mark("paragraph", len(text), len(text))


def _break_kind(text: str, start: int, end: int) -> str:
    """Tell a line that is broken within its sentence from the end of a line or paragraph."""
    if text.count("\n", start, end) > 1:
        return "paragraph"
    return "wrap" if text[end : end + 1].islower() else "line"


def _glyph(printed: str) -> str:
    """Return the mark's kind: a doubled double mark is one mark."""
    if len(printed) == 2 and printed[0] == printed[1] and printed[0] not in "'`‘’,":
        return printed[0]
    return printed


@functools.cache
def _mark_pattern() -> regex.Pattern[str]:
    return regex.compile(
        r"""
        (?= [\n<,"“”„‟«»‹›「」『』'‘’′‚‛`´＂❝❞] ) (?:                  # so that the search is quick
        (?P<break> \n \s*+ )
      | < /?+ \p{L} [\w:-]*+ (?: \s [^<>]{0,1000} )? >         # a tag with its attributes
      | (?P<ornament> (["“”„‟«»‹›「」『』'‘’‚‛`´＂❝❞]) \g<3>{3,}+ | ["“”„‟«»‹›「」『』'‘’‚‛`´＂❝❞]{8,}+
        | (?: ["“”„‟«»‹›「」『』'‘’‚‛`´＂❝❞] [^"“”„‟«»‹›「」『』'‘’‚‛`´＂❝❞]{0,3}+ ){48,}+ )
      | (?<=\p{N}) ['’′] \p{N}++ (?: \s?+ ["”″] | '' )?+      # feet and inches
      | (?<=\p{L}) ['’‘`´] (?=\p{L})                          # an apostrophe
      | (?P<mark> (?<=[^\s']) ' (?= '' (?!') ) | '' | `` | ‘‘ | ’’
                | ,, (?=\p{L}) | (?<![^\s(\[]) ([“"]) \g<5> (?=[\p{L}\p{N}])
                | (?<=[\p{P}\p{L}]) (["”]) \g<6> (?!\p{L})
                | ["“”„‟«»‹›「」『』'‘’‚‛`´＂❝❞] ) )
        """,
        regex.VERBOSE,
    )


class _Costs(NamedTuple):
    opening: float
    closing: float
    stray: float
    is_single: bool


def _costs(text: str, mark: Mark) -> _Costs:
    """What it costs to read a mark as opening, closing or stray, from the characters beside it."""
    costs = table("marks")["costs"]
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    is_single = mark.glyph in words("marks", "pairs", "single")
    if mark.glyph in words("marks", "pairs", "directed"):
        return _Costs(0.0, 0.0, costs["stray_double"], False)
    is_spaced = mark.glyph in words("marks", "pairs", "spaced")
    opening = costs["glued"] * (before.isalnum()) + 0.5 * costs["glued"] * (
        before != "" and before in ".,;:!?)]}"
    )
    closing = costs["glued"] * after.isalnum()
    if not is_spaced:
        opening += costs["loose"] * (after.isspace() or after in ",;:!?)")
        closing += costs["loose"] * (before.isspace() or before in "([")
    if is_single and mark.glyph in "'’" and before in ("s", "S") and after.isspace():
        closing += costs["possessive"] * text[mark.end + 1 : mark.end + 2].islower()
    return _Costs(opening, closing, _stray(text, mark, before, is_single), is_single)


def _stray(text: str, mark: Mark, before: str, is_single: bool) -> float:
    costs: dict[str, float] = table("marks")["costs"]
    if before.isdigit():
        return costs["after_digit"]
    if not is_single:
        return costs["stray_double"]
    if mark.glyph in "'’‘`" and (before.isalpha() or _is_elision(text, mark.end)):
        return 0.0
    return costs["stray_single"]


def _is_elision(text: str, place: int) -> bool:
    found = _word_pattern().match(text, place)
    if found is None:
        return False
    word = found[0].casefold()
    return word[0].isdigit() or any(
        word in words("marks", "elisions", language) for language in ("en", "de", "nl")
    )


@functools.cache
def _word_pattern() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{N}]++")


def _read(reading: _Reading, mark: Mark, costs: _Costs) -> Iterator[_Reading]:
    """Yield the readings of one mark after a reading of those before it."""
    prices = table("marks")["costs"]
    yield reading.pay(costs.stray)
    opener = _openers().get(mark.glyph)
    if opener is not None and len(reading.stack) < 3:
        yield reading.open(mark, costs.opening + opener + _nesting(reading, mark.glyph, costs.is_single))
    if not reading.stack:
        return
    answer = _answers().get((reading.stack[-1].glyph, mark.glyph))
    if answer is not None:
        yield reading.close(mark, mark.start, costs.closing + answer)
    if opener is not None and len(reading.stack) == 1 and not costs.is_single:
        dropped = reading.close(None, mark.start, prices["dropped"])
        yield dropped.open(mark, costs.opening + opener)


def _nesting(reading: _Reading, glyph: str, is_single: bool) -> float:
    if not reading.stack:
        return 0.0
    costs: dict[str, float] = table("marks")["costs"]
    outer = reading.stack[-1].glyph
    if (outer in words("marks", "pairs", "single")) != is_single:
        return costs["nested"]
    return costs["nested_same" if outer == glyph else "nested_other"]


@functools.cache
def _answers() -> dict[tuple[str, str], float]:
    """What it costs that a closing mark answers an opening one."""
    pairs, mixed = table("marks")["pairs"], table("marks")["costs"]["mixed"]
    return dict.fromkeys(map(tuple, pairs["odd"]), mixed) | dict.fromkeys(map(tuple, pairs["usual"]), 0.0)


@functools.cache
def _openers() -> dict[str, float]:
    """What it costs that a mark opens at all: nothing if some usual pair begins with it."""
    return {opening: 0.0 for opening, _ in _answers()}


def _break(reading: _Reading, mark: Mark, following: Mark | None) -> Iterator[_Reading]:
    """Yield the readings of a break: quotations run on, end unclosed, or are opened again."""
    costs = table("marks")["costs"]
    if not reading.stack:
        yield reading
        return
    if mark.start != mark.end:
        yield reading.pay(costs[mark.glyph] * len(reading.stack))
    outer = reading.stack[0].glyph
    is_reopened = following is not None and following.start == mark.end and following.glyph == outer
    ended = reading
    for depth in range(len(reading.stack), 0, -1):
        ended = ended.close(None, mark.start, costs["reopened" if is_reopened and depth == 1 else "unclosed"])
    yield ended


def _best(steps: Iterator[_Reading]) -> list[_Reading]:
    """Keep the cheapest reading for each stack of open marks, and of these the cheapest few."""
    cheapest: dict[str, _Reading] = {}
    for step in steps:
        known = cheapest.get(step.glyphs)
        if known is None or step.cost < known.cost:
            cheapest[step.glyphs] = step
    kept = sorted(cheapest.values(), key=_cost)[:_BEAM]
    return [reading for reading in kept if reading.cost <= kept[0].cost + _PATIENCE]


_cost = operator.attrgetter("cost")


def _unwind(reading: _Reading) -> Iterator[Pair]:
    trail = reading.pairs
    while trail is not None:
        trail, pair = trail
        yield pair
