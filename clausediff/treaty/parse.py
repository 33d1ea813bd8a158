"""Treaty text -> `Treaty`: its preamble, divisions, articles, paragraphs, items, annexes and close."""

from __future__ import annotations

import bisect
import datetime
import itertools
import operator
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import Clause, Span, Treaty, TreatyStatus
from clausediff.treaty.headings import read_heading
from clausediff.treaty.layout import Left, Line, lines, mask, page_furniture
from clausediff.treaty.markdown import inline_marks
from clausediff.treaty.outline import Mark, outline, with_close
from clausediff.treaty.places import Place, places
from clausediff.treaty.remainder import doubts, remainder
from clausediff.treaty.xml import is_markup, read_markup, unmarked


def parse_treaty(
    text: str,
    *,
    id: str,
    title: str = "",
    parties: Iterable[str] = (),
    signed: datetime.date | None = None,
    status: TreatyStatus = "unknown",
    source: str = "",
    aliases: Iterable[str] = (),
) -> Treaty:
    """
    Read a treaty's text as people have it and find its provisions at every level.

    Every clause has a place of its own, and its span points into the text as given. What no clause
    holds is reported as the treaty's furniture, never lost; what a reader should check is in its notes.

    >>> treaty = parse_treaty("Article I\\nPeace.\\n\\nArticle II\\n1. Trade.\\n2. Transit.", id="X")
    >>> [(str(clause.locator), clause.text) for clause in treaty.clauses]
    [('1', 'Peace.'), ('2', '1. Trade.\\n2. Transit.'), ('2(1)', 'Trade.'), ('2(2)', 'Transit.')]
    """
    need(text, str, GIVE_TEXT)
    page = _read(text)
    marks = page.marks or outline(page.clean, page.lines)
    found = places(page.clean, page.lines, marks)
    page = page if page.is_markup else _with_inline_marks(page, found)
    left = tuple(remainder(page.clean, page.left, marks, found))
    return Treaty(
        id=id,
        title=title or _title(page.lines, found),
        text=text,
        clauses=tuple(_clause(id, page, place) for place in found),
        parties=tuple(parties),
        signed=signed,
        status=status,
        source=source,
        aliases=tuple(aliases),
        notes=tuple(doubts(found, left)),
        furniture=left,
    )


class _Page(NamedTuple):
    """A text beside its copy in which what is no wording is blanked out."""

    text: str
    clean: str
    left: list[Left]
    lines: list[Line]
    marks: list[Mark]
    is_markup: bool


def _read(text: str) -> _Page:
    if is_markup(text):
        clean, left, marks = read_markup(text)
        return _Page(text, clean, left, lines(clean), with_close(clean, marks) if marks else [], True)
    left = page_furniture(text)
    clean = mask(text, left)
    return _Page(text, clean, left, lines(clean), [], False)


def _with_inline_marks(page: _Page, found: Sequence[Place]) -> _Page:
    """Leave aside the marks of Markdown inside clauses; headings have been read with theirs."""
    inside, ends, at = [], list(itertools.accumulate((place.end for place in found), max)), 0
    for left in inline_marks(page.clean):
        at = bisect.bisect_right(found, left.start, lo=at, key=_start)
        if at and left.end <= ends[at - 1]:
            inside.append(left)
    return page._replace(left=sorted([*page.left, *inside], key=_start))


def _title(read: Iterable[Line], found: Sequence[Place]) -> str:
    """Take the first line before the preamble for the treaty's title."""
    first = min((place.start for place in found), default=0)
    titles = (line.text for line in read if line.end <= first and regex.search(r"\p{L}{3}", line.text))
    return next((text for text in titles if not _heads_clause(text)), "")


def _heads_clause(line: str) -> bool:
    heading = read_heading(line)
    return heading is not None and heading.unit != "annex"


def _clause(id: str, page: _Page, place: Place) -> Clause:
    span = Span(place.start, place.end)
    return Clause(id, place.locator, _wording(page, span), span, place.kind, place.heading)


def _wording(page: _Page, span: Span) -> str:
    """Cut a clause out of its text, leaving aside what pages or markup put in its midst."""
    pieces, at = [], span.start
    for left in _within(page.left, span):
        pieces.append(page.text[at : left.start])
        # A tag that begins a line leaves a line break behind.
        pieces.append("\n" if page.clean[left.start] == "\n" else "")
        at = left.end
    wording = "".join([*pieces, page.text[at : span.end]])
    return unmarked(wording, len(pieces) > 0) if page.is_markup else wording


def _within(pages: Sequence[Left], span: Span) -> Sequence[Left]:
    first = bisect.bisect_left(pages, span.start, key=_start)
    return pages[first : bisect.bisect_left(pages, span.end, lo=first, key=_start)]


_start = operator.attrgetter("start")
