"""The terminal face: what it shows, and the laws it keeps for every text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_values import collations, diff_of, diffs, passages_of, report_of, witness_of

from clausediff.model import ClauseDiff, ClausediffError, Collation, Treaty
from clausediff.render import terminal
from clausediff.render.columns import visible, wrap
from clausediff.render.columns import width as measure


def spaceless(text: str) -> str:
    """Keep what is not white space: lines are broken at white space alone or inside a word too long."""
    return "".join(text.split())


def columns_of(lines: list[str], count: int, columns: int) -> list[str]:
    """Cut printed lines into their columns by measured width and join each column."""
    found = [""] * count
    for line in lines:
        for index in range(count):
            start = index * (columns + 3)
            found[index] += between(line, start, start + columns)
    return found


def between(line: str, start: int, end: int) -> str:
    """Cut a range of terminal columns out of a line."""
    kept, at = "", 0
    for character in line:
        # A combining mark belongs to the character before it, also at the edge of a column.
        kept += character if start <= at < end or (at == end and not measure(character)) else ""
        at += measure(character)
    return kept


def longest_mark(text: str) -> int:
    """Count the strokes of the longest mark in a text that looks like ours, but one."""
    return max((len(mark) - 1 for mark in re.findall(r"\[-+|\{\++|<~+|-+\]|\++\}|~+>", text)), default=0)


def unmarked(text: str, longer: int) -> str:
    """Take our marks out of a column."""
    for opening, closing in ((r"\[-", r"-\]"), (r"\{\+", r"\+\}"), ("<~", "~>")):
        stroke = opening[-1] if opening[-1] != "+" else r"\+"
        text = re.sub(
            opening + stroke * longer + "(.*?)" + stroke * longer + closing, r"\1", text, flags=re.S
        )
    return text


@given(st.text(), st.integers(1, 30))
def test_lines_tile_the_text(text: str, columns: int) -> None:
    """Wrapping loses no character, and a line fits unless a single character is wider."""
    lines = wrap(text, columns)
    assert "".join(text[start:end] for start, end in lines) == text
    assert all(measure(text[start:end].strip()) <= max(columns, 2) for start, end in lines)


@given(diffs())
def test_columns_without_marks_are_the_witnesses(diff: ClauseDiff) -> None:
    """The two columns, freed of our marks, give both texts back up to white space."""
    longer = longest_mark(diff.base.text + " " + diff.other.text)
    face = terminal(diff, width=81).split("\n")
    told = next(i for i, line in enumerate(face) if re.match(r" +1\. |  No difference", line))
    left, right = columns_of(face[1:told], 2, 39)
    assert spaceless(unmarked(left, longer)) == spaceless(visible(diff.base.text))
    assert spaceless(unmarked(right, longer)) == spaceless(visible(diff.other.text))


@given(diffs(), st.integers(80, 200), st.booleans())
def test_every_line_fits_and_obeys_nothing(diff: ClauseDiff, width: int, color: bool) -> None:
    """No line is wider than asked; no control character but our own colours is printed; it can be encoded."""
    face = terminal(diff, width=width, color=color)
    plain = re.sub(r"\x1b\[[\d;]*m", "", face)
    assert all(measure(line) <= width for line in plain.split("\n"))
    assert not [c for c in plain if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    face.encode()


@given(collations())
def test_any_collation_can_be_shown(collation: Collation) -> None:
    """Every word of every witness stands in the table."""
    face = terminal(collation, width=200)
    words = {visible(token.text) for witness in collation.witnesses for token in witness.tokens}
    assert all(word in face for word in words if measure(word) == len(word) < 9)


def test_colour_replaces_the_marks() -> None:
    """With colour, words stand struck or underlined, without brackets."""
    face = terminal(diff_of(witness_of("A", "shall aid"), witness_of("B", "will aid")), width=80, color=True)
    assert "\x1b[31;9mshall\x1b[0m" in face
    assert "\x1b[34;4mwill\x1b[0m" in face
    assert "[-" not in face


def test_longer_marks_where_the_text_has_some() -> None:
    """A text with wdiff marks of its own cannot be mistaken for a change."""
    face = terminal(diff_of(witness_of("A", "[-kept-] old"), witness_of("B", "[-kept-] new")), width=80)
    assert "[-kept-] [--old--]" in face


def test_wide_characters_keep_the_columns_straight() -> None:
    """The rule between the columns stands in one place beside Korean."""
    diff = diff_of(witness_of("A", "조선민주주의인민공화국 " * 9), witness_of("B", "short " * 30))
    lines = [line for line in terminal(diff, width=80).split("\n") if "│" in line]
    assert len(lines) > 4
    assert {measure(line.split("│")[0]) for line in lines} == {39}


def test_an_opening_quotation_mark_hangs() -> None:
    """The mark stands in the margin, so that the words align."""
    same = witness_of("A", "“armed attack”")
    assert terminal(diff_of(same, same), width=80).split("\n")[1].startswith("“armed")


def test_a_report_shows_findings_first_and_sources_last() -> None:
    """What a fact-checker reads first stands first."""
    face = terminal(report_of(), width=100)
    order = [
        "2 reports",
        "Findings",
        "misnamed provision",
        "XX-1961 1",
        "because",
        "All witnesses",
        "Series, vol. 1",
    ]
    places = [face.index(part) for part in order]
    assert places == sorted(places)
    assert "\x1b" not in face


def test_passages_show_place_speaker_and_kind() -> None:
    """A quotation is told from a mention."""
    face = terminal(passages_of(), width=90)
    assert "17–29  armed attack" in face
    assert "quotation · Mr. <Kim> (person)" in face
    assert "mention" in face


def test_a_treaty_is_outlined() -> None:
    """One line a clause."""
    treaty: Treaty = report_of().treaties[0]
    lines = terminal(treaty, width=60).split("\n")
    assert [line.split()[0] for line in lines[-2:]] == ["1", "2"]
    assert lines[-1].endswith("…")


def test_a_value_without_face_is_refused_with_the_remedy() -> None:
    """The caller reads what may be given."""
    with pytest.raises(ClausediffError, match="str has no face here; give one of ClauseDiff"):
        terminal("text")
