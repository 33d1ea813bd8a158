"""
files -> documents: the only room that reads.

A document is kept as it was decoded: line ends stay, nothing is straightened. How it was read (a
fallback encoding, an extractor) is written in its notes.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from clausediff.documents.extract import EXTRACTORS
from clausediff.errors import need
from clausediff.model import ClausediffError, Document

#: Larger inputs are refused: no report or treaty is that long, a dump of many is.
MAX_BYTES = 20_000_000

#: What a folder is searched for.
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", *EXTRACTORS})

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(path: str | os.PathLike[str], *, encoding: str | None = None) -> Document:
    """
    Read one file, or standard input for `-`.

    The siglum is the file's name without its ending, the title the first line with words. `encoding`
    is for files that are neither UTF-8 nor marked as something else; without it such a file is read
    as Windows-1252, and its notes say so.

    Raises `ClausediffError` for a file that is missing, empty, too large, or no text.
    """
    need(path, (str, os.PathLike), "give the path of a file")
    place = os.fspath(path)
    data = _bytes_of(place)
    text, notes = _text_of(data, place, encoding)
    if not text.strip():
        raise ClausediffError(f"{place} has no words in it; give a file with text")
    siglum = "stdin" if place == "-" else Path(place).stem
    return Document(siglum, text, _title(text), place, notes)


def read_all(
    paths: Iterable[str | os.PathLike[str]], *, encoding: str | None = None
) -> tuple[tuple[Document, ...], tuple[ClausediffError, ...]]:
    """
    Read files, and the texts in folders, in the order given; what cannot be read is returned as errors.

    Where a shorter siglum still tells the documents apart, it is cut at a word boundary: of
    `000_a.txt` and `001_b.txt` come `000` and `001`.
    """
    if isinstance(paths, str | os.PathLike):
        raise ClausediffError(f"read_all takes several paths; give [{os.fspath(paths)!r}]")
    documents: list[Document] = []
    problems: list[ClausediffError] = []
    for path in paths:
        try:
            for file in _files(os.fspath(path)):
                _collect(file, encoding, documents, problems)
        except ClausediffError as problem:
            problems.append(problem)
    return _with_short_sigla(documents), tuple(problems)


def _collect(
    file: str, encoding: str | None, documents: list[Document], problems: list[ClausediffError]
) -> None:
    try:
        documents.append(read(file, encoding=encoding))
    except ClausediffError as problem:
        problems.append(problem)


def _files(place: str) -> Iterator[str]:
    if place == "-" or not os.path.isdir(place):
        yield place
        return
    found = sorted(str(path) for path in Path(place).rglob("*") if _is_text_file(path))
    if not found:
        raise ClausediffError(f"{place} holds no text; it is searched for {', '.join(sorted(SUFFIXES))}")
    yield from found


def _is_text_file(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(".")


def _bytes_of(place: str) -> bytes:
    try:
        if place == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(place, "rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ClausediffError(f"{place} does not exist; check the path") from None
    except IsADirectoryError:
        raise ClausediffError(f"{place} is a folder; give its files, or use read_all") from None
    except OSError as error:
        raise ClausediffError(f"{place} cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise ClausediffError(f"{place} is larger than {MAX_BYTES // 1_000_000} MB; split it into its texts")
    if not data:
        raise ClausediffError(f"{place} is empty; give a file with text")
    return data


def _text_of(data: bytes, place: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    extract = EXTRACTORS.get(Path(place).suffix.lower())
    if extract is None:
        return decode(data, place, encoding)
    return extract(data, place, encoding)


def decode(data: bytes, place: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    r"""
    Decode bytes: as told, by their byte order mark, as UTF-8, else as Windows-1252 with a note.

    >>> text, notes = decode("“all means”".encode("cp1252"), "a.txt")
    >>> text
    '“all means”'
    >>> notes[0]
    'a.txt is not UTF-8 (byte 0); read as Windows-1252: name its encoding if that is wrong'
    """
    if encoding is not None:
        return _strictly(data, place, encoding), (f"{place} was read as {encoding}, as told",)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], place, name), ()
    if b"\0" in data:
        raise ClausediffError(
            f"{place} has a zero byte at offset {data.index(0)}: it is no text, or UTF-16 without "
            f"its mark; if so, name the encoding"
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _fallback(data, place, error.start)


def _strictly(data: bytes, place: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise ClausediffError(
            f"{encoding!r} is no encoding that is known; try utf-8, cp1252, koi8-r"
        ) from None
    except UnicodeDecodeError as error:
        raise ClausediffError(
            f"{place} is not {encoding}: byte {error.start} does not fit; name another encoding"
        ) from None


def _fallback(data: bytes, place: str, offset: int) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise ClausediffError(
            f"{place} is neither UTF-8 (byte {offset}) nor Windows-1252; name its encoding"
        ) from None
    note = f"{place} is not UTF-8 (byte {offset}); read as Windows-1252: name its encoding if that is wrong"
    return text, (note,)


def _title(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= 200 else first[:199] + "…"


def _with_short_sigla(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Cut the sigla to their first words where these differ; number what is still alike."""
    stems = [document.siglum for document in documents]
    sigla = next(cut for cut in _cuts(stems) if len(set(cut)) == len(set(stems)))
    seen: dict[str, int] = {}
    named = []
    for document, siglum in zip(documents, sigla, strict=True):
        seen[siglum] = seen.get(siglum, 0) + 1
        unique = siglum if seen[siglum] == 1 else f"{siglum}-{seen[siglum]}"
        named.append(attrs.evolve(document, siglum=unique))
    return tuple(named)


def _cuts(stems: Sequence[str]) -> Iterator[list[str]]:
    words = [re.findall(r"[^\W_]+[\W_]*", stem) or [stem] for stem in stems]
    for count in range(1, max(map(len, words), default=1) + 1):
        yield [
            "".join(parts[:count]).rstrip(" _-.,") or stem for parts, stem in zip(words, stems, strict=True)
        ]
    yield list(stems)
