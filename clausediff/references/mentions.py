"""Words of a text that speak of an instrument: by name, by description, or by a bare "the pact"."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from clausediff.model import Instrument
from clausediff.references.heads import heads
from clausediff.references.naming import Hit, find_joined, find_names, table_words
from clausediff.references.phrases import Mention, read_phrase
from clausediff.references.scene import Scene


def find_mentions(scene: Scene, known: tuple[Instrument, ...]) -> list[Mention]:
    """Return what the text says of instruments, in order, without overlap."""
    hits = {hit.first: hit for hit in find_names(scene.words, known) if hit.name.strength != "described"}
    found: list[Mention] = []
    at = reach = 0
    while at < len(scene.words):
        hit = hits.get(at)
        mention, last = None, at
        if hit is not None:
            mention, last = read_phrase(scene, hit.first, hit.last, hit, reach)
        elif scene.words[at].key in heads() and not _inside_title(scene, at, hits):
            mention, last = read_phrase(scene, at, at + 1, None, reach)
        if mention is not None:
            found.append(mention)
            reach = last
        at = max(at + 1, last, hit.last if hit else 0)
    acts = list(_acts(scene.text))
    kept = [one for one in found if not _is_within(one, acts)]
    others = _joined_mentions(scene.text, known)
    return sorted([*kept, *acts, *others], key=lambda mention: mention.start)


def _is_within(mention: Mention, acts: Sequence[Mention]) -> bool:
    at = bisect_right(acts, mention.core, key=lambda act: act.start)
    return at > 0 and mention.core < acts[at - 1].end


def _acts(text: str) -> Iterator[Mention]:
    """
    Yield acts cited by number.

        act = ( "Regulation" | "Directive" | "Decision" ) [ "(EU)" ] [ "No" ] YEAR "/" NUMBER
    """
    for found in _act().finditer(text):
        title = " ".join(found[0].split())
        start, end, named = found.start(), found.end(), (Instrument("", title),)
        yield Mention(start, end, start, "regulation", "", "proper", named, title=title)


def _inside_title(scene: Scene, at: int, hits: dict[int, Hit]) -> bool:
    """Whether a head noun is followed directly by a name that goes on with it ("Treaty Series")."""
    after = scene.words[at + 1].key if at + 1 < len(scene.words) and not scene.gap(at + 1).strip() else ""
    return after in table_words("beside_title")


def _joined_mentions(text: str, known: tuple[Instrument, ...]) -> Iterator[Mention]:
    for start, end, instrument in find_joined(text, known):
        yield Mention(start, end, start, strength="proper", named=(instrument,))


@functools.cache
def _act() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Regulation|Directive|Decision)\s+(?:\((?:EU|EC|EEC|Euratom|EU, Euratom)\)\s+)?(?:No\.?\s+)?"
        r"\p{Nd}{2,4}/\p{Nd}{1,4}(?:/(?:EU|EC|EEC|CFSP|JHA))?"
    )
