"""Which instrument a mention means: by its own words, the states around it, what the text spoke of before."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clausediff.model import Instrument
from clausediff.references.heads import head_facts, singular
from clausediff.references.naming import heads_of, parties_of, title_keys, titles_of, topics_of
from clausediff.references.phrases import Mention
from clausediff.references.scene import Scene
from clausediff.references.states import state, state_name
from clausediff.tables import table

#: How far around a mention the states named count as its context, in characters.
BEFORE, AFTER = 1200, 600

#: A mention's weight for later ones halves over so many characters; so many instruments are kept in mind.
HALF_LIFE, KEPT = 2000, 32

#: What weighs less is forgotten: nothing points back to it any more.
FAINT = 0.05

#: A description must score this much, and lead by this much, to decide on its own.
ENOUGH, LEAD = 2.6, 0.2


class Resolved(NamedTuple):
    """A mention with the instrument it means, None where the text does not decide it; the note says how."""

    mention: Mention
    instrument: Instrument | None
    note: str = ""


def resolve(scene: Scene, mentions: Sequence[Mention], known: tuple[Instrument, ...]) -> list[Resolved]:
    """
    Decide what each mention means.

    First those whose own words decide it, then the others by what was spoken of before them, and
    where nothing was, by what comes first after them.
    """
    own = [_by_own_words(scene, mention, known) for mention in mentions]
    return _by_discourse(own)


def _by_own_words(scene: Scene, mention: Mention, known: tuple[Instrument, ...]) -> Resolved:
    """Decide by name, years, parties and subject."""
    if mention.members:
        return Resolved(mention, None)
    if mention.named:
        return _by_name(scene, mention)
    if not (mention.years or mention.states or len(mention.topics) > 1 or _has_title(mention)):
        return Resolved(mention, None)
    around = states_around(scene, mention)
    scored = sorted(_scored(mention, _pool(mention, known), around), key=lambda pair: -pair[0])
    shortened = _shortened(mention, known)
    if len(shortened) == 1:
        return Resolved(mention, shortened[0])
    best = [one for score, one in scored if score > scored[0][0] - LEAD]
    if scored and scored[0][0] >= ENOUGH:
        if len(best) == 1:
            return Resolved(mention, best[0])
        return _among_equals(mention, best)
    if len(shortened) > 1:
        return Resolved(mention, None, " or ".join(one.id or one.title for one in shortened))
    return Resolved(mention, _unknown(mention) if _stands_for_itself(mention) else None)


def _shortened(mention: Mention, known: tuple[Instrument, ...]) -> list[Instrument]:
    """Return the instruments whose title begins with the printed one: "the Vienna Convention"."""
    keys = title_keys(mention.title)
    if len(keys) < 2 or not _has_title(mention):
        return []
    places = _index(known).get(("title", *keys[:2]), ())
    begun = [one for one in (known[place] for place in places) if is_compatible(mention, one)]
    return [one for one in begun if any(title[: len(keys)] == keys for title in titles_of(one))]


def _stands_for_itself(mention: Mention) -> bool:
    """Whether a mention no data file explains names an instrument, rather than pointing back to one."""
    return _has_title(mention) or len(mention.states) > 1 or mention.is_made


def _by_name(scene: Scene, mention: Mention) -> Resolved:
    """Decide among the bearers of a name; its year may show that another instrument is meant."""
    dated = [one for one in mention.named if not mention.years or _year_fits(mention, one)]
    fitting = [one for one in dated if is_compatible(mention, one)] or dated
    if not fitting:
        return Resolved(mention, _unknown(mention))
    if len(fitting) == 1:
        return Resolved(mention, fitting[0])
    around = states_around(scene, mention)
    scored = sorted(((_context_score(one, around), one) for one in fitting), key=lambda pair: -pair[0])
    if scored[0][0] > scored[1][0] + LEAD:
        return Resolved(mention, scored[0][1])
    return Resolved(mention, None, " or ".join(one.id or one.title for one in fitting))


def _year_fits(mention: Mention, instrument: Instrument) -> bool:
    return year_of(instrument) in (0, *mention.years)


def _among_equals(mention: Mention, best: Sequence[Instrument]) -> Resolved:
    """The newest, where the mention says so or names the parties; the oldest where it says that."""
    dated = sorted(best, key=year_of)
    others = " or ".join(one.id or one.title for one in dated)
    if "old" in mention.cues and not mention.years:
        return Resolved(mention, dated[0], f"the oldest of {others}")
    if year_of(dated[-1]) > year_of(dated[-2]) and (
        mention.cues & {"new", "signed"} or len(mention.states) > 1
    ):
        return Resolved(mention, dated[-1], f"the newest of {others}")
    return Resolved(mention, None, others)


def states_around(scene: Scene, mention: Mention) -> Counter[str]:
    """Count the states named around a mention, each code once for each naming."""
    starts = scene.state_starts
    low = bisect_left(starts, mention.start - BEFORE)
    high = bisect_left(starts, mention.end + AFTER)
    return Counter(code for _, _, codes in scene.states[max(low, high - 80) : high] for code in codes)


def _pool(mention: Mention, known: tuple[Instrument, ...]) -> Iterable[Instrument]:
    """Return the instruments that share a year, a party or a subject with the mention."""
    index = _index(known)
    keys: list[object] = [
        *mention.years,
        *(code for codes in mention.states for code in codes),
        *mention.topics,
    ]
    places = {place for key in keys for place in index.get(key, ())}
    return (known[place] for place in sorted(places))


@functools.lru_cache(maxsize=8)
def _index(known: tuple[Instrument, ...]) -> dict[object, tuple[int, ...]]:
    index: dict[object, list[int]] = {}
    for place, one in enumerate(known):
        titles = (("title", *title[:2]) for title in titles_of(one))
        codes = (code for codes in parties_of(one) for code in codes)
        for key in (year_of(one), *topics_of(one), *codes, *titles):
            index.setdefault(key, []).append(place)
    return {key: tuple(dict.fromkeys(places)) for key, places in index.items()}


def _scored(
    mention: Mention, pool: Iterable[Instrument], around: Counter[str]
) -> Iterator[tuple[float, Instrument]]:
    for one in pool:
        if is_compatible(mention, one):
            yield _score(mention, one, around), one


def _score(mention: Mention, one: Instrument, around: Counter[str]) -> float:
    """Add up what speaks for an instrument: year, parties, subject, context."""
    score = 3.0 * bool(mention.years)
    score += sum(_party_score(codes, one) for codes in mention.states)
    score += _context_score(one, around) if len(mention.states) < 2 else 0.0
    score += 0.5 * (mention.title != "" and title_keys(mention.title) in titles_of(one))
    if mention.topics:
        share = _topic_share(mention.topics, one)
        score += 2 * share - 1.5 * (share == 0) + 0.25 * min(4, len(mention.topics)) * share
    elif mention.years and len(mention.states) < 2:
        score -= 1.0
    return score


def _party_score(codes: frozenset[str], one: Instrument) -> float:
    """A party named as itself counts more than by its predecessor or successor."""
    own = {closure for closure in parties_of(one) if codes & closure}
    if not own:
        return 0.0
    return 1.5 if any(codes & _itself(one) for _ in own) else 0.75


@functools.lru_cache(maxsize=4096)
def _itself(one: Instrument) -> frozenset[str]:
    return frozenset(state(party) for party in one.parties)


def _context_score(one: Instrument, around: Counter[str]) -> float:
    """
    Between -3 and 1.5: whether all parties of few are spoken of near by, and how much.

    Where other states are spoken of and not these, that tells more than where none is.
    """
    parties = parties_of(one)
    if not parties or len(parties) > 4:
        return 0.0
    shares = [min(3, max(around[code] for code in closure)) / 3 for closure in parties]
    if not all(shares):
        return -3.0 if around else -1.0
    return 0.5 + sum(shares) / len(shares)


def _topic_share(topics: frozenset[str], one: Instrument) -> float:
    """How much of a description's subject an instrument has; kin words count 0.7."""
    held, alike = topics_of(one), table("mentions")["words"]["alike"]
    counted = [1.0 if topic in held else 0.7 * bool(held & set(alike.get(topic, ()))) for topic in topics]
    return sum(counted) / len(counted)


