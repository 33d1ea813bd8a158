"""words + clause -> where the words stand in it: word for word, in pieces, or as far as they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from clausediff.match.terms import Terms, function_words
from clausediff.model import Run

#: Pieces of a stitched quotation have so many words at least.
PIECE = 4
#: What a word of the clause that is passed over costs, against 1 for a content word that is kept.
PASSED = 0.12
#: What a word of grammar is worth that is kept.
GRAMMAR = 0.3


def verbatim(parts: Sequence[Terms], clause: Terms) -> tuple[Run, ...]:
    """
    Return where each part stands word for word in a clause, one behind the other; empty if one does not.

    >>> from clausediff.match.terms import terms
    >>> verbatim([terms("aid"), terms("forthwith")], terms("Each shall give aid forthwith."))
    (Run(start=3, end=4), Run(start=4, end=5))
    """
    runs: list[Run] = []
    start = 0
    for part in parts:
        start = _find(part.keys, clause.keys, start)
        if start < 0:
            return ()
        runs.append(Run(start, start + len(part.keys)))
        start = runs[-1].end
    return tuple(runs)


def _find(words: Sequence[str], held: Sequence[str], start: int) -> int:
    """Return the place of a sequence in another, from a place on; -1 where it is not."""
    text, sought = _spaced(held[start:]), _spaced(words)
    place = text.find(sought)
    return -1 if place < 0 else start + text.count(" ", 0, place)


def _spaced(words: Sequence[str]) -> str:
    return " " + "".join(word + " " for word in words)


def pieces(quote: Terms, clauses: Sequence[Terms]) -> tuple[tuple[Run, int], ...]:
    """
    Cut a text into the longest pieces that some clause has word for word; empty where that is impossible.

    Each piece comes with the place of its clause. A piece has four words at least, so that no common
    turn of phrase makes one.
    """
    held = [_spaced(clause.keys) for clause in clauses]
    found: list[tuple[Run, int]] = []
    start = 0
    while start < len(quote.keys):
        length, place = max(_longest(quote.keys, start, held), default=(0, 0))
        if length < PIECE:
            return ()
        found.append((Run(start, start + length), -place))
        start += length
    return tuple(found)


def _longest(words: Sequence[str], start: int, held: Sequence[str]) -> Iterator[tuple[int, int]]:
    """How many words from a place on each clause has in a row; clauses negated, so that the first wins."""
    least = _spaced(words[start : start + PIECE])
    for place, text in enumerate(held):
        if least not in text:
            continue
        length = PIECE
        while start + length < len(words) and _spaced(words[start : start + length + 1]) in text:
            length += 1
        yield length, -place


def stretch(quote: Terms, clause: Terms) -> tuple[Run, float]:
    """
    Return the stretch of a clause that a text follows, and the share of its words found there in order.

    Words far from the others do not stretch it: the heaviest chain of common words counts.
    """
    codes = [op for op in LCSseq.opcodes(quote.keys, clause.keys) if op.tag == "equal"]
    steps = [(op.src_start + i, op.dest_start + i) for op in codes for i in range(op.src_end - op.src_start)]
    best, run, total, start = 0.0, Run(0, 0), 0.0, 0
    for step, (_, place) in enumerate(steps):
        total -= PASSED * (place - steps[step - 1][1] - 1) if step else 0.0
        if total <= 0:
            total, start = 0.0, step
        total += GRAMMAR if clause.keys[place] in function_words() else 1.0
        if total > best:
            best, run = total, Run(start, step + 1)
    if not len(run):
        return run, 0.0
    found = _with_neighbours(quote, clause, steps[run.start], steps[run.end - 1])
    return found, len(run) / len(quote.keys)


def _with_neighbours(quote: Terms, clause: Terms, first: tuple[int, int], last: tuple[int, int]) -> Run:
    """Take in the same words on either side, which a longer chain had found elsewhere."""
    while min(first) > 0 and quote.keys[first[0] - 1] == clause.keys[first[1] - 1]:
        first = (first[0] - 1, first[1] - 1)
    ends = len(quote.keys) - 1, len(clause.keys) - 1
    while last[0] < ends[0] and last[1] < ends[1] and quote.keys[last[0] + 1] == clause.keys[last[1] + 1]:
        last = (last[0] + 1, last[1] + 1)
    return Run(first[1], last[1] + 1)
