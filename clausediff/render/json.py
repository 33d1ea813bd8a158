"""
Values as JSON and back. The published schema is `data/report.schema.json`; docs/json.md explains it.

Ranges are pairs `[start, end]`, tokens triples `[start, end, key]` into the witness's text, places in a
treaty their printed form. An object says its `type` at the top and wherever several types may stand.
"""

from __future__ import annotations

import datetime
import functools
import types
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from clausediff import model
from clausediff.errors import need
from clausediff.locator import Locator
from clausediff.model import ClausediffError, Run, Span, Token, Witness

if TYPE_CHECKING:
    import re

SCHEMA_VERSION = "1.0"


def json(value: Any) -> str:
    """
    Return a value, or a tuple of values, as JSON that `from_json` reads back to an equal value.

    >>> print(json(model.Quote("aid", Span(5, 8), Span(4, 9), "mention")))
    {
     "schema_version": "1.0",
     "type": "Quote",
     "text": "aid",
     "span": [5, 8],
     ...
    """
    head = {"schema_version": SCHEMA_VERSION}
    if isinstance(value, tuple):
        return _printed(head | {"type": "Values", "values": [_typed(one) for one in value]})
    return _printed(head | _typed(value))


def from_json(text: str) -> Any:
    """
    Read a value, or a tuple of values, back from JSON that `json` wrote.

    Raises `ClausediffError` when the text is no such JSON.

    >>> quote = model.Quote("aid", Span(5, 8), Span(4, 9), "mention")
    >>> from_json(json(quote)) == quote
    True
    """
    from json import JSONDecodeError, loads

    need(text, str, "give the text that `json` wrote")
    try:
        data = loads(text)
    except JSONDecodeError as error:
        raise ClausediffError(f"not JSON: {error}; give what clausediff wrote with --format json") from None
    version = data.get("schema_version") if isinstance(data, dict) else None
    if str(version).split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise ClausediffError(f"schema_version is {version!r}; this version reads {SCHEMA_VERSION}")
    try:
        if data["type"] == "Values":
            return tuple(_of_its_type(one) for one in data["values"])
        return _of_its_type(data)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ClausediffError(f"the JSON does not follow the schema: {error!r}; see docs/json.md") from None


def _printed(data: dict[str, Any]) -> str:
    """Print a line for each value, but ranges on one line and lone surrogates escaped."""
    import re
    from json import dumps

    text = dumps(data, ensure_ascii=False, indent=1)
    # A line break stands between values only, never inside a JSON string: so no text is touched.
    text = re.sub(r"\[\n *(\d+),\n *(\d+)(?:,\n *(.*))?\n *\]", _on_one_line, text)
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _on_one_line(found: re.Match[str]) -> str:
    return "[" + ", ".join(part for part in found.groups() if part is not None) + "]"


def _typed(value: Any) -> dict[str, Any]:
    if type(value).__name__ not in classes():
        raise ClausediffError(f"{type(value).__name__} has no JSON form; give a value of clausediff.model")
    return {"type": type(value).__name__} | _object(value)


def _object(value: Any) -> dict[str, Any]:
    kinds = field_types(type(value).__name__)
    return {name: _plain(getattr(value, name), kind) for name, kind in kinds.items()}


def _plain(value: Any, kind: Any) -> Any:
    """Turn a field into plain data; `kind` is the field's type."""
    if isinstance(value, tuple):
        kinds = get_args(kind)
        return [_plain(one, kinds[0] if kinds[-1] is ... else kinds[i]) for i, one in enumerate(value)]
    if isinstance(value, Span | Run):
        return [value.start, value.end]
    if isinstance(value, Token):
        return [value.span.start, value.span.end, value.key]
    if isinstance(value, Locator):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if attrs.has(type(value)):
        return _typed(value) if len(arms(kind)) > 1 else _object(value)
    return value


def _of_its_type(data: dict[str, Any]) -> Any:
    return _value(data, classes()[data["type"]])


def _value(data: Any, kind: Any) -> Any:
    """Build a value of type `kind` from plain data."""
    if data is None:
        return None
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        return tuple(_value(one, kinds[0] if kinds[-1] is ... else kinds[i]) for i, one in enumerate(data))
    possible = arms(kind)
    if len(possible) > 1:
        return _of_its_type(data)
    if possible[0] in (Span, Run):
        return possible[0](*data)
    if possible[0] is Witness:
        return _witness(data)
    if possible[0] is Locator:
        return Locator.parse(data)
    if possible[0] is datetime.date:
        return datetime.date.fromisoformat(data)
    if attrs.has(possible[0]):
        return _built(possible[0], data)
    return data


def _built(kind: Any, data: dict[str, Any]) -> Any:
    """Build a value from its fields; one that is missing keeps its default, as older files have fewer."""
    fields = field_types(kind.__name__).items()
    return kind(**{name: _value(data[name], one) for name, one in fields if name in data})


def _witness(data: dict[str, Any]) -> Witness:
    text = data["text"]
    tokens = (Token(text[start:end], key, Span(start, end)) for start, end, key in data["tokens"])
    return Witness(data["siglum"], text, tuple(tokens))


def arms(kind: Any) -> tuple[Any, ...]:
    """Return the types a field may have besides None."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(arm for arm in get_args(kind) if arm is not type(None))
    return (str,) if get_origin(kind) is Literal else (kind,)


@functools.cache
def classes() -> dict[str, Any]:
    """Return the values that have a JSON form, by name."""
    values = ((name, kind) for name, kind in vars(model).items() if isinstance(kind, type))
    return {name: kind for name, kind in values if attrs.has(kind) and kind is not Locator}


@functools.cache
def field_types(name: str) -> dict[str, Any]:
    """Map a class's fields to their types."""
    kind = classes()[name]
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in attrs.fields(kind)}
