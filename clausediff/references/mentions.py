"""Words of a text that speak of an instrument: by name, by description, or by a bare "the pact"."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import regex

from clausediff.model import Instrument
from clausediff.references.naming import (
    Hit,
    Strength,
    find_joined,
    find_names,
    fold,
    table_words,
    topic_parts,
)
from clausediff.references.scene import Scene
from clausediff.references.states import adjectives
from clausediff.tables import table

#: A noun phrase reaches so many words to the left of its head, and so far to the right.
LEFT, RIGHT = 9, 30


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
        longer = (row for head, row in _long_heads() if head in title)
        return next(longer, None) or head_facts(self.head)


def find_mentions(scene: Scene, known: tuple[Instrument, ...]) -> list[Mention]:
    """Return what the text says of instruments, in order, without overlap."""
    hits = {hit.first: hit for hit in find_names(scene.words, known) if hit.name.strength != "described"}
    found: list[Mention] = []
    at = reach = 0
    while at < len(scene.words):
        hit = hits.get(at)
        mention, last = None, at
        if hit is not None:
            mention, last = _named(scene, hit, reach)
        elif scene.words[at].key in _heads() and not _inside_title(scene, at, hits):
            mention, last = _phrase(scene, at, at + 1, None, reach)
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
    return after in (
        "series",
        "body",
        "bodies",
        "based",
        "obligations",
        "ally",
        "allies",
        "partner",
        "partners",
    )


def _named(scene: Scene, hit: Hit, reach: int) -> tuple[Mention | None, int]:
    return _phrase(scene, hit.first, hit.last, hit, reach)


def _phrase(scene: Scene, first: int, last: int, hit: Hit | None, reach: int) -> tuple[Mention | None, int]:
    """
    Read a noun phrase around its head.

        phrase = [ determiner ] { modifier } ( NAME | HEAD ) { complement }
    """
    words = scene.words
    left, determiner = _left(scene, first, reach)
    head_at = last - 1 if hit is None else _head_of(scene, hit)
    head = words[head_at].key if head_at is not None else ""
    is_title = words[last - 1].text[:1].isupper() if hit is None else True
    right, years, short, members = _right(scene, last, is_title)
    inside = range(left, right)
    if hit is None and _is_negative(scene, left, last):
        return None, last
    keys = [words[index].key for index in inside]
    years = tuple(dict.fromkeys([*(_year(key) for key in keys[: first - left] if _year(key)), *years]))
    start = _start(scene, left, determiner)
    is_concluded = _is_concluded(scene, left, determiner)
    is_made = is_concluded and (not determiner or determiner in table_words("indefinite"))
    years = years or _year_behind(scene, right, is_concluded)
    mention = Mention(
        start=start,
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
        is_made=is_made or _is_made_after(scene, right),
        members=members or _members(scene, left, first, right, head, years),
    )
    return mention, right


def _left(scene: Scene, first: int, reach: int) -> tuple[int, str]:
    """
    Return where the modifiers of a head begin, and the determiner before them.

        determiner = "the" | "this" | "a" | … | owner "'s"
    """
    words, known, verb = scene.words, first, -1
    at = first - 1
    while at >= reach and first - at <= LEFT and at not in scene.taken:
        gap, word = scene.gap(at + 1), words[at]
        if not regex.fullmatch(r"[\s\-‐‑–“”\"'’]{0,4}", gap):
            break
        if word.key == "s" and scene.gap(at)[-1:] in ("'", "’"):
            return at + 1, "owner"
        if gap[:1] in ("'", "’") and word.key.endswith("s") and gap[1:].isspace():
            return at + 1, "owner"
        if word.key in table_words("definite") or word.key in table_words("indefinite"):
            return at + 1, word.key
        if _ends_phrase(scene, at):
            break
        if _is_modifier(scene, at) and verb < 0:
            known = at
        if word.key in table_words("making"):
            verb = at
        at -= 1
    return _trim(scene, known, first), ""


def _trim(scene: Scene, left: int, first: int) -> int:
    """Leave out a joining word, or a verb that only looks like part of a name, at the left end."""
    while left < first and scene.words[left].key in ("and", "or"):
        left += 1
    return left


def _ends_phrase(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    if word.key in ("and", "or"):
        return not _is_joint(scene, at)
    if word.key in table_words("stop"):
        return True
    return word.key in table_words("making") and word.key not in table_words("signed")


def _is_joint(scene: Scene, at: int) -> bool:
    """Whether "and" joins two modifiers ("Intelligence and Security", "mutual aid and cooperation")."""
    return 0 < at < len(scene.words) - 1 and _is_modifier(scene, at - 1) and _is_modifier(scene, at + 1)


def _is_modifier(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    if word.text in table_words("calendar") or word.key in table_words("signed"):
        return False
    return bool(
        _year(word.key)
        or (word.text[:1].isupper() and word.key not in table_words("stop"))
        or at in scene.state_at
        or topic_parts(word.key)
        or word.key in table_words("new")
        or word.key in table_words("present")
        or word.key in head_words_all()
    )


def _head_of(scene: Scene, hit: Hit) -> int | None:
    """Return the head noun in a name: its first one where the name begins with it, else its last."""
    heads = [index for index in range(hit.first, hit.last) if scene.words[index].key in _heads()]
    if not heads:
        return None
    return heads[0] if heads[0] == hit.first else heads[-1]


Right = tuple[int, tuple[int, ...], str, tuple[tuple[int, int, str], ...]]


def _right(scene: Scene, last: int, is_title: bool) -> Right:
    """
    Return where the complements of a head end, with the years and the short name they give.

        complement = "(" YEAR ")" | "(" SHORT ")" | "of" YEAR { "and" YEAR } | "signed in" YEAR
                   | "between" states | "of" Title | "on" topics
    """
    at, short = last, ""
    years: list[int] = []
    while at - last < RIGHT and at < len(scene.words):
        step, more, name = _complement(scene, at, is_title, last)
        if step == at:
            break
        at, years, short = step, [*years, *more], short or name
    return at, tuple(years), short, ()


def _complement(scene: Scene, at: int, is_title: bool, head_end: int) -> tuple[int, list[int], str]:
    gap, word = scene.gap(at), scene.words[at]
    if "(" in gap and not gap.replace("(", "").strip(" “\"‘'’\n"):
        return _in_parentheses(scene, at)
    if gap.strip(' \n”"’') == "," and is_title and _year(word.key) and _closes(scene, at):
        return at + 1, [_year(word.key)], ""
    if gap.strip(' \n”"’“'):
        return at, [], ""
    for reader in (_dated, _between, _titled, _described):
        step, years = reader(scene, at, is_title)
        if step > at:
            return step, years, ""
    return at, [], ""


def _closes(scene: Scene, at: int) -> bool:
    after = scene.text[scene.words[at].end : scene.words[at].end + 2]
    return after[:1] in ("", ",", ".", ";", ")", "\n") or after.strip() == ""


def _in_parentheses(scene: Scene, at: int) -> tuple[int, list[int], str]:
    """
    Read what stands in parentheses behind a head.

        parentheses = "(" YEAR ")" | "(" [ "the" | "hereinafter" ] SHORT ")"
    """
    word = scene.words[at]
    if _year(word.key) and scene.text[word.end : word.end + 1] == ")":
        return at + 1, [_year(word.key)], ""
    found = _short_name().match(scene.text, scene.words[at - 1].end)
    if found is None:
        return at, [], ""
    step = at
    while step < len(scene.words) and scene.words[step].end <= found.end():
        step += 1
    return step, [], found["short"]


def _dated(scene: Scene, at: int, is_title: bool) -> tuple[int, list[int]]:
    """
    Read a date behind a head.

        date = ( "of" | "from" | "dated" | "signed" ( "in" | "on" ) ) [ day month ] YEAR { "and" YEAR }
    """
    words, step = scene.words, at
    if words[step].key not in ("of", "from", "dated", "signed", "concluded", "inked"):
        return at, []
    step += 1
    years: list[int] = []
    while step < len(words) and step - at <= 8 and not scene.gap(step).strip(" ,\n"):
        key, text = words[step].key, words[step].text
        if _year(key, 1000):
            years.append(_year(key, 1000))
            end = step + 1
        elif key in ("and", "or") and years:
            pass
        elif years or not (key in ("in", "on", "at", "the") or key.isdecimal() or text[:1].isupper()):
            break
        step += 1
    return (end, years) if years else (at, [])


def _between(scene: Scene, at: int, is_title: bool) -> tuple[int, list[int]]:
    """
    Read the parties behind a head.

        parties = ( "between" | "with" | "among" | "by" | "of" ) state { ( "," | "and" ) state }
        state = [ "the" ] STATE
    """
    if scene.words[at].key not in ("between", "with", "among", "by", "of"):
        return at, []
    step = end = at + 1
    while step < len(scene.words) and not scene.gap(step).strip(" ,/-–\n"):
        if step in scene.state_at and not _is_adjective(scene, step):
            step = end = scene.state_at[step][0]
        elif scene.words[step].key in ("the", "and", "government", "governments", "of", "s"):
            step += 1
        else:
            break
    return (end, []) if end > at + 1 else (at, [])


def _is_adjective(scene: Scene, at: int) -> bool:
    """Whether a state's name is an adjective of the noun behind it ("North Korean dictator")."""
    last, _ = scene.state_at[at]
    name = scene.text[scene.words[at].start : scene.words[last - 1].end]
    if name not in adjectives() or last >= len(scene.words) or scene.gap(last).strip():
        return False
    return scene.words[last].text[:1].islower()


