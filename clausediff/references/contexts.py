"""Which instrument a bare "Article 5" is of: told by the text before it, or known from its number."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.model import Instrument
from clausediff.references.heads import head_facts
from clausediff.references.joining import Joined
from clausediff.references.kinds import kind_of
from clausediff.references.naming import heads_of
from clausediff.references.phrases import Mention
from clausediff.references.resolve import Resolved
from clausediff.references.units import any_of
from clausediff.tables import table

#: A cue of a well-known place this near outweighs what the text is about, in characters.
NEAR = 300

#: What was spoken of so many characters away counts half.
FADING = 1500


class _Last(NamedTuple):
    """The instrument of the citation before, and where that ended."""

    end: int
    found: Resolved


def in_context(
    text: str, joined: Sequence[Joined], found: Sequence[Resolved], known: tuple[Instrument, ...]
) -> Iterator[tuple[Joined, Resolved | None]]:
    """
    Yield each citation with its instrument: named beside it, or else told by the text before it.

    What tells, the nearest first: the same article cited before, a well-known number with a cue near by,
    what the text speaks of most, the citation before. Weak citations that stand alone are left out.
    """
    famous = _well_known(text, joined, known)
    is_self = any(one.instrument is None and "present" in one.mention.cues for one in found)
    cited_in: dict[str, Resolved] = {}
    last: _Last | None = None
    for one in joined:
        if one.found is None and one.citation.is_weak:
            continue
        article, place = one.citation.places[0].locator.article, one.citation.start
        context = one.found or cited_in.get(article) or _famous(famous, article, place, NEAR)
        # A treaty's own text speaks of its own articles without naming itself.
        if context is None and not is_self:
            context = _most_present(found, place) or _still_near(last, place)
        context = context or _famous(famous, article, place, math.inf)
        if context is not None and context.instrument is not None:
            last = _Last(one.citation.end, context)
            if article and not is_self:
                cited_in[article] = context._replace(note=f"as before in the text: Article {article}")
        yield one, context


def _still_near(last: _Last | None, place: int) -> Resolved | None:
    """Return the instrument of the citation before, where it stands near."""
    if last is None or place - last.end > FADING:
        return None
    title = last.found.instrument.title if last.found.instrument else ""
    return last.found._replace(note=f"cited before: {title}")


def _most_present(found: Sequence[Resolved], place: int) -> Resolved | None:
    """Return the treaty that the text around a place speaks of most."""
    at = bisect_left(found, place, key=lambda one: one.mention.start)
    weights: dict[Instrument, float] = {}
    last: dict[Instrument, Resolved] = {}
    for one in found[max(0, at - 40) : at] or found[at : at + 1]:
        if one.instrument is not None and one.mention.strength != "organisation" and kind_of(one) == "treaty":
            weight = _prominence(one.instrument) * 0.5 ** (abs(place - one.mention.start) / FADING)
            weights[one.instrument] = weights.get(one.instrument, 0.0) + weight
            last[one.instrument] = one
    if not weights:
        return None
    # What a report names first is its subject, to which it comes back.
    subject = next(iter(weights))
    weights[subject] *= 1.25
    best = max(weights, key=lambda instrument: weights[instrument])
    return last[best]._replace(note=f"the text speaks of {best.title}")


def _prominence(instrument: Instrument) -> float:
    """Charters are named in passing: their articles are bare less often than those of a pact."""
    heads = heads_of(instrument)
    return 0.5 if heads and all(head_facts(head).get("formal") for head in heads) else 1.0


def _well_known(
    text: str, joined: Sequence[Joined], known: tuple[Instrument, ...]
) -> dict[str, tuple[Resolved, list[int]]]:
    """Return the places known without their instrument ("Article 370"), and where the text has the cues."""
    cited = {one.citation.places[0].locator.article for one in joined if one.found is None}
    by_id = {one.id: one for one in known}
    famous: dict[str, tuple[Resolved, list[int]]] = {}
    for row in table("mentions")["known"]:
        article, instrument = row["article"], by_id.get(row["instrument"])
        if article not in cited or instrument is None or article in famous:
            continue
        places = [found.start() for found in _cue(tuple(row["cues"])).finditer(text)] if row["cues"] else []
        if places or not row["cues"]:
            note = row.get("note", f"Article {article} is known from {instrument.title}")
            famous[article] = Resolved(Mention(0, 0, 0), instrument, note), places
    return famous


def _famous(
    famous: dict[str, tuple[Resolved, list[int]]], article: str, place: int, reach: float
) -> Resolved | None:
    """Return the instrument of a well-known place, where a cue stands near enough."""
    found, places = famous.get(article, (None, []))
    at = bisect_left(places, place)
    is_near = not places or any(abs(cue - place) <= reach for cue in places[max(0, at - 1) : at + 1])
    return found if is_near else None


@functools.lru_cache(maxsize=64)
def _cue(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{any_of(words)})(?![\p{{L}}\p{{N}}])")
