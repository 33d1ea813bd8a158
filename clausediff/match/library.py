"""Many treaties as one searchable shelf, in memory or in one file."""

from __future__ import annotations

import functools
import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log, log2
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from clausediff.errors import GIVE_TREATIES, need, need_all
from clausediff.locator import Locator
from clausediff.match.store import open_store, reading, writing
from clausediff.model import Clause, ClausediffError, Document, Rendering, Span, Treaty
from clausediff.normalize.words import stem

#: The rarest words of a text propose; reading stops when so many postings have been read.
POSTINGS = 4_000
#: So many clauses that share most, and so many that share most for their length, are compared in full.
LONG, FITTING = 8, 24
#: A paragraph of so many words is looked up as a whole, and proposes what is at least so like it.
PARAGRAPH, LIKELY = 12, 0.5


class Hit(NamedTuple):
    """A clause that a search found, and how much of it and of the text agree, from 0 to 1."""

    clause: Clause
    score: float


class Library:
    """
    An index of many treaties' clauses.

    In memory by default, or in one file: what is added is there whole or not at all, and a second
    process may read while one writes.

    >>> from clausediff.treaty.shelf import treaties
    >>> with Library() as library:
    ...     library.add(treaties("UN-CHARTER", "NAT-1949", "TEU"))
    ...     [str(hit.clause) for hit in library.search("an obligation of aid and assistance", limit=1)]
    ['TEU 42(7)']
    """

    def __init__(self, path: str | Path = ":memory:") -> None:
        need(path, (str, Path), "give the path of a file")
        self._path = str(path)
        self._store = open_store(self._path)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __len__(self) -> int:
        """How many clauses can be found."""
        return int(self._one("SELECT count(*) FROM clause WHERE digest IS NOT NULL"))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the treaties, in order."""
        return tuple(row[0] for row in self._all("SELECT id FROM treaty ORDER BY id"))

    def add(self, treaties: Iterable[Treaty]) -> None:
        """
        Add treaties; one whose id is there already takes its place.

        All of them are added, or, when anything fails, none.
        """
        treaties = [treaties] if isinstance(treaties, Treaty) else list(treaties)
        need_all(treaties, Treaty, GIVE_TREATIES)
        with writing(self._store, self._path):
            postings: dict[str, array[int]] = defaultdict(_no_numbers)
            postings[""] = self._lengths()
            for treaty in treaties:
                self._remove(treaty.id)
                self._add(treaty, postings)
            self._post(postings)

    def remove(self, id: str) -> None:
        """Take a treaty out. Raises `ClausediffError` when it is not there."""
        if id not in self.ids:
            raise self._unknown(id)
        with writing(self._store, self._path):
            self._remove(id)

    def treaty(self, id: str) -> Treaty:
        """
        Return a treaty with its clauses; what its pages brought in is not kept.

        Raises `ClausediffError` when it is not there.
        """
        rows = self._all("SELECT facts FROM treaty WHERE id = ?", id)
        if not rows:
            raise self._unknown(id)
        clauses = self._all(f"SELECT {_COLUMNS} FROM clause WHERE treaty = ? ORDER BY place", id)
        return _treaty(rows[0][0], tuple(map(_clause, clauses)))

    def _unknown(self, id: str) -> ClausediffError:
        known = ", ".join(self.ids[:12]) or "none"
        return ClausediffError(f"no treaty {id!r} in {self._path}; it has {known}")

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """
        Find the clauses most like a text, best first; those that tie with the last are all given.

        A text that a clause has word for word is always found.
        """
        scores = self._best(_words(text), limit)
        hits = [Hit(clause, scores[number]) for number, clause in self._clauses(scores)]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.clause.treaty, hit.clause.span)))

    def _best(self, words: Sequence[str], limit: int) -> dict[int, float]:
        """Return the best clauses by number with their scores, and all that tie with the last of them."""
        scores = _scores(words, self._indexed({*self._copies(words), *self._shared(words)}))
        ranked = sorted(scores.values(), reverse=True)
        least = ranked[limit - 1] if 0 < limit <= len(ranked) else 0.0
        return {number: score for number, score in scores.items() if score >= least}

    def find_renderings(self, document: Document) -> tuple[Rendering, ...]:
        """
        Find the passages of a document that render clauses of the library.

        As `clausediff.match.find.find_renderings`, with the clauses that the document's sentences propose
        and those that it names.
        """
        from clausediff.match.find import find_renderings

        return find_renderings(document, self.proposed(document))

    def proposed(self, document: Document) -> tuple[Treaty, ...]:
        """Return the treaties that a document may render, each with the clauses in question only."""
        lengths = self._lengths()
        numbers: set[int] = set()
        for paragraph in regex.split(r"\n\s*\n", document.text):
            told = set(chain.from_iterable(self._telling(w, lengths) for w in _sentences(paragraph)))
            numbers |= told
            words = _words(paragraph)
            if told and len(words) >= PARAGRAPH:
                best = self._best(words, 1)
                numbers.update(number for number, score in best.items() if score >= LIKELY)
        held: dict[str, list[Clause]] = defaultdict(list)
        for _, clause in self._clauses(sorted(numbers)):
            held[clause.treaty].append(clause)
        return tuple(self._partial(id, clauses) for id, clauses in sorted(held.items()))

    def _partial(self, id: str, clauses: Sequence[Clause]) -> Treaty:
        facts = self._one("SELECT facts FROM treaty WHERE id = ?", id)
        return _treaty(facts, tuple(sorted(clauses, key=lambda clause: clause.span)))

    def _add(self, treaty: Treaty, postings: dict[str, array[int]]) -> None:
        self._store.execute("INSERT INTO treaty VALUES (?, ?)", (treaty.id, _facts(treaty)))
        indexed = frozenset(_outermost(treaty.clauses))
        lengths = postings[""]
        for place, clause in enumerate(treaty.clauses):
            words = _words(clause.text) if clause in indexed else []
            found_by = (" ".join(words), _digest(words)) if clause in indexed else (None, None)
            number = self._store.execute(_INSERT, (*_row(clause, place), *found_by)).lastrowid or 0
            stems = _stems(words)
            for word in stems:
                postings[word].append(number)
            lengths.extend([0] * (number - len(lengths)))
            lengths.append(len(stems))

    def _remove(self, id: str) -> None:
        # The postings keep the numbers: they are not given again, and a number without a clause is no hit.
        self._store.execute("DELETE FROM clause WHERE treaty = ?", (id,))
        self._store.execute("DELETE FROM treaty WHERE id = ?", (id,))

    def _lengths(self) -> array[int]:
        """Return how many different words each clause has, by its number."""
        return self._numbers("")

    def _numbers(self, word: str) -> array[int]:
        rows = self._all("SELECT clauses FROM posting WHERE word = ?", word)
        return array("I", rows[0][0] if rows else b"")

    def _post(self, postings: dict[str, array[int]]) -> None:
        for word, numbers in postings.items():
            held = numbers.tobytes() if not word else self._numbers(word).tobytes() + numbers.tobytes()
            self._store.execute("INSERT OR REPLACE INTO posting VALUES (?, ?)", (word, held))

    def _copies(self, words: Sequence[str]) -> list[int]:
        rows = self._all("SELECT number FROM clause WHERE digest = ? ORDER BY number", _digest(words))
        return [row[0] for row in rows]

    def _telling(self, words: Sequence[str], lengths: Sequence[int]) -> list[int]:
        """The few clauses that share most of a sentence's rare words; a long one must share more."""
        weights = self._weights(words)
        shared = self._weighed(weights)
        best = heapq.nlargest(3, shared, key=shared.__getitem__)
        return [number for number in best if shared[number] >= _least(lengths[number])]

    def _shared(self, words: Sequence[str]) -> set[int]:
        """Propose clauses: those that share most rare words, and those that share most for their length."""
        weights = self._weights(words)
        shared = self._weighed(weights)
        long = set(heapq.nlargest(LONG, shared, key=shared.__getitem__))
        return long | self._fitting(shared, len(weights))

    def _fitting(self, shared: Mapping[int, float], length: int) -> set[int]:
        lengths = self._lengths()
        fit = {number: weight / (length + lengths[number]) for number, weight in shared.items()}
        return set(heapq.nlargest(FITTING, fit, key=fit.__getitem__))

    def _weighed(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Weigh the clauses that hold the rarest words, by the share of their weight that they hold."""
        shared: dict[int, float] = defaultdict(float)
        read, total = 0, 0.0
        for word in sorted(weights, key=lambda word: (-weights[word], word)):
            numbers = self._numbers(word)
            read += len(numbers)
            if read > POSTINGS and shared:
                break
            total += weights[word]
            for number in numbers:
                shared[number] += weights[word]
        return {number: weight / total for number, weight in shared.items()}

    def _weights(self, words: Sequence[str]) -> dict[str, float]:
        stems = sorted(_stems(words))[:_MOST_WORDS]
        marks = ",".join("?" * len(stems))
        rows = self._all(f"SELECT word, length(clauses) / 4 FROM posting WHERE word IN ({marks})", *stems)
        total = self._one("SELECT max(number) FROM clause") or 0
        return {word: log(1 + total / count) for word, count in rows}

    def _indexed(self, numbers: Iterable[int]) -> list[tuple[int, str]]:
        """Return the words of clauses, in the order of their numbers."""
        wanted = ",".join(map(str, numbers))
        query = f"SELECT number, words FROM clause WHERE number IN ({wanted}) AND words IS NOT NULL"
        return self._all(f"{query} ORDER BY number")

    def _clauses(self, numbers: Iterable[int]) -> Iterator[tuple[int, Clause]]:
        wanted = ",".join(map(str, numbers))
        for number, *row in self._all(f"SELECT number, {_COLUMNS} FROM clause WHERE number IN ({wanted})"):
            yield number, _clause(row)

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with reading(self._path):
            return self._store.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> Any:
        return self._all(query, *values)[0][0]


_COLUMNS = "treaty, locator, text, start, stop, kind, heading"
_INSERT = (
    "INSERT INTO clause (treaty, locator, text, start, stop, kind, heading, place, words, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: A text is compared up to so many words; there are no more different characters to write them with.
_LONGEST = 50_000
#: More different words than any clause has; SQLite takes no more values in one question than about these.
_MOST_WORDS = 30_000


def _no_numbers() -> array[int]:
    return array("I")


def _least(length: int) -> float:
    """The share of a sentence's words that a clause of so many different words has not by chance."""
    return 0.35 + 0.1 * log2(1 + length / 100)


def _row(clause: Clause, place: int) -> tuple[object, ...]:
    words = (clause.treaty, str(clause.locator), clause.text)
    return (*words, clause.span.start, clause.span.end, clause.kind, clause.heading, place)


def _clause(row: Sequence[Any]) -> Clause:
    treaty, locator, text, start, stop, kind, heading = row
    return Clause(treaty, Locator.parse(locator), text, Span(start, stop), kind, heading)


def _outermost(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses that stand in no other; divisions only hold others."""
    end = -1
    for clause in clauses:
        if clause.kind != "division" and clause.span.end > end:
            yield clause
            end = clause.span.end


def _facts(treaty: Treaty) -> str:
    """Write all of a treaty but its clauses as JSON."""
    import json

    signed = treaty.signed.isoformat() if treaty.signed else None
    names = ("id", "title", "text", "parties", "status", "source", "aliases", "notes")
    return json.dumps({name: getattr(treaty, name) for name in names} | {"signed": signed})


def _treaty(written: str, clauses: tuple[Clause, ...]) -> Treaty:
    import datetime
    import json

    facts = json.loads(written)
    signed = datetime.date.fromisoformat(facts["signed"]) if facts["signed"] else None
    lists = {name: tuple(facts[name]) for name in ("parties", "aliases", "notes")}
    return Treaty(**(facts | lists | {"signed": signed}), clauses=clauses)


def _scores(words: Sequence[str], clauses: Iterable[tuple[int, str]]) -> dict[int, float]:
    """
    Score clauses, given by number and words, by what they and a text have in common, in order.

    Half for the share of the text that the clause has, half for how much the two are alike.
    """
    # Words become single characters: comparing strings is several times faster than comparing lists.
    codes = {word: chr(0x100 + place) for place, word in enumerate(dict.fromkeys(words[:_LONGEST]))}
    text = "".join([codes[word] for word in words[:_LONGEST]])
    scores: dict[int, float] = {}
    for number, held in clauses:
        coded = "".join([codes.get(word, "") for word in held.split(" ")])
        common = LCSseq.similarity(text, coded)
        length = held.count(" ") + 1
        scores[number] = round(common / (2 * (len(text) or 1)) + common / (len(text) + length), 4)
    return scores


def _words(text: str) -> list[str]:
    return _word().findall(text.casefold())


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{M}\p{N}]+")


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word) for word in set(words)}


def _digest(words: Sequence[str]) -> int:
    import hashlib

    text = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big", signed=True)


def _sentences(text: str) -> Iterator[list[str]]:
    from clausediff.sentences import sentences

    for sentence in sentences(text):
        words = _words(sentence.of(text))
        if len(words) > 3:
            yield words
