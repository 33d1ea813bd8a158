"""text -> references to instruments and to places in them."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import Instrument, Reference
from clausediff.references.back import refer_back
from clausediff.references.citing import Citation, find_citations
from clausediff.references.contexts import in_context
from clausediff.references.fitting import references_of
from clausediff.references.instruments import instruments as shipped
from clausediff.references.joining import join
from clausediff.references.mentions import find_mentions
from clausediff.references.naming import words_of
from clausediff.references.numbered import find_numbered, find_resolutions
from clausediff.references.pointing import find_pointing
from clausediff.references.resolve import resolve
from clausediff.references.scene import Scene
from clausediff.references.shortnames import with_short_names
from clausediff.references.units import PARAGRAPH, unit_level


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
    need(text, str, GIVE_TEXT)
    return _find(text, shipped() if instruments is None else tuple(instruments))


# A report asks for the references of one document several times.
@functools.lru_cache(maxsize=64)
def _find(text: str, known: tuple[Instrument, ...]) -> tuple[Reference, ...]:
    series = list(find_numbered(text, known))
    citations = _apart(find_citations(text), series)
    scene = Scene(text, words_of(text), [(cited.start, cited.end) for cited in citations])
    found = resolve(scene, with_short_names(scene, find_mentions(scene, known)), known)
    joined = list(join(text, citations, found))
    references = [
        *series,
        *(
            ref
            for one, context in in_context(text, joined, found, known)
            for ref in references_of(text, one, context)
        ),
        *find_pointing(text, found, joined),
        *find_resolutions(text),
    ]
    references.extend(refer_back(text, references))
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


def _without_overlap(references: Iterable[Reference]) -> Iterator[Reference]:
    """Keep the longer of two references that overlap; those of one span all stay."""
    kept: list[Reference] = []
    for one in sorted(references, key=lambda one: (one.span.start, -one.span.end)):
        if kept and one.span != kept[-1].span and one.span.overlaps(kept[-1].span):
            continue
        kept.append(one)
    yield from kept
