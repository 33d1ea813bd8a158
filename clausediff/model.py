"""
The values that pass between the stages: facts about texts, frozen and hashable.

Nothing here reads a file or imports another room of the house. Two kinds of range occur and
are two types: a `Span` counts code points of a text, a `Run` counts tokens of a witness.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sized
from typing import Literal

from attrs import field, frozen

from clausediff.errors import ClausediffError as ClausediffError
from clausediff.errors import need
from clausediff.locator import Locator

QuoteKind = Literal["quotation", "mention"]
SpeakerKind = Literal["person", "organisation", "document"]
TreatyStatus = Literal["authentic text", "official translation", "translation", "unknown"]
ClauseKind = Literal[
    "preamble", "recital", "division", "article", "paragraph", "item", "chapeau", "annex", "final"
]
ReferenceKind = Literal["treaty", "citation", "statute", "constitution", "resolution", "other"]
Manner = Literal["quoted", "glossed", "reported"]
Verdict = Literal[
    "verbatim", "marked", "altered", "stitched", "another article", "another treaty", "restated", "not found"
]
Relation = Literal["same", "spelling", "inflection", "equivalent", "similar"]
Op = Literal["equal", "insert", "delete", "replace", "move"]
Strength = Literal["verbatim", "near"]
Numbering = Literal["plain", "chapter"]
Effect = Literal["neutral", "substantive", "depends", "unknown"]


@frozen(order=True)
class Span:
    """
    A half-open range of code points.

    >>> Span(4, 9).of("the other side")
    'other'
    """

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ClausediffError(f"Span({self.start}, {self.end}) runs backwards; give 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Cut the span out of its text."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@frozen(order=True)
class Run:
    """A half-open range of tokens of one witness; empty where something is absent."""

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ClausediffError(f"Run({self.start}, {self.end}) runs backwards; give 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.end))


@frozen
class Document:
    """One text that speaks about treaties, untouched. `notes` says how it was read."""

    siglum: str
    text: str = field(repr=False)
    title: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        need(self.text, str, "give the text as str, decoded")


@frozen
class Token:
    """A word or mark: as printed, as compared, and where."""

    text: str
    key: str
    span: Span


@frozen(repr=False)
class Witness:
    """One text of a clause, ready to compare. Between tokens lies only what the tokenizer calls space."""

    siglum: str
    text: str
    tokens: tuple[Token, ...] = field(repr=False)

    def __repr__(self) -> str:
        return f"<Witness {self.siglum}: {_count(self.tokens, 'token')}>"

    def phrase(self, run: Run) -> str:
        """Return the words of a run as printed, without the space around them."""
        if not len(run):
            return ""
        return self.text[self.tokens[run.start].span.start : self.tokens[run.end - 1].span.end]

    def tile(self, run: Run) -> Span:
        """Return the run's characters with the space before it; the tiles of adjoining runs adjoin."""
        return Span(self._boundary(run.start), self._boundary(run.end))

    def _boundary(self, index: int) -> int:
        if index == 0:
            return 0
        if index >= len(self.tokens):
            return len(self.text)
        return self.tokens[index - 1].span.end


@frozen
class Excerpt:
    """Words at a place in a text."""

    text: str
    span: Span


@frozen
class Speaker:
    """
    Who or what is the source of words: a person, an organisation or a document.

    `name` is as printed at `span`, be it "he"; `full_name` is the fullest name that the text gives
    for it, empty where the text gives none or does not decide.
    """

    name: str
    span: Span
    kind: SpeakerKind
    full_name: str = ""


@frozen
class Quote:
    """
    Words between quotation marks (or set off as a block), in a text.

    `text` and `span` leave the marks out, `outer` takes them in. Pieces of one utterance, split by
    its attribution or spliced into a sentence, share a `group` number. `insertions` (editor's
    brackets) and `ellipses` are spans into the same text.
    """

    text: str
    span: Span
    outer: Span
    kind: QuoteKind
    speaker: Speaker | None = None
    cue: Excerpt | None = None
    is_closed: bool = True
    group: int = 0
    insertions: tuple[Span, ...] = ()
    ellipses: tuple[Span, ...] = ()


@frozen
class Reported:
    """What a speaker or document is reported to say, in the reporter's words, without marks."""

    text: str
    span: Span
    speaker: Speaker | None = None
    cue: Excerpt | None = None


@frozen
class Instrument:
    """
    A treaty or other instrument as known: `id` is empty for one that no data file names.

    `numbering` is `chapter` where articles bear their chapter's number: then 8.1 is one article.
    """

    id: str
    title: str
    parties: tuple[str, ...] = ()
    signed: datetime.date | None = None
    aliases: tuple[str, ...] = ()
    year: int | None = None
    numbering: Numbering = "plain"


