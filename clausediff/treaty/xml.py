"""Marked-up treaty text -> the same text with its tags blanked out, and the outline of its elements."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence

import regex

from clausediff.locator import article_number
from clausediff.tables import table
from clausediff.treaty.headings import Heading, read_heading
from clausediff.treaty.layout import FILLER, Left
from clausediff.treaty.outline import Mark
from clausediff.treaty.outline import Part as Unit


def is_markup(text: str) -> bool:
    """
    Whether a text is XML or HTML.

    >>> is_markup("<treaty><article>Peace.</article></treaty>"), is_markup("< 5 articles")
    (True, False)
    """
    return _opening().match(text) is not None and "</" in text


def read_markup(text: str) -> tuple[str, list[Left], list[Mark]]:
    """
    Blank out the tags, with every other character in its place, and read the elements' outline.

    Only the tags are read: no entity is expanded and nothing is loaded; a fault in the markup leaves
    the rest readable. Without elements for articles the outline is empty.

    >>> clean, left, marks = read_markup('<t><article number="ARTICLE IV" name="Scope">Peace.</article></t>')
    >>> clean.strip(), [(str(mark.heading), mark.title) for mark in marks]
    ('Peace.', [('Article 4', 'Scope')])
    """
    tags = list(_tags(text))
    left = _left(tags)
    return _blanked(text, left), left, _by_position(list(_marks(text, tags)))


def unmarked(wording: str, is_indented: bool = True) -> str:
    """
    Resolve the character entities of wording, and the indentation that elements put before its lines.

    >>> unmarked("GATT Art. XXIV &amp; GATS\\n      Art. V")
    'GATT Art. XXIV & GATS\\nArt. V'
    """
    import html

    if is_indented:
        wording = "\n".join(line for each in wording.splitlines() if (line := each.strip()))
    return html.unescape(wording) if "&" in wording else wording


class _Tag:
    """A tag: where it stands, its local name, and whether it opens, closes or both."""

    __slots__ = ("attributes", "closes", "end", "name", "opens", "start")

    def __init__(self, found: regex.Match[str]) -> None:
        self.start, self.end = found.span()
        self.name = (found["name"] or "").rpartition(":")[2]
        self.attributes = found["attributes"] or ""
        self.closes = bool(found["close"]) or self.attributes.endswith("/")
        self.opens = bool(self.name) and not found["close"]


@functools.cache
def _opening() -> regex.Pattern[str]:
    return regex.compile(r"\s*\ufeff?\s*<(?:\?xml|![Dd][Oo]|[A-Za-z][\w:.-]*[\s>])")


def _tags(text: str) -> Iterator[_Tag]:
    at, ends = 0, {"<!--": "-->", "<?": "?>"}
    while found := _tag().search(text, at):
        tag = _Tag(found)
        if found[0] in ends:
            end = text.find(ends[found[0]], tag.end)
            tag.end = end + len(ends[found[0]]) if end >= 0 else len(text)
        at = tag.end
        yield tag


@functools.cache
def _tag() -> regex.Pattern[str]:
    return regex.compile(
        r"""<!--|<\?|<!\[CDATA\[|\]\]>|<![A-Za-z][^<>]*+>
          | <(?P<close>/)?(?P<name>[A-Za-z][\w:.-]*+)(?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""",
        regex.VERBOSE,
    )


def _left(tags: Sequence[_Tag]) -> list[Left]:
    """Give the tags, and whole elements that hold no wording, in order."""
    aside, inline = _names("aside"), _names("inline")
    left: list[Left] = []
    opened: _Tag | None = None
    depth = 0
    for tag in tags:
        if opened is None and tag.name in aside and tag.opens and not tag.closes:
            opened, depth = tag, 1
        elif opened is not None:
            depth += (tag.name == opened.name) * (tag.opens - tag.closes)
            if depth <= 0:
                left.append(Left("aside", opened.start, tag.end))
                opened = None
        else:
            left.append(Left("inline markup" if tag.name in inline else "markup", tag.start, tag.end))
    return left


def _blanked(text: str, left: Sequence[Left]) -> str:
    """Put a line break where a tag begins a new line, white space where it does not."""
    pieces, at = [], 0
    for kind, start, end in left:
        pieces += [text[at:start], ("\n" if kind == "markup" else FILLER) + FILLER * (end - start - 1)]
        at = end
    return "".join([*pieces, text[at:]])


@functools.cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(table("headings")["markup"][kind])


def _marks(text: str, tags: Sequence[_Tag]) -> Iterator[Mark]:
    """Give a mark for each element that is a part of a treaty, in order."""
    for i, tag in enumerate(tags):
        unit = _units().get(tag.name) if tag.opens else None
        if unit is not None:
            number, title, body = _label(text, tags, i)
            heading = _heading(unit, tag.name, number)
            if unit != "division" or (heading and heading.number):
                yield Mark(unit, tag.start, body, heading, title)


@functools.cache
def _units() -> Mapping[str, Unit]:
    parts: tuple[Unit, ...] = ("article", "annex", "preamble", "final")
    units: dict[str, Unit] = {name: part for part in parts for name in _names(part)}
    return units | dict.fromkeys(table("headings")["markup"]["division"], "division")


def _label(text: str, tags: Sequence[_Tag], i: int) -> tuple[str, str, int]:
    """Return number and heading of an element, from its attributes or first children, and where these end."""
    attributes = _attributes(tags[i].attributes)
    number = _first(attributes, "number_attributes")
    title = _first(attributes, "heading_attributes")
    body, at = tags[i].end, i + 1
    while at + 1 < len(tags) and tags[at].name in _names("number") | _names("heading"):
        close = next(
            (j for j in range(at + 1, min(at + 40, len(tags))) if tags[j].name == tags[at].name), at + 1
        )
        words = unmarked(_without_tags(text, tags[at : close + 1]))
        number, title = (words, title) if tags[at].name in _names("number") else (number, words)
        body, at = tags[close].end, close + 1
    return number, title, body


def _without_tags(text: str, tags: Sequence[_Tag]) -> str:
    return "".join(text[a.end : b.start] for a, b in itertools.pairwise(tags))


def _attributes(printed: str) -> dict[str, str]:
    import html

    found = regex.finditer(r"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')", printed)
    return {m[1].rpartition(":")[2]: html.unescape(m[2] if m[2] is not None else m[3]) for m in found}


def _first(attributes: Mapping[str, str], kind: str) -> str:
    return next((attributes[name] for name in table("headings")["markup"][kind] if name in attributes), "")


def _heading(unit: Unit, name: str, number: str) -> Heading | None:
    """Read the number of an element as if it were printed: "ARTICLE 5", "5." and "5" are the same."""
    names: Mapping[str, str] = table("headings")["markup"]["division"]
    if unit not in ("article", "division", "annex"):
        return None
    read = read_heading(number)
    if read and read.unit == unit:
        return read
    bare = number.strip(" .:;)(")
    if unit == "article":
        return Heading("article", "Article", article_number(bare.split()[-1]) if bare else "", 9, 0)
    return read_heading(f"{names.get(name, name.capitalize())} {bare}")


def _by_position(marks: Sequence[Mark]) -> list[Mark]:
    """Take an article without a number, before or behind all others, for the preamble or the close."""
    numbered = [i for i, m in enumerate(marks) if m.part == "article" and m.heading and m.heading.number]
    if not numbered:
        return list(marks)
    return [_placed(mark, i < numbered[0], i > numbered[-1]) for i, mark in enumerate(marks)]


def _placed(mark: Mark, is_before: bool, is_after: bool) -> Mark:
    if mark.part != "article" or (mark.heading and mark.heading.number) or not (is_before or is_after):
        return mark
    return mark._replace(part="preamble" if is_before else "final", heading=None)
