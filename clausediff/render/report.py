"""A report as sections of a page: findings, overview, each clause, references, reports, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausediff.model import (
    ClauseDiff,
    Document,
    Family,
    Finding,
    Rendering,
    Report,
    Span,
    Treaty,
)
from clausediff.render.markup import (
    Mark,
    bdi,
    context,
    diff_body,
    esc,
    finding,
    heading,
    map_svg,
    marked_text,
    pair,
    source,
    synopsis,
)
from clausediff.render.pieces import comparisons, counted, references_compared
from clausediff.render.words import about, described, place


def report_sections(report: Report, name: str) -> Iterator[str]:
    """Findings and the overview first, then clause by clause; last the reports in full and the sources."""
    places = {document.siglum: f"{name}r{number}" for number, document in enumerate(report.documents, 1)}
    yield _findings(report, name, places)
    yield _overview(report, name)
    for number, family in enumerate(report.families, 1):
        yield from _family(report, family, f"{name}f{number}", places)
    yield _references(report, name, places)
    yield from _reports(report, name, places)
    yield _sources(report, name)


def _findings(report: Report, name: str, places: dict[str, str]) -> str:
    if not report.findings:
        return ""
    items = "".join(
        finding(one, f"#{places[one.document]}s{one.spans[0].start}" if _is_placed(one, places) else "")
        for one in report.findings
    )
    head = heading("h2", f"{name}findings", "Findings")
    return f'<section class="findings">{head}<ul>{items}</ul></section>\n'


def _is_placed(found: Finding, places: dict[str, str]) -> bool:
    return found.document in places and bool(found.spans) and len(found.spans[0]) > 0


def _overview(report: Report, name: str) -> str:
    """Count and map the changes of every passage against the wording it was compared with first."""
    titles = {document.siglum: document.title for document in report.documents}
    groups = "".join(
        _overview_group(family, f"{name}f{number}", titles)
        for number, family in enumerate(report.families, 1)
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Passage", "Compared with", "Changes", "Where they lie")
    )
    return (
        f'<section class="overview">{heading("h2", f"{name}overview", "Overview")}'
        f'<div class="scroll" role="region" tabindex="0" aria-label="Overview of all passages"><table>'
        f"<thead><tr>{heads}</tr></thead>{groups}</table></div></section>\n"
    )


def _overview_group(family: Family, name: str, titles: dict[str, str]) -> str:
    rows = "".join(_overview_row(family, index, name, titles) for index in range(len(family.renderings)))
    head = f'<th scope="rowgroup" colspan="4"><a href="#{name}">{bdi(family.title)}</a></th>'
    return f"<tbody><tr>{head}</tr>{rows}</tbody>"


def _overview_row(family: Family, index: int, name: str, titles: dict[str, str]) -> str:
    rendering = family.renderings[index]
    first = next(iter(comparisons(family, index)), None)
    compared = (
        f"<td>{bdi(first.base.siglum)}</td><td>{counted(first)}</td><td>{map_svg(first)}</td>"
        if first
        else '<td colspan="3">not compared</td>'
    )
    return (
        f'<tr><td><a href="#{name}p{index + 1}">{bdi(rendering.document)}</a> {esc(rendering.manner)}'
        f"<small>{bdi(titles.get(rendering.document, ''))}</small></td>{compared}</tr>"
    )


def _family(report: Report, family: Family, name: str, places: dict[str, str]) -> Iterator[str]:
    """Show one clause: all its witnesses in a table, then each passage with its comparisons."""
    yield f'<section class="family">{heading("h2", name, bdi(family.title))}{_origins(report, family)}'
    if len(family.collation.witnesses) > 1:
        yield heading("h3", f"{name}all", "All witnesses")
        yield synopsis(family.collation, f"All witnesses of {family.title}")
    for number, diff in enumerate(references_compared(family), 1):
        yield heading("h3", f"{name}r{number}", f"{bdi(diff.base.siglum)} and {bdi(diff.other.siglum)}")
        yield _folded(diff, f"{name}r{number}d", is_open=True)
    documents = {document.siglum: document for document in report.documents}
    for index, rendering in enumerate(family.renderings):
        document = documents.get(rendering.document, Document(rendering.document, ""))
        head = heading("h3", f"{name}p{index + 1}", _passage_title(rendering, document))
        yield f'<section class="passage">{head}'
        yield _rendering(rendering, document, places.get(rendering.document, ""))
        for number, diff in enumerate(comparisons(family, index), 1):
            yield _folded(diff, f"{name}p{index + 1}d{number}", is_open=number == 1)
        yield "</section>"
    yield "</section>\n"


def _origins(report: Report, family: Family) -> str:
    """Say which treaties the reference wording is from, and what kind of text that is."""
    treaties = {treaty.id: treaty for treaty in report.treaties}
    lines = (
        f"<li>{bdi(str(clause))}: {esc(described(treaties[clause.treaty]))}</li>"
        for clause in family.clauses or ([family.clause] if family.clause else [])
        if clause.treaty in treaties
    )
    listed = "".join(lines)
    return f'<ul class="origins">{listed}</ul>' if listed else ""


def _passage_title(rendering: Rendering, document: Document) -> str:
    title = f" <small>{bdi(document.title)}</small>" if document.title else ""
    return f'{bdi(rendering.document)} <span class="manner">{esc(rendering.manner)}</span>{title}'


def _rendering(rendering: Rendering, document: Document, target: str) -> str:
    """Show a passage in its report's context, who speaks, and why it was bound to the clause."""
    where = place(*rendering.spans)
    linked = f'<a href="#{target}s{rendering.spans[0].start}">characters {where}</a>' if target else where
    reasons = [one.note for one in rendering.evidence]
    reasons += [f"{tie} is as well supported" for tie in rendering.ties]
    because = f"<br>Bound to it because: {esc('; '.join(reasons))}." if reasons else ""
    return (
        f"<figure>{context(document, rendering.spans)}"
        f"<figcaption>{esc(about(rendering))} · {linked}{because}</figcaption></figure>"
    )


