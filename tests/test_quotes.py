"""What find_quotes promises for every text, and what it finds in texts that people labelled."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.model import Quote
from clausediff.quotes.find import find_quotes, marked_words, outermost
from clausediff.quotes.kinds import traits
from clausediff.quotes.marks import find_marked, pair_marks
from clausediff.quotes.narration import MASK, Narration
from clausediff.quotes.webpage import find_furniture
from clausediff.tables import table

DATA = Path(__file__).parent / "data"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "quotes.toml").read_text(encoding="utf-8"))["case"]
REGISTERS: list[dict[str, Any]] = tomllib.loads((DATA / "quotes_registers.toml").read_text(encoding="utf-8"))[
    "case"
]

MARKS = ["“", "”", '"', "''", "'", "’", "‘", "„", "«", "»", "「", "」", "``"]
SPACES = ["\n", "\n\n", " ", ", ", ". ", ": ", " — ", "> "]
WORDS = [
    "Kim",
    "he",
    "said",
    "the pact",
    "Article 4",
    "according to",
    "states that",
    "who",
    "[both]",
    "…",
    "1990s",
]
pieces = st.sampled_from([*MARKS, *SPACES, *WORDS])
texts = st.one_of(st.text(), st.lists(pieces, max_size=60).map("".join))


def params(cases: list[dict[str, Any]], name: str) -> list[Any]:
    """Give each case its name, and expect the known failures to fail."""
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, id=case[name], marks=marks[case.get("fails", False)]) for case in cases]


def of_kind(quotes: tuple[Quote, ...], kind: str) -> list[str]:
    """Return the words of the quotes of one kind."""
    return [quote.text for quote in quotes if quote.kind == kind]


@pytest.mark.parametrize("case", params(CASES, "about"))
def test_labelled_case(case: dict[str, Any]) -> None:
    """The quotations of a labelled text are found, with their speakers, and nothing else is one."""
    quotes = find_quotes(case["text"])
    quotations = [quote for quote in quotes if quote.kind == "quotation"]
    assert [quote.text for quote in quotations] == case["quotations"]
    if "mentions" in case:
        assert of_kind(quotes, "mention") == case["mentions"]
    if "speakers" in case:
        assert [quote.speaker.name if quote.speaker else "" for quote in quotations] == case["speakers"]
    if "kinds" in case:
        assert [quote.speaker.kind if quote.speaker else "" for quote in quotations] == case["kinds"]
    if case.get("together"):
        assert len({quote.group for quote in quotations}) == 1
    assert [quote.text for quote in quotes if not quote.is_closed] == case.get("open", [])


@pytest.mark.parametrize("case", params(REGISTERS, "register"))
def test_other_registers(case: dict[str, Any]) -> None:
    """Courts, interviews, encyclopedias, analyses: quotations are those labelled, their last stop aside."""
    text = re.sub("[⟪⟫⟨⟩]", "", case["text"])
    tops = set(outermost(text))
    quotes = [quote for quote in find_quotes(text) if quote.kind == "quotation" and quote.outer in tops]
    labelled = re.findall("⟪(.*?)⟫", case["text"], re.DOTALL)
    assert [quote.text.rstrip(".,!?") for quote in quotes] == [words.rstrip(".,!?") for words in labelled]


@given(texts)
def test_every_offset_points_into_the_text(text: str) -> None:
    """Spans cut out what they say they do, and lie within each other as they should."""
    for quote in find_quotes(text):
        assert quote.span.of(text) == quote.text
        assert quote.text == quote.text.strip() != ""
        assert quote.outer.covers(quote.span)
        for inner in (*quote.insertions, *quote.ellipses):
            assert quote.span.covers(inner)
        for part in (quote.speaker, quote.cue):
            assert part is None or 0 <= part.span.start < part.span.end <= len(text)
        assert quote.speaker is None or quote.speaker.span.of(text) == quote.speaker.name
        assert quote.cue is None or quote.cue.span.of(text) == quote.cue.text


@given(texts)
def test_quotes_overlap_only_by_nesting(text: str) -> None:
    """Of two quotes one holds the other, or they lie apart; they come in order."""
    quotes = find_quotes(text)
    assert list(quotes) == sorted(quotes, key=lambda quote: (quote.outer.start, -quote.outer.end))
    open_ends: list[int] = []
    for quote in quotes:
        while open_ends and open_ends[-1] <= quote.outer.start:
            open_ends.pop()
        assert not open_ends or quote.outer.end <= open_ends[-1]
        open_ends.append(quote.outer.end)


@given(texts)
def test_pairs_use_each_mark_once(text: str) -> None:
    """No mark opens two quotations, or opens one and closes another."""
    pairs = pair_marks(text)
    used = [pair.opening.start for pair in pairs] + [pair.closing.start for pair in pairs if pair.closing]
    assert len(used) == len(set(used))


@given(texts)
def test_finding_is_deterministic(text: str) -> None:
    """The same text has the same quotes, whenever it is read."""
    assert find_quotes(text) == find_quotes(text)


@given(texts)
def test_masking_keeps_places(text: str) -> None:
    """The narration has as many characters as the text, and differs from it only within marks."""
    tops = outermost(text)
    narration = Narration(text, tops).text
    assert len(narration) == len(text)
    quoted = {place for top in tops for place in range(top.start, top.end)}
    assert all(narration[i] == text[i] for i in range(len(text)) if i not in quoted)


@given(st.text(alphabet="“”\"'’ a\n", max_size=80))
def test_trait_names_are_those_that_weigh(text: str) -> None:
    """Every weight of the data file belongs to a trait that marked words can have."""
    known = set(table("kinds")["weights"])
    for words in marked_words(text):
        assert known <= set(traits(text, *words))


@given(texts)
def test_furniture_lies_apart(text: str) -> None:
    """Stretches of furniture are in order and do not overlap."""
    spans = find_furniture(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "text", ["", " ", '"', "“”", "\ud800", "\ud800“\udfff”", '"' * 5000, "“" * 999, MASK, "a\0“b”"]
)
def test_odd_text_raises_nothing(text: str) -> None:
    """Text without sense gives no error."""
    assert isinstance(find_quotes(text), tuple)
    assert isinstance(find_marked(text), tuple)


def seed(number: int) -> tuple[str, tuple[Quote, ...]]:
    """Return a seed's text and quotes."""
    text = SEEDS[number].read_text(encoding="utf-8")
    return text, find_quotes(text)


