"""The shelf of shipped treaty wording, and treaty files of the same form."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from clausediff.errors import need
from clausediff.locator import Locator
from clausediff.model import Clause, ClausediffError, ClauseKind, Span, Treaty, TreatyStatus
from clausediff.tables import DATA

_FACTS = {"id", "title", "parties", "signed", "place", "source", "status", "aliases", "clause"}


def treaties(*ids: str) -> tuple[Treaty, ...]:
    """
    Return the shipped treaties with these ids, in this order; all of them where no id is given.

    They hold the clauses that ship, not whole treaties: `parse_treaty` reads the whole ones.
    Raises `ClausediffError` for an id that no file names.

    >>> [treaty.title for treaty in treaties("UN-CHARTER")]
    ['Charter of the United Nations']
    """
    for id in ids:
        need(id, str, "give ids, such as 'UN-CHARTER'")
    shelf = _shelf()
    unknown = [id for id in ids if id not in shelf]
    if unknown:
        raise ClausediffError(f"no treaty {unknown[0]!r} on the shelf; it has {', '.join(shelf)}")
    return tuple(shelf[id] for id in ids or shelf)


def clause(id: str, locator: Locator | str) -> Clause:
    """
    Return the shipped wording of one clause.

    >>> clause("UN-CHARTER", "2(4)").text[:23]
    'All Members shall refra'
    """
    return treaties(id)[0].clause(locator)


def load_treaty(path: str | Path) -> Treaty:
    """
    Read a treaty file: the facts, then a `[[clause]]` for each clause with its `locator` and `text`.

    Raises `ClausediffError` where the file is missing or not of that form.
    """
    path = Path(path)
    try:
        return _treaty(_toml(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise ClausediffError(f"{path} is no treaty file: {error}") from error


@functools.cache
def _shelf() -> Mapping[str, Treaty]:
    files = sorted((DATA / "treaties").glob("*.toml"))
    return {treaty.id: treaty for treaty in map(load_treaty, files)}


def _toml(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _treaty(facts: Mapping[str, Any]) -> Treaty:
    _check(facts)
    written = facts.get("clause", ())
    text = "\n\n".join(entry["text"].strip() for entry in written)
    return Treaty(
        id=facts["id"],
        title=facts["title"],
        text=text,
        clauses=tuple(_clauses(facts["id"], written)),
        parties=tuple(facts.get("parties", ())),
        signed=facts.get("signed"),
        status=facts.get("status", "unknown"),
        source=facts.get("source", ""),
        aliases=tuple(facts.get("aliases", ())),
        notes=tuple(f"{entry['locator']}: {entry['note']}" for entry in written if "note" in entry),
    )


def _check(facts: Mapping[str, Any]) -> None:
    """Name what a file of facts lacks or misspells."""
    for name in ("id", "title"):
        if not isinstance(facts.get(name), str):
            raise ClausediffError(f'it has no {name}; write {name} = "…"')
    for name in facts.keys() - _FACTS:
        raise ClausediffError(f"{name!r} is no fact of a treaty; it may give {', '.join(sorted(_FACTS))}")
    if facts.get("status", "unknown") not in get_args(TreatyStatus):
        raise ClausediffError(f"status {facts['status']!r} is none of {', '.join(get_args(TreatyStatus))}")
    if not isinstance(facts.get("signed", datetime.date.min), datetime.date):
        raise ClausediffError(f"signed {facts['signed']!r} is no date; write it bare, as 1949-04-04")
    for entry in facts.get("clause", ()):
        if not isinstance(entry.get("locator"), str) or not isinstance(entry.get("text"), str):
            raise ClausediffError(f"a clause lacks its locator or text: {entry!r:.60}")


def _clauses(id: str, written: Iterable[Mapping[str, Any]]) -> Iterator[Clause]:
    start = 0
    for entry in written:
        locator, text = Locator.parse(entry["locator"]), entry["text"].strip()
        yield Clause(id, locator, text, Span(start, start + len(text)), _kind(locator))
        yield from _paragraphs(id, locator, text, start)
        start += len(text) + len("\n\n")


def _kind(locator: Locator) -> ClauseKind:
    if locator.steps:
        return "paragraph" if len(locator.steps) == 1 else "item"
    return "article" if locator.article else "preamble"


def _paragraphs(id: str, locator: Locator, text: str, start: int) -> Iterator[Clause]:
    """Give the paragraphs of a clause that has several, by position."""
    parts = text.split("\n\n")
    if len(parts) == 1:
        return
    for number, part in enumerate(parts, 1):
        place = Locator(locator.divisions, locator.article, (*locator.steps, str(number)))
        yield Clause(id, place, part, Span(start, start + len(part)), "paragraph")
        start += len(part) + len("\n\n")
