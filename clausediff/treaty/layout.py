"""Text as people have it -> its lines, and what the pages brought in: their numbers, heads, notes."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from clausediff.treaty.headings import any_of, is_title, read_heading

# Stands in for furniture, so that offsets stay: white space that is no line break and stands in no text.
FILLER = "\u205f"


class Line(NamedTuple):
    """A line without the space and Markdown marks around it; `gap` counts the blank lines before it."""

    start: int
    end: int
    gap: int
    is_after_page: bool
    text: str


class Left(NamedTuple):
    """A stretch that is no wording, and what it is."""

    kind: str
    start: int
    end: int


def lines(text: str) -> list[Line]:
    """
    Cut a text into its lines that hold something.

    >>> [(line.text, line.gap) for line in lines("**Article 1**\\n\\nPeace.")]
    [('Article 1', 0), ('Peace.', 1)]
    """
    found: list[Line] = []
    at, gap, is_after_page = 0, 0, False
    for raw in text.splitlines(keepends=True):
        core = raw.strip().strip("\ufeff\u200b\u2060")
        if core:
            start, end = _core(raw)
            found.append(Line(at + start, at + end, gap, is_after_page, raw[start:end]))
            gap, is_after_page = 0, False
        else:
            gap += raw != "\r"
        is_after_page = is_after_page or "\f" in raw
        at += len(raw)
    return found


def page_furniture(text: str) -> list[Left]:
    """
    Find page numbers, running heads, footnotes and lines of a table of contents, in order.

    >>> [left.kind for left in page_furniture("The Parties shall\\n\\n- 2 -\\n\\nconsult.")]
    ['page number']
    """
    read = lines(text)
    numbers, contents = _page_numbers(read), _leaders(read)
    heads = _running_heads(read, numbers)
    heads -= _only_wording(read, numbers | heads, contents) if heads else set()
    notes = _footnotes(read, numbers | heads)
    kinds = {"page number": numbers, "running head": heads, "footnote": notes, "contents": contents}
    placed = {i: kind for kind, places in kinds.items() for i in places}
    return [Left(placed[i], read[i].start, read[i].end) for i in sorted(placed)]


def mask(text: str, left: Iterable[Left]) -> str:
    """
    Blank out furniture; every other character keeps its place.

    >>> mask("Peace.\\n- 2 -", [Left("page number", 7, 12)])
    'Peace.\\n\\u205f\\u205f\\u205f\\u205f\\u205f'
    """
    pieces, at = [], 0
    for _, start, end in left:
        pieces += [text[at:start], FILLER * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def margin(read: Sequence[Line]) -> int:
    """
    Return how long full lines are where lines end as the page did; 0 where each line is a paragraph.

    >>> margin(lines("The Parties shall, with all\\nthe means at their disposal,\\nact as one."))
    28
    """
    pairs = [(a, b) for a, b in itertools.pairwise(read) if not b.gap]
    unfinished = [b for a, b in pairs if not ends_sentence(a.text)]
    if any(line.text.upper() != line.text for line in read):
        is_wrapped = sum(b.text[0].islower() for b in unfinished) * 6 > len(pairs)
    else:
        # All capitals; a script without capitals says nothing.
        is_wrapped = len(unfinished) * 3 > len(pairs) and any(line.text.isupper() for line in read)
    lengths = sorted(len(line.text) for line in read)
    return lengths[len(lengths) * 9 // 10] if is_wrapped else 0


def is_full(line: str, following: str, width: int) -> bool:
    """
    Whether a line ends only because the next word had no room.

    >>> is_full("The Parties shall at", "once consult.", 24), is_full("Scope", "This Treaty", 24)
    (True, False)
    """
    return width > 0 and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def ends_sentence(text: str) -> bool:
    """
    Whether a stretch may be the end of a paragraph: a stop, or the "and" after a listed item.

    >>> ends_sentence("to act; and"), ends_sentence("of the")
    (True, False)
    """
    return _ended().search(text[-24:].rstrip()) is not None


@functools.cache
def _ended() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[.:;!?。；：—–]['\"’”»)\]*_\s\d]*|[,;]\s*(?i:{any_of('joined')})?[\s*_]*)$")


def is_stopped(line: str) -> bool:
    """
    Whether a line ends with a stop, as a sentence or a listed item does, and a page's head does not.

    >>> is_stopped("They shall meet in year 2."), is_stopped("in year 1; and"), is_stopped("Treaty Series 34")
    (True, True, False)
    """
    return _stopped().search(line[-24:]) is not None


@functools.cache
def _stopped() -> regex.Pattern[str]:
    return regex.compile(rf"[\p{{STerm}},;:](?:\s*(?i:{any_of('joined')}))?['\"’”»)\]*_]*$")


def _core(raw: str) -> tuple[int, int]:
    """Leave out white space and Markdown marks around a line."""
    found = _marks().match(raw)
    start = found.end() if found else 0
    end = len(raw.rstrip().rstrip("*_#| \t\u200b" + FILLER))
    return (start, end) if start < end else (len(raw) - len(raw.lstrip()), len(raw.rstrip()))


@functools.cache
def _marks() -> regex.Pattern[str]:
    return regex.compile(
        r"[\s\ufeff\u200b]*(?:[#>|]+\s*)*(?:\*{2,3}(?=\S)|_{1,3}(?=\p{L})|\*(?=\p{L}[^*]*\*\s*$))?"
    )


def _page_numbers(read: Sequence[Line]) -> set[int]:
    sure = {i for i, line in enumerate(read) if len(line.text) < 30 and _page_mark().fullmatch(line.text)}
    bare = [i for i, line in enumerate(read) if len(line.text) < 5 and line.text.isdecimal()]
    for i, j in itertools.pairwise(bare):
        # Pages lie apart; figures of a table stand close together.
        if int(read[j].text) == int(read[i].text) + 1 and read[j].start - read[i].end > 100:
            sure |= {i, j}
    return sure


@functools.cache
def _page_mark() -> regex.Pattern[str]:
    return regex.compile(
        rf"[-–—]\s*\d{{1,4}}\s*[-–—]|(?i:{any_of('page')})\.?\s*\d{{1,4}}(?:\s*(?:of|/|de|von|sur|из)\s*\d{{1,4}})?|\d{{1,4}}\s*/\s*\d{{1,4}}"
    )


def _running_heads(read: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines that come again (but for their figures), mostly next to a page number or at the top of a page."""
    alike: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(read):
        if 3 < len(line.text) <= 100 and i not in numbers:
            alike[regex.sub(r"\d+", "", line.text).strip().casefold()].append(i)
    repeated = [places for places in alike.values() if len(places) > 2]
    edges = numbers | {i for i, line in enumerate(read) if line.is_after_page}
    heads: set[int] = set()
    for _ in range(2):
        for places in repeated:
            near = sum(not edges.isdisjoint((i - 1, i, i + 1)) for i in places)
            if near * 2 > len(places) or _counts_pages([read[i] for i in places]):
                heads.update(places)
        edges |= heads
    return {i for i in heads if (found := read_heading(read[i].text)) is None or found.unit != "article"}


