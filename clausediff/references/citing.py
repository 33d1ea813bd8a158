"""Provisions as texts cite them: "paragraph 2 of Article 3", "Arts. 4–6", "第五十一条"."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import regex

from clausediff.locator import Locator, article_number, is_article_number
from clausediff.numerals import latin_suffixes, number, number_words, ordinal, ordinal_words, roman, to_roman
from clausediff.tables import table

_SIGNS = ("第", "제")

#: Longer ranges ("Articles 1 to 5000") are given by their two ends.
LONGEST_RANGE = 400

#: So many places of one list are given, no more: no real list comes near.
MOST_PLACES = 2000

#: Levels of the data file: divisions lie above the article, sentences and lines below the items.
ARTICLE, PARAGRAPH, SENTENCE = 5, 6, 9


class Place(NamedTuple):
    """One place cited: where its words stand, the locator they give, the unit as printed."""

    start: int
    end: int
    locator: Locator
    unit: str
    note: str = ""


class Citation(NamedTuple):
    """
    Places cited in one breath ("Articles 3 and 4").

    A weak citation ("section 3", "part 2") counts only beside an instrument.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    level: int
    is_weak: bool


class _Number(NamedTuple):
    """A number of a list: values (several in a range), and the steps in parentheses behind it."""

    start: int
    end: int
    values: tuple[str, ...]
    steps: tuple[str, ...]


class _Part(NamedTuple):
    """One unit with its numbers; without numbers where the unit stands alone ("the preamble")."""

    start: int
    end: int
    unit: str
    facts: dict[str, Any]
    numbers: tuple[_Number, ...]


def find_citations(text: str) -> Iterator[Citation]:
    """
    Yield the provisions that a text cites, in order, without overlap.

        citation = sign-citation | chain

    >>> [str(place.locator) for cited in find_citations("para. 2 of Article 23") for place in cited.places]
    ['23(2)']
    >>> [str(place.locator) for cited in find_citations("Articles 3 and 4.2(c)") for place in cited.places]
    ['3', '4(2)(c)']
    """
    reached = 0
    for found in _start().finditer(text):
        if found.start() < reached or not (
            found["mark"] or found["count"] or found[0].casefold() in _first_words()
        ):
            continue
        parts = _signs(text, found.start()) if found["mark"] in _SIGNS else _chain(text, found.start())
        citation = _citation(parts)
        if citation is not None:
            yield citation
            reached = citation.end


def _chain(text: str, position: int) -> list[_Part]:
    """
    Read a place from the inside out.

        chain = group { OF group }        each group lies around the one before it
    """
    parts = _group(text, position)
    while parts and len(parts) < 8:
        link = _of().match(text, parts[-1].end)
        outer = _group(text, link.end()) if link else []
        # "Article 3 of paragraph 5" is no place: the outer unit must be the larger one.
        if not outer or outer[0].facts["level"] >= min(part.facts["level"] for part in parts):
            break
        parts = [*parts, *outer]
    return parts


def _group(text: str, position: int) -> list[_Part]:
    """
    Read a place from the outside in: "Article 3, paragraph 2, first sentence".

        group = part { [","] part }       each part lies inside the one before it
    """
    parts: list[_Part] = []
    part = _part(text, position)
    while part is not None and len(parts) < 8:
        if parts and parts[-1].facts["level"] == ARTICLE and part.facts.get("label") == "Section":
            part = part._replace(facts=_facts_by_name()["paragraph"])
        if parts and part.facts["level"] <= parts[-1].facts["level"]:
            break
        if parts and len(parts[-1].numbers) > 1 and len(part.numbers) == 1:
            parts[-1] = _into_last(parts[-1], part)
        else:
            parts.append(part)
        gap = _gap().match(text, part.end)
        part = _part(text, gap.end(), is_inner=True) if gap else None
    return parts


def _into_last(part: _Part, inner: _Part) -> _Part:
    """Read "Articles 3 and 4, paragraph 2" as Article 3 and Article 4(2)."""
    value = inner.numbers[0].values[0] if inner.numbers[0].values else ""
    place, _ = _locator([(inner, value, 0, inner.numbers[0].steps)])
    last = part.numbers[-1]
    last = last._replace(end=inner.end, steps=(*last.steps, *place.steps))
    return part._replace(end=inner.end, numbers=(*part.numbers[:-1], last))


