"""Values as Markdown for GitHub, and a comparison as CriticMarkup."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Literal

import regex

from clausediff.model import (
    ClauseDiff,
    Collation,
    Document,
    Family,
    Finding,
    Passages,
    Rendering,
    Report,
    Span,
    Treaty,
    TreatyDiff,
    Verification,
)
from clausediff.render.pieces import (
    Piece,
    Words,
    carried,
    changes,
    comparisons,
    counted,
    inline,
    references_compared,
    rows,
    style,
)
from clausediff.render.segments import Segment, bands, segments
from clausediff.render.words import about, category, chosen, described, pairing, place, reason, sign, summary

_TAGS = {"delete": "del", "insert": "ins", "from": "mark", "to": "mark"}


def markdown(value: Any) -> str:
    """
    Return a value, or a tuple of values, as GitHub's Markdown.

    >>> print(markdown(Finding("misnamed provision", "“Paragraph 4” is Article 4")))
    - **misnamed provision**: “Paragraph 4” is Article 4
    """
    return "\n".join(_lines(value)) + "\n"


def critic(diff: ClauseDiff) -> str:
    """
    Return a comparison as one text in CriticMarkup, a comment behind each change.

    Accepting every change gives the other text, rejecting gives the base; Markdown's own characters
    are escaped by a backslash.

    >>> from clausediff.model import Edit, Run
    >>> from clausediff.normalize.tokens import witness
    >>> edit = Edit("replace", Run(0, 1), Run(0, 1), "shall", "will", "modality", "substantive")
    >>> print(critic(ClauseDiff(witness("A", "shall"), witness("B", "will"), (edit,))))
    {~~shall~>will~~}{>>modality (substantive)<<}
    """
    found: list[str] = []
    for stretch in inline(diff):
        base, other = within_line(stretch.base), within_line(stretch.other)
        if stretch.kind == "keep":
            found.append(base if found else escaped(stretch.base))
            continue
        found.append(_marked(base, other))
        if stretch.kind != "print":
            found.append(f"{{>>{escaped(reason(diff.edits[stretch.number]))}<<}}")
    return "".join(found)


def _marked(base: str, other: str) -> str:
    if base and other:
        return f"{{~~{base}~>{other}~~}}"
    return f"{{--{base}--}}" if base else f"{{++{other}++}}"


def escaped(text: str) -> str:
    """
    Escape what Markdown, CriticMarkup or GitHub would read as more than text.

    >>> print(escaped("*shall* | <b> @all"))
    \\*shall\\* \\| &lt;b&gt; @<!-- -->all
    """
    return _special().sub(_escape, carried(text))


def within_line(text: str) -> str:
    """
    Escape a text that does not begin a line.

    >>> print(escaped("- all"), within_line("- all"))
    \\- all - all
    """
    return escaped("x" + text)[1:]


@functools.cache
def _special() -> regex.Pattern[str]:
    return regex.compile(
        r"(?P<entity>[&<>])|(?P<mention>@)|(?P<space>(?m:^)[ \t]|\r)"
        r"|[\\`*_{}\[\]|~$]|(?m:^)(?:[-+=#]|\d+(?P<ordinal>[.)]))"
    )


def _escape(found: regex.Match[str]) -> str:
    text: str = found[0]
    if found["entity"]:
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[text]
    if found["space"]:
        return f"&#{ord(text)};"
    if found["mention"]:
        return "@<!-- -->"
    return text[:-1] + "\\" + text[-1]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from ["", *_lines(one)] if number else _lines(one)
        return
    faces: dict[type, Callable[[Any], Iterator[str]]] = {
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
    yield from chosen(value, faces)(value)


def _diff(diff: ClauseDiff) -> Iterator[str]:
    """Set the two texts in a table side by side, and the changes in a second one."""
    yield from _table(
        [diff.base.siglum, diff.other.siglum],
        [[_side(row, "base"), _side(row, "other")] for row in rows(diff)],
    )
    told = changes(diff)
    if not told:
        yield from ["", "No difference of wording."]
        return
    yield ""
    yield from _table(
        ["", "Category", "Effect", diff.base.siglum, diff.other.siglum, "Why"],
        [
            [
                str(number),
                _cell(category(change.edit)),
                change.edit.effect,
                _cell(change.base_text),
                _cell(change.other_text),
                _cell(change.edit.note),
            ]
            for number, change in enumerate(told, 1)
        ],
    )


def _table(heads: list[str], cells: list[list[str]]) -> Iterator[str]:
    """Print a table; the heads are escaped here, the cells by who made them."""
    yield "| " + " | ".join(map(_cell, heads)) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in cells:
        yield "| " + " | ".join(row) + " |"


def _cell(text: str) -> str:
    return escaped(text.strip()).replace("\n", "<br>")


def _side(row: tuple[Piece, ...], side: Literal["base", "other"]) -> str:
    found = []
    for piece in row:
        words: Words = getattr(piece, side)
        tag = _TAGS.get(style(piece.edit, side), "") if words.words else ""
        shown = f"<{tag}>{within_line(words.words)}</{tag}>" if tag else within_line(words.words)
        found.append(within_line(words.before) + shown + within_line(words.after))
    return "".join(found).strip().replace("\n", "<br>")


def _collation(collation: Collation) -> Iterator[str]:
    for number, band in enumerate(bands(collation, 6)):
        yield from [""] if number else []
        columns = range(len(band.witnesses))
        cells = [[_reading(segment, index) for index in columns] for segment in segments(band)]
        yield from _table([witness.siglum for witness in band.witnesses], cells)


def _reading(segment: Segment, index: int) -> str:
    """Print a witness's share of a segment, with the letter of its reading where readings differ."""
    cell = segment.cells[index]
    if not cell.reading:
        return "—"
    label = f"{cell.reading if segment.is_varied else ''}{' moved' if cell.is_moved else ''}".strip()
    return _cell(cell.words.text) + (f" <sup>{label}</sup>" if label else "")


