"""Text in columns of a terminal: measured, broken into lines, made harmless."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator

import regex

Run = tuple[str, str]
"""Text, and the name of its style."""


def width(text: str) -> int:
    """
    Count the terminal columns of a text: two for wide characters, none for combining ones.

    >>> width("armed"), width("조약"), width("e\\u0301")
    (5, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, columns: int) -> list[tuple[int, int]]:
    """
    Break a text into lines of at most `columns`, as ranges that tile the text.

    The space at which a line breaks stays at its end and is not counted. A line break in the text is one.

    >>> [("in a state of war")[start:end] for start, end in wrap("in a state of war", 8)]
    ['in a ', 'state of ', 'war']
    """
    lines, start, filled = [], 0, 0
    for atom in _atoms().finditer(text):
        if atom["space"]:
            filled += width(atom[0])
            if "\n" in atom[0]:
                lines.append((start, atom.end()))
                start, filled = atom.end(), 0
            continue
        at = atom.start()
        for end, taken in _fitting(atom[0], at, columns):
            if filled and filled + taken > columns:
                lines.append((start, at))
                start, filled = at, 0
            filled, at = filled + taken, end
    if start < len(text):
        lines.append((start, len(text)))
    return lines


def cut(runs: Iterable[Run], lines: Iterable[tuple[int, int]]) -> Iterator[list[Run]]:
    """
    Cut styled text into the lines that `wrap` found.

    >>> list(cut([("armed ", ""), ("attack", "insert")], [(0, 9), (9, 12)]))
    [[('armed ', ''), ('att', 'insert')], [('ack', 'insert')]]
    """
    rest = iter(runs)
    text, name = "", ""
    for start, end in lines:
        line, missing = [], end - start
        while missing:
            if not text:
                text, name = next(rest)
            line += [(text[:missing], name)] if text else []
            text, missing = text[missing:], missing - len(text[:missing])
        yield line


def visible(text: str) -> str:
    """
    Show what a terminal would obey or could not print: controls, overrides of direction, lone surrogates.

    Space of any kind but the line break becomes a plain space.

    >>> visible("\\x1b[31m red")
    '␛[31m red'
    """
    return _obeyed().sub(_picture, text)


def pad(text: str, columns: int) -> str:
    """Fill a text with space up to a number of columns."""
    return text + " " * (columns - width(text))


@functools.lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@functools.cache
def _atoms() -> regex.Pattern[str]:
    """Match spaces, words, and single wide characters with the marks that may not begin a line."""
    wide = r"\p{East_Asian_Width=W}\p{East_Asian_Width=F}"
    return regex.compile(rf"(?P<space>\s+)|[{wide}][\p{{M}}\p{{Pe}}\p{{Pf}}、。，．：；？！]*+|[^\s{wide}]++")


def _fitting(word: str, at: int, columns: int) -> list[tuple[int, int]]:
    """Cut a word that is wider than the column; each part is its end and its width."""
    whole = width(word)
    if whole <= columns:
        return [(at + len(word), whole)]
    parts, taken = [], 0
    for index, character in enumerate(word):
        wide = _columns(character)
        if taken and taken + wide > columns:
            parts.append((at + index, taken))
            taken = 0
        taken += wide
    return [*parts, (at + len(word), taken)]


@functools.cache
def _obeyed() -> regex.Pattern[str]:
    return regex.compile(
        r"(?P<space>[^\S\n]|[\x1c-\x1f])|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]"
    )


def _picture(found: regex.Match[str]) -> str:
    code = ord(found[0])
    if found["space"]:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
