"""text -> tokens with keys; a Witness."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import regex

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import ClausediffError, Span, Token, Witness
from clausediff.normalize.alike import likeness, why_alike
from clausediff.normalize.keys import LONG_DASHES, inkless_signs, key, plain_shapes
from clausediff.normalize.words import stem

__all__ = ["key", "likeness", "stem", "tokenize", "why_alike", "witness"]

# A piece of a chunk: as printed, as compared, start and end within the chunk.
Piece: TypeAlias = tuple[str, str, int, int]

_LONGEST_REMEMBERED = 40

# What Unicode (UAX 29) never parts from the character before it.
_SUFFIX = r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
_MARKED_SPACE = rf"\p{{Zs}}(?=[\p{{DI}}--\p{{L}}]*+{_SUFFIX})|(?<=\p{{GCB=Prepend}})\p{{Zs}}"
_UNSPACED = (
    r"[[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tai_Tham}]&&[\p{L}\p{N}]]"
)


def tokenize(text: str) -> tuple[Token, ...]:
    """
    Cut a text into words and marks.

    A token is its span of the text; between tokens there is only space: white space and signs
    without ink (soft hyphens, zero-width spaces, direction marks) that stand outside words.
    Scripts without spaces are cut by characters; a character with its marks is never cut.

    An apostrophe or hyphen between letters joins (supplier's, state-of-war, F-16), a long dash or a
    hyphen between digits parts (18-19); abbreviations of letters keep their points (U.S.).

    >>> [token.text for token in tokenize("The U.S. paid 1,000.50 on 18–19 June—a state-of-war?")]
    ['The', 'U.S.', 'paid', '1,000.50', 'on', '18', '–', '19', 'June', '—', 'a', 'state-of-war', '?']
    """
    need(text, str, GIVE_TEXT)
    tokens: list[Token] = []
    keep = tokens.append
    for chunk in _chunks(text).finditer(text):
        offset = chunk.start()
        for printed, compared, start, end in _pieces(chunk[0]):
            keep(Token(printed, compared, Span(offset + start, offset + end)))
    return tuple(tokens)


def witness(siglum: str, text: str | Sequence[str]) -> Witness:
    """
    Make a text ready to compare, or tokens that are cut already.

    >>> witness("A", ["armed", "attack"]).text
    'armed attack'
    """
    if isinstance(text, str):
        return Witness(siglum, text, tokenize(text))
    need(text, (list, tuple), GIVE_TEXT)
    return Witness(siglum, " ".join(text), tuple(_given(siglum, text)))


def _chunks(text: str) -> regex.Pattern[str]:
    is_marked = not text.isascii() and _mark_on_space().search(text)
    return _marked_chunk() if is_marked else _chunk()


@functools.cache
def _chunk() -> regex.Pattern[str]:
    return regex.compile(r"\S+")


@functools.cache
def _mark_on_space() -> regex.Pattern[str]:
    return regex.compile(_MARKED_SPACE, regex.V1)


@functools.cache
def _marked_chunk() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\S|{_MARKED_SPACE})+", regex.V1)


def _pieces(chunk: str) -> tuple[Piece, ...]:
    # Words repeat, so most chunks were cut before; long runs without a space do not repeat.
    return _remembered(chunk) if len(chunk) <= _LONGEST_REMEMBERED else _cut(chunk)


@functools.lru_cache(maxsize=1 << 14)
def _remembered(chunk: str) -> tuple[Piece, ...]:
    return _cut(chunk)


def _cut(chunk: str) -> tuple[Piece, ...]:
    shaped = chunk if chunk.isascii() else "".join(map(_shape, chunk))
    spans = [match.span() for match in _token().finditer(shaped) if match[1]]
    return tuple((chunk[start:end], _token_key(chunk[start:end]), start, end) for start, end in spans)


@functools.lru_cache(maxsize=1 << 12)
def _shape(character: str) -> str:
    if character in LONG_DASHES:
        return "—"
    plain = character.translate(plain_shapes())
    plain = unicodedata.normalize("NFKC", plain)
    return plain if len(plain) == 1 else character


@functools.cache
def _token() -> regex.Pattern[str]:
    letter = rf"[[[\p{{L}}\p{{N}}]--{_UNSPACED}--\p{{GCB=Prepend}}]{_SUFFIX}]"
    letters = rf"(?:{letter}|\p{{GCB=Prepend}}+(?={letter}))++"
    # Bounded, so that endless initials stay linear.
    initial = rf"[\p{{L}}--{_UNSPACED}--\p{{GCB=Prepend}}]"
    pointed = rf"(?:{initial}\.){{2,12}}+(?!{letter})"
    unpointed = rf"(?:{initial}\.){{1,12}}+{initial}(?!{letter})\.?+(?!{_SUFFIX})"
    joint = r"(?:'|(?<!\p{Nd})-|-(?!\p{Nd})|(?<=\p{Nd})[.,](?=\p{Nd}))"
    inkless = inkless_signs()
    word = rf"(?:{pointed}|{unpointed}|{letters})(?:(?:{inkless}*+{joint}{inkless}*+|{inkless}++){letters})*+"
    runs = rf"(?:\.{{2,}}|-{{2,}}|_{{2,}}|'')(?!{_SUFFIX})"
    blank = rf"(?:{inkless}|\s)[{inkless}&&{_SUFFIX}]*+(?!{_SUFFIX})"
    return regex.compile(rf"{blank}|((?!{inkless}){word}|{runs}|\X)", regex.V1)


@functools.lru_cache(maxsize=1 << 14)
def _token_key(text: str) -> str:
    return key(text)


def _given(siglum: str, words: Sequence[str]) -> Iterator[Token]:
    start = 0
    for place, word in enumerate(words):
        if not word:
            raise ClausediffError(
                f"token {place} of {siglum!r} is empty; give each token at least one character"
            )
        yield Token(word, _token_key(word), Span(start, start + len(word)))
        start += len(word) + 1
