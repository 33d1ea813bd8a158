"""Values as flat records, for data frames, spreadsheets and counting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from clausediff.model import (
    ClauseDiff,
    ClausePair,
    Collation,
    Document,
    Finding,
    Passages,
    Quote,
    Reference,
    Rendering,
    Report,
    Reported,
    Run,
    Span,
    Speaker,
    Treaty,
    TreatyDiff,
    Verification,
    Witness,
)
from clausediff.render.segments import segments
from clausediff.render.words import category, chosen

Record = dict[str, Any]


def records(value: Any) -> list[Record]:
    """
    Return a value, or a tuple of values, as plain dicts that pandas and polars accept as they are.

    One record is one change of a comparison, one stretch of a collation, one passage, clause or finding;
    of a report it is one change, with its clause. Offsets are code points.

    >>> records(Finding("misnamed provision", "it is Article 4", "A", (Span(0, 11),)))
    [{'document': 'A', 'start': 0, 'end': 11, 'kind': 'misnamed provision', 'note': 'it is Article 4'}]
    """
    if isinstance(value, tuple):
        return [record for one in value for record in records(one)]
    faces: dict[type, Callable[[Any], Iterator[Record]]] = {
        ClauseDiff: _changes,
        Collation: _segments,
        Report: _report,
        Passages: _passages,
        Treaty: _clauses,
        TreatyDiff: _pairs,
        Verification: _verdict,
        Document: _document,
        Finding: _finding,
    }
    return list(chosen(value, faces)(value))


def csv(value: Any) -> str:
    """
    Return the records as comma-separated text with a line of heads.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; `records` adds none.

    >>> print(csv(Finding("k", "=1+1, or more")))
    document,start,end,kind,note
    ,,,k,"'=1+1, or more"
    """
    import csv as standard
    from io import StringIO

    found = records(value)
    heads = list(dict.fromkeys(name for record in found for name in record))
    page = StringIO(newline="")
    writer = standard.DictWriter(page, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(field) for name, field in record.items()} for record in found)
    return page.getvalue()


def _harmless(field: Any) -> Any:
    if isinstance(field, str):
        field = field.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
        return "'" + field if field.startswith(("=", "+", "-", "@", "\t", "\r")) else field
    return field


def _changes(diff: ClauseDiff) -> Iterator[Record]:
    """One record for each edit that is not equal; the two edits of a move share its number."""
    for number, edit in enumerate(diff.edits):
        if edit.op == "equal":
            continue
        base, other = _span(diff.base, edit.base), _span(diff.other, edit.other)
        yield {
            "base": diff.base.siglum,
            "other": diff.other.siglum,
            "edit": number,
            "op": edit.op,
            "category": category(edit),
            "effect": edit.effect,
            "base_text": edit.base_text,
            "other_text": edit.other_text,
            "base_start": base.start,
            "base_end": base.end,
            "other_start": other.start,
            "other_end": other.end,
            "move": edit.move,
            "note": edit.note,
        }


def _span(witness: Witness, run: Run) -> Span:
    """Return the place of a run's words without the space before them; for an empty run, where it stands."""
    if not len(run):
        return witness.tile(run)
    return Span(witness.tokens[run.start].span.start, witness.tokens[run.end - 1].span.end)


def _segments(collation: Collation) -> Iterator[Record]:
    """One record for each stretch, with the words of each witness; None where it has nothing."""
    for number, segment in enumerate(segments(collation)):
        words = {
            witness.siglum: cell.words.words if cell.reading else None
            for witness, cell in zip(collation.witnesses, segment.cells, strict=True)
        }
        yield {"segment": number, "readings": "".join(cell.reading or "-" for cell in segment.cells), **words}


def _report(report: Report) -> Iterator[Record]:
    for family in report.families:
        for diff in family.diffs:
            for record in _changes(diff):
                yield {"clause": str(family.clause or family.title), **record}


def _passages(passages: Passages) -> Iterator[Record]:
    for item in passages.items:
        yield {"document": passages.document.siglum, **_item(item, passages.document)}


def _item(item: Quote | Reported | Reference | Rendering, document: Document) -> Record:
    """Describe what was found; the kinds of thing have different fields, and the same for place and words."""
    spans = item.spans if isinstance(item, Rendering) else (item.span,)
    record: Record = {
        "start": spans[0].start if spans else None,
        "end": spans[-1].end if spans else None,
        "text": " … ".join(span.of(document.text) for span in spans),
        "what": type(item).__name__.lower(),
    }
    if isinstance(item, Quote):
        return record | {"kind": item.kind, "is_closed": item.is_closed, **_speaker(item.speaker)}
    if isinstance(item, Reported):
        return record | _speaker(item.speaker)
    if isinstance(item, Rendering):
        named = {"clause": str(item.clause), "manner": item.manner, "score": item.score}
        return record | named | _speaker(item.speaker)
    return record | {
        "kind": item.kind,
        "instrument": item.instrument.id or item.instrument.title if item.instrument else None,
        "locator": str(item.locator) if item.locator else None,
        "note": item.note,
    }


def _speaker(speaker: Speaker | None) -> Record:
    return {"speaker": speaker.name if speaker else None, "speaker_kind": speaker.kind if speaker else None}


def _clauses(treaty: Treaty) -> Iterator[Record]:
    for clause in treaty.clauses:
        yield {
            "treaty": treaty.id,
            "locator": str(clause.locator),
            "kind": clause.kind,
            "heading": clause.heading,
            "start": clause.span.start,
            "end": clause.span.end,
            "text": clause.text,
        }


def _pairs(versions: TreatyDiff) -> Iterator[Record]:
    """One record for each pair, and for each provision that is gone or new."""
    gone = [ClausePair((clause,), (), 0.0) for clause in versions.gone]
    new = [ClausePair((), (clause,), 0.0) for clause in versions.new]
    for pair in (*versions.pairs, *gone, *new):
        yield {
            "base": versions.base.id,
            "other": versions.other.id,
            "base_locators": ", ".join(str(clause.locator) for clause in pair.base),
            "other_locators": ", ".join(str(clause.locator) for clause in pair.other),
            "likeness": pair.likeness,
            "is_moved": pair.is_moved,
            "base_text": "\n\n".join(clause.text for clause in pair.base),
            "other_text": "\n\n".join(clause.text for clause in pair.other),
        }


def _verdict(verification: Verification) -> Iterator[Record]:
    yield {
        "verdict": verification.verdict,
        "reason": verification.reason,
        "clause": str(verification.clause) if verification.clause else None,
        "faults": "; ".join(fault.note for fault in verification.faults),
    }


def _document(document: Document) -> Iterator[Record]:
    yield {
        "siglum": document.siglum,
        "title": document.title,
        "source": document.source,
        "text": document.text,
    }


def _finding(finding: Finding) -> Iterator[Record]:
    spans = finding.spans
    yield {
        "document": finding.document,
        "start": spans[0].start if spans else None,
        "end": spans[-1].end if spans else None,
        "kind": finding.kind,
        "note": finding.note,
    }
