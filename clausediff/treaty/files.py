"""treaty files -> treaties: a text of any layout, or a file of facts and clauses."""

from __future__ import annotations

import os
from pathlib import Path

from clausediff.documents.read import read
from clausediff.model import Document, Instrument, Treaty
from clausediff.references.find import find_references
from clausediff.treaty.parse import parse_treaty
from clausediff.treaty.shelf import load_treaty


def read_treaty(path: str | os.PathLike[str], *, id: str = "", encoding: str | None = None) -> Treaty:
    """
    Read a treaty from a file: a text, page, DOCX, PDF or XML, or TOML as `load_treaty` reads it.

    Where no id is given and the file's name or the text's first line names an instrument that is known
    (`un_charter.txt`, "North Atlantic Treaty"), the treaty takes that instrument's id, title, parties and
    date; else its id is the name of the file.

    Raises `ClausediffError` for a file that cannot be read.
    """
    place = os.fspath(path)
    if place.endswith(".toml"):
        return load_treaty(place)
    document = read(place, encoding=encoding)
    known = _instrument(document)
    if known is None or (id and id != known.id):
        title = document.title if _is_title(document.title) else document.siglum
        return parse_treaty(document.text, id=id or document.siglum, title=title, source=place)
    return parse_treaty(
        document.text,
        id=known.id,
        title=known.title,
        parties=known.parties,
        signed=known.signed,
        source=place,
        aliases=known.aliases,
    )


def _instrument(document: Document) -> Instrument | None:
    """Return the one known instrument that the title or the file's name speaks of."""
    words = Path(document.source).stem.replace("_", " ").replace("-", " ")
    names = [document.title] if _is_title(document.title) else []
    for name in (*names, f"the {words.title()}"):
        found = {ref.instrument for ref in find_references(name) if ref.instrument and ref.instrument.id}
        if len(found) == 1:
            return found.pop()
    return None


def _is_title(line: str) -> bool:
    """Whether a first line is a title, not the first sentence of the preamble."""
    return len(line.split()) <= 16 and not line.endswith((",", ";", ":"))
