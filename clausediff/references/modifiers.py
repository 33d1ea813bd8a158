"""What stands before a head noun and belongs to it: its modifiers, its determiner or owner."""

from __future__ import annotations

import regex

from clausediff.references.complements import year
from clausediff.references.heads import head_words_all
from clausediff.references.naming import table_words, topic_parts
from clausediff.references.scene import Scene

#: A phrase reaches so many words to the left of its head.
LEFT = 9


def read_modifiers(scene: Scene, first: int, reach: int) -> tuple[int, str]:
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
        year(word.key)
        or (word.text[:1].isupper() and word.key not in table_words("stop"))
        or at in scene.state_at
        or topic_parts(word.key)
        or word.key in table_words("new")
        or word.key in table_words("present")
        or word.key in head_words_all()
    )
