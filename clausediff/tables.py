"""The project's readable data files, each read once and only when it is needed."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@functools.cache
def table(name: str) -> dict[str, Any]:
    """
    Return a TOML file of `clausediff/data` as it stands.

    >>> sorted(table("marks"))
    ['costs', 'elisions', 'pairs', 'source']
    """
    import tomllib

    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@functools.cache
def words(name: str, *keys: str) -> frozenset[str]:
    """
    Return one list of a data file as a set.

    >>> "twas" in words("marks", "elisions", "en")
    True
    """
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return frozenset(found)
