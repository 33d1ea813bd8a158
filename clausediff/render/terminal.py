"""Values for a terminal: side by side, in plain text, with marks that need no colour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from clausediff.model import (
    ClauseDiff,
    Collation,
    Document,
    Family,
    Finding,
    Passages,
    Quote,
    Reference,
    Rendering,
    Report,
    Reported,
    Treaty,
    TreatyDiff,
    Verification,
)
from clausediff.render.columns import Run, cut, visible, wrap
from clausediff.render.columns import width as measure
from clausediff.render.pieces import (
    Change,
    Piece,
    Words,
    changes,
    comparisons,
    counted,
    references_compared,
    rows,
    style,
)
from clausediff.render.segments import Segment, bands, segments
from clausediff.render.words import about, chosen, described, pairing, place, reason, sign, summary

_MARKS = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "from": ("<~", "~>"), "to": ("<~", "~>")}
_COLORS = {"delete": "31;9", "insert": "34;4", "from": "32;9", "to": "32;4", "strong": "1", "faint": "2"}
_OPENING = "\"'“‘«„‚「『《〈"


def terminal(value: Any, *, width: int | None = None, color: bool = False) -> str:
    """
    Return a value as lines for a terminal, ready to print.

    `width` is that of the terminal if not given, from 80 to 200 columns. Without `color`, deletions stand
    in `[-…-]`, insertions in `{+…+}` and moves in `<~…~>`; where a text holds such a mark, ours are longer.

    >>> from clausediff.model import Edit, Run
    >>> from clausediff.normalize.tokens import witness
    >>> base, other = witness("1961", "shall extend aid"), witness("2024", "shall provide aid")
    >>> edits = (
    ...     Edit("equal", Run(0, 1), Run(0, 1), "shall", "shall"),
    ...     Edit("replace", Run(1, 2), Run(1, 2), "extend", "provide", "wording", "neutral", "the same act"),
    ...     Edit("equal", Run(2, 3), Run(2, 3), "aid", "aid"),
    ... )
    >>> print(terminal(ClauseDiff(base, other, edits), width=60))
     1961                         │  2024
     shall [-extend-] aid         │  shall {+provide+} aid
    <BLANKLINE>
      1. [-extend-] → {+provide+}
         wording (neutral): the same act
    """
    from shutil import get_terminal_size

    columns = width or min(max(get_terminal_size((100, 24)).columns, 80), 200)
    return "\n".join(line.rstrip() for line in _lines(Page(max(columns, 20), color), value))


class Page(NamedTuple):
    """How wide the lines are and how changes are marked; `longer` is added to the marks' own strokes."""

    columns: int
    color: bool
    longer: int = 0

    def marked(self, text: str, name: str) -> list[Run]:
        """Mark words as deleted, inserted or moved: by colour, or by marks that need none."""
        if self.color or name not in _MARKS or not text:
            return [(text, name)]
        opening, closing = _MARKS[name]
        more = opening[1] * self.longer
        return [(opening + more + text + more + closing, "")]

    def set(self, runs: Iterable[Run], columns: int) -> list[str]:
        """Set styled text into lines of that many columns, filled up with space."""
        safe = [(visible(text), name) for text, name in runs]
        flat = "".join(text for text, _ in safe)
        return [self._line(line, columns) for line in cut(safe, wrap(flat, columns))]

    def _line(self, runs: list[Run], columns: int) -> str:
        """Paint a line and fill it up; the space at its end is where it was broken."""
        while runs and not runs[-1][0].strip():
            runs = runs[:-1]
        if runs:
            runs = [*runs[:-1], (runs[-1][0].rstrip(), runs[-1][1])]
        filling = " " * (columns - sum(measure(text) for text, _ in runs))
        return "".join(self._painted(text, name) for text, name in runs) + filling

    def _painted(self, text: str, name: str) -> str:
        return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if self.color and name in _COLORS else text


