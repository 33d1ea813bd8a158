"""The wording of one article -> its paragraphs and items, numbered or not."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.model import ClauseKind
from clausediff.numerals import number, roman
from clausediff.treaty.headings import any_of, leads_on
from clausediff.treaty.layout import FILLER, ends_sentence, is_full

# The ten heavenly stems, which letter items in Chinese texts.
_STEMS = "甲乙丙丁戊己庚辛壬癸"


class Provision(NamedTuple):
    """A part of an article: the steps that lead to it ("2", "a"), its kind, its place without its label."""

    steps: tuple[str, ...]
    kind: ClauseKind
    start: int
    end: int


class Label(NamedTuple):
    """A printed label, and the ways to read it: (style, place in the list)."""

    start: int
    end: int
    printed: str
    readings: tuple[tuple[str, int], ...]
    begins_line: bool


class Part:
    """A paragraph or item while it is read: what it is called, where it begins, what it holds."""

    def __init__(self, style: str, place: int, step: str, label: int, start: int) -> None:
        self.style, self.place, self.step, self.label, self.start = style, place, step, label, start
        self.parts: list[Part] = []


def provisions(text: str, start: int, end: int, *, width: int = 0) -> list[Provision]:
    """
    Cut the wording of an article at `text[start:end]`, parents before what they hold.

    Numbered paragraphs and lettered items keep their label as step, also where they run on in one
    line; unnumbered paragraphs are counted, where there are several. What stands before a list is its
    "chapeau".

    >>> text = "The Parties shall:\\n(a) consult; and\\n(b) act."
    >>> [("".join(p.steps), text[p.start:p.end]) for p in provisions(text, 0, len(text))]
    [('chapeau', 'The Parties shall:'), ('a', 'consult; and'), ('b', 'act.')]
    """
    whole = _read(text, start, end, width)
    return list(_provisions(text, whole, (), end))


def _read(text: str, start: int, end: int, width: int) -> Part:
    """Build the tree of parts from the marks in the text, each read in the light of those before it."""
    whole = Part("whole", 0, "", start, start)
    open_parts = [whole]
    marks = list(_marks(text, start, end, width))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if isinstance(mark, Label) and _place_label(open_parts, mark, following):
            continue
        if not isinstance(mark, Label) or mark.begins_line:
            _place_paragraph(text, open_parts, mark if isinstance(mark, int) else mark.start)
    return _unnumbered_lists(text, whole, end)


def _marks(text: str, start: int, end: int, width: int) -> Iterator[Label | int]:
    """Give labels, and the starts of paragraphs that have none."""
    at = start
    for chunk in _paragraph_starts(text, start, end, width):
        if start < chunk <= at:
            continue
        yield from _inline_labels(text, at, chunk)
        at = chunk
        label = _label(text, chunk, end, True)
        if label is None:
            yield chunk
        while label:
            yield label
            at = label.end
            label = _label(text, at, end, False)
    yield from _inline_labels(text, at, end)


def _inline_labels(text: str, start: int, end: int) -> Iterator[Label]:
    at = start
    while found := _before_label().search(text, at, end):
        label = _label(text, found.end(), end, False)
        at = found.end()
        while label:
            yield label
            at = label.end
            label = _label(text, at, end, False)


@functools.cache
def _before_label() -> regex.Pattern[str]:
    joined = any_of("joined")
    return regex.compile(
        rf"[:;,.—–](?:\s*(?i:{joined})\b)?\s*(?=\([*_]*(?:[a-zA-Z]{{1,2}}|[ivxIVX]{{1,6}}|\d{{1,3}})[*_]*\))"
        rf"|[.;:]['\"’”]?\s+(?=\d{{1,3}}\.\s+['\"‘“«(]?\p{{Lu}})"
        rf"|[:;,](?:\s*(?i:{joined})\b)?\s+(?=(?:[a-z]|[ivx]{{1,5}}|\d{{1,2}})\)\s)"
    )


def _label(text: str, at: int, end: int, begins_line: bool) -> Label | None:
    found = _label_pattern().match(text, at, end)
    if found is None:
        return None
    if begins_line or found["round"] or found["half"] or text[found.end() : found.end() + 1].isupper():
        printed = (found["round"] or found["half"] or found["dot"] or "").strip(".、")
        form = "()" if found["round"] else ")" if found["half"] else "."
        if _is_han_number(printed):
            printed, form = str(number(printed)), f"{form}一"
        return Label(at, found.end(), printed, _readings(printed, form), begins_line)
    return None


@functools.cache
def _is_han_number(printed: str) -> bool:
    return not printed.isascii() and not printed.isdecimal() and number(printed) is not None


@functools.cache
def _label_pattern() -> regex.Pattern[str]:
    han = "[一二三四五六七八九十]{1,3}"
    numeral = rf"\d{{1,3}}|[a-z]{{1,2}}|[A-Z]{{1,2}}|[ivxl]{{1,6}}|[IVXL]{{1,6}}|[а-я]|{han}|[{_STEMS}]"
    return regex.compile(
        rf"""[*_]*(?:
          [(（][*_]*(?P<round>{numeral})[*_]*[)）][*_]*\s*
        | (?P<half>{numeral})\)[*_]*\s+
        | (?P<dot>(?:\d{{1,3}}\.)+\d{{0,3}}|(?:[a-zA-Z]|[ivxl]{{1,6}}|[IVXL]{{1,6}})\.)[*_]*
          (?:\s+|(?=\p{{Han}}))
        | (?P<dot>{han})、\s*
        | (?P<dot>\d{{1,3}})\s{{2,}}(?=\p{{Lu}})
        )""",
        regex.VERBOSE,
    )


@functools.cache
def _readings(printed: str, form: str) -> tuple[tuple[str, int], ...]:
    """Give all that a label may mean: "(i)" is the first or the ninth."""
    bare = printed.strip(".")
    if bare.isdecimal():
        return ((f"1{form}", int(bare)),)
    if bare in _STEMS:
        return ((f"甲{form}", _STEMS.index(bare) + 1),)
    if "." in bare:
        return ((f"1{form}", int(bare.rsplit(".", 1)[1])),)
    case = "A" if bare.isupper() else "a"
    value = roman(bare) if len(bare) > 1 or bare in "ivxIVX" else None
    readings = [(f"{case}i{form}", value)] if value else []
    if len(set(bare)) == 1:
        first = ord("а") if "а" <= bare[0] <= "я" else ord(case)
        readings.append((f"{case}{form}", ord(bare[0]) - first + 1 + (len(bare) - 1) * 26))
    return tuple(readings)


def _place_label(open_parts: list[Part], label: Label, following: Label | int | None) -> bool:
    """Hang a label where it goes on a list or begins one; refuse it where it does neither."""
    choices = list(_choices(open_parts, label))
    if not choices:
        return False
    next_readings = dict(following.readings) if isinstance(following, Label) else {}
    # "(i)" after "(h)" is a letter, unless "(ii)" comes next.
    _, depth, style, place = max(choices, key=lambda c: (next_readings.get(c[2]) == c[3] + 1, *c[:2]))
    del open_parts[depth + 1 :]
    step = label.printed.rsplit(".", 1)[-1]
    part = Part(style, place, step, label.start, label.end)
    open_parts[-1].parts.append(part)
    open_parts.append(part)
    return True


def _choices(open_parts: Sequence[Part], label: Label) -> Iterator[tuple[int, int, str, int]]:
    """Give for each possible reading its likelihood, the depth of its parent, its style and place."""
    deepest = len(open_parts) - 1
    # A line may begin with the number after one that was lost in print.
    leap = 2 if label.begins_line else 1
    for style, place in label.readings:
        for depth, part in enumerate(open_parts):
            if part.style == style and 0 < place - part.place <= leap:
                yield 2 if place - part.place == 1 else 0, depth - 1, style, place
        is_open = any(part.style == style for part in open_parts)
        if not is_open and place <= leap and (place == 1 or deepest <= 1):
            yield 1, 0 if _is_numbered(style, open_parts) else deepest, style, place


def _is_numbered(style: str, open_parts: Sequence[Part]) -> bool:
    """Whether a list of this style gives the article its paragraphs: "1." after unnumbered wording."""
    return style in ("1.", "1.一") and len(open_parts) == 2 and open_parts[1].style == "unnumbered"


def _place_paragraph(text: str, open_parts: list[Part], at: int) -> None:
    """Hang a paragraph without a label: a new one of the article, or more of the one being read."""
    top = open_parts[1] if len(open_parts) > 1 else None
    if top and (top.style.startswith("1") or not _is_new(text, open_parts, at)):
        del open_parts[2:]
        return
    part = Part("unnumbered", len(open_parts[0].parts) + 1, str(len(open_parts[0].parts) + 1), at, at)
    open_parts[0].parts.append(part)
    open_parts[1:] = [part]


def _is_new(text: str, open_parts: Sequence[Part], at: int) -> bool:
    before = text[max(0, at - 80) : at].rstrip()
    return len(open_parts) < 3 or not (text[at].islower() or before[-1:] in (";", ","))


def _paragraph_starts(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Give the places where a line begins a paragraph."""
    yield start
    for found in _break().finditer(text, start + 1, end):
        at = found.end()
        if at < end and _begins_paragraph(text, start, found.start(), at, end, width):
            yield at


