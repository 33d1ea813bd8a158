"""passage -> what the text says it comes from: the reference that governs it, the treaty in context."""

from __future__ import annotations

from typing import NamedTuple

import regex

from clausediff.match.passages import Passage, restating
from clausediff.match.reading import Reading
from clausediff.model import Instrument, Reference, Span


class Origin(NamedTuple):
    """
    Where the text says a passage comes from; `context` is the treaty spoken of where nothing says so.

    `introduces` tells that the provision is what states the passage: "Article 5 provides that ...".
    """

    provision: Reference | None
    introduces: bool
    treaty: Reference | None
    context: Instrument | None

    @property
    def treaty_id(self) -> str:
        """What the treaty that is named is called, or else the one in context; empty if there is none."""
        instrument = (self.treaty.instrument if self.treaty else None) or self.context
        return called(instrument) if instrument else ""


def called(instrument: Instrument) -> str:
    """
    Return the id of an instrument, or its title where no data file names it.

    >>> called(Instrument("", "Lake Treaty"))
    'Lake Treaty'
    """
    return instrument.id or instrument.title


def find_origin(reading: Reading, passage: Passage) -> Origin:
    """
    Find the references that govern a passage.

    A reference in the passage's sentence governs it unless the wording itself cites it ("in accordance
    with Article 51 ..."); the nearest one in front comes first, then the nearest behind. Without one,
    the treaty last spoken of is the context.
    """
    around = Span(
        min(passage.sentence.start, passage.reach.start), max(passage.sentence.end, passage.reach.end)
    )
    governing = [ref for ref in reading.sources_in(around) if _governs(reading, passage, ref)]
    governing.sort(key=lambda ref: _distance(passage, ref))
    provision = next((ref for ref in governing if ref.locator is not None), None)
    return Origin(
        provision,
        provision is not None and (_speaks(passage, provision) or _introduces(reading, passage, provision)),
        next((ref for ref in governing if ref.instrument is not None), None),
        reading.spoken_of(passage.reach.start),
    )


def _governs(reading: Reading, passage: Passage, ref: Reference) -> bool:
    """Whether a reference stands outside the passage, or in it as what the reporter speaks of."""
    if not any(span.overlaps(ref.span) for span in passage.spans):
        return True
    return passage.manner == "reported" or (passage.manner == "glossed" and _is_subject(reading, ref))


def _is_subject(reading: Reading, ref: Reference) -> bool:
    """Whether a verb that restates follows within a few words and before any stop."""
    after = reading.document.text[ref.span.end : ref.span.end + 60]
    phrase = regex.split(r"[,.;:(“\"]", after, maxsplit=1)[0]
    return restating().search(" ".join(phrase.split()[:4])) is not None


def _speaks(passage: Passage, ref: Reference) -> bool:
    """Whether the reference is what the quoted words are attributed to, as in "according to Article 2"."""
    return passage.speaker is not None and passage.speaker.span.overlaps(ref.span)


def _introduces(reading: Reading, passage: Passage, ref: Reference) -> bool:
    """Whether the reference is the subject of a verb that restates, before the words or behind them."""
    text, reach = reading.document.text, passage.reach
    if ref.span.end <= reach.start:
        return _is_subject(reading, ref) and restating().search(text, ref.span.end, reach.start) is not None
    is_behind = reach.end <= ref.span.start and not any(map(str.isalpha, text[reach.end : ref.span.start]))
    return is_behind and _is_subject(reading, ref)


def _distance(passage: Passage, ref: Reference) -> tuple[bool, int]:
    reach = passage.reach
    if ref.span.end <= reach.start:
        return False, reach.start - ref.span.end
    return True, ref.span.start - reach.start
