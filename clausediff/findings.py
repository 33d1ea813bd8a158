"""report -> findings: what a fact-checker wants to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from clausediff.claims import find_claims
from clausediff.diffing.categories import is_small
from clausediff.match.verify import verify
from clausediff.model import (
    Claim,
    ClauseDiff,
    Document,
    Edit,
    Family,
    Finding,
    Reference,
    Rendering,
    Report,
    Span,
    Verification,
    Witness,
)
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import tokenize
from clausediff.quotes.find import find_quotes
from clausediff.references.find import find_references, is_misnamed

#: Effects that a fact-checker must hear of.
_WEIGHTY = ("substantive", "depends")

#: A press agency's translation is one of several: another wording of the same clause is no misquotation.
_QUOTABLE = ("authentic text", "official translation", "unknown")

#: Faults of a quotation that are not in its words.
_WRONG_PLACE = ("wrong article", "wrong treaty")

#: Substitutions of at most so many words are compared between reports.
_SHORT = 4

#: Categories too slight to hold against a claim that two wordings are nearly the same.
_SLIGHT = ("article", "preposition")


def find_findings(report: Report) -> tuple[Finding, ...]:
    """
    Read a report for what is wrong, contradicted or undecided in it.

    `kind` is one of: misnamed provision, wrong provision, misquotation, contradicted claim,
    incompatible renderings, undecided clause, unclosed quotation, reading.
    """
    return (
        *_misnamed_provisions(report),
        *_misquotations(report),
        *_contradicted_claims(report),
        *_incompatible_renderings(report),
        *_undecided_clauses(report),
        *_unclosed_quotations(report),
        *_notes_of_reading(report),
    )


def _misnamed_provisions(report: Report) -> Iterator[Finding]:
    """A reference with another word than the treaty's own for its provisions: Paragraph 4 for Article 4."""
    for siglum, reference in report.references:
        clause = _article_meant(reference, report)
        if clause is not None:
            note = f"“{reference.text}” is Article {reference.locator} of {clause}"
            yield Finding("misnamed provision", note, siglum, (reference.span,))


def _article_meant(reference: Reference, report: Report) -> str | None:
    """Return the treaty in which the reference's number is an article although its word is not."""
    if not is_misnamed(reference) or reference.instrument is None:
        return None
    for treaty in report.treaties:
        if treaty.id == reference.instrument.id and any(
            clause.locator == reference.locator and clause.kind == "article" for clause in treaty.clauses
        ):
            return treaty.title
    return None


def _misquotations(report: Report) -> Iterator[Finding]:
    """Words quoted as a clause's that stand in another, or are not the wording of an authentic text."""
    exact = {treaty.id for treaty in report.treaties if treaty.status in _QUOTABLE}
    named = {(siglum, reference.span): reference for siglum, reference in report.references}
    for document in report.documents:
        quotes = [quote.span for quote in find_quotes(document.text)]
        for rendering in _quoted_by(document, report):
            place = next((reason.span for reason in rendering.evidence if reason.kind == "provision"), None)
            said = named.get((document.siglum, place)) if place else None
            for words in _marked(rendering, quotes, document.text):
                found = verify(words, report.treaties, named=said or rendering.clause)
                yield from _faults(found, rendering, words, rendering.clause.treaty in exact)


def _quoted_by(document: Document, report: Report) -> Iterator[Rendering]:
    for family in report.families:
        for rendering in family.renderings:
            is_quoted = rendering.manner == "quoted" and rendering.clause.text
            if is_quoted and rendering.document == document.siglum:
                yield rendering


def _marked(rendering: Rendering, quotes: Sequence[Span], text: str) -> list[str]:
    """Return the words of a rendering that stand between marks, without what leads them in."""
    return [span.of(text) for span in rendering.spans if any(quote.covers(span) for quote in quotes)]


