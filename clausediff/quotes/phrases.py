"""Noun phrases that name a source, cut out of the words beside its verb."""

from __future__ import annotations

from clausediff.quotes.cues import Vocabulary
from clausediff.quotes.narration import MASK, Word
from clausediff.quotes.sources import is_document_noun

_STOPS = frozenset(';:.!?"“”[]()')
PAUSES = frozenset({",", "–", "—", "―", "--", "-"})
_BE = frozenset({"was", "were", "been", "is", "are", "be", "wurde", "wurden"})
_SINGULAR = frozenset({"one", "another", "her"})
_RELATIVES = frozenset({"who", "whose", "which", "that"})


def is_cue(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether a word is a verb of saying, and no noun or passive ("the report", "States", "was told")."""
    word = words[index]
    if word.lower not in lexis.cues:
        return False
    before = words[index - 1].lower if index else ""
    if before in _BE and (word.lower.endswith("ed") or word.lower == "told"):
        return False
    if before in lexis.determiners and before not in lexis.pronouns:
        return False
    if word.text[0].isupper() and not _is_headline(words):
        return False
    is_noun_too = word.lower in lexis.nouns or word.lower.removesuffix("s") in lexis.nouns
    return not is_noun_too or _has_subject(words, index, lexis)


def _has_subject(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether a word that may be a noun is a verb: of what it governs, or of the subject before it."""
    if index + 1 >= len(words):
        return True
    inflected = words[index].lower.endswith(("s", "d"))
    following = words[index + 1].lower
    if inflected and (following in ("that", "dass", ":") or following in lexis.pronouns):
        return True
    if not index:
        return False
    before = words[index - 1].lower
    if before in _SINGULAR:
        return inflected
    if before in lexis.pronouns or before in lexis.auxiliaries or is_document_noun(before):
        return True
    if before.isdigit():
        return index > 1 and is_document_noun(words[index - 2].text)
    is_name = words[index - 1].text[0].isupper() and not before.endswith(("'s", "’s", "s'", "s’"))
    return is_name or (inflected and before in lexis.adverbs)


def _is_headline(words: list[Word]) -> bool:
    long = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return sum(word.text[0].isupper() for word in long) > 0.75 * len(long)


def phrase_before(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """
    Return the noun phrase that ends the words: the subject of the verb behind them.

    Adverbs and auxiliaries before the verb are left out, appositions taken in: in "Jose Yepez, a
    council member in Somerton, has also" it is the words up to Somerton.
    """
    words = _without_tail(_last_clause(words), lexis)
    if words and words[-1].lower in _RELATIVES:
        return words[-1:]
    if words and words[-1].text in PAUSES:
        return _with_appositions(words, lexis)
    start = len(words)
    while start and not _parts(words, start - 1, lexis):
        start -= 1
    phrase = _nominal(words[start:], lexis)
    is_described = start and phrase and phrase == words[start:] and words[start - 1].text == ","
    if is_described and phrase[0].lower not in lexis.pronouns and phrase[0].lower not in lexis.determiners:
        return _with_appositions(words, lexis) or phrase
    return phrase


def phrase_behind(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """
    Return the noun phrase that begins the words, with its apposition.

    It ends at the stop, at a verb, or where an adverbial follows the name: in "Ryan in a statement"
    it is Ryan.
    """
    if not words or not (begins_phrase(words[0], lexis) or is_noun(words[0], lexis)):
        return []
    if words[0].lower in lexis.prepositions and not any(word.text[0].isdigit() for word in words[1:2]):
        return []
    if words[0].lower in lexis.pronouns and words[0].lower not in lexis.determiners:
        return words[:1]
    end, is_apposed = 1, False
    while end < len(words):
        word = words[end]
        if word.text in PAUSES:
            if not _begins_apposition(words, end + 1, lexis):
                break
            is_apposed = True
        elif word.lower in ("who", "whose"):
            return words[: _clause_end(words, end)]
        elif _is_end(words, end) or _ends_phrase(words, end, is_apposed, lexis):
            break
        end += 1
    return words[:end]


def subject_of(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """Return the noun phrase that begins the words and is followed by a verb that need not be known."""
    phrase = phrase_behind(words, lexis)
    for index in range(1, len(phrase)):
        if phrase[index].text in PAUSES:
            break
        is_small = phrase[index].text[0].islower() and phrase[index].lower not in lexis.particles
        if is_small and _are_names(phrase[:index], lexis) and not _leads_to_name(phrase, index, lexis):
            return phrase[:index]
    return phrase


def begins_phrase(word: Word, lexis: Vocabulary) -> bool:
    """Whether a word can begin the name of a source."""
    if word.lower in lexis.pronouns or word.lower in lexis.determiners:
        return True
    return not is_light(word, lexis) and (word.text[0].isupper() or word.text[0].isdigit())


def is_light(word: Word, lexis: Vocabulary) -> bool:
    """Whether a word opens an adverbial or a clause rather than a name."""
    return word.lower in lexis.prepositions or word.lower in lexis.boundaries or word.lower in lexis.adverbs


def _last_clause(words: list[Word]) -> list[Word]:
    """Cut at the last stop, and at quoted words."""
    for index in range(len(words) - 1, -1, -1):
        is_title = index and words[index - 1].lower == "of"
        if words[index].text in _STOPS or (words[index].text[0] == MASK and not is_title):
            return words[index + 1 :]
    return words


def _without_tail(words: list[Word], lexis: Vocabulary) -> list[Word]:
    end = len(words)
    while end and _is_tail(words[end - 1], lexis):
        end -= 1
    return words[:end]


def _is_tail(word: Word, lexis: Vocabulary) -> bool:
    if word.lower in lexis.pronouns:
        return False
    is_filler = word.lower in lexis.adverbs or word.lower in lexis.auxiliaries or word.lower in lexis.times
    return is_filler or (word.lower.endswith("ly") and word.text[0].islower())


def _parts(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether a word parts the phrase behind it from what stands before."""
    word = words[index]
    if word.text in PAUSES:
        return True
    if word.lower in ("and", "or", "und", "oder"):
        beside = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
        return len(beside) < 2 or not all(other.text[0].isupper() for other in beside)
    if word.text[0].isupper():
        return False
    return word.lower in lexis.boundaries or word.lower in lexis.auxiliaries or is_cue(words, index, lexis)


def _nominal(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """Drop what precedes the phrase proper: "after the vote Trump" is Trump."""
    while words and (words[0].lower in lexis.boundaries or words[0].lower in lexis.adverbs):
        words = words[1:]
    if not words or begins_phrase(words[0], lexis):
        return words
    if not is_light(words[0], lexis) and len(words) <= 12:
        return words if words[-1].text[0].isalpha() or words[-1].text[0] == "(" else []
    if words[-1].lower in lexis.pronouns:
        return words[-1:]
    start = len(words)
    while start and (words[start - 1].text[0].isupper() or words[start - 1].lower in lexis.particles):
        start -= 1
    while start < len(words) and not words[start].text[0].isupper():
        start += 1
    return words[start:]


def _with_appositions(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """Return the phrase of several parts between pauses that ends in a pause."""
    segments = _segments(words, lexis)
    while segments and not _names(segments[-1], lexis):
        segments.pop()
    kept: list[list[Word]] = []
    while segments and _names(segments[-1], lexis) and (not kept or not _has_verb(segments[-1], lexis)):
        kept.insert(0, segments.pop())
    while kept and (not begins_phrase(kept[0][0], lexis) or kept[0][0].lower in _RELATIVES):
        kept.pop(0)
    if not kept:
        return []
    first, last = kept[0][0], kept[-1][-1]
    return [word for word in words if first.start <= word.start <= last.start]


def _segments(words: list[Word], lexis: Vocabulary) -> list[list[Word]]:
    """Return the parts between pauses, without the conjunctions that begin them."""
    segments: list[list[Word]] = [[]]
    for word in words:
        if word.text in PAUSES:
            segments.append([])
        elif segments[-1] or word.lower not in ("and", "but", "und", "aber"):
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def _names(segment: list[Word], lexis: Vocabulary) -> bool:
    """Whether a part between pauses names or describes a source, and is no adverbial."""
    first = segment[0].lower
    if first in ("who", "whose", "der", "die", "now", "one"):
        return True
    is_dated = any(word.lower in lexis.times or word.lower == "ago" for word in segment)
    return not is_light(segment[0], lexis) and not is_dated and not first.endswith(("ing", "ed"))


def _has_verb(segment: list[Word], lexis: Vocabulary) -> bool:
    if segment[0].lower in ("who", "whose", "der", "die"):
        return False
    return any(
        word.text[0].islower() and (word.lower in lexis.auxiliaries or is_cue(segment, index, lexis))
        for index, word in enumerate(segment)
    )


def _is_end(words: list[Word], index: int) -> bool:
    """Whether a word is a stop, or marked words that are no title ("the author of ''Hacked World''")."""
    word = words[index]
    return word.text in _STOPS or (word.text.startswith(MASK) and words[index - 1].lower != "of")


def _clause_end(words: list[Word], index: int) -> int:
    """Return where a relative clause ends: at the next pause or stop."""
    while index < len(words) and words[index].text not in PAUSES and not _is_end(words, index):
        index += 1
    return index


def _begins_apposition(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether the part behind a pause describes the name before it, rather than beginning a clause."""
    if index >= len(words):
        return False
    word = words[index]
    if word.lower in ("who", "whose"):
        return not any(other.lower in lexis.cues for other in words[index + 1 : index + 3])
    if not (word.lower in lexis.determiners or begins_phrase(word, lexis) or is_noun(word, lexis)):
        return False
    for place in range(index, len(words)):
        word = words[place]
        if word.text in PAUSES or word.text in _STOPS or word.lower in ("who", "whose", "which", "that"):
            return True
        if word.text.startswith(MASK) or word.lower in lexis.auxiliaries or is_cue(words, place, lexis):
            return words[place - 1].lower in ("of", "to", "called")
    return False


def is_noun(word: Word, lexis: Vocabulary) -> bool:
    """Whether a small word may be a noun or its adjective: it is nothing else that is known."""
    return word.text[0].isalpha() and not (
        is_light(word, lexis)
        or word.lower in lexis.adjuncts
        or word.lower in lexis.times
        or word.lower in lexis.pronouns
        or word.lower in lexis.auxiliaries
        or word.lower in lexis.cues
        or word.lower.endswith(("ing", "ly", "ed"))
    )


def _ends_phrase(words: list[Word], index: int, is_apposed: bool, lexis: Vocabulary) -> bool:
    """Whether the phrase ends before a word: at a verb, and behind a name at an adverbial."""
    word, before = words[index], words[index - 1]
    if word.lower in lexis.times:
        return before.lower not in lexis.determiners
    if word.text[0].isupper() or word.text[0] in "(&":
        return False
    if word.lower == "and":
        return not _joins(words, index, is_apposed, lexis)
    is_name = not is_apposed and _are_names(words[:index], lexis)
    if word.lower in lexis.particles and not (word.lower in lexis.adjuncts and is_name):
        return False
    if word.lower in lexis.auxiliaries or (is_cue(words, index, lexis) and before.lower != "to"):
        return True
    if word.lower in lexis.adverbs:
        return not is_apposed
    if word.lower in lexis.adjuncts:
        return is_name or word.lower in lexis.boundaries
    return not is_apposed and index > 1 and _is_past(words, index, lexis)


def _joins(words: list[Word], index: int, is_apposed: bool, lexis: Vocabulary) -> bool:
    """Whether "and" goes on with the phrase rather than with the sentence."""
    following = words[index + 1] if index + 1 < len(words) else words[index]
    if is_apposed:
        return following.lower not in lexis.cues and following.lower not in lexis.pronouns
    return following.text[0].isupper() or following.lower in ("other", "the", "a", "his", "her")


def _are_names(words: list[Word], lexis: Vocabulary) -> bool:
    return all(_is_name(word, lexis) for word in words)


def _is_past(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether a word looks like the past tense of the phrase's verb."""
    before = words[index - 1]
    is_modified = (
        before.lower in lexis.determiners or before.lower in lexis.adverbs or before.lower.endswith("ly")
    )
    is_past = words[index].lower.endswith("ed") or words[index].lower in lexis.pasts
    return is_past and not is_modified and "-" not in words[index].text


def _leads_to_name(words: list[Word], index: int, lexis: Vocabulary) -> bool:
    """Whether small words lead on to a name, as in "Democratic pollster Geoff Garin"."""
    for word in words[index : index + 5]:
        if word.text[0].isupper():
            return word.lower not in lexis.times
        if not word.text[0].isalpha() or is_light(word, lexis) or word.lower in lexis.adjuncts:
            return False
        if (
            word.lower in lexis.determiners
            or word.lower.endswith(("ed", "s", "ing"))
            or word.lower in lexis.cues
        ):
            return False
    return False


def _is_name(word: Word, lexis: Vocabulary) -> bool:
    if word.lower in lexis.determiners:
        return False
    return word.text[0].isupper() or word.text[0] in "(," or word.lower in lexis.particles