@frozen
class Reference:
    """
    Words that point at an instrument or at one place in one.

    A list ("Articles 3 and 4") gives one reference for each place. `unit` is the provision word as
    printed ("Paragraph"), `kind` keeps statutes and constitutions apart from treaties.
    """

    text: str
    span: Span
    instrument: Instrument | None = None
    locator: Locator | None = None
    kind: ReferenceKind = "treaty"
    unit: str = ""
    note: str = ""


@frozen
class Clause:
    """A provision of a treaty at any level; `span` points into the treaty's text."""

    treaty: str
    locator: Locator
    text: str
    span: Span
    kind: ClauseKind = "article"
    heading: str = ""

    def __str__(self) -> str:
        return f"{self.treaty} {self.locator}"


@frozen
class Furniture:
    """What stands in a treaty's text and is no wording: a heading, a page number, a footnote, markup."""

    kind: str
    span: Span


@frozen
class Treaty:
    """
    A treaty's text and its provisions at every level, in the order of the text, parents before children.

    `status` says what kind of text it is; `instrument` facts are repeated here so that a treaty stands alone.
    `furniture` is what no clause holds, and what the pages put into the midst of one: a clause's text is
    its span without the furniture of the pages.
    """

    id: str
    title: str
    text: str = field(repr=False)
    clauses: tuple[Clause, ...] = field(repr=False)
    parties: tuple[str, ...] = ()
    signed: datetime.date | None = None
    status: TreatyStatus = "unknown"
    source: str = ""
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = field(default=(), repr=False)

    @property
    def articles(self) -> tuple[Clause, ...]:
        """The clauses that are articles."""
        return tuple(clause for clause in self.clauses if clause.kind == "article")

    def clause(self, locator: Locator | str) -> Clause:
        """
        Return the clause at a place.

        Raises `ClausediffError` when the treaty has no such place.
        """
        wanted = Locator.parse(locator) if isinstance(locator, str) else locator
        for clause in self.clauses:
            if clause.locator == wanted:
                return clause
        known = ", ".join(str(clause.locator) for clause in self.clauses[:12]) or "none"
        raise ClausediffError(f"{self.id} has no {wanted}; it has {known}")


@frozen
class ClausePair:
    """
    Provisions of two versions of a treaty that answer each other.

    One side holds several where a provision was split or merged.

    `likeness` lies in 0..1. A pair is moved when its neighbours kept their order and it did not.
    """

    base: tuple[Clause, ...]
    other: tuple[Clause, ...]
    likeness: float
    is_moved: bool = False

    @property
    def is_renumbered(self) -> bool:
        """Whether the two sides stand at other places by number."""
        return {clause.locator for clause in self.base} != {clause.locator for clause in self.other}

    @property
    def is_split(self) -> bool:
        """Whether one provision became several."""
        return len(self.other) > len(self.base)

    @property
    def is_merged(self) -> bool:
        """Whether several provisions became one."""
        return len(self.base) > len(self.other)


@frozen
class TreatyDiff:
    """How two versions of a treaty answer each other: what goes with what, what is new, what is gone."""

    base: Treaty
    other: Treaty
    pairs: tuple[ClausePair, ...]
    new: tuple[Clause, ...] = ()
    gone: tuple[Clause, ...] = ()

    @property
    def moved(self) -> tuple[ClausePair, ...]:
        """The pairs that stand in another order."""
        return tuple(pair for pair in self.pairs if pair.is_moved)


@frozen
class Evidence:
    """One reason for a binding, in words, with its place in the document where it has one."""

    kind: str
    note: str
    span: Span | None = None


@frozen
class Rendering:
    """
    A passage of a document that renders a clause.

    `manner`: quoted, glossed (a speaker's quoted restatement) or reported (no marks). Several spans
    where the wording is split. `ties` are clauses that the evidence supports equally.
    """

    document: str
    spans: tuple[Span, ...]
    clause: Clause
    manner: Manner
    score: float
    evidence: tuple[Evidence, ...] = ()
    speaker: Speaker | None = None
    ties: tuple[Clause, ...] = ()


@frozen
class Passages:
    """What was found in one document, with the document: so quotes, references, renderings can be shown."""

    document: Document
    items: tuple[Quote | Reported | Reference | Rendering, ...]


@frozen
class Link:
    """Two runs of tokens that render each other; `score` lies in 0..1."""

    base: Run
    other: Run
    relation: Relation
    score: float = 1.0


