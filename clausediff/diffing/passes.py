"""Small passes that make a comparison read well: each takes pieces and gives pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from clausediff.diffing.phrasing import (
    CONTENT,
    FUNCTION,
    LIGHT,
    MARK,
    free_terms,
    is_conjunction,
    is_stop,
    opens_phrase,
    weights,
)
from clausediff.diffing.typography import differs_in_case
from clausediff.diffing.zones import Piece, Words, says
from clausediff.model import Run, Witness
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import likeness

_REACH = 40
_ATTACHED = 2
_SHORT = 3
_TIDY = 3
_SMALL = 2
_KEPT = 6
_REGION = 8
_WHOLE = 8
_ELLIPSIS = "..."


def grow(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """Keep the words that agree right beside what is kept or substituted."""
    grown: list[Piece] = []
    for gap, piece in with_gaps(base, other, pieces):
        start = _agreeing(base, other, gap) if grown else 0
        end = _agreeing_back(base, other, gap, start) if piece else 0
        rest = gap._replace(base=gap.base + start, other=gap.other + start)
        mark = _shared_mark(base, other, rest) if not end else None
        if start:
            grown.append(Piece("equal", gap.base, gap.base + start, gap.other, gap.other + start))
        if mark:
            grown.append(mark)
        if end:
            grown.append(Piece("equal", gap.base_end - end, gap.base_end, gap.other_end - end, gap.other_end))
        if piece:
            grown.append(piece)
    return join(grown)


def _shared_mark(base: Words, other: Words, gap: Piece) -> Piece | None:
    """Keep the mark that ends the words of both sides, whatever marks follow it on one of them."""
    i = _last_word(base, gap.base, gap.base_end)
    j = _last_word(other, gap.other, gap.other_end)
    if i < gap.base_end and j < gap.other_end and base.keys[i] == other.keys[j]:
        return Piece("equal", i, i + 1, j, j + 1)
    return None


def _last_word(words: Words, start: int, end: int) -> int:
    """Return the place after the last word."""
    while end > start and words.weights[end - 1] == MARK:
        end -= 1
    return end


def with_gaps(base: Words, other: Words, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    """Yield each piece with the gap in front of it (which may be empty), and the last gap with None."""
    i = j = 0
    for piece in pieces:
        yield Piece("replace", i, piece.base, j, piece.other), piece
        i, j = piece.base_end, piece.other_end
    yield Piece("replace", i, len(base.keys), j, len(other.keys)), None


def _agreeing(base: Words, other: Words, gap: Piece) -> int:
    longest = min(gap.base_end - gap.base, gap.other_end - gap.other)
    same = 0
    while same < longest and base.keys[gap.base + same] == other.keys[gap.other + same]:
        same += 1
    return same


def _agreeing_back(base: Words, other: Words, gap: Piece, used: int) -> int:
    longest = min(gap.base_end - gap.base, gap.other_end - gap.other) - used
    same = 0
    while same < longest and base.keys[gap.base_end - same - 1] == other.keys[gap.other_end - same - 1]:
        same += 1
    return same


def join(pieces: Iterable[Piece]) -> list[Piece]:
    """Join unchanged pieces that adjoin on both sides."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.op == piece.op == "equal"
            and (last.base_end, last.other_end) == (piece.base, piece.other)
        ):
            joined[-1] = last._replace(base_end=piece.base_end, other_end=piece.other_end)
        else:
            joined.append(piece)
    return joined


