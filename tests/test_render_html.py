"""The page: texts come back from it, hostile text stays text, nothing is loaded, links have targets."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from render_values import (
    HOSTILE,
    collation_of,
    collations,
    diff_of,
    diffs,
    passages_of,
    report_of,
    with_moves,
    witness_of,
)

from clausediff.model import ClauseDiff, Collation, Document, Span
from clausediff.render import html
from clausediff.render.html import fragment
from clausediff.render.markup import context, marked_text
from clausediff.render.pieces import carried

VOID = {"meta", "input", "br", "link", "rect"}


class Page(HTMLParser):
    """What a page holds: the texts of chosen elements without what is unseen, tags, links and ids."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given_attrs = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [given_attrs["id"]] if "id" in given_attrs else []
        self.links += [given_attrs["href"]] if "href" in given_attrs else []
        names = given_attrs.get("class", "")
        if tag not in VOID:
            self.stack.append((tag, names))
        if names in ("text base", "text other", "t"):
            self.texts.setdefault(names, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Close an element; a wrong order is a fault."""
        if tag not in VOID:
            assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        classes = [names for _, names in self.stack]
        for wanted in ("text base", "text other", "t"):
            if wanted in classes and "vh" not in classes:
                self.texts[wanted][-1] += data


@given(diffs())
def test_columns_without_tags_are_the_witnesses(diff: ClauseDiff) -> None:
    """To the character, for every text that HTML can carry."""
    page = Page(html(diff))
    assert "".join(page.texts.get("text base", [])) == carried(diff.base.text)
    assert "".join(page.texts.get("text other", [])) == carried(diff.other.text)


@given(collations())
def test_a_column_of_the_synopsis_is_its_witness(collation: Collation) -> None:
    """Cells, joined downwards, are the text."""
    columns = len(collation.witnesses)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html(collation), flags=re.S)
    texts = ["".join(Page(cell).texts.get("t", [])) for cell in cells]
    for index, witness in enumerate(collation.witnesses):
        assert "".join(texts[index::columns]) == (carried(witness.text) if witness.tokens else "")


@given(diffs())
def test_a_page_is_well_formed_and_its_links_lead_somewhere(diff: ClauseDiff) -> None:
    """Elements nest, ids are unique, each link has its target; the page can be encoded."""
    page = Page(html(diff))
    assert not page.stack
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    html(diff).encode()


def test_a_report_is_whole() -> None:
    """The same of a whole report, with its findings, passages and sources."""
    source = html(report_of(3, 2))
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    for part in (
        "misnamed provision",
        "names clause 1",
        "Series, vol. 1",
        "Where they lie",
        "All witnesses",
        "UN-CHARTER · at 51",
    ):
        assert part in source


def test_hostile_text_stays_text() -> None:
    """A script in a siglum, a title, a text, a category or a note is not run."""
    evil = "<script>alert(1)</script>\"' onload=x"
    diff = diff_of(witness_of(evil, HOSTILE), witness_of(evil + "2", evil), (evil,))
    for source in (
        html(diff),
        html(report_of()),
        html(Document(evil, evil, evil, evil)),
        html(diff, title=evil),
    ):
        assert Page(source).tags.count("script") == 1
        assert "<script>alert" not in source


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No address but links that a reader follows; a policy forbids the rest."""
    source = html(report_of())
    assert not re.search(r'(?:src|srcset|data)="|@import|url\(', source)
    assert "default-src 'none'" in source
    links = [link for link in Page(source).links if not link.startswith("#")]
    assert links == ["https://example.org/0?a=1&b=2", "https://example.org/1?a=1&b=2"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://x.test/ onclick=y"])
def test_only_web_addresses_become_links(address: str) -> None:
    """Any other source is shown as text."""
    assert Page(html(Document("A", "text", source=address))).links == ["#main"]


def test_changes_are_spoken_and_not_told_by_colour_alone() -> None:
    """`del` and `ins`, words for screen readers, and the reason with each change."""
    source = html(diff_of(witness_of("A", "shall aid"), witness_of("B", "will aid"), ("modality",)))
    assert '[deleted: </span><del>shall</del><span class="vh">]' in source
    assert '[inserted: </span><ins>will</ins><span class="vh">]' in source
    assert 'data-tip="modality — substantive\na note on &lt;replace&gt;"' in source


def test_a_move_is_green_and_told_once() -> None:
    """Both ends lead to one line of the list."""
    diff = with_moves(diff_of(witness_of("A", "all shall aid"), witness_of("B", "shall aid now")))
    source = html(diff)
    assert 'class="change from"' in source
    assert 'class="change to"' in source
    assert source.count('id="c1"') == 1
    assert 'id="c2"' not in source


def test_a_witness_that_agrees_bears_no_mark() -> None:
    """In the synopsis, variants bear a letter; what all share bears none."""
    source = html(collation_of((witness_of("A", "armed attack"), witness_of("B", "armed invasion"))))
    assert '<tr><td dir="auto"><span class="t">armed</span></td>' in source
    assert '<td class="variant" dir="auto"><span class="t"> invasion</span><sup class="reading">' in source


def test_a_passage_is_shown_in_its_paragraph() -> None:
    """The context ends where the paragraph ends; several pieces are marked."""
    text = "Before.\nThe treaty says “all means” and “at once”.\nAfter."
    shown = context(Document("A", text), (Span(25, 34), Span(41, 48)))
    assert "Before" not in shown
    assert "After" not in shown
    assert "<mark>all means</mark>” and “<mark>at once</mark>" in shown


def test_overlapping_marks_leave_the_text_whole() -> None:
    """Each stretch is marked once, and links to the first passage that holds it."""
    marks = [(Span(0, 8), "p1"), (Span(3, 12), "p2")]
    shown = marked_text("an armed attack", marks, Span(0, 15), "r1")
    assert re.sub("<[^>]*>", "", shown) == "an armed attack"
    assert re.findall('id="(r1s[0-9]+)"', shown) == ["r1s0", "r1s3", "r1s8"]


def test_two_cells_of_a_notebook_do_not_share_ids() -> None:
    """Ids are made from the value."""
    one = fragment(diff_of(witness_of("A", "shall"), witness_of("B", "will")))
    two = fragment(diff_of(witness_of("A", "shall"), witness_of("B", "may")))
    assert not set(Page(one).ids) & set(Page(two).ids)
    assert "<script" not in one


def test_pages_of_other_values() -> None:
    """Passages, treaties, documents and tuples of them have pages too."""
    report = report_of()
    assert "so-called" in html(passages_of())
    assert "Should either" in html(report.treaties)
    assert html((passages_of(), report.documents[0])).count("<section") == 2
