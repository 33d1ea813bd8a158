"""Words of a text looked up among the names of instruments, organisations and states."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from clausediff.model import Instrument
from clausediff.references.instruments import organisations
from clausediff.references.states import state, state_names, succession
from clausediff.tables import table

Strength = Literal["proper", "abbreviation", "described", "organisation"]


_DROPPED = str.maketrans("", "", ".-‐‑")


class Word(NamedTuple):
    """A word, its compared form, and its place."""

    text: str
    key: str
    start: int
    end: int


class Name(NamedTuple):
    """
    A written name and the instruments it may mean.

    A `proper` name stands alone; an `abbreviation` and an `organisation` count beside a provision;
    a `described` one ("1961 treaty", "Mutual Defense Treaty") needs its parties or its year.
    """

    keys: tuple[str, ...]
    texts: tuple[str, ...]
    strength: Strength
    instruments: tuple[Instrument, ...]


class Hit(NamedTuple):
    """A name found: the words from `first` up to `last` (exclusive)."""

    first: int
    last: int
    name: Name


def words_of(text: str) -> list[Word]:
    """
    Cut a text into words for looking up; hyphens part words, except behind a prefix.

    >>> [word.key for word in words_of("Good-Neighbourliness and Co-operation, U.S.")]
    ['goodneighborliness', 'and', 'cooperation', 'us']
    """
    return [Word(found[0], fold(found[0]), found.start(), found.end()) for found in _word().finditer(text)]


def fold(word: str) -> str:
    """
    Return the one form of a word by which names are compared.

    >>> fold("Defence"), fold("U.N.")
    ('defense', 'un')
    """
    key = word.casefold().translate(_DROPPED)
    return _spelling().get(key, key)


@functools.cache
def _spelling() -> dict[str, str]:
    return dict(table("mentions")["spelling"])


def find_names(words: Sequence[Word], known: tuple[Instrument, ...]) -> Iterator[Hit]:
    """Yield the longest name at each place, without overlap."""
    index = names(known)
    at = 0
    while at < len(words):
        hit = next(
            (
                Hit(at, at + len(name.keys), name)
                for name in index.get(words[at].key, ())
                if _is_at(name, words, at)
            ),
            None,
        )
        if hit is not None:
            yield hit
        at = hit.last if hit else at + 1


def _is_at(name: Name, words: Sequence[Word], at: int) -> bool:
    here = words[at : at + len(name.keys)]
    if tuple(word.key for word in here) != name.keys:
        return False
    if here[-1].end - here[0].start > 3 * sum(len(text) for text in name.texts) + 12:
        return False
    if name.strength in ("abbreviation", "organisation"):
        return all(
            word.text.replace(".", "") == text.replace(".", "")
            for word, text in zip(here, name.texts, strict=True)
        )
    return name.strength == "described" or any(
        not word.text.islower() for word in here if word.text[0].isalpha()
    )


@functools.lru_cache(maxsize=8)
def names(known: tuple[Instrument, ...]) -> dict[str, tuple[Name, ...]]:
    """Return every name of the instruments by its first word, longest first."""
    found: dict[tuple[tuple[str, ...], Strength], list[tuple[Instrument, tuple[str, ...]]]] = {}
    for instrument in known:
        for name in _names_of(instrument):
            found.setdefault((name.keys, name.strength), []).append((instrument, name.texts))
    for instrument, name in _names_of_organisations(known):
        found.setdefault((name.keys, name.strength), []).append((instrument, name.texts))
    index: dict[str, list[Name]] = {}
    for (keys, strength), bearers in found.items():
        name = Name(keys, bearers[0][1], strength, tuple(dict.fromkeys(one for one, _ in bearers)))
        index.setdefault(keys[0], []).append(name)
    return {first: tuple(sorted(listed, key=_first_tried)) for first, listed in index.items()}


def _first_tried(name: Name) -> tuple[int, int]:
    order = ("proper", "abbreviation", "organisation", "described")
    return -len(name.keys), order.index(name.strength)


@functools.lru_cache(maxsize=4096)
def _names_of(instrument: Instrument) -> tuple[Name, ...]:
    """Read an instrument's title and aliases; series citations and joined scripts are found by others."""
    written = dict.fromkeys((instrument.title, *instrument.aliases))
    parted = (name for name in written if not series_key(name) and not _is_joined_script(name))
    return tuple(_name(name, _strength(name, instrument), instrument) for name in parted if words_of(name))


