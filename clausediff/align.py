"""Two witnesses -> an alignment of their words and phrases."""

from __future__ import annotations

from itertools import chain

from rapidfuzz.distance import LCSseq

from clausediff.model import Alignment, Link, Run, Witness


def align(base: Witness, other: Witness) -> Alignment:
    """Link the words of two witnesses that render each other."""
    return align_words(base, other)


def align_words(base: Witness, other: Witness) -> Alignment:
    """
    Link equal words only, in order: the fast and plain mode, a longest common subsequence.

    >>> from clausediff.normalize import witness
    >>> alignment = align_words(witness("A", "armed attack by any State"), witness("B", "attack by a State"))
    >>> [alignment.base.phrase(link.base) for link in alignment.links]
    ['attack', 'by', 'State']
    """
    opcodes = LCSseq.opcodes(_keys(base), _keys(other))
    steps = (
        zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
        for op in opcodes
        if op.tag == "equal"
    )
    links = tuple(Link(Run(i, i + 1), Run(j, j + 1), "same") for i, j in chain.from_iterable(steps))
    return Alignment(base, other, links)


def align_score(base: Witness, other: Witness) -> tuple[float, float]:
    """Say how alike two witnesses are as wholes, and how far the shorter is contained in the longer."""
    linked = len(align(base, other).links)
    shorter, total = sorted((len(base.tokens), len(base.tokens) + len(other.tokens)))
    return (2 * linked / total if total else 1.0, linked / shorter if shorter else 1.0)


def _keys(witness: Witness) -> list[str]:
    return [token.key for token in witness.tokens]
