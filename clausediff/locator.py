"""A place in a treaty: parsed, printed, ordered."""

from __future__ import annotations

import functools
import re

from attrs import frozen


@functools.total_ordering
@frozen(order=False)
class Locator:
    """
    A place in a treaty.

    >>> str(Locator.parse("Annex I/3(b)"))
    'Annex I/3(b)'
    >>> Locator.parse("2(4)") < Locator.parse("10")
    True
    """

    divisions: tuple[str, ...] = ()
    article: str = ""
    steps: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Read the printed form back."""
        *divisions, last = text.strip().split("/")
        found = re.fullmatch(r"(\w[\w.\-]*)?((?:\([^()]+\))*)", last)
        if found is None or (not found[1] and not found[2]) or not any(c.isdigit() for c in last):
            return cls((*divisions, last))
        return cls(tuple(divisions), found[1] or "", tuple(re.findall(r"\(([^()]+)\)", found[2])))

    def __str__(self) -> str:
        place = self.article + "".join(f"({step})" for step in self.steps)
        return "/".join([*self.divisions, *([place] if place else [])])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Locator):
            return NotImplemented
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        return tuple(
            tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.findall(r"\d+|[^\d\W]+", part))
            for part in (*self.divisions, self.article, *self.steps)
        )

    def covers(self, other: Locator) -> bool:
        """Whether `other` is this place or one inside it."""
        return (
            self.divisions == other.divisions[: len(self.divisions)]
            and (not self.article or self.article == other.article)
            and self.steps == other.steps[: len(self.steps)]
        )
