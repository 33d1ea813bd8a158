"""A text cut into words, with the states it names."""

from __future__ import annotations

from collections.abc import Sequence

from clausediff.references.naming import Word, find_states


class Scene:
    """A text cut into words, with the states it names; shared by all who read one text."""

    def __init__(self, text: str, words: Sequence[Word], places: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.words = words
        self.taken = _words_within(words, places)
        self.states = find_states(words)
        self.state_starts = [words[first].start for first, _, _ in self.states]
        self.state_at = {first: (last, codes) for first, last, codes in self.states}
        self.state_before = {last: (first, codes) for first, last, codes in self.states}

    def gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[index - 1].end : self.words[index].start] if index > 0 else ""


def _words_within(words: Sequence[Word], places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the words that lie in any of the places, which come in order."""
    taken, at = set(), 0
    for start, end in places:
        while at < len(words) and words[at].start < end:
            if words[at].start >= start:
                taken.add(at)
            at += 1
    return frozenset(taken)
