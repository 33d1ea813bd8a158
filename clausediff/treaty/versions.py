"""Two versions or translations of a treaty -> which article of one answers which of the other."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

import regex

from clausediff.diffing.diff import diff
from clausediff.model import Clause, ClauseDiff, ClausePair, Treaty, TreatyDiff, Witness
from clausediff.normalize.tokens import witness

# Least likeness of two articles that answer each other: anywhere, and between two that do.
_ANYWHERE, _BETWEEN = 0.3, 0.12
# Least share of an article's word pairs that lie in the article it was split from.
_CONTAINED = 0.5

Scores = dict[tuple[int, int], float]


def compare_treaties(base: Treaty, other: Treaty) -> TreatyDiff:
    """
    Align two versions article by article, by their wording and order; headings are not read.

    Likeness is the cosine of the words and word pairs of two articles, weighted by rarity (Salton and
    Buckley 1988); neighbours that go together draw each other. Texts in two languages, which share no
    words, go by their numbers.

    >>> from clausediff.treaty.parse import parse_treaty
    >>> old = parse_treaty("Article 1\\nPeace shall last.\\n\\nArticle 2\\nTrade shall be free.", id="OLD")
    >>> new = parse_treaty("Article 1\\nTrade is free.\\n\\nArticle 2\\nArms are laid down.", id="NEW")
    >>> compared = compare_treaties(old, new)
    >>> [(str(pair.base[0].locator), str(pair.other[0].locator)) for pair in compared.pairs]
    [('2', '1')]
    >>> [str(clause) for clause in (*compared.gone, *compared.new)]
    ['OLD 1', 'NEW 2']
    """
    return _compared(base, other, units(base), units(other))


def compare_provisions(compared: TreatyDiff, pair: ClausePair) -> TreatyDiff:
    """Align the provisions inside a pair in the same way: paragraph by paragraph, item by item."""
    inside = (_inside(compared.base, pair.base), _inside(compared.other, pair.other))
    return _compared(compared.base, compared.other, *inside)


def pair_diff(pair: ClausePair) -> ClauseDiff:
    """
    Compare the wording of a pair.

    The witnesses bear the ids and places of their clauses as siglum.
    """
    return diff(_witness(pair.base), _witness(pair.other))


def units(treaty: Treaty) -> tuple[Clause, ...]:
    """Return the provisions to align: articles, and what wording stands outside them."""
    held = {clause.locator.divisions for clause in treaty.articles}
    return tuple(
        clause
        for clause in treaty.clauses
        if clause.kind in ("article", "preamble", "final")
        or (clause.kind == "annex" and clause.locator.divisions not in held)
    )


def _inside(treaty: Treaty, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the smallest provisions of an article, or the article itself where it has none."""
    inner = [c for c in treaty.clauses for whole in clauses if whole.span.covers(c.span) and c != whole]
    leaves = [c for c in inner if not any(c.span.covers(d.span) and c != d for d in inner)]
    return tuple(leaves or clauses)


def _witness(clauses: Sequence[Clause]) -> Witness:
    return witness(", ".join(map(str, clauses)), "\n\n".join(clause.text for clause in clauses))


def _compared(base: Treaty, other: Treaty, here: Sequence[Clause], there: Sequence[Clause]) -> TreatyDiff:
    matched, scores = _matched(here, there)
    moved = _moved(matched)
    groups = _grouped(here, there, matched)
    pairs = tuple(
        ClausePair(
            tuple(here[k] for k in left),
            tuple(there[k] for k in right),
            round(min(1.0, scores.get((i, j), 0.0)), 4),
            i in moved,
        )
        for (i, j), (left, right) in sorted(groups.items())
    )
    used = {id(c) for pair in pairs for c in (*pair.base, *pair.other)}
    return TreatyDiff(
        base,
        other,
        pairs,
        new=tuple(c for c in there if id(c) not in used),
        gone=tuple(c for c in here if id(c) not in used),
    )


def _matched(here: Sequence[Clause], there: Sequence[Clause]) -> tuple[dict[int, int], Scores]:
    likeness = _likeness([_features(c.text) for c in here], [_features(c.text) for c in there])
    drawn = _drawn_by_neighbours(likeness)
    matched = _best_first(drawn, _ANYWHERE)
    _fill_gaps(matched, drawn, len(here), len(there))
    _pair_by(lambda clause: clause.text, matched, here, there)
    if _are_translations(here, there):
        _pair_by(lambda clause: clause.locator, matched, here, there)
    return matched, likeness


def _pair_by(
    trait: Callable[[Clause], Hashable],
    matched: dict[int, int],
    here: Sequence[Clause],
    there: Sequence[Clause],
) -> None:
    """Pair in order what is left over and has a trait in common."""
    taken = set(matched.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j in reversed(range(len(there))):
        if j not in taken and there[j].text:
            waiting[trait(there[j])].append(j)
    for i, clause in enumerate(here):
        if i not in matched and clause.text and waiting.get(trait(clause)):
            matched[i] = waiting[trait(clause)].pop()


def _are_translations(here: Sequence[Clause], there: Sequence[Clause]) -> bool:
    """Whether two texts have hardly a common word, those of grammar included: they are in two languages."""
    ours, theirs = _frequent(here), _frequent(there)
    return min(len(ours), len(theirs)) > 20 and len(ours & theirs) < 0.2 * len(ours)


def _frequent(clauses: Sequence[Clause]) -> set[str]:
    count = Counter(word for clause in clauses for word in _word().findall(clause.text.casefold()))
    return {word for word, _ in count.most_common(30)}


def _features(text: str) -> Counter[str]:
    words = _word().findall(text.casefold())
    return Counter([*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))])


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{M}]+|\p{N}+")


