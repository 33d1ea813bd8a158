"""text -> references to instruments and to places in them."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.locator import Locator
from clausediff.model import Instrument, Reference, ReferenceKind, Span
from clausediff.references.citing import Citation, find_citations
from clausediff.references.instruments import instruments as shipped
from clausediff.references.mentions import Mention, Scene, find_mentions, head_facts, singular
from clausediff.references.naming import (
    heads_of,
    table_words,
    title_keys,
    titles_of,
    topics,
    words_of,
)
from clausediff.references.numbered import find_numbered, find_resolutions
from clausediff.references.placing import Place
from clausediff.references.resolve import Resolved, resolve
from clausediff.references.units import ARTICLE, PARAGRAPH, any_of, unit_level
from clausediff.tables import table

#: A cue of a well-known place this near outweighs what the text is about, in characters.
NEAR = 300


class _Joined(NamedTuple):
    """A citation with the mention of its instrument, where the text puts them side by side."""

    citation: Citation
    found: Resolved | None
    start: int
    end: int


def find_references(text: str, instruments: Iterable[Instrument] | None = None) -> tuple[Reference, ...]:
    """
    Find the words of a text that point at an instrument or at a place in one, in order.

    Each place of a list is a reference of its own; two references either share a span or lie apart.
    What the text leaves open stays open: `instrument` is None, and `note` says what is missing.
    `instruments` are those to know (default: the shipped ones; `extended` adds to them).

        reference = citation [ OF mention ] | mention "'s" citation | mention | series | resolution

    >>> found = find_references("They invoked Article 51 of the UN Charter and NATO's Article 5.")
    >>> [(one.instrument.id, str(one.locator)) for one in found]
    [('UN-CHARTER', '51'), ('NAT-1949', '5')]
    """
    return _find(text, shipped() if instruments is None else tuple(instruments))


# A report asks for the references of one document several times.
@functools.lru_cache(maxsize=64)
def _find(text: str, known: tuple[Instrument, ...]) -> tuple[Reference, ...]:
    series = list(find_numbered(text, known))
    citations = _apart(find_citations(text), series)
    scene = Scene(text, words_of(text), [(cited.start, cited.end) for cited in citations])
    found = resolve(scene, _with_short_names(scene, find_mentions(scene, known)), known)
    joined = list(_join(text, citations, found))
    references = [
        *series,
        *_of_citations(text, joined, found, known),
        *_of_mentions(text, found, joined),
        *find_resolutions(text),
    ]
    references.extend(_back(text, references))
    return tuple(_without_overlap(references))


def is_misnamed(reference: Reference) -> bool:
    """
    Whether the text gives an article another unit's name: "Paragraph 4 of the treaty".

    >>> [is_misnamed(one) for one in find_references("Paragraph 5 of the Washington Treaty; its Article 5")]
    [True, False]
    """
    return bool(
        reference.locator
        and reference.locator.article
        and not reference.locator.steps
        and unit_level(reference.unit) == PARAGRAPH
        and any(sign.isdecimal() for sign in reference.text)
    )


def _apart(citations: Iterable[Citation], series: Sequence[Reference]) -> list[Citation]:
    taken = sorted((one.span.start, one.span.end) for one in series)
    return [
        cited
        for cited in citations
        if not any(s < cited.end and cited.start < e for s, e in _near(taken, cited))
    ]


def _near(taken: Sequence[tuple[int, int]], cited: Citation) -> Sequence[tuple[int, int]]:
    at = bisect_left(taken, (cited.start, 0))
    return taken[max(0, at - 1) : at + 2]


def _with_short_names(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Add the later uses of short names that the text introduces: "Mutual Defense Treaty (MDT)"."""
    introduced = {one.short: one for one in reversed(mentions) if one.short and not one.is_plural}
    if not introduced:
        return mentions
    taken = [(one.start, one.end) for one in mentions]
    added = []
    for at, word in enumerate(scene.words):
        first = introduced.get(word.text)
        if first is None or word.start < first.end or not (word.text.isupper() or len(word.text) > 9):
            continue
        place = bisect_left(taken, (word.start + 1, 0)) - 1
        if place >= 0 and taken[place][1] > word.start:
            if mentions[place].strength == "abbreviation":
                mentions[place] = _renamed(mentions[place], first)
            continue
        has_article = (
            at > 0 and scene.words[at - 1].key in table_words("definite") and not scene.gap(at).strip()
        )
        start = scene.words[at - 1].start if has_article else word.start
        added.append(
            _renamed(first._replace(start=start, end=word.end, core=word.start, determiner="the"), first)
        )
    return sorted([*mentions, *added], key=lambda one: one.start)


