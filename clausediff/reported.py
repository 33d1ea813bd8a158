"""text -> what speakers and documents are reported to say, without marks."""

from __future__ import annotations

from clausediff.model import Reported


def find_reported(text: str) -> tuple[Reported, ...]:
    """Find the wording that a cue introduces without quotation marks."""
    return ()
