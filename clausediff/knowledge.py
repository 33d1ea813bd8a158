"""data/matching.toml as a mapping: what binds a passage to a clause, and how much each reason weighs."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data" / "matching.toml"


@functools.cache
def matching() -> dict[str, Any]:
    """
    Return the knowledge that matching works with.

    >>> matching()["points"]["named_provision"] > matching()["points"]["context_treaty"]
    True
    """
    import tomllib

    with _DATA.open("rb") as file:
        return tomllib.load(file)
