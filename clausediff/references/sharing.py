"""Plural heads, shared out among their names: "the Moscow and Pyongyang Declarations of 2000 and 2001"."""

from __future__ import annotations

from collections.abc import Sequence

from clausediff.references.complements import year
from clausediff.references.heads import head_facts
from clausediff.references.scene import Scene


def share_out(
    scene: Scene, left: int, first: int, right: int, head: str, years: Sequence[int]
) -> tuple[tuple[int, int, str], ...]:
    """
    Share a plural head out among its names: "the Moscow and Pyongyang Declarations of 2000 and 2001".

        distributive = NAME { ( "," | "and" ) NAME } HEADS [ "of" YEAR { "and" YEAR } ]
    """
    if head not in head_facts(head).get("plural", ()):
        return ()
    words = scene.words
    names = [at for at in range(left, first) if words[at].text[:1].isupper() and not year(words[at].key)]
    joined = any(words[at].key == "and" for at in range(left, first))
    if joined and len(names) >= 2:
        starts = [words[at].start for at in names]
        ends = [*(words[at].end for at in names[:-1]), words[right - 1].end]
        return tuple((start, end, words[at].text) for start, end, at in zip(starts, ends, names, strict=True))
    dated = [at for at in range(left, right) if year(words[at].key)]
    if len(years) > 1 and len(dated) == len(years):
        starts = [words[left].start, *(words[at].start for at in dated[1:])]
        ends = [words[at].end for at in dated]
        if starts[0] < ends[0] and all(a < b for a, b in zip(starts, ends, strict=True)):
            ends[-1] = max(ends[-1], words[right - 1].end)
            return tuple((start, end, "") for start, end in zip(starts, ends, strict=True))
    return ()