def _report(report: Report) -> Iterator[str]:
    yield from ["# Treaty wording compared", "", escaped(summary(report)), ""]
    if report.findings:
        yield from [
            "## Findings",
            "",
            *(line for finding in report.findings for line in _finding(finding)),
            "",
        ]
    yield from _overview(report)
    for family in report.families:
        yield from _family(report, family)
    cells = [
        [_cell(f"{siglum} {place(found.span)}"), _cell(found.text), _cell(about(found))]
        for siglum, found in report.references
    ]
    if cells:
        yield from ["## References", "", *_table(["Report", "Words", "What they point at"], cells), ""]
    yield from ["## Sources", ""]
    texts: tuple[Document | Treaty, ...] = (*report.treaties, *report.documents)
    for text in texts:
        yield _source(text)


def _overview(report: Report) -> Iterator[str]:
    cells = [
        [_cell(family.title), _cell(rendering.document), rendering.manner, *_first(family, index)]
        for family in report.families
        for index, rendering in enumerate(family.renderings)
    ]
    if cells:
        heads = ["Clause", "Passage", "Manner", "Compared with", "Changes"]
        yield from ["## Overview", "", *_table(heads, cells), ""]


def _first(family: Family, index: int) -> list[str]:
    """Name the wording a passage was compared with first, and count the changes."""
    return [
        text for diff in comparisons(family, index)[:1] for text in (_cell(diff.base.siglum), counted(diff))
    ] or ["", ""]


def _family(report: Report, family: Family) -> Iterator[str]:
    yield from [f"## {_line(family.title)}", ""]
    if len(family.collation.witnesses) > 1:
        yield from [*_collation(family.collation), ""]
    for diff in references_compared(family):
        yield from [*_diff(diff), ""]
    documents = {document.siglum: document for document in report.documents}
    for index, rendering in enumerate(family.renderings):
        document = documents.get(rendering.document, Document(rendering.document, ""))
        yield from [f"### {_line(rendering.document)}", "", *_rendering(rendering, document), ""]
        for diff in comparisons(family, index):
            yield from [*_diff(diff), ""]


def _rendering(rendering: Rendering, document: Document) -> Iterator[str]:
    for span in rendering.spans:
        yield _quoted(span.of(document.text))
    yield from ["", f"{_line(about(rendering))} · characters {place(*rendering.spans)}", ""]
    for evidence in rendering.evidence:
        yield f"- {_line(evidence.note)} ({_line(evidence.kind)})"
    for tie in rendering.ties:
        yield f"- {_line(str(tie))} is as well supported"


def _quoted(text: str) -> str:
    return "\n".join("> " + line for line in escaped(text).split("\n"))


def _line(text: str) -> str:
    """Print a text on one line."""
    return escaped(" ".join(text.split()))


def _passages(passages: Passages) -> Iterator[str]:
    yield from [_source(passages.document), ""]
    heads = ["Characters", "Words", "What"]
    cells = []
    for item in passages.items:
        spans: tuple[Span, ...] = item.spans if isinstance(item, Rendering) else (item.span,)
        text = " … ".join(span.of(passages.document.text) for span in spans)
        cells.append([place(*spans), _cell(text), _cell(about(item))])
    yield from _table(heads, cells)


def _finding(finding: Finding) -> Iterator[str]:
    where = f" ({_line(finding.document)} {place(*finding.spans)})" if finding.document else ""
    yield f"- **{_line(finding.kind)}**: {_line(finding.note)}{where}"


def _treaty(treaty: Treaty) -> Iterator[str]:
    """Print a treaty clause by clause; the text stands with the clauses that hold no others."""
    yield from [f"# {_line(treaty.title or treaty.id)}", "", _source(treaty)]
    for number, clause in enumerate(treaty.clauses):
        following = treaty.clauses[number + 1 : number + 2]
        yield from ["", f"## {_line(f'{clause.locator} {clause.heading}')}"]
        if not following or not clause.locator.covers(following[0].locator):
            yield from ["", _quoted(clause.text)]


def _versions(versions: TreatyDiff) -> Iterator[str]:
    yield from [_source(versions.base), _source(versions.other), ""]
    yield from (f"- {_line(pairing(pair))}" for pair in versions.pairs)
    for head, clauses in (("gone", versions.gone), ("new", versions.new)):
        yield from (f"- {head}: {_line(f'{one.locator} {one.heading or one.text}')}" for one in clauses)


def _verification(verification: Verification) -> Iterator[str]:
    where = f" ({_line(str(verification.clause))})" if verification.clause else ""
    yield from [f"**{_line(verification.verdict)}**{where}: {_line(verification.reason)}", ""]
    for fault in verification.faults:
        yield from _finding(fault)
    if verification.diff:
        yield from ["", *_diff(verification.diff)]


def _document(document: Document) -> Iterator[str]:
    yield from [_source(document), "", _quoted(document.text)]


def _source(text: Document | Treaty) -> str:
    return f"- **{_line(sign(text))}**: {_line(described(text) or 'no title or source given')}"
