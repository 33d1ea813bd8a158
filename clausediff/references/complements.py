"""What stands behind a head noun and belongs to it: year, short name, parties, title, subject."""

from __future__ import annotations

import functools

import regex

from clausediff.references.naming import table_words, topic_parts
from clausediff.references.scene import Scene
from clausediff.references.states import adjectives

#: A phrase reaches so many words to the right of its head.
RIGHT = 30


def read_complements(scene: Scene, last: int, is_title: bool) -> tuple[int, tuple[int, ...], str]:
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
    return at, tuple(years), short


def _complement(scene: Scene, at: int, is_title: bool, head_end: int) -> tuple[int, list[int], str]:
    gap, word = scene.gap(at), scene.words[at]
    if "(" in gap and not gap.replace("(", "").strip(" “\"‘'’\n"):
        return _in_parentheses(scene, at)
    if gap.strip(' \n”"’') == "," and is_title and year(word.key) and _closes(scene, at):
        return at + 1, [year(word.key)], ""
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
    if year(word.key) and scene.text[word.end : word.end + 1] == ")":
        return at + 1, [year(word.key)], ""
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
        if year(key, 1000):
            years.append(year(key, 1000))
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


def year(key: str, earliest: int = 1600) -> int:
    """Return the year that a word is; 0 for any other word."""
    return int(key) if len(key) == 4 and key.isdecimal() and earliest <= int(key) <= 2100 else 0


@functools.cache
def _short_name() -> regex.Pattern[str]:
    return regex.compile(
        r"[”\"'’]?\s{0,2}\((?:(?:or|hereinafter[:,]?|hereafter|the|referred to as|known as)\s|[“\"‘'])*+"
        r"(?P<short>[\p{Lu}][\p{L}\-]{1,24})[”\"'’]?\)"
    )
