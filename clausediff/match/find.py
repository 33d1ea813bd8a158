"""documents + treaties -> renderings: which clause each passage renders, why, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausediff.errors import GIVE_DOCUMENT, GIVE_TREATIES, need, need_all
from clausediff.locator import Locator
from clausediff.match.apart import apart, joined
from clausediff.match.evidence import Case, Question, is_place, weigh
from clausediff.match.grouping import group
from clausediff.match.index import Index, index
from clausediff.match.narrow import narrow
from clausediff.match.origins import find_origin
from clausediff.match.passages import find_passages
from clausediff.match.reading import read_document
from clausediff.match.terms import Terms, telling, terms
from clausediff.model import Clause, Document, Manner, Rendering, Span, Treaty
from clausediff.normalize.words import stem
from clausediff.tables import table

__all__ = ["find_renderings", "group"]

#: What stands without marks must be surer than what is quoted.
_ENOUGH = {"quoted": 0.5, "glossed": 0.5, "reported": 0.7}
_TIED = 0.05

#: Somebody who uses at least so many telling words of a clause, and next to none of their own, reads it out.
VERBATIM_WORDS, VERBATIM = 5, 0.9

#: What is quoted beside a provision's name, and fills so many slots, is worded as a provision.
WORDED = 2


def find_renderings(document: Document, treaties: Sequence[Treaty]) -> tuple[Rendering, ...]:
    """
    Find the passages of a document that render clauses of these treaties, in the order of the text.

    References, the treaty in context and the slots of the lexicon decide; likeness of wording alone
    binds only what is nearly verbatim. A clause whose number is given but whose text no treaty holds
    yields a rendering of a clause without text.
    """
    need(document, Document, GIVE_DOCUMENT)
    need_all(treaties, Treaty, GIVE_TREATIES)
    reading = read_document(document, treaties)
    sentences = (reading.text(sentence) for sentence in reading.sentences)
    # A chapter holds the words of its articles; the article is what renders.
    clauses = [clause for treaty in treaties for clause in treaty.clauses if clause.kind != "division"]
    shelf = index(clauses, sentences)
    found: list[Rendering] = []
    for passage in find_passages(reading):
        question = Question(reading, passage, find_origin(reading, passage), shelf.rarity)
        found.extend(_bind(question, shelf))
    return tuple(joined(apart(found), document))


def _bind(question: Question, shelf: Index) -> Iterator[Rendering]:
    if question.is_slight():
        return
    weighed = (weigh(question, clause) for clause in _candidates(question, shelf))
    cases = [case for case in weighed if _is_grounded(question, case)]
    best = max((case.score for case in cases), default=0.0)
    if (
        best < _ENOUGH[question.passage.manner]
        and _is_stated(question)
        and not _holds(shelf, _unheld(question))
    ):
        cases = [weigh(question, _unheld(question))]
        best = cases[0].score
    if best >= _ENOUGH[question.passage.manner]:
        yield _rendering(question, _finest([case for case in cases if best - case.score < _TIED]))


def _candidates(question: Question, shelf: Index) -> Iterator[Clause]:
    """The clauses worth weighing: at the place that is named, of the treaty spoken of, or alike."""
    passage = terms(question.text())
    wanted = set(shelf.sharing_slots(telling(passage.text), 2, question.origin.treaty_id))
    named = question.origin.provision
    if named is not None and named.locator is not None:
        places = enumerate(shelf.clauses)
        wanted.update(place for place, clause in places if is_place(named.locator, clause.locator))
    for place in shelf.sharing_words(passage, 5):
        is_spoken_of = shelf.clauses[place].treaty == question.origin.treaty_id
        if _share(passage, shelf, place) >= (0.25 if is_spoken_of else 0.45):
            wanted.add(place)
    return (shelf.clauses[place] for place in sorted(wanted))


def _share(passage: Terms, shelf: Index, place: int) -> float:
    """The share of a passage's different words that a clause has, weighed by rarity."""
    weights = {word: shelf.rarity.get(word, 1.0) for word in passage.vocabulary}
    shared = passage.vocabulary & shelf.terms[place].vocabulary
    return sum(weights[word] for word in shared) / (sum(weights.values()) or 1.0)


