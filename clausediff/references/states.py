"""States as texts name them: by name, adjective, abbreviation, or the capital that stands for them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from clausediff.tables import table

_NAMING = ("names", "adjectives", "abbreviations", "capital", "former_capital", "seats")


@functools.cache
def state_names() -> Mapping[str, frozenset[str]]:
    """
    Return every name, adjective, abbreviation and capital with the codes of the states it may mean.

    >>> sorted(state_names()["Moscow"]), sorted(state_names()["DPRK"])
    (['RU', 'SU'], ['KP'])
    """
    found: dict[str, set[str]] = {}
    for code, facts in table("states")["state"].items():
        for value in (facts[naming] for naming in _NAMING if naming in facts):
            for name in value if isinstance(value, list) else [value]:
                found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@functools.cache
def state(name: str) -> str:
    """
    Return the code of the state that a treaty names as its party, "" for anything else.

    >>> state("Democratic People's Republic of Korea"), state("High Contracting Parties")
    ('KP', '')
    """
    for code, facts in table("states")["state"].items():
        if name in facts["names"]:
            return str(code)
    return ""


def succession(code: str) -> frozenset[str]:
    """
    Return a state with its predecessor and successors, which reports name for one another.

    >>> sorted(succession("SU"))
    ['RU', 'SU']
    """
    rows = table("states")["state"]
    before = {rows[code]["succeeds"]} if "succeeds" in rows.get(code, {}) else set()
    after = {later for later, facts in rows.items() if facts.get("succeeds") == code}
    return frozenset({code} | before | after)


@functools.cache
def adjectives() -> frozenset[str]:
    """Return the adjectives of states."""
    rows = table("states")["state"].values()
    return frozenset(adjective for facts in rows for adjective in facts.get("adjectives", ()))


@functools.cache
def state_name(code: str) -> str:
    """
    Return the name under which a state is shown.

    >>> state_name("KP")
    'North Korea'
    """
    return str(table("states")["state"][code]["names"][0])