def _renamed(mention: Mention, first: Mention) -> Mention:
    """Give a short name what the words that introduced it say."""
    return mention._replace(
        head=first.head,
        named=first.named,
        years=first.years,
        states=first.states,
        topics=first.topics,
        title=first.title,
        label=first.label,
        strength=first.strength or "abbreviation",
        cues=first.cues,
        short="",
        members=(),
    )


def _join(text: str, citations: Sequence[Citation], found: Sequence[Resolved]) -> Iterator[_Joined]:
    """
    Put citations and the mentions beside them together.

        joined = citation [ "," ] [ OF ] mention | mention ( "'s" | "," | ":" | "(" ) citation
               | citation "thereof"
    """
    starting = {one.mention.core: one for one in reversed(found)} | {
        one.mention.start: one for one in reversed(found)
    }
    ending = {one.mention.end: one for one in found}
    for cited in citations:
        after = _mention_after(text, cited, starting)
        before = None if after else _mention_before(text, cited, ending)
        if after is not None:
            yield _Joined(cited, after, cited.start, after.mention.end)
        elif before is not None:
            yield _Joined(cited, before, before.mention.start, cited.end)
        elif thereof := _thereof().match(text, cited.end):
            last = _last_before(found, cited.start)
            yield _Joined(cited, last, cited.start, thereof.end())
        else:
            code = _code_after(text, cited)
            yield _Joined(cited, code, cited.start, code.mention.end if code else cited.end)


def _code_after(text: str, cited: Citation) -> Resolved | None:
    """
    Read the abbreviation of a code that no data file names, as lawyers in German write it: "§ 34 StGB".

        code = Capital { letter } Capital { letter }        with a small letter among them
    """
    found = _code_name().match(text, cited.end)
    if found is None:
        return None
    start, end, title = found.start("code"), found.end("code"), found["code"]
    instrument = Instrument("", title)
    return Resolved(Mention(start, end, start, "code", named=(instrument,), title=title), instrument)


def _mention_after(text: str, cited: Citation, starting: dict[int, Resolved]) -> Resolved | None:
    link = _link().match(text, cited.end)
    if link is None:
        return None
    for place in (link.end("of"), link.end()):
        one = starting.get(place) if place >= 0 else None
        if one is not None and (link["of"] or _is_name(one)):
            return one
    return None


def _mention_before(text: str, cited: Citation, ending: dict[int, Resolved]) -> Resolved | None:
    link = _link_back().search(text, max(0, cited.start - 12), cited.start)
    one = ending.get(link.start()) if link else None
    if link is None or one is None or (not _is_name(one) and not link["owner"]):
        return None
    return one if "\n" not in link[0] else None


def _is_name(one: Resolved) -> bool:
    return bool(one.mention.named)


def _last_before(found: Sequence[Resolved], place: int) -> Resolved | None:
    at = bisect_left(found, place, key=lambda one: one.mention.start)
    return next(
        (one for one in reversed(found[max(0, at - 20) : at]) if one.instrument and _kind(one) == "treaty"),
        None,
    )


