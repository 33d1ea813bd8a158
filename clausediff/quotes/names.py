"""Who is meant by a surname or a pronoun."""

from __future__ import annotations

import bisect
import functools

import regex

from clausediff.model import Span, Speaker
from clausediff.quotes.narration import Narration
from clausediff.quotes.sources import kind_of_source
from clausediff.tables import words

# How far back, in characters, a pronoun may look for its name.
_REACH = 1500


class Names:
    """The names of persons in a text's narration, in order, and the sources already met."""

    def __init__(self, narration: Narration) -> None:
        self._vocabulary = narration.vocabulary
        found = [(match.start(), _bare(match[0])) for match in _name().finditer(narration.text)]
        names = [(place, name) for place, name in found if name and not self._is_word(name)]
        self._full: dict[str, str] = {}
        for part in (-1, 0):
            for _, name in names:
                if " " in name and kind_of_source(name) == "person":
                    self._full.setdefault(name.split()[part].lower(), name)
        self._subjects = [(place, name) for place, name in names if _is_subject(narration.text, place)]

    def _is_word(self, name: str) -> bool:
        """Whether a name is an ordinary word with the capital of its sentence."""
        word, lexis = name.lower(), self._vocabulary
        groups = (
            lexis.prepositions,
            lexis.boundaries,
            lexis.determiners,
            lexis.adverbs,
            lexis.pronouns,
            lexis.times,
        )
        return any(word in group for group in groups) or word.endswith("ing")

    def speaker(self, text: str, span: Span) -> Speaker:
        """Return the source whose name stands at a place."""
        name = span.of(text)
        full = (
            self._resolve(name.lower(), span.start)
            if name.lower() in self._pronouns()
            else self._fullest(name)
        )
        kind = kind_of_source(name)
        return Speaker(name, span, kind, full if kind != "document" else "")

    def _pronouns(self) -> frozenset[str]:
        return self._vocabulary.masculine | self._vocabulary.feminine

    def _resolve(self, pronoun: str, place: int) -> str:
        """Return the last subject before a pronoun that it can stand for."""
        index = bisect.bisect_left(self._subjects, (place, ""))
        while index and place - self._subjects[index - 1][0] <= _REACH:
            index -= 1
            name = self._subjects[index][1]
            if kind_of_source(name) == "person" and self._agrees(pronoun, name):
                return self._fullest(name)
        return ""

    def _agrees(self, pronoun: str, name: str) -> bool:
        title = name.partition(" ")[0].lower()
        if title in self._vocabulary.feminine_titles:
            return pronoun in self._vocabulary.feminine
        return title not in self._vocabulary.masculine_titles or pronoun in self._vocabulary.masculine

    def _fullest(self, name: str) -> str:
        """Return the first full form of the person named, without title and apposition."""
        head = _pattern(r",|\bwho\b|\(").split(name, maxsplit=1)[0]
        if _pattern(r"\p{Lu}\S* (?:and|und) \p{Lu}").search(head):
            return ""
        found = [bare for match in _name().finditer(head) if (bare := _bare(match[0]))]
        if not found:
            return ""
        return self._full.get(found[-1].rpartition(" ")[2].lower(), found[-1])


@functools.cache
def _pattern(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


@functools.cache
def _name() -> regex.Pattern[str]:
    word = r"\p{Lu}(?:\p{L}{0,3}+\.|[\p{L}\p{M}-]*+(?:['’](?!s\b)\p{L}++)?+)"
    return regex.compile(rf"{word}(?:[ \xa0](?:(?:de|van|von|bin|al|der|la|di|da)[ \xa0])?{word}){{0,6}}")


def _bare(name: str) -> str:
    """Return a name without the offices before it, but with Mr. and Mrs."""
    parts = name.split()
    while (
        parts
        and parts[0].lower() in words("sources", "honorifics")
        and parts[0].lower() not in ("mr.", "mrs.", "ms.")
    ):
        parts = parts[1:]
    if parts:
        parts[-1] = _pattern(r"['’]s?\Z|\.\Z").sub("", parts[-1])
    return " ".join(parts)


def _is_subject(text: str, place: int) -> bool:
    """Whether a name begins a sentence or clause."""
    before = text[max(0, place - 12) : place].rstrip(" \t\xa0")
    return (
        not before or before[-1] in "\n.,;:!?—–" or before.endswith((" and", " but", " that", "While", "The"))
    )
