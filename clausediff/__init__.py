"""
Find treaty wording in any text, tell which clause it renders, and show how it differs and whether it matters.

>>> import clausediff as cd
>>> text = '''Article 4 stipulates that should either side “get into a state of war”, the other
... “shall immediately provide military and other assistance with all the means at its disposal.”'''
>>> [quote.text for quote in cd.find_quotes(text)][0]
'get into a state of war'
>>> [str(reference.locator) for reference in cd.find_references(text)]
['4']

A passage is bound to the clause that it renders, with the reasons:

>>> document = cd.Document("report", text)
>>> rendering, = cd.find_renderings(document, cd.treaties("RU-KP-2024"))
>>> str(rendering.clause), rendering.manner
('RU-KP-2024 4', 'quoted')

and two texts of a clause are compared as a lawyer would mark them:

>>> base = cd.witness("1961", cd.clause("SU-KP-1961", "1(2)").text)
>>> other = cd.witness("2024", cd.clause("RU-KP-2024", "4").text)
>>> compared = cd.diff(base, other)
>>> [edit.other_text for edit in compared.changes if edit.category == "legal basis"]
['in accordance with Article 51 of the UN Charter and the laws of the DPRK and the Russian Federation']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausediff import render, strategies
    from clausediff.alignment.align import align, align_score
    from clausediff.alignment.collate import collate, projected, readings
    from clausediff.alignment.stemma import distances, groups, tree
    from clausediff.claims import find_claims
    from clausediff.diffing.diff import diff, invert
    from clausediff.diffing.omissions import omissions
    from clausediff.documents.read import read, read_all
    from clausediff.locator import Locator
    from clausediff.match.find import find_renderings
    from clausediff.match.grouping import group
    from clausediff.match.library import Library
    from clausediff.match.reuse import find_reuse
    from clausediff.match.verify import verify
    from clausediff.model import (
        Alignment,
        Claim,
        Clause,
        ClauseDiff,
        ClausediffError,
        ClausePair,
        Collation,
        Document,
        Edit,
        Evidence,
        Excerpt,
        Family,
        Finding,
        Ignored,
        Instrument,
        Link,
        Passages,
        Quote,
        Reference,
        Rendering,
        Report,
        Reported,
        Row,
        Run,
        Span,
        Speaker,
        Token,
        Treaty,
        TreatyDiff,
        Verification,
        Witness,
    )
    from clausediff.normalize.alike import likeness, why_alike
    from clausediff.normalize.lexicon import Lexicon, lexicon
    from clausediff.normalize.tokens import key, tokenize, witness
    from clausediff.quotes.find import find_quotes
    from clausediff.quotes.reported import find_reported
    from clausediff.references.find import find_references
    from clausediff.references.instruments import extended, instruments
    from clausediff.report import compare, mentioned
    from clausediff.treaty.files import read_treaty
    from clausediff.treaty.parse import parse_treaty
    from clausediff.treaty.shelf import clause, load_treaty, treaties
    from clausediff.treaty.versions import compare_provisions, compare_treaties, pair_diff

#: What each stage offers. A stage is imported when its function is first asked for (PEP 562).
_STAGES = {
    "locator": ("Locator",),
    "model": (
        "Alignment",
        "Claim",
        "Clause",
        "ClauseDiff",
        "ClausediffError",
        "ClausePair",
        "Collation",
        "Document",
        "Edit",
        "Evidence",
        "Excerpt",
        "Family",
        "Finding",
        "Ignored",
        "Instrument",
        "Link",
        "Passages",
        "Quote",
        "Reference",
        "Rendering",
        "Report",
        "Reported",
        "Row",
        "Run",
        "Span",
        "Speaker",
        "Token",
        "Treaty",
        "TreatyDiff",
        "Verification",
        "Witness",
    ),
    "alignment.align": (
        "align",
        "align_score",
    ),
    "alignment.collate": (
        "collate",
        "projected",
        "readings",
    ),
    "alignment.stemma": (
        "distances",
        "groups",
        "tree",
    ),
    "claims": ("find_claims",),
    "diffing.diff": (
        "diff",
        "invert",
    ),
    "diffing.omissions": ("omissions",),
    "documents.read": (
        "read",
        "read_all",
    ),
    "match.find": ("find_renderings",),
    "match.grouping": ("group",),
    "match.library": ("Library",),
    "match.reuse": ("find_reuse",),
    "match.verify": ("verify",),
    "normalize.alike": (
        "likeness",
        "why_alike",
    ),
    "normalize.lexicon": (
        "Lexicon",
        "lexicon",
    ),
    "normalize.tokens": (
        "key",
        "tokenize",
        "witness",
    ),
    "quotes.find": ("find_quotes",),
    "quotes.reported": ("find_reported",),
    "references.find": ("find_references",),
    "references.instruments": (
        "extended",
        "instruments",
    ),
    "report": (
        "compare",
        "mentioned",
    ),
    "treaty.files": ("read_treaty",),
    "treaty.parse": ("parse_treaty",),
    "treaty.shelf": (
        "clause",
        "load_treaty",
        "treaties",
    ),
    "treaty.versions": (
        "compare_provisions",
        "compare_treaties",
        "pair_diff",
    ),
}
_HOME = {name: stage for stage, names in _STAGES.items() for name in names}

__version__: str

__all__ = [
    "Alignment",
    "Claim",
    "Clause",
    "ClauseDiff",
    "ClausePair",
    "ClausediffError",
    "Collation",
    "Document",
    "Edit",
    "Evidence",
    "Excerpt",
    "Family",
    "Finding",
    "Ignored",
    "Instrument",
    "Lexicon",
    "Library",
    "Link",
    "Locator",
    "Passages",
    "Quote",
    "Reference",
    "Rendering",
    "Report",
    "Reported",
    "Row",
    "Run",
    "Span",
    "Speaker",
    "Token",
    "Treaty",
    "TreatyDiff",
    "Verification",
    "Witness",
    "align",
    "align_score",
    "clause",
    "collate",
    "compare",
    "compare_provisions",
    "compare_treaties",
    "diff",
    "distances",
    "extended",
    "find_claims",
    "find_quotes",
    "find_references",
    "find_renderings",
    "find_reported",
    "find_reuse",
    "group",
    "groups",
    "instruments",
    "invert",
    "key",
    "lexicon",
    "likeness",
    "load_treaty",
    "mentioned",
    "omissions",
    "pair_diff",
    "parse_treaty",
    "projected",
    "read",
    "read_all",
    "read_treaty",
    "readings",
    "render",
    "strategies",
    "tokenize",
    "treaties",
    "tree",
    "verify",
    "why_alike",
    "witness",
]

if not TYPE_CHECKING:  # a checker would take any name for a public one

    def __getattr__(name: str) -> Any:
        if name in _HOME:
            import_module("clausediff.notebook").show_in_notebooks()
            globals()[name] = getattr(import_module(f"clausediff.{_HOME[name]}"), name)
            return globals()[name]
        if name in ("render", "strategies"):
            return _imported(name)
        if name == "__version__":
            from importlib.metadata import version

            return version("clausediff")
        raise AttributeError(f"module 'clausediff' has no attribute {name!r}")


def _imported(name: str) -> Any:
    try:
        return import_module(f"clausediff.{name}")
    except ModuleNotFoundError as error:
        # An AttributeError, so that `hasattr` and `help` work where an extra is absent.
        remedy = "pip install 'clausediff[test]'"
        raise AttributeError(f"clausediff.{name} needs {error.name}: {remedy}") from error


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
