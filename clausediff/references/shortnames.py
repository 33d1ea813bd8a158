"""Short names that a text introduces ("Mutual Defense Treaty (MDT)"), found again where it uses them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from clausediff.references.naming import table_words
from clausediff.references.phrases import Mention
from clausediff.references.scene import Scene


def with_short_names(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the later uses of short names that the text introduces: "Mutual Defense Treaty (MDT)"."""
    introduced = {one.short: one for one in reversed(mentions) if one.short and not one.is_plural}
    if not introduced:
        return list(mentions)
    known = [_with_its_name(one, introduced.get(scene.text[one.core : one.end])) for one in mentions]
    taken = [(one.start, one.end) for one in mentions]
    uses = _uses(scene, introduced)
    added = (one for one in uses if not _is_taken(taken, one.core))
    return sorted([*known, *added], key=lambda one: one.start)


def _with_its_name(mention: Mention, first: Mention | None) -> Mention:
    """Read an abbreviation as what the text introduced by it."""
    is_later = first is not None and mention.start >= first.end and mention.strength == "abbreviation"
    return _renamed(mention, first) if first is not None and is_later else mention


def _uses(scene: Scene, introduced: Mapping[str, Mention]) -> Iterator[Mention]:
    """Yield each later use of a short name, with the article in front of it."""
    for at, word in enumerate(scene.words):
        first = introduced.get(word.text)
        if first is not None and word.start >= first.end and (word.text.isupper() or len(word.text) > 9):
            before = scene.words[at - 1] if at and not scene.gap(at).strip() else word
            start = before.start if before.key in table_words("definite") else word.start
            yield _renamed(first, first)._replace(
                start=start, end=word.end, core=word.start, determiner="the"
            )


def _is_taken(taken: Sequence[tuple[int, int]], start: int) -> bool:
    place = bisect_left(taken, (start + 1, 0)) - 1
    return place >= 0 and taken[place][1] > start


def _renamed(mention: Mention, first: Mention) -> Mention:
    """Give a short name what the words that introduced it say."""
    return mention._replace(
        head=first.head,
        named=first.named,
        years=first.years,
        states=first.states,
        topics=first.topics,
        title=first.title,
        label=first.label,
        strength=first.strength or "abbreviation",
        cues=first.cues,
        short="",
        members=(),
    )