@frozen
class Alignment:
    """Which tokens of `base` render which of `other`. A token is in one link at most; links may cross."""

    base: Witness
    other: Witness
    links: tuple[Link, ...]


@frozen
class Edit:
    """
    One stretch of a comparison.

    `base` and `other` are runs of the two witnesses, the texts are their words as printed. A move
    stands twice, where the words left (`other` empty) and where they arrived (`base` empty); both
    carry the same `move` number.
    """

    op: Op
    base: Run
    other: Run
    base_text: str
    other_text: str
    category: str = ""
    effect: Effect = "neutral"
    note: str = ""
    move: int | None = None


@frozen
class Ignored:
    """A difference of print that is not one of wording, and why it does not count."""

    base: Span
    other: Span
    reason: str


@frozen(repr=False)
class ClauseDiff:
    """
    How `other` differs from `base`: edits that tile both witnesses in order.

    `distance` is the least number of tokens that must be deleted and inserted; figures come from
    it, display from the edits.
    """

    base: Witness
    other: Witness
    edits: tuple[Edit, ...]
    ignored: tuple[Ignored, ...] = ()
    distance: int = 0

    def __repr__(self) -> str:
        return f"<ClauseDiff {self.base.siglum} → {self.other.siglum}: {_count(self.changes, 'change')}>"

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The edits that are not equal."""
        return tuple(edit for edit in self.edits if edit.op != "equal")

    def replay(self) -> str:
        """Return the other text, taking from the base what the edits keep, from `other` what they bring."""
        if not self.other.tokens:
            return self.other.text
        return "".join(self._kept_or_brought(edit) for edit in self.edits)

    def _kept_or_brought(self, edit: Edit) -> str:
        kept = self.base.tile(edit.base).of(self.base.text)
        brought = self.other.tile(edit.other).of(self.other.text)
        return kept if edit.op == "equal" and kept == brought else brought


@frozen
class Row:
    """One row of a collation: for each witness the run that stands there, empty where it has nothing."""

    cells: tuple[Run, ...]
    is_moved: bool = False


@frozen(repr=False)
class Collation:
    """N witnesses side by side. Every token stands in exactly one row."""

    witnesses: tuple[Witness, ...]
    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        sigla = ", ".join(witness.siglum for witness in self.witnesses)
        return f"<Collation of {sigla}: {_count(self.rows, 'row')}>"


@frozen
class Claim:
    """
    A sentence that calls one wording the same as another, and what it excepts.

    `strength`: verbatim (no difference) or near (none but small ones).
    """

    text: str
    span: Span
    strength: Strength
    cue: Excerpt
    exception: Excerpt | None = None


@frozen
class Finding:
    """Something a fact-checker wants to know: `kind` from a fixed list, `note` one sentence."""

    kind: str
    note: str
    document: str = ""
    spans: tuple[Span, ...] = ()


@frozen
class Verification:
    """
    Whether words between quotation marks are the treaty's.

    `verdict` is one of: verbatim; marked (its omissions and insertions are marked); altered; stitched
    from several places; taken from another article or treaty than named; restated (a summary or another
    translation); not found. `faults` name each way in which a reader would be misled, and `diff` shows
    the words against the clause's.
    """

    verdict: Verdict
    reason: str
    clause: Clause | None = None
    diff: ClauseDiff | None = None
    faults: tuple[Finding, ...] = ()


@frozen(repr=False)
class Family:
    """
    All renderings of one clause with what they were compared against.

    `clause` is None where the passages were grouped by their wording alone. `references[i]` is the
    reference wording of `clauses[i]`, the clause itself first, then its counterparts in other treaties;
    `witnesses[i]` is the wording of `renderings[i]`. Each of `diffs` has a reference or the fullest
    quotation as its base.
    """

    title: str
    clause: Clause | None
    renderings: tuple[Rendering, ...]
    references: tuple[Witness, ...]
    witnesses: tuple[Witness, ...]
    diffs: tuple[ClauseDiff, ...]
    collation: Collation
    clauses: tuple[Clause, ...] = ()

    def __repr__(self) -> str:
        return f"<Family {self.title}: {_count(self.renderings, 'rendering')}>"


@frozen(repr=False)
class Report:
    """For each clause all its renderings, compared with the reference wording and with each other."""

    documents: tuple[Document, ...]
    treaties: tuple[Treaty, ...]
    families: tuple[Family, ...]
    references: tuple[tuple[str, Reference], ...] = ()
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        counts = (
            _count(self.documents, "document"),
            _count(self.families, "clause"),
            _count(self.findings, "finding"),
        )
        return f"<Report of {', '.join(counts)}>"


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
