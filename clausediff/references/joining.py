"""Citations and the mentions beside them, put together: "Article 5 of the Washington Treaty"."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from clausediff.model import Instrument
from clausediff.references.citing import Citation
from clausediff.references.kinds import kind_of
from clausediff.references.phrases import Mention
from clausediff.references.resolve import Resolved
from clausediff.references.units import any_of
from clausediff.tables import table


class Joined(NamedTuple):
    """A citation with the mention of its instrument, where the text puts them side by side."""

    citation: Citation
    found: Resolved | None
    start: int
    end: int


def join(text: str, citations: Sequence[Citation], found: Sequence[Resolved]) -> Iterator[Joined]:
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
            yield Joined(cited, after, cited.start, after.mention.end)
        elif before is not None:
            yield Joined(cited, before, before.mention.start, cited.end)
        elif thereof := _thereof().match(text, cited.end):
            last = _last_before(found, cited.start)
            yield Joined(cited, last, cited.start, thereof.end())
        else:
            code = _code_after(text, cited)
            yield Joined(cited, code, cited.start, code.mention.end if code else cited.end)


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
        (one for one in reversed(found[max(0, at - 20) : at]) if one.instrument and kind_of(one) == "treaty"),
        None,
    )


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
def _thereof() -> regex.Pattern[str]:
    return regex.compile(r"\s+(?:thereof|of the same|ibid\.?)(?!\p{L})", regex.IGNORECASE)


@functools.cache
def _code_name() -> regex.Pattern[str]:
    return regex.compile(
        r"\s+(?P<code>(?=\p{Lu}+\p{Ll})\p{Lu}\p{L}{0,10}\p{Lu}\p{Ll}{0,2})(?![\p{L}\p{N}.’'])"
    )
