"""The parts of a citation, put together: one place, with its locator, for each number that is listed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import regex

from clausediff.locator import Locator, article_number
from clausediff.numerals import number, roman, to_roman
from clausediff.references.counting import LONGEST_RANGE, Number, number_kind
from clausediff.references.units import ARTICLE, SENTENCE

#: So many places of one list are given, no more: no real list comes near.
MOST_PLACES = 2000


class Part(NamedTuple):
    """One unit with its numbers; without numbers where the unit stands alone ("the preamble")."""

    start: int
    end: int
    unit: str
    facts: dict[str, Any]
    numbers: tuple[Number, ...]


class Place(NamedTuple):
    """One place cited: where its words stand, the locator they give, the unit as printed."""

    start: int
    end: int
    locator: Locator
    unit: str
    note: str = ""


class _Step(NamedTuple):
    """One number chosen from a part: its value, its place in the part's list, the steps behind it."""

    part: Part
    value: str
    listed: int
    steps: tuple[str, ...]


def places(parts: Sequence[Part]) -> Iterator[Place]:
    """
    Yield one place for each number of the list, the largest unit outermost.

    The words of a list are shared out: each place has its own number, the first the unit too, the
    last what follows. Places of a range or of two crossed lists share the whole.
    """
    whole = parts[0].start, max(part.end for part in parts)
    ordered = sorted(parts, key=lambda part: part.facts["level"])
    lists = [part for part in ordered if len(part.numbers) > 1]
    only = lists[0] if len(lists) == 1 else None
    cuts = _cuts(only, *whole) if only else []
    for path in itertools.islice(itertools.product(*map(_choices, ordered)), MOST_PLACES):
        at = next((step.listed for step in path if only is not None and step.part is only), None)
        start, end = whole if at is None else cuts[at]
        yield Place(start, end, _locator(path), _unit(path), _note(path))


def inner_steps(part: Part) -> tuple[str, ...]:
    """
    Return the steps of a part with a single number, as they stand behind an outer number.

    "paragraph 2(a)" inside Article 4 gives `("2", "a")`.
    """
    first = part.numbers[0]
    return _locator([_Step(part, first.values[0] if first.values else "", 0, first.steps)]).steps


def _cuts(part: Part, start: int, end: int) -> list[tuple[int, int]]:
    starts = [start, *(number.start for number in part.numbers[1:])]
    ends = [*(number.end for number in part.numbers[:-1]), end]
    return list(zip(starts, ends, strict=True))


def _choices(part: Part) -> Iterator[_Step]:
    if not part.numbers:
        yield _Step(part, "", 0, ())
    for index, counted in enumerate(part.numbers):
        for steps in _counted_steps(counted.steps):
            for value in counted.values or ("",):
                yield _Step(part, value, index, steps)


def _counted_steps(steps: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Count out "(a)-(c)"."""
    if not steps or not regex.fullmatch(r"\w+-\w+", steps[-1]):
        return (steps,)
    return tuple((*steps[:-1], name) for name in _between(*steps[-1].split("-")))


def _between(low: str, high: str) -> Sequence[str]:
    """Return the steps from one to another: Roman, decimal or by single letters."""
    first, last = roman(low), roman(high)
    if first and last and {*low, *high} <= set("ivx") and 0 < last - first <= LONGEST_RANGE:
        return [to_roman(value).lower() for value in range(first, last + 1)]
    if low.isdecimal() and high.isdecimal() and 0 < int(high) - int(low) <= LONGEST_RANGE:
        return [str(value) for value in range(int(low), int(high) + 1)]
    if len(low) == len(high) == 1 and 0 < ord(high) - ord(low) < 26:
        return [chr(code) for code in range(ord(low), ord(high) + 1)]
    return [low, high]


def _locator(path: Sequence[_Step]) -> Locator:
    """Return the place that the parts of a path give."""
    divisions: list[str] = []
    article = ""
    steps: list[str] = []
    for part, value, _, inner in path:
        level = part.facts["level"]
        if level < ARTICLE:
            divisions.append(f"{part.facts['label']} {_division_number(value)}".strip())
        elif level == ARTICLE:
            article, more = _article_and_steps(value)
            steps.extend(more)
        elif level >= SENTENCE or part.facts.get("label"):
            steps.append(_small_step(part, value))
        elif value:
            steps.extend(_step_numbers(value))
        steps.extend(inner)
    return Locator(tuple(divisions), article, tuple(steps))


def _unit(path: Sequence[_Step]) -> str:
    """Return the unit printed for the article or what lies in it."""
    named = [step for step in path if step.part.facts["level"] >= ARTICLE]
    return (named or path)[-1].part.unit


def _division_number(value: str) -> str:
    """Keep a division's number as printed; only words become digits."""
    counted = number(value) if number_kind(value or "0") == "word" else None
    return str(counted) if counted and not roman(value) else value


def _small_step(part: Part, value: str) -> str:
    label = part.facts.get("label", part.facts["name"])
    return f"last {label}" if value == "last" else f"{label} {value}".strip()


def _step_numbers(value: str) -> list[str]:
    return ["last"] if value == "last" else [_step_number(step) for step in value.split(".")]


def _step_number(step: str) -> str:
    return str(number(step) or step) if number_kind(step) in ("digits", "roman") else step


def _article_and_steps(value: str) -> tuple[str, tuple[str, ...]]:
    """
    Tell article from paragraph in a dotted number: 42.7 is 42(7), 3.3.1 is 3.3(1).

    Two numbers are an article and its paragraph, as in the usage of the EU and WTO; three or more
    are chapter, article and paragraphs, as in trade agreements.
    """
    value = regex.sub(r"\s*[‐‑–—-]\s*", "-", value).replace(":", ".")
    head, *rest = value.split(".")
    if rest and len(rest) > 1:
        head, rest = f"{article_number(head)}.{rest[0]}", rest[1:]
    return article_number(head), tuple(rest)


def _note(path: Sequence[_Step]) -> str:
    value = next((step.value for step in path if step.part.facts["level"] == ARTICLE), "")
    return f"{value} may also be the number of an article" if value.count(".") == 1 else ""
