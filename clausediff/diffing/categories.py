"""What a change of wording is, and whether it matters: category, effect and a line that says why."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from clausediff.diffing.phrasing import is_stop
from clausediff.model import Edit, Effect, Op, Run, Token, Witness
from clausediff.normalize.counts import values
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import likeness, stem
from clausediff.normalize.words import Number, number
from clausediff.tables import table

_SMALL = frozenset({"case", "spelling", "inflection", "punctuation", "order"})
_QUOTED = 60
_LOOK_BACK = 3
_TERM = 10
_LABEL = 3
_CLAUSE = 40


class Judgement(NamedTuple):
    """What a change is: its category, its effect, and one line that says why."""

    category: str
    effect: Effect
    note: str


class _Term(NamedTuple):
    category: str
    kind: str
    start: int
    end: int
    words: tuple[str, ...]


_Keys: TypeAlias = tuple[str, ...]
_Terms: TypeAlias = dict[str, list[_Term]]
# The words of a term, its category, its kind, and whether it inflects.
_Row: TypeAlias = tuple[tuple[str, ...], str, str, bool]


def judge(base: Witness, other: Witness, op: Op, ours: Run, theirs: Run) -> Judgement:
    """
    Say what a change is: what `ours` of the base became, as `theirs` of the other.

    >>> from clausediff.normalize.tokens import witness
    >>> base, other = witness("A", "shall consult"), witness("B", "may consult")
    >>> judge(base, other, "replace", Run(0, 1), Run(0, 1))[:2]
    ('modality', 'substantive')
    """
    left, right = base.tokens[ours.start : ours.end], other.tokens[theirs.start : theirs.end]
    keys, other_keys = tuple([token.key for token in left]), tuple([token.key for token in right])
    found = (
        _numbering(base, ours, other, theirs)
        or _by_keys(_keys_before(base, ours), keys, other_keys, op == "move")
        or _by_print(left, right)
    )
    if found.category == "case" and not _is_case(left, right):
        found = _plain("spelling")
    if found.category == "negation" and _is_denied_elsewhere(base, ours, other, theirs):
        row = table("categories")["denial"]
        found = Judgement("negation", row["effect"], row["note"])
    if "{" not in found.note:
        return found
    texts = _short(base.phrase(ours)), _short(other.phrase(theirs))
    return found._replace(note=found.note.format(base=texts[0], other=texts[1]))


def subjects(witness: Witness, run: Run) -> tuple[str, ...]:
    """
    Name the categories whose terms stand in a run, the weightiest first.

    >>> from clausediff.normalize.tokens import witness
    >>> subjects(witness("A", "shall not use force"), Run(0, 4))
    ('negation', 'modality')
    """
    before = _keys_before(witness, run)
    keys = [token.key for token in witness.tokens[run.start : run.end]]
    found = _terms(keys, _opens(before))
    return tuple(row["name"] for row in table("categories")["category"] if row["name"] in found)


def is_small(edit: Edit) -> bool:
    """Whether a change is no change of wording: capital letters, spelling, inflection, punctuation, order."""
    return edit.category in _SMALL


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1].rsplit(" ", 1)[0] + " …"


def _is_case(base: Sequence[Token], other: Sequence[Token]) -> bool:
    # Folding a key also makes ss of ß, which is another spelling.
    letters = (filter(str.isalnum, "".join([token.text.lower() for token in side])) for side in (base, other))
    return list(next(letters)) == list(next(letters))


def _numbering(base: Witness, ours: Run, other: Witness, theirs: Run) -> Judgement | None:
    """Recognise labels of paragraphs: “3.” or “(b)” where a line or a sentence begins."""
    sides = [(side, run) for side, run in ((base, ours), (other, theirs)) if run.start < run.end]
    return _plain("numbering") if all(_is_label(*side) for side in sides) else None


def _is_label(witness: Witness, run: Run) -> bool:
    keys = [token.key for token in witness.tokens[run.start : min(run.end, run.start + _LABEL) + 1]]
    words, rest = keys[: run.end - run.start], keys[run.end - run.start :]
    marks = [key for key in words if not _is_word(key)]
    is_marked = bool({".", ")"} & {*words[-1:], *rest})
    if not rest or not is_marked or len(words) - len(marks) != 1 or not set(marks) <= {"(", ")", "."}:
        return False
    name = next(filter(_is_word, words))
    return _is_ordinal(name) and words[0] in (name, "(") and _is_at_head(witness, run, bool(marks))


def _is_at_head(witness: Witness, run: Run, is_marked: bool) -> bool:
    before = _keys_before(witness, run)
    if not before:
        return True
    last = witness.tokens[run.start - 1].span.end
    lines = witness.text[last : witness.tokens[run.start].span.start].count("\n")
    if is_stop(before[-1]):
        return bool(lines) or _provisions().isdisjoint(before[-2:-1])  # Art. 5
    # A number may also come to stand where a line was broken.
    return lines > (0 if is_marked else 1) and before[-1] not in _provisions()


def _is_denied_elsewhere(base: Witness, ours: Run, other: Witness, theirs: Run) -> bool:
    """Whether one side denies by its subject what the other denies by its verb, in the same sentence."""
    denied, denied_too = _denials(base, ours), _denials(other, theirs)
    return sorted([denied, denied_too]) == [["subjects"], ["verbs"]]


def _denials(witness: Witness, run: Run) -> list[str]:
    """Tell how the sentence around a run denies: by its subjects, by its verbs."""
    kinds = {word: kind for kind in ("subjects", "verbs") for word in table("categories")["denial"][kind]}
    before = [token.key for token in witness.tokens[max(run.start - _CLAUSE, 0) : run.start]]
    after = [token.key for token in witness.tokens[run.start : run.end + _CLAUSE]]
    start = max((place + 1 for place, key in enumerate(before) if is_stop(key)), default=0)
    end = next((place for place, key in enumerate(after) if is_stop(key)), len(after))
    return [kinds[key] for key in [*before[start:], *after[:end]] if key in kinds]


def _keys_before(witness: Witness, run: Run) -> _Keys:
    return tuple([token.key for token in witness.tokens[max(run.start - _LOOK_BACK, 0) : run.start]])


def _opens(before: _Keys) -> bool:
    """Whether a sentence or clause begins after the keys."""
    return not before or is_stop(before[-1])


def _by_keys(before: _Keys, base: _Keys, other: _Keys, is_moved: bool) -> Judgement | None:
    is_provision = not _provisions().isdisjoint(before)
    # In “thirty (30)” the figure says again what the word in front says.
    if before and number(before[-1]) and _is_same_number((before[-1], *base), (before[-1], *other)):
        return _plain("number told twice")._replace(category="number")
    return _judged(base, other, is_moved=is_moved, is_provision=is_provision, opens=_opens(before))


# The same change often stands in many places of a treaty.
@functools.lru_cache(maxsize=1 << 12)
def _judged(
    base: _Keys, other: _Keys, *, is_moved: bool, is_provision: bool, opens: bool
) -> Judgement | None:
    """Judge by the words; `is_provision` says that the name of a provision stands in front."""
    return (
        _small(base, other, is_moved)
        or _recounted(base, other, is_provision)
        or _from_lexicon(base, other)
        or _renumbered(base, other, is_provision)
        or _by_terms(base, other, opens)
        or (_plain("reworded") if is_moved else None)
    )


def _small(base: _Keys, other: _Keys, is_moved: bool) -> Judgement | None:
    """Recognise what is no change of wording."""
    if base == other:
        return _plain("order" if is_moved else "case")
    if not any(_is_word(key) for key in [*base, *other]):
        return _plain("punctuation")
    if base and other and _letters(base) == _letters(other):
        return _plain("spelling" if any("-" in key for key in [*base, *other]) else "punctuation")
    if base and other and sorted(filter(_is_word, base)) == sorted(filter(_is_word, other)):
        return _plain("order")
    if len(base) != len(other):
        return None
    relations = {_relation(*pair) for pair in zip(base, other, strict=True)} - {"same"}
    if relations <= {"spelling", "inflection"}:
        return _plain("inflection" if "inflection" in relations else "spelling")
    return None


def _recounted(base: _Keys, other: _Keys, is_provision: bool) -> Judgement | None:
    """Recognise the same numbers written otherwise: 30, thirty, thirty (30)."""
    if not base or not other or not _is_same_number(base, other):
        return None
    if is_provision or not _provisions().isdisjoint(base):
        row = table("categories")["provisions"]["same"]
        return Judgement("cross-reference", row["effect"], row["note"])
    return _plain("the same number")._replace(category="number")


def _is_same_number(base: _Keys, other: _Keys) -> bool:
    if max(len(base), len(other)) > _TERM or base == other:
        return False
    ours, theirs = values(base), values(other)
    return ours == theirs and any(isinstance(value, Number) for value in ours)


def _relation(base: str, other: str) -> str:
    if base == other:
        return "same"
    alike = likeness(base, other)
    return alike.relation if alike else ""


@functools.lru_cache(maxsize=1 << 14)
def _is_word(key: str) -> bool:
    return any(map(str.isalnum, key))


def _letters(keys: Sequence[str]) -> str:
    return "".join(filter(str.isalnum, "".join(keys)))


def _plain(name: str) -> Judgement:
    row = table("categories")["small"][name]
    return Judgement(name, row["effect"], row["note"])


def _from_lexicon(base: _Keys, other: _Keys) -> Judgement | None:
    """Take the word of the treaty lexicon where it knows both terms for one slot."""
    is_term = base and other and max(len(base), len(other)) <= _TERM
    known = lexicon()
    entry = (known.relating(base, other) or known.relating(_bare(base), _bare(other))) if is_term else None
    if entry is None:
        return None
    note = f"{entry.note} Depends on {entry.depends}." if entry.depends else entry.note
    note = note.replace("{", "{{").replace("}", "}}")
    return Judgement(table("categories")["slots"].get(entry.slot, entry.slot), entry.effect, note)


def _bare(keys: _Keys) -> _Keys:
    """Leave out an indefinite article in front of other words."""
    return keys[1:] if keys[1:] and keys[0] in ("a", "an") else keys


def _renumbered(base: _Keys, other: _Keys, is_provision: bool) -> Judgement | None:
    """Recognise another number of an article, a paragraph, a chapter."""
    ours, theirs = ([key for key in keys if not _is_ordinal(key)] for keys in (base, other))
    if ours != theirs or len(ours) == len(base) or len(theirs) == len(other):
        return None
    if is_provision or not _provisions().isdisjoint(ours):
        row = table("categories")["provisions"]
        return Judgement("cross-reference", row["effect"], row["note"])
    return None


@functools.cache
def _provisions() -> frozenset[str]:
    return frozenset(table("categories")["provisions"]["words"])


@functools.lru_cache(maxsize=1 << 14)
def _is_ordinal(key: str) -> bool:
    """Whether a key numbers a provision: 51, VII, b."""
    return _is_number(key) or len(key) == 1 or set(key) <= set("ivxlc")


def _by_terms(base: _Keys, other: _Keys, opens: bool) -> Judgement | None:
    """Name a change by the legal terms that it takes and brings: the weightiest, then the others."""
    ours, theirs = _terms(base, opens), _terms(other, opens)
    leading = _leading(base or other, ours or theirs) if not (base and other) else frozenset()
    found: list[tuple[tuple[bool, bool, int], Judgement]] = []
    for place, row in enumerate(table("categories")["category"]):
        name = row["name"]
        if (name in ours or name in theirs) and _fits(row, base, other, ours, theirs):
            change = _change(row, ours.get(name, []), theirs.get(name, []))
            if change:
                rank = (name not in leading, change is row["same"], place)
                found.append((rank, Judgement(name, _effect(change), change["note"])))
    if not found:
        return None
    first, *others = (judgement for _, judgement in sorted(found))
    also = f" Also: {', '.join(judgement.category for judgement in others)}." if others else ""
    return first._replace(note=first.note + also)


def _leading(keys: _Keys, terms: _Terms) -> frozenset[str]:
    """Name the categories that a phrase belongs to by how it opens."""
    start = 1 if keys[0] in (",", ";", "and") else 0
    for words in _openings():
        if words in (keys[start : start + len(words)], keys[: len(words)]):
            return frozenset(table("categories")["referring"]["categories"])
    opens = any(term.start <= start for term in terms.get("condition", ()))
    return frozenset({"condition"}) if opens else frozenset()


@functools.cache
def _openings() -> tuple[_Keys, ...]:
    return tuple(tuple(opening.split()) for opening in table("categories")["referring"]["openings"])


def _fits(row: Mapping[str, Any], base: _Keys, other: _Keys, ours: _Terms, theirs: _Terms) -> bool:
    if row.get("is_whole"):
        return _covers(ours.get(row["name"], ()), base) and _covers(theirs.get(row["name"], ()), other)
    return bool(max(len(base), len(other)) <= row.get("longest", len(base) + len(other)))


def _covers(terms: Sequence[_Term], keys: _Keys) -> bool:
    return sum(len(term.words) for term in terms) == len(keys)


def _change(
    row: Mapping[str, Any], ours: Sequence[_Term], theirs: Sequence[_Term]
) -> Mapping[str, str] | None:
    """Return what the data say of terms that went and came; None where they are the same terms."""
    kinds = [{term.kind for term in terms} for terms in (ours, theirs)]
    found: Mapping[str, str] | None
    if [term.words for term in ours] == [term.words for term in theirs]:
        found = None
    elif not ours or not theirs:
        found = row["added"] if theirs else row["dropped"]
    elif kinds[0] == kinds[1] and _agree(_numbers(ours), _numbers(theirs), row):
        found = row["same"]
    else:
        shifts = (shift for shift in row.get("shifts", ()) if [{shift["from"]}, {shift["to"]}] == kinds)
        found = next(shifts, row["replaced"])
    return found


def _agree(ours: Sequence[str], theirs: Sequence[str], row: Mapping[str, Any]) -> bool:
    is_told_once = bool(row.get("may_leave_number")) and not (ours and theirs)
    return ours == theirs or is_told_once


def _numbers(terms: Sequence[_Term]) -> list[str]:
    return [word for term in terms for word in term.words if _is_number(word)]


def _effect(row: Mapping[str, str]) -> Effect:
    return cast(Effect, row["effect"])


def _terms(keys: Sequence[str], opens: bool) -> _Terms:
    """
    Find the terms of every category: the longest at each place, none inside a longer one.

    `opens` says that the keys open a sentence.
    """
    beginnings = [_beginning(key, False) for key in keys]
    if opens and keys:
        beginnings[0] = _beginning(keys[0], True)
    forms = {True: tuple(map(_form, keys)), False: tuple(map(_number_or, keys))}
    found = [term for place, rows in enumerate(beginnings) for term in _terms_at(keys, forms, place, rows)]
    terms: _Terms = {}
    end = size = 0
    for term in found:
        # Terms come in the order of the text, so only the longest that reaches furthest can hold another.
        if term.end > end or len(term.words) >= size:
            terms.setdefault(term.category, []).append(term)
            end, size = max((end, size), (term.end, len(term.words)))
    return terms


def _terms_at(
    keys: Sequence[str], forms: Mapping[bool, _Keys], place: int, rows: Sequence[_Row]
) -> Iterable[_Term]:
    """Return the terms that begin at a place: the longest of each category, the longest of all first."""
    found: dict[str, _Term] = {}
    for words, category, kind, inflects in rows:
        end = place + len(words)
        if category not in found and forms[inflects][place + 1 : end] == words[1:]:
            found[category] = _Term(category, kind, place, end, tuple(keys[place:end]))
    return found.values()


@functools.lru_cache(maxsize=1 << 14)
def _beginning(key: str, opens: bool) -> tuple[_Row, ...]:
    """Return the terms that begin with a word, the longest first."""
    if opens and f"^{key}" in _index():
        return tuple(_index()[f"^{key}"])
    as_written = [row for row in _index().get(_number_or(key), ()) if not row[-1]]
    inflected = [row for row in _index().get(_form(key), ()) if row[-1]]
    return tuple(sorted([*as_written, *inflected], key=lambda row: -len(row[0])))


@functools.cache
def _index() -> dict[str, list[_Row]]:
    """Group the terms of all categories by their first word, the longest first."""
    index: dict[str, list[_Row]] = {}
    for row in table("categories")["category"]:
        inflects = row.get("inflects", False)
        for kind, terms in row["kinds"].items():
            for term in terms:
                words = tuple(_form(word) if inflects else word for word in term.split())
                index.setdefault(words[0], []).append((words, row["name"], kind, inflects))
    for group in index.values():
        group.sort(key=lambda entry: (-len(entry[0]), entry))
    return index


@functools.lru_cache(maxsize=1 << 14)
def _form(key: str) -> str:
    return "#" if _is_number(key) else stem(key)


@functools.lru_cache(maxsize=1 << 14)
def _number_or(key: str) -> str:
    return "#" if _is_number(key) else key


@functools.lru_cache(maxsize=1 << 14)
def _is_number(key: str) -> bool:
    return key == "#" or any(map(str.isdigit, key)) or key in table("categories")["numbers"]["words"]


def _by_print(ours: Sequence[Token], theirs: Sequence[Token]) -> Judgement:
    """Tell a name by its capital letters; of anything else nothing is known."""
    words = [token.text for token in (*ours, *theirs) if _is_word(token.key)]
    if ours and theirs and all(word[:1].isupper() for word in words):
        return _plain("name")
    return _plain("wording")
