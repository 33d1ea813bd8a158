"""Values as one self-contained page: complete without script, nothing loaded from elsewhere."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

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
    Span,
    Treaty,
    TreatyDiff,
    Verification,
)
from clausediff.render.markup import (
    Mark,
    bdi,
    categories,
    context,
    diff_body,
    esc,
    finding,
    map_svg,
    marked_text,
    source,
    synopsis,
    unseen,
)
from clausediff.render.pieces import comparisons, counted
from clausediff.render.words import EFFECTS, about, chosen, described, pairing, place, sign, summary

_DATA = Path(__file__).parent.parent / "data"


def html(value: Any, *, title: str = "") -> str:
    """
    Return a value, or a tuple of values, as a whole HTML page.

    >>> page = html(Document("A", "<script>alert(1)</script>"))
    >>> "<script>alert" in page, "&lt;script&gt;alert" in page
    (False, True)
    """
    body = "".join(_sections(value, ""))
    title = title or _title(value)
    script = _data("page.js")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">\n'
        f"<title>{esc(title)}</title>\n<style>\n{_data('page.css')}</style>\n</head>\n"
        f'<body class="clausediff page">\n<a class="skip" href="#main">Skip to the comparison</a>\n'
        f"<header><h1>{esc(title)}</h1><p>{esc(_subtitle(value))}</p></header>\n"
        f'{_contents(value)}{_filters(value)}<main id="main">\n{body}</main>\n'
        f"<footer><p>{_legend()}</p></footer>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def fragment(value: Any) -> str:
    """
    Return a value as a piece of HTML with its style, for a notebook cell.

    Ids begin with a number made from the value, so that the links of two cells do not meet.
    """
    from zlib import crc32

    body = "".join(_sections(value, "x"))
    name = f"x{crc32(body.encode()):08x}"
    body = "".join(_sections(value, name))
    return f'<div class="clausediff">\n<style>\n{_data("page.css")}</style>\n{body}</div>\n'


@functools.cache
def _data(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


@functools.cache
def _policy(script: str) -> str:
    """Allow our own script and style, nothing else: a text that smuggled markup in could still not run."""
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


def _sections(value: Any, name: str) -> Iterator[str]:
    """Return the sections of a value; `name` begins every id."""
    if isinstance(value, tuple):
        for number, one in enumerate(value, 1):
            yield from _sections(one, f"{name}v{number}")
    else:
        faces: dict[type, Callable[[Any, str], Iterator[str]]] = {
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
        yield from chosen(value, faces)(value, name)


def _title(value: Any) -> str:
    if isinstance(value, Report):
        return "Treaty wording compared"
    if isinstance(value, ClauseDiff):
        return f"{value.base.siglum} and {value.other.siglum} compared"
    if isinstance(value, Collation):
        return " · ".join(witness.siglum for witness in value.witnesses)
    if isinstance(value, Passages):
        return f"Found in {value.document.siglum}"
    if isinstance(value, Verification):
        return f"Verdict: {value.verdict}"
    if isinstance(value, TreatyDiff):
        return f"{value.base.id} and {value.other.id} compared"
    if isinstance(value, Treaty | Document):
        return value.title or sign(value)
    return "Treaty wording"


def _subtitle(value: Any) -> str:
    if isinstance(value, Report):
        return summary(value)
    return counted(value) if isinstance(value, ClauseDiff) else ""


def _diffs(value: Any) -> list[ClauseDiff]:
    if isinstance(value, tuple):
        return [diff for one in value for diff in _diffs(one)]
    if isinstance(value, Report):
        return [diff for family in value.families for diff in family.diffs]
    if isinstance(value, Verification):
        return [value.diff] if value.diff else []
    return [value] if isinstance(value, ClauseDiff) else []


def _filters(value: Any) -> str:
    """Offer to show changes of some categories only; shown by the script that makes them work."""
    counts = categories(_diffs(value))
    if not counts:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="category" value="{esc(category)}" checked> '
        f"{esc(category)} <small>{count}</small></label>"
        for category, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return (
        '<form class="filters" aria-label="Filter changes" hidden>'
        '<label><input type="checkbox" name="substantive"> Substantive only '
        "<small>or possibly so</small></label>"
        f"<details><summary>Categories</summary><fieldset><legend>Show changes of</legend>{boxes}</fieldset>"
        '</details><output aria-live="polite"></output></form>\n'
    )


def _contents(value: Any) -> str:
    if not isinstance(value, Report):
        return ""
    items = "".join(
        f'<li><a href="#f{number}">{bdi(family.title)}</a> <small>{len(family.renderings)}</small></li>'
        for number, family in enumerate(value.families, 1)
    )
    parts = [*(["References"] if value.references else []), "Reports", "Sources"]
    others = "".join(f'<li><a href="#{part.lower()}">{part}</a></li>' for part in parts)
    return (
        '<nav aria-label="On this page"><ol><li><a href="#overview">Overview</a></li>'
        f"{items}{others}</ol></nav>\n"
    )


def _legend() -> str:
    effects = " · ".join(f"{mark} {effect}" for effect, mark in EFFECTS.items())
    return (
        f'<del class="delete">deleted</del> <ins class="insert">inserted</ins> <ins class="to">moved</ins> · '
        f"effect of a change: {effects}"
    )


def _diff(diff: ClauseDiff, name: str) -> Iterator[str]:
    yield f'<section class="diff">{_heading("h2", name or "diff", _pair(diff))}'
    yield f"{map_svg(diff)}{diff_body(diff, name)}</section>\n"


def _pair(diff: ClauseDiff) -> str:
    return f"{bdi(diff.base.siglum)} compared with {bdi(diff.other.siglum)}"


def _heading(tag: str, name: str, inner: str) -> str:
    """Return a heading that can be linked to; the link is for those who see it, and for keyboards."""
    sign = f'<span aria-hidden="true">#</span>{unseen("link to this part")}'
    return f'<{tag} id="{name}">{inner} <a class="permalink" href="#{name}">{sign}</a></{tag}>'


def _collation(collation: Collation, name: str) -> Iterator[str]:
    label = "All witnesses side by side"
    yield f"<section>{_heading('h2', f'{name}all', label)}{synopsis(collation, label)}</section>\n"


def _report(report: Report, name: str) -> Iterator[str]:
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
    heading = _heading("h2", f"{name}findings", "Findings")
    return f'<section class="findings">{heading}<ul>{items}</ul></section>\n'


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
        f'<section class="overview">{_heading("h2", f"{name}overview", "Overview")}'
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
    yield f'<section class="family">{_heading("h2", name, bdi(family.title))}{_origins(report, family)}'
    if len(family.collation.witnesses) > 1:
        yield _heading("h3", f"{name}all", "All witnesses")
        yield synopsis(family.collation, f"All witnesses of {family.title}")
    documents = {document.siglum: document for document in report.documents}
    for index, rendering in enumerate(family.renderings):
        document = documents.get(rendering.document, Document(rendering.document, ""))
        heading = _heading("h3", f"{name}p{index + 1}", _passage_title(rendering, document))
        yield f'<section class="passage">{heading}'
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
    pair = f'<span class="pair">{_pair(diff)}</span>'
    count = f'<span class="count">{counted(diff)}</span>'
    opened = " open" if is_open else ""
    return (
        f'<details class="diff" id="{name}"{opened}><summary>{pair} {count}{map_svg(diff)}</summary>'
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
        f'<section class="references">{_heading("h2", f"{name}references", "References")}'
        '<div class="scroll" role="region" tabindex="0" aria-label="References">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>\n"
    )


def _reports(report: Report, name: str, places: dict[str, str]) -> Iterator[str]:
    """Print every report in full, with the passages marked and linked to their clause."""
    yield f'<section class="reports">{_heading("h2", f"{name}reports", "Reports")}'
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
        f'<section class="sources">{_heading("h2", f"{name}sources", "Sources")}<dl>{listed}</dl></section>\n'
    )


def _passages(passages: Passages, name: str) -> Iterator[str]:
    """List what was found, then show the text with every passage marked."""
    document, name = passages.document, f"{name}r"
    yield f"<section>{_heading('h2', f'{name}list', f'{bdi(document.siglum)}')}<dl>{source(document)}</dl>"
    items = "".join(_item(item, document, name) for item in passages.items)
    yield f'<ol class="items">{items}</ol>' if items else "<p>Nothing found.</p>"
    marks: list[Mark] = [(span, "") for item in passages.items for span in _spans(item)]
    text = marked_text(document.text, marks, Span(0, len(document.text)), name)
    yield f'<div class="text" dir="auto">{text}</div></section>\n'


def _spans(item: Quote | Reported | Reference | Rendering) -> tuple[Span, ...]:
    return item.spans if isinstance(item, Rendering) else (item.span,)


def _item(item: Quote | Reported | Reference | Rendering, document: Document, name: str) -> str:
    spans = _spans(item)
    words = " … ".join(span.of(document.text) for span in spans)
    target = f"#{name}s{spans[0].start}" if spans else ""
    return (
        f'<li><q dir="auto">{esc(words)}</q> <span class="about">{esc(about(item))}</span> '
        f'<a class="where" href="{target}">characters {place(*spans)}</a></li>'
    )


def _treaty(treaty: Treaty, name: str) -> Iterator[str]:
    """Print a treaty clause by clause; the text stands with the clauses that hold no others."""
    yield f'<section class="treaty"><dl>{source(treaty)}</dl>'
    for number, clause in enumerate(treaty.clauses):
        following = treaty.clauses[number + 1 : number + 2]
        is_leaf = not following or not clause.locator.covers(following[0].locator)
        heading = f"{esc(str(clause.locator))} {bdi(clause.heading)}"
        yield _heading("h2", f"{name}t{number + 1}", heading)
        yield f'<p class="text" dir="auto">{esc(clause.text)}</p>' if is_leaf else ""
    yield "</section>\n"


def _versions(versions: TreatyDiff, name: str) -> Iterator[str]:
    """Say which provisions of two versions answer each other, which are gone and which are new."""
    yield f"<section><dl>{source(versions.base)}{source(versions.other)}</dl><ul>"
    yield from (f"<li>{esc(pairing(pair))}</li>" for pair in versions.pairs)
    for tag, head, clauses in (("del", "gone", versions.gone), ("ins", "new", versions.new)):
        for clause in clauses:
            words = esc(f"{clause.locator} {clause.heading or clause.text}")
            yield f'<li>{head}: <{tag} dir="auto">{words}</{tag}></li>'
    yield "</ul></section>\n"


def _verification(verification: Verification, name: str) -> Iterator[str]:
    """Give the verdict and its reason, each fault, and the words against the clause's."""
    where = f" <small>{bdi(str(verification.clause))}</small>" if verification.clause else ""
    yield f"<section>{_heading('h2', f'{name}verdict', esc(verification.verdict) + where)}"
    yield f"<p>{esc(verification.reason)}</p>"
    if verification.faults:
        yield f'<ul class="faults">{"".join(finding(fault, "") for fault in verification.faults)}</ul>'
    yield "</section>\n"
    if verification.diff:
        yield from _diff(verification.diff, name)


def _document(document: Document, name: str) -> Iterator[str]:
    text = f'<div class="text" dir="auto">{esc(document.text)}</div>'
    yield f"<section><dl>{source(document)}</dl>{text}</section>\n"


def _finding(found: Finding, name: str) -> Iterator[str]:
    yield f'<section class="findings"><ul>{finding(found, "")}</ul></section>\n'
