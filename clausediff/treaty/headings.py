"""The beginning of a line -> the heading that it is: article, division or annex, with its number."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

import regex
from rapidfuzz.distance import DamerauLevenshtein

from clausediff.numerals import number as read_number
from clausediff.numerals import ordinal_words
from clausediff.tables import table
from clausediff.treaty.numbering import canonical, number_pattern

Unit = Literal["article", "division", "annex"]

# Stop after a number: "Article 5.", "ARTICLE V –", "Annex 2)".
_STOP = r"[\s.:;)\]*_]*(?:[-–—]+(?=\s)[\s*_]*|[\s.:;)\]*_]*)"


class Heading(NamedTuple):
    """
    What a line begins with: "CHAPTER VI", "Article 12-03".

    `number` is canonical for articles (Roman numerals and words become digits), as printed for
    divisions and annexes, and empty where there is none. A wider division has a lower `rank`; the words
    after the heading begin at `end`.
    """

    unit: Unit
    name: str
    number: str
    rank: int
    end: int

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


def read_heading(line: str) -> Heading | None:
    """
    Read the heading at the beginning of a line; None where it begins with no such word.

    Whether the line is a heading or a sentence that speaks of an article is for its neighbours to say.

    >>> read_heading("ARTICLE XIV – Entry into force")
    Heading(unit='article', name='Article', number='14', rank=9, end=14)
    >>> str(read_heading("第五条")), str(read_heading("Chapter Two")), str(read_heading("ARTIICLE 7"))
    ('Article 5', 'Chapter 2', 'Article 7')
    """
    found = _words().match(line)
    if found:
        return _numbered(line, found.end(), *_units()[found.lastgroup or ""])
    return _after_ordinal(line) or _around(line) or _misprinted(line)


def is_title(text: str) -> bool:
    """
    Whether words may stand as a heading: few, without a verb, not ended like a sentence.

    >>> is_title("Settlement of disputes"), is_title("The Parties shall consult"), is_title("in Europe")
    (True, False, False)
    """
    if not text or len(text) > 160 or text.count(" ") > 22 or text[0].islower():
        return False
    if text[-1] in ",;:，；：、" or "。" in text or (text[-1] == "." and text.count(" ") > 9):
        return False
    return _starts_title().match(text) is not None and _verb().search(text) is None


@functools.cache
def _starts_title() -> regex.Pattern[str]:
    return regex.compile(r"['\"‘“«(\[*_]*[\p{Lu}\p{Lo}\d]")


@functools.cache
def _verb() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\b(?:{any_of('sentence')})\b")


def leads_on(before: str) -> bool:
    """
    Whether words want a number after them, so that it labels or heads nothing.

    >>> leads_on("as provided in paragraph"), leads_on("The Parties shall:")
    (True, False)
    """
    return _leading_on().search(before[-24:].rstrip()) is not None


@functools.cache
def _leading_on() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\b(?:{any_of('before_number')})[\s.]*$")


@functools.cache
def phrase(kind: str) -> regex.Pattern[str]:
    """
    Return a pattern for the shipped phrases of a kind, in any case.

    >>> bool(phrase("testimonium").match("IN WITNESS WHEREOF the undersigned"))
    True
    """
    return regex.compile(f"(?i:{any_of(kind)})")


def any_of(kind: str) -> str:
    """Return the alternatives of the shipped phrases of a kind, to build into a pattern."""
    return "|".join(table("headings")["phrases"][kind])


@functools.cache
def _units() -> Mapping[str, tuple[Unit, str, int]]:
    """Give unit, name and rank by the group of the pattern."""
    units: dict[str, tuple[Unit, str, int]] = {"article": ("article", "Article", 9)}
    for rank, division in enumerate(table("headings")["division"]):
        units[f"division{rank}"] = ("division", division["name"], rank)
    for i, annex in enumerate(table("headings")["annex"]):
        units[f"annex{i}"] = ("annex", annex["name"], -1)
    return units


@functools.cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    data = table("headings")
    divisions, annexes = enumerate(data["division"]), enumerate(data["annex"])
    named = {f"division{i}": entry for i, entry in divisions} | {f"annex{i}": entry for i, entry in annexes}
    return {"article": data["article"], **named}


@functools.cache
def _words() -> regex.Pattern[str]:
    groups = (f"(?P<{group}>{_spaced(entry['words'])})" for group, entry in _tables().items())
    return regex.compile(rf"(?i)(?:{'|'.join(groups)})(?!\p{{L}})")


def _spaced(words: Iterable[str]) -> str:
    """Match words also where OCR put a space between two letters."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        r"[\ \xa0]?".join(map(regex.escape, w)) if len(w) > 4 else regex.escape(w) for w in longest_first
    )


