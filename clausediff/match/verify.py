"""quotation + treaties -> whether the words are the treaty's, and how a reader is misled if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clausediff.diffing.categories import is_small
from clausediff.diffing.diff import diff
from clausediff.errors import GIVE_TEXT, GIVE_TREATIES, need, need_all
from clausediff.locator import Locator
from clausediff.match.evidence import is_place
from clausediff.match.fragments import Fragments, fragments
from clausediff.match.index import Index, index
from clausediff.match.overlap import overlap
from clausediff.match.terms import Terms, content, telling, terms
from clausediff.match.traces import pieces, stretch, verbatim
from clausediff.model import (
    Clause,
    ClauseDiff,
    Edit,
    Finding,
    Reference,
    Run,
    Treaty,
    Verdict,
    Verification,
    Witness,
)
from clausediff.normalize.tokens import witness
from clausediff.tables import table

#: From this share of its words in order on, a quotation is the clause's text, altered.
ALTERED = 0.55
#: From this share of its telling words in any form on, it says what the clause says.
RESTATED = 0.4
#: A summary has fewer words than this share of the clause.
SUMMARY = 0.6
#: So many expressions of its own are no slip: the text was reworded.
REWORDED = 4
#: Fewer telling words may stand in any treaty.
TELLING = 3


class Claim(NamedTuple):
    """What a quotation is said to be: a place, by the word for its unit, in a treaty."""

    treaty: str
    locator: Locator | None
    unit: str = ""

    def fits(self, clause: Clause) -> bool:
        """Whether the clause may be the one that is named."""
        return self.fits_treaty(clause) and (self.locator is None or is_place(self.locator, clause.locator))

    def fits_treaty(self, clause: Clause) -> bool:
        """Whether the clause is of the treaty that is named, where one is."""
        return self.treaty in ("", clause.treaty)


class Search(NamedTuple):
    """A quotation to be checked, and where to look."""

    quote: str
    fragments: Fragments
    claim: Claim
    shelf: Index

    @property
    def words(self) -> Terms:
        """The quotation's words, without what an editor put in."""
        return terms(" ".join(self.fragments.parts))


def verify(
    quote: str, treaties: Sequence[Treaty], *, named: Clause | Reference | None = None
) -> Verification:
    """
    Check words that are said to be a treaty's.

    `named` is the clause that they are said to be, or the reference that says so, if any. Print does
    not count: capital letters, marks, spacing and punctuation may differ. Each fault has a kind: an
    operation and the category of the words ("dropped condition", "hidden legal basis"), or one of wrong
    treaty, wrong article, wrong unit, stitched, reworded throughout, summary as text, not found.

    >>> from clausediff.treaty.shelf import treaties
    >>> shelf = treaties("RU-KP-2024")
    >>> found = verify("the other side may provide military and other assistance", shelf)
    >>> found.verdict, [fault.kind for fault in found.faults]
    ('altered', ['changed modality'])
    """
    need(quote, str, GIVE_TEXT)
    need_all(treaties, Treaty, GIVE_TREATIES)
    need(named, (Clause, Reference, type(None)), "give a clause, or the reference that names it")
    shelf = index([clause for treaty in treaties for clause in treaty.clauses if clause.kind != "division"])
    search = Search(quote, fragments(quote), _claim(named), shelf)
    checks = (_verbatim, _stitched, _altered, _restated) if search.words.keys else ()
    return next((result for check in checks if (result := check(search))), _not_found(search))


def _claim(named: Clause | Reference | None) -> Claim:
    if isinstance(named, Clause):
        return Claim(named.treaty, named.locator)
    if named is None:
        return Claim("", None)
    return Claim(named.instrument.id if named.instrument else "", named.locator, named.unit)


