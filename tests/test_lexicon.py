"""The treaty lexicon: its rows, its look-ups, and how a user adds to it."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.model import ClausediffError
from clausediff.normalize.keys import key
from clausediff.normalize.lexicon import Entry, lexicon, names
from clausediff.normalize.synonyms import is_english, tie

TERMS = [term for entry in lexicon().entries for term in entry.terms]


def _keys(term: str) -> list[str]:
    return key(term).replace(",", " ,").split()


@pytest.mark.parametrize("entry", lexicon().entries, ids=lambda entry: f"{entry.slot}:{entry.terms[0]}"[:40])
def test_each_row_tells_what_it_means(entry: Entry) -> None:
    """A row has two terms or more, a note, a source, and where it depends, on what."""
    assert len(set(entry.terms)) == len(entry.terms) >= 2
    assert entry.note.endswith((".", ")"))
    assert entry.source
    assert bool(entry.depends) == (entry.effect == "depends")


def test_the_lexicon_covers_treaty_law() -> None:
    """At least forty slots have rows."""
    assert len({entry.slot for entry in lexicon().entries}) >= 40


@settings(deadline=None)
@given(st.lists(st.sampled_from(TERMS), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_found_terms_are_terms_and_do_not_overlap(terms: list[str], noise: list[str]) -> None:
    """What is found is a term of its entry, runs are in order and apart."""
    words = [
        word for pair in itertools.zip_longest(terms, noise, fillvalue="x") for word in _keys(" ".join(pair))
    ]
    found = lexicon().find(words)
    runs = list(dict.fromkeys(run for run, _ in found))
    assert all(a.end <= b.start for a, b in itertools.pairwise(runs))
    for run, entry in found:
        assert entry.slot in lexicon().slots(words[run.start : run.end])


@pytest.mark.parametrize("term", TERMS[::7])
def test_each_term_finds_itself(term: str) -> None:
    """A term is found as a whole."""
    assert lexicon().find(_keys(term))[0][0].end == len(_keys(term))


@pytest.mark.parametrize(
    ("base", "other", "slot", "effect"),
    [
        ("armed attack", "armed invasion", "trigger", "substantive"),
        ("armed attack", "attack by armed force", "trigger", "neutral"),
        ("contracting parties", "two sides", "party", "neutral"),
        ("high contracting party", "side", "party", "neutral"),
        ("extends", "provided", "obligation", "neutral"),
        ("disposal", "possession", "means", "neutral"),
        ("coalition of states", "several states", "attacker", "depends"),
        ("immediately", "without delay", "time", "neutral"),
        ("immediately", "as soon as possible", "time", "substantive"),
        ("shall", "will", "modality", "depends"),
        ("shall", "may", "modality", "substantive"),
        ("self-defence", "right of self-defense", "legal basis", "depends"),
        ("state of war", "armed conflict", "war", "substantive"),
        ("denounce", "withdraw from", "exit", "depends"),
        ("enters into force", "takes effect", "entry into force", "neutral"),
        ("most-favoured-nation treatment", "national treatment", "standard of treatment", "substantive"),
        ("everyone", "every citizen", "holder of rights", "substantive"),
        ("prescribed by law", "in accordance with the law", "limitation", "neutral"),
        ("un", "united nations", "organisation", "neutral"),
    ],
)
def test_terms_are_related_as_a_lawyer_relates_them(base: str, other: str, slot: str, effect: str) -> None:
    """Two terms of one slot are told apart by what the difference means."""
    entry = lexicon().relating(_keys(base), _keys(other))
    assert entry is not None
    assert (entry.slot, entry.effect) == (slot, effect)
    assert lexicon().relating(_keys(other), _keys(base)) is entry


@pytest.mark.parametrize(("base", "other"), [("shall", "treaty"), ("armed attack", "party"), ("", "shall")])
def test_terms_of_different_slots_are_not_related(base: str, other: str) -> None:
    """Nothing relates what fills different slots."""
    assert lexicon().relating(_keys(base), _keys(other)) is None


def test_names_of_one_state_are_the_same() -> None:
    """The long name, the short name and the abbreviation name one state; a capital may stand for it."""
    long, short = _keys("Democratic People’s Republic of Korea"), ["dprk"]
    same, capital = names().relating(long, short), names().relating(["pyongyang"], short)
    assert same is not None
    assert same.effect == "neutral"
    assert capital is not None
    assert capital.effect == "depends"


def test_a_user_adds_rows(tmp_path: Path) -> None:
    """Rows come from a file or as values, and the shipped lexicon stays as it is."""
    path = tmp_path / "fisheries.toml"
    path.write_text(
        '[[entry]]\nslot = "catch"\nterms = ["total allowable catch", "quota"]\neffect = "depends"\n'
    )
    more = lexicon().extended(path).extended([Entry("vessel", ("vessel", "boat"), "neutral")])
    assert more.slots(["boat"]) == ("vessel",)
    assert "catch" in more.slots(["total", "allowable", "catches"])
    assert lexicon().slots(["boat"]) == ()


@pytest.mark.parametrize(
    "text", ['[[entry]]\nslot = "x"\n', '[[entry]]\nslot="x"\nterms=["a"]\neffect="bad"', "[["]
)
def test_bad_rows_are_refused(tmp_path: Path, text: str) -> None:
    """A row without terms, an unknown effect and a broken file are told in one sentence."""
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(ClausediffError, match=r"bad\.toml"):
        lexicon().extended(path)


def test_no_term_stands_twice_in_an_entry_by_its_forms() -> None:
    """Rows are not blown up by plurals: forms of a term are found anyway."""
    for entry in lexicon().entries:
        forms = Counter(term.casefold() for term in entry.terms)
        assert max(forms.values()) == 1


@settings(deadline=None)
@given(st.text(), st.text())
def test_ties_hold_both_ways(base: str, other: str) -> None:
    """Any two keys may be asked about, and the answer is the same from both sides."""
    assert tie(key(base), key(other)) == tie(key(other), key(base))
    assert is_english(key(base)) in (True, False)


@pytest.mark.parametrize(
    ("base", "other", "known"),
    [
        ("defender", "defend", "derivation"),
        ("decision", "decide", "derivation"),
        ("begin", "start", "synonym"),
        ("country", "nation", "synonym"),
        ("war", "conflict", "kind"),
        ("plan", "plane", None),
        ("treaty", "weapon", None),
    ],
)
def test_words_are_tied_as_a_reader_ties_them(base: str, other: str, known: str | None) -> None:
    """Synonyms, derivations and kinds are told apart, from both sides."""
    assert tie(base, other) == tie(other, base) == known
