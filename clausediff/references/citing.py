"""Provisions as texts cite them: "paragraph 2 of Article 3", "Arts. 4–6", "第五十一条"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.numerals import ordinal, ordinal_words
from clausediff.references.counting import Number, number_kind, read_numbers
from clausediff.references.placing import Part, Place, inner_steps, places
from clausediff.references.signs import SIGNS, read_signs
from clausediff.references.units import ARTICLE, Unit, any_of, unit_at, unit_facts, unit_words
from clausediff.tables import table

#: So many units lie in one another, and so many ordinals stand before one, no more.
DEEPEST, MOST_ORDINALS = 8, 20


class Citation(NamedTuple):
    """
    Places cited in one breath ("Articles 3 and 4").

    A weak citation ("section 3", "part 2") counts only beside an instrument.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    level: int
    is_weak: bool


def find_citations(text: str) -> Iterator[Citation]:
    """
    Yield the provisions that a text cites, in order, without overlap.

        citation = signs | chain

    >>> [str(place.locator) for cited in find_citations("para. 2 of Article 23") for place in cited.places]
    ['23(2)']
    >>> [str(place.locator) for cited in find_citations("Articles 3 and 4.2(c)") for place in cited.places]
    ['3', '4(2)(c)']
    """
    reached = 0
    for found in _start().finditer(text):
        if found.start() < reached or not _may_begin(found):
            continue
        reader = read_signs if found["mark"] in SIGNS else _chain
        parts = reader(text, found.start())
        if parts:
            cited = _citation(parts)
            yield cited
            reached = cited.end


def _may_begin(found: regex.Match[str]) -> bool:
    return bool(found["mark"] or found["count"]) or found[0].casefold() in _first_words()


def _chain(text: str, position: int) -> list[Part]:
    """
    Read a place from the inside out.

        chain = group { OF group }        each group lies around the one before it
    """
    parts = _group(text, position)
    while parts and len(parts) < DEEPEST:
        link = _of().match(text, parts[-1].end)
        outer = _group(text, link.end()) if link else []
        # "Article 3 of paragraph 5" is no place: the outer unit must be the larger one.
        if not outer or outer[0].facts["level"] >= min(part.facts["level"] for part in parts):
            break
        parts = [*parts, *outer]
    return parts


def _group(text: str, position: int) -> list[Part]:
    """
    Read a place from the outside in: "Article 3, paragraph 2, first sentence".

        group = part { [","] part }       each part lies inside the one before it
    """
    parts: list[Part] = []
    part = _part(text, position)
    while part is not None and len(parts) < DEEPEST:
        part = _as_inside(part, parts)
        if parts and part.facts["level"] <= parts[-1].facts["level"]:
            break
        if parts and len(parts[-1].numbers) > 1 and len(part.numbers) == 1:
            parts[-1] = _into_last(parts[-1], part)
        else:
            parts.append(part)
        gap = _gap().match(text, part.end)
        part = _part(text, gap.end(), is_inner=True) if gap else None
    return parts


def _as_inside(part: Part, parts: Sequence[Part]) -> Part:
    """Read the section of an article as its paragraph."""
    is_section = bool(parts) and parts[-1].facts["level"] == ARTICLE and part.facts.get("label") == "Section"
    return part._replace(facts=unit_facts()["paragraph"]) if is_section else part


def _into_last(part: Part, inner: Part) -> Part:
    """Read "Articles 3 and 4, paragraph 2" as Article 3 and Article 4(2)."""
    last = part.numbers[-1]
    last = last._replace(end=inner.end, steps=(*last.steps, *inner_steps(inner)))
    return part._replace(end=inner.end, numbers=(*part.numbers[:-1], last))


def _part(text: str, position: int, *, is_inner: bool = False) -> Part | None:
    """
    Read one unit with its numbers.

        part = ORDINAL unit | unit numbers | BARE-UNIT
    """
    unit = unit_at(text, position)
    if unit is None:
        return _ordinal_part(text, position)
    return _numbered_part(text, unit) or (None if is_inner else _bare_part(unit))


def _ordinal_part(text: str, position: int) -> Part | None:
    """
    Read an ordinal before its unit: "second sentence", "Пятая статья", "3rd paragraph".

        ordinal-part = ordinal { ( "," | "and" ) ordinal } unit
    """
    numbers: list[Number] = []
    while len(numbers) < MOST_ORDINALS and (counted := _ordinal_at(text, position)):
        numbers.append(counted)
        unit = _unit_behind(text, counted.end)
        if unit is not None:
            # "A second Article 5", "wir achten Artikel 51": the unit has a number of its own.
            is_counted = _numbered_part(text, unit) is not None
            is_other = unit.facts.get("unnumbered") or _is_news(text, unit) or _is_unknown(numbers, unit)
            is_other = is_other or is_counted
            return (
                None if is_other else Part(numbers[0].start, unit.end, unit.word, unit.facts, tuple(numbers))
            )
        join = _ordinal_join().match(text, counted.end)
        position = join.end() if join else len(text)
    return None


