"""Numbers as headings print them, misread letters included, and how they count on."""

from __future__ import annotations

import functools

import regex

from clausediff.locator import article_number
from clausediff.numerals import latin_suffixes, number_words
from clausediff.tables import table


@functools.cache
def number_pattern() -> regex.Pattern[str]:
    """
    Return a pattern for one printed number: `number`, then an ordinal ending that does not count.

    >>> [number_pattern().match(text)["number"] for text in ("XIV.", "14 ter", "1er", "G-36 ", "12.3bis:")]
    ['XIV', '14 ter', '1', 'G-36', '12.3bis']
    """
    data, latin = table("numerals"), "|".join(latin_suffixes())
    tens, words = "|".join(data["tens"]), "|".join(map(regex.escape, number_words()))
    han = "".join((*data["han"]["digits"], *data["han"]["units"]))
    endings = "|".join(map(regex.escape, table("headings")["numbers"]["endings"]))
    return regex.compile(
        rf"""
        (?P<number>
          (?: \d{{1,4}} | [A-Z]{{1,2}}(?=[-–.]\d) | (?i: (?:{tens})[\s-](?:{words}) | {words} )
            | [IVXLCDMl|]{{1,9}} | [ivxlc]{{1,6}} | [{han}]{{1,7}} | [A-Z](?![A-Za-z]) )
          (?: [-–—‑.]\d{{1,4}} )*
          (?: [\s-]?(?i:{latin}) (?:[-.]\d+)* | [A-Za-z](?![A-Za-z]) )?
        )
        (?:{endings})?
        (?![\p{{L}}\p{{N}}])
        """,
        regex.VERBOSE,
    )


def canonical(printed: str) -> str:
    """
    Bring an article's number into the form that locators have; undo what OCR makes of a capital I.

    >>> [canonical(number) for number in ("Vll", "XIV", "IV–2", "9 BIS")]
    ['7', '14', '4-2', '9bis']
    """
    is_roman = regex.fullmatch("[IVXLCDMl|]+", printed)
    return article_number(regex.sub("[l|]", "I", printed) if is_roman else printed)


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


def _parts(number: str) -> tuple[int, ...]:
    """Return the figures of a number; a letter counts by its place, a Latin insertion by its rank."""
    return tuple(map(_part, regex.findall(r"\d{1,9}|[^\W\d]+", number.lower())))


def _part(piece: str) -> int:
    if piece.isdecimal():
        return int(piece)
    latin = latin_suffixes()
    return latin.index(piece) + 2 if piece in latin else ord(piece[-1]) - ord("a") + 1
