"""How provisions are numbered: Roman, in words, in Chinese figures, with insertions; read and counted."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import regex

from clausediff.tables import table

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def article_number(printed: str) -> str:
    """
    Fold a printed article number: Roman numerals and words become digits, insertions stay.

    >>> [article_number(n) for n in ("XIV", "14 TER", "Twenty-one", "12–03", "1er", "G-36", "IV.2")]
    ['14', '14ter', '21', '12-03', '1', 'G-36', '4.2']
    """
    found = number_pattern().fullmatch(printed.strip())
    return canonical(found) if found else printed.strip()


def canonical(found: regex.Match[str]) -> str:
    """Return the number that `number_pattern` found, in the form that locators have."""
    head = str(value(found["head"]) or found["head"])
    tail = regex.sub("[–—‑]", "-", found["tail"] or "")
    inserted = found["inserted"] or ""
    return head + tail + (inserted.lower() if len(inserted) > 1 else inserted) + (found["more"] or "")


def follows(number: str, last: str) -> bool:
    """
    Whether an article of this number may stand next after the last one.

    >>> follows("5", "4"), follows("4bis", "4"), follows("3.1", "2.17"), follows("51", "4")
    (True, True, True, False)
    """
    here, before = _parts(number), _parts(last)
    shared = next((i for i, (a, b) in enumerate(zip(here, before, strict=False)) if a != b), None)
    if shared is None:
        return len(here) > len(before)
    return here[shared] == before[shared] + 1 and all(figure in (0, 1) for figure in here[shared + 1 :])


def value(numeral: str) -> int:
    """
    Read a numeral of any of the known kinds, 0 where it is none.

    >>> [value(n) for n in ("12", "XII", "twelve", "Twenty-First", "十二", "Vll", "IVX", "civil")]
    [12, 12, 12, 21, 12, 7, 0, 0]
    """
    if numeral.isdecimal():
        return int(numeral[:9])
    return _word_value(numeral) or roman(numeral) or roman(_unmisread(numeral)) or _chinese(numeral)


def roman(numeral: str) -> int:
    """
    Value of a Roman numeral, 0 where it is none.

    >>> roman("XIV"), roman("IVX"), roman("civil")
    (14, 0, 0)
    """
    text = numeral.upper()
    if len(text) > 15 or not regex.fullmatch(
        r"M*(?:C[MD]|D?C{0,4})(?:X[CL]|L?X{0,4})(?:I[XV]|V?I{0,4})", text
    ):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@functools.cache
def _well_formed() -> regex.Pattern[str]:
    return regex.compile(r"M*(?:C[MD]|D?C{0,4})(?:X[CL]|L?X{0,4})(?:I[XV]|V?I{0,4})")


@functools.cache
def number_pattern() -> regex.Pattern[str]:
    """
    Return a pattern for one printed number, in groups.

    `head` is the numeral (or a letter with its number), `tail` what follows its dots and dashes,
    `inserted` a Latin insertion or a letter, `more` a number behind that.
    """
    words = rf"(?:{_any(_tens())})(?:[\s-](?:{_any(_units())}))?|{_any(_units())}"
    return regex.compile(
        rf"""
        (?P<head> \d{{1,4}} | [A-Z]{{1,2}}(?=[-–.]\d) | (?i:{words}) | [IVXLCDMl|]{{1,9}} | [ivxlc]{{1,6}}
                | [{"".join((*_han()["digits"], *_han()["units"]))}]{{1,7}} | [A-Z] )
        (?: (?P<tail> (?:[-–—‑.]\d{{1,4}})+ ) )?
        (?: (?:{_any(table("headings")["numbers"]["endings"])})
          | [\s-]?(?P<inserted> (?i:{_any(table("numerals")["latin"])}) )
          | (?P<inserted>[A-Za-z]) )?
        (?P<more> (?:[-.]\d+)+ )?
        (?![\p{{L}}\p{{N}}])
        """,
        regex.VERBOSE,
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))


@functools.cache
def _units() -> Mapping[str, int]:
    data = table("numerals")
    inflected = {
        stem + ending: number
        for family in data["inflected"].values()
        for stem, number in family["stems"].items()
        for ending in family["endings"]
    }
    return {**data["cardinals"], **data["ordinals"], **inflected}


def _tens() -> Mapping[str, int]:
    tens: Mapping[str, int] = table("numerals")["tens"]
    return tens


def _han() -> Mapping[str, Mapping[str, int]]:
    han: Mapping[str, Mapping[str, int]] = table("numerals")["han"]
    return han


def _parts(number: str) -> tuple[int, ...]:
    """Return the figures of a number; a letter counts by its place, a Latin insertion by its rank."""
    return tuple(map(_part, regex.findall(r"\d+|[^\W\d]+", number.lower())))


def _part(piece: str) -> int:
    latin = table("numerals")["latin"]
    if piece.isdecimal():
        return int(piece)
    return latin.index(piece) + 2 if piece in latin else ord(piece[-1]) - ord("a") + 1


def _unmisread(numeral: str) -> str:
    """Undo what OCR makes of a capital I."""
    is_capital = any(letter in "IVXCDM" for letter in numeral)
    return numeral.replace("l", "I").replace("|", "I") if is_capital else ""


def _word_value(numeral: str) -> int:
    values = [_tens().get(part) or _units().get(part, 0) for part in regex.split(r"[\s-]", numeral.lower())]
    return sum(values) if all(values) else 0


def _chinese(numeral: str) -> int:
    total = digit = 0
    for figure in numeral:
        if figure in _han()["units"]:
            total, digit = total + (digit or 1) * _han()["units"][figure], 0
        elif figure in _han()["digits"]:
            digit = _han()["digits"][figure]
        else:
            return 0
    return total + digit
