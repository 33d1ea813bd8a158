"""
Hypothesis strategies and laws, to property-test whatever cuts, aligns, compares or collates wording.

>>> from clausediff.normalize.tokens import tokenize
>>> check_token_laws(tokenize, examples=20)
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from clausediff.model import Alignment, ClauseDiff, Collation, Link, Run, Token, Witness
from clausediff.normalize.keys import inkless_signs
from clausediff.normalize.tokens import witness
from clausediff.normalize.wordlists import table
from clausediff.normalize.words import number

Case = TypeVar("Case")
Law = Callable[[Case], None]


class TrueEdit(NamedTuple):
    """What was done to a clause: the operation, and the words it took and brought."""

    operation: str
    base_text: str
    other_text: str


class Pair(NamedTuple):
    """A clause, a rendering of it, and how the one was made of the other."""

    base: str
    other: str
    true_edits: tuple[TrueEdit, ...]


class _Part(NamedTuple):
    name: str
    base: str
    other: str
    operation: str = ""


def texts(max_size: int = 120) -> SearchStrategy[str]:
    """Any text: raw code points, odd signs between words, and treaty-like wording."""
    odd = st.sampled_from(
        [*"a b.'-,1\n\t\u00ad\u200b\u200d\u0301中กำがש", "\ud800", "👨‍👩‍👧", "…", "U.S.", "’"]
    )
    return st.one_of(
        st.text(max_size=max_size),
        st.text(st.characters(), max_size=max_size),
        st.lists(odd, max_size=max_size // 4).map("".join),
        clauses(),
    )


def clauses() -> SearchStrategy[str]:
    """Clauses in the manner of treaties: of assistance, consultation, prohibition, and final ones."""
    return _parts().map(lambda parts: _joined(part.base for part in parts))


@st.composite
def references(draw: DrawFn) -> str:
    """Words that point at a place in an instrument: Article 4(2) of the UN Charter."""
    known = _phrasebook()["references"]
    unit, place = draw(st.sampled_from(known["units"])), draw(st.integers(1, 120))
    steps = draw(st.lists(st.sampled_from(["(1)", "(2)", "(a)", "(iv)"]), max_size=2))
    return f"{unit} {place}{''.join(steps)} of {draw(st.sampled_from(known['instruments']))}"


@st.composite
def pairs(draw: DrawFn, operations: Sequence[str] = ()) -> Pair:
    """
    A clause and a paraphrase of it, with the truth about what was changed.

    `operations` names those to choose from: see `operation_names`; none means all.
    """
    parts = draw(_parts())
    for name in draw(st.lists(st.sampled_from(operations or operation_names()), max_size=3)):
        parts = _OPERATIONS[name](draw, parts)
    edits = (TrueEdit(part.operation, part.base, part.other) for part in parts if part.operation)
    return Pair(_joined(part.base for part in parts), _joined(part.other for part in parts), tuple(edits))


def operation_names() -> tuple[str, ...]:
    """Name the operations that make paraphrases."""
    return tuple(_OPERATIONS)


@st.composite
def prints(draw: DrawFn) -> tuple[str, str]:
    """Two prints of one wording: other quotation marks, hyphens, spaces, signs without ink."""
    text = draw(clauses())
    other = "".join(_printed(draw, sign) for sign in text)
    for place in draw(st.lists(st.integers(1, len(other) - 1), max_size=3)):
        if other[place - 1 : place + 1].isalpha():
            inkless = draw(st.sampled_from(_phrasebook()["prints"]["inkless"]))
            other = other[:place] + inkless + other[place:]
    return text, other


def check_token_laws(tokenize: Callable[[str], Sequence[Token]], *, examples: int = 200) -> None:
    """
    Check that tokens are their spans, that only space lies between, and that no character is cut.

    Raises AssertionError, with the smallest text found, for a tokenizer that breaks a law.
    """

    def tokens_are_their_spans(text: str) -> None:
        assert all(token.span.of(text) == token.text != "" for token in tokenize(text))

    def only_space_lies_between(text: str) -> None:
        ends = [0, *(token.span.end for token in tokenize(text))]
        starts = [*(token.span.start for token in tokenize(text)), len(text)]
        assert all(_space().fullmatch(text, *gap) for gap in zip(ends, starts, strict=True))

    def characters_stay_whole(text: str) -> None:
        bounds = {0, *(found.end() for found in regex.finditer(r"\X", text))}
        assert all({token.span.start, token.span.end} <= bounds for token in tokenize(text))

    def prints_have_the_same_keys(case: tuple[str, str]) -> None:
        first, second = ([token.key for token in tokenize(text)] for text in case)
        assert first == second

    for law in (tokens_are_their_spans, only_space_lies_between, characters_stay_whole):
        _check(law, texts(), examples)
    _check(prints_have_the_same_keys, prints(), examples)


def check_key_laws(fold: Callable[[str], str], *, examples: int = 200) -> None:
    """Check that folding twice is folding once, and that prints of one wording fold to one key."""

    def a_key_is_its_own_key(text: str) -> None:
        assert fold(fold(text)) == fold(text)

    def prints_have_one_key(case: tuple[str, str]) -> None:
        assert fold(case[0]) == fold(case[1])

    _check(a_key_is_its_own_key, texts(), examples)
    _check(prints_have_one_key, prints(), examples)


def check_alignment_laws(align: Callable[[Witness, Witness], Alignment], *, examples: int = 100) -> None:
    """
    Check that links join existing tokens, use none twice, hold both ways, and join a text to itself.

    Raises AssertionError, with the smallest pair found, for an aligner that breaks a law.
    """

    def links_join_tokens_that_exist(case: tuple[Witness, Witness]) -> None:
        found = align(*case)
        assert all(len(link.base) > 0 and link.base.end <= len(case[0].tokens) for link in found.links)
        assert all(len(link.other) > 0 and link.other.end <= len(case[1].tokens) for link in found.links)
        assert all(0 <= link.score <= 1 for link in found.links)

    def no_token_is_used_twice(case: tuple[Witness, Witness]) -> None:
        found = align(*case)
        assert _are_apart(link.base for link in found.links)
        assert _are_apart(link.other for link in found.links)

    def a_link_is_a_link_in_both_directions(case: tuple[Witness, Witness]) -> None:
        there, back = align(*case).links, align(*case[::-1]).links
        assert {(link.base, link.other) for link in there} == {(link.other, link.base) for link in back}

    def same_means_the_same_keys(case: tuple[Witness, Witness]) -> None:
        assert all(
            _keys(case[0], x.base) == _keys(case[1], x.other) for x in align(*case).links if _is_same(x)
        )

    def numbers_keep_to_their_like(case: tuple[Witness, Witness]) -> None:
        for link in align(*case).links:
            ours, theirs = _numbers(case[0], link.base), _numbers(case[1], link.other)
            assert not (ours and theirs) or ours & theirs

    def a_text_is_linked_to_itself(case: tuple[Witness, Witness]) -> None:
        linked = {
            (i, j)
            for link in align(case[0], case[0]).links
            for i, j in zip(link.base, link.other, strict=True)
        }
        assert linked == {(n, n) for n in range(len(case[0].tokens))}

    def untouched_words_stay_linked(case: tuple[Witness, Witness]) -> None:
        if [token.key for token in case[0].tokens] == [token.key for token in case[1].tokens]:
            assert len(align(*case).links) > 0 or not case[0].tokens

    for law in (
        links_join_tokens_that_exist,
        no_token_is_used_twice,
        a_link_is_a_link_in_both_directions,
        same_means_the_same_keys,
        numbers_keep_to_their_like,
        a_text_is_linked_to_itself,
        untouched_words_stay_linked,
    ):
        _check(law, _witness_pairs(), examples)


def check_diff_laws(diff: Callable[[Witness, Witness], ClauseDiff], *, examples: int = 100) -> None:
    """
    Check that edits tile both sides, replay to the other text, mirror, and leave a text alone with itself.

    Raises AssertionError, with the smallest pair found, for a differ that breaks a law.
    """

    def edits_tile_both_sides(case: tuple[Witness, Witness]) -> None:
        edits = diff(*case).edits
        assert _tiles((edit.base for edit in edits), len(case[0].tokens))
        assert _tiles((edit.other for edit in edits), len(case[1].tokens))

    def replay_gives_the_other_text(case: tuple[Witness, Witness]) -> None:
        assert diff(*case).replay() == case[1].text

    def equal_edits_have_equal_keys(case: tuple[Witness, Witness]) -> None:
        kept = [edit for edit in diff(*case).edits if edit.op == "equal"]
        assert all(_keys(case[0], edit.base) == _keys(case[1], edit.other) for edit in kept)

    def edits_hold_their_words(case: tuple[Witness, Witness]) -> None:
        edits = diff(*case).edits
        assert all(edit.base_text == case[0].phrase(edit.base) for edit in edits)
        assert all(edit.other_text == case[1].phrase(edit.other) for edit in edits)

    def nothing_changes_against_itself(case: tuple[Witness, Witness]) -> None:
        found = diff(case[0], case[0])
        assert not found.changes
        assert not found.ignored

    def the_mirrored_diff_is_the_mirror(case: tuple[Witness, Witness]) -> None:
        there = [(edit.base, edit.other) for edit in diff(*case).edits if edit.op == "equal"]
        back = [(edit.other, edit.base) for edit in diff(*case[::-1]).edits if edit.op == "equal"]
        assert there == back

    def a_move_leaves_and_arrives(case: tuple[Witness, Witness]) -> None:
        moved = [edit for edit in diff(*case).edits if edit.op == "move"]
        assert all(bool(len(edit.base)) != bool(len(edit.other)) for edit in moved)
        gone = sorted(edit.move or 0 for edit in moved if len(edit.base))
        assert gone == sorted(edit.move or 0 for edit in moved if len(edit.other))

    for law in (
        edits_tile_both_sides,
        replay_gives_the_other_text,
        equal_edits_have_equal_keys,
        edits_hold_their_words,
        nothing_changes_against_itself,
        the_mirrored_diff_is_the_mirror,
        a_move_leaves_and_arrives,
    ):
        _check(law, _witness_pairs(), examples)
    _check(functools.partial(_prints_do_not_differ, diff), prints(), examples)


def check_collation_laws(collate: Callable[[Sequence[Witness]], Collation], *, examples: int = 60) -> None:
    """
    Check that each token stands in one row, in any order of the witnesses the same, and agreement is seen.

    Raises AssertionError, with the smallest set of witnesses found, for a collator that breaks a law.
    """

    def each_token_stands_once(case: list[Witness]) -> None:
        found = collate(case)
        for place, known in enumerate(found.witnesses):
            runs = [row.cells[place] for row in found.rows]
            assert sorted(n for run in runs for n in run) == list(range(len(known.tokens)))

    def the_order_of_witnesses_does_not_matter(case: list[Witness]) -> None:
        assert _table(collate(case)) == _table(collate(case[::-1]))

    def two_copies_agree_everywhere(case: list[Witness]) -> None:
        twin = Witness("twin", case[0].text, case[0].tokens)
        table = collate([case[0], twin])
        assert all(row.cells[0] == row.cells[1] for row in table.rows)

    for law in (each_token_stands_once, the_order_of_witnesses_does_not_matter, two_copies_agree_everywhere):
        _check(law, _witness_sets(), examples)


def _check(law: Law[Any], cases: SearchStrategy[Any], examples: int) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=slow)
    @given(cases)
    def holds(case: Any) -> None:
        law(case)

    holds()


@functools.cache
def _space() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\s|{inkless_signs()})*", regex.V1)


def _witness_pairs() -> SearchStrategy[tuple[Witness, Witness]]:
    made = pairs().map(lambda pair: (pair.base, pair.other))
    raw = st.tuples(texts(40), texts(40))
    return st.one_of(made, raw).map(lambda both: (witness("base", both[0]), witness("other", both[1])))


def _witness_sets() -> SearchStrategy[list[Witness]]:
    some = st.lists(pairs(), min_size=1, max_size=2).map(
        lambda made: [text for pair in made for text in pair[:2]]
    )
    return some.map(lambda found: [witness(f"w{n}", text) for n, text in enumerate(found)])


def _are_apart(runs: Iterable[Run]) -> bool:
    ordered = sorted(runs)
    return all(before.end <= after.start for before, after in pairwise(ordered))


def _tiles(runs: Iterable[Run], length: int) -> bool:
    end = 0
    for run in runs:
        if run.start != end:
            return False
        end = run.end
    return end == length


def _keys(known: Witness, run: Run) -> list[str]:
    return [known.tokens[n].key for n in run]


def _numbers(known: Witness, run: Run) -> set[str | int]:
    read = (number(word) for word in _keys(known, run) if word[:1].isdecimal())
    return {found.value for found in read if found}


def _is_same(link: Link) -> bool:
    return link.relation == "same"


def _prints_do_not_differ(diff: Callable[[Witness, Witness], ClauseDiff], case: tuple[str, str]) -> None:
    found = diff(witness("base", case[0]), witness("other", case[1]))
    assert not found.changes
    assert bool(found.ignored) == (case[0].strip() != case[1].strip())


def _table(found: Collation) -> list[list[tuple[str, Run]]]:
    order = sorted(range(len(found.witnesses)), key=lambda place: found.witnesses[place].siglum)
    return [[(found.witnesses[n].siglum, row.cells[n]) for n in order] for row in found.rows]


@functools.cache
def _phrasebook() -> dict[str, Any]:
    return table("phrasebook.toml")


@st.composite
def _parts(draw: DrawFn) -> list[_Part]:
    known = _phrasebook()
    names = known["patterns"][draw(st.sampled_from(sorted(known["patterns"])))]
    chosen = [(name, draw(st.sampled_from(known["parts"][name]))) for name in names]
    return [_Part(name, words, words) for name, words in chosen if words]


def _joined(words: Iterable[str]) -> str:
    text = " ".join(word for word in words if word)
    return text.replace(" ,", ",").replace(" .", ".").replace("\n\n ", "\n\n")


def _substitute(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Put other words of the same part of the phrasebook."""
    return _at(draw, parts, "substitute", lambda part: draw(st.sampled_from(_others(part))), _others)