def _of_citations(
    text: str, joined: Sequence[_Joined], found: Sequence[Resolved], known: tuple[Instrument, ...]
) -> Iterator[Reference]:
    """Give each citation its instrument: named beside it, or else told by the text before it."""
    famous = _well_known(text, joined, known)
    is_self = any(one.instrument is None and "present" in one.mention.cues for one in found)
    cited_in: dict[str, Resolved] = {}
    last: tuple[int, Resolved] | None = None
    for one in joined:
        if one.found is None and one.citation.is_weak:
            continue
        article = one.citation.places[0].locator.article
        place = one.citation.start
        context = one.found or cited_in.get(article) or _famous(famous, article, place, NEAR)
        # A treaty's own text speaks of its own articles without naming itself.
        if context is None and not is_self:
            context = _most_present(found, place) or _still_near(last, place)
        context = context or _famous(famous, article, place, math.inf)
        if context is not None and context.instrument is not None:
            last = (one.citation.end, context)
            if article and not is_self:
                cited_in[article] = context._replace(note=f"as before in the text: Article {article}")
        yield from _references(text, one, context)


def _still_near(last: tuple[int, Resolved] | None, place: int) -> Resolved | None:
    """Return the instrument of the citation before, where it stands near."""
    if last is None or place - last[0] > 1500:
        return None
    title = last[1].instrument.title if last[1].instrument else ""
    return last[1]._replace(note=f"cited before: {title}")


def _most_present(found: Sequence[Resolved], place: int) -> Resolved | None:
    """Return the treaty that the text around a place speaks of most."""
    at = bisect_left(found, place, key=lambda one: one.mention.start)
    weights: dict[Instrument, float] = {}
    last: dict[Instrument, Resolved] = {}
    for one in found[max(0, at - 40) : at] or found[at : at + 1]:
        if one.instrument is not None and one.mention.strength != "organisation" and _kind(one) == "treaty":
            weight = _prominence(one.instrument) * 0.5 ** (abs(place - one.mention.start) / 1500)
            weights[one.instrument] = weights.get(one.instrument, 0.0) + weight
            last[one.instrument] = one
    if not weights:
        return None
    # What a report names first is its subject, to which it comes back.
    subject = next(iter(weights))
    weights[subject] *= 1.25
    best = max(weights, key=lambda instrument: weights[instrument])
    return last[best]._replace(note=f"the text speaks of {best.title}")


def _prominence(instrument: Instrument) -> float:
    """Charters are named in passing: their articles are bare less often than those of a pact."""
    heads = heads_of(instrument)
    return 0.5 if heads and all(head_facts(head).get("formal") for head in heads) else 1.0


def _well_known(
    text: str, joined: Sequence[_Joined], known: tuple[Instrument, ...]
) -> dict[str, tuple[Resolved, list[int]]]:
    """Return the places known without their instrument ("Article 370"), and where the text has the cues."""
    cited = {one.citation.places[0].locator.article for one in joined if one.found is None}
    by_id = {one.id: one for one in known}
    famous: dict[str, tuple[Resolved, list[int]]] = {}
    for row in table("mentions")["known"]:
        article, instrument = row["article"], by_id.get(row["instrument"])
        if article not in cited or instrument is None or article in famous:
            continue
        places = [found.start() for found in _cue(tuple(row["cues"])).finditer(text)] if row["cues"] else []
        if places or not row["cues"]:
            note = row.get("note", f"Article {article} is known from {instrument.title}")
            famous[article] = Resolved(Mention(0, 0, 0), instrument, note), places
    return famous


def _famous(
    famous: dict[str, tuple[Resolved, list[int]]], article: str, place: int, reach: float
) -> Resolved | None:
    """Return the instrument of a well-known place, where a cue stands near enough."""
    found, places = famous.get(article, (None, []))
    at = bisect_left(places, place)
    is_near = not places or any(abs(cue - place) <= reach for cue in places[max(0, at - 1) : at + 1])
    return found if is_near else None


