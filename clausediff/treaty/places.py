"""The outline of a treaty -> the places of its clauses, each with a locator of its own."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from clausediff.locator import Locator, article_number
from clausediff.model import ClausediffError, ClauseKind
from clausediff.treaty.headings import Heading, any_of
from clausediff.treaty.layout import Line, margin
from clausediff.treaty.numbering import follows
from clausediff.treaty.outline import Mark, has_same_heading
from clausediff.treaty.provisions import Provision, provisions, trimmed

Path = tuple[str, ...]


class Place(NamedTuple):
    """A clause as found: where it belongs and where it stands."""

    locator: Locator
    kind: ClauseKind
    start: int
    end: int
    heading: str = ""


def places(text: str, read: Sequence[Line], marks: Sequence[Mark]) -> list[Place]:
    """
    Find the places of all clauses, in the order of the text, parents before what they hold.

    A locator names the divisions of an article only where its number alone would not be clear.
    """
    width = margin(read)
    paths = list(_paths(marks))
    found = list(_front(text, read, marks, width))
    has_articles = any(mark.part == "article" for mark in marks)
    for i, (mark, locator) in enumerate(zip(marks, _locators(marks, paths), strict=True)):
        stop = marks[i + 1].start if i + 1 < len(marks) else len(text)
        if mark.part == "article":
            found += _article(text, locator, mark, stop, width)
        elif mark.part == "preamble":
            found += _preamble(text, mark.body, stop)
        elif mark.part != "contents":
            found.append(_part(text, locator, mark, _end(marks, paths, i, len(text))))
        if mark.part == "annex" or (mark.part == "division" and not has_articles):
            found += _unheaded(text, locator.divisions, mark.body, stop, width)
    found.sort(key=lambda place: (place.start, -place.end, len(place.locator.steps)))
    return _told_apart(map(_with_small_steps, found) if text.isupper() else found)


def _paths(marks: Iterable[Mark]) -> Iterator[Path]:
    """Give the annex and the divisions in which each mark stands, itself included."""
    annex: Path = ()
    divisions: list[tuple[int, str]] = []
    kept: list[tuple[int, str]] = []
    last: dict[str, str] = {}
    last_in_annex: dict[str, str] = {}
    for mark in marks:
        heading = mark.heading
        if heading is None:
            yield ()
            continue
        if annex and _goes_on(heading, last) and not _goes_on(heading, last_in_annex):
            annex, divisions = (), kept
        if mark.part == "annex":
            kept = kept if annex else divisions
            annex, divisions, last_in_annex = (str(heading),), [], {}
        elif mark.part == "division":
            divisions = [
                *((rank, label) for rank, label in divisions if rank < heading.rank),
                (heading.rank, str(heading)),
            ]
        if heading.number:
            (last_in_annex if annex else last)[heading.name] = heading.number
        yield (*annex, *(label for _, label in divisions))


def _goes_on(heading: Heading, last: Mapping[str, str]) -> bool:
    """Whether a number is the next one: in an annex, or in the treaty that it interrupts."""
    here, before = article_number(heading.number), article_number(last.get(heading.name, ""))
    return before not in ("", "0") and here not in ("1", "I") and follows(here, before)


def _locators(marks: Sequence[Mark], paths: Sequence[Path]) -> list[Locator]:
    """Name each mark as shortly as is clear."""
    short = [_short(mark, path) for mark, path in zip(marks, paths, strict=True)]
    count = Counter(short)
    return [
        _long(mark, path) if count[locator] > 1 else locator
        for mark, path, locator in zip(marks, paths, short, strict=True)
    ]


def _short(mark: Mark, path: Path) -> Locator:
    annex = path[:1] if path and _is_annex(path[0]) else ()
    if mark.part == "article":
        return _article_locator(mark, annex)
    if mark.part == "final":
        return Locator(("Testimonium",))
    return Locator((*annex, *([path[-1]] if path[len(annex) :] else [])))


def _article_locator(mark: Mark, divisions: Path) -> Locator:
    if mark.heading and mark.heading.number:
        return _numbered(divisions, mark.heading.number)
    return Locator((*divisions, mark.title or "Article"))


def _numbered(divisions: Path, number: str, steps: Path = ()) -> Locator:
    try:
        return Locator(divisions, number, steps)
    except ClausediffError:
        # A number misprinted past reading still names a place.
        return Locator((*divisions, f"Article {number}"), "", steps)


def _long(mark: Mark, path: Path) -> Locator:
    return _article_locator(mark, path) if mark.part == "article" else Locator(path)


@functools.cache
def _is_annex(label: str) -> bool:
    from clausediff.treaty.headings import read_heading

    heading = read_heading(label)
    return heading is not None and heading.unit == "annex"


def _end(marks: Sequence[Mark], paths: Sequence[Path], i: int, end: int) -> int:
    """Return where a division, annex or close ends: before the first mark that is not inside it."""
    own = paths[i]
    for j in range(i + 1, len(marks)):
        is_inside = own and paths[j][: len(own)] == own and not _comes_again(marks[j], marks[i])
        if marks[j].part == "final" or not is_inside:
            return marks[j].start
    return end


def _comes_again(mark: Mark, first: Mark) -> bool:
    return mark.part != "article" and has_same_heading(mark, first)


def _part(text: str, locator: Locator, mark: Mark, end: int) -> Place:
    kind: ClauseKind = "final" if mark.part == "final" else "annex" if mark.part == "annex" else "division"
    return Place(locator, kind, *trimmed(text, mark.body, max(mark.body, end)), mark.title)


def _article(text: str, locator: Locator, mark: Mark, stop: int, width: int) -> Iterator[Place]:
    start, end = trimmed(text, mark.body, max(mark.body, stop))
    yield Place(locator, "article", start, end, mark.title)
    for part in provisions(text, start, end, width=width):
        yield Place(_inside(locator, part.steps), part.kind, part.start, part.end)


def _inside(locator: Locator, steps: Path) -> Locator:
    return Locator(locator.divisions, locator.article, (*locator.steps, *steps))


def _unheaded(text: str, divisions: Path, start: int, stop: int, width: int) -> Iterator[Place]:
    """Take numbered parts for articles where none are headed so: `5.` of a protocol, `Annex I/3`."""
    start, end = trimmed(text, start, stop)
    for part in provisions(text, start, end, width=width) if start < end else ():
        yield Place(
            _bare(divisions, part), "article" if _is_bare_article(part) else part.kind, part.start, part.end
        )


def _is_bare_article(part: Provision) -> bool:
    return len(part.steps) == 1 and part.kind != "chapeau"


def _bare(divisions: Path, part: Provision) -> Locator:
    if part.kind == "chapeau" and len(part.steps) == 1:
        return Locator(divisions, "", part.steps)
    return _numbered(divisions, article_number(part.steps[0]), part.steps[1:])


def _front(text: str, read: Sequence[Line], marks: Sequence[Mark], width: int) -> Iterator[Place]:
    """Give the preamble, and the numbered parts of a text that has no articles."""
    if any(mark.part == "preamble" for mark in marks):
        return
    begins = next((mark.body for mark in marks if mark.part == "contents"), 0)
    first = next((mark.start for mark in marks if mark.part != "contents"), len(text))
    before = [line for line in read if begins <= line.start < first]
    if any(mark.part == "article" for mark in marks):
        yield from _preamble(text, _opening(before, first), first)
        return
    body = _first_numbered(before)
    start = _opening(before, body if body >= 0 else first)
    if body >= 0:
        yield from _preamble(text, start, body)
    yield from _unheaded(text, (), body if body >= 0 else start, first, width)


def _first_numbered(before: Sequence[Line]) -> int:
    starts = [line.start for line in before if regex.match(r"(?:1|I)[.)]\s|\(1\)\s", line.text)]
    return starts[0] if starts else -1


def _opening(before: Sequence[Line], first: int) -> int:
    """Return where the preamble begins: at words that open preambles, or at the first sentence."""
    for line in before:
        is_sentence = line.text.count(" ") > 11 or (line.text[-1] in ",;:." and len(line.text) > 40)
        if line.start < first and (is_sentence or _opens().match(line.text)):
            return line.start
    return first


@functools.cache
def _opens() -> regex.Pattern[str]:
    return regex.compile(rf"['\"“«]?(?:(?i:{any_of('preamble')})|(?:{any_of('recital')})\b)")


def _preamble(text: str, start: int, stop: int) -> Iterator[Place]:
    heading = regex.compile(rf"(?i:{any_of('preamble_heading')})\b[\s:.*_]*").match(text, start, stop)
    start, end = trimmed(text, heading.end() if heading else start, stop)
    if start < end:
        yield Place(Locator(("Preamble",)), "preamble", start, end)
        yield from _recitals(text, start, end)


def _recitals(text: str, start: int, end: int) -> Iterator[Place]:
    """Cut a preamble where its participles stand: "Recalling …, Noting …, Have agreed"."""
    starts = [found.start(1) for found in _recital().finditer(text, start, end)]
    stops = [*starts[1:], _formula(text, starts[-1] if starts else end, end)]
    for number, (at, stop) in enumerate(zip(starts, stops, strict=False), 1):
        yield Place(Locator(("Preamble",), "", (str(number),)), "recital", *trimmed(text, at, stop))


@functools.cache
def _recital() -> regex.Pattern[str]:
    words = any_of("recital")
    return regex.compile(
        rf"(?:^[^\S\n]*+[*_\"“]*+|(?<=[,;:.)”\"])(?:\s*(?i:{any_of('joined')})\b)?[\s*_]*)((?=\p{{Lu}})(?i:{words}))",
        regex.MULTILINE,
    )


def _formula(text: str, start: int, end: int) -> int:
    """Return where the words of agreement begin that end the preamble."""
    found = _agreement().search(text, start, end)
    return found.start(1) if found else end


@functools.cache
def _agreement() -> regex.Pattern[str]:
    return regex.compile(rf"(?:^|[,;:.)])\s{{0,9}}[*_]*+((?i:{any_of('agreement')}))", regex.MULTILINE)


def _with_small_steps(place: Place) -> Place:
    """Give a text in capitals the same places as any other print of it: (A) there is (a) elsewhere."""
    divisions, article, steps = place.locator.divisions, place.locator.article, place.locator.steps
    return place._replace(locator=Locator(divisions, article, tuple(step.lower() for step in steps)))


def _told_apart(found: Iterable[Place]) -> list[Place]:
    """Give places that still share a locator a count: the second Article 5 is `Occurrence 2/5`."""
    seen: Counter[Locator] = Counter()
    apart = []
    for place in found:
        seen[place.locator] += 1
        count = seen[place.locator]
        divisions = (
            (*place.locator.divisions, f"Occurrence {count}") if count > 1 else place.locator.divisions
        )
        apart.append(place._replace(locator=Locator(divisions, place.locator.article, place.locator.steps)))
    return apart