def _part(text: str, position: int, *, is_inner: bool = False) -> _Part | None:
    """
    Read one unit with its numbers.

        part = ORDINAL unit | unit numbers | BARE-UNIT
    """
    return (
        _ordinal_part(text, position)
        or _numbered_part(text, position)
        or _bare_part(text, position, is_inner)
    )


def _ordinal_part(text: str, position: int) -> _Part | None:
    """
    Read an ordinal before its unit: "second sentence", "Пятая статья", "3rd paragraph".

        ordinal-part = ordinal { ( "," | "and" ) ordinal } unit
        ordinal = ORDINAL | LAST
    """
    numbers: list[_Number] = []
    while len(numbers) < 20 and (found := _ordinal().match(text, position)):
        value = ordinal(found[0])
        if value is None and found[0].casefold() not in table("provisions")["joiners"]["last"]:
            return None
        numbers.append(_Number(found.start(), found.end(), (str(value or "last"),), ()))
        unit = _unit_behind().match(text, found.end())
        if unit is not None:
            facts = _unit_facts(unit["unit"])
            is_other = facts.get("unnumbered") or _is_news(text, unit)
            return (
                None if is_other else _Part(numbers[0].start, unit.end(), unit["unit"], facts, tuple(numbers))
            )
        join = _ordinal_join().match(text, found.end())
        position = join.end() if join else len(text)
    return None


def _is_news(text: str, unit: regex.Match[str]) -> bool:
    """Whether "the third article in this series" speaks of a newspaper's article."""
    after = _next_word().match(text, unit.end())
    stops = table("provisions")["stops"]["not_before"]
    is_article = unit["unit"].islower() and unit_level(unit["unit"]) == ARTICLE
    return bool(is_article and after and after[1].casefold() in stops)


def _numbered_part(text: str, position: int) -> _Part | None:
    """
    Read a unit and its numbers: "Articles 3, 4 and 6 to 9", "paragraph5", "§ 3".

        numbered-part = unit numbers
    """
    found = _unit().match(text, position)
    if found is None:
        return None
    facts = _unit_facts(found["unit"])
    numbers = () if facts.get("unnumbered") else _numbers(text, found, facts)
    return _Part(found.start(), numbers[-1].end, found["unit"], facts, numbers) if numbers else None


def _bare_part(text: str, position: int, is_inner: bool) -> _Part | None:
    """
    Read a unit that needs no number: the preamble, the chapeau, "the Annex".

        bare-part = PREAMBLE | CHAPEAU | "Annex"        with a capital where it is an annex
    """
    found = _unit().match(text, position)
    if found is None or is_inner:
        return None
    facts = _unit_facts(found["unit"])
    if not facts.get("bare") or (facts["name"] == "annex" and not found["unit"][:1].isupper()):
        return None
    return _Part(found.start(), found.end("unit"), found["unit"], facts, ())


def _numbers(text: str, unit: regex.Match[str], facts: dict[str, Any]) -> tuple[_Number, ...]:
    """
    Read the numbers of one unit; all of one kind, so that "paragraph 5, I" is paragraph 5.

        numbers = number { ( JOINER | TO ) [ unit ] ( number | steps ) }
    """
    first = _item().match(text, unit.end())
    if first is None or not _is_number(first, facts, is_first=True):
        return ()
    numbers = [_number(first)]
    is_plural = unit["unit"].casefold() in facts.get("plural", ()) or unit["unit"].casefold().endswith("s")
    last, is_joined = first, is_plural
    pending: list[_Number] = []
    while len(numbers) + len(pending) < 1000:
        join = _join().match(text, last.end())
        item = _item().match(text, join.end()) if join else None
        if join is None or item is None or not _follows(join, item, last, unit, facts, is_plural):
            break
        if join["range"]:
            base = pending.pop() if pending else numbers.pop()
            is_one = _is_dashed_number(join, item, last, is_plural)
            pending.append(_dashed(base, item) if is_one else _range(base, item))
        else:
            pending.append(_sibling(item, (pending or numbers)[-1]))
        is_joined = is_joined or bool(join["word"]) or bool(join["range"])
        if is_joined:
            numbers, pending = [*numbers, *pending], []
        last = item
    return tuple(numbers)


def _is_dashed_number(
    join: regex.Match[str], item: regex.Match[str], last: regex.Match[str], is_plural: bool
) -> bool:
    """Whether a dash belongs to the number ("Article 14-2") rather than to a range ("paragraphs 4-7")."""
    if join["range"].strip() not in ("-", "‑", "–", "—") or is_plural or item["body"] is None:
        return False
    before, after = number(last["body"] or ""), number(item["body"] or "")
    return before is None or after is None or after <= before