def _titled(scene: Scene, at: int, is_title: bool) -> tuple[int, list[int]]:
    """
    Read the rest of a title behind its head.

        title = PREPOSITION { small } Capitalised { [ "," ] { small } Capitalised }
    """
    words, small = scene.words, table_words("title")
    if not is_title or words[at].key not in table_words("title_start"):
        return at, []
    step, end = at + 1, at
    while step < len(words) and step - at < RIGHT:
        gap, word = scene.gap(step), words[step]
        if gap.strip(" -‐‑\n’'") and not (gap.strip() == "," and _list_goes_on(scene, step)):
            break
        if word.text[:1].isupper() and word.text not in table_words("calendar"):
            end = step + 1
        elif word.key not in small and word.key != "s":
            break
        step += 1
    return (end, []) if end > at else (at, [])


def _list_goes_on(scene: Scene, at: int) -> bool:
    """Whether a comma in a title is one of a list: "Friendship, Co-operation and Mutual Assistance"."""
    words = scene.words
    first = at + 1 if words[at].key == "and" and at + 1 < len(words) else at
    if first in scene.state_at or not words[first].text[:1].isupper() or not topic_parts(words[first].key):
        return False
    following = [word.key for word in words[at : at + 6]]
    return "and" in following or "or" in following


def _described(scene: Scene, at: int, is_title: bool) -> tuple[int, list[int]]:
    """
    Read what an instrument is about, in small letters.

        description = ( "on" | "of" | "for" ) { "the" | STATE [ "'s" ] | TOPIC | "and" }
    """
    words = scene.words
    if words[at].key not in ("on", "of", "for", "about"):
        return at, []
    step, end, has_topic = at + 1, at, False
    while step < len(words) and step - at < 14 and not scene.gap(step).strip(" \n’'“”\"-"):
        if step in scene.state_at:
            step = end = scene.state_at[step][0]
            continue
        key = words[step].key
        if topic_parts(key):
            end, has_topic = step + 1, True
        elif key not in ("the", "s", "and", "a", "its", "their", "in", "case", "event"):
            break
        step += 1
    return (end, []) if has_topic else (at, [])


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
        elif "(" in scene.gap(index) or _year(words[index].key):
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
    return tuple(filter(None, [_year(found["year"], 1000)])) if found else ()


