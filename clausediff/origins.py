"""passage -> what the text says it comes from: the reference that governs it, the treaty in context."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from clausediff.knowledge import matching
from clausediff.model import Instrument, Reference
from clausediff.passages import Passage, Reading, restating


class Origin(NamedTuple):
    """
    Where the text says a passage comes from; `context` is the treaty spoken of where nothing says so.

    `introduces` tells that the provision is what states the passage: "Article 5 provides that ...".
    """

    provision: Reference | None
    introduces: bool
    treaty: Reference | None
    context: Instrument | None


def find_origin(reading: Reading, passage: Passage) -> Origin:
    """
    Find the references that govern a passage.

    A reference in the passage's sentence governs it unless the wording itself cites it ("in accordance
    with Article 51 ..."); the nearest one in front comes first, then the nearest behind. Without one,
    the treaty last spoken of is the context.
    """
    governing = [ref for ref in reading.references if _governs(reading, passage, ref)]
    governing.sort(key=lambda ref: _distance(passage, ref))
    provision = next((ref for ref in governing if ref.locator is not None), None)
    return Origin(
        provision,
        provision is not None and _introduces(reading, passage, provision),
        next((ref for ref in governing if ref.instrument is not None), None),
        _context(reading, passage),
    )


def _governs(reading: Reading, passage: Passage, ref: Reference) -> bool:
    if not passage.sentence.overlaps(ref.span) and not passage.reach.overlaps(ref.span):
        return False
    if any(span.overlaps(ref.span) for span in passage.spans):
        is_said = passage.manner == "reported" or _is_subject(reading, ref)
        return passage.manner != "quoted" and not _is_cited(reading, ref) and is_said
    return not _is_cited(reading, ref) or ref.span.start == passage.sentence.start


def _is_cited(reading: Reading, ref: Reference) -> bool:
    before = reading.document.text[max(0, ref.span.start - 60) : ref.span.start]
    return _citing().search(before) is not None


@functools.cache
def _citing() -> regex.Pattern[str]:
    cues = "|".join(map(regex.escape, matching()["content_references"]))
    return regex.compile(rf"(?i)\b(?:{cues})\s+(?:the\s+|its\s+|both\s+)?$")


def _is_subject(reading: Reading, ref: Reference) -> bool:
    """Whether a verb that restates follows within a few words and before any stop."""
    after = reading.document.text[ref.span.end : ref.span.end + 60]
    phrase = regex.split(r"[,.;:(“\"]", after, maxsplit=1)[0]
    return restating().search(" ".join(phrase.split()[:4])) is not None


def _introduces(reading: Reading, passage: Passage, ref: Reference) -> bool:
    start = passage.reach.start
    between = reading.document.text[ref.span.end : start] if ref.span.end <= start else ""
    return _is_subject(reading, ref) and restating().search(between) is not None


def _distance(passage: Passage, ref: Reference) -> tuple[bool, int]:
    reach = passage.reach
    if ref.span.end <= reach.start:
        return False, reach.start - ref.span.end
    return True, ref.span.start - reach.start


def _context(reading: Reading, passage: Passage) -> Instrument | None:
    """Return the treaty last spoken of before the passage, or else the first one spoken of."""
    spoken_of = [
        ref for ref in reading.references if ref.instrument is not None and not _is_cited(reading, ref)
    ]
    before = [ref for ref in spoken_of if ref.span.end <= passage.reach.start]
    chosen = before[-1:] or spoken_of[:1]
    return chosen[0].instrument if chosen else None
