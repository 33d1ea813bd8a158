"""The lines of a treaty -> those that head something, told from lines that only speak of an article."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.tables import table
from clausediff.treaty.headings import Heading, any_of, is_title, leads_on, read_heading
from clausediff.treaty.layout import Line, ends_sentence, is_stopped
from clausediff.treaty.numbering import canonical, follows


class Candidate(NamedTuple):
    """
    A heading and where it stands.

    `line` is -1 inside a line; the words at `above` stand over the number.
    """

    line: int
    start: int
    heading: Heading
    is_sure: bool
    above: str = ""


def candidates(text: str, read: Sequence[Line]) -> list[Candidate]:
    """
    Find the headings in order: at the beginning of lines, inside long lines, and bare numbers.

    >>> from clausediff.treaty.layout import lines
    >>> text = "Article 1\\nPeace shall last.\\nArticle 2\\nIt shall last under\\nArticle 1."
    >>> [str(found.heading) for found in candidates(text, lines(text))]
    ['Article 1', 'Article 2']
    """
    found = _without_title(read, _accepted(_begun(read)))
    if not any(candidate.heading.unit == "article" for candidate in found):
        found = sorted([*found, *_bare(read)], key=lambda candidate: candidate.start)
    return _with_inline(text, _with_headings_above(read, found))


def _without_title(read: Sequence[Line], found: list[Candidate]) -> list[Candidate]:
    """Let PROTOCOL ON RIVERS in the first lines be the title of the text, and no annex to another."""
    first = found[0] if found else None
    is_own = first is not None and first.heading.unit == "annex" and not first.heading.number
    if first is None or not is_own or not all(is_title(line.text) for line in read[: first.line]):
        return found
    return found[1:]


def _begun(read: Sequence[Line]) -> Iterator[Candidate]:
    after_heading = after_division = True
    for i, line in enumerate(read):
        heading = read_heading(line.text[:400])
        is_sure = after_heading or line.gap > 0 or line.is_after_page or ends_sentence(read[i - 1].text)
        if heading and _is_annexed(read, i, heading):
            heading = heading._replace(end=len(line.text))
        if heading and _may_head(line.text, heading) and (is_sure or not _is_midway(read, i, heading)):
            yield Candidate(i, line.start, heading, is_sure)
            after_heading, after_division = True, heading.unit != "article"
        else:
            after_heading = after_heading and after_division and is_title(line.text)


def _is_midway(read: Sequence[Line], i: int, heading: Heading) -> bool:
    """Whether the lines around make a reference of it: "under / Article 2 / of the Charter"."""
    if heading.end < len(read[i].text):
        return False
    return leads_on(read[i - 1].text) or (i + 1 < len(read) and read[i + 1].text[0].islower())


def _is_annexed(read: Sequence[Line], i: int, heading: Heading) -> bool:
    """Whether a line by itself heads an annex and says to what: "Annex to the Convention"."""
    text, following = read[i].text, read[i + 1 : i + 2]
    stands_alone = not following or following[0].gap > 0 or read_heading(following[0].text) is not None
    is_annex = heading.unit == "annex" and _annexed().match(text, heading.end) is not None
    return is_annex and stands_alone and is_title(text) and not is_stopped(text)


@functools.cache
def _annexed() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?:{any_of('annexed')})\s")


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


def _accepted(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep headings; a line that only may be one must bear the next number."""
    kept: list[Candidate] = []
    last: dict[str, str] = {}
    for candidate in candidates:
        unit, number = candidate.heading.name, candidate.heading.number
        if candidate.is_sure or (unit in last and number and follows(number, last[unit])):
            kept.append(_lettered(candidate, last.get(unit, "")))
            last[unit] = kept[-1].heading.number
    return kept


def _lettered(candidate: Candidate, last: str) -> Candidate:
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


def _with_headings_above(read: Sequence[Line], kept: Sequence[Candidate]) -> list[Candidate]:
    """Let a heading begin at the words in the line above: VOTING, then Article 18."""
    taken = {candidate.line for candidate in kept}
    raised = [_raised(read, candidate, taken) for candidate in kept]
    # Headings of groups stand above a few articles, those of articles above most.
    is_rare = sum(bool(candidate.above) for candidate in raised) * 2 < len(raised)
    return [candidate._replace(above="") for candidate in raised] if is_rare else raised


