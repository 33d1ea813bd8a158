"""What a quotation leaves out of its clause, and whether what it leaves out matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from clausediff.diffing.categories import judge, subjects
from clausediff.diffing.phrasing import holds_ellipsis, is_grave
from clausediff.model import ClauseDiff, Edit, Finding, Run, Span


def omissions(compared: ClauseDiff) -> tuple[Finding, ...]:
    """
    Tell what a quotation (`other`) leaves out of the clause (`base`), in the order of the clause.

    Kinds: "not quoted" (before the first or after the last word quoted), "omitted with an ellipsis",
    "dropped silently" (in the middle, without a sign), and "hidden by an ellipsis" where the words
    left out deny, condition or ground the promise. The spans point into the clause.

    >>> from clausediff.diffing.diff import diff
    >>> from clausediff.normalize.tokens import witness
    >>> clause = witness("clause", "They shall not, unless attacked, use force.")
    >>> found = omissions(diff(clause, witness("quoted", "shall … use force")))
    >>> [(finding.kind, finding.spans[0].of(clause.text).strip()) for finding in found]
    [('not quoted', 'They'), ('hidden by an ellipsis', 'not, unless attacked,'), ('not quoted', '.')]
    """
    quoted = [place for place, edit in enumerate(compared.edits) if _is_quoted(edit)]
    first, last = (quoted[0], quoted[-1]) if quoted else (len(compared.edits), -1)
    found: list[Finding] = []
    for place, region in _regions(compared.edits):
        left_out = [edit for edit in region if _is_left_out(edit)]
        if left_out:
            run = Run(left_out[0].base.start, left_out[-1].base.end)
            kind = "not quoted" if place < first or place > last else _kind(compared, region, left_out)
            found.append(_finding(compared, kind, run))
    return tuple(found)


def _is_quoted(edit: Edit) -> bool:
    return edit.op in ("equal", "move") or (edit.op == "replace" and not holds_ellipsis(edit.other_text))


def _regions(edits: Sequence[Edit]) -> Iterator[tuple[int, list[Edit]]]:
    """Yield the stretches between kept words, with the place of their first edit."""
    for is_kept, group in groupby(enumerate(edits), lambda item: item[1].op == "equal"):
        region = list(group)
        if not is_kept:
            yield region[0][0], [edit for _, edit in region]


def _is_left_out(edit: Edit) -> bool:
    if edit.op == "replace":
        return holds_ellipsis(edit.other_text)
    return edit.op == "delete"


def _kind(compared: ClauseDiff, region: Sequence[Edit], left_out: Sequence[Edit]) -> str:
    if not any(holds_ellipsis(edit.other_text) for edit in region):
        return "dropped silently"
    matters = {name for edit in left_out for name in subjects(compared.base, edit.base)}
    return "hidden by an ellipsis" if any(map(is_grave, matters)) else "omitted with an ellipsis"


def _finding(compared: ClauseDiff, kind: str, run: Run) -> Finding:
    said = judge(compared.base, compared.other, "delete", run, Run(0, 0))
    note = f"“{compared.base.phrase(run)}” is {kind}."
    if said.effect != "unknown":
        note += f" {said.note}"
    start = compared.base.tokens[run.start].span.start
    return Finding(
        kind, note, compared.other.siglum, (Span(start, compared.base.tokens[run.end - 1].span.end),)
    )
