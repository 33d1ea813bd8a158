"""Provisions in Chinese, Japanese and Korean: 第二条第四款, 제4조 제2항."""

from __future__ import annotations

import functools

import regex

from clausediff.numerals import number
from clausediff.references.counting import Number, count_on
from clausediff.references.placing import Part
from clausediff.references.units import any_of, unit_facts
from clausediff.tables import table

#: The signs that a numbered unit begins with.
SIGNS = ("第", "제")


def read_signs(text: str, position: int) -> list[Part]:
    """
    Read units, each smaller than the one before.

        signs = { ( "第" | "제" ) NUMERAL UNIT-SIGN [ range ] }

    >>> [(part.facts["name"], part.numbers[0].values) for part in read_signs("第二条第四款", 0)]
    [('article', ('2',)), ('paragraph', ('4',))]
    """
    parts: list[Part] = []
    found = _sign().match(text, position)
    while found is not None and len(parts) < 8:
        part = _part(found)
        if parts and part.facts["level"] <= parts[-1].facts["level"]:
            break
        parts.append(_range(text, part))
        if parts[-1].end > part.end:
            break
        found = _sign().match(text, part.end)
    return parts


def _part(found: regex.Match[str]) -> Part:
    facts = unit_facts()[table("provisions")["signs"][found["unit"]]]
    printed = found["number"]
    counted = Number(found.start(), found.end(), (str(number(printed) or printed),), ())
    return Part(found.start(), found.end(), found["unit"], facts, (counted,))


def _range(text: str, part: Part) -> Part:
    """
    Read on where a sign begins a range: 第三条至第五条.

        range = ( "至" | "到" | … ) sign
    """
    link = _to().match(text, part.end)
    last = _sign().match(text, link.end()) if link else None
    if last is None or last["unit"] != part.unit:
        return part
    counted = count_on(number(part.numbers[0].values[0]), number(last["number"]))
    numbers = (Number(part.start, last.end(), tuple(map(str, counted)), ()),)
    return part._replace(end=last.end(), numbers=numbers) if counted else part


@functools.cache
def _sign() -> regex.Pattern[str]:
    units = "".join(table("provisions")["signs"])
    return regex.compile(rf"\s?[第제]\s?(?P<number>[\p{{Nd}}\p{{Han}}]{{1,9}}?)\s?(?P<unit>[{units}])")


@functools.cache
def _to() -> regex.Pattern[str]:
    return regex.compile(rf"\s?(?:{any_of(table('provisions')['joiners']['signs_range'])})\s?")
