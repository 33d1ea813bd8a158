"""The numbers of one unit: single, in lists, in ranges, with their steps in parentheses."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import NamedTuple

import regex

from clausediff.locator import article_number, is_article_number
from clausediff.numerals import latin_suffixes, number, number_words, roman
from clausediff.references.units import ARTICLE, PARAGRAPH, Unit, any_of, unit_at
from clausediff.tables import table

#: Longer ranges ("Articles 1 to 5000") are given by their two ends.
LONGEST_RANGE = 400

#: A list of more numbers is cut here: no real list comes near.
LONGEST_LIST = 1000

_DASHES = "-‑–—"


class Number(NamedTuple):
    """A number of a list: values (several in a range), and the steps in parentheses behind it."""

    start: int
    end: int
    values: tuple[str, ...]
    steps: tuple[str, ...]


class _Item(NamedTuple):
    """A number as printed, and its steps; "" where steps stand alone."""

    start: int
    end: int
    body: str
    steps: tuple[str, ...]


class _Join(NamedTuple):
    """What joins two numbers: a sign or word of a range, a word, or a bare comma; and a unit behind it."""

    end: int
    range: str
    word: str
    unit: Unit | None


def read_numbers(text: str, unit: Unit) -> tuple[Number, ...]:
    """
    Read the numbers behind a unit; all of one kind, so that "paragraph 5, I" is paragraph 5.

        numbers = number { ( JOINER | TO ) [ unit ] ( number | steps ) }

    What a comma adds to one unit ("Article 3, 4 and 5") counts as soon as a word ends the list.
    """
    first = _item_at(text, _behind(text, unit))
    if first is None or not _is_number(first, unit, is_first=True):
        return ()
    numbers, pending = [_number(first)], list[Number]()
    is_joined = unit.is_plural
    for last, join, item in itertools.islice(_following(text, unit, first), LONGEST_LIST):
        if join.range:
            base = (pending or numbers).pop()
            is_one = not unit.is_plural and _is_dashed_number(last, join, item)
            pending.append(_dashed(base, item) if is_one else _range(base, item))
        else:
            pending.append(_sibling(item, (pending or numbers)[-1]))
        is_joined = is_joined or bool(join.word or join.range)
        if is_joined:
            numbers, pending = [*numbers, *pending], []
    return tuple(numbers)


def _behind(text: str, unit: Unit) -> int:
    found = _before_number().match(text, unit.end)
    return found.end() if found else unit.end


def _following(text: str, unit: Unit, first: _Item) -> Iterator[tuple[_Item, _Join, _Item]]:
    """Yield each further item of a list with its joiner and the item before it."""
    last = first
    while (join := _join_at(text, last.end)) and (item := _item_at(text, join.end)):
        if not _goes_on(text, unit, last, join, item):
            return
        yield last, join, item
        last = item


def _goes_on(text: str, unit: Unit, last: _Item, join: _Join, item: _Item) -> bool:
    """Whether what stands behind a joiner goes on with the list."""
    if join.unit and join.unit.facts["name"] != unit.facts["name"]:
        return False
    if not item.body:
        return bool(last.steps) and not join.unit
    if number_kind(item.body) != number_kind(last.body or item.body) or item.body == "I":
        return False
    if not _is_number(item, unit, is_first=False) or _is_year(item, last):
        return False
    is_sure = unit.is_plural or join.unit is not None or number_kind(item.body) != "digits"
    return is_sure or _is_complete(text, item)


def _is_year(item: _Item, last: _Item) -> bool:
    """Whether a list of small numbers ends with a year: "Articles 3 and 4, 1949"."""
    year = number(item.body) or 0
    return item.body.isdecimal() and 1600 <= year <= 2100 and (number(last.body) or 0) < 1000


def _is_complete(text: str, item: _Item) -> bool:
    """Whether no noun follows that the number would count ("Article 5 and 30 countries")."""
    after = _next_small_word().match(text, item.end)
    return after is None or str(after[1]) in _small_words()


def _is_number(item: _Item, unit: Unit, *, is_first: bool) -> bool:
    """Whether an item is a number that the unit may bear."""
    if not item.body:
        return unit.level >= PARAGRAPH
    kind = number_kind(item.body)
    if kind == "letter":
        is_large = unit.level < ARTICLE and item.body.isupper()
        return (is_large or unit.level > PARAGRAPH) and item.body != "I"
    printed = article_number(item.body.replace(":", "."))
    is_counted = any(sign.isdecimal() for sign in printed) and is_article_number(printed)
    return is_counted and (kind != "word" or (is_first and unit.level in (0, 3, ARTICLE)))


def number_kind(body: str) -> str:
    """
    Return how a number is printed: digits, roman, letter or word.

    >>> [number_kind(body) for body in ("42.7", "XIV", "c", "Five")]
    ['digits', 'roman', 'letter', 'word']
    """
    if body[0].isdecimal():
        return "digits"
    head = regex.split(r"[.:\s]", body)[0]
    if roman(head) and head.isupper() and head not in "CDLM":
        return "roman"
    return "letter" if len(body) == 1 else "word"


def _number(item: _Item) -> Number:
    return Number(item.start, item.end, (item.body,) if item.body else (), item.steps)


def _sibling(item: _Item, last: Number) -> Number:
    """Read "(b)" behind "2(1)(a)" as 2(1)(b)."""
    if item.body:
        return _number(item)
    return Number(item.start, item.end, last.values, (*last.steps[: -len(item.steps)], *item.steps))


def _is_dashed_number(last: _Item, join: _Join, item: _Item) -> bool:
    """Whether a dash belongs to the number ("Article 14-2") rather than to a range ("paragraphs 4-7")."""
    if join.range not in _DASHES or not item.body:
        return False
    before, after = number(last.body), number(item.body)
    return before is None or after is None or after <= before


def _dashed(first: Number, item: _Item) -> Number:
    name = f"{first.values[-1] if first.values else ''}-{item.body}"
    return Number(first.start, item.end, (*first.values[:-1], name), item.steps)


def _range(first: Number, item: _Item) -> Number:
    """Count from one number to another; letters in parentheses are counted too."""
    start, end = first.start, item.end
    if not (first.values if item.body else first.steps):
        return first._replace(end=end)
    if not item.body:
        steps = (*first.steps[: -len(item.steps)], f"{first.steps[-1]}-{item.steps[-1]}")
        return Number(start, end, first.values, steps)
    stem, _, digits = first.values[-1].rpartition(".")
    prefix = f"{stem}." if stem else ""
    counted = count_on(number(digits), number(item.body.removeprefix(prefix)))
    if not counted or first.steps:
        return Number(start, end, (*first.values, item.body), item.steps)
    return Number(start, end, tuple(f"{prefix}{value}" for value in counted), ())


def count_on(first: int | None, last: int | None) -> range:
    """
    Count from one number to another; nothing where they are no range, or too long a one.

    >>> list(count_on(4, 6)), list(count_on(6, 4)), list(count_on(None, 4))
    ([4, 5, 6], [], [])
    """
    if first is None or last is None or not first < last <= first + LONGEST_RANGE:
        return range(0)
    return range(first, last + 1)


def _item_at(text: str, position: int) -> _Item | None:
    found = _item().match(text, position)
    if found is None or found.end() == position:
        return None
    body, end, steps = found["body"] or "", found.end(), tuple(found.captures("step"))
    if found["word"]:
        counted = _counted(body)
        if len(counted) < len(body):
            body, end, steps = counted, position + len(counted), ()
    return _Item(position, end, body, steps) if end > position else None


def _counted(printed: str) -> str:
    """Return of one or two words those that are a number: all of "twenty-one", "twenty" of "twenty men"."""
    first, *rest = printed.replace("-", " ").split()
    if first.casefold() not in _number_words():
        return ""
    return printed if all(word.casefold() in _number_words() for word in rest) else printed[: len(first)]


def _join_at(text: str, position: int) -> _Join | None:
    found = _join().match(text, position)
    if found is None:
        return None
    unit, end = unit_at(text, found.end()), found.end()
    if unit is not None:
        end = unit.end + len(text[unit.end : unit.end + 50]) - len(text[unit.end : unit.end + 50].lstrip())
    return _Join(end, (found["range"] or "").strip(), found["word"] or "", unit)


@functools.cache
def _number_words() -> frozenset[str]:
    return frozenset(number_words())


@functools.cache
def _small_words() -> frozenset[str]:
    joiners = table("provisions")["joiners"]
    return frozenset(
        (*joiners["list"], *joiners["of"], *joiners["range"], *table("provisions")["stops"]["after"])
    )


@functools.cache
def _before_number() -> regex.Pattern[str]:
    return regex.compile(r"\s{0,3}(?:[nN][oO°º]\.?\s?)?")


@functools.cache
def _next_small_word() -> regex.Pattern[str]:
    return regex.compile(r"\s+(\p{Ll}+)")


@functools.cache
def _item() -> regex.Pattern[str]:
    """One number with its steps: "42.7(b)", "14 ter", "XVI", "Five", "12-03", "(c)"."""
    latin = "|".join(latin_suffixes())
    digits = (
        r"\p{Nd}{1,5}+(?:\.\p{Nd}{1,4}+){0,4}+"
        rf"(?!\.\p{{Nd}}|,\p{{Nd}}{{3}}(?!\p{{Nd}})|\s?%|\p{{Nd}}|(?!(?:{latin})(?!\p{{L}}))\p{{L}}{{2}})"
        rf"(?:(?:[ ]?(?:{latin})|\p{{L}})(?![\p{{L}}\p{{N}}]))?(?:-(?:0\p{{Nd}}|[A-Z]+(?!\p{{L}})))?"
    )
    letters = rf"[IVXLC]+(?:[ ]?(?:{latin}))?(?:[.:]\p{{Nd}}{{1,3}})?|[A-Z](?:-?\p{{Nd}}{{1,3}})?|\p{{Ll}}"
    word = rf"(?P<word>(?:(?i:{any_of(table('numerals')['tens'])})[\s-])?\p{{L}}{{2,}})"
    step = r"[ ]?\((?P<step>\p{Nd}{1,3}\p{L}?|\p{Ll}{1,2}|[ivxl]{1,6}|\p{Lu})\)"
    return regex.compile(rf"(?P<body>{digits}|(?:{letters}|{word})(?![\p{{L}}\p{{N}}]))?(?:{step})*")


@functools.cache
def _join() -> regex.Pattern[str]:
    joiners = table("provisions")["joiners"]
    words = any_of(word for word in joiners["list"] if (word.isascii() and word.isalpha()) or word in "иوأو")
    ranges = any_of(word for word in joiners["range"] if word not in _DASHES)
    return regex.compile(
        rf"\s*(?:(?P<range>[{_DASHES}])\s*|\s(?P<range>{ranges})\s+"
        rf"|[,;،]?\s+(?P<word>{words}|&)\s+|[,;،]\s*|(?P<word>[、和及])\s*|(?<=\))\s*(?=\())",
        regex.IGNORECASE,
    )
