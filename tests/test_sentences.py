"""Sentences: laws over any text, and the stops that end none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.sentences import sentences


@given(st.text() | st.text(alphabet="Ab 1.!?\n\"”'’U。"))
def test_sentences_lie_in_order_and_leave_out_only_space(text: str) -> None:
    """Between two sentences stands nothing but white space."""
    end = 0
    for span in sentences(text):
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He spoke. She left.", 2),
        ("It is “peaceful.” Kim said so.", 2),
        ("Title\n\nFirst line", 2),
        ("One line\nwrapped here", 1),
        ("See Art. 51 of the Charter.", 1),
        ("The U.S. Senate met.", 1),
        ("Mr. Kim met Gen. Lee.", 1),
        ("He said no! Then he went.", 2),
        ("It costs 3.5 million.", 1),
        ("Siehe Abs. 2 des Vertrags.", 1),
        ("См. ст. Устава.", 1),
        ("第一条。第二条。", 2),
        ("Wait … what?", 1),
        ("", 0),
        (" \n\n ", 0),
    ],
)
def test_where_a_sentence_ends(text: str, count: int) -> None:
    """Stops, blank lines and full-width stops end one; abbreviations, initials and numbers do not."""
    assert len(sentences(text)) == count