def _folded(diff: ClauseDiff, name: str, *, is_open: bool) -> str:
    """Fold a comparison under a line that says what it holds."""
    sides = f'<span class="pair">{pair(diff)}</span>'
    count = f'<span class="count">{counted(diff)}</span>'
    opened = " open" if is_open else ""
    return (
        f'<details class="diff" id="{name}"{opened}><summary>{sides} {count}{map_svg(diff)}</summary>'
        f"{diff_body(diff, name)}</details>"
    )


def _references(report: Report, name: str, places: dict[str, str]) -> str:
    """List what the reports' words point at, resolved."""
    if not report.references:
        return ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Report", "Words", "What they point at"))
    rows = "".join(
        f'<tr><td><a href="#{places[siglum]}">{bdi(siglum)}</a> {place(found.span)}</td>'
        f'<td dir="auto">{esc(found.text)}</td><td>{esc(about(found))}</td></tr>'
        for siglum, found in report.references
        if siglum in places
    )
    return (
        f'<section class="references">{heading("h2", f"{name}references", "References")}'
        '<div class="scroll" role="region" tabindex="0" aria-label="References">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>\n"
    )


def _reports(report: Report, name: str, places: dict[str, str]) -> Iterator[str]:
    """Print every report in full, with the passages marked and linked to their clause."""
    yield f'<section class="reports">{heading("h2", f"{name}reports", "Reports")}'
    marks: dict[str, list[Mark]] = {siglum: [] for siglum in places}
    for number, family in enumerate(report.families, 1):
        for index, rendering in enumerate(family.renderings, 1):
            target = f"{name}f{number}p{index}"
            marks.setdefault(rendering.document, []).extend((span, target) for span in rendering.spans)
    for one in report.findings:
        marks.setdefault(one.document, []).extend((span, "") for span in one.spans)
    for document in report.documents:
        yield _full_text(document, marks[document.siglum], places[document.siglum])
    yield "</section>\n"


def _full_text(document: Document, marks: Iterable[Mark], name: str) -> str:
    text = marked_text(document.text, marks, Span(0, len(document.text)), name)
    return (
        f'<details class="report" id="{name}"><summary>{bdi(document.siglum)} '
        f'{bdi(document.title)}</summary><div class="text" dir="auto">{text}</div></details>'
    )


def _sources(report: Report, name: str) -> str:
    texts: tuple[Document | Treaty, ...] = (*report.treaties, *report.documents)
    listed = "".join(source(text) for text in texts)
    return (
        f'<section class="sources">{heading("h2", f"{name}sources", "Sources")}<dl>{listed}</dl></section>\n'
    )
