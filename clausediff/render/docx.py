"""
A comparison as a Word document with real tracked changes, written by hand: six small parts in a zip.

Source: ECMA-376-1 (WordprocessingML), 17.13.4 Comments and 17.13.5 Revisions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from clausediff.model import ClauseDiff
from clausediff.render.markup import esc
from clausediff.render.pieces import Stretch, changes, inline
from clausediff.render.words import reason

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_REVISIONS = {"delete": "del", "insert": "ins", "from": "moveFrom", "to": "moveTo"}


def docx(diff: ClauseDiff, *, author: str, date: datetime.datetime | None = None) -> bytes:
    """
    Return a comparison as a DOCX file: the same bytes for the same arguments.

    Accepting all changes gives the other text, rejecting all gives the base; each line break is a
    paragraph, and any other line end than the line feed becomes one. A move is a move, and a comment
    at each change says its category and reason. `date` is written in UTC; without one
    the changes bear none.

    >>> from clausediff.normalize.tokens import witness
    >>> same = ClauseDiff(witness("A", ""), witness("B", ""), ())
    >>> docx(same, author="C. D.", date=datetime.datetime(2024, 6, 20))[:2]
    b'PK'
    """
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, text in _parts(diff, _Stamp(author, date)):
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            package.writestr(part, text.encode("utf-8"))
    return file.getvalue()


class _Stamp:
    """Who changes, and when; and a number for each revision."""

    def __init__(self, author: str, date: datetime.datetime | None) -> None:
        self.who = f'w:author="{esc(author)}"'
        if date:
            date = date.astimezone(datetime.UTC) if date.tzinfo else date
            self.who += f' w:date="{date:%Y-%m-%dT%H:%M:%S}Z"'
        self._count = 0

    def next(self) -> str:
        self._count += 1
        return f'w:id="{self._count}" {self.who}'


def _parts(diff: ClauseDiff, stamp: _Stamp) -> Iterator[tuple[str, str]]:
    told = [(change.numbers[0], reason(change.edit)) for change in changes(diff)]
    comments = {number: index for index, (number, _) in enumerate(told)}
    yield "[Content_Types].xml", _types()
    yield "_rels/.rels", _relations(("officeDocument", "word/document.xml"))
    yield "word/_rels/document.xml.rels", _relations(("comments", "comments.xml"), ("styles", "styles.xml"))
    yield "word/document.xml", _document(diff, comments, stamp)
    yield "word/comments.xml", _comments((text for _, text in told), stamp)
    yield "word/styles.xml", f'{_HEAD}<w:styles xmlns:w="{_W}"/>'


def _types() -> str:
    kinds = {"document": "document.main", "comments": "comments", "styles": "styles"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _document(diff: ClauseDiff, comments: dict[int, int], stamp: _Stamp) -> str:
    body = _Body(stamp)
    for stretch in inline(diff):
        comment = comments.get(stretch.number) if stretch.kind not in ("keep", "print") else None
        body.add(f'<w:commentRangeStart w:id="{comment}"/>' if comment is not None else "")
        for kind, text in _revisions(stretch):
            if kind in ("from", "to"):
                body.move(text, kind, f"move{diff.edits[stretch.number].move}")
            else:
                body.write(text, kind)
        body.add(_comment_end(comment) if comment is not None else "")
    return f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body.done()}</w:body></w:document>'


def _revisions(stretch: Stretch) -> list[tuple[str, str]]:
    """Part a stretch into what is kept, deleted, inserted or moved."""
    if stretch.kind == "keep":
        return [("", stretch.base)]
    if stretch.kind in ("from", "to"):
        return [(stretch.kind, stretch.base or stretch.other)]
    return [(kind, text) for kind, text in (("delete", stretch.base), ("insert", stretch.other)) if text]


class _Body:
    """Paragraphs in the making: a line break in a text ends one, and is a revision of its own kind."""

    def __init__(self, stamp: _Stamp) -> None:
        self._stamp = stamp
        self._paragraphs: list[str] = []
        self._content: list[str] = []

    def add(self, xml: str) -> None:
        self._content.append(xml)

    def write(self, text: str, kind: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, line in enumerate(lines):
            if number:
                self._end_paragraph(kind)
            if line:
                self.add(self._run(line, kind))

    def move(self, text: str, kind: str, name: str) -> None:
        tag, revision = _REVISIONS[kind], self._stamp.next()
        number = revision.split(" ")[0]
        self.add(f'<w:{tag}RangeStart {revision} w:name="{name}"/>')
        self.write(text, kind)
        self.add(f"<w:{tag}RangeEnd {number}/>")

    def done(self) -> str:
        self._end_paragraph("")
        return "".join(self._paragraphs)

    def _end_paragraph(self, kind: str) -> None:
        # A moved line break is an insertion or a deletion: Word asks for whole paragraphs in a move's mark.
        tag = {"delete": "del", "from": "del", "insert": "ins", "to": "ins"}.get(kind)
        mark = f"<w:pPr><w:rPr><w:{tag} {self._stamp.next()}/></w:rPr></w:pPr>" if tag else ""
        self._paragraphs.append(f"<w:p>{mark}{''.join(self._content)}</w:p>")
        self._content = []

    def _run(self, line: str, kind: str) -> str:
        tag = "delText" if kind == "delete" else "t"
        parts = (f'<w:{tag} xml:space="preserve">{esc(part)}</w:{tag}>' for part in line.split("\t"))
        words = "<w:tab/>".join(parts)
        run = f"<w:r>{words}</w:r>"
        return f"<w:{_REVISIONS[kind]} {self._stamp.next()}>{run}</w:{_REVISIONS[kind]}>" if kind else run


def _comment_end(comment: int) -> str:
    return f'<w:commentRangeEnd w:id="{comment}"/><w:r><w:commentReference w:id="{comment}"/></w:r>'


def _comments(texts: Iterable[str], stamp: _Stamp) -> str:
    listed = "".join(
        f'<w:comment w:id="{number}" {stamp.who} w:initials="">'
        f'<w:p><w:r><w:t xml:space="preserve">{esc(text)}</w:t></w:r></w:p></w:comment>'
        for number, text in enumerate(texts)
    )
    return f'{_HEAD}<w:comments xmlns:w="{_W}">{listed}</w:comments>'