def _counts_pages(alike: Sequence[Line]) -> bool:
    """Whether a figure in a repeated line grows like a page number; a sentence or list may count as well."""
    figures = [[int(figure) for figure in regex.findall(r"\d{1,4}", line.text)] for line in alike]
    if any(read_heading(line.text) for line in alike[:3]) or len({len(row) for row in figures}) != 1:
        return False
    if len(alike[0].text) <= 20 or any(is_stopped(line.text) for line in alike):
        return False
    return any(
        all(0 < b - a < 5 for a, b in itertools.pairwise(column)) for column in zip(*figures, strict=True)
    )


def _only_wording(read: Sequence[Line], left: set[int], contents: set[int]) -> set[int]:
    """Find lines that an article cannot spare: without them it has a heading and a title at most."""
    found = {i: read_heading(line.text) for i, line in enumerate(read) if i not in contents}
    articles = [i for i, heading in found.items() if heading and heading.unit == "article"]
    needed: set[int] = set()
    for first, stop in itertools.pairwise([*articles, len(read)]):
        heading = found[first]
        own = read[first].text[heading.end if heading else 0 :]
        if not any(map(_is_wording, [own, *(read[i].text for i in range(first + 1, stop) if i not in left)])):
            needed.update(range(first + 1, stop))
    return needed


def _is_wording(line: str) -> bool:
    return bool(line) and (is_stopped(line) or not is_title(line))


def _footnotes(read: Sequence[Line], furniture: set[int]) -> set[int]:
    """Notes at the foot of a page: from a note mark to the page's end, or to the next note."""
    left = set(furniture)
    for i in reversed(range(len(read))):
        if i not in left and _note().match(read[i].text):
            last = i
            while last + 1 < min(len(read), i + 8) and not _ends_note(read, last + 1, left):
                last += 1
            if last + 1 == len(read) or last + 1 in left or read[last + 1].is_after_page:
                left.update(range(i, last + 1))
    return left - furniture


def _ends_note(read: Sequence[Line], i: int, left: set[int]) -> bool:
    return i in left or read[i].gap > 0 or read[i].is_after_page or read_heading(read[i].text) is not None


@functools.cache
def _note() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:\*{{1,3}}|[†‡]|[¹²³⁰-⁹]{{1,3}}|\[\d{{1,2}}\])\s?\p{{Lu}}|\d{{1,2}}\s+(?:{any_of('footnote')})\b"
    )


def _leaders(read: Sequence[Line]) -> set[int]:
    """Lines of a table of contents that run to a page number by dots."""
    return {i for i, line in enumerate(read) if len(line.text) < 300 and _leader().search(line.text)}


@functools.cache
def _leader() -> regex.Pattern[str]:
    return regex.compile(r"(?:\.[ \xa0]?){4,}\s*[\divxlc]{1,5}$|…+\s*\d{1,4}$|\t+\d{1,4}$")
