"""The instruments that texts name, and how a caller adds more."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from clausediff.errors import ClausediffError
from clausediff.model import Instrument, Treaty
from clausediff.tables import table

if TYPE_CHECKING:
    from pathlib import Path

_FACTS = {"id", "title", "parties", "signed", "year", "place", "source", "status", "aliases"}
_FACTS |= {"organisation", "numbering", "clause", "note"}


@functools.cache
def instruments() -> tuple[Instrument, ...]:
    """
    Return the instruments of the shipped data.

    >>> [known.title for known in instruments() if known.id == "NAT-1949"]
    ['North Atlantic Treaty']
    """
    return tuple(_instrument(facts) for facts in table("instruments")["instrument"])


def extended(*more: Instrument | Treaty | str | Path) -> tuple[Instrument, ...]:
    """
    Return the shipped instruments with others behind them; an id that comes again takes the new facts.

    Each may be an `Instrument`, a `Treaty`, or the path of a TOML file with one `[[instrument]]` for
    each (or the facts of a single one at its top).

    Raises `ClausediffError` for a file that is missing or not of that form.

    >>> mine = Instrument("XX-1", "Treaty of Aland", aliases=("Aland Treaty",))
    >>> extended(mine)[-1].title
    'Treaty of Aland'
    """
    if not more:
        return instruments()
    added = [one for source in more for one in _instruments_of(source)]
    ids = {one.id for one in added if one.id}
    return (*(known for known in instruments() if known.id not in ids), *added)


def known_with(treaties: Iterable[Treaty]) -> tuple[Instrument, ...]:
    """
    Return the shipped instruments, which go by more names than their treaties, and the other treaties.

    >>> len(known_with([])) == len(instruments())
    True
    """
    shipped = {instrument.id for instrument in instruments()}
    return extended(*(treaty for treaty in treaties if treaty.id not in shipped))


def organisations() -> Mapping[str, str]:
    """
    Return the names of bodies whose treaty a provision may be cited by, and that treaty's id.

    >>> organisations()["NATO"]
    'NAT-1949'
    """
    return _organisations()


def _instruments_of(source: Instrument | Treaty | str | Path) -> tuple[Instrument, ...]:
    if isinstance(source, Instrument):
        return (source,)
    if isinstance(source, Treaty):
        return (Instrument(source.id, source.title, source.parties, source.signed, source.aliases),)
    return _read(source)


def _read(source: str | Path) -> tuple[Instrument, ...]:
    import tomllib
    from pathlib import Path

    path = Path(source)
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        return tuple(_instrument(each) for each in facts.get("instrument", [facts]))
    except (OSError, ValueError) as error:
        raise ClausediffError(f"{path} is no file of instruments: {error}") from error


def _instrument(facts: Mapping[str, Any]) -> Instrument:
    _check(facts)
    signed = facts.get("signed")
    return Instrument(
        id=facts["id"],
        title=facts["title"],
        parties=tuple(facts.get("parties", ())),
        signed=signed,
        aliases=tuple(facts.get("aliases", ())),
        year=facts.get("year", signed.year if signed else None),
        numbering=facts.get("numbering", "plain"),
    )


def _check(facts: Mapping[str, Any]) -> None:
    """Name what the facts of an instrument lack or misspell."""
    for name in ("id", "title"):
        if not isinstance(facts.get(name), str):
            raise ClausediffError(f'an instrument has no {name}; write {name} = "…"')
    for name in facts.keys() - _FACTS:
        raise ClausediffError(
            f"{name!r} of {facts['id']} is no fact; give any of {', '.join(sorted(_FACTS))}"
        )
    if not isinstance(facts.get("signed", datetime.date.min), datetime.date):
        raise ClausediffError(f"signed {facts['signed']!r} is no date; write it bare, as 1949-04-04")
    if facts.get("numbering", "plain") not in ("plain", "chapter"):
        raise ClausediffError(f"numbering {facts['numbering']!r} is unknown; write plain or chapter")


@functools.cache
def _organisations() -> Mapping[str, str]:
    rows = table("instruments")["instrument"]
    return {name: facts["id"] for facts in rows for name in facts.get("organisation", ())}