def _references(text: str, joined: _Joined, context: Resolved | None) -> Iterator[Reference]:
    """Yield a reference for each place; the first and the last take in the words around the list."""
    places = joined.citation.places
    first, last = places[0].start, places[-1].start
    for place in places:
        start = min(joined.start, place.start) if place.start == first else place.start
        end = max(joined.end, place.end) if place.start == last else place.end
        yield _reference(text, Span(start, end), place, joined, context)


def _reference(text: str, span: Span, place: Place, joined: _Joined, context: Resolved | None) -> Reference:
    instrument = context.instrument if context else None
    kind = _kind(context) if context else _kind_of_unit(place)
    locator, note = _fitted(place, joined, context)
    notes = [note, context.note if context else ""]
    if instrument is None and joined.found is not None and not notes[1]:
        notes[1] = "the text does not decide which instrument is meant"
    if instrument is not None:
        instrument, locator, mistaken = _mistaken(instrument, locator)
        notes.append(mistaken)
    return Reference(
        span.of(text), span, instrument, locator, kind, place.unit, "; ".join(filter(None, notes))
    )


def _fitted(place: Place, joined: _Joined, context: Resolved | None) -> tuple[Locator, str]:
    """Fit a place to how its instrument is divided and numbered."""
    locator, instrument = place.locator, context.instrument if context else None
    if place.note and instrument is not None and instrument.numbering == "chapter":
        return Locator(locator.divisions, f"{locator.article}.{locator.steps[0]}", locator.steps[1:]), ""
    is_bare = not locator.article and not locator.divisions and len(locator.steps) >= 1
    if (
        joined.found is None
        or not is_bare
        or joined.citation.level <= ARTICLE
        or joined.citation.level > PARAGRAPH
    ):
        return locator, place.note if instrument is None else ""
    if not locator.steps[0].isdecimal() or _unit_of(joined.found) != "article":
        return locator, ""
    number = locator.steps[0]
    note = f"{place.unit} {number} is Article {number}: the instrument is divided into articles"
    return Locator((), locator.steps[0], locator.steps[1:]), note


def _unit_of(found: Resolved) -> str:
    """Return what the instrument is divided into."""
    if found.instrument is not None and found.instrument.id:
        return _unit_of_title(found.instrument.title)
    return str(found.mention.facts.get("unit", "article"))


@functools.lru_cache(maxsize=1024)
def _unit_of_title(title: str) -> str:
    rows = (head_facts(word.key) for word in words_of(title))
    return str(next((row.get("unit", "article") for row in rows if row), "article"))


def _mistaken(instrument: Instrument, locator: Locator) -> tuple[Instrument, Locator, str]:
    """Read what is often taken for another, and say so."""
    for row in table("mentions")["mistaken"]:
        if row["printed"] == instrument.id and row["article"] == locator.article:
            meant = next((one for one in shipped() if one.id == row["meant"]), instrument)
            return meant, locator, str(row["note"])
    for row in table("mentions")["known"]:
        if "meant" in row and row["instrument"] == instrument.id and row["article"] == locator.article:
            return instrument, Locator(locator.divisions, row["meant"], locator.steps), str(row["note"])
    return instrument, locator, ""


def _kind(found: Resolved | None) -> ReferenceKind:
    """Return what kind of paper a mention means."""
    if found is None:
        return "treaty"
    kind: ReferenceKind = found.mention.facts.get("kind", "treaty")
    if found.instrument is not None and found.instrument.id:
        kinds = {_head_kind(found.instrument.title)}
        return kinds.pop()
    return kind


@functools.lru_cache(maxsize=1024)
def _head_kind(title: str) -> ReferenceKind:
    folded = title.casefold()
    for row in table("mentions")["head"]:
        if row["kind"] == "constitution" and any(word in folded for word in row["words"]):
            return "constitution"
    return "treaty"


def _kind_of_unit(place: Place) -> ReferenceKind:
    """Return what a bare citation is of: a section sign with digits is a statute's."""
    is_section = place.unit.startswith("§")
    return ("statute" if str(place.locator)[-1:].isdecimal() else "other") if is_section else "treaty"