def _faults(found: Verification, rendering: Rendering, words: str, is_exact: bool) -> Iterator[Finding]:
    """
    Report a wrong place, and other wording of a text that is to be quoted by the word.

    Words that stand nowhere as they are may be another translation of the clause that is named.
    """
    is_elsewhere = is_exact or all(fault.kind in _WRONG_PLACE for fault in found.faults)
    misplaced = [fault.note for fault in found.faults if fault.kind in _WRONG_PLACE and is_elsewhere]
    other = [fault for fault in found.faults if fault.kind not in (*_WRONG_PLACE, "wrong unit")]
    if misplaced:
        note = f"“{_short(words)}”: {'; '.join(misplaced)}"
        yield Finding("wrong provision", note, rendering.document, rendering.spans)
    if other and is_exact:
        listed = " ".join(f"{fault.kind}: {fault.note.rstrip('.')}." for fault in other)
        note = f"“{_short(words)}” is not the wording of {rendering.clause}. {listed[:1].upper()}{listed[1:]}"
        yield Finding("misquotation", note, rendering.document, rendering.spans)


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]} …"


def _contradicted_claims(report: Report) -> Iterator[Finding]:
    """A sentence that calls a clause the same as another although the comparison shows more differences."""
    for document in report.documents:
        for claim in find_claims(document.text):
            compared = _compared(claim, document, report)
            unexplained = _unexplained(claim, compared) if compared is not None else []
            if compared is not None and unexplained:
                note = _contradiction(claim, compared, unexplained)
                yield Finding("contradicted claim", note, document.siglum, (claim.span,))


def _compared(claim: Claim, document: Document, report: Report) -> ClauseDiff | None:
    """Return the comparison that tests a claim: the clause spoken of last against the treaty named."""
    named = {
        reference.instrument.id
        for siglum, reference in report.references
        if siglum == document.siglum
        and reference.instrument
        and claim.span.covers(reference.span)
        and not (claim.exception and claim.exception.span.covers(reference.span))
    }
    for family, witness in _spoken_of_before(claim.span, document, report):
        for clause, base in zip(family.clauses, family.references, strict=True):
            if clause.treaty in named and clause != family.clause:
                return next(d for d in family.diffs if d.base is base and d.other is witness)
    return None


def _spoken_of_before(span: Span, document: Document, report: Report) -> list[tuple[Family, Witness]]:
    """List the document's quoted renderings in front of a span, the nearest first."""
    found = [
        (rendering.spans[-1].end, family, witness)
        for family in report.families
        for rendering, witness in zip(family.renderings, family.witnesses, strict=True)
        if rendering.document == document.siglum
        and rendering.manner == "quoted"
        and rendering.spans[-1].end <= span.end
    ]
    return [(family, witness) for _, family, witness in sorted(found, key=lambda item: -item[0])]


def _unexplained(claim: Claim, compared: ClauseDiff) -> list[Edit]:
    """Return the changes of weight that the claim's exception does not name."""
    weighty = [edit for edit in compared.changes if edit.effect in _WEIGHTY and not _is_slight(edit)]
    found = [edit for edit in weighty if not _is_excepted(edit, claim)]
    return sorted(found, key=lambda edit: _WEIGHTY.index(edit.effect))


def _is_slight(edit: Edit) -> bool:
    return is_small(edit) or edit.category in _SLIGHT


def _is_excepted(edit: Edit, claim: Claim) -> bool:
    """Whether the exception names what the edit brings or takes: the same instrument, or the same words."""
    if claim.exception is None:
        return False
    named = _instruments(claim.exception.text)
    return bool(named & _instruments(f"{edit.base_text} {edit.other_text}"))


def _instruments(text: str) -> set[str]:
    return {
        found.instrument.id or found.instrument.title for found in find_references(text) if found.instrument
    }


def _contradiction(claim: Claim, compared: ClauseDiff, unexplained: list[Edit]) -> str:
    excepted = f" with the exception of “{claim.exception.text}”" if claim.exception else ""
    listed = "; ".join(_named(edit) for edit in unexplained)
    against = compared.base.siglum
    return f"says “{claim.cue.text}”{excepted}, but its own wording differs from {against} also in: {listed}"


