"""Markdown and CriticMarkup: the texts come back when the markup is taken away."""

from __future__ import annotations

import re

from hypothesis import given
from render_values import HOSTILE, diff_of, diffs, passages_of, report_of, with_moves, witness_of

from clausediff.model import ClauseDiff, Document
from clausediff.render import critic, markdown
from clausediff.render.markdown import escaped
from clausediff.render.pieces import carried

_COMMENT = r"\{>>(?:\\.|[^\\{}])*<<\}"


def unescaped(text: str) -> str:
    """Undo the escapes, as a Markdown reader does."""
    text = text.replace("<!-- -->", "")
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    text = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def accepted(marked: str) -> str:
    """Accept every change of a CriticMarkup text."""
    marked = re.sub(_COMMENT, "", marked, flags=re.S)
    marked = re.sub(r"\{--(?:\\.|[^\\{}])*--\}", "", marked, flags=re.S)
    marked = re.sub(r"\{\+\+((?:\\.|[^\\{}])*)\+\+\}", r"\1", marked, flags=re.S)
    return unescaped(re.sub(r"\{~~(?:\\.|[^\\{}])*?~>((?:\\.|[^\\{}])*)~~\}", r"\1", marked, flags=re.S))


def rejected(marked: str) -> str:
    """Reject every change of a CriticMarkup text."""
    marked = re.sub(_COMMENT, "", marked, flags=re.S)
    marked = re.sub(r"\{\+\+(?:\\.|[^\\{}])*\+\+\}", "", marked, flags=re.S)
    marked = re.sub(r"\{--((?:\\.|[^\\{}])*)--\}", r"\1", marked, flags=re.S)
    return unescaped(re.sub(r"\{~~((?:\\.|[^\\{}])*?)~>(?:\\.|[^\\{}])*~~\}", r"\1", marked, flags=re.S))


def columns(table: str) -> list[str]:
    """Read the two columns of the first table, without tags."""
    rows = [re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:3] for line in table.split("\n\n")[0].split("\n")[2:]]
    sides = ("\n".join(row[side] for row in rows) for side in (0, 1))
    return [unescaped(re.sub(r"</?(?:del|ins|mark)>", "", side.replace("<br>", "\n"))) for side in sides]


@given(diffs())
def test_critic_markup_accepts_to_the_other_and_rejects_to_the_base(diff: ClauseDiff) -> None:
    """To the character, for every text that Markdown can carry."""
    marked = critic(diff)
    assert accepted(marked) == carried(diff.other.text)
    assert rejected(marked) == carried(diff.base.text)


@given(diffs())
def test_a_table_without_markup_is_the_witnesses(diff: ClauseDiff) -> None:
    """Up to white space, which tables fold."""
    base, other = columns(markdown(diff))
    assert base.split() == carried(diff.base.text).split()
    assert other.split() == carried(diff.other.text).split()


def test_hostile_text_stays_text() -> None:
    """No element, link, code or mention of the text's own."""
    shown = escaped(HOSTILE + " @everyone")
    assert "<script" not in shown
    assert "\\[link\\](" in shown
    assert "@everyone" not in shown
    assert "\\{++ins++\\}" in shown


def test_a_move_is_named_on_both_sides() -> None:
    """Moved words are marked as such, and told once."""
    diff = with_moves(diff_of(witness_of("A", "all shall aid"), witness_of("B", "shall aid now")))
    face = markdown(diff)
    assert "| <mark>all</mark> shall aid | shall aid <mark>now</mark> |" in face
    assert face.count("| 1 | order |") == 1
    assert "| 2 |" not in face


def test_a_report_reads_from_findings_to_sources() -> None:
    """The order of the headings."""
    headings = re.findall(r"(?m)^#+ (.*)$", markdown(report_of(2, 1)))
    clause = ["XX-1961 1", "report 0", "report 1"]
    assert headings == ["Treaty wording compared", "Findings", "Overview", *clause, "References", "Sources"]


def test_passages_stand_in_a_table() -> None:
    """Place, words and what they are."""
    assert "| 17–29 | armed attack | quotation · Mr. &lt;Kim&gt; (person) |" in markdown(passages_of())


def test_lines_that_look_like_markdown_are_quoted_as_text() -> None:
    """A list, a heading or a rule in a document is not one in ours."""
    face = markdown(Document("A", "# Title\n- item\n1. one\n    code\n---"))
    assert face.split("\n")[2:7] == ["> \\# Title", "> \\- item", "> 1\\. one", "> &#32;   code", "> \\---"]
