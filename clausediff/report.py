"""documents + treaties -> a report: for each clause all its renderings, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import attrs

from clausediff.alignment.collate import collate
from clausediff.counterparts import find_counterparts
from clausediff.diffing.diff import diff
from clausediff.diffing.excerpt import quoted_in_part, quoted_in_pieces, retold
from clausediff.errors import GIVE_DOCUMENT, GIVE_DOCUMENTS, GIVE_TREATIES, ClausediffError, need, need_all
from clausediff.findings import find_findings
from clausediff.locator import Locator
from clausediff.match.find import find_renderings
from clausediff.match.grouping import group
from clausediff.match.unbound import unbound
from clausediff.model import (
    Clause,
    ClauseDiff,
    Document,
    Family,
    Manner,
    Reference,
    Rendering,
    Report,
    Treaty,
    Witness,
)
from clausediff.normalize.tokens import witness
from clausediff.references.find import find_references
from clausediff.references.instruments import known_with

#: The order of renderings in a family: what claims to be the text comes first.
MANNERS = get_args(Manner)


def compare(documents: Iterable[Document], treaties: Sequence[Treaty] = ()) -> Report:
    """
    Find what renders a clause in each document, and compare it with the clause and with the others.

    Passages that render a clause of one of the treaties make a family with that clause; it is compared
    too with the clause of each other treaty that is worded like it (a predecessor, a model). Passages
    that no treaty of the call holds are grouped by the provision they name, or by their wording.

    >>> from clausediff.treaty.shelf import treaties
    >>> text = "Article 4 says the other side “shall provide military and other assistance with all means”."
    >>> report = compare([Document("A", text)], treaties("RU-KP-2024"))
    >>> [str(family.clause) for family in report.families]
    ['RU-KP-2024 4']
    """
    if isinstance(documents, str | Document):
        raise ClausediffError(f"compare takes several documents; {GIVE_DOCUMENTS}")
    need_all(treaties, Treaty, GIVE_TREATIES)
    instruments = known_with(treaties)
    kept: list[Document] = []
    renderings: list[Rendering] = []
    loose: list[Rendering] = []
    references: list[tuple[str, Reference]] = []
    for document in documents:
        need(document, Document, GIVE_DOCUMENT)
        if any(document.siglum == other.siglum for other in kept):
            raise ClausediffError(f"two documents have the siglum {document.siglum!r}; give each its own")
        kept.append(document)
        bound = find_renderings(document, treaties)
        renderings += bound
        loose += unbound(document, bound, treaties)
        references += [(document.siglum, found) for found in find_references(document.text, instruments)]
    texts = {document.siglum: document.text for document in kept}
    placed, alike = _by_wording(renderings, loose, texts)
    families = [*_families([*renderings, *placed], treaties, texts), *_unnamed_families(alike, texts)]
    report = Report(tuple(kept), tuple(treaties), tuple(families), tuple(references))
    return attrs.evolve(report, findings=find_findings(report))


def mentioned(documents: Iterable[Document], treaties: Sequence[Treaty]) -> tuple[Treaty, ...]:
    """Return those of the treaties that the documents speak of."""
    named = {
        reference.instrument.id
        for document in documents
        for reference in find_references(document.text)
        if reference.instrument
    }
    return tuple(treaty for treaty in treaties if treaty.id in named)


def _families(
    renderings: Sequence[Rendering], treaties: Sequence[Treaty], texts: dict[str, str]
) -> Iterator[Family]:
    """Group the renderings by article, the article with most of them first."""
    grouped: dict[tuple[str, Locator], list[Rendering]] = {}
    for rendering in renderings:
        place = rendering.clause.locator
        article = Locator(place.divisions, place.article)
        grouped.setdefault((rendering.clause.treaty, article), []).append(rendering)
    for (_, article), members in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        members.sort(key=lambda member: MANNERS.index(member.manner))
        yield _family(_common_clause(members, article, treaties), members, treaties, texts)


def _by_wording(
    renderings: Sequence[Rendering], loose: Sequence[Rendering], texts: dict[str, str]
) -> tuple[list[Rendering], list[list[Rendering]]]:
    """
    Group loose passages by their wording.

    Those that are worded like the passages of one clause whose text is not held are placed there. Of
    the others, quotations come in groups of their own where at least two say the same.
    """
    named = [rendering for rendering in renderings if not rendering.clause.text]
    pool = [*named, *loose]
    placed: list[Rendering] = []
    alike: list[list[Rendering]] = []
    for places in group([wording(one, texts[one.document]) for one in pool]):
        clauses = {pool[place].clause for place in places if place < len(named)}
        members = [pool[place] for place in places if place >= len(named)]
        quoted = [member for member in members if member.manner == "quoted"]
        if len(clauses) == 1:
            clause = clauses.pop()
            placed += [attrs.evolve(member, clause=clause) for member in members]
        elif len(quoted) > 1:
            alike.append(quoted)
    return placed, alike


def _unnamed_families(alike: Iterable[Sequence[Rendering]], texts: dict[str, str]) -> Iterator[Family]:
    """Compare passages that say the same, though no provision is named."""
    for members in alike:
        witnesses = tuple(_witnesses(members, texts))
        named = members[0].clause.treaty or "A treaty that is not named"
        first = " ".join(witnesses[0].text.split()[:8])
        title = f"{named}: “{first} …”"
        diffs = tuple(_diffs((), witnesses, members))
        yield Family(title, None, tuple(members), (), witnesses, diffs, collate(witnesses))


def _common_clause(members: Sequence[Rendering], article: Locator, treaties: Sequence[Treaty]) -> Clause:
    """Return the clause that all members render, or the article around their several clauses."""
    clauses = {member.clause for member in members}
    if len(clauses) == 1:
        return clauses.pop()
    around = (
        clause
        for treaty in treaties
        if treaty.id == members[0].clause.treaty
        for clause in treaty.clauses
        if clause.locator == article
    )
    return next(around, members[0].clause)


def _family(
    clause: Clause, members: Sequence[Rendering], treaties: Sequence[Treaty], texts: dict[str, str]
) -> Family:
    clauses = tuple(_reference_clauses(clause, treaties))
    references = tuple(witness(str(held), held.text) for held in clauses)
    witnesses = tuple(_witnesses(members, texts))
    return Family(
        _title(clause, treaties),
        clause,
        tuple(members),
        references,
        witnesses,
        tuple(_diffs(references, witnesses, members)),
        collate((*references, *witnesses)),
        clauses,
    )


def _title(clause: Clause, treaties: Sequence[Treaty]) -> str:
    """Name a clause in full: Charter of the United Nations (1945), Article 51."""
    known = next((treaty for treaty in known_with(treaties) if treaty.id == clause.treaty), None)
    named = known.title if known else clause.treaty
    signed = f" ({known.signed.year})" if known and known.signed else ""
    place = clause.locator
    return f"{named}{signed}, {'Article ' if place.article and not place.divisions else ''}{place}"


def _witnesses(members: Sequence[Rendering], texts: dict[str, str]) -> Iterator[Witness]:
    """Make a witness of each rendering; the second of a document is marked with `.2`, and so on."""
    seen: Counter[str] = Counter()
    for member in members:
        seen[member.document] += 1
        count = seen[member.document]
        siglum = member.document if count == 1 else f"{member.document}.{count}"
        yield witness(siglum, wording(member, texts[member.document]))


def wording(rendering: Rendering, text: str) -> str:
    """Return the words of a rendering; an ellipsis stands where its pieces were apart."""
    return " … ".join(span.of(text) for span in rendering.spans)


def _reference_clauses(clause: Clause, treaties: Sequence[Treaty]) -> Iterator[Clause]:
    """Yield the clause if its wording is held, then its counterpart in each other treaty."""
    if clause.text:
        yield clause
        yield from find_counterparts(clause, treaties)


def _diffs(
    references: Sequence[Witness], witnesses: Sequence[Witness], members: Sequence[Rendering]
) -> Iterator[ClauseDiff]:
    """Compare the references with the clause, then each rendering with all and with the fullest quotation."""
    for counterpart in references[1:]:
        yield diff(counterpart, references[0])
    fullest = _fullest(witnesses, members)
    for other, member in zip(witnesses, members, strict=True):
        mark = _reading_of(member)
        for base in references:
            yield mark(diff(base, other))
        if fullest is not None and other is not fullest:
            yield mark(diff(fullest, other))


def _reading_of(member: Rendering) -> Callable[[ClauseDiff], ClauseDiff]:
    """Choose how to read what a passage leaves out."""
    if member.manner != "quoted":
        return retold
    return quoted_in_part if len(member.spans) == 1 else quoted_in_pieces


def _fullest(witnesses: Sequence[Witness], members: Sequence[Rendering]) -> Witness | None:
    """Return the longest quoted rendering, or the longest of any manner where none is quoted."""
    quoted = [w for w, member in zip(witnesses, members, strict=True) if member.manner == "quoted"]
    return max(quoted or witnesses, key=lambda w: len(w.tokens), default=None)