def _ordinal_at(text: str, position: int) -> Number | None:
    """
    Read one ordinal.

        ordinal = ORDINAL | LAST
    """
    found = _ordinal().match(text, position)
    value = ordinal(found[0]) if found else None
    if found is None or (value is None and found[0].casefold() not in table("provisions")["joiners"]["last"]):
        return None
    return Number(found.start(), found.end(), (str(value or "last"),), ())


def _unit_behind(text: str, position: int) -> Unit | None:
    space = _space().match(text, position)
    return unit_at(text, space.end()) if space else None


def _is_news(text: str, unit: Unit) -> bool:
    """Whether "the third article in this series" speaks of a newspaper's article."""
    after = _next_word().match(text, unit.end)
    stops = table("provisions")["stops"]["not_before"]
    return bool(unit.word.islower() and unit.level == ARTICLE and after and after[1].casefold() in stops)


def _is_unknown(numbers: Sequence[Number], unit: Unit) -> bool:
    """Whether an article is called by a word from which its number cannot be told: "the last article"."""
    return unit.level == ARTICLE and any(counted.values == ("last",) for counted in numbers)


def _numbered_part(text: str, unit: Unit) -> Part | None:
    """
    Read the numbers behind a unit: "Articles 3, 4 and 6 to 9", "paragraph5", "§ 3".

        numbered-part = unit numbers
    """
    numbers = () if unit.facts.get("unnumbered") else read_numbers(text, unit)
    return Part(unit.start, numbers[-1].end, unit.word, unit.facts, numbers) if numbers else None


def _bare_part(unit: Unit) -> Part | None:
    """
    Read a unit that needs no number: the preamble, the chapeau, "the Annex".

        bare-part = PREAMBLE | CHAPEAU | "Annex"        with a capital where it is an annex
    """
    is_common = unit.facts["name"] == "annex" and not unit.word[:1].isupper()
    if not unit.facts.get("bare") or is_common:
        return None
    return Part(unit.start, unit.end, unit.word, unit.facts, ())


def _citation(parts: Sequence[Part]) -> Citation:
    """Put the parts of a chain together; the last list is counted out."""
    end = max(part.end for part in parts)
    level = min(part.facts["level"] for part in parts)
    return Citation(parts[0].start, end, tuple(places(parts)), level, all(map(_is_weak, parts)))


def _is_weak(part: Part) -> bool:
    if not part.numbers:
        return str(part.facts["name"]) != "preamble"
    return bool(part.facts.get("weak")) and not _is_firm(part)


def _is_firm(part: Part) -> bool:
    """Whether a weak unit stands as a heading does: "Chapter VII", but not "part 2" or "Title I"."""
    if part.facts["name"] not in ("chapter", "section"):
        return False
    name = part.numbers[0].values[0] if part.numbers and part.numbers[0].values else ""
    return number_kind(name or " ") == "roman"


@functools.cache
def _start() -> regex.Pattern[str]:
    """Cut out every word or mark with which a citation may start."""
    units = "".join(table("provisions")["signs"])
    return regex.compile(
        rf"(?P<mark>[§¶]|[第제](?=\s?[\p{{Nd}}\p{{Han}}]{{1,9}}\s?[{units}]))"
        r"|(?P<count>(?<!\p{N})\p{Nd}{1,3}[-.]?(?:st|nd|rd|th|er|ème|e|º|ª|я|й|ой|го)(?!\p{L}))"
        r"|[^\W\d_第제]+"
    )


@functools.cache
def _first_words() -> frozenset[str]:
    """Return the words a citation may start with: units, ordinals, tens, "last"."""
    written = [*unit_words(), *ordinal_words(), *table("provisions")["joiners"]["last"]]
    return frozenset(regex.split(r"[^\p{L}]", word.casefold())[0] for word in written)


@functools.cache
def _ordinal() -> regex.Pattern[str]:
    """One word that may be an ordinal; `numerals.ordinal` decides."""
    return regex.compile(
        r"(?<![\p{L}\p{N}])(?:\p{Nd}{1,3}[-.]?[\p{L}º°ª]{1,3}|\p{L}+(?:-\p{L}+)?)(?![\p{L}\p{N}])"
    )


@functools.cache
def _ordinal_join() -> regex.Pattern[str]:
    words = any_of(word for word in table("provisions")["joiners"]["list"] if word[0].isalpha())
    return regex.compile(rf"\s*,\s*|\s*,?\s+(?:{words})\s+", regex.IGNORECASE)


@functools.cache
def _space() -> regex.Pattern[str]:
    return regex.compile(r"\s+")


@functools.cache
def _next_word() -> regex.Pattern[str]:
    return regex.compile(r"\s+([^\W\d_]+)")


@functools.cache
def _gap() -> regex.Pattern[str]:
    return regex.compile(r"(?:\s*,\s*|\s+)")


@functools.cache
def _of() -> regex.Pattern[str]:
    joiners = table("provisions")["joiners"]
    return regex.compile(
        rf"\s*,?\s+(?:(?:{any_of(joiners['of'])})\b['’]?\s*)?(?:(?:{any_of(joiners['articles'])})\b['’]?\s*)?",
        regex.IGNORECASE,
    )
