"""Two prints of the same words -> what differs in print only, and why it does not count."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from clausediff.model import Ignored, Run, Span, Witness
from clausediff.tables import table


def differs_in_case(base: str, other: str) -> bool:
    """
    Whether two prints of one word differ in their capital letters.

    >>> differs_in_case("State", "state"), differs_in_case("State’s", "State's")
    (True, False)
    """
    return base != other and _plain(base) != _plain(other)


def print_differences(base: Witness, other: Witness, ours: Run, theirs: Run) -> Iterator[Ignored]:
    """
    Yield what differs in print between two runs of the same words, in the words and between them.

    Each has its reason: quote and dash shapes, soft hyphens, forms of Unicode, spaces, line breaks.
    """
    last, other_last = base.tokens[ours.start], other.tokens[theirs.start]
    for a, b in zip(base.tokens[ours.start : ours.end], other.tokens[theirs.start : theirs.end], strict=True):
        if a is not last:
            start, other_start = last.span.end, other_last.span.end
            space, other_space = base.text[start : a.span.start], other.text[other_start : b.span.start]
            if space != other_space:
                gap, other_gap = Span(start, a.span.start), Span(other_start, b.span.start)
                yield Ignored(gap, other_gap, space_reason(space, other_space))
        if a.text != b.text and (reason := _why(a.text, b.text)):
            yield Ignored(a.span, b.span, reason)
        last, other_last = a, b


@functools.lru_cache(maxsize=1 << 10)
def space_reason(base: str, other: str) -> str:
    """
    Say how two stretches of space differ.

    >>> space_reason(" ", "\\n"), space_reason(" ", "\\u00a0"), space_reason(" ", "  ")
    ('line break', 'no-break space', 'number of spaces')
    """
    for row in table("typography")["space"]:
        if _held(base, row["characters"]) != _held(other, row["characters"]):
            return str(row["reason"])
    return "number of spaces"


def _held(text: str, characters: str) -> str:
    return "".join(character for character in text if character in characters)


@functools.lru_cache(maxsize=1 << 12)
def _why(base: str, other: str) -> str:
    """Name the differences in print of two words; empty where they differ in capital letters alone."""
    reasons: list[str] = []
    for row in table("typography")["sign"]:
        if _held(base, row["characters"]) != _held(other, row["characters"]):
            reasons.append(row["reason"])
        fold = str.maketrans(dict.fromkeys(row["characters"], row.get("to", "")))
        base, other = base.translate(fold), other.translate(fold)
    for form in ("NFC", "NFKC"):
        folded = unicodedata.normalize(form, base), unicodedata.normalize(form, other)
        if base != other and _closer(folded, (base, other)):
            reasons.append(table("typography")["form"][form])
        base, other = folded
    return ", ".join(dict.fromkeys(reasons))


def _closer(folded: tuple[str, str], texts: tuple[str, str]) -> bool:
    """Whether a fold took away a difference; capital letters aside, which are no matter of form."""
    return texts[0].lower() != texts[1].lower() and folded[0].lower() == folded[1].lower()


@functools.lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_folds()))


@functools.cache
def _folds() -> dict[int, str]:
    return {ord(c): row.get("to", "") for row in table("typography")["sign"] for c in row["characters"]}
