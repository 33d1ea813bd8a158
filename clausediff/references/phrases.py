"""A noun phrase around the name or the head noun of an instrument, and all that its words say."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import regex

from clausediff.model import Instrument
from clausediff.references.complements import read_complements, year
from clausediff.references.heads import head_facts, heads, long_heads
from clausediff.references.modifiers import read_modifiers
from clausediff.references.naming import Hit, Strength, table_words, topic_parts
from clausediff.references.scene import Scene
from clausediff.references.sharing import share_out
from clausediff.tables import table


class Mention(NamedTuple):
    """
    What the words about an instrument say of it.

    `core` is where the phrase starts behind its article. `named` are the instruments whose name it
    bears, with the strength of that name; `states` has a set of codes for each state it names; `title`
    is the printed title, `label` the words from the first modifier to the head; `short` is a name that
    the text gives in parentheses; `members` are the places and names of a plural head shared out.
    """

    start: int
    end: int
    core: int
    head: str = ""
    determiner: str = ""
    strength: Strength | None = None
    named: tuple[Instrument, ...] = ()
    years: tuple[int, ...] = ()
    states: tuple[frozenset[str], ...] = ()
    topics: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    title: str = ""
    label: str = ""
    short: str = ""
    is_plural: bool = False
    is_made: bool = False
    members: tuple[tuple[int, int, str], ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What the data file says of the head noun; longer heads ("Basic Law") before shorter ones."""
        title = self.title.casefold()
        longer = (row for head, row in long_heads() if head in title)
        return next(longer, None) or head_facts(self.head)


def read_phrase(
    scene: Scene, first: int, last: int, hit: Hit | None, reach: int
) -> tuple[Mention | None, int]:
    """
    Read a noun phrase around its head.

        phrase = [ determiner ] { modifier } ( NAME | HEAD ) { complement }
    """
    words = scene.words
    left, determiner = read_modifiers(scene, first, reach)
    if hit is None and _is_negative(scene, left, last):
        return None, last
    is_title = hit is not None or words[last - 1].text[:1].isupper()
    right, years_behind, short = read_complements(scene, last, is_title)
    head_at = last - 1 if hit is None else _head_of(scene, hit)
    head = words[head_at].key if head_at is not None else ""
    keys = [word.key for word in words[left:right]]
    is_concluded = _is_concluded(scene, left, determiner)
    years_before = filter(None, map(year, keys[: first - left]))
    years = tuple(dict.fromkeys([*years_before, *years_behind])) or _year_behind(scene, right, is_concluded)
    mention = Mention(
        start=_start(scene, left, determiner),
        end=_end(scene, right, short),
        core=words[left].start,
        head=head,
        determiner=determiner,
        strength=hit.name.strength if hit else None,
        named=hit.name.instruments if hit else (),
        years=years,
        states=_states_in(scene, left, right),
        topics=frozenset(part for key in keys for part in topic_parts(key)),
        cues=_cues(keys, determiner),
        title=_title(scene, left, first, last, right),
        label=" ".join(scene.text[words[left].start : words[last - 1].end].split()),
        short=short,
        is_plural=head in head_facts(head).get("plural", ()),
        is_made=(is_concluded and not _is_definite(determiner)) or _is_made_after(scene, right),
        members=share_out(scene, left, first, right, head, years),
    )
    return mention, right


def _is_definite(determiner: str) -> bool:
    return bool(determiner) and determiner not in table_words("indefinite")


def _head_of(scene: Scene, hit: Hit) -> int | None:
    """Return the head noun in a name: its first one where the name begins with it, else its last."""
    nouns = [index for index in range(hit.first, hit.last) if scene.words[index].key in heads()]
    if not nouns:
        return None
    return nouns[0] if nouns[0] == hit.first else nouns[-1]


def _start(scene: Scene, left: int, determiner: str) -> int:
    words = scene.words
    if determiner == "owner":
        owner = left - 1 if words[left - 1].key != "s" else left - 2
        while owner - 1 in range(max(0, left - 6), left) and not scene.gap(owner).strip():
            is_joint = words[owner - 1].key == "and" and words[owner - 2].text[:1].isupper() and owner > 1
            if not words[owner - 1].text[:1].isupper() and not is_joint:
                break
            owner -= 1
        return words[max(owner, 0)].start
    return words[left - 1].start if determiner and left > 0 else words[left].start


