"""Quotation or mention: whether marks hold somebody's words, or a title, a name, a term."""

from __future__ import annotations

import functools
import math

import regex

from clausediff.model import QuoteKind, Span
from clausediff.quotes.marks import Marked
from clausediff.quotes.narration import MASK, Narration, Word
from clausediff.quotes.phrases import is_cue
from clausediff.quotes.sources import kind_of_source
from clausediff.quotes.speakers import Source
from clausediff.tables import table, words

Traits = dict[str, float]


def kind_of(text: str, marked: Marked, source: Source | None, narration: Narration) -> QuoteKind:
    """Judge marked words by what is sure of them, or else by the sum of what their traits weigh."""
    sure = settled(text, marked, narration)
    if sure is not None:
        return sure
    weights = table("kinds")["weights"]
    found = traits(text, marked, source, narration)
    return (
        "quotation"
        if sum(weights.get(name, 0.0) * value for name, value in found.items() if value) >= 0
        else "mention"
    )


def settled(text: str, marked: Marked, narration: Narration) -> QuoteKind | None:
    """Return what needs no weighing: stage directions, furniture, blocks, words within others."""
    if _is_stub(text, marked.span) or narration.is_furniture(marked.span):
        return "mention"
    if marked.outer == marked.span:
        return "quotation"
    if not narration.is_outermost(marked.outer):
        return "quotation" if _is_spoken(text, marked, narration) else "mention"
    return "quotation" if _is_headlined(text, marked.outer) else None


def _is_headlined(text: str, outer: Span) -> bool:
    """Whether single marks stand in a headline, where print has no others for quotations."""
    if text[outer.start] not in "'‘" or text[outer.start + 1] == "'" or _is_alone(text, outer):
        return False
    start = max(text.rfind("\n", 0, outer.start) + 1, outer.start - 200)
    line = text[start : outer.start].split() + text[outer.end : outer.end + 100].partition("\n")[0].split()
    long = [word for word in line if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) > 0.75 * len(long)


def _is_stub(text: str, span: Span) -> bool:
    """Whether the words are a stage direction, (CROSSTALK), or no words at all."""
    sample = text[span.start : min(span.end, span.start + 200)]
    return _direction().fullmatch(sample) is not None or not any(char.isalnum() for char in sample)


def _is_spoken(text: str, marked: Marked, narration: Narration) -> bool:
    """Whether words within others are said by somebody there, rather than named."""
    start = marked.outer.start
    before = _word().findall(text[max(0, start - 60) : start].lower())[-3:]
    is_told = any(word in narration.vocabulary.cues for word in before)
    return is_told and (text[max(0, start - 2) : start].strip() in (",", ":") or len(marked.span) > 60)


def traits(text: str, marked: Marked, source: Source | None, narration: Narration) -> Traits:
    """Return what is peculiar of marked words: of themselves, of the words beside them, of their source."""
    inside = _inside(text, marked.span, narration)
    outside = _outside(text, marked.outer, narration)
    sourced = _sourced(marked.span, source, narration)
    joint = {f"{one}, {other}": inside[one] * outside[other] for one in _SHAPES for other in _PLACES}
    joint |= {f"{one}, {other}": inside[one] * sourced[other] for one in _SHAPES for other in _ORIGINS}
    return {"bias": 1.0} | inside | outside | sourced | joint


_SHAPES = ("title", "few words")
_PLACES = (
    "article",
    "possessive",
    "preposition",
    "work",
    "named",
    "noun behind",
    "neighbour",
    "comma before",
    "opens",
)
_ORIGINS = ("no cue", "near cue", "cue behind", "naming cue", "thought cue", "person source")


def _inside(text: str, span: Span, narration: Narration) -> Traits:
    """Return the traits of the words themselves."""
    quoted = text[span.start : min(span.end, span.start + 2000)]
    tokens = _word().findall(quoted)
    lower = [token.lower() for token in tokens]
    # Where nouns are capitalised, one capital says nothing.
    has_capital_nouns = narration.language in words("kinds", "words", "capital_nouns")
    is_title = _is_title(tokens) and not (has_capital_nouns and len(tokens) == 1)
    return {
        "length": math.log2(1 + min(len(tokens), 64)),
        "one word": float(len(tokens) == 1),
        "two words": float(len(tokens) == 2),
        "few words": float(len(tokens) <= 4 and not is_title),
        "first person": float(any(word in words("kinds", "words", "first_person") for word in lower)),
        "function words": float(min(3, sum(word in words("kinds", "words", "function") for word in lower))),
        "capital": float(quoted[0].isupper() and not has_capital_nouns),
        "noun": float(has_capital_nouns and len(tokens) == 1 and quoted[0].isupper()),
        "repeated": float(narration.is_repeated(span)),
        "title": float(is_title),
        "short title": float(is_title and len(tokens) <= 4),
        "sentence": float(quoted[-1] in ".!?" and len(tokens) > 3),
        "exclaimed": float(quoted[-1] in "!?"),
        "code": float(" " not in quoted and any(mark in quoted for mark in "@/_.0123456789")),
    }


def _is_title(tokens: list[str]) -> bool:
    """Whether all words are capitalised but the small ones."""
    large = [token for token in tokens if token.lower() not in words("kinds", "words", "small")]
    return bool(large) and all(token[0].isupper() or token[0].isdigit() for token in large)


