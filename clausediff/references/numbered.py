"""References by number: treaty series, codes of statutes, resolutions."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from clausediff.locator import Locator
from clausediff.model import Instrument, Reference, Span
from clausediff.references.naming import key_of_series, series_index, series_pattern, series_title
from clausediff.tables import table


def find_numbered(text: str, known: tuple[Instrument, ...]) -> Iterator[Reference]:
    """
    Yield what a text cites by the number of a series or a code.

    >>> [one.note for one in find_numbered("137 L.N.T.S. 11", ())]
    ['League of Nations Treaty Series, vol. 137, p. 11']
    """
    yield from _series(text, known)
    yield from _codes(text)


def _series(text: str, known: tuple[Instrument, ...]) -> Iterator[Reference]:
    """
    Yield citations of treaty series, and bare registration numbers.

        series = [ VOLUME ] SERIES [ "vol." VOLUME ] [ PAGE ] [ "No." NUMBER ] | "No." NUMBER
    """
    index = series_index(known)
    for found in series_pattern().finditer(text):
        name, volume, number = key_of_series(found)
        if not number or not (volume or _is_numbered(name) or found["number"]):
            continue
        instrument = index.get((name, volume, number)) or index.get((name, "", number))
        span = Span(found.start(), found.end())
        note = f"{series_title(name)}, {f'vol. {volume}, p.' if volume else 'No.'} {number}"
        yield Reference(span.of(text), span, instrument, None, "citation", name, note)
    for found in _registration().finditer(text):
        span = Span(found.start(), found.end())
        instrument = index.get(("UNTS", "", found["number"]))
        note = f"registration number {found['number']}, as in the {series_title('UNTS')}"
        yield Reference(span.of(text), span, instrument, None, "citation", "No.", note)


def _is_numbered(name: str) -> bool:
    return any(row["name"] == name and row.get("numbered") for row in table("mentions")["series"])


def _codes(text: str) -> Iterator[Reference]:
    """
    Yield sections of codes that are cited by their title's number.

        code = TITLE CODE [ "§" ] SECTION { "(" step ")" }
    """
    for found in _code().finditer(text):
        span = Span(found.start(), found.end())
        section = Locator((f"Section {found['section']}",), "", tuple(found.captures("step")))
        instrument = Instrument("", f"{found['title']} {found['code']}")
        yield Reference(span.of(text), span, instrument, section, "statute", "§")


def find_resolutions(text: str) -> Iterator[Reference]:
    """
    Yield numbered resolutions.

        resolution = [ body ] "resolution" NUMBER [ "(" YEAR ")" ]
    """
    for found in _resolution().finditer(text):
        span = Span(found.start(), found.end())
        year = int(found["year"]) if found["year"] else None
        instrument = Instrument("", " ".join(found[0].split()), year=year)
        yield Reference(span.of(text), span, instrument, None, "resolution", "resolution")


@functools.cache
def _registration() -> regex.Pattern[str]:
    """A bare registration number: nothing before it that it could be the number of."""
    return regex.compile(
        r"(?:(?<=[,;(]\s?)|(?<=\A\s*)|(?<=[Rr]egistration\s)|(?<=[Rr]eg\.\s))No\.\s?(?:I-)?(?P<number>\p{Nd}{3,6})(?![\p{Nd}\p{L}])"
    )


@functools.cache
def _code() -> regex.Pattern[str]:
    listed = "|".join(r"\.?\s?".join(code) + r"\.?" for code in table("mentions")["codes"]["names"])
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<title>\p{{Nd}}{{1,3}})\s+(?P<code>{listed})\s*(?:§§?|[Ss]ec\.|[Pp]art)?\s*"
        r"(?P<section>\p{Nd}[\p{Nd}\p{L}\-.]{0,11}(?<![.\-]))(?:\((?P<step>\p{Nd}{1,3}|\p{L}{1,4})\))*"
    )


@functools.cache
def _resolution() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?:U\.?N\.?|United Nations)\s+)?(?:(?:Security Council|General Assembly|UNSC)\s+)?"
        r"[Rr]esolutions?\s+(?:No\.\s?)?"
        r"(?P<number>\p{Nd}{1,4}(?:/\p{Nd}{1,4})?|[A-Z]{1,3}[\-/]\p{Nd}{1,4}(?:/\p{Nd}{1,4})?)(?![\p{Nd}\p{L}])"
        r"(?:\s*\((?P<year>\p{Nd}{4})\))?"
    )