def _follows(
    join: regex.Match[str],
    item: regex.Match[str],
    last: regex.Match[str],
    unit: regex.Match[str],
    facts: dict[str, Any],
    is_plural: bool,
) -> bool:
    """Whether what stands behind a joiner goes on with the list."""
    if join["unit"] and _unit_facts(join["unit"])["name"] != facts["name"]:
        return False
    if item["body"] is None:
        return bool(last["steps"]) and not join["unit"]
    if _kind(item["body"]) != _kind(last["body"] or item["body"]) or item["body"] == "I":
        return False
    if not _is_number(item, facts, is_first=False):
        return False
    year = number(item["body"]) or 0
    if 1600 <= year <= 2100 and item["body"].isdecimal() and (number(last["body"] or "") or 0) < 1000:
        return False
    return is_plural or bool(join["unit"]) or _kind(item["body"]) != "digits" or _is_complete(item)


def _is_complete(item: regex.Match[str]) -> bool:
    """Whether no noun follows that the number would count ("Article 5 and 30 countries")."""
    after = regex.compile(r"\s+(\p{Ll}+)").match(item.string, item.end())
    return after is None or str(after[1]) in _small_words()


def _is_number(item: regex.Match[str], facts: dict[str, Any], *, is_first: bool) -> bool:
    body = item["body"]
    if body is None:
        return int(facts["level"]) >= PARAGRAPH
    kind = _kind(body)
    if kind == "letter":
        is_large = facts["level"] < ARTICLE and body.isupper()
        return (is_large or facts["level"] > PARAGRAPH) and body != "I"
    printed = article_number(body.replace(":", "."))
    is_counted = any(sign.isdecimal() for sign in printed) and is_article_number(printed)
    return is_counted and (kind != "word" or (is_first and facts["level"] in (0, 3, ARTICLE)))


def _kind(body: str) -> str:
    if body[0].isdecimal():
        return "digits"
    head = regex.split(r"[.:\s]", body)[0]
    if roman(head) and head.isupper() and head not in "CDLM":
        return "roman"
    return "letter" if len(body) == 1 else "word"


def _number(item: regex.Match[str]) -> _Number:
    body = item["body"]
    return _Number(item.start(), item.end(), (body,) if body else (), tuple(item.captures("step")))


def _sibling(item: regex.Match[str], last: _Number) -> _Number:
    """Read "(b)" behind "2(1)(a)" as 2(1)(b)."""
    if item["body"] is not None:
        return _number(item)
    steps = tuple(item.captures("step"))
    return _Number(item.start(), item.end(), last.values, (*last.steps[: -len(steps)], *steps))


def _dashed(first: _Number, item: regex.Match[str]) -> _Number:
    name = f"{first.values[-1] if first.values else ''}-{item['body']}"
    return _Number(first.start, item.end(), (*first.values[:-1], name), tuple(item.captures("step")))


def _range(first: _Number, item: regex.Match[str]) -> _Number:
    """Count from one number to another; letters in parentheses are counted too."""
    start, end = first.start, item.end()
    if not (first.steps if item["body"] is None else first.values):
        return first._replace(end=end)
    if item["body"] is None:
        steps = tuple(item.captures("step"))
        return _Number(
            start, end, first.values, (*first.steps[: -len(steps)], f"{first.steps[-1]}-{steps[-1]}")
        )
    stem, _, digits = first.values[-1].rpartition(".")
    low, high = number(digits) or 0, number(item["body"].removeprefix(f"{stem}.")) or 0
    if not low < high <= low + LONGEST_RANGE or first.steps:
        return _Number(start, end, (*first.values, item["body"]), tuple(item.captures("step")))
    prefix = f"{stem}." if stem else ""
    return _Number(start, end, tuple(f"{prefix}{value}" for value in range(low, high + 1)), ())


def _signs(text: str, position: int) -> list[_Part]:
    """
    Read Chinese, Japanese and Korean provisions: 第二条第四款, 제4조 제2항.

        signs = { ( "第" | "제" ) NUMERAL UNIT-SIGN }
    """
    parts: list[_Part] = []
    found = _sign().match(text, position)
    while found is not None and len(parts) < 8:
        facts = _facts_by_name()[table("provisions")["signs"][found["unit"]]]
        value = number(found["number"])
        counted = _Number(found.start(), found.end(), (str(value or found["number"]),), ())
        if parts and facts["level"] <= parts[-1].facts["level"]:
            break
        parts.append(_sign_range(text, _Part(found.start(), found.end(), found["unit"], facts, (counted,))))
        if parts[-1].end > found.end():
            break
        found = _sign().match(text, found.end())
    return parts