def _names_of_organisations(known: tuple[Instrument, ...]) -> Iterator[tuple[Instrument, Name]]:
    by_id = {instrument.id: instrument for instrument in known}
    for written, id in organisations().items():
        if id in by_id:
            yield by_id[id], _name(written, "organisation", by_id[id])


def _name(written: str, strength: Strength, bearer: Instrument) -> Name:
    words = words_of(written)
    return Name(tuple(word.key for word in words), tuple(word.text for word in words), strength, (bearer,))


def _strength(written: str, instrument: Instrument) -> Strength:
    if (written.isascii() and written.islower()) or (written[:1].isdigit() and written[5:].islower()):
        return "described"
    if regex.fullmatch(r"[A-Z][A-Z0-9]{1,4}|[A-Z]{1,3} [IVX0-9]{1,3}", written):
        return "abbreviation"
    return "described" if _is_common(written, instrument) else "proper"


def _is_common(written: str, instrument: Instrument) -> bool:
    """Whether a title of few parties has only words that other treaties' titles have too."""
    parties = [state(party) for party in instrument.parties]
    if not all(parties) or not 0 < len(parties) <= 3:
        return False
    common = topics() | head_words() | table_words("title")
    return all(word.key in common or word.key.isdecimal() for word in words_of(written))


@functools.cache
def topics() -> frozenset[str]:
    """Return the words of which titles and descriptions of treaties are made, folded."""
    return frozenset(fold(word) for word in table("mentions")["words"]["topics"])


@functools.cache
def head_words() -> frozenset[str]:
    """Return the nouns that say what kind of paper an instrument is, folded."""
    return frozenset(fold(word) for head in table("mentions")["head"] for word in head["words"])


@functools.cache
def table_words(kind: str) -> frozenset[str]:
    """Return one of the word lists of the data file."""
    return frozenset(table("mentions")["words"][kind])


def find_joined(text: str, known: tuple[Instrument, ...]) -> Iterator[tuple[int, int, Instrument]]:
    """Yield names in scripts that do not part words (Chinese, Japanese, Korean), with their places."""
    pattern, bearers = _joined(known)
    if pattern is not None:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), bearers[found["name"]]


@functools.lru_cache(maxsize=8)
def _joined(known: tuple[Instrument, ...]) -> tuple[regex.Pattern[str] | None, dict[str, Instrument]]:
    bearers = {
        written.strip("《》"): one
        for one in known
        for written in (one.title, *one.aliases)
        if _is_joined_script(written)
    }
    listed = "|".join(sorted(map(regex.escape, bearers), key=len, reverse=True))
    return (regex.compile(rf"《?(?P<name>{listed})》?") if bearers else None), bearers


def _is_joined_script(written: str) -> bool:
    return bool(regex.search(r"[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]", written))


def find_states(words: Sequence[Word]) -> list[tuple[int, int, frozenset[str]]]:
    """Return the states that the words name: first word, word behind the last, codes it may mean."""
    index = _state_index()
    found, at = [], 0
    while at < len(words):
        match = next((entry for entry in index.get(words[at].text, ()) if _texts(words, at, entry[0])), None)
        if match is not None:
            found.append((at, at + len(match[0]), match[1]))
        at += len(match[0]) if match else 1
    return found


def _texts(words: Sequence[Word], at: int, texts: tuple[str, ...]) -> bool:
    return tuple(word.text for word in words[at : at + len(texts)]) == texts


@functools.cache
def _state_index() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    index: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for name, codes in state_names().items():
        texts = tuple(word.text for word in words_of(name))
        index.setdefault(texts[0], []).append((texts, codes))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@functools.lru_cache(maxsize=4096)
def parties_of(instrument: Instrument) -> tuple[frozenset[str], ...]:
    """Return for each party its code with those of predecessor and successor; () if not all are states."""
    codes = [state(party) for party in instrument.parties]
    return tuple(succession(code) for code in codes) if codes and all(codes) else ()


@functools.lru_cache(maxsize=4096)
def topics_of(instrument: Instrument) -> frozenset[str]:
    """Return the topic words of an instrument's title and aliases."""
    written = " ".join((instrument.title, *instrument.aliases))
    return frozenset(part for word in words_of(written) for part in topic_parts(word.key))


@functools.lru_cache(maxsize=4096)
def titles_of(instrument: Instrument) -> frozenset[tuple[str, ...]]:
    """Return an instrument's title and aliases as they are compared."""
    return frozenset(title_keys(written) for written in (instrument.title, *instrument.aliases))


