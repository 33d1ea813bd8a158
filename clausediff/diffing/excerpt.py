"""A clause compared with a part of it -> what is left out, told from what is changed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from attrs import evolve

from clausediff.diffing.phrasing import holds_ellipsis, is_grave
from clausediff.model import ClauseDiff, Edit


def quoted_in_part(compared: ClauseDiff) -> ClauseDiff:
    """
    Mark what a quotation (`other`) does not quote: words before its first, after its last, or at an ellipsis.

    What is missing elsewhere was dropped without a sign and keeps its category, as does a condition, a
    negation or a legal basis that an ellipsis hides.

    >>> from clausediff.diffing.diff import diff
    >>> from clausediff.normalize.tokens import witness
    >>> clause = witness("clause", "If attacked, they shall immediately give assistance without delay.")
    >>> marked = quoted_in_part(diff(clause, witness("quoted", "shall immediately give assistance")))
    >>> [(edit.base_text, edit.category) for edit in marked.changes]
    [('If attacked, they', 'not quoted'), ('without delay.', 'not quoted')]
    """
    kept = [place for place, edit in enumerate(compared.edits) if _is_kept(edit)]
    within = range(kept[0], kept[-1]) if kept else range(0)
    outside = set(range(len(compared.edits))) - set(within)
    light = {place for place in _elided(compared.edits) if not is_grave(compared.edits[place].category)}
    return _marked(compared, outside | light, _NOT_QUOTED)


def quoted_in_pieces(compared: ClauseDiff) -> ClauseDiff:
    """
    Do the same for a quotation in pieces, joined by ellipses: between them the text used other words.

    >>> from clausediff.diffing.diff import diff
    >>> from clausediff.normalize.tokens import witness
    >>> clause = witness("clause", "They shall not, unless attacked, use force.")
    >>> pieces = quoted_in_pieces(diff(clause, witness("quoted", "They shall … use force")))
    >>> {edit.category for edit in pieces.changes if edit.op == "delete"}
    {'not quoted'}
    """
    marked = quoted_in_part(compared)
    return _marked(marked, _elided(marked.edits), _NOT_QUOTED)


def retold(compared: ClauseDiff) -> ClauseDiff:
    """
    Mark what a passage in the reporter's or a speaker's own words (`other`) leaves out of the clause.

    >>> from clausediff.diffing.diff import diff
    >>> from clausediff.normalize.tokens import witness
    >>> clause = witness("clause", "The Parties shall give assistance without delay.")
    >>> told = witness("told", "The Parties shall give assistance.")
    >>> [(edit.base_text, edit.category) for edit in retold(diff(clause, told)).changes]
    [('without delay', 'left out')]
    """
    return _marked(compared, set(range(len(compared.edits))), _LEFT_OUT)


_NOT_QUOTED = {
    "category": "not quoted",
    "effect": "neutral",
    "note": "The passage quotes only a part of the clause.",
}
_LEFT_OUT = {
    "category": "left out",
    "effect": "depends",
    "note": "Told in other words, which need not give all of the clause; depends on whether they claim to.",
}


def _marked(compared: ClauseDiff, places: set[int], as_what: Mapping[str, Any]) -> ClauseDiff:
    """Mark the deletions among the edits at these places."""
    edits = (
        evolve(edit, **as_what) if edit.op == "delete" and place in places else edit
        for place, edit in enumerate(compared.edits)
    )
    return evolve(compared, edits=tuple(edits))


def _is_kept(edit: Edit) -> bool:
    """Whether words, not only marks, stand in both."""
    return edit.op == "equal" and any(map(str.isalnum, edit.base_text))


def _elided(edits: tuple[Edit, ...]) -> set[int]:
    """Return the places of the edits in stretches of change in which an ellipsis stands."""
    found: set[int] = set()
    for is_kept, group in groupby(enumerate(edits), lambda item: item[1].op == "equal"):
        stretch = list(group)
        if not is_kept and any(holds_ellipsis(edit.other_text) for _, edit in stretch):
            found.update(place for place, _ in stretch)
    return found
