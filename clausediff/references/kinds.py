"""What kind of paper an instrument is, and into what units it is divided."""

from __future__ import annotations

import functools

from clausediff.model import ReferenceKind
from clausediff.references.heads import head_facts
from clausediff.references.naming import words_of
from clausediff.references.placing import Place
from clausediff.references.resolve import Resolved
from clausediff.tables import table


def kind_of(found: Resolved | None) -> ReferenceKind:
    """Return what kind of paper a mention means."""
    if found is None:
        return "treaty"
    kind: ReferenceKind = found.mention.facts.get("kind", "treaty")
    if found.instrument is not None and found.instrument.id:
        kinds = {_head_kind(found.instrument.title)}
        return kinds.pop()
    return kind


@functools.lru_cache(maxsize=1024)
def _head_kind(title: str) -> ReferenceKind:
    folded = title.casefold()
    for row in table("mentions")["head"]:
        if row["kind"] == "constitution" and any(word in folded for word in row["words"]):
            return "constitution"
    return "treaty"


def kind_of_unit(place: Place) -> ReferenceKind:
    """Return what a bare citation is of: a section sign with digits is a statute's."""
    is_section = place.unit.startswith("§")
    return ("statute" if str(place.locator)[-1:].isdecimal() else "other") if is_section else "treaty"


def unit_of(found: Resolved) -> str:
    """Return what the instrument is divided into."""
    if found.instrument is not None and found.instrument.id:
        return _unit_of_title(found.instrument.title)
    return str(found.mention.facts.get("unit", "article"))


@functools.lru_cache(maxsize=1024)
def _unit_of_title(title: str) -> str:
    rows = (head_facts(word.key) for word in words_of(title))
    return str(next((row.get("unit", "article") for row in rows if row), "article"))