def _others(part: _Part) -> list[str]:
    return [words for words in _phrasebook()["parts"][part.name] if words not in ("", part.base)]


def _remodel(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Change what binds: shall, will, may."""
    modal = [part for part in parts if part.name == "modality"]
    return _substitute_one(draw, parts, modal, "modality")


def _substitute_one(draw: DrawFn, parts: list[_Part], found: list[_Part], name: str) -> list[_Part]:
    return [
        part._replace(other=draw(st.sampled_from(_others(part))), operation=name)
        if part in found and not part.operation
        else part
        for part in parts
    ]


def _drop(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Leave out a condition, an exception, a legal basis, or what else a clause can do without."""
    return _at(draw, parts, "drop", lambda part: "", _is_optional)


def _is_optional(part: _Part) -> bool:
    return "" in _phrasebook()["parts"][part.name]


def _elide(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Put an ellipsis for words."""
    return _at(draw, parts, "elide", lambda part: "...", lambda part: part.name not in ("comma", "stop"))


def _misprint(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Read letters as a scanner misreads them."""
    return _respelled(draw, parts, "misprint", _phrasebook()["noise"]["letters"])


def _respell(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Write a word as the other side of the Atlantic does."""
    return _respelled(draw, parts, "respell", _phrasebook()["noise"]["spellings"])


def _respelled(draw: DrawFn, parts: list[_Part], name: str, rows: list[list[str]]) -> list[_Part]:
    old, new = draw(st.sampled_from(rows))
    return _at(draw, parts, name, lambda part: part.base.replace(old, new, 1), lambda part: old in part.base)


def _split(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Begin a new paragraph: a difference of print alone."""
    return _at(draw, parts, "split", lambda part: part.base + "\n\n", lambda part: part.name == "comma")


def _move(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Put a part elsewhere in the clause."""
    movable = [
        n for n, part in enumerate(parts) if part.name in ("time", "basis", "means") and not part.operation
    ]
    if not movable:
        return parts
    place = draw(st.sampled_from(movable))
    words = parts[place].base
    left = [*parts[:place], parts[place]._replace(other="", operation="move"), *parts[place + 1 :]]
    goal = draw(st.sampled_from([n for n in range(len(left)) if n not in (place, place + 1)]))
    return [*left[:goal], _Part("moved", "", words, "move"), *left[goal:]]


def _add_basis(draw: DrawFn, parts: list[_Part]) -> list[_Part]:
    """Add a legal basis before the end."""
    basis = draw(st.sampled_from([words for words in _phrasebook()["parts"]["basis"] if words]))
    return [*parts[:-1], _Part("added", "", basis, "add basis"), parts[-1]]


def _at(
    draw: DrawFn,
    parts: list[_Part],
    name: str,
    change: Callable[[_Part], str],
    may_change: Callable[[_Part], Any],
) -> list[_Part]:
    """Change one part that has not been changed and that may be."""
    known = _phrasebook()["parts"]
    free = [
        n for n, part in enumerate(parts) if not part.operation and part.name in known and may_change(part)
    ]
    if not free:
        return parts
    place = draw(st.sampled_from(free))
    changed = parts[place]._replace(other=change(parts[place]), operation=name)
    return [*parts[:place], changed, *parts[place + 1 :]]


_OPERATIONS: dict[str, Callable[[DrawFn, list[_Part]], list[_Part]]] = {
    "substitute": _substitute,
    "modality": _remodel,
    "drop": _drop,
    "add basis": _add_basis,
    "move": _move,
    "elide": _elide,
    "misprint": _misprint,
    "respell": _respell,
    "split": _split,
}


def _printed(draw: DrawFn, sign: str) -> str:
    for family, signs in _phrasebook()["prints"].items():
        if family != "inkless" and sign == signs[0]:
            return str(draw(st.sampled_from(signs)))
    return sign


__all__ = [
    "Pair",
    "TrueEdit",
    "check_alignment_laws",
    "check_collation_laws",
    "check_diff_laws",
    "check_key_laws",
    "check_token_laws",
    "clauses",
    "operation_names",
    "pairs",
    "prints",
    "references",
    "texts",
]