def _named(edit: Edit) -> str:
    what = {"insert": f"added “{edit.other_text}”", "delete": f"dropped “{edit.base_text}”"}
    words = what.get(edit.op, f"“{edit.base_text}” → “{edit.other_text}”")
    return f"{words} ({edit.category}, {edit.effect})"


def _incompatible_renderings(report: Report) -> Iterator[Finding]:
    """Reports that all quote a clause, and put terms in the same place that do not mean the same."""
    for family in report.families:
        reported: set[tuple[str, str, str]] = set()
        for one, other, category, base, term in (*_by_slot(family, report), *_by_diff(family)):
            if one != other.document and (category, base, term) not in reported:
                reported.add((category, base, term))
                place = family.clause or family.title
                note = f"{place}: {one} quotes “{base}”, {other.document} “{term}” ({category})"
                yield Finding("incompatible renderings", note, other.document, other.spans)


def _by_slot(family: Family, report: Report) -> Iterator[tuple[str, Rendering, str, str, str]]:
    """Compare the terms by which quotations fill the slots of a clause."""
    texts = {document.siglum: document.text for document in report.documents}
    quoted = [
        (rendering, _terms(rendering, texts[rendering.document]))
        for rendering in family.renderings
        if rendering.manner == "quoted"
    ]
    for (one, ours), (other, theirs) in combinations(quoted, 2):
        for slot, base, term in _clashes(ours, theirs):
            yield one.document, other, slot, base, term


def _by_diff(family: Family) -> Iterator[tuple[str, Rendering, str, str, str]]:
    """Take the short substitutions of weight between quotations."""
    quoted = {
        witness.siglum: rendering
        for rendering, witness in zip(family.renderings, family.witnesses, strict=True)
        if rendering.manner == "quoted"
    }
    for compared in family.diffs:
        one, other = quoted.get(compared.base.siglum), quoted.get(compared.other.siglum)
        for edit in compared.changes if one and other else ():
            if _is_weighty_substitution(edit) and one and other:
                yield one.document, other, edit.category, edit.base_text.lower(), edit.other_text.lower()


def _is_weighty_substitution(edit: Edit) -> bool:
    is_short = max(len(edit.base), len(edit.other)) <= _SHORT
    return edit.op == "replace" and is_short and edit.effect == "substantive" and "…" not in edit.other_text


def _terms(rendering: Rendering, text: str) -> dict[str, set[str]]:
    """Return the terms of the lexicon in the words that stand between marks, by slot."""
    quotes = [quote.span for quote in find_quotes(text)]
    keys = [token.key for words in _marked(rendering, quotes, text) for token in tokenize(words)]
    found: dict[str, set[str]] = {}
    for run, entry in lexicon().find(keys):
        found.setdefault(entry.slot, set()).add(" ".join(keys[run.start : run.end]))
    return found


def _clashes(base: dict[str, set[str]], other: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield slot and terms where the two differ and the lexicon says that it matters."""
    for slot in sorted(base.keys() & other.keys()):
        pairs = product(sorted(base[slot] - other[slot]), sorted(other[slot] - base[slot]))
        for ours, theirs in pairs:
            entry = lexicon().relating(ours.split(), theirs.split())
            if entry is not None and entry.slot == slot and entry.effect in _WEIGHTY:
                yield slot, ours, theirs


def _undecided_clauses(report: Report) -> Iterator[Finding]:
    """A passage that renders several clauses equally well."""
    for family in report.families:
        for rendering in family.renderings:
            if rendering.ties:
                others = ", ".join(map(str, rendering.ties))
                note = f"renders {rendering.clause} and as well {others}; nothing in the text decides"
                yield Finding("undecided clause", note, rendering.document, rendering.spans)


def _unclosed_quotations(report: Report) -> Iterator[Finding]:
    for document in report.documents:
        for quote in find_quotes(document.text):
            if not quote.is_closed:
                note = f"a quotation opens and is never closed: “{quote.text[:60].strip()}…”"
                yield Finding("unclosed quotation", note, document.siglum, (quote.outer,))


def _notes_of_reading(report: Report) -> Iterator[Finding]:
    for document in report.documents:
        for note in document.notes:
            yield Finding("reading", note, document.siglum)
