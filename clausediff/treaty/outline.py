"""The lines of a treaty -> its outline: which of them head articles, divisions, annexes, and the close."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import regex

from clausediff.treaty.candidates import Candidate, candidates
from clausediff.treaty.headings import Heading, any_of, is_title, leads_on, read_heading
from clausediff.treaty.layout import FILLER, Line, is_full, is_stopped, margin

Part = Literal["article", "division", "annex", "preamble", "final", "contents"]


class Mark(NamedTuple):
    """Where a part begins: its heading at `start`, its wording at `body`; `title` is its printed heading."""

    part: Part
    start: int
    body: int
    heading: Heading | None = None
    title: str = ""


def outline(text: str, read: Sequence[Line]) -> list[Mark]:
    """
    Find the headings among the lines, in order; a table of contents is one mark.

    >>> from clausediff.treaty.layout import lines
    >>> text = "Article 1\\nScope\\nThis Treaty applies.\\nArticle 2\\nIt shall act under\\nArticle 1."
    >>> [(mark.part, str(mark.heading), mark.title) for mark in outline(text, lines(text))]
    [('article', 'Article 1', 'Scope'), ('article', 'Article 2', '')]
    """
    width = margin(read)
    found = candidates(text, read)
    marks = [_mark(text, read, *pair, width) for pair in zip(found, [*found[1:], None], strict=False)]
    return with_close(text, _without_contents(text, marks))


def _mark(text: str, read: Sequence[Line], here: Candidate, following: Candidate | None, width: int) -> Mark:
    """Tell the title of a part from the beginning of its wording."""
    body = (read[here.line].start if here.line >= 0 else here.start) + here.heading.end
    stop = following.start if following else len(text)
    if here.line >= 0:
        end = read[here.line].end
        first = [] if body >= end else [Line(body, end, 0, False, text[body:end])]
        below = _below(read, here.line + 1, stop)
    else:
        first, below = [Line(body, stop, 0, False, text[body:stop])], []
    title, body = _title(text, [*first, *below], here.heading, body, stop, width)
    return Mark(here.heading.unit, _undecorated(text, here.start), body, here.heading, title or here.above)


def _undecorated(text: str, start: int) -> int:
    """Take the Markdown marks before a heading in."""
    while start > 0 and text[start - 1] in "#*_>| \t":
        start -= 1
    return start


def _below(read: Sequence[Line], first: int, stop: int) -> list[Line]:
    return [line for line in read[first : first + 4] if line.start < stop]


def _title(
    text: str, below: Sequence[Line], heading: Heading, body: int, stop: int, width: int
) -> tuple[str, int]:
    if not below:
        return "", body
    run_in = _run_in_title().match(below[0].text)
    if run_in and is_title(run_in[1]):
        return run_in[1].strip(), below[0].start + run_in.end()
    count = _title_lines(below, width, heading.end if below[0].start == body else 0)
    if not count or (
        _is_bare(text, below[count - 1].end, stop) and not _may_be_bare(heading, below[count - 1])
    ):
        return "", below[0].start
    title = regex.sub(r"\s+", " ", text[below[0].start : below[count - 1].end]).strip()
    return title, below[count].start if count < len(below) else min(stop, below[count - 1].end)


def _is_bare(text: str, end: int, stop: int) -> bool:
    return not text[end:stop].strip(" \t\r\n*_#" + FILLER)


def _may_be_bare(heading: Heading, last: Line) -> bool:
    """Whether a part may have a title and no wording of its own, as one that holds articles has."""
    return heading.unit != "article" and not (heading.unit == "annex" and is_stopped(last.text))


@functools.cache
def _run_in_title() -> regex.Pattern[str]:
    """`Scope. This Treaty applies …`, `Definitions.—In this Treaty …`."""
    return regex.compile(
        r"((?:[^\s.:]+\s){0,9}[^\s.:]{3,})(?:\s*\.?\s*[—–]\s*|[.:]\s+)(?=['\"“«(]?[\p{Lu}\d])"
    )


def _title_lines(below: Sequence[Line], width: int, lead: int) -> int:
    """Count the lines that a title fills; the first has `lead` characters of heading before it."""
    if _is_label(below[0].text) or below[0].gap > 2:
        return 0
    for count, line in enumerate(below[:3], 1):
        title, following = " ".join(each.text for each in below[:count]), below[count : count + 1]
        if not is_title(title) or (count > 1 and (line.gap or read_heading(line.text))):
            return 0
        if not following or following[0].gap:
            return 0 if leads_on(title) or (following and following[0].text[0].islower()) else count
        printed = " " * (lead if count == 1 else 0) + line.text
        goes_on = is_full(printed, following[0].text, width) or following[0].text[0].islower()
        if not goes_on and not _runs_over(below[count - 1 : count + 2]):
            return 0 if leads_on(title) else count
    return 0


def _runs_over(lines: Sequence[Line]) -> bool:
    """Whether capitals go on for a second line, and not for a third."""
    return [line.text.isupper() for line in lines] == [True, True, False] and not lines[1].gap


def _is_label(text: str) -> bool:
    return regex.match(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)](?:\d{1,3}\.?)*\s", text) is not None


def _without_contents(text: str, marks: list[Mark]) -> list[Mark]:
    """Take a table of contents for one part: headings without wording that come again with it."""
    articles = [i for i, mark in enumerate(marks) if mark.part == "article"]
    again = next((i for i in articles[1:] if has_same_heading(marks[i], marks[articles[0]])), 0)
    listed = [i for i in articles if i < again]
    if len(listed) < 3 or not _only_list(text, marks[: again + 1], marks[again:]):
        return marks
    # Annexes are listed too; divisions behind the last article listed belong to the treaty itself.
    own = next((i for i in range(listed[-1] + 1, again) if marks[i].part not in ("article", "annex")), again)
    return [Mark("contents", marks[0].start, marks[own - 1].body), *marks[own:]]


def has_same_heading(mark: Mark, first: Mark) -> bool:
    """Whether two marks bear one name and number."""
    return mark.heading is not None and first.heading is not None and mark.heading[:4] == first.heading[:4]


def _only_list(text: str, marks: Sequence[Mark], rest: Sequence[Mark]) -> bool:
    """Whether articles have titles at most, but for the last one, which runs into the treaty itself."""
    later = {mark.heading[:4]: mark for mark in reversed(rest) if mark.heading}
    pairs = [(a, b) for a, b in itertools.pairwise(marks[:-1]) if a.part == "article"]
    listed = (_is_listed(text, mark, following.start, later) for mark, following in pairs)
    return sum(listed) > 0.9 * len(pairs)


def _is_listed(text: str, mark: Mark, stop: int, later: Mapping[tuple[Any, ...], Mark]) -> bool:
    """Whether a heading has no wording: nothing below, a title, or a stopped title that comes again."""
    words = _titled(text, mark, stop)
    if not is_title(words):
        return not words
    again = later.get(mark.heading[:4]) if mark.heading else None
    return not is_stopped(words) or (
        again is not None and _folded(_titled(text, again, len(text))).startswith(_folded(words))
    )


def _titled(text: str, mark: Mark, stop: int) -> str:
    """Give the first words under a heading, its title included."""
    return " ".join([mark.title, *text[mark.body : min(stop, mark.body + 300)].split()]).strip("*_#| ")


def _folded(words: str) -> str:
    return regex.sub(r"[^\p{L}]+", "", words).casefold()


def with_close(text: str, marks: list[Mark]) -> list[Mark]:
    """Add the testimonium, behind the last article and before the annexes, where no mark has it."""
    if any(mark.part == "final" for mark in marks):
        return marks
    annex = next((i for i, mark in enumerate(marks) if mark.part == "annex"), len(marks))
    start = next((mark.body for mark in reversed(marks[:annex]) if mark.part == "article"), 0)
    at = _close(text, start, marks[annex].start if annex < len(marks) else len(text))
    if at < 0:
        return marks
    return sorted([*marks, Mark("final", at, at)], key=lambda mark: mark.start)


def _close(text: str, start: int, stop: int) -> int:
    for found in _close_pattern().finditer(text, start, stop):
        return found.start(1)
    return -1


@functools.cache
def _close_pattern() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:^[^\S\n]*+[*_]*+|[.;:”\")]\s*)(?=\p{{Lu}})((?i:{any_of('testimonium')}))", regex.MULTILINE
    )
