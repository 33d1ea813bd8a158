"""The sections of a page, one face for each kind of value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from clausediff.model import (
    ClauseDiff,
    Collation,
    Document,
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
from clausediff.render.report import report_sections
from clausediff.render.words import about, chosen, pairing, place


def sections(value: Any, name: str) -> Iterator[str]:
    """Return the sections of a value; `name` begins every id."""
    if isinstance(value, tuple):
        for number, one in enumerate(value, 1):
            yield from sections(one, f"{name}v{number}")
    else:
        faces: dict[type, Callable[[Any, str], Iterator[str]]] = {
            ClauseDiff: _diff,
            Collation: _collation,
            Report: report_sections,
            Passages: _passages,
            Treaty: _treaty,
            TreatyDiff: _versions,
            Verification: _verification,
            Document: _document,
            Finding: _finding,
        }
        yield from chosen(value, faces)(value, name)


def _diff(diff: ClauseDiff, name: str) -> Iterator[str]:
    yield f'<section class="diff">{heading("h2", name or "diff", pair(diff))}'
    yield f"{map_svg(diff)}{diff_body(diff, name)}</section>\n"


def _collation(collation: Collation, name: str) -> Iterator[str]:
    label = "All witnesses side by side"
    yield f"<section>{heading('h2', f'{name}all', label)}{synopsis(collation, label)}</section>\n"


def _passages(passages: Passages, name: str) -> Iterator[str]:
    """List what was found, then show the text with every passage marked."""
    document, name = passages.document, f"{name}r"
    yield f"<section>{heading('h2', f'{name}list', f'{bdi(document.siglum)}')}<dl>{source(document)}</dl>"
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
        head = f"{esc(str(clause.locator))} {bdi(clause.heading)}"
        yield heading("h2", f"{name}t{number + 1}", head)
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
    yield f"<section>{heading('h2', f'{name}verdict', esc(verification.verdict) + where)}"
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
