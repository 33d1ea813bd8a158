"""
Values that show themselves in a notebook.

The values know nothing of their faces: the first public name that is asked for calls `show_in_notebooks`,
which costs no time, as the faces are imported when the first value is shown.
"""

from __future__ import annotations

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

SHOWN: tuple[type, ...] = (
    ClauseDiff,
    Collation,
    Document,
    Passages,
    Report,
    Treaty,
    TreatyDiff,
    Verification,
)


def show_in_notebooks() -> None:
    """
    Let the values answer to `_repr_html_` and `_repr_mimebundle_`, by which Jupyter and IPython ask.

    >>> show_in_notebooks()
    >>> "<section>" in Document("A", "text")._repr_html_()
    True
    """
    for kind in SHOWN:
        for name, face in (("_repr_html_", _html), ("_repr_mimebundle_", _bundle)):
            setattr(kind, name, face)


def _html(value: Any) -> str:
    from clausediff.render.html import fragment

    return fragment(value)


def _bundle(value: Any, include: object = None, exclude: object = None) -> dict[str, str]:
    """Give the page for notebooks and the terminal's lines for consoles; Jupyter picks what it can show."""
    from clausediff.render.terminal import terminal

    return {"text/plain": terminal(value, width=100), "text/html": _html(value)}