def _verbatim(search: Search) -> Verification | None:
    """All the words in one clause, as they stand and in order."""
    parts = [terms(part) for part in search.fragments.parts]
    held = zip(search.shelf.clauses, search.shelf.terms, strict=True)
    found = [(clause, runs) for clause, words in held if (runs := verbatim(parts, words))]
    if len(content(search.words)) < TELLING:
        found = [(clause, runs) for clause, runs in found if search.claim.fits(clause)]
    if not found:
        return None
    clause, runs = min(found, key=lambda case: _order(search.claim, case[0]))
    run = Run(runs[0].start, runs[-1].end)
    compared = _compared(search, clause, _sentence_end(search, clause, run))
    if not any(_misleads(edit) for edit in compared.changes):
        compared = _compared(search, clause, run)
    reason = "the words stand so in {clause}"
    if search.fragments.is_marked:
        reason = "the words stand in {clause}; what is left out is marked"
    return _judged(search, clause, compared, "marked" if search.fragments.is_marked else "verbatim", reason)


def _order(claim: Claim, clause: Clause) -> tuple[bool, bool, int, str]:
    """The place that is named first, then its treaty, then the smallest clause."""
    return not claim.fits(clause), not claim.fits_treaty(clause), len(clause.text), str(clause)


def _sentence_end(search: Search, clause: Clause, run: Run) -> Run:
    """Widen a run to its sentence's end where the quotation has the look of the whole sentence."""
    words = terms(clause.text)
    before = clause.text[: words.spans[run.start].start].rstrip("\"'“‘( \n")
    opens = not before or before[-1] in ".:;" or before[-1].isspace()
    if not (opens and search.quote[:1].isupper() and search.quote.rstrip("\"'”’ ").endswith(".")):
        return run
    end = run.end
    while (
        end < len(words.spans) and "." not in clause.text[words.spans[end - 1].end : words.spans[end].start]
    ):
        end += 1
    return Run(run.start, end)


def _compared(search: Search, clause: Clause, run: Run) -> ClauseDiff:
    return diff(_base(clause, run), witness("quotation", " ".join(search.fragments.parts)))


def _base(clause: Clause, run: Run) -> Witness:
    spans = terms(clause.text).spans
    return witness(str(clause), clause.text[spans[run.start].start : spans[run.end - 1].end])


def _stitched(search: Search) -> Verification | None:
    """Word for word, but from several articles."""
    found = pieces(search.words, search.shelf.terms)
    clauses = list(dict.fromkeys(search.shelf.clauses[place] for _, place in found))
    if len({(clause.treaty, clause.locator.article or str(clause.locator)) for clause in clauses}) < 2:
        return None
    places = " and ".join(map(str, clauses))
    fault = Finding("stitched", f"the words are of {places}, put together as one")
    return Verification("stitched", fault.note, clauses[0], None, (fault,))


def _altered(search: Search) -> Verification | None:
    """Most of the words in order in one clause, but not all."""
    traced = [(clause, *stretch(search.words, terms(clause.text))) for clause in _candidates(search)]
    close = [(clause, run) for clause, run, share in traced if share >= ALTERED and len(run)]
    if not close or len(content(search.words)) < TELLING - 1:
        return None
    most = max(share for _, _, share in traced)
    near = [(clause, run) for clause, run, share in traced if share >= max(ALTERED, most - 0.1)]
    best = max((share, -len(clause.text)) for clause, _, share in traced)
    fitting = [(clause, run) for clause, run in near if search.claim.locator and search.claim.fits(clause)]
    exact = [(clause, run) for clause, run, share in traced if (share, -len(clause.text)) == best]
    clause, run = min(fitting or exact, key=lambda case: _order(search.claim, case[0]))
    return _judged(search, clause, _compared(search, clause, run), "altered", "the wording of {clause}")


def _candidates(search: Search) -> list[Clause]:
    """The clauses that share most telling words, and the place that is named."""
    near = [search.shelf.clauses[place] for place in search.shelf.sharing_words(search.words, 10)]
    named = [clause for clause in search.shelf.clauses if search.claim.locator and search.claim.fits(clause)]
    return list(dict.fromkeys([*near, *named[:10]]))