def _raised(read: Sequence[Line], candidate: Candidate, taken: set[int]) -> Candidate:
    above = candidate.line - 1
    if above < 1 or above in taken or not is_title(read[above].text):
        return candidate
    text, before = read[above].text, read[above - 1].text
    if text[-1] in ".)!?”" or len(text) > 80 or not ends_sentence(before):
        return candidate
    if above - 1 in taken and len(before) < 40:
        return candidate
    return candidate._replace(start=read[above].start, above=text)


def _bare(read: Sequence[Line]) -> list[Candidate]:
    """Take numbers for articles that stand alone on a line or before a title, and count on from one."""
    found: list[Candidate] = []
    last = "0"
    for i, line in enumerate(read):
        number = _bare_number().match(line.text)
        rest = line.text[number.end() :] if number else ""
        if number and (not rest or line.text[0] == "§" or _is_bare_title(rest)):
            here = canonical(number["number"])
            if follows(here, last):
                last = here
                found.append(
                    Candidate(i, line.start, Heading("article", "Article", here, 9, number.end()), True)
                )
    is_sure = any(_is_sure_number(read, candidate) for candidate in found)
    return found if len(found) > (1 if is_sure else 2) else []


def _is_sure_number(read: Sequence[Line], bare: Candidate) -> bool:
    """Whether a number bears a section sign, or has its own first part below: 2., then 2.1."""
    below = [line.text for line in read[bare.line + 1 : bare.line + 2]]
    return read[bare.line].text[0] == "§" or any(
        text.startswith(f"{bare.heading.number}.1") for text in below
    )


@functools.cache
def _bare_number() -> regex.Pattern[str]:
    number = r"(?P<number>\d{1,3}|[IVXLC]{1,7})"
    return regex.compile(rf"§\s*{number}\b[.)]?\s*|\(?\s*{number}[.)]?(?:$|(?<=[.)])\s+)")


def _is_bare_title(text: str) -> bool:
    return is_title(text) and text[-1] != "."


def _with_inline(text: str, kept: list[Candidate]) -> list[Candidate]:
    """Fill gaps in the numbers with headings that stand inside a line."""
    found: list[Candidate] = []
    own = [(c.start + 1, c.heading.number) for c in kept if c.heading.unit == "article"]
    for (at, last), (stop, following) in zip([(0, "0"), *own], [*own, (len(text), "")], strict=True):
        if not (following and follows(following, last)):
            found += _inline(text, at, stop, last, following)
    return sorted([*kept, *found], key=lambda candidate: candidate.start)


def _inline(text: str, at: int, stop: int, last: str, following: str) -> Iterator[Candidate]:
    for place in _article_word().finditer(text, at, stop):
        words = text[place.start() : min(stop, place.start() + 400)]
        heading = read_heading(words)
        before = text[max(0, place.start() - 30) : place.start()]
        if heading is None or heading.number == following or not _counts_on(heading.number, last, before):
            continue
        if words[heading.end :] and _may_head(words, heading) and _may_follow(before):
            last = heading.number
            yield Candidate(-1, place.start(), heading, False)


def _counts_on(number: str, last: str, before: str) -> bool:
    """Whether a number is the next one, or one soon after where a sentence ended and a heading was lost."""
    if follows(number, last):
        return True
    is_number = number.isdecimal() and last.isdecimal() and len(number) < 5
    return is_number and 0 < int(number) - int(last) < 4 and before.rstrip().endswith((".", ";", ":"))


@functools.cache
def _article_word() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, table("headings")["article"]["words"]))
    return regex.compile(rf"(?<=\S\s{{1,3}})(?=(?:{words.upper()}|{words})\b)")


def _may_follow(before: str) -> bool:
    """Whether a heading may stand behind these words: a stop, or the end of another heading."""
    if ends_sentence(before):
        return True
    word = regex.search(r"(\w+)\W*$", before)
    return word is not None and not word[1].islower() and not leads_on(before)