def _of_mentions(text: str, found: Sequence[Resolved], joined: Sequence[_Joined]) -> Iterator[Reference]:
    """Yield the mentions that no citation has taken in."""
    taken = {
        id(one.found)
        for one in joined
        if one.found is not None and one.start <= one.found.mention.start <= one.end
    }
    for one in found:
        if id(one) in taken:
            continue
        if one.mention.members:
            yield from _distributed(text, one)
        elif _points(one):
            span = Span(one.mention.start, one.mention.end)
            note = one.note or _open_note(one)
            yield Reference(span.of(text), span, one.instrument, None, _kind(one), "", note)


def _open_note(one: Resolved) -> str:
    if one.instrument is not None:
        return ""
    if "present" in one.mention.cues:
        return "the instrument that speaks"
    return "the text does not decide which instrument is meant"


def _points(one: Resolved) -> bool:
    """Whether a mention points at one instrument, rather than at treaties of a kind."""
    mention, facts = one.mention, one.mention.facts
    if _kind(one) != "treaty" or mention.strength == "organisation":
        return False
    if mention.named:
        return mention.strength == "proper" or _stands_alone(mention)
    if mention.is_plural and not (one.instrument and one.instrument.id and mention.years):
        return False
    is_definite = mention.determiner in table_words("definite") or mention.determiner == "owner"
    if facts.get("told") and not mention.years and not mention.topics:
        return False
    if one.instrument is not None:
        return is_definite or _is_introduced(mention) or _is_identified(mention) or _is_titled(one)
    if facts.get("generic") or facts.get("kind") != "treaty":
        return bool(mention.cues & {"signed"}) and is_definite
    is_told = bool(mention.cues & {"new", "signed", "present"}) or (
        mention.title and mention.determiner == "the"
    )
    return is_definite and (bool(is_told) or not facts.get("loose"))


def _is_introduced(mention: Mention) -> bool:
    """Whether a verb brings the instrument in: "signed a treaty", or in a headline "sign mutual aid pact"."""
    return mention.is_made and bool(mention.determiner or mention.topics or mention.states)


def _is_titled(one: Resolved) -> bool:
    """Whether a known instrument's title stands behind "a": "they have a Mutual Defense Treaty"."""
    return bool(one.mention.title and one.mention.topics and one.instrument and one.instrument.id)


def _is_identified(mention: Mention) -> bool:
    if mention.determiner in table_words("indefinite"):
        return bool(mention.years and mention.states)
    return len(mention.states) > 1 or bool(mention.years)


def _stands_alone(mention: Mention) -> bool:
    """Whether an abbreviation is a treaty's without a provision beside it: "the MDT", "UNCLOS"."""
    return (
        mention.determiner in table_words("definite")
        or bool(mention.years)
        or mention.end - mention.core >= 5
    )


def _distributed(text: str, one: Resolved) -> Iterator[Reference]:
    """Yield one reference for each instrument of "the Moscow and Pyongyang Declarations of 2000 and 2001"."""
    mention = one.mention
    head = singular(mention.head).capitalize() if mention.title else singular(mention.head)
    for index, (start, end, name) in enumerate(mention.members):
        span = Span(mention.start if index == 0 else start, end)
        year = mention.years[index] if len(mention.years) == len(mention.members) else None
        instrument, note = _member(f"{name} {head}".strip(), year, mention, bool(name))
        yield Reference(span.of(text), span, instrument, None, "treaty", "", note)


def _member(title: str, year: int | None, mention: Mention, is_named: bool) -> tuple[Instrument, str]:
    """Return the known instrument of a list, or an unknown one with the year that falls to it in order."""
    fitting = [
        one
        for one in shipped()
        if (one.year in mention.years if mention.years else True) and title_keys(title) in titles_of(one)
    ]
    if is_named and len(fitting) == 1:
        return fitting[0], ""
    return Instrument("", title, year=year), "the years are shared out in order" if year else ""


