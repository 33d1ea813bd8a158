"""passage + clause -> the reasons to bind them, in words, each with its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from clausediff.locator import Locator
from clausediff.match.origins import Origin, called
from clausediff.match.overlap import overlap, rendered
from clausediff.match.passages import Passage
from clausediff.match.reading import SLIGHT, Reading
from clausediff.match.terms import Terms, content, function_words, shared_slots, telling, terms
from clausediff.model import Clause, Evidence, Reference, Span
from clausediff.tables import table

#: So many telling words in common count fully; fewer may be common by chance.
ENOUGH = 6


#: A text of more words speaks of too much to tell a clause by its slots.
LONGEST = 800


class Reason(NamedTuple):
    """One piece of evidence and its points (log-odds)."""

    points: float
    evidence: Evidence
    share: float = 0.0
    words: tuple[str, ...] = ()


class Case(NamedTuple):
    """All that speaks for and against one clause."""

    clause: Clause
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """How likely the passage renders the clause, in 0..1."""
        points = sum(reason.points * self._trust(reason) for reason in self.reasons)
        return 1 / (1 + exp(-points - table("matching")["points"]["bias"]))

    def _trust(self, reason: Reason) -> float:
        """Another treaty named near by counts the less, the more stands word for word in this one."""
        if reason.points > 0 or reason.evidence.kind not in ("treaty", "context"):
            return 1.0
        return 1.0 - max((other.share for other in self.reasons), default=0.0)

    def of(self, kind: str) -> tuple[Reason, ...]:
        """Return the reasons of a kind that speak for the clause."""
        return tuple(reason for reason in self.reasons if reason.evidence.kind == kind and reason.points > 0)


class Question(NamedTuple):
    """A passage, what the text says about its origin, and how rare each word is among the clauses."""

    reading: Reading
    passage: Passage
    origin: Origin
    rarity: Mapping[str, float]

    def text(self) -> str:
        """Return the passage's words."""
        return self.passage.text(self.reading.document)

    def wording(self) -> str:
        """Return the passage's words; what a reporter calls the treaty is none of its wording."""
        if self.passage.manner != "reported":
            return self.text()
        text, start = "", self.passage.reach.start
        for ref in self.reading.references_in(self.passage.reach):
            if start <= ref.span.start and ref.span.end <= self.passage.reach.end:
                text += self.reading.document.text[start : ref.span.start] + " "
                start = ref.span.end
        return text + self.reading.document.text[start : self.passage.reach.end]

    def is_slight(self) -> bool:
        """Whether the passage has too few words to say what a clause says."""
        return len(content(terms(self.text()))) < SLIGHT


def weigh(question: Question, clause: Clause) -> Case:
    """Gather the reasons for and against one clause."""
    kinds = (_provision, _treaty, _wording, _slots)
    return Case(clause, tuple(reason for kind in kinds for reason in kind(question, clause)))


def weigh_wording(question: Question) -> Case:
    """Gather the reasons to take a passage for the wording of a treaty whose text is not at hand."""
    clause = Clause(question.origin.treaty_id, Locator(), "", Span(0, 0))
    spoken_of = sorted(telling(question.wording()))
    slots = (_reason("slot", "slot", f"speaks of {slot}") for slot in spoken_of)
    return Case(clause, (*_treaty(question, clause), *slots))


def _provision(question: Question, clause: Clause) -> Iterator[Reason]:
    """The provision that the text names."""
    named = question.origin.provision
    if named is None or named.locator is None or not _may_be_of(named, clause):
        return
    if is_place(named.locator, clause.locator):
        note = f"“{named.text}” names {clause.locator}"
        yield _reason("named_provision", "provision", note, named)
    else:
        yield _reason("other_provision", "provision", f"“{named.text}” names {named.locator}", named)


def is_place(named: Locator, place: Locator) -> bool:
    """Whether a named place is this one, or one in or around it; a bare paragraph may mean an article."""
    if not named.article and len(named.steps) == 1:
        named = Locator(article=named.steps[0])
    return named.covers(place) or place.covers(named)


def _may_be_of(named: Reference, clause: Clause) -> bool:
    return named.instrument is None or called(named.instrument) == clause.treaty


def _treaty(question: Question, clause: Clause) -> Iterator[Reason]:
    """The treaty that the text names, or else the one it speaks of."""
    named, context = question.origin.treaty, question.origin.context
    if named is not None and named.instrument is not None:
        same = called(named.instrument) == clause.treaty
        note = f"“{named.text}” is {named.instrument.title or named.instrument.id}"
        yield _reason("named_treaty" if same else "other_treaty", "treaty", note, named)
    elif context is not None:
        same = called(context) == clause.treaty
        note = f"the text speaks of {context.title or context.id}"
        yield _reason("context_treaty" if same else "other_context", "context", note)


def _wording(question: Question, clause: Clause) -> Iterator[Reason]:
    """The share of the passage's words that the clause holds."""
    passage = terms(question.wording())
    share, words = shared_wording(passage, terms(clause.text), question.rarity)
    if share > 0:
        rare = sorted(words, key=lambda word: -question.rarity.get(word, 1.0))[:5]
        printed = passage.printed
        evidence = Evidence(
            "wording", f"{share:.0%} of the wording: {', '.join(printed[word] for word in rare)}"
        )
        points = table("matching")["points"]["wording"] * share * min(1.0, len(words) / ENOUGH)
        yield Reason(points, evidence, share, words)


def shared_wording(
    passage: Terms, clause: Terms, rarity: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    """
    Return the share of a passage's words that the clause has, weighed by rarity, and the telling ones.

    Words that stand in the clause's order count fully, turned round or in another form by half; they
    must stand in one stretch of it, for a long text has any words somewhere.
    """
    found = overlap(passage, clause, rarity)
    if found is None:
        return 0.0, ()
    weights = [rarity.get(word, 1.0) for word in passage.stems]
    run = rendered(clause, found, rarity)
    blocks = LCSseq.opcodes(passage.stems, clause.stems[run.start : run.end])
    ordered = sum(sum(weights[op.src_start : op.src_end]) for op in blocks if op.tag == "equal")
    pairs = [pair for pair in found.pairs if run.start <= pair.clause < run.end]
    alike = sum(weights[pair.passage] * pair.likeness for pair in pairs)
    telling_words = (pair for pair in pairs if passage.stems[pair.passage] not in function_words())
    words = tuple(dict.fromkeys(passage.stems[pair.passage] for pair in telling_words))
    return (ordered + alike) / (2 * sum(weights)), words


def _slots(question: Question, clause: Clause) -> Iterator[Reason]:
    """What the passage and the clause both speak of, by the slots of the lexicon."""
    if not clause.text or len(terms(clause.text).stems) > LONGEST:
        return
    shared, missing = shared_slots(question.wording(), clause.text)
    for slot in shared:
        yield _reason("slot", "slot", f"both speak of {slot}")
    for slot in missing:
        yield _reason("missing_slot", "slot", f"the clause has no {slot}")


def _reason(points: str, kind: str, note: str, ref: Reference | None = None) -> Reason:
    return Reason(
        table("matching")["points"][points], Evidence(kind, note, None if ref is None else ref.span)
    )
