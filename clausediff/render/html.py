"""Values as one self-contained page: complete without script, nothing loaded from elsewhere."""

from __future__ import annotations

import functools
from typing import Any

from clausediff.model import (
    ClauseDiff,
    Collation,
    Document,
    Passages,
    Report,
    Treaty,
    TreatyDiff,
    Verification,
)
from clausediff.render.markup import (
    bdi,
    categories,
    esc,
)
from clausediff.render.pieces import counted
from clausediff.render.sections import sections
from clausediff.render.words import EFFECTS, sign, summary
from clausediff.tables import DATA


def html(value: Any, *, title: str = "") -> str:
    """
    Return a value, or a tuple of values, as a whole HTML page.

    >>> page = html(Document("A", "<script>alert(1)</script>"))
    >>> "<script>alert" in page, "&lt;script&gt;alert" in page
    (False, True)
    """
    body = "".join(sections(value, ""))
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

    body = "".join(sections(value, "x"))
    name = f"x{crc32(body.encode()):08x}"
    body = "".join(sections(value, name))
    return f'<div class="clausediff">\n<style>\n{_data("page.css")}</style>\n{body}</div>\n'


@functools.cache
def _data(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


@functools.cache
def _policy(script: str) -> str:
    """Allow our own script and style, nothing else: a text that smuggled markup in could still not run."""
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


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
        f'<li><a href="#f{number}">{bdi(family.title)} <small>({len(family.renderings)})</small></a></li>'
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
