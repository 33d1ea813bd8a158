"""What the data files know of each language: classes of words, numbers, endings, spellings."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import frozen

from clausediff.tables import DATA

# An ending, what replaces it, and how many letters must remain.
Ending: TypeAlias = tuple[str, str, int]
# The endings of one step by their last letter.
Step: TypeAlias = Mapping[str, tuple[Ending, ...]]


@frozen(eq=False)
class Language:
    """One language as its data file tells it."""

    code: str
    name: str
    script: str
    is_default: bool
    vowels: str
    classes: Mapping[str, frozenset[str]]
    class_of: Mapping[str, str]
    modality: Mapping[str, tuple[str, ...]]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_endings: tuple[str, ...]
    invariant: frozenset[str]
    irregular: Mapping[str, str]
    inflection: tuple[Step, ...]
    derivation: tuple[Step, ...]
    shortest_root: int
    respelled: Mapping[str, str]
    respelled_endings: tuple[tuple[str, str], ...]
    kept_hyphens: frozenset[str]


@functools.cache
def languages() -> Mapping[str, Language]:
    """
    Return every language that ships, by its code.

    >>> languages()["en"].class_of["upon"]
    'preposition'
    """
    return {code: _language(code, table("languages", f"{code}.toml")) for code in _codes()}


@functools.cache
def default_language(script: str) -> Language | None:
    """Return the language that words of a script are taken for when nothing else is said."""
    matching = (known for known in languages().values() if known.script == script and known.is_default)
    return next(matching, None)


def table(*place: str) -> dict[str, Any]:
    """Read one data file."""
    import tomllib

    return tomllib.loads(DATA.joinpath(*place).read_text(encoding="utf-8"))


def _codes() -> list[str]:
    return sorted(path.stem for path in (DATA / "languages").glob("*.toml"))


def _language(code: str, data: dict[str, Any]) -> Language:
    inflection, derivation, numbers, spelling = (
        data.get(part, {}) for part in ("inflection", "derivation", "numbers", "spelling")
    )
    classes = {name: frozenset(words) for name, words in data.get("classes", {}).items()}
    return Language(
        code=code,
        name=data["name"],
        script=data["script"],
        is_default=data.get("is_default", False),
        vowels=data["vowels"],
        classes=classes,
        class_of={word: name for name, words in reversed(classes.items()) for word in sorted(words)},
        modality={kind: tuple(words) for kind, words in data.get("modality", {}).items()},
        cardinals=numbers.get("cardinals", {}),
        ordinals=numbers.get("ordinals", {}),
        ordinal_endings=tuple(numbers.get("ordinal_endings", ())),
        invariant=frozenset(inflection.get("invariant", ())),
        irregular=_by_form(inflection.get("irregular", {})),
        inflection=_steps(inflection),
        derivation=_steps(derivation),
        shortest_root=derivation.get("shortest_root", 4),
        respelled=_by_form(spelling.get("words", {})),
        respelled_endings=tuple((ending, new) for ending, new in spelling.get("endings", ())),
        kept_hyphens=frozenset(spelling.get("kept_hyphens", ())),
    )


def _by_form(rows: dict[str, list[str]]) -> dict[str, str]:
    return {form: base for base, forms in rows.items() for form in forms}


def _steps(rules: dict[str, Any]) -> tuple[Step, ...]:
    return tuple(_step(step) for step in rules.get("steps", ()))


def _step(rows: list[list[Any]]) -> Step:
    by_last: dict[str, list[Ending]] = {}
    for ending, replacement, least in rows:
        by_last.setdefault(ending[-1], []).append((ending, replacement, least))
    return {last: tuple(endings) for last, endings in by_last.items()}
