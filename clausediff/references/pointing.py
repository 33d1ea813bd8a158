"""Mentions that point at one instrument, rather than at treaties of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausediff.model import Instrument, Reference, Span
from clausediff.references.heads import singular
from clausediff.references.instruments import instruments as shipped
from clausediff.references.joining import Joined
from clausediff.references.kinds import kind_of
from clausediff.references.naming import table_words, title_keys, titles_of
from clausediff.references.phrases import Mention
from clausediff.references.resolve import Resolved


def find_pointing(text: str, found: Sequence[Resolved], joined: Sequence[Joined]) -> Iterator[Reference]:
    """Yield the mentions that no citation has taken in."""
    taken = {
        id(one.found)
        for one in joined
        if one.found is not None and one.start <= one.found.mention.start <= one.end
    }
    for one in found:
        if id(one) in taken:
            continue
        if one.mention.members:
            yield from _distributed(text, one)
        elif _points(one):
            span = Span(one.mention.start, one.mention.end)
            note = one.note or _open_note(one)
            yield Reference(span.of(text), span, one.instrument, None, kind_of(one), "", note)


def _open_note(one: Resolved) -> str:
    if one.instrument is not None:
        return ""
    if "present" in one.mention.cues:
        return "the instrument that speaks"
    return "the text does not decide which instrument is meant"


def _points(one: Resolved) -> bool:
    """Whether a mention points at one instrument, rather than at treaties of a kind."""
    mention, facts = one.mention, one.mention.facts
    if kind_of(one) != "treaty" or mention.strength == "organisation":
        return False
    if mention.named:
        return mention.strength == "proper" or _stands_alone(mention)
    if mention.is_plural and not (one.instrument and one.instrument.id and mention.years):
        return False
    is_definite = mention.determiner in table_words("definite") or mention.determiner == "owner"
    if facts.get("told") and not mention.years and not mention.topics:
        return False
    if one.instrument is not None:
        return is_definite or _is_introduced(mention) or _is_identified(mention) or _is_titled(one)
    if facts.get("generic") or facts.get("kind") != "treaty":
        return bool(mention.cues & {"signed"}) and is_definite
    is_told = bool(mention.cues & {"new", "signed", "present"}) or (
        mention.title and mention.determiner == "the"
    )
    return is_definite and (bool(is_told) or not facts.get("loose"))


def _is_introduced(mention: Mention) -> bool:
    """Whether a verb brings the instrument in: "signed a treaty", or in a headline "sign mutual aid pact"."""
    return mention.is_made and bool(mention.determiner or mention.topics or mention.states)


def _is_titled(one: Resolved) -> bool:
    """Whether a known instrument's title stands behind "a": "they have a Mutual Defense Treaty"."""
    return bool(one.mention.title and one.mention.topics and one.instrument and one.instrument.id)


def _is_identified(mention: Mention) -> bool:
    if mention.determiner in table_words("indefinite"):
        return bool(mention.years and mention.states)
    return len(mention.states) > 1 or bool(mention.years)


def _stands_alone(mention: Mention) -> bool:
    """Whether an abbreviation is a treaty's without a provision beside it: "the MDT", "UNCLOS"."""
    return (
        mention.determiner in table_words("definite")
        or bool(mention.years)
        or mention.end - mention.core >= 5
    )


def _distributed(text: str, one: Resolved) -> Iterator[Reference]:
    """Yield one reference for each instrument of "the Moscow and Pyongyang Declarations of 2000 and 2001"."""
    mention = one.mention
    head = singular(mention.head).capitalize() if mention.title else singular(mention.head)
    for index, (start, end, name) in enumerate(mention.members):
        span = Span(mention.start if index == 0 else start, end)
        year = mention.years[index] if len(mention.years) == len(mention.members) else None
        instrument, note = _member(f"{name} {head}".strip(), year, mention, bool(name))
        yield Reference(span.of(text), span, instrument, None, "treaty", "", note)


def _member(title: str, year: int | None, mention: Mention, is_named: bool) -> tuple[Instrument, str]:
    """Return the known instrument of a list, or an unknown one with the year that falls to it in order."""
    fitting = [
        one
        for one in shipped()
        if (one.year in mention.years if mention.years else True) and title_keys(title) in titles_of(one)
    ]
    if is_named and len(fitting) == 1:
        return fitting[0], ""
    return Instrument("", title, year=year), "the years are shared out in order" if year else ""