def _numbered(line: str, at: int, unit: Unit, name: str, rank: int) -> Heading | None:
    found = _after_word().match(line, at)
    if found is None or _is_small_word(found["number"]):
        return Heading(unit, name, "", rank, _skip(line, at)) if unit == "annex" else None
    number = canonical(found["number"]) if unit == "article" else _printed(found["number"])
    return Heading(unit, name, number, rank, _skip(line, found.end()))


def _is_small_word(number: str) -> bool:
    """Whether letters that look like a number are none: ANNEX IN …, ANNEXE DU …"""
    return len(number) > 1 and number.isalpha() and leads_on(number)


@functools.cache
def _after_word() -> regex.Pattern[str]:
    number = number_pattern()
    before = "|".join(map(regex.escape, table("headings")["numbers"]["before"]))
    return regex.compile(
        rf"[\s.:*_\-–—]*(?:(?i:{before})(?:[.º°]\s*|\s+|(?<=№)))?(?:{number.pattern})", number.flags
    )


def _printed(number: str) -> str:
    """Keep the numeral or letter of a division, make a number word digits."""
    is_word = len(number) > 1 and number.isalpha() and not regex.fullmatch("[IVXLCDM]+", number)
    return str(read_number(number) or number) if is_word else number.replace("–", "-")


@functools.cache
def _stop() -> regex.Pattern[str]:
    return regex.compile(_STOP)


def _skip(line: str, at: int) -> int:
    found = _stop().match(line, at)
    return found.end() if found else at


def _after_ordinal(line: str) -> Heading | None:
    """Read a heading whose number comes first: Second Article, Erster Teil."""
    ordinal = _ordinal().match(line)
    word = _words().match(line, ordinal.end()) if ordinal else None
    if ordinal is None or word is None:
        return None
    unit, name, rank = _units()[word.lastgroup or ""]
    number = str(read_number(ordinal["number"]) or "")
    return Heading(unit, name, number, rank, _skip(line, word.end())) if unit != "annex" and number else None


@functools.cache
def _ordinal() -> regex.Pattern[str]:
    tens, words = "|".join(table("numerals")["tens"]), "|".join(map(regex.escape, ordinal_words()))
    return regex.compile(rf"(?i)(?P<number>(?:(?:{tens})[\s-])?(?:{words}))\s+")


def _around(line: str) -> Heading | None:
    """Read a heading whose word stands around its number: 第五条."""
    found = _pairs().match(line)
    if found is None or not (number := read_number(found["number"])):
        return None
    unit, name, rank = _units()[_pair_units()[found["before"], found["after"] or ""]]
    return Heading(unit, name, str(number), rank, _skip(line, found.end()))


@functools.cache
def _pair_units() -> Mapping[tuple[str, str], str]:
    return {(a, b): group for group, entry in _tables().items() for a, b in entry["around"]}


@functools.cache
def _pairs() -> regex.Pattern[str]:
    pairs = (rf"(?P<before>{a})\s?(?P<number>[\d一-龥]{{1,7}}?)\s?(?P<after>{b})" for a, b in _pair_units())
    return regex.compile(rf"(?:{'|'.join(pairs)})(?=\s|$|[.:：、])")


def _misprinted(line: str) -> Heading | None:
    """Read an article word with a letter lost, doubled or misread: ARTIICLE 7."""
    found = _word().match(line)
    if found is None or found[0].lower() in table("headings")["article"]["others"]:
        return None
    likeness = (DamerauLevenshtein.distance(found[0].upper(), word, score_cutoff=1) for word in _long_words())
    return _numbered(line, found.end(), *_units()["article"]) if min(likeness) <= 1 else None


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"\p{L}[\p{L}\d|]{4,8}\p{L}(?=[\s.:]+[\dIVXLC])")


@functools.cache
def _long_words() -> tuple[str, ...]:
    return tuple(word.upper() for word in table("headings")["article"]["words"] if len(word) > 5)