def _end(scene: Scene, right: int, short: str) -> int:
    end = scene.words[right - 1].end
    closing = regex.compile(r"[”\"’']?\s?\)").match(scene.text, end)
    opened = scene.text.rfind("(", max(0, end - 60), end)
    return closing.end() if closing and opened >= 0 and ")" not in scene.text[opened:end] else end


def _states_in(scene: Scene, left: int, right: int) -> tuple[frozenset[str], ...]:
    """Return the states named in the phrase or as its owner."""
    owner = left
    while (
        owner > 0
        and left - owner < 6
        and (scene.words[owner - 1].key == "s" or owner - 1 in scene.state_at or owner in scene.state_before)
    ):
        owner = scene.state_before[owner][0] if owner in scene.state_before else owner - 1
    if owner != left and not any(word.key == "s" for word in scene.words[owner:left]):
        owner = left
    found = []
    at = owner
    while at < right:
        if at in scene.state_at:
            at, codes = scene.state_at[at]
            found.append(codes)
        else:
            at += 1
    return tuple(dict.fromkeys(found))


def _cues(keys: Sequence[str], determiner: str) -> frozenset[str]:
    held = {*keys, determiner}
    kinds = ("new", "signed", "old", "present")
    return frozenset(kind for kind in kinds if held & table_words(kind))


def _title(scene: Scene, left: int, first: int, last: int, right: int) -> str:
    """Return the title as printed where the phrase has one in capitals, without year and article."""
    words = scene.words
    if not words[last - 1].text[:1].isupper() and not words[first].text[:1].isupper():
        return ""
    while left < first and (not words[left].text[:1].isupper()):
        left += 1
    end = last
    for index in range(last, right):
        if words[index].text[:1].isupper() and "(" not in scene.gap(index):
            end = index + 1
        elif "(" in scene.gap(index) or year(words[index].key):
            break
    return " ".join(scene.text[words[left].start : words[end - 1].end].split()) if end > left else ""


def _is_concluded(scene: Scene, left: int, determiner: str) -> bool:
    """Whether a verb of concluding stands right before the phrase: "signed a … treaty"."""
    before = left - (2 if determiner else 1)
    near = scene.words[max(0, before - 1) : before + 1]
    return any(word.key in table_words("making") for word in near)


def _year_behind(scene: Scene, right: int, is_concluded: bool) -> tuple[int, ...]:
    """Return the year said right behind an instrument: ", signed in Tokyo in 2022"."""
    pattern = _concluded_year() if is_concluded else _said_year()
    found = pattern.match(scene.text, scene.words[right - 1].end)
    return tuple(filter(None, [year(found["year"], 1000)])) if found else ()


def _is_made_after(scene: Scene, right: int) -> bool:
    """Whether the phrase goes on with "signed …" or "agreed by …"."""
    return (
        right < len(scene.words)
        and scene.words[right].key in table_words("signed")
        and not scene.gap(right).strip()
    )


def _is_negative(scene: Scene, left: int, last: int) -> bool:
    """Whether the words around a head make another thing of it: a party's convention, a charter school."""
    words = scene.words
    near = " ".join(word.key for word in words[max(left, last - 3) : last + 2])
    if any(phrase in near for phrase in _negatives()):
        return True
    return words[last - 1].key.startswith("convention") and _is_meeting(scene, left, last)


def _is_meeting(scene: Scene, left: int, last: int) -> bool:
    around = scene.words[max(0, left - 60) : last + 60]
    return any(word.key in _meeting_words() for word in around)


@functools.cache
def _meeting_words() -> frozenset[str]:
    return frozenset(table("mentions")["negatives"]["meeting"])


@functools.cache
def _negatives() -> tuple[str, ...]:
    return tuple(table("mentions")["negatives"]["phrases"])


@functools.cache
def _said_year() -> regex.Pattern[str]:
    return regex.compile(
        r",?\s+(?:which\s+)?(?:(?:was|were)\s+)?(?:signed|concluded|adopted|dating|dated|ratified)"
        r"(?:\s+[\p{L}\p{N}]+){0,4}?\s+(?:in|to|from|on|of)\s+(?:\p{L}+\s+)?(?P<year>\p{Nd}{4})(?!\p{N})"
    )


@functools.cache
def _concluded_year() -> regex.Pattern[str]:
    return regex.compile(r"\s+(?:in|on)\s+(?:[\p{L}\p{N}]{1,12}[,.]?\s+){0,3}?(?P<year>\p{Nd}{4})(?!\p{N})")