def _sign_range(text: str, part: _Part) -> _Part:
    """
    Read a range of signs: 第三条至第五条.

        sign-range = sign ( "至" | "到" | … ) sign
    """
    link = _sign_to().match(text, part.end)
    last = _sign().match(text, link.end()) if link else None
    low, high = number(part.numbers[0].values[0]), number(last["number"]) if last else None
    if last is None or low is None or high is None or last["unit"] != part.unit:
        return part
    if not low < high <= low + LONGEST_RANGE:
        return part
    values = tuple(str(value) for value in range(low, high + 1))
    return part._replace(end=last.end(), numbers=(_Number(part.start, last.end(), values, ()),))


def _citation(parts: Sequence[_Part]) -> Citation | None:
    """Put the parts of a chain together, the largest unit outermost; the last list is counted out."""
    if not parts:
        return None
    start, end = parts[0].start, max(part.end for part in parts)
    level = min(part.facts["level"] for part in parts)
    is_weak = all(_is_weak(part) for part in parts)
    return Citation(start, end, tuple(_places(parts, start, end)), level, is_weak)


def _is_weak(part: _Part) -> bool:
    if not part.numbers:
        return str(part.facts["name"]) != "preamble"
    return bool(part.facts.get("weak")) and not _is_firm(part)


def _is_firm(part: _Part) -> bool:
    """Whether a weak unit stands as a heading does: "Chapter VII", but not "part 2" or "Title I"."""
    if part.facts["name"] not in ("chapter", "section"):
        return False
    name = part.numbers[0].values[0] if part.numbers and part.numbers[0].values else ""
    return _kind(name or " ") == "roman"


def _places(parts: Sequence[_Part], start: int, end: int) -> Iterator[Place]:
    """
    Yield one place for each number of the list.

    The words of a list are shared out: each place has its own number, the first the unit too, the
    last what follows. Places of a range or of two crossed lists share the whole.
    """
    ordered = sorted(parts, key=lambda part: part.facts["level"])
    lists = [part for part in ordered if len(part.numbers) > 1]
    only = lists[0] if len(lists) == 1 else None
    cuts = _cuts(only, start, end) if only else []
    for path in _paths(ordered):
        at = next((step[2] for step in path if only is not None and step[0] is only), None)
        span = cuts[at] if at is not None else (start, end)
        yield Place(*span, *_locator(path), note=_note(path))


def _cuts(part: _Part, start: int, end: int) -> list[tuple[int, int]]:
    starts = [start, *(number.start for number in part.numbers[1:])]
    ends = [*(number.end for number in part.numbers[:-1]), end]
    return list(zip(starts, ends, strict=True))


Step = tuple[_Part, str, int, tuple[str, ...]]


def _paths(parts: Sequence[_Part]) -> Iterator[tuple[Step, ...]]:
    """Return every combination of one number of each part."""
    return itertools.islice(itertools.product(*map(_choices, parts)), MOST_PLACES)


def _choices(part: _Part) -> Iterator[Step]:
    if not part.numbers:
        yield part, "", 0, ()
    for index, counted in enumerate(part.numbers):
        for steps in _counted_steps(counted.steps):
            for value in counted.values or ("",):
                yield part, value, index, steps