def _lines(page: Page, value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from ["", *_lines(page, one)] if number else _lines(page, one)
    else:
        yield from _face(value)(page, value)


def _face(value: Any) -> Callable[[Page, Any], Iterator[str]]:
    faces: dict[type, Callable[[Page, Any], Iterator[str]]] = {
        ClauseDiff: _diff,
        Collation: _collation,
        Report: _report,
        Passages: _passages,
        Treaty: _treaty,
        TreatyDiff: _versions,
        Verification: _verification,
        Document: _document,
        Finding: _finding,
    }
    return chosen(value, faces)


def _diff(page: Page, diff: ClauseDiff) -> Iterator[str]:
    """Set the two texts side by side, and below them each change with its category and reason."""
    page = page._replace(longer=_longer(diff))
    yield from _beside(page, [[(diff.base.siglum, "strong")], [(diff.other.siglum, "strong")]])
    for number, row in enumerate(rows(diff)):
        sides = [_side(page, row, "base"), _side(page, row, "other")]
        yield from ["", *_beside(page, sides)] if number else _beside(page, sides)
    yield ""
    yield from _told(page, changes(diff))
    yield from _prints(page, diff)


def _longer(diff: ClauseDiff) -> int:
    """Count the strokes that our marks need so as not to be mistaken for the text's own."""
    strokes = re.compile(r"\[-+|\{\++|<~+|-+\]|\++\}|~+>")
    found = strokes.findall(diff.base.text) + strokes.findall(diff.other.text)
    return max((len(mark) - 1 for mark in found), default=0)


def _side(page: Page, row: Iterable[Piece], side: Literal["base", "other"]) -> list[Run]:
    runs: list[Run] = []
    for piece in row:
        words: Words = getattr(piece, side)
        runs += [(words.before, ""), *page.marked(words.words, style(piece.edit, side)), (words.after, "")]
    return _without_break(runs)


def _without_break(runs: list[Run]) -> list[Run]:
    """Drop the space a row begins with: the row itself stands for it."""
    for number, (text, name) in enumerate(runs):
        if text.strip():
            return [(text.lstrip(), name), *runs[number + 1 :]]
    return []


def _beside(page: Page, sides: list[list[Run]]) -> Iterator[str]:
    """Set cells side by side; an opening quotation mark hangs in the margin of its column."""
    columns = (page.columns - 3 * (len(sides) - 1)) // len(sides)
    cells = [[_hung(line) for line in page.set(runs, columns - 1)] for runs in sides]
    for lines in zip_longest(*cells, fillvalue=" " * columns):
        yield " │ ".join(lines)


def _hung(line: str) -> str:
    first = re.sub(r"^\x1b\[[\d;]*m", "", line)[:1]
    return line + " " if first and first in _OPENING else " " + line


def _told(page: Page, told: tuple[Change, ...]) -> Iterator[str]:
    if not told:
        yield "  No difference of wording."
    for number, change in enumerate(told, 1):
        gone, come = ("from", "to") if change.edit.op == "move" else ("delete", "insert")
        between = [(" → ", "")] if change.base_text and change.other_text else []
        words = [*page.marked(change.base_text, gone), *between, *page.marked(change.other_text, come)]
        yield from _hanging(page, f"{number:>3}. ", words)
        yield from _hanging(page, "     ", [(reason(change.edit), "faint")])


def _prints(page: Page, diff: ClauseDiff) -> Iterator[str]:
    """Name the differences of print that do not count."""
    counts = Counter(ignored.reason for ignored in diff.ignored)
    if counts:
        listed = "; ".join(f"{why} ({count})" if count > 1 else why for why, count in counts.items())
        yield from ["", *_hanging(page, "  Print only, not counted: ", [(listed, "faint")])]


def _hanging(page: Page, head: str, runs: Iterable[Run]) -> Iterator[str]:
    """Set a paragraph with its head in the margin."""
    head = visible(head)
    margin = min(measure(head), page.columns // 2)
    for number, line in enumerate(page.set(runs, page.columns - margin)):
        yield (" " * margin if number else head) + line


def _collation(page: Page, collation: Collation) -> Iterator[str]:
    """
    Set the witnesses in columns, as many at a time as fit, the first one always among them.

    Letters tell which witnesses agree: `a` is the reading of the first witness that has words there.
    """
    for number, band in enumerate(bands(collation, page.columns // 26)):
        yield from [""] if number else []
        yield from _beside(page, [[(witness.siglum, "strong")] for witness in band.witnesses])
        for segment in segments(band):
            yield from _beside(page, [_cell(segment, index) for index in range(len(segment.cells))])


def _cell(segment: Segment, index: int) -> list[Run]:
    """Show a witness's share of a segment, with the letter of its reading where the witnesses differ."""
    found = segment.cells[index]
    if not found.reading:
        return [("—", "faint")]
    notes = [found.reading] if segment.is_varied else []
    notes += ["moved"] if found.is_moved else []
    label = f" ({', '.join(notes)})" if notes else ""
    return [(found.words.words, "strong" if found.reading != "a" else ""), (label, "faint")]


def _report(page: Page, report: Report) -> Iterator[str]:
    """Findings and an overview first, then clause by clause, last the texts and where they come from."""
    yield from _title(page, summary(report), "═")
    if report.findings:
        yield from ["", *page.set([("Findings", "strong")], page.columns)]
        for finding in report.findings:
            yield from _finding(page, finding)
    for family in report.families:
        yield from ["", *_overview(page, family)]
    for family in report.families:
        yield from ["", *_family(page, report, family)]
    if report.references:
        yield from ["", *_title(page, "References", "─")]
    for siglum, found in report.references:
        yield from _hanging(page, f"{siglum} {place(found.span)}  ", [(f"{found.text} → {about(found)}", "")])
    yield from ["", *_title(page, "Texts", "─")]
    texts: tuple[Document | Treaty, ...] = (*report.treaties, *report.documents)
    for text in texts:
        yield from _source(page, text)


def _overview(page: Page, family: Family) -> Iterator[str]:
    """Say in a line for each passage how much it differs from the wording it was compared with first."""
    yield from page.set([(family.title, "strong")], page.columns)
    for index, rendering in enumerate(family.renderings):
        first = comparisons(family, index)[:1]
        counts = f", {counted(first[0])} against {first[0].base.siglum}" if first else ""
        yield from _hanging(page, "  ", [(f"{rendering.document} {rendering.manner}{counts}", "")])


def _family(page: Page, report: Report, family: Family) -> Iterator[str]:
    yield from _title(page, family.title, "═")
    for diff in references_compared(family):
        yield from ["", *_diff(page, diff)]
    documents = {document.siglum: document for document in report.documents}
    for index, rendering in enumerate(family.renderings):
        document = documents.get(rendering.document, Document(rendering.document, ""))
        yield from ["", *_rendering(page, document, rendering)]
        compared = comparisons(family, index)
        shown = compared if rendering.manner == "quoted" else compared[:1]
        for diff in shown:
            yield from ["", *_diff(page, diff)]
        if shown != compared:
            bases = ", ".join(diff.base.siglum for diff in compared[1:])
            yield from ["", *_hanging(page, "  ", [(f"Compared too with {bases}: see the page.", "faint")])]
    if len(family.collation.witnesses) > 1:
        yield from ["", *_title(page, f"All witnesses of {family.title}", "─")]
        yield from _collation(page, family.collation)


def _passages(page: Page, passages: Passages) -> Iterator[str]:
    yield from _source(page, passages.document)
    if not passages.items:
        yield "  Nothing found."
    for item in passages.items:
        yield from _item(page, passages.document, item)


def _item(page: Page, document: Document, item: Quote | Reported | Reference | Rendering) -> Iterator[str]:
    if isinstance(item, Rendering):
        yield from _rendering(page, document, item)
        return
    yield from _hanging(page, f"  {place(item.span)}  ", [(item.text, "strong")])
    yield from _hanging(page, "      ", [(about(item), "faint")])


def _rendering(page: Page, document: Document, rendering: Rendering) -> Iterator[str]:
    """Show a passage with its place, its speaker, and why it was bound to the clause."""
    head = f"{rendering.document} {place(*rendering.spans)}: {about(rendering)}"
    yield from _hanging(page, "▌ ", [(head, "strong")])
    for span in rendering.spans:
        yield from _hanging(page, "▌ ", [(span.of(document.text), "")])
    reasons = [evidence.note for evidence in rendering.evidence]
    reasons += [f"{tie} is as well supported" for tie in rendering.ties]
    if reasons:
        yield from _hanging(page, "▌ because ", [("; ".join(reasons), "faint")])


def _finding(page: Page, finding: Finding) -> Iterator[str]:
    where = f" [{finding.document} {place(*finding.spans)}]" if finding.document else ""
    yield from _hanging(page, f"  ! {finding.kind}: ", [(finding.note + where, "")])


def _treaty(page: Page, treaty: Treaty) -> Iterator[str]:
    """Outline a treaty: every clause on a line, set in by its depth."""
    yield from _source(page, treaty)
    for clause in treaty.clauses:
        depth = len(clause.locator.divisions) + bool(clause.locator.article) + len(clause.locator.steps)
        head = visible(f"{'  ' * min(depth, 8)}{clause.locator}  ")
        first = page.set(
            [(clause.heading or clause.text.lstrip(), "")], max(page.columns - measure(head) - 2, 8)
        )
        yield head + first[0].rstrip() + (" …" if len(first) > 1 else "") if first else head


def _versions(page: Page, versions: TreatyDiff) -> Iterator[str]:
    """Say which provisions of two versions answer each other, which are new and which are gone."""
    yield from _source(page, versions.base)
    yield from _source(page, versions.other)
    for pair in versions.pairs:
        yield from _hanging(page, "  ", [(pairing(pair), "")])
    for head, clauses in (("gone", versions.gone), ("new", versions.new)):
        for clause in clauses:
            yield from _hanging(page, f"  {head}: {clause.locator}  ", [(clause.heading or clause.text, "")])


def _verification(page: Page, verification: Verification) -> Iterator[str]:
    """Give the verdict and its reason, each fault, and the words against the clause's."""
    where = f" · {verification.clause}" if verification.clause else ""
    yield from page.set([(verification.verdict + where, "strong")], page.columns)
    yield from _hanging(page, "  ", [(verification.reason, "")])
    for fault in verification.faults:
        yield from _finding(page, fault)
    if verification.diff:
        yield from ["", *_diff(page, verification.diff)]


def _document(page: Page, document: Document) -> Iterator[str]:
    yield from _source(page, document)
    yield from page.set([(document.text, "")], page.columns)


def _source(page: Page, text: Document | Treaty) -> Iterator[str]:
    yield from _hanging(page, f"{sign(text)}  ", [(described(text) or "no title", "")])


def _title(page: Page, text: str, rule: str) -> Iterator[str]:
    yield from page.set([(text, "strong")], page.columns)
    yield rule * page.columns
