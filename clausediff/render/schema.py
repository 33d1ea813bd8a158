"""
The published schema of the JSON, drawn from the values' own types, so that it cannot fall behind them.

`data/report.schema.json` is this, printed; a test compares the two.
"""

from __future__ import annotations

import datetime
import inspect
from typing import Any, Literal, get_args, get_origin

import attrs

from clausediff.locator import Locator
from clausediff.render.json import SCHEMA_VERSION, arms, classes, field_types

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime.date: {"type": "string", "format": "date"},
}
_COUNT = {"type": "integer", "minimum": 0}
_COMPACT = {
    "Span": ("A half-open range of code points of a text.", [_COUNT, _COUNT]),
    "Run": ("A half-open range of tokens of one witness, empty where it has nothing.", [_COUNT, _COUNT]),
    "Token": ("A word or mark: its place in its text, and its compared form.", [_COUNT, _COUNT, _PLAIN[str]]),
}


def schema() -> dict[str, Any]:
    """
    Return the JSON schema (draft 2020-12) of what `json` writes.

    >>> schema()["$defs"]["Edit"]["properties"]["effect"]
    {'enum': ['neutral', 'substantive', 'depends', 'unknown']}
    """
    names = sorted(set(classes()) - set(_COMPACT))
    values: dict[str, Any] = {"type": "array", "items": {"$ref": "#/$defs/Value"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:clausediff:schema:{SCHEMA_VERSION}",
        "title": f"clausediff values, version {SCHEMA_VERSION}",
        "type": "object",
        "required": ["schema_version", "type"],
        "properties": {"schema_version": {"type": "string", "pattern": r"^1\.[0-9]+$"}},
        "if": {"properties": {"type": {"const": "Values"}}},
        "then": {"required": ["values"], "properties": {"values": values}},
        "else": {"$ref": "#/$defs/Value"},
        "$defs": {
            "Value": {
                "description": "Any value, with its type.",
                "required": ["type"],
                "properties": {"type": {"enum": names}},
                "allOf": [_when(name) for name in names],
            },
            "Locator": {
                "description": "A place in a treaty as lawyers write it: 4, 2(4), 42(7), Annex I/3(b).",
                "type": "string",
            },
            **{name: _pair(*_COMPACT[name]) for name in sorted(_COMPACT)},
            **{name: _class(name) for name in names},
        },
    }


def _when(name: str) -> dict[str, Any]:
    return {"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}


def _pair(description: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "description": description,
        "type": "array",
        "prefixItems": items,
        "minItems": len(items),
        "maxItems": len(items),
    }


def _class(name: str) -> dict[str, Any]:
    kind = classes()[name]
    needed = [one.name for one in attrs.fields(kind) if one.default is attrs.NOTHING]
    return {
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split(">>>")[0].split()),
        "type": "object",
        "required": needed,
        "properties": {field: _type(one) for field, one in field_types(name).items()},
    }


def _type(kind: Any) -> dict[str, Any]:
    """Say what a field may hold."""
    if get_origin(kind) is tuple:
        return _tuple(*get_args(kind))
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if kind in _PLAIN:
        return _PLAIN[kind]
    possible = arms(kind)
    if len(possible) > 1:
        return {"$ref": "#/$defs/Value"}
    if possible[0] is not kind:
        return {"anyOf": [_type(possible[0]), {"type": "null"}]}
    return {"$ref": f"#/$defs/{'Locator' if kind is Locator else kind.__name__}"}


def _tuple(*kinds: Any) -> dict[str, Any]:
    if kinds[-1] is ...:
        return {"type": "array", "items": _type(kinds[0])}
    return {"type": "array", "prefixItems": [_type(kind) for kind in kinds], "minItems": len(kinds)}
