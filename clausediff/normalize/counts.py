"""Keys -> the same keys with numbers read: thirty (30), one hundred and twenty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from clausediff.normalize.words import Number, number

Value: TypeAlias = Number | str


def values(keys: Sequence[str]) -> list[Value]:
    """
    Read numbers for what they count; a number told twice, in words and in figures, counts once.

    >>> values("thirty ( 30 ) days".split())
    [Number(value=30, kind='cardinal'), 'days']
    >>> values("one hundred and twenty".split())
    [Number(value=120, kind='cardinal')]
    """
    read: list[Value] = []
    for place, key in enumerate(keys):
        value = (number(key) if key else None) or key
        if place and not _has_digit(key) and isinstance(value, Number):
            value = _added(read, keys[place - 1], value)
        read.append(value)
        if len(read) > 3 and read[-1] == ")" and read[-3] == "(" and read[-2] == read[-4]:
            del read[-3:]
    return read


def _added(read: list[Value], before: str, value: Number) -> Number:
    """Take what a number word continues off the end of what was read, and add it: a hundred and twenty."""
    back = 2 if before == "and" and len(read) > 1 else 1
    earlier = read[-back]
    if _has_digit(before) or not isinstance(earlier, Number):
        return value
    total = _sum(earlier.value, value.value)
    if total is None or earlier.kind == "ordinal":
        return value
    del read[-back:]
    return Number(total, value.kind)


def _sum(earlier: int | str, value: int | str) -> int | None:
    if not isinstance(earlier, int) or not isinstance(value, int):
        return None
    if value in (100, 1_000, 1_000_000, 1_000_000_000):
        return earlier * value if earlier < value else None
    return earlier + value if earlier >= 100 and earlier % 100 == 0 and 0 < value < 100 else None


def _has_digit(key: str) -> bool:
    return any(map(str.isdigit, key))