def is_compatible(mention: Mention, one: Instrument) -> bool:
    """Whether nothing that the mention says speaks against an instrument."""
    if mention.years and not _year_fits(mention, one):
        return False
    parties = parties_of(one)
    if parties and not all(any(codes & closure for closure in parties) for codes in mention.states):
        return False
    if not parties and len(mention.states) > 1:
        return False
    return _head_fits(mention, one)


def _head_fits(mention: Mention, one: Instrument) -> bool:
    """Whether an instrument may be called so: no charter is a pact, and only a charter is "the Charter"."""
    if not mention.head:
        return True
    heads, facts = heads_of(one), head_facts(mention.head)
    if facts.get("strict") or facts.get("kind") != "treaty":
        return mention.head in heads or singular(mention.head) in heads
    return not heads or any(
        not head_facts(head).get("formal") and head_facts(head).get("kind") == "treaty" for head in heads
    )


def _has_title(mention: Mention) -> bool:
    """Whether a mention gives a title of its own, more than a head noun in capitals."""
    words = [word.strip("“”\"'").casefold() for word in mention.title.split()]
    new = set(table("mentions")["words"]["new"]) | set(table("mentions")["words"]["signed"])
    telling = [word for word in words if not head_facts(word) and word not in new and len(word) > 2]
    return len(telling) > 0 and len(words) > 1