def drop_lone(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Give up a function word or mark that stands unchanged, alone, between two changes.

    Between two substitutions it becomes part of one: "aid and comfort" for "help and solace".
    """
    kept = [Piece("equal", 0, 0, 0, 0)]

    def changes(before: Piece, after: Piece) -> bool:
        return (
            "replace" in (before.op, after.op)
            or says(base, before.base_end, after.base)
            or says(other, before.other_end, after.other)
        )

    for piece, following in pairwise([*pieces, _end(base, other)]):
        last = kept[-1]
        if last.op == "replace" and last.base_end > piece.base:
            continue
        if not _is_faint(base, piece) or not (changes(last, piece) and changes(piece, following)):
            kept.append(piece)
        elif _is_beside(last, piece) and _is_beside(piece, following):
            kept[-1] = last._replace(base_end=following.base_end, other_end=following.other_end)
    return kept[1:]


def _is_faint(base: Words, piece: Piece) -> bool:
    return piece.op == "equal" and piece.base_end - piece.base == 1 and base.weights[piece.base] <= FUNCTION


def _is_beside(before: Piece, after: Piece) -> bool:
    return (before.base_end, before.other_end) == (after.base, after.other)


def unsure(base: Words, other: Words, pieces: Sequence[Piece]) -> set[Piece]:
    """
    Return the single words kept between two changes of which one is no tidy one.

    Between small substitutions a word holds the sentence together (shall *immediately* extend, will
    *immediately* provide); beside a long change it is there by chance.
    """
    return {
        piece
        for place, piece in enumerate(pieces)
        if piece.op == "equal"
        and piece.base_end - piece.base == 1
        and not _is_held(
            base,
            other,
            _change_beside(pieces[max(place - _REGION, 0) : place][::-1]),
            _change_beside(pieces[place + 1 : place + 1 + _REGION]),
        )
        and not (base.weights[piece.base] == CONTENT and _is_among_kept(base, other, pieces, place))
    }


def _is_among_kept(base: Words, other: Words, pieces: Sequence[Piece], place: int) -> bool:
    """
    Whether the changes around a word are small, in wording that stayed: "[seek or] receive [any] aid".

    "1 January" for "January 1" is one change, not two.
    """
    words: list[str] = []
    for beside in (pieces[max(place - _REGION, 0) : place][::-1], pieces[place + 1 : place + 1 + _REGION]):
        region = _change_beside(beside)
        beyond = beside[len(region)] if len(region) < len(beside) else None
        if sum(map(_size, region)) > _SMALL or (beyond and _size(beyond) < 2 * _KEPT):
            return False
        words += {word for piece in region for word in _words_of(base, other, piece)}
    return len(words) == len(set(words))


def _words_of(base: Words, other: Words, piece: Piece) -> list[str]:
    return [*base.keys[piece.base : piece.base_end], *other.keys[piece.other : piece.other_end]]


def _size(piece: Piece) -> int:
    return piece.base_end - piece.base + piece.other_end - piece.other


def _change_beside(neighbours: Sequence[Piece]) -> list[Piece]:
    return list(takewhile(lambda piece: piece.op != "equal", neighbours))


def _is_held(base: Words, other: Words, before: list[Piece], after: list[Piece]) -> bool:
    """Whether a word stands at the end of a text, beside kept words, or between changes that let it stand."""
    if not before or not after:
        return True
    is_parallel = "replace" in (before[0].op, after[0].op) or "move" in (before[0].op, after[0].op)
    return all(_lets_stand(base, other, region, is_parallel) for region in (before, after))


def _lets_stand(base: Words, other: Words, region: list[Piece], is_parallel: bool) -> bool:
    if not _says_any(base, other, region[0]) or (is_parallel and _is_tidy(base, other, region[0])):
        return True
    # Where a quotation begins, ends or leaves out, its words are not there by chance.
    return any(_elides(base, other, piece) or _is_excerpted(base, other, region) for piece in region)


def _is_excerpted(base: Words, other: Words, region: list[Piece]) -> bool:
    """Whether a change is all that stands before the first, or after the last, word of one side."""
    ours = {place for piece in region for place in (piece.base, piece.base_end)}
    theirs = {place for piece in region for place in (piece.other, piece.other_end)}
    return any(
        len(places) == 1 and places <= {0, len(words.keys)}
        for places, words in ((ours, base), (theirs, other))
    )


def _elides(base: Words, other: Words, piece: Piece) -> bool:
    return _ELLIPSIS in _words_of(base, other, piece)


def _says_any(base: Words, other: Words, piece: Piece) -> bool:
    return says(base, piece.base, piece.base_end) or says(other, piece.other, piece.other_end)


def _is_tidy(base: Words, other: Words, piece: Piece) -> bool:
    """Whether a change is small: one word or two for one, a move, or an article."""
    ours, theirs = piece.base_end - piece.base, piece.other_end - piece.other
    if piece.op == "replace":
        return ours + theirs <= _TIDY
    weights = *base.weights[piece.base : piece.base_end], *other.weights[piece.other : piece.other_end]
    return piece.op == "move" or weights == (FUNCTION,)


def slide(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Put an insertion or deletion that could stand in several places where a phrase begins.

    "in peace [and in war]" rather than "in [peace and in] war".
    """
    slid: list[Piece] = []
    for piece in pieces:
        if slid and slid[-1].op == piece.op == "equal":
            before, piece = _slid(base, other, slid[-1], piece)
            slid[-1] = before
        slid.append(piece)
    return [piece for piece in slid if piece.base < piece.base_end or piece.other < piece.other_end]


def _slid(base: Words, other: Words, before: Piece, after: Piece) -> tuple[Piece, Piece]:
    inserted, deleted = after.other - before.other_end, after.base - before.base_end
    if bool(inserted) == bool(deleted):
        return before, after
    words, start, end = (
        (other, before.other_end, after.other) if inserted else (base, before.base_end, after.base)
    )
    room = min(before.base_end - before.base, end - start + _REACH), min(after.base_end - after.base, _REACH)
    shifts = list(_shifts(words.keys, start, end, room))
    best = max(shifts, key=lambda shift: (_boundary(words, start + shift, end + shift), -abs(shift), shift))
    return (
        before._replace(base_end=before.base_end + best, other_end=before.other_end + best),
        after._replace(base=after.base + best, other=after.other + best),
    )


def _shifts(keys: Sequence[str], start: int, end: int, room: tuple[int, int]) -> Iterator[int]:
    yield 0
    left = 0
    while left < room[0] and keys[start - left - 1] == keys[end - left - 1]:
        left += 1
        yield -left
    right = 0
    while right < room[1] and keys[start + right] == keys[end + right]:
        right += 1
        yield right


def _boundary(words: Words, start: int, end: int) -> int:
    """Grade a place to cut: where a sentence or a connector begins, after a mark, around "and" and "or"."""
    keys = words.keys
    grades = (
        start == 0 or is_stop(keys[start - 1]),
        opens_phrase(keys, start),
        words.weights[start - 1] == MARK,
        is_conjunction(keys[start]),
        is_conjunction(keys[end - 1]),
        end == len(keys) or words.weights[end] == MARK,
        words.weights[start] == FUNCTION,
    )
    return len(grades) - next((place for place, holds in enumerate(grades) if holds), len(grades))


def attach(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Give a substitution the word or two in front of it that only one side has.

    "of the Contracting Parties" against "of the two sides": "two" belongs to the substitution.
    """
    return [
        _attached(base, other, gap, piece)
        for gap, piece in with_gaps(base, other, pieces)
        if piece is not None
    ]


def _attached(base: Words, other: Words, gap: Piece, piece: Piece) -> Piece:
    if piece.op != "replace":
        return piece
    for n in range(1, _ATTACHED + 1):
        if _stands_freely(base, other, piece, n):
            break
        if _meets(base.keys, other.keys, gap.base, gap.base_end, gap.other, gap.other_end - n):
            return piece._replace(other=piece.other - n)
        if _meets(other.keys, base.keys, gap.other, gap.other_end, gap.base, gap.base_end - n):
            return piece._replace(base=piece.base - n)
    return piece


def _stands_freely(base: Words, other: Words, piece: Piece, n: int) -> bool:
    """Whether the words in front are a term of their own: "immediately" is no part of "extend"."""
    in_front = (
        base.keys[max(piece.base - n, 0) : piece.base],
        other.keys[max(piece.other - n, 0) : piece.other],
    )
    return any(free_terms(keys) for keys in in_front)


def _meets(ours: Sequence[str], theirs: Sequence[str], i: int, i_end: int, j: int, j_end: int) -> bool:
    """Whether both stretches end on the same two words, or are the same."""
    return j <= j_end and ours[max(i, i_end - 2) : i_end] == theirs[max(j, j_end - 2) : j_end]


def trim(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Keep what a substitution has on both sides at its ends, where it says something or joins what is kept.

    "armed attack" for "armed invasion" keeps "armed".
    """
    trimmed: list[Piece] = []
    for piece, following in pairwise([*pieces, _end(base, other)]):
        if piece.op != "replace":
            trimmed.append(piece)
            continue
        start = _agreeing(base, other, piece)
        end = _agreeing_back(base, other, piece, start)
        if not (trimmed and _is_kept_beside(trimmed[-1], piece)) and not _tells(base, piece.base, start):
            start = 0
        if not _is_kept_beside(following, piece) and not _tells(base, piece.base_end - end, end):
            end = 0
        i, i_end, j, j_end = (
            piece.base + start,
            piece.base_end - end,
            piece.other + start,
            piece.other_end - end,
        )
        if i == i_end or j == j_end:
            trimmed.append(piece)
            continue
        trimmed += [
            Piece("equal", piece.base, i, piece.other, j),
            Piece("replace", i, i_end, j, j_end),
            Piece("equal", i_end, piece.base_end, j_end, piece.other_end),
        ]
    return join(piece for piece in trimmed if piece.base < piece.base_end or piece.other < piece.other_end)


def _end(base: Words, other: Words) -> Piece:
    return Piece("equal", len(base.keys), len(base.keys), len(other.keys), len(other.keys))


def _is_kept_beside(neighbour: Piece, piece: Piece) -> bool:
    return neighbour.op == "equal" and (_is_beside(neighbour, piece) or _is_beside(piece, neighbour))


def _tells(base: Words, start: int, length: int) -> bool:
    return sum(base.weights[start : start + length]) >= LIGHT


def part_case(base: Witness, other: Witness, pieces: Sequence[Piece]) -> list[Piece]:
    """Set words apart that differ in their capital letters."""
    parted: list[Piece] = []
    for piece in pieces:
        parted += _by_case(base, other, piece) if piece.op == "equal" else [piece]
    return parted


def join_heads(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Give a substitution the word after it that is another form of the same word: its head.

    "one month" for "two months", "coalition of States" for "several states".
    """
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.op == piece.op == "replace"
            and _is_short(last)
            and _is_form(base, other, piece)
            and not _is_form(base, other, last)
        ):
            joined[-1] = last._replace(base_end=piece.base_end, other_end=piece.other_end)
        else:
            joined.append(piece)
    return joined


def join_lone(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Give a word that stands unchanged, alone, between two changes to one of them.

    A function word between two substitutions makes them one: "aid and comfort" for "help and solace".
    Elsewhere a telling word joins what stands before it ("these difficulties" for "those difficulties"),
    another what follows. A term that stands freely ("immediately") stays as it is, and so does a word
    beside two terms of the lexicon ("armed" attack, invasion), between single words ("at its disposal",
    "in its possession"), before a phrase left out ("measures as may be necessary"), or around which
    one side only left out.
    """
    joined: list[Piece] = []
    rest = list(pieces)[::-1]
    while rest:
        piece = rest.pop()
        if joined and rest and _is_lone(base, other, joined[-1], piece, rest[-1]):
            joined[-1:], rest[-1:] = _beside_lone(base, other, joined[-1], piece, rest[-1])
        else:
            joined.append(piece)
    return joined


def _is_lone(base: Words, other: Words, before: Piece, piece: Piece, after: Piece) -> bool:
    """Whether a piece is a word between two changes of wording that has no reason of its own to stay."""
    changes = before, after
    if piece.op != "equal" or piece.base_end - piece.base != 1 or before.op == after.op != "replace":
        return False
    if any(change.op in ("equal", "move") or _differs_in_print(base, other, change) for change in changes):
        return False
    weight = base.weights[piece.base]
    if weight == LIGHT and before.op == after.op and _size(before) == _size(after) == 2:
        return False
    if weight == CONTENT and before.op == "replace" != after.op and _size(after) >= _SHORT:
        return False
    is_held = weight > FUNCTION and any(_is_known(base, other, change) for change in changes)
    return not is_held and not free_terms([base.keys[piece.base]])


def _differs_in_print(base: Words, other: Words, piece: Piece) -> bool:
    return base.keys[piece.base : piece.base_end] == other.keys[piece.other : piece.other_end]


def _is_known(base: Words, other: Words, piece: Piece) -> bool:
    """Whether a substitution is of one term of the lexicon for another."""
    ours, theirs = base.keys[piece.base : piece.base_end], other.keys[piece.other : piece.other_end]
    is_term = piece.op == "replace" and _is_short(piece) and not _is_form(base, other, piece)
    return is_term and lexicon().relating(ours, theirs) is not None


def _beside_lone(
    base: Words, other: Words, before: Piece, piece: Piece, after: Piece
) -> tuple[list[Piece], list[Piece]]:
    """Return the changes before and after a lone word when one of them, or both together, has taken it."""
    weight = base.weights[piece.base]
    is_form = _is_form(base, other, before) or _is_form(base, other, after)
    if weight <= FUNCTION and not is_form and before.op == after.op:
        return [], [_joined(before, after)]
    joins_before = before.op == "replace" if weight < CONTENT and after.op != "replace" else weight == CONTENT
    if joins_before and _size(before) <= _WHOLE:
        return [_joined(before, piece)], [after]
    return [before], [_joined(piece, after)]


def _joined(before: Piece, after: Piece) -> Piece:
    return Piece("replace", before.base, after.base_end, before.other, after.other_end)


def _is_form(base: Words, other: Words, piece: Piece) -> bool:
    """Whether a substitution is one word in two forms."""
    if piece.base_end - piece.base != 1 or piece.other_end - piece.other != 1:
        return False
    alike = likeness(base.keys[piece.base], other.keys[piece.other])
    return alike is not None and alike.relation in ("same", "inflection")


def _by_case(base: Witness, other: Witness, piece: Piece) -> Iterator[Piece]:
    ours, theirs = base.tokens[piece.base : piece.base_end], other.tokens[piece.other : piece.other_end]
    if base.phrase(Run(piece.base, piece.base_end)) == other.phrase(Run(piece.other, piece.other_end)):
        yield piece
        return
    flags = [a.text != b.text and differs_in_case(a.text, b.text) for a, b in zip(ours, theirs, strict=True)]
    if not any(flags):
        yield piece
        return
    start = 0
    # "Rules of Procedure" is one change: a function word between two capitals is no anchor.
    faint = [weight <= FUNCTION for weight in weights([token.key for token in ours])]
    flags = [
        flag or (faint[n] and 0 < n < len(flags) - 1 and flags[n - 1] and flags[n + 1])
        for n, flag in enumerate(flags)
    ]
    for end in range(1, len(flags) + 1):
        if end == len(flags) or flags[end] != flags[start]:
            places = piece.base + start, piece.base + end, piece.other + start, piece.other + end
            yield Piece("replace" if flags[start] else "equal", *places)
            start = end


def _is_short(piece: Piece) -> bool:
    return max(piece.base_end - piece.base, piece.other_end - piece.other) <= _SHORT
