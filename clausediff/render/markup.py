"""Pieces of HTML that say what a value holds. Every text goes through `esc`; there is no other way in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from clausediff.model import ClauseDiff, Collation, Document, Edit, Finding, Span, Treaty
from clausediff.render.pieces import (
    Change,
    Piece,
    Words,
    carried,
    changes,
    map_of,
    rows,
    style,
)
from clausediff.render.segments import Cell, Segment, bands, segments
from clausediff.render.words import EFFECTS, category, parts, place, sign

Side = Literal["base", "other"]
Mark = tuple[Span, str]
"""A span to mark, and the id of what it belongs to, or nothing."""

_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\r": "&#13;"}
)

_SPOKEN = {"delete": "deleted", "insert": "inserted", "from": "moved from here", "to": "moved to here"}
_TAGS = {"delete": "del", "insert": "ins", "from": "del", "to": "ins"}


def esc(text: str) -> str:
    """
    Escape a text so that it is text in any element or quoted attribute.

    >>> esc('<a href="x">&')
    '&lt;a href=&quot;x&quot;&gt;&amp;'
    """
    return carried(text).translate(_ESCAPED)


def unseen(text: str) -> str:
    """Say something to screen readers alone."""
    return f'<span class="vh">{esc(text)}</span>'


def bdi(text: str) -> str:
    """Keep the direction of a name from turning what stands around it."""
    return f"<bdi>{esc(text)}</bdi>"


def heading(tag: str, name: str, inner: str) -> str:
    """Return a heading that can be linked to; the link is for those who see it, and for keyboards."""
    sign = f'<span aria-hidden="true">#</span>{unseen("link to this part")}'
    return f'<{tag} id="{name}">{inner} <a class="permalink" href="#{name}">{sign}</a></{tag}>'


def pair(diff: ClauseDiff) -> str:
    """Name the two sides of a comparison."""
    return f"{bdi(diff.base.siglum)} compared with {bdi(diff.other.siglum)}"


def diff_body(diff: ClauseDiff, name: str) -> str:
    """
    Set two texts side by side, row by row, with the list of changes below; `name` begins the ids.

    Without its tags and what is unseen, each `text` element holds the witness's own characters.
    """
    told = changes(diff)
    numbers = {number: count for count, change in enumerate(told, 1) for number in change.numbers}
    body = "".join(_row(row, name, numbers) for row in rows(diff))
    head = f'<p class="siglum">{bdi(diff.base.siglum)}</p><p class="siglum">{bdi(diff.other.siglum)}</p>'
    return (
        f'<div class="sides"><div class="row heads">{head}</div>{body}</div>'
        f"{_told(told, name)}{_prints(diff)}"
    )


def map_svg(diff: ClauseDiff) -> str:
    """Draw where the changes lie: deletions below the line, insertions above it. For sighted readers only."""
    marks = "".join(
        f'<rect class="m-{name}" x="{start:.4g}" width="{max(length, 4):.4g}" y="{y}" height="{height}"/>'
        for name, start, length in map_of(diff)
        for y, height in [{"delete": (7, 6), "insert": (1, 6)}.get(name, (4, 6))]
    )
    return (
        '<svg class="map" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="m-line" x="0" y="6.5" width="1000" height="1"/>{marks}</svg>'
    )


def synopsis(collation: Collation, label: str) -> str:
    """
    Set all witnesses in a table, a column for each, a row for each stretch where the same ones agree.

    More than six make several tables, each beginning with the first witness.
    """
    tables = bands(collation, 6)
    named = (f"{label}, table {number} of {len(tables)}" for number in range(1, len(tables) + 1))
    return "".join(
        _table(one, name if len(tables) > 1 else label) for one, name in zip(tables, named, strict=True)
    )


def _table(collation: Collation, label: str) -> str:
    heads = "".join(f'<th scope="col">{bdi(one.siglum)}</th>' for one in collation.witnesses)
    body = "".join(_segment(segment) for segment in segments(collation))
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{esc(label)}">'
        f'<table class="synopsis" style="--columns: {len(collation.witnesses)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def context(document: Document, spans: Iterable[Span], reach: int = 280) -> str:
    """Show a passage within its paragraphs, marked; `reach` is the most that stands before and after."""
    spans = tuple(spans)
    if not spans:
        return ""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = max(document.text.rfind("\n", 0, first) + 1, first - reach)
    end = document.text.find("\n", last)
    end = min(len(document.text) if end < 0 else end, last + reach)
    marked = marked_text(document.text, [(span, "") for span in spans], Span(start, end))
    before = "… " if document.text[:start].strip() and document.text[start - 1 : start] != "\n" else ""
    after = " …" if document.text[end : end + 1] not in ("", "\n") else ""
    return f'<blockquote dir="auto">{before}{marked}{after}</blockquote>'


def marked_text(text: str, marks: Iterable[Mark], within: Span, name: str = "") -> str:
    """
    Mark spans of a text, which may overlap; a mark with a target is a link to it.

    With a `name` each mark has an id: the name, `s`, and where it starts.

    >>> marked_text("an armed attack", [(Span(3, 8), ""), (Span(3, 15), "")], Span(0, 15))
    'an <mark>armed</mark><mark> attack</mark>'
    """
    waiting = sorted((mark for mark in marks if len(mark[0]) and mark[0].overlaps(within)), reverse=True)
    edges = {within.start, within.end, *(edge for span, _ in waiting for edge in (span.start, span.end))}
    inner = sorted(edge for edge in edges if within.start <= edge <= within.end)
    found, standing = [], list[Mark]()
    for start, end in pairwise(inner):
        while waiting and waiting[-1][0].start <= start:
            standing.append(waiting.pop())
        standing = [mark for mark in standing if mark[0].end > start]
        found.append(_marked(esc(text[start:end]), standing, f"{name}s{start}" if name else ""))
    return "".join(found)


def finding(found: Finding, target: str) -> str:
    """Show what a fact-checker wants to know, with a link to the place in the report."""
    where = f'<a class="where" href="{esc(target)}">{bdi(found.document)} {place(*found.spans)}</a>'
    return (
        f'<li class="finding"><strong class="kind">{esc(found.kind)}</strong> {esc(found.note)} '
        f"{where if target else bdi(found.document)}</li>"
    )


def source(text: Document | Treaty) -> str:
    """Say what a text is and where it comes from; web addresses are links."""
    said = " · ".join(_linked(part) for part in parts(text))
    return f"<dt>{bdi(sign(text))}</dt><dd>{said or 'no title or source given'}</dd>"


def effect_mark(edit: Edit) -> str:
    """Show the effect of a change as a sign and a word."""
    return f'<span class="effect e-{esc(edit.effect)}">{EFFECTS[edit.effect]} {esc(edit.effect)}</span>'


def categories(diffs: Iterable[ClauseDiff]) -> Counter[str]:
    """Count the changes of each category."""
    return Counter(category(change.edit) for diff in diffs for change in changes(diff))


def _row(row: tuple[Piece, ...], name: str, numbers: dict[int, int]) -> str:
    return f'<div class="row">{_side(row, "base", name, numbers)}{_side(row, "other", name, numbers)}</div>'


def _side(row: tuple[Piece, ...], side: Side, name: str, numbers: dict[int, int]) -> str:
    """Print one side of a row; the space it begins with is kept but not shown."""
    shown: list[str] = []
    for piece in row:
        words: Words = getattr(piece, side)
        before = esc(words.before)
        if before and not shown:
            before = f'<span class="gap">{before}</span>'
        target = f"{name}e{piece.number}{side[0]}"
        count = numbers.get(piece.number, 0)
        shown.append(
            before + _words(piece.edit, words.words, side, target, f"{name}c{count}") + esc(words.after)
        )
    return f'<p class="text {side}" dir="auto">{"".join(shown)}</p>'


def _words(edit: Edit, words: str, side: Side, target: str, change: str) -> str:
    """Mark changed words; the mark is a link to the change in the list, and shows its reason."""
    kind = style(edit, side)
    if not kind or not words:
        return esc(words)
    tip = "\n".join(filter(None, (f"{category(edit)} — {edit.effect}", edit.note)))
    return (
        f'<a class="change {kind}" id="{target}" href="#{change}" data-n="{change.rpartition("c")[2]}"'
        f' data-tip="{esc(tip)}" {_data(edit)}>{unseen(f"[{_SPOKEN[kind]}: ")}'
        f"<{_TAGS[kind]}>{esc(words)}</{_TAGS[kind]}>{unseen(']')}</a>"
    )


def _data(edit: Edit) -> str:
    """Say what the filters need to know."""
    return f'data-category="{esc(category(edit))}" data-effect="{esc(edit.effect)}"'


def _told(told: tuple[Change, ...], name: str) -> str:
    if not told:
        return '<p class="same">No difference of wording.</p>'
    return f'<ol class="changes">{"".join(_change(change, name, n) for n, change in enumerate(told, 1))}</ol>'


def _change(change: Change, name: str, count: int) -> str:
    edit, is_move = change.edit, change.edit.op == "move"
    gone, come = ("from", "to") if is_move else ("delete", "insert")
    words = " ".join(
        f'<{_TAGS[kind]} class="{kind}" dir="auto">{unseen(f"{_SPOKEN[kind]}: ")}{esc(text)}</{_TAGS[kind]}>'
        for kind, text in ((gone, change.base_text), (come, change.other_text))
        if text
    )
    side = "b" if edit.base_text else "o"
    note = f'<span class="note">{esc(edit.note)}</span>' if edit.note else ""
    return (
        f'<li id="{name}c{count}" {_data(edit)}>'
        f'<a class="number" href="#{name}e{change.numbers[0]}{side}" '
        f'aria-label="Change {count}, show in the text">{count}</a>'
        f'<span><span class="category">{esc(category(edit))}</span> {effect_mark(edit)}</span> '
        f'<span class="words">{words}</span> {note}</li>'
    )


def _prints(diff: ClauseDiff) -> str:
    """Name the differences of print that do not count."""
    counts = Counter(ignored.reason for ignored in diff.ignored)
    if not counts:
        return ""
    listed = "; ".join(f"{esc(why)} ({count})" if count > 1 else esc(why) for why, count in counts.items())
    return f'<p class="prints">Differences of print, not counted: {listed}</p>'


def _segment(segment: Segment) -> str:
    cells = "".join(_cell(cell, segment.is_varied) for cell in segment.cells)
    return f"<tr>{cells}</tr>"


def _cell(cell: Cell, is_varied: bool) -> str:
    """Show a witness's words, with the letter of its reading where the witnesses differ."""
    if not cell.reading:
        return f'<td class="absent"><span aria-hidden="true">—</span>{unseen("absent")}</td>'
    letter = f"{unseen('reading ')}{cell.reading}" if is_varied else ""
    label = f"{letter}{' moved' if cell.is_moved else ''}"
    sup = f'<sup class="reading">{label}</sup>' if label else ""
    variant = ' class="variant"' if cell.reading != "a" else ""
    return f'<td{variant} dir="auto"><span class="t">{esc(cell.words.text)}</span>{sup}</td>'


def _marked(text: str, standing: list[Mark], name: str) -> str:
    if not standing:
        return text
    target = next((target for _, target in standing if target), "")
    inner = f'<a href="#{esc(target)}">{text}</a>' if target else text
    return f'<mark id="{esc(name)}">{inner}</mark>' if name else f"<mark>{inner}</mark>"


def _linked(text: str) -> str:
    if text.startswith(("https://", "http://")) and not text.split()[1:]:
        return f'<a href="{esc(text)}" rel="noopener noreferrer">{esc(text)}</a>'
    return bdi(text)