def _restated(search: Search) -> Verification | None:
    """What the clause says, in other words."""
    said = [(_sameness(search, clause), clause) for clause in _candidates(search)]
    score, clause = max(said, key=lambda case: (case[0], -len(case[1].text)), default=(0.0, None))
    if clause is None or score < RESTATED or len(content(search.words)) < TELLING:
        return None
    if len(search.words.keys) < SUMMARY * len(terms(clause.text).keys):
        fault = Finding("summary as text", f"a summary of {clause}, not its text")
    else:
        fault = Finding(
            "reworded throughout", f"what {clause} says in other words: no quotation of this text"
        )
    compared = diff(witness(str(clause), clause.text), witness("quotation", " ".join(search.fragments.parts)))
    return _placed(search, clause, compared, "restated", fault.note, [fault])


def _sameness(search: Search, clause: Clause) -> float:
    """The share of telling words in any form, or of slots that both speak of; the named place is nearer."""
    found = overlap(search.words, terms(clause.text), search.shelf.rarity)
    rarity = search.shelf.rarity
    weights = [rarity.get(word, 1.0) for word in search.words.stems]
    alike = sum(weights[pair.passage] * pair.likeness for pair in found.pairs) if found else 0.0
    spoken_of, held = telling(search.quote), telling(clause.text)
    slots = len(spoken_of & held) / len(spoken_of) if len(spoken_of & held) >= 2 else 0.0
    is_named = search.claim.locator is not None and search.claim.fits(clause)
    return max(alike / (sum(weights) or 1.0), 0.7 * slots) + 0.2 * is_named


def _judged(
    search: Search, clause: Clause, compared: ClauseDiff, verdict: Verdict, reason: str
) -> Verification:
    """Name what was changed; the verdict is milder where nothing was, sterner where something was."""
    faults = list(_faults(search, compared))
    if verdict != "marked":
        verdict = "altered" if faults else "verbatim"
    return _placed(search, clause, compared, verdict, reason.format(clause=clause), faults)


def _faults(search: Search, compared: ClauseDiff) -> Iterator[Finding]:
    changes = [edit for edit in compared.changes if not is_small(edit)]
    hidden = search.fragments.is_marked
    for edit in changes:
        if edit.op == "delete" and (hidden or not edit.base_text.strip(" .,;")):
            if _misleads(edit):
                yield Finding(f"hidden {edit.category}", f"the marked omission hides “{edit.base_text}”")
            continue
        yield Finding(f"{_DONE[edit.op]} {edit.category}", edit.note)
    brought = sum(edit.op in ("replace", "insert") for edit in changes)
    if brought >= REWORDED and brought * 10 >= len(search.words.keys):
        yield Finding("reworded throughout", f"{brought} expressions are not the clause's")


def _misleads(edit: Edit) -> bool:
    """Whether what is left out changes what the rest means."""
    return edit.op == "delete" and edit.category in table("matching")["omissions"]["hidden"]


_DONE = {"delete": "dropped", "insert": "added", "replace": "changed", "move": "moved"}


def _placed(
    search: Search,
    clause: Clause,
    compared: ClauseDiff | None,
    verdict: Verdict,
    reason: str,
    faults: Sequence[Finding],
) -> Verification:
    """The verdict, unless the words are of another place than named: that goes first."""
    claim, wrong = search.claim, list(_misnamed(search.claim, clause))
    if not claim.fits_treaty(clause):
        verdict = "another treaty"
    elif not claim.fits(clause):
        verdict = "another article"
    notes = dict.fromkeys(fault.note for fault in (*wrong, *faults))
    return Verification(verdict, "; ".join(notes) or reason, clause, compared, (*wrong, *faults))


def _misnamed(claim: Claim, clause: Clause) -> Iterator[Finding]:
    if not claim.fits_treaty(clause):
        yield Finding("wrong treaty", f"the words are of {clause}, not of {claim.treaty}")
    elif not claim.fits(clause):
        yield Finding("wrong article", f"the words are of {clause}, not of {claim.locator}")
    elif claim.locator and not claim.locator.article and clause.locator.article and not clause.locator.steps:
        yield Finding("wrong unit", f"“{claim.unit} {claim.locator}” is {clause}, an article")


def _not_found(search: Search) -> Verification:
    note = "no clause of these treaties has the words, or says the same"
    return Verification("not found", note, faults=(Finding("not found", note),))