def _likeness(here: Sequence[Counter[str]], there: Sequence[Counter[str]]) -> Scores:
    """Give the cosine of every two texts that share a word of some rarity."""
    count = Counter(word for features in (*here, *there) for word in features)
    total = len(here) + len(there)
    common = min(max(50, total // 4), 250)
    weigh = functools.partial(_weights, count=count, total=total)
    left, right = [weigh(f) for f in here], [weigh(f) for f in there]
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, weights in enumerate(right):
        for word, weight in weights.items():
            if count[word] <= common:
                postings[word].append((j, weight))
    scores: Scores = defaultdict(float)
    for i, weights in enumerate(left):
        for word, weight in weights.items():
            for j, other in postings.get(word, ()):
                scores[i, j] += weight * other
    return scores


def _weights(features: Mapping[str, int], count: Mapping[str, int], total: int) -> dict[str, float]:
    raw = {w: (1 + math.log(n)) * math.log((total + 1) / count[w] + 1) for w, n in features.items()}
    norm = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / norm for word, weight in raw.items()}


def _drawn_by_neighbours(likeness: Scores) -> Scores:
    """Let articles whose neighbours are alike count as more alike: "Definitions" has many doubles."""
    return {
        (i, j): score + 0.15 * (likeness.get((i - 1, j - 1), 0.0) + likeness.get((i + 1, j + 1), 0.0))
        for (i, j), score in likeness.items()
    }


def _best_first(scores: Scores, least: float) -> dict[int, int]:
    """Pair the likest first, each provision once."""
    matched: dict[int, int] = {}
    taken: set[int] = set()
    ranked = sorted(scores.items(), key=lambda entry: (-entry[1], abs(entry[0][0] - entry[0][1]), entry[0]))
    for (i, j), score in ranked:
        if score < least:
            break
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _fill_gaps(matched: dict[int, int], scores: Scores, rows: int, columns: int) -> None:
    """Between two pairs in order, what is left there may pair at less likeness."""
    taken = set(matched.values())
    before = -1
    for i in range(rows):
        if i in matched:
            before = matched[i]
            continue
        after = next(
            (matched[k] for k in range(i + 1, min(rows, i + 12)) if matched.get(k, -1) > before), columns
        )
        free = [j for j in range(before + 1, min(after, before + 12)) if j not in taken]
        best = max(free, key=lambda j: (scores.get((i, j), 0.0), -j), default=None)
        if best is not None and scores.get((i, best), 0.0) >= _BETWEEN:
            matched[i] = before = best
            taken.add(best)


def _moved(matched: Mapping[int, int]) -> set[int]:
    """Return the provisions outside the longest run of pairs that kept its order (Fredman 1975)."""
    order = sorted(matched)
    tails: list[int] = []
    length: dict[int, int] = {}
    for i in order:
        place = bisect.bisect_left(tails, matched[i])
        tails[place : place + 1] = [matched[i]]
        length[i] = place
    wanted, kept = len(tails) - 1, set()
    last = math.inf
    for i in reversed(order):
        if length[i] == wanted and matched[i] < last:
            kept.add(i)
            wanted, last = wanted - 1, matched[i]
    return set(order) - kept


def _grouped(
    here: Sequence[Clause], there: Sequence[Clause], matched: Mapping[int, int]
) -> dict[tuple[int, int], tuple[list[int], list[int]]]:
    """Join to a pair the provisions beside it whose wording the pair's other side holds."""
    groups = {(i, j): ([i], [j]) for i, j in matched.items()}
    by_row = {i: (i, j) for i, j in matched.items()}
    by_column = {j: (i, j) for i, j in matched.items()}
    for j in range(len(there)):
        if j not in by_column and (pair := _holder(there, j, by_column, here, 0)):
            groups[pair][1].append(j)
    for i in range(len(here)):
        if i not in by_row and (pair := _holder(here, i, by_row, there, 1)):
            groups[pair][0].append(i)
    return {pair: (sorted(left), sorted(right)) for pair, (left, right) in groups.items()}


def _holder(
    clauses: Sequence[Clause],
    place: int,
    pairs: Mapping[int, tuple[int, int]],
    others: Sequence[Clause],
    side: int,
) -> tuple[int, int] | None:
    """Return the pair next to a provision whose other side holds most of its wording."""
    near = [pairs[k] for k in (place - 1, place + 1, place - 2, place + 2) if k in pairs]
    shares = [(_share(clauses[place].text, others[pair[side]].text), pair) for pair in near]
    best = max(shares, default=(0.0, (0, 0)), key=lambda entry: entry[0])
    return best[1] if best[0] >= _CONTAINED else None


def _share(part: str, whole: str) -> float:
    pairs, held = _word_pairs(part), _word_pairs(whole)
    return len(pairs & held) / len(pairs) if len(pairs) > 4 else 0.0


def _word_pairs(text: str) -> set[tuple[str, str]]:
    words = _word().findall(text.casefold())
    return set(itertools.pairwise(words))