def title_keys(title: str) -> tuple[str, ...]:
    """Return a title as it is compared: its words folded."""
    return tuple(word.key for word in words_of(title))


@functools.lru_cache(maxsize=4096)
def heads_of(instrument: Instrument) -> frozenset[str]:
    """Return the head nouns by which an instrument is called."""
    written = " ".join((instrument.title, *instrument.aliases))
    return frozenset(word.key for word in words_of(written)) & head_words()


def topic_parts(key: str) -> tuple[str, ...]:
    """
    Return the topic words in a word, which may be joined ("goodneighborliness").

    >>> topic_parts("goodneighborliness"), topic_parts("runway")
    (('good', 'neighborliness'), ())
    """
    if key.startswith("good") and key[4:] in topics():
        return "good", key[4:]
    return (key,) if key in topics() else ()


@functools.lru_cache(maxsize=4096)
def series_key(written: str) -> tuple[str, str, str] | None:
    """
    Read a treaty-series citation: series, volume, page or number; None for any other text.

    >>> series_key("11 U.S.T. 1632"), series_key("TIAS No. 4509"), series_key("UN Charter")
    (('UST', '11', '1632'), ('TIAS', '', '4509'), None)
    """
    found = series_pattern().fullmatch(written.strip())
    return key_of_series(found) if found else None


def key_of_series(found: regex.Match[str]) -> tuple[str, str, str]:
    """Return series, volume and number of a match of `series_pattern`."""
    written = regex.sub(r"[\s.,]", "", found["series"]).upper()
    return _series_names()[written], found["volume"] or "", found["number"] or found["page"] or ""


@functools.cache
def series_pattern() -> regex.Pattern[str]:
    """
    Return the pattern of a treaty-series citation.

        citation = [ volume ] SERIES [ "vol." volume ] [ "p." page ] [ "No." number ]
    """
    rows = table("mentions")["series"]
    short = [r"\.?\s?".join(regex.escape(sign) for sign in row["name"].strip(".")) + r"\.?" for row in rows]
    long = [regex.escape(words).replace(r"\ ", r"\s+") for row in rows for words in row.get("words", ())]
    listed = "|".join(sorted([*short, *long], key=len, reverse=True))
    no = r"(?:[Nn]os?\.?|№|#|I-)"
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?:(?P<volume>\p{{Nd}}{{1,4}})\s+)?(?P<series>{listed})(?![\p{{L}}])"
        rf"(?:,?\s*[Vv]ol(?:ume|\.)?\s*(?P<volume>\p{{Nd}}{{1,4}}))?"
        rf"(?:,?\s*(?:at\s+)?(?:pp?\.?\s*)(?P<page>\p{{Nd}}{{1,5}}))?"
        rf"(?:(?:,?\s*(?:\([Rr]egistration\s)?{no}\s?|\s+)(?P<number>\p{{Nd}}[\p{{Nd}}\-]{{0,9}}|[IVXLC]{{1,6}}(?!\p{{L}})))?"
    )


@functools.cache
def _series_names() -> dict[str, str]:
    rows = table("mentions")["series"]
    written = [(name, row["name"]) for row in rows for name in (row["name"], *row.get("words", ()))]
    return {regex.sub(r"[\s.,]", "", name).upper(): canonical for name, canonical in written}


def series_title(name: str) -> str:
    """Return the full title of a treaty series."""
    return next(str(row["title"]) for row in table("mentions")["series"] if row["name"] == name)


@functools.lru_cache(maxsize=8)
def series_index(known: tuple[Instrument, ...]) -> dict[tuple[str, str, str], Instrument]:
    """Return the instruments by the series citations among their aliases."""
    keyed: Iterable[tuple[tuple[str, str, str] | None, Instrument]] = (
        (series_key(alias), one) for one in known for alias in one.aliases
    )
    return {key: one for key, one in keyed if key is not None}


@functools.cache
def _word() -> regex.Pattern[str]:
    prefixes = "|".join(table("mentions")["prefixes"]["joined"])
    return regex.compile(
        rf"(?:\p{{L}}\.){{2,8}}(?:\p{{L}}(?!\p{{L}}))?|(?i:(?:{prefixes})[-‐‑]\p{{L}}[\p{{L}}\p{{M}}]*)|[\p{{L}}\p{{M}}\p{{N}}]+"
    )