def _outside(text: str, outer: Span, narration: Narration) -> Traits:
    """Return the traits of the narration that touches the marks."""
    left, right = narration.before(outer.start), narration.behind(outer.end)
    before, behind = left[-1].text if left else "", right[0].text if right else ""
    lexis = narration.vocabulary
    return _worded(left, right, narration) | {
        "article": float(before.lower() in lexis.determiners),
        "possessive": float(before.endswith(("'s", "’s", "s'", "s’"))),
        "explained": float(any(word.lower in words("kinds", "words", "explaining") for word in right[:4])),
        "subject": float(not left and bool(right) and right[0].lower in lexis.auxiliaries),
        "asked": float(bool(right) and right[-1].text == "?"),
        "preposition": float(before.lower() in lexis.prepositions or before.lower() in lexis.adjuncts),
        "capital before": float(before[:1].isupper() and len(left) > 1),
        "capital before and behind": float(before[:1].isupper() and behind[:1].isupper()),
        "noun behind": float(_is_noun(right, narration)),
        "bracket": float(
            "(" in (before, text[outer.start - 1 : outer.start], behind[:1])
            or text[outer.end : outer.end + 1] == ")"
        ),
        "passive": float(_is_passive(left, narration)),
        "neighbour": float(before.startswith(MASK) or behind.startswith(MASK) or _is_listed(left)),
        "colon": float(before == ":"),
        "comma before": float(before == ","),
        "single": float(text[outer.start] in "'‘‚`" and text[outer.start + 1 : outer.start + 2] != "'"),
        "opens": float(not left),
        "alone": float(_is_alone(text, outer)),
        "heading": float(_is_heading(text, outer)),
        "stop behind": float(behind in (".", "") and text[outer.end - 1 : outer.end] != ","),
        "list": float(before in "*•·-–" and before != ""),
    }


def _worded(left: list[Word], right: list[Word], narration: Narration) -> Traits:
    """Return the traits of single words near the marks."""
    lexis = narration.vocabulary
    before = left[-1].lower if left else ""
    near = {word.lower for word in left[-3:]}
    return {
        "that": float(before in ("that", "dass")),
        "as": float(any(word.lower in ("as", "als") for word in left[-2:])),
        "a": float(before in ("a", "an", "ein", "eine", "einen", "einem", "einer")),
        "of": float(before in ("of", "von")),
        "named": float(bool(near & words("kinds", "words", "naming"))),
        "work": float(bool(near & words("kinds", "words", "works"))),
        "cue before": float(
            any(is_cue(left, index, lexis) for index in range(max(0, len(left) - 3), len(left)))
        ),
        "reported mood": float(any(word.lower in lexis.mood for word in (*left[-12:], *right[:8]))),
    }


def _is_passive(left: list[Word], narration: Narration) -> bool:
    """Whether nobody in particular names the thing: "it is sometimes called"."""
    lexis = narration.vocabulary
    for index in range(max(0, len(left) - 3), len(left)):
        if left[index].lower in lexis.cues and left[index].lower.endswith(("ed", "wn")):
            return any(
                word.lower in words("kinds", "words", "be") for word in left[max(0, index - 3) : index]
            )
    return False


def _is_heading(text: str, outer: Span) -> bool:
    """Whether marks stand in a text's first line, and it is short."""
    if outer.start >= 300 or "\n" in text[: outer.start].lstrip():
        return False
    return "\n" in text[outer.end : outer.end + 200]


def _is_noun(right: list[Word], narration: Narration) -> bool:
    """Whether a noun seems to follow, so that the marked words describe it."""
    if not right or not right[0].text[0].islower():
        return False
    lexis = narration.vocabulary
    known = (
        lexis.prepositions,
        lexis.boundaries,
        lexis.auxiliaries,
        lexis.pronouns,
        lexis.adverbs,
        lexis.cues,
    )
    return not any(right[0].lower in group for group in known)


def _is_listed(left: list[Word]) -> bool:
    """Whether marked words stand just before, with a comma or "and" between."""
    return (
        len(left) > 1
        and left[-1].lower in (",", "and", "or", "und", "oder")
        and left[-2].text.startswith(MASK)
    )


def _is_alone(text: str, outer: Span) -> bool:
    """Whether the marks hold a line of its own."""
    before = text[max(0, outer.start - 20) : outer.start].rstrip(" \t\xa0")[-1:]
    behind = text[outer.end : outer.end + 3].strip(" .,\t\xa0")[:1]
    return before in ("", "\n") and behind in ("", "\n")


def _sourced(span: Span, source: Source | None, narration: Narration) -> Traits:
    """Return the traits of the source: a person near a verb of saying speaks most for a quotation."""
    cue = source.cue if source else None
    name = narration.text[source.span.start : source.span.end] if source else ""
    distance = min(abs(span.start - cue.end), abs(cue.start - span.end)) if cue else 0
    said = narration.text[cue.start : cue.end].lower() if cue else ""
    return {
        "no source": float(source is None and narration.is_understood),
        "no cue": float(source is not None and cue is None and narration.is_understood),
        "near cue": float(cue is not None and distance < 25),
        "far cue": float(cue is not None and distance > 80),
        "cue behind": float(cue is not None and cue.start >= span.end),
        "naming cue": float(said in words("kinds", "words", "naming")),
        "thought cue": float(said in narration.vocabulary.thought),
        "person source": float(source is not None and kind_of_source(name) == "person"),
        "pronoun source": float(name.lower() in narration.vocabulary.pronouns),
        "name source": float(name[:1].isupper() and name.lower() not in narration.vocabulary.pronouns),
    }


@functools.cache
def _direction() -> regex.Pattern[str]:
    return regex.compile(r"[(\[][^()\[\]]*+[)\]][.!]?+")


@functools.cache
def _word() -> regex.Pattern[str]:
    # A script without spaces counts by characters.
    return regex.compile(
        r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}\p{M}$@#&]++(?:['’./-]++[\p{L}\p{N}\p{M}]++)*+"
    )
