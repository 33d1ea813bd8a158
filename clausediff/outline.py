"""The lines of a treaty -> its outline: which of them head articles, divisions, annexes, and the close."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from clausediff.headings import Heading, any_of, read_heading
from clausediff.layout import Line, ends_sentence, is_full, margin
from clausediff.numbering import follows
from clausediff.tables import table

Part = Literal["article", "division", "annex", "preamble", "final", "contents"]


class Mark(NamedTuple):
    """Where a part begins: its heading at `start`, its wording at `body`; `title` is its printed heading."""

    part: Part
    start: int
    body: int
    heading: Heading | None = None
    title: str = ""


class _Candidate(NamedTuple):
    line: int
    start: int
    heading: Heading
    is_sure: bool
    above: str = ""


def outline(text: str, read: Sequence[Line]) -> list[Mark]:
    """
    Find the headings among the lines, in order; a table of contents is one mark.

    >>> from clausediff.layout import lines
    >>> text = "Article 1\\nScope\\nThis Treaty applies.\\nArticle 2\\nIt shall act under\\nArticle 1."
    >>> [(mark.part, str(mark.heading), mark.title) for mark in outline(text, lines(text))]
    [('article', 'Article 1', 'Scope'), ('article', 'Article 2', '')]
    """
    width = margin(read)
    found = _with_headings_above(read, _accepted(_candidates(read)))
    found = _with_inline(text, read, found)
    marks = [_mark(text, read, c, n, width) for c, n in zip(found, [*found[1:], None], strict=False)]
    return with_close(text, _without_contents(text, marks))


def is_title(text: str) -> bool:
    """
    Whether words may stand as a heading: few, without a verb, not ended like a sentence.

    >>> is_title("Settlement of disputes"), is_title("The Parties shall consult"), is_title("in Europe")
    (True, False, False)
    """
    if not text or len(text) > 160 or text.count(" ") > 22 or text[-1] in ",;:" or text[0].islower():
        return False
    if text[-1] == "." and text.count(" ") > 9:
        return False
    return _starts_title().match(text) is not None and _verb().search(text) is None


@functools.cache
def _starts_title() -> regex.Pattern[str]:
    return regex.compile(r"['\"‘“«(\[*_]*[\p{Lu}\p{Lo}\d]")


@functools.cache
def _verb() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\b(?:{any_of('sentence')})\b")


def _candidates(read: Sequence[Line]) -> Iterator[_Candidate]:
    after_heading = after_division = True
    for i, line in enumerate(read):
        heading = read_heading(line.text[:400])
        is_sure = after_heading or line.gap > 0 or line.is_after_page or ends_sentence(read[i - 1].text)
        if heading and _may_head(line.text, heading):
            yield _Candidate(i, line.start, heading, is_sure)
            after_heading, after_division = True, heading.unit != "article"
        else:
            after_heading = after_heading and after_division and is_title(line.text)


def _may_head(line: str, heading: Heading) -> bool:
    """Whether what follows the number may follow a heading."""
    rest = line[heading.end :]
    if heading.unit != "article":
        return not rest or (is_title(rest) and not _refers(rest) and bool(heading.number or len(rest) < 90))
    if not rest:
        return True
    if rest[0].islower() or rest[0] in ",%/&" or _refers(rest):
        return False
    return rest[0] != "(" or _first_label().match(rest) is not None


@functools.cache
def _first_label() -> regex.Pattern[str]:
    return regex.compile(r"\((?:(?:1|a|i|I|A)\)\s*['\"“«]?\p{Lu}|\p{L}{2,})")


def _refers(rest: str) -> bool:
    """Whether the words go on with a reference ("OF THE CHARTER"), in capitals too."""
    word = regex.match(r"\p{L}+", rest)
    return (
        word is not None
        and (word[0].isupper() or word[0].islower())
        and word[0].lower() in _reference_words()
    )


@functools.cache
def _reference_words() -> frozenset[str]:
    return frozenset(word.lower() for word in table("headings")["phrases"]["reference"])


def _accepted(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Keep headings; a line that only may be one must bear the next number."""
    kept: list[_Candidate] = []
    last: dict[str, str] = {}
    for candidate in candidates:
        unit, number = candidate.heading.name, candidate.heading.number
        if candidate.is_sure or (unit in last and number and follows(number, last[unit])):
            kept.append(_lettered(candidate, last.get(unit, "")))
            last[unit] = kept[-1].heading.number
    return kept


def _lettered(candidate: _Candidate, last: str) -> _Candidate:
    """Read Article C after Article B as a letter, not as a hundred."""
    heading = candidate.heading
    as_letter = chr(ord(last) + 1) if len(last) == 1 and last.isalpha() else ""
    if (
        heading.unit == "article"
        and as_letter in {"C", "D", "I", "L", "M", "V", "X"}
        and heading.number.isdigit()
    ):
        return candidate._replace(heading=heading._replace(number=as_letter))
    return candidate


def _with_headings_above(read: Sequence[Line], kept: Sequence[_Candidate]) -> list[_Candidate]:
    """Let a heading begin at the words in the line above: VOTING, then Article 18."""
    taken = {candidate.line for candidate in kept}
    raised = [_raised(read, candidate, taken) for candidate in kept]
    # Headings of groups stand above a few articles, those of articles above most.
    is_rare = sum(bool(candidate.above) for candidate in raised) * 2 < len(raised)
    return [candidate._replace(above="") for candidate in raised] if is_rare else raised


def _raised(read: Sequence[Line], candidate: _Candidate, taken: set[int]) -> _Candidate:
    above = candidate.line - 1
    if above < 1 or above in taken or not is_title(read[above].text):
        return candidate
    text, before = read[above].text, read[above - 1].text
    if text[-1] in ".)!?”" or len(text) > 80 or not ends_sentence(before):
        return candidate
    if above - 1 in taken and len(before) < 40:
        return candidate
    return candidate._replace(start=read[above].start, above=text)


