"""The sentences that several faces share: what a value is, where it stands, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from clausediff.model import (
    ClausediffError,
    ClausePair,
    Document,
    Edit,
    Quote,
    Reference,
    Rendering,
    Report,
    Reported,
    Span,
    Speaker,
    Treaty,
)

Face = TypeVar("Face")

EFFECTS = {"substantive": "●", "depends": "◐", "neutral": "○", "unknown": "?"}
"""A sign for each effect, so that none is told by colour alone."""


def chosen(value: object, faces: Mapping[type, Face]) -> Face:
    """
    Choose the face for a value's type.

    Raises `ClausediffError` for a value that has none.
    """
    if type(value) in faces:
        return faces[type(value)]
    known = ", ".join(kind.__name__ for kind in faces)
    raise ClausediffError(f"{type(value).__name__} has no face here; give one of {known}, or a tuple of them")


def category(edit: Edit) -> str:
    """Name what kind of change an edit is; where none was told, by what it does."""
    return edit.category or edit.op


def reason(edit: Edit) -> str:
    """
    Say of what kind a change is, and why.

    >>> from clausediff.model import Run
    >>> reason(Edit("insert", Run(1, 1), Run(1, 2), "", "not", "negation", "substantive"))
    'negation (substantive)'
    """
    kind = f"{category(edit)} ({edit.effect})"
    return f"{kind}: {edit.note}" if edit.note else kind


def place(*spans: Span) -> str:
    """
    Print where in a text something stands, in code points.

    >>> place(Span(3, 9), Span(20, 31))
    '3–9, 20–31'
    """
    return ", ".join(f"{span.start}–{span.end}" for span in spans)


def about(item: Quote | Reported | Reference | Rendering) -> str:
    """Say in one line what was found, by its kind."""
    if isinstance(item, Quote):
        return _listed(item.kind, _spoken(item.speaker), "" if item.is_closed else "not closed")
    if isinstance(item, Reported):
        return _listed("reported", _spoken(item.speaker))
    if isinstance(item, Reference):
        return _listed(item.kind, *_target(item), item.note)
    return _listed(item.manner, _spoken(item.speaker), f"renders {item.clause}", f"score {item.score:.2f}")


def described(text: Document | Treaty) -> str:
    """Say in one line what a text is and where it comes from."""
    return " · ".join(parts(text))


def parts(text: Document | Treaty) -> tuple[str, ...]:
    """Return what is known of a text: title, parties, date, status, source, how it was read."""
    if isinstance(text, Document):
        known = (text.title, text.source, *text.notes)
    else:
        signed = f"signed {text.signed.day} {text.signed:%B %Y}" if text.signed else ""
        known = (text.title, " – ".join(text.parties), signed, text.status, text.source, *text.notes)
    return tuple(part for part in known if part)


def pairing(pair: ClausePair) -> str:
    """Say which provisions of two versions answer each other, and what became of them."""
    became = (
        ("moved", pair.is_moved),
        ("split", pair.is_split),
        ("merged", pair.is_merged),
        ("renumbered", pair.is_renumbered),
    )
    places = (", ".join(str(clause.locator) for clause in side) for side in (pair.base, pair.other))
    return _listed(
        " → ".join(places), *(name for name, is_so in became if is_so), f"likeness {pair.likeness:.2f}"
    )


def sign(text: Document | Treaty) -> str:
    """Return the short name of a text."""
    return text.siglum if isinstance(text, Document) else text.id


def summary(report: Report) -> str:
    """
    Count what a report holds.

    >>> summary(Report((Document("A", ""),), (), ()))
    '1 report, 0 clauses rendered in 0 passages'
    """
    passages = sum(len(family.renderings) for family in report.families)
    return ", ".join(
        (
            _counted(len(report.documents), "report"),
            f"{_counted(len(report.families), 'clause')} rendered in {_counted(passages, 'passage')}",
        )
    )


def _listed(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _spoken(speaker: Speaker | None) -> str:
    if not speaker:
        return ""
    known = f"{speaker.full_name}, " if speaker.full_name not in ("", speaker.name) else ""
    return f"{speaker.name} ({known}{speaker.kind})"


def _target(reference: Reference) -> tuple[str, str]:
    instrument = reference.instrument
    named = (instrument.id or instrument.title) if instrument else ""
    return named, f"at {reference.locator}" if reference.locator else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