def test_fifth_quote_of_the_first_seed_is_the_provision() -> None:
    """The first report's Article 4 is quoted whole, a document its source, in spite of its mixed marks."""
    quote = seed(0)[1][4]
    assert quote.text.startswith("If one of the parties is subjected")
    assert quote.text.endswith("as well as the Russian Federation.")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == ("Paragraph 4 of the signed document", "document")
    assert quote.cue is not None
    assert quote.cue.text == "states"


def test_spliced_provision_of_the_second_seed_is_one_group() -> None:
    """The two pieces of Article 4 in the second report belong together; the gloss after them does not."""
    text, quotes = seed(1)
    first, second, gloss = quotes[1:4]
    assert (first.text, first.group) == ("get into a state of war due to an armed aggression", second.group)
    assert first.speaker == second.speaker
    assert first.speaker is not None
    assert first.speaker.kind == "document"
    assert gloss.text.startswith("for the provision of mutual assistance")
    assert gloss.group != second.group
    assert gloss.speaker is not None
    assert gloss.speaker.full_name == "Vladimir Putin"
    assert text[quotes[-1].span.start :].startswith("North Korea says")
    assert quotes[-1].kind == "mention"


@pytest.mark.parametrize(("number", "words", "name"), [
    (0, "Our concern is not only", "John Kirby"),
    (1, "does not rule out the development", "Vladimir Putin"),
    (2, "We will continue to oppose", "Vladimir Putin"),
    (3, "That is, the level of relations", ""),
    (3, "It can be said that North Korea saved", "Oleksandr Musienko"),
    (4, "The comprehensive partnership agreement signed", "Vladimir Putin"),
    (4, "That may lower the bar", "Victor Cha"),
])  # fmt: skip
def test_who_is_meant(number: int, words: str, name: str) -> None:
    """Surnames and pronouns lead to the full name that the report gives."""
    quote = next(quote for quote in seed(number)[1] if quote.text.startswith(words))
    assert quote.speaker is not None
    assert quote.speaker.full_name == name


def test_insertions_and_ellipses_have_places() -> None:
    """What an editor put in or left out is marked where it stands."""
    text = "She said: “We [the members] agreed … to sign [...] it (sic).”"
    (quote,) = find_quotes(text)
    assert [span.of(text) for span in quote.insertions] == ["[the members]", "(sic)"]
    assert [span.of(text) for span in quote.ellipses] == ["…", "[...]"]
