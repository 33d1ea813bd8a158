"""Places as they are cited, fitted to how their instrument is divided, numbered and often misquoted."""

from __future__ import annotations

from collections.abc import Iterator

from clausediff.locator import Locator
from clausediff.model import Instrument, Reference, Span
from clausediff.references.instruments import instruments as shipped
from clausediff.references.joining import Joined
from clausediff.references.kinds import kind_of, kind_of_unit, unit_of
from clausediff.references.placing import Place
from clausediff.references.resolve import Resolved
from clausediff.references.units import ARTICLE, PARAGRAPH
from clausediff.tables import table


def references_of(text: str, joined: Joined, context: Resolved | None) -> Iterator[Reference]:
    """Yield a reference for each place; the first and the last take in the words around the list."""
    places = joined.citation.places
    first, last = places[0].start, places[-1].start
    for place in places:
        start = min(joined.start, place.start) if place.start == first else place.start
        end = max(joined.end, place.end) if place.start == last else place.end
        yield _reference(text, Span(start, end), place, joined, context)


def _reference(text: str, span: Span, place: Place, joined: Joined, context: Resolved | None) -> Reference:
    instrument = context.instrument if context else None
    kind = kind_of(context) if context else kind_of_unit(place)
    locator, note = _fitted(place, joined, context)
    notes = [note, context.note if context else ""]
    if instrument is None and joined.found is not None and not notes[1]:
        notes[1] = "the text does not decide which instrument is meant"
    if instrument is not None:
        instrument, locator, mistaken = _mistaken(instrument, locator)
        notes.append(mistaken)
    return Reference(
        span.of(text), span, instrument, locator, kind, place.unit, "; ".join(filter(None, notes))
    )


def _fitted(place: Place, joined: Joined, context: Resolved | None) -> tuple[Locator, str]:
    """Fit a place to how its instrument is divided and numbered."""
    locator, instrument = place.locator, context.instrument if context else None
    if place.note and instrument is not None and instrument.numbering == "chapter":
        return Locator(locator.divisions, f"{locator.article}.{locator.steps[0]}", locator.steps[1:]), ""
    is_bare = not locator.article and not locator.divisions and len(locator.steps) >= 1
    if (
        joined.found is None
        or not is_bare
        or joined.citation.level <= ARTICLE
        or joined.citation.level > PARAGRAPH
    ):
        return locator, place.note if instrument is None else ""
    if not locator.steps[0].isdecimal() or unit_of(joined.found) != "article":
        return locator, ""
    number = locator.steps[0]
    note = f"{place.unit} {number} is Article {number}: the instrument is divided into articles"
    return Locator((), locator.steps[0], locator.steps[1:]), note


def _mistaken(instrument: Instrument, locator: Locator) -> tuple[Instrument, Locator, str]:
    """Read what is often taken for another, and say so."""
    for row in table("mentions")["mistaken"]:
        if row["printed"] == instrument.id and row["article"] == locator.article:
            meant = next((one for one in shipped() if one.id == row["meant"]), instrument)
            return meant, locator, str(row["note"])
    for row in table("mentions")["known"]:
        if "meant" in row and row["instrument"] == instrument.id and row["article"] == locator.article:
            return instrument, Locator(locator.divisions, row["meant"], locator.steps), str(row["note"])
    return instrument, locator, ""