def _is_made_after(scene: Scene, right: int) -> bool:
    """Whether the phrase goes on with "signed …" or "agreed by …"."""
    return (
        right < len(scene.words)
        and scene.words[right].key in table_words("signed")
        and not scene.gap(right).strip()
    )


def _members(
    scene: Scene, left: int, first: int, right: int, head: str, years: Sequence[int]
) -> tuple[tuple[int, int, str], ...]:
    """
    Share a plural head out among its names: "the Moscow and Pyongyang Declarations of 2000 and 2001".

        distributive = NAME { ( "," | "and" ) NAME } HEADS [ "of" YEAR { "and" YEAR } ]
    """
    if head not in head_facts(head).get("plural", ()):
        return ()
    words = scene.words
    names = [at for at in range(left, first) if words[at].text[:1].isupper() and not _year(words[at].key)]
    joined = any(words[at].key == "and" for at in range(left, first))
    if joined and len(names) >= 2:
        starts = [words[at].start for at in names]
        ends = [*(words[at].end for at in names[:-1]), words[right - 1].end]
        return tuple((start, end, words[at].text) for start, end, at in zip(starts, ends, names, strict=True))
    dated = [at for at in range(left, right) if _year(words[at].key)]
    if len(years) > 1 and len(dated) == len(years):
        starts = [words[left].start, *(words[at].start for at in dated[1:])]
        ends = [words[at].end for at in dated]
        if starts[0] < ends[0] and all(a < b for a, b in zip(starts, ends, strict=True)):
            ends[-1] = max(ends[-1], words[right - 1].end)
            return tuple((start, end, "") for start, end in zip(starts, ends, strict=True))
    return ()


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