def _back(text: str, references: Sequence[Reference]) -> Iterator[Reference]:
    """
    Yield "this clause", which points back at the provision named last.

        back = ( "this" | "that" | "the said" ) ( "clause" | "provision" | "Article" )
             | "the" { TOPIC } "clause"
    """
    cited = sorted((one for one in references if one.locator is not None), key=lambda one: one.span)
    places = [one for one in cited if not _is_quoted(text, one.span.start)]
    starts = [one.span.start for one in places]
    begun = {one.span.start for one in cited}
    for found in _clause_word().finditer(text):
        if found.start("unit") in begun:
            continue
        at = bisect_left(starts, found.start())
        last = places[at - 1] if at else None
        span = Span(found.start(), found.end())
        is_near = last is not None and found.start() - last.span.end <= 3000
        if found["loose"] and not is_near:
            continue
        if last is None or not is_near:
            yield Reference(span.of(text), span, None, None, "treaty", found["unit"], "a clause named before")
        else:
            note = f"refers back to {last.text}"
            yield Reference(
                span.of(text), span, last.instrument, last.locator, last.kind, found["unit"], note
            )


def _is_quoted(text: str, place: int) -> bool:
    """Whether quotation marks are open at a place: what is cited there is cited by the words quoted."""
    start = max(text.rfind("\n", 0, place) + 1, place - 2000)
    opened = max(text.rfind(mark, start, place) for mark in "“«„")
    return opened >= 0 and not any(mark in text[opened + 1 : place] for mark in '”»"')


def _without_overlap(references: Iterable[Reference]) -> Iterator[Reference]:
    """Keep the longer of two references that overlap; those of one span all stay."""
    kept: list[Reference] = []
    for one in sorted(references, key=lambda one: (one.span.start, -one.span.end)):
        if kept and one.span != kept[-1].span and one.span.overlaps(kept[-1].span):
            continue
        kept.append(one)
    yield from kept


@functools.cache
def _link() -> regex.Pattern[str]:
    joiners = table("provisions")["joiners"]
    listed = any_of(word for word in joiners["of"] if word[-1] not in "'’")
    elided = any_of(word for word in joiners["of"] if word[-1] in "'’")
    articles = any_of(word for word in joiners["articles"] if word[-1] not in "'’")
    # Chinese puts nothing between an instrument and its article, Russian only a space.
    return regex.compile(
        rf"\s*[,(]?\s*(?:(?P<of>(?:{listed})\s+|(?:{elided})\s?))?(?:(?:{articles})\s+|l['’])?",
        regex.IGNORECASE,
    )


@functools.cache
def _link_back() -> regex.Pattern[str]:
    return regex.compile(r"(?:(?P<owner>['’]s?\s+)|\s*[,:]?\s*\(?|,\s+(?:in|under|at)\s+|\s*的\s*)$")


@functools.cache
def _code_name() -> regex.Pattern[str]:
    return regex.compile(
        r"\s+(?P<code>(?=\p{Lu}+\p{Ll})\p{Lu}\p{L}{0,10}\p{Lu}\p{Ll}{0,2})(?![\p{L}\p{N}.’'])"
    )


@functools.cache
def _thereof() -> regex.Pattern[str]:
    return regex.compile(r"\s+(?:thereof|of the same|ibid\.?)(?!\p{L})", regex.IGNORECASE)


@functools.lru_cache(maxsize=64)
def _cue(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{any_of(words)})(?![\p{{L}}\p{{N}}])")


@functools.cache
def _clause_word() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}])(?:(?i:this|that|the said)\s+(?P<unit>clause|provision|Article)"
        rf"|(?P<loose>[Tt]he)(?:[\s\-](?:{any_of(topics())})){{0,3}}\s(?P<unit>clause))"
        r"(?![\p{L}\p{N}])(?!\s+(?:of|to)\s)"
    )