def _is_grounded(question: Question, case: Case) -> bool:
    """
    Whether enough speaks for a clause beside the treaty in context.

    A named provision needs three slots and words in common with it (two slots where somebody speaks),
    unless it is said to state the passage or has most of its words; a named treaty needs two slots; a
    treaty that is only in context two slots and a word such as "pact", "clause" or "pledged" in the
    sentence. Where nothing is named, most of the words must be the clause's.
    """
    slots = len(case.of("slot"))
    if case.of("provision"):
        is_said = question.origin.introduces or _is_worded_alike(case)
        return is_said or _shares_enough_with_its_place(question, case)
    speaks_of_it = case.of("treaty") or (case.of("context") and _speaks_of_an_instrument(question))
    return bool(speaks_of_it and slots >= 2) or _is_worded_alike(case)


def _shares_enough_with_its_place(question: Question, case: Case) -> bool:
    slots = len(case.of("slot"))
    # People speak about a clause more often than they restate it.
    if question.passage.manner == "glossed":
        return slots >= 2
    return slots + max((len(reason.words) for reason in case.of("wording")), default=0) >= 3


def _speaks_of_an_instrument(question: Question) -> bool:
    words = terms(question.reading.text(question.passage.sentence)).vocabulary
    known = (*table("matching")["instrument_words"], *table("matching")["committing"])
    return not words.isdisjoint(map(stem, known))


def _is_worded_alike(case: Case) -> bool:
    """Whether most of some telling words, or nearly all of a few, are the clause's."""
    return any(len(r.words) >= (4 if r.share > 0.8 else 5) and r.share > 0.5 for r in case.of("wording"))


def _is_stated(question: Question) -> bool:
    """Whether the text says that the provision states the passage, or quotes wording beside its name."""
    is_worded = question.passage.manner == "quoted" and len(telling(question.wording())) >= WORDED
    return question.origin.introduces or (question.origin.provision is not None and is_worded)


def _holds(shelf: Index, unheld: Clause) -> bool:
    return any(
        clause.treaty == unheld.treaty and is_place(unheld.locator, clause.locator)
        for clause in shelf.clauses
    )


def _unheld(question: Question) -> Clause:
    """Return the provision that the text names, without a text."""
    named = question.origin.provision
    place = named.locator if named and named.locator else Locator()
    return Clause(question.origin.treaty_id, place, "", Span(0, 0))


def _finest(cases: Sequence[Case]) -> list[Case]:
    """
    Keep, of a clause and the clauses inside it, the smallest that holds all the shared words.

    An article whose words are spread over its paragraphs stays; one with a single paragraph does too.
    The best case comes first, the others are ties.
    """
    kept = [case for case in cases if not any(_is_inside(other.clause, case.clause) for other in cases)]
    return sorted(kept, key=lambda case: (-case.score, str(case.clause)))


def _is_inside(inner: Clause, outer: Clause) -> bool:
    same = inner.treaty == outer.treaty and inner.locator != outer.locator
    return same and outer.locator.covers(inner.locator)


def _rendering(question: Question, cases: Sequence[Case]) -> Rendering:
    passage, best = question.passage, cases[0]
    return Rendering(
        question.reading.document.siglum,
        narrow(question, best.clause),
        best.clause,
        _manner(passage.manner, best),
        round(best.score, 3),
        tuple(reason.evidence for reason in best.reasons),
        passage.speaker,
        tuple(case.clause for case in cases[1:]),
    )


def _manner(manner: Manner, case: Case) -> Manner:
    """Take a speaker's words that are nearly all the clause's for a quotation of it."""
    is_read_out = any(len(r.words) >= VERBATIM_WORDS and r.share > VERBATIM for r in case.of("wording"))
    return "quoted" if manner == "glossed" and is_read_out else manner