def _joined_mentions(text: str, known: tuple[Instrument, ...]) -> Iterator[Mention]:
    for start, end, instrument in find_joined(text, known):
        yield Mention(start, end, start, strength="proper", named=(instrument,))


def _year(key: str, earliest: int = 1600) -> int:
    return int(key) if len(key) == 4 and key.isdecimal() and earliest <= int(key) <= 2100 else 0


def head_facts(head: str) -> dict[str, Any]:
    """Return what the data file says of a head noun; nothing for any other word."""
    return _heads().get(head, {})


@functools.cache
def singular(head: str) -> str:
    """
    Return the singular of a head noun.

    >>> singular("treaties"), singular("pact")
    ('treaty', 'pact')
    """
    row = head_facts(head)
    if head not in row.get("plural", ()):
        return head
    return next((fold(w) for w in row["words"] if w not in row["plural"] and w[:4] == head[:4]), head)


@functools.cache
def _heads() -> dict[str, dict[str, Any]]:
    return {fold(word): row for row in table("mentions")["head"] for word in row["words"] if " " not in word}


@functools.cache
def _long_heads() -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple((word, row) for row in table("mentions")["head"] for word in row["words"] if " " in word)


@functools.cache
def head_words_all() -> frozenset[str]:
    """Return the head nouns."""
    return frozenset(_heads())


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


@functools.cache
def _act() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:Regulation|Directive|Decision)\s+(?:\((?:EU|EC|EEC|Euratom|EU, Euratom)\)\s+)?(?:No\.?\s+)?"
        r"\p{Nd}{2,4}/\p{Nd}{1,4}(?:/(?:EU|EC|EEC|CFSP|JHA))?"
    )


@functools.cache
def _short_name() -> regex.Pattern[str]:
    return regex.compile(
        r"[”\"'’]?\s{0,2}\((?:(?:or|hereinafter[:,]?|hereafter|the|referred to as|known as)\s|[“\"‘'])*+"
        r"(?P<short>[\p{Lu}][\p{L}\-]{1,24})[”\"'’]?\)"
    )