def _with_inline(text: str, read: Sequence[Line], kept: list[_Candidate]) -> list[_Candidate]:
    """Fill gaps in the numbers with headings that stand inside a line."""
    found: list[_Candidate] = []
    bounds = [(0, "0"), *((c.start + 1, c.heading.number) for c in kept if c.heading.unit == "article")]
    stops = [start for start, _ in bounds[1:]] + [len(text)]
    nexts = [number for _, number in bounds[1:]] + [""]
    for (at, last), stop, following in zip(bounds, stops, nexts, strict=True):
        if not (following and follows(following, last)):
            found += _inline(text, at, stop, last, following)
    return sorted([*kept, *found], key=lambda candidate: candidate.start)


def _inline(text: str, at: int, stop: int, last: str, following: str) -> Iterator[_Candidate]:
    for place in _article_word().finditer(text, at, stop):
        heading = read_heading(text[place.start() : min(stop, place.start() + 400)])
        if heading and follows(heading.number, last) and heading.number != following:
            rest = text[place.start() + heading.end : place.start() + heading.end + 40]
            if _may_head(text[place.start() : place.start() + 400], heading) and rest:
                last = heading.number
                yield _Candidate(-1, place.start(), heading, False)


@functools.cache
def _article_word() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, table("headings")["article"]["words"]))
    return regex.compile(rf"(?<=[.;:!?)”\"’]\s{{1,3}})(?=(?:{words.upper()}|{words})\b)")


def _mark(
    text: str, read: Sequence[Line], here: _Candidate, following: _Candidate | None, width: int
) -> Mark:
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
    return Mark(here.heading.unit, here.start, body, here.heading, title or here.above)


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
    count = _title_lines(below, width)
    if not count or (heading.unit == "article" and not text[below[count - 1].end : stop].strip(" \n*_#")):
        return "", below[0].start
    title = regex.sub(r"\s+", " ", text[below[0].start : below[count - 1].end]).strip()
    return title, below[count].start if count < len(below) else min(stop, below[count - 1].end)


@functools.cache
def _run_in_title() -> regex.Pattern[str]:
    """`Scope. This Treaty applies …`, `Definitions.—In this Treaty …`."""
    return regex.compile(
        r"((?:[^\s.:]+\s){0,9}[^\s.:]{3,})(?:\s*\.?\s*[—–]\s*|[.:]\s+)(?=['\"“«(]?[\p{Lu}\d])"
    )


def _title_lines(below: Sequence[Line], width: int) -> int:
    """Count the lines that a title fills: one, or more where it runs over."""
    if _is_label(below[0].text) or below[0].gap > 2:
        return 0
    for count, line in enumerate(below[:3], 1):
        title, following = " ".join(each.text for each in below[:count]), below[count : count + 1]
        if not is_title(title) or (count > 1 and (line.gap or read_heading(line.text))):
            return 0
        if not following or following[0].gap:
            return count
        goes_on = is_full(line.text, following[0].text, width) or following[0].text[0].islower()
        if not goes_on and not _runs_over(below[count - 1 : count + 2]):
            return count
    return 0


def _runs_over(lines: Sequence[Line]) -> bool:
    """Whether capitals go on for a second line, and not for a third."""
    return [line.text.isupper() for line in lines] == [True, True, False] and not lines[1].gap


def _is_label(text: str) -> bool:
    return regex.match(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s", text) is not None


def _without_contents(text: str, marks: list[Mark]) -> list[Mark]:
    """Take a table of contents for one part: headings without wording that come again with it."""
    articles = [i for i, mark in enumerate(marks) if mark.part == "article"]
    for position, i in enumerate(articles[1:], 1):
        before = [marks[j] for j in articles[:position]]
        if marks[i].heading == before[0].heading and len(before) > 2 and _are_empty(text, marks[: i + 1]):
            last = max(j for j in range(i) if marks[j].part == "article")
            again = next((j for j in range(last + 1, i) if marks[j].part != "article"), i)
            return [Mark("contents", marks[0].start, marks[last].body), *marks[again:]]
    return marks


def _are_empty(text: str, marks: Sequence[Mark]) -> bool:
    """Whether articles have no wording, but for the last one, which runs into the treaty's own beginning."""
    pairs = itertools.pairwise(marks[:-1])
    lengths = [following.start - mark.body for mark, following in pairs if mark.part == "article"]
    return sum(length < 120 for length in lengths) > 0.9 * len(lengths)


def with_close(text: str, marks: list[Mark]) -> list[Mark]:
    """Add the testimonium, behind the last article and before the annexes, where no mark has it."""
    if any(mark.part == "final" for mark in marks):
        return marks
    last = max(
        (i for i, mark in enumerate(marks) if mark.part == "article" and not _in_annex(marks, i)), default=-1
    )
    start = marks[last].body if last >= 0 else 0
    stop = next((mark.start for mark in marks[last + 1 :] if mark.part == "annex"), len(text))
    at = _close(text, start, stop)
    if at < 0:
        return marks
    return sorted([*marks, Mark("final", at, at)], key=lambda mark: mark.start)


def _in_annex(marks: Sequence[Mark], i: int) -> bool:
    return any(mark.part == "annex" for mark in marks[:i])


def _close(text: str, start: int, stop: int) -> int:
    for found in _close_pattern().finditer(text, start, stop):
        return found.start(1)
    return -1


@functools.cache
def _close_pattern() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:^[\s*_\x1f]*|[.;:”\")]\s*)(?=\p{{Lu}})((?i:{any_of('testimonium')}))", regex.MULTILINE
    )
