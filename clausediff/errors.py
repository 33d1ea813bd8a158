"""What a caller is told when an argument cannot be used."""

from __future__ import annotations


class ClausediffError(ValueError):
    """A caller's mistake, said in one sentence that names the value and the remedy."""


def need(value: object, kind: type | tuple[type, ...], remedy: str) -> None:
    """
    Refuse an argument of the wrong kind, before it fails somewhere deep.

    >>> need(b"Article 4", str, "give the text, decoded")
    Traceback (most recent call last):
    clausediff.errors.ClausediffError: b'Article 4' is of type bytes; give the text, decoded
    """
    if not isinstance(value, kind):
        shown = repr(value)
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        raise ClausediffError(f"{shown} is of type {type(value).__name__}; {remedy}")


def need_all(values: object, kind: type, remedy: str) -> None:
    """Raise `ClausediffError` unless all of a list or tuple are of a kind."""
    need(values, (list, tuple), remedy)
    for value in values if isinstance(values, list | tuple) else ():
        need(value, kind, remedy)


#: Remedies that several functions share.
GIVE_TEXT = "give the text as str, such as document.text"
GIVE_WITNESS = "give a witness, as cd.witness(siglum, text) makes one"
GIVE_DOCUMENT = "give a document, as cd.read(path) or cd.Document(siglum, text) makes one"
GIVE_DOCUMENTS = "give a list of documents, as cd.read_all([folder])[0] is one"
GIVE_TREATIES = "give a list of treaties, as cd.treaties(id) or [cd.parse_treaty(text, id=id)] are"
