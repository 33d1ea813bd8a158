"""One word -> what lies under its print: its stem, root, spelling, number, and the class it belongs to."""

from __future__ import annotations

import functools
import unicodedata
from typing import Literal, NamedTuple

import regex

from clausediff.normalize.wordlists import Language, Step, default_language, languages


class Number(NamedTuple):
    """What a word counts, and whether it counts or ranks."""

    value: int | str
    kind: Literal["cardinal", "ordinal"]


@functools.lru_cache(maxsize=1 << 15)
def stem(word: str, language: str = "") -> str:
    """
    Take inflection off the key of a word: number, tense, possession.

    Words of languages without a data file stay as they are. The language is that of the word's
    script unless a code of `wordlists.languages()` says otherwise.

    >>> stem("parties") == stem("party"), stem("withdrew") == stem("withdrawing"), stem("attack's")
    (True, True, 'attack')
    """
    known = _language(word, language)
    if known is None:
        return word
    word = known.irregular.get(word, word)
    return word if word in known.class_of else _stripped(word, known.inflection, known)


@functools.lru_cache(maxsize=1 << 15)
def root(word: str, language: str = "") -> str:
    """
    Take derivation off too: what assist, assistant and assistance have in common.

    >>> root("assistance") == root("assist")
    True
    """
    known, trunk = _language(word, language), stem(word, language)
    if known is None or trunk in known.class_of:
        return trunk
    return _stripped(trunk, known.derivation, known)


@functools.lru_cache(maxsize=1 << 15)
def respelled(word: str, language: str = "") -> str:
    """
    Bring the spellings of one word to one form, which need not be a word itself.

    >>> respelled("co-operation") == respelled("cooperation"), respelled("self-defence")
    (True, 'selfdefense')
    """
    known = _language(word, language)
    bare = _initials().sub(lambda match: match[0].replace(".", ""), word) if "." in word else word
    if known is None or bare.isdigit():
        return bare
    bare = _unaccented(bare)
    parts = [bare] if bare in known.kept_hyphens else bare.split("-")
    return "".join(_spelling(part, known) for part in parts) or word


@functools.lru_cache(maxsize=1 << 13)
def number(word: str, language: str = "") -> Number | None:
    """
    Read the key of a word as a number: digits, words or Roman figures.

    Figures with a fraction keep their print as value. A single letter is no Roman figure.

    >>> number("three"), number("iii"), number("51st")
    (Number(value=3, kind='cardinal'), Number(value=3, kind='cardinal'), Number(value=51, kind='ordinal'))
    """
    known = _language(word, language) or default_language("Latin")
    if word[:1].isdecimal():
        return _figures(word, known)
    if known is not None and (counted := _counted(word, known)) is not None:
        return counted
    return _roman(word)


@functools.lru_cache(maxsize=1 << 13)
def word_class(word: str, language: str = "") -> str:
    """
    Name the class of a word that carries grammar; empty for all others.

    >>> word_class("shall"), word_class("upon"), word_class("treaty")
    ('modal', 'preposition', '')
    """
    known = _language(word, language)
    return known.class_of.get(word, "") if known else ""


def _language(word: str, code: str) -> Language | None:
    return languages().get(code) if code else default_language(_script(word))


def _script(word: str) -> str:
    if word.isascii():
        return "Latin"
    found = _scripts().search(word)
    return str(found.lastgroup) if found else ""


@functools.cache
def _scripts() -> regex.Pattern[str]:
    names = sorted({known.script for known in languages().values()})
    return regex.compile("|".join(rf"(?P<{name}>\p{{{name}}})" for name in names))


def _stripped(word: str, steps: tuple[Step, ...], known: Language) -> str:
    for step in steps:
        if word[-1:] in step and word not in known.invariant:
            word = _without_ending(word, step, known.vowels)
    return word


def _without_ending(word: str, step: Step, vowels: str) -> str:
    for ending, replacement, least in step.get(word[-1:], ()):
        rest = word[: len(word) - len(ending)]
        if (
            word.endswith(ending)
            and len(rest) >= least
            and (replacement == ending or _has_vowel(rest, vowels))
        ):
            return rest + replacement
    return word


def _has_vowel(letters: str, vowels: str) -> bool:
    return any(letter in vowels for letter in letters)


@functools.cache
def _initials() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\w)\p{L}(?:\.\p{L})+\.?(?![\w.])")


def _unaccented(word: str) -> str:
    # Short words may differ by their accent alone: où, ou.
    if word.isascii() or len(word) < 4:
        return word
    plain = _accents().sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", plain)


@functools.cache
def _accents() -> regex.Pattern[str]:
    return regex.compile(r"(?<=\p{Latin}\p{M}*)\p{M}+")


def _spelling(word: str, known: Language) -> str:
    word = known.respelled.get(word, word)
    if known.respelled_endings and _any_ending(known).search(word):
        for ending, replacement in _endings(known):
            word = ending.sub(replacement, word)
    return word


@functools.cache
def _any_ending(known: Language) -> regex.Pattern[str]:
    # Most words have none of the endings: one look tells.
    return regex.compile("|".join(f"(?:{ending})" for ending, _ in known.respelled_endings))


@functools.cache
def _endings(known: Language) -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(ending), new) for ending, new in known.respelled_endings)


def _figures(word: str, known: Language | None) -> Number | None:
    digits = word.replace(",", "") if _grouped().fullmatch(word) else word
    if digits.isdecimal():
        return Number(_int(digits), "cardinal")
    bare = digits.rstrip("".join(known.ordinal_endings)) if known else digits
    if known and bare.isdecimal() and digits.removeprefix(bare) in known.ordinal_endings:
        return Number(_int(bare), "ordinal")
    return Number(word, "cardinal") if _fraction().fullmatch(word) else None


def _int(digits: str) -> int | str:
    return int(digits) if len(digits) < 40 else digits.lstrip("0")


@functools.cache
def _grouped() -> regex.Pattern[str]:
    return regex.compile(r"\d{1,3}(?:,\d{3})+")


@functools.cache
def _fraction() -> regex.Pattern[str]:
    return regex.compile(r"\d+(?:[.,]\d+)+")


def _counted(word: str, known: Language) -> Number | None:
    if word in known.ordinals:
        return Number(known.ordinals[word], "ordinal")
    if word in known.cardinals:
        return Number(known.cardinals[word], "cardinal")
    tens, hyphen, ones = word.partition("-")
    if not hyphen or known.cardinals.get(tens, 0) % 10 or tens not in known.cardinals:
        return None
    below_ten = _counted(ones, known) if "-" not in ones else None
    if below_ten is None or not isinstance(below_ten.value, int) or not 0 < below_ten.value < 10:
        return None
    return Number(known.cardinals[tens] + below_ten.value, below_ten.kind)


def _roman(word: str) -> Number | None:
    if not 2 <= len(word) <= 8 or not _roman_figures().fullmatch(word):
        return None
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[figure] for figure in word]
    signed = (-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return Number(sum(signed), "cardinal")


@functools.cache
def _roman_figures() -> regex.Pattern[str]:
    return regex.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
