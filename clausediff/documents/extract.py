"""
Bytes of a page, a word-processor file or a PDF -> their running text.

Offsets count in the text that comes out; the notes of the document name the extractor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from clausediff.model import ClausediffError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Extracted = tuple[str, tuple[str, ...]]
Revisions = Literal["accepted", "original"]

#: Unpacked XML beyond this is refused: a small archive can hold a very large one.
MAX_XML_BYTES = 100_000_000

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def html_text(data: bytes, place: str, encoding: str | None = None) -> Extracted:
    """
    Take the article text out of a web page, without its menus and lists of links.

    Uses trafilatura (the extra `clausediff[html]`) where it is installed, else the standard library's
    parser, which keeps more of the page's furniture; the note says which.
    """
    page = _declared(data, encoding)
    try:
        import trafilatura
    except ImportError:
        return _plain_html(page), (
            f"{place} was read with the standard library; clausediff[html] keeps menus out better",
        )
    text = trafilatura.extract(page, include_comments=False, fast=True) or ""
    if text.strip():
        return text, (f"{place} was read with trafilatura; offsets count in the text that it gave",)
    return _plain_html(page), (f"{place} was read with the standard library; trafilatura found no text",)


def docx_text(
    data: bytes, place: str, encoding: str | None = None, *, revisions: Revisions = "accepted"
) -> Extracted:
    """
    Take the paragraphs out of a DOCX file.

    Tracked changes are read as accepted, or, with `revisions="original"`, as rejected.

    Raises `ClausediffError` for a file that is no DOCX.
    """
    body = _docx_body(data, place)
    dropped = (
        {f"{_WORD}del", f"{_WORD}moveFrom"} if revisions == "accepted" else {f"{_WORD}ins", f"{_WORD}moveTo"}
    )
    paragraphs = ["".join(_run_text(paragraph, dropped)) for paragraph in body.iter(f"{_WORD}p")]
    changed = any(body.iter(f"{_WORD}ins")) or any(body.iter(f"{_WORD}del"))
    notes = (f"{place} has tracked changes; read as {revisions}",) if changed else ()
    return "\n".join(paragraphs), notes


def pdf_text(data: bytes, place: str, encoding: str | None = None) -> Extracted:
    """
    Take the text layer out of a PDF, with pypdfium2 (the extra `clausediff[pdf]`).

    Raises `ClausediffError` for a scan without text, a broken file, or where the extra is absent.
    """
    try:
        import pypdfium2
    except ImportError:
        raise ClausediffError(f"{place} is a PDF: install clausediff[pdf], or give its text") from None
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    except pypdfium2.PdfiumError as error:
        raise ClausediffError(f"{place} cannot be opened as a PDF ({error}); give its text") from None
    text = "\n\n".join(page.replace("\r\n", "\n") for page in pages)
    if not text.strip():
        raise ClausediffError(f"{place} has no text layer: it is a scan; run it through OCR first")
    return text, (f"{place} was read with pypdfium2; offsets count in the text that it gave",)


_SKIPPED = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "head"}
)
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"tr", "table", "blockquote", "section", "article", "main"}
)

EXTRACTORS: dict[str, Callable[[bytes, str, str | None], Extracted]] = {
    ".html": html_text,
    ".htm": html_text,
    ".xhtml": html_text,
    ".docx": docx_text,
    ".pdf": pdf_text,
}


def _declared(data: bytes, encoding: str | None) -> str:
    """Decode a page by what the caller, its byte order mark or its own head says; never fail on a byte."""
    import re

    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    names = [encoding, "utf-8-sig", found[1].decode("ascii") if found else None, "cp1252"]
    for name in filter(None, names):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _plain_html(page: str) -> str:
    from html.parser import HTMLParser

    pieces: list[str] = []

    class Text(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.depth += tag in _SKIPPED
            if tag == "body":
                self.depth = 0  # an unclosed head must not hide the page
            if tag in _BLOCKS:
                pieces.append("\n")

        def handle_endtag(self, tag: str) -> None:
            self.depth -= tag in _SKIPPED and self.depth > 0
            if tag in _BLOCKS:
                pieces.append("\n")

        def handle_data(self, data: str) -> None:
            if not self.depth:
                pieces.append(" ".join(data.split(" ")))

    parser = Text(convert_charrefs=True)
    parser.feed(page)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _docx_body(data: bytes, place: str) -> Element:
    import io
    import zipfile
    import zlib
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > MAX_XML_BYTES:
                raise ClausediffError(
                    f"{place} unpacks to more than {MAX_XML_BYTES // 1_000_000} MB; split it"
                )
            xml = archive.read(info)
        if b"<!DOCTYPE" in xml:
            raise ClausediffError(f"{place} declares a document type, as no DOCX does; save it again")
        return ElementTree.fromstring(xml)
    except (zipfile.BadZipFile, zlib.error, KeyError, ElementTree.ParseError, EOFError, RuntimeError):
        raise ClausediffError(
            f"{place} is no DOCX file, or a broken one; save it again, or give its text"
        ) from None


def _run_text(element: Element, dropped: set[str]) -> Iterator[str]:
    for child in element:
        if child.tag in dropped or child.tag == f"{_WORD}p":
            continue
        if child.tag in {f"{_WORD}t", f"{_WORD}delText"}:
            yield child.text or ""
        elif child.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            yield "\t" if child.tag.endswith("tab") else "\n"
        else:
            yield from _run_text(child, dropped)