@functools.cache
def _break() -> regex.Pattern[str]:
    return regex.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]\s*+(?:[#>|]+\s*+)*+")


def _begins_paragraph(text: str, start: int, before: int, at: int, end: int, width: int) -> bool:
    is_finished = ends_sentence(text[max(start, before - 24) : before])
    is_blank = text.count("\n", before, at) > 1
    label = _label_pattern().match(text, at, end)
    if label:
        return (
            is_finished
            or is_blank
            or (label["round"] is not None and not leads_on(text[max(start, before - 24) : before]))
        )
    if FILLER in text[before:at]:
        # The end of a page, not of a paragraph.
        return is_finished and not text[at].islower()
    if is_blank or not width:
        return is_finished or not text[at].islower()
    line = text[max(start, text.rfind("\n", start, before) + 1) : before].strip()
    return is_finished and not text[at].islower() and not is_full(line, text[at : at + 40], width)


def _unnumbered_lists(text: str, whole: Part, end: int) -> Part:
    """Where a copy has lost its numbers, tell the items of a list from paragraphs by their stops."""
    parts = whole.parts
    if len(parts) < 2 or any(part.style != "unnumbered" or part.parts for part in parts):
        return _chapeau_before_numbers(whole)
    ends = [*(part.label for part in parts[1:]), end]
    closing = [text[part.start : stop].rstrip() for part, stop in zip(parts, ends, strict=True)]
    if _introduces(closing[0]) and _list_end(closing, 0) == len(parts):
        whole.parts = [_renamed(part, i) for i, part in enumerate(parts[1:], 1)]
        return whole
    whole.parts = list(_nested(parts, closing))
    return whole


def _chapeau_before_numbers(whole: Part) -> Part:
    """Wording before paragraph 1 introduces them; before paragraph 2 it is paragraph 1."""
    numbered = [part for part in whole.parts if part.style != "unnumbered"]
    if numbered and numbered[0].style.startswith("1") and whole.parts[0].style == "unnumbered":
        kept = 1 if numbered[0].place == 2 else 0
        whole.parts = [*whole.parts[:kept], *numbered]
    return whole


def _nested(parts: Sequence[Part], closing: Sequence[str]) -> Iterator[Part]:
    at = count = 0
    while at < len(parts):
        count += 1
        part, stop = _renamed(parts[at], count), at + 1
        if _introduces(closing[at]) and closing[at].endswith((":", "—", "–")):
            stop = _list_end(closing, at)
            part.parts = [_renamed(item, i, "a") for i, item in enumerate(parts[at + 1 : stop], 1)]
        yield part
        at = stop


def _renamed(part: Part, place: int, first: str = "1") -> Part:
    step = str(place) if first == "1" or place > 26 else chr(ord("a") + place - 1)
    return Part("unnumbered", place, step, part.label, part.start)


def _introduces(wording: str) -> bool:
    return wording.endswith((":", "—", "–")) or _chapeau_cue().search(wording[-80:]) is not None


@functools.cache
def _chapeau_cue() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\b(?:{any_of('chapeau')})[.:]$")


def _list_end(closing: Sequence[str], chapeau: int) -> int:
    """Return where the list after a chapeau ends: its items end in a semicolon, the last in a full stop."""
    first = chapeau + 1
    if first >= len(closing) or not closing[first].endswith((";", ",", "; and", "; or", ", and", ", or")):
        return len(closing) if closing[first : first + 1] and chapeau == 0 else first
    return next((i + 1 for i in range(first, len(closing)) if closing[i].endswith((".", ":"))), len(closing))


def _provisions(text: str, part: Part, steps: tuple[str, ...], end: int) -> Iterator[Provision]:
    """Give the parts with their places: each ends where the next of its list begins."""
    parts = part.parts
    is_single = len(parts) == 1 and parts[0].style == "unnumbered"
    if is_single:
        yield from _provisions(text, parts[0], steps, end)
        return
    if not parts:
        return
    if part.start < parts[0].label:
        chapeau = trimmed(text, part.start, parts[0].label)
        if chapeau[0] < chapeau[1]:
            yield Provision((*steps, "chapeau"), "chapeau", *chapeau)
    stops = [*(following.label for following in parts[1:]), end]
    for child, stop in zip(parts, stops, strict=True):
        place = (*steps, child.step)
        yield Provision(
            place,
            "item" if steps or not _is_paragraph(child) else "paragraph",
            *trimmed(text, child.start, stop),
        )
        yield from _provisions(text, child, place, stop)


def _is_paragraph(part: Part) -> bool:
    return part.style in ("unnumbered", "1.", "1()", "1)", "1.一")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the white space at both ends of a stretch."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