def _unknown(mention: Mention) -> Instrument | None:
    """Return an instrument that no data file names, by its title, year and parties."""
    is_told = _has_title(mention) or len(mention.states) > 1 or bool(mention.years)
    if not is_told or mention.is_plural or (mention.facts.get("generic") and len(mention.states) < 2):
        return None
    parties = tuple(state_name(sorted(codes)[0]) for codes in mention.states)
    title = mention.title if _has_title(mention) else _without_years(mention.label)
    return Instrument("", title, parties, year=mention.years[0] if mention.years else None)


def _without_years(label: str) -> str:
    return " ".join(word for word in label.split() if not word.isdecimal())


def year_of(instrument: Instrument) -> int:
    """Return the year of an instrument, 0 where it is not known."""
    return instrument.year or (instrument.signed.year if instrument.signed else 0)


class _Memory:
    """The instruments spoken of so far, with a weight that fades."""

    def __init__(self) -> None:
        self.weights: dict[Instrument, tuple[float, int]] = {}

    def see(self, instrument: Instrument, place: int) -> None:
        """Remember one more mention."""
        weight = self.weight(instrument, place)
        self.weights.pop(instrument, None)
        self.weights[instrument] = (weight + 1, place)
        if len(self.weights) > KEPT:
            del self.weights[next(iter(self.weights))]

    def weight(self, instrument: Instrument, place: int) -> float:
        """Return how present an instrument is at a place."""
        weight, seen = self.weights.get(instrument, (0.0, place))
        return weight * float(0.5 ** min(60.0, (place - seen) / HALF_LIFE))


def _by_discourse(own: Sequence[Resolved]) -> list[Resolved]:
    """Give the undecided the instrument most present before them, or else the first fitting one after."""
    memory, resolved = _Memory(), []
    later = [found for found in own if found.instrument is not None]
    newest = max((year_of(found.instrument) for found in later if found.instrument), default=0)
    ahead = 0
    for found in own:
        while ahead < len(later) and later[ahead].mention.start <= found.mention.start:
            ahead += 1
        if is_open(found):
            found = _antecedent(found, memory, later[ahead : ahead + 3], newest)
        if is_open(found) and not found.mention.named and not found.note:
            found = found._replace(instrument=_unknown(found.mention))
        if found.instrument is not None and found.mention.strength not in ("organisation",):
            memory.see(found.instrument, found.mention.start)
        resolved.append(found)
    return resolved


def is_open(found: Resolved) -> bool:
    """Whether a mention is undecided and may point back."""
    return found.instrument is None and not found.mention.members and not found.mention.is_plural


def _antecedent(found: Resolved, memory: _Memory, later: Sequence[Resolved], newest: int) -> Resolved:
    mention, place = found.mention, found.mention.start
    pool = mention.named or tuple(memory.weights)
    weighed = [
        (memory.weight(one, place) + 2 * _is_new(mention, one, newest), one)
        for one in pool
        if one in memory.weights and memory.weight(one, place) > FAINT and _fits_back(mention, one)
    ]
    if weighed:
        one = max(weighed, key=lambda pair: pair[0])[1]
        return Resolved(mention, one, f"refers back to {one.title}")
    for after in later:
        one_after = after.instrument
        if (
            one_after is not None
            and _fits_back(mention, one_after)
            and (not mention.named or one_after in mention.named)
        ):
            return Resolved(mention, one_after, f"the text goes on to name {one_after.title}")
    return found


def _is_new(mention: Mention, one: Instrument, newest: int) -> bool:
    """Whether the mention speaks of something new and this is the newest instrument of the text."""
    return bool(mention.cues & {"new", "signed"}) and year_of(one) == newest


def _fits_back(mention: Mention, one: Instrument) -> bool:
    """Whether a mention may point back to an instrument; a subject it does not have speaks against it."""
    if not is_compatible(mention, one):
        return False
    return not mention.topics or not topics_of(one) or _topic_share(mention.topics, one) > 0
