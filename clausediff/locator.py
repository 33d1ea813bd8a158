"""A place in a treaty: parsed, printed, ordered."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from attrs import field, frozen

from clausediff.errors import ClausediffError
from clausediff.numerals import latin_suffixes, number, roman

_ARTICLE = re.compile(r"(?:[^\W\d_]{1,2}-?)?\d[\w.\-]*|[^\W\d_]")
_STEP = re.compile(r"\(([^()/]+)\)")
_WORD = re.compile(r"\A(?:articles?|arts?\.?)(?!\w)\s*", re.IGNORECASE)
_COMPOUND = re.compile(r"([IVXL]+)([.\-]\d[\w.\-]*)")
# Where a division stands in a treaty; all others are its body.
_BEFORE = ("preamble", "recital")
_AFTER = ("annex", "appendix", "schedule", "protocol", "attachment", "exhibit", "declaration")


def article_number(text: str) -> str:
    """
    Bring an article's number into its one form: digits, with a Latin suffix in small letters.

    >>> [article_number(text) for text in ("IV", "five", "XIV TER", "35A", "12-03", "G-36")]
    ['4', '5', '14ter', '35A', '12-03', 'G-36']
    """
    text = re.sub(r"[\s‐‑–]+", lambda gap: " " if gap[0].isspace() else "-", text.strip(" .,;:")).strip()
    if text in ("C", "D", "L", "M", "c", "d", "l", "m") or (text.isdecimal() and len(text) > 18):
        return text
    value = number(text)
    if value is not None:
        return str(value)
    inserted = re.fullmatch(rf"(\w{{1,20}}?)[\s.\-]?({'|'.join(latin_suffixes())})", text, re.IGNORECASE)
    if inserted:
        return article_number(inserted[1]) + inserted[2].lower()
    compound = _COMPOUND.fullmatch(text)
    if compound and roman(compound[1]):
        return f"{roman(compound[1])}{compound[2]}"
    joined = text.replace(" ", "")
    return joined if joined == text else article_number(joined)


def is_article_number(text: str) -> bool:
    """
    Whether an article may bear this number.

    >>> is_article_number("14ter"), is_article_number("Preamble")
    (True, False)
    """
    return bool(_ARTICLE.fullmatch(article_number(text)))


# The cached functions cannot themselves be converters: type checkers want those plain.
def _article(text: str) -> str:
    return _tidy_article(text)


def _divisions(names: Iterable[str]) -> tuple[str, ...]:
    return _tidy_divisions(tuple(names))


def _steps(steps: Iterable[str]) -> tuple[str, ...]:
    return _tidy_steps(tuple(steps))


@functools.lru_cache(maxsize=4096)
def _tidy_article(text: str) -> str:
    article = article_number(text)
    if article and not is_article_number(article):
        raise ClausediffError(
            f"{text!r} is no article number; give one such as '4', '14ter' or 'IV', or name a division"
        )
    return article


@functools.lru_cache(maxsize=4096)
def _tidy_divisions(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_division(name) for name in names if name.strip())


def _division(name: str) -> str:
    """Give a division its one form: one space between words, a capital first, Roman numerals large."""
    kind, *rest = re.sub(r"[()/]", " ", name).split() or ["Division"]
    kind = kind[:1].upper() + kind[1:]
    if kind.isalpha() and kind.isupper() and len(kind) > 4:
        kind = kind.capitalize()
    tidy = " ".join([kind, *(part.upper() if roman(part) else part for part in rest)])
    # A bare number would read back as an article.
    return f"Division {tidy}" if _is_place(tidy) else tidy


def _is_place(text: str) -> bool:
    place = _WORD.sub("", text, count=1)
    return not place or is_article_number(place)


@functools.lru_cache(maxsize=4096)
def _tidy_steps(steps: tuple[str, ...]) -> tuple[str, ...]:
    kept = (" ".join(re.sub(r"[()/]", " ", step).split()) for step in steps)
    return tuple(step for step in kept if step)


@functools.total_ordering
@frozen(order=False)
class Locator:
    """
    A place in a treaty: divisions from the outermost in, the article, the steps inside it.

    Articles have one form (`IV` and `Five` are `4`), so that equal places are equal values. A
    locator prints as `Annex I/3(b)`, and `Locator.parse(str(locator)) == locator`. Locators sort in
    the order of a treaty: preamble, body, annexes.

    Raises `ClausediffError` for an article that is no number.

    >>> str(Locator.parse("Annex I/3(b)"))
    'Annex I/3(b)'
    >>> Locator.parse("2(4)") < Locator.parse("10")
    True
    """

    divisions: tuple[str, ...] = field(default=(), converter=_divisions)
    article: str = field(default="", converter=_article)
    steps: tuple[str, ...] = field(default=(), converter=_steps)

    @classmethod
    def parse(cls, text: str) -> Locator:
        """
        Read a printed locator; text that names no article is read as a division.

            locator  = { division "/" } ( place | division )
            place    = [ "Article" ] number { "(" step ")" } | { "(" step ")" }

        >>> Locator.parse("Article XIV(2)(a)"), Locator.parse("Preamble/(5)")
        (Locator(divisions=(), article='14', steps=('2', 'a')),
         Locator(divisions=('Preamble',), article='', steps=('5',)))
        """
        *divisions, last = [part for part in text.split("/") if part.strip()] or [""]
        place = _WORD.sub("", last.strip(), count=1)
        steps = _STEP.findall(place)
        stem = _STEP.sub("", place).strip()
        article = article_number(stem)
        if not stem or _ARTICLE.fullmatch(article):
            return cls(tuple(divisions), article, tuple(steps))
        return cls((*divisions, last))

    def __str__(self) -> str:
        place = self.article + "".join(f"({step})" for step in self.steps)
        return "/".join([*self.divisions, *([place] if place else [])])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Locator):
            return NotImplemented
        return (self._order(), str(self)) < (other._order(), str(other))

    def _order(self) -> tuple[object, ...]:
        first = self.divisions[0].casefold() if self.divisions else ""
        rank = -first.startswith(_BEFORE) + first.startswith(_AFTER)
        return (
            rank,
            tuple(_natural(division) for division in self.divisions),
            _natural(self.article),
            tuple(_step_order(step) for step in self.steps),
        )

    def covers(self, other: Locator) -> bool:
        """
        Whether `other` is this place or one inside it.

        >>> Locator.parse("Chapter VII").covers(Locator.parse("Chapter VII/51"))
        True
        >>> Locator.parse("(2)").covers(Locator.parse("4(2)"))
        False
        """
        if self.article or self.steps:
            return (
                self.divisions == other.divisions
                and self.article == other.article
                and self.steps == other.steps[: len(self.steps)]
            )
        return self.divisions == other.divisions[: len(self.divisions)]


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order digits and Roman numerals by value, Latin suffixes by their sequence, words as words."""
    return tuple(_part_order(part) for part in re.findall(r"\d+|[^\W\d_]+", text))


def _part_order(part: str) -> tuple[int, int, str]:
    if part.isdecimal():
        return (0, int(part[:18]), "")
    if part.lower() in latin_suffixes():
        return (1, latin_suffixes().index(part.lower()), "")
    return (0, roman(part) or 0, "") if part.isupper() and roman(part) else (2, 0, part)


def _step_order(step: str) -> tuple[tuple[int, int, str], ...]:
    """Order (i), (ii), … (ix) beside (a), (b), … (i): a Roman numeral stands at its leading letter."""
    value = roman(step) if len(step) > 1 and step.islower() else None
    if value is None or value >= 40:
        return _natural(step)
    base, letter = next(pair for pair in ((10, "x"), (5, "v"), (1, "i")) if value >= pair[0])
    return ((2, 0, letter), (2, value - base, ""))