def _counted_steps(steps: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Count out "(a)-(c)"."""
    if not steps or not regex.fullmatch(r"\w+-\w+", steps[-1]):
        return (steps,)
    low, high = steps[-1].split("-")
    first, last = roman(low), roman(high)
    if first and last and {*low, *high} <= set("ivx") and 0 < last - first <= LONGEST_RANGE:
        return tuple((*steps[:-1], to_roman(value).lower()) for value in range(first, last + 1))
    if low.isdecimal() and high.isdecimal() and 0 < int(high) - int(low) <= LONGEST_RANGE:
        names = [str(value) for value in range(int(low), int(high) + 1)]
    elif len(low) == len(high) == 1 and 0 < ord(high) - ord(low) < 26:
        names = [chr(code) for code in range(ord(low), ord(high) + 1)]
    else:
        names = [low, high]
    return tuple((*steps[:-1], name) for name in names)


def _locator(path: Sequence[Step]) -> tuple[Locator, str]:
    """Return the place that the parts of a path give, and the unit printed for its article or paragraph."""
    divisions: list[str] = []
    article = ""
    steps: list[str] = []
    for part, value, _, inner in path:
        level = part.facts["level"]
        if level < ARTICLE:
            divisions.append(f"{part.facts['label']} {_division_number(value)}".strip())
        elif level == ARTICLE:
            article, more = _article_and_steps(value)
            steps.extend(more)
        elif level >= SENTENCE or part.facts.get("label"):
            steps.append(_small_step(part, value))
        elif value:
            steps.extend(_step_numbers(value))
        steps.extend(inner)
    named = [step for step in path if step[0].facts["level"] >= ARTICLE]
    return Locator(tuple(divisions), article, tuple(steps)), (named or list(path))[-1][0].unit


def _division_number(value: str) -> str:
    """Keep a division's number as printed; only words become digits."""
    counted = number(value) if _kind(value or "0") == "word" else None
    return str(counted) if counted and not roman(value) else value


def _small_step(part: _Part, value: str) -> str:
    label = part.facts.get("label", part.facts["name"])
    return f"last {label}" if value == "last" else f"{label} {value}".strip()


def _step_numbers(value: str) -> list[str]:
    if value == "last":
        return ["last"]
    return [
        str(number(step) or step) if _kind(step) in ("digits", "roman") else step for step in value.split(".")
    ]


def _article_and_steps(value: str) -> tuple[str, tuple[str, ...]]:
    """
    Tell article from paragraph in a dotted number: 42.7 is 42(7), 3.3.1 is 3.3(1).

    Two numbers are an article and its paragraph, as in the usage of the EU and WTO; three or more
    are chapter, article and paragraphs, as in trade agreements.
    """
    value = regex.sub(r"\s*[‐‑–—-]\s*", "-", value).replace(":", ".")
    head, *rest = value.split(".")
    if rest and len(rest) > 1:
        head, rest = f"{article_number(head)}.{rest[0]}", rest[1:]
    return article_number(head), tuple(rest)


def _note(path: Sequence[Step]) -> str:
    value = next((value for part, value, *_ in path if part.facts["level"] == ARTICLE), "")
    if value.count(".") == 1:
        return f"{value} may also be the number of an article"
    return ""


def unit_level(word: str) -> int:
    """
    Return how deep a unit lies, by any of its written forms; -1 for any other word.

    >>> unit_level("Paragraph") == PARAGRAPH, unit_level("статьи") == ARTICLE
    (True, True)
    """
    return int(_facts_by_word().get(word.casefold(), {}).get("level", -1))


def _unit_facts(word: str) -> dict[str, Any]:
    return _facts_by_word()[word.casefold()]


@functools.cache
def _facts_by_word() -> dict[str, dict[str, Any]]:
    return {word.casefold(): facts for facts in table("provisions")["unit"] for word in facts["words"]}


@functools.cache
def _facts_by_name() -> dict[str, dict[str, Any]]:
    return {facts["name"]: facts for facts in table("provisions")["unit"]}


@functools.cache
def _small_words() -> frozenset[str]:
    joiners = table("provisions")["joiners"]
    verbs = {
        "is",
        "are",
        "was",
        "were",
        "of",
        "provide",
        "state",
        "shall",
        "apply",
        "may",
        "which",
        "that",
        "as",
    }
    return frozenset(joiners["list"]) | frozenset(joiners["of"]) | frozenset(joiners["range"]) | verbs


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, with free space where they have a space."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _unit_pattern() -> str:
    return rf"(?<![\p{{L}}\p{{N}}])(?P<unit>{any_of(_facts_by_word())})(?![\p{{L}}])"


@functools.cache
def _start() -> regex.Pattern[str]:
    """Cut out every word or mark with which a citation may start."""
    return regex.compile(
        rf"(?P<mark>[§¶]|[第제](?=\s?[\p{{Nd}}\p{{Han}}]{{1,9}}\s?[{_sign_units()}]))"
        r"|(?P<count>(?<!\p{N})\p{Nd}{1,3}[-.]?(?:st|nd|rd|th|er|ème|e|º|ª|я|й|ой|го)(?!\p{L}))"
        r"|[^\W\d_第제]+"
    )


@functools.cache
def _first_words() -> frozenset[str]:
    """Return the words a citation may start with: units, ordinals, tens, "last"."""
    data = table("provisions")
    written = [*_facts_by_word(), *ordinal_words(), *data["joiners"]["last"]]
    return frozenset(regex.split(r"[^\p{L}]", word.casefold())[0] for word in written)


@functools.cache
def _ordinal() -> regex.Pattern[str]:
    """One word that may be an ordinal; `numerals.ordinal` decides."""
    return regex.compile(
        r"(?<![\p{L}\p{N}])(?:\p{Nd}{1,3}[-.]?[\p{L}º°ª]{1,3}|\p{L}+(?:-\p{L}+)?)(?![\p{L}\p{N}])"
    )


@functools.cache
def _unit_behind() -> regex.Pattern[str]:
    return regex.compile(rf"\s+{_unit_pattern()}", regex.IGNORECASE)


@functools.cache
def _ordinal_join() -> regex.Pattern[str]:
    words = any_of(word for word in table("provisions")["joiners"]["list"] if word[0].isalpha())
    return regex.compile(rf"\s*,\s*|\s*,?\s+(?:{words})\s+", regex.IGNORECASE)


@functools.cache
def _next_word() -> regex.Pattern[str]:
    return regex.compile(r"\s+([^\W\d_]+)")


@functools.cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(_unit_pattern() + r"\s{0,3}(?:[nN][o°º]\.?\s?)?", regex.IGNORECASE)


@functools.cache
def _item() -> regex.Pattern[str]:
    """One number with its steps: "42.7(b)", "14 ter", "XVI", "Five", "12-03", "(c)"."""
    latin = "|".join(latin_suffixes())
    digits = (
        r"\p{Nd}{1,5}+(?:\.\p{Nd}{1,4}+){0,4}+"
        rf"(?!\.\p{{Nd}}|,\p{{Nd}}{{3}}(?!\p{{Nd}})|\s?%|\p{{Nd}}|(?!(?:{latin})(?!\p{{L}}))\p{{L}}{{2}})"
        rf"(?:(?:[ ]?(?:{latin})|\p{{L}})(?![\p{{L}}\p{{N}}]))?(?:-(?:0\p{{Nd}}|[A-Z]+(?!\p{{L}})))?"
    )
    letters = r"[IVXLC]+(?:[ ]?(?:" + latin + r"))?(?:[.:]\p{Nd}{1,3})?|[A-Z](?:-?\p{Nd}{1,3})?|\p{Ll}"
    words = rf"(?i:(?:(?:{any_of(table('numerals')['tens'])})[\s-])?(?:{any_of(number_words())}))"
    step = r"[ ]?\((?P<step>\p{Nd}{1,3}\p{L}?|\p{Ll}{1,2}|[ivxl]{1,6}|\p{Lu})\)"
    return regex.compile(
        rf"(?:(?P<body>{digits}|(?:{letters}|{words})(?![\p{{L}}\p{{N}}]))(?P<steps>(?:{step})*)|(?P<steps>(?:{step})+))"
    )


@functools.cache
def _join() -> regex.Pattern[str]:
    joiners = table("provisions")["joiners"]
    words = any_of(word for word in joiners["list"] if (word.isascii() and word.isalpha()) or word in "иوأو")
    dashes = "-–—‑"
    ranges = any_of(word for word in joiners["range"] if word not in dashes)
    return regex.compile(
        rf"\s*(?:(?P<range>[{dashes}])\s*|\s(?P<range>{ranges})\s+"
        rf"|(?P<comma>[,;،]?)\s+(?P<word>{words}|&)\s+|(?P<comma>[,;،])\s*|(?P<word>[、和及])\s*|(?<=\))(?P<comma>)\s*(?=\())"
        rf"(?:{_unit_pattern()}\s*)?",
        regex.IGNORECASE,
    )


@functools.cache
def _gap() -> regex.Pattern[str]:
    return regex.compile(r"(?:\s*,\s*|\s+)")


@functools.cache
def _of() -> regex.Pattern[str]:
    joiners = table("provisions")["joiners"]
    return regex.compile(
        rf"\s*,?\s+(?:(?:{any_of(joiners['of'])})\b['’]?\s*)?(?:(?:{any_of(joiners['articles'])})\b['’]?\s*)?",
        regex.IGNORECASE,
    )


@functools.cache
def _sign() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s?[第제]\s?(?P<number>[\p{{Nd}}\p{{Han}}]{{1,9}}?)\s?(?P<unit>[{_sign_units()}])"
    )


@functools.cache
def _sign_to() -> regex.Pattern[str]:
    return regex.compile(rf"\s?(?:{any_of(table('provisions')['joiners']['signs_range'])})\s?")


def _sign_units() -> str:
    return "".join(table("provisions")["signs"])
