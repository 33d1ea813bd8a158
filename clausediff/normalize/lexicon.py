"""The treaty lexicon: which terms stand for one another in a clause, and whether it matters."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from clausediff.model import ClausediffError, Effect, Run
from clausediff.normalize.keys import key
from clausediff.normalize.words import respelled, stem
from clausediff.tables import DATA, table

_DATA = DATA / "lexicon"
_EFFECTS = ("neutral", "substantive", "depends", "unknown")


@frozen
class Entry:
    """
    Terms that fill the same slot of a clause, and what it means to put one for another.

    `note` says it in a line that a lawyer would accept; `depends` says on what, where it depends.
    """

    slot: str
    terms: tuple[str, ...]
    effect: Effect
    note: str = ""
    source: str = ""
    depends: str = ""


@frozen(cache_hash=True)
class Lexicon:
    """Entries, and the ways to look them up. Spelling, hyphens and inflection of a term do not matter."""

    entries: tuple[Entry, ...]

    def find(self, keys: Sequence[str]) -> tuple[tuple[Run, Entry], ...]:
        """
        Find the terms in a sequence of keys: the longest at each place, none overlapping.

        A term that several entries hold is given once for each of them.

        >>> found = lexicon().find("each high contracting party shall immediately".split())
        >>> [(run.start, run.end, entry.slot) for run, entry in found if entry.slot == "party"]
        [(1, 4, 'party')]
        """
        forms = _forms(keys)
        terms = _trie(self)
        found: list[tuple[Run, Entry]] = []
        end = 0
        for place in [place for place, form in enumerate(forms) if form in terms.steps]:
            if place >= end:
                end, entries = _longest(terms, forms, place)
                found.extend((Run(place, end), entry) for entry in entries)
        return tuple(found)

    def relating(self, base: Sequence[str], other: Sequence[str]) -> Entry | None:
        """
        Return the entry that holds both terms, given by their keys; the mildest where there are several.

        >>> entry = lexicon().relating(["armed", "attack"], ["armed", "invasion"])
        >>> entry.slot, entry.effect
        ('trigger', 'substantive')
        """
        known = _by_term(self)
        both = known.get(_forms(base), frozenset()) & known.get(_forms(other), frozenset())
        return min((self.entries[i] for i in sorted(both)), key=_severity, default=None)

    def slots(self, words: Sequence[str]) -> tuple[str, ...]:
        """
        Name the slots that a term, given by its keys, can fill.

        >>> lexicon().slots(["forthwith"])
        ('time',)
        """
        held = sorted(_by_term(self).get(_forms(words), ()))
        return tuple(dict.fromkeys(self.entries[i].slot for i in held))

    def extended(self, rows: str | Path | Iterable[Entry]) -> Lexicon:
        """
        Return a lexicon with more entries: from a TOML file like the shipped ones, or given as values.

        Raises `ClausediffError` for a row without slot or terms or with an unknown effect.
        """
        more = _read(Path(rows)) if isinstance(rows, str | Path) else tuple(rows)
        return evolve(self, entries=self.entries + more)


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships: every file of data/lexicon."""
    return Lexicon(tuple(entry for path in sorted(_DATA.glob("*.toml")) for entry in _read(path)))


@functools.cache
def names() -> Lexicon:
    """
    Return the names of states as a lexicon: of one state they are the same, its capital may speak for it.

    >>> entry = names().relating(["dprk"], ["north", "korea"])
    >>> entry.slot, entry.effect
    ('state', 'neutral')
    """
    data = table("states")
    return Lexicon(tuple(entry for row in data["state"].values() for entry in _state(row, data["source"])))


def _state(row: Mapping[str, Any], source: str) -> Iterator[Entry]:
    called = (*row["names"], *row.get("abbreviations", ()))
    belonging = tuple(row.get("adjectives", ()))
    seats = tuple(filter(None, (row.get("capital"), *row.get("seats", ()))))
    title = row["names"][0]
    yield Entry("state", called, "neutral", f"Names of one state: {title}.", source)
    if belonging:
        yield Entry("state", called + belonging, "neutral", f"{title}, and what belongs to it.", source)
    if seats:
        on_what = "whether the government or the city is meant"
        note = f"News lets {seats[0]} stand for the government of {title}."
        yield Entry("state", (*called, *seats), "depends", note, source, on_what)


def _read(path: Path) -> tuple[Entry, ...]:
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ClausediffError(f"{path} is no lexicon: {error}; give TOML with [[entry]] rows") from error
    return tuple(_entry(row, str(data.get("source", "")), path) for row in data.get("entry", ()))


def _entry(row: Mapping[str, Any], source: str, path: Path) -> Entry:
    slot, terms, effect = row.get("slot"), row.get("terms", ()), row.get("effect", "unknown")
    if not slot or not terms or effect not in _EFFECTS:
        raise ClausediffError(
            f"{path} has the row {dict(row)}; give slot, terms and an effect of {', '.join(_EFFECTS)}"
        )
    note, depends = row.get("note", ""), row.get("depends", "")
    return Entry(slot, tuple(terms), effect, note, row.get("source", source), depends)


def _severity(entry: Entry) -> int:
    return _EFFECTS.index(entry.effect)


# A node of the trie: the next words, and the entries of the term that ends here.
class _Node:
    __slots__ = ("entries", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, _Node] = {}
        self.entries: list[Entry] = []


def _longest(node: _Node, forms: Sequence[str], place: int) -> tuple[int, Sequence[Entry]]:
    end: int = place
    entries: Sequence[Entry] = ()
    for reached in range(place, len(forms)):
        following = node.steps.get(forms[reached])
        if following is None:
            break
        node = following
        if node.entries:
            end, entries = reached + 1, node.entries
    return end, entries


@functools.lru_cache(maxsize=8)
def _trie(known: Lexicon) -> _Node:
    top = _Node()
    for forms, places in _by_term(known).items():
        node = top
        for form in forms:
            node = node.steps.setdefault(form, _Node())
        node.entries = [known.entries[place] for place in sorted(places)]
    return top


@functools.lru_cache(maxsize=8)
def _by_term(known: Lexicon) -> Mapping[tuple[str, ...], frozenset[int]]:
    held: dict[tuple[str, ...], set[int]] = {}
    for place, entry in enumerate(known.entries):
        for forms in _distinct(entry):
            held.setdefault(forms, set()).add(place)
    return {forms: frozenset(places) for forms, places in held.items()}


def _distinct(entry: Entry) -> dict[tuple[str, ...], None]:
    words = [key(term).replace(",", " ,").split() for term in entry.terms]
    hyphened = [["-".join(term)] for term in words if len(term) > 1]
    return dict.fromkeys(_forms(term) for term in (*words, *hyphened))


def _forms(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_form, words))


@functools.lru_cache(maxsize=1 << 14)
def _form(word: str) -> str:
    return stem(respelled(word))
