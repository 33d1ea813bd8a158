"""A collation as a TEI critical apparatus, by the method of parallel segmentation."""

from __future__ import annotations

from collections.abc import Iterator

from clausediff.model import Collation, Run
from clausediff.render.markup import esc
from clausediff.render.pieces import Words
from clausediff.render.segments import Cell, Segment, segments


def tei(collation: Collation, *, title: str = "Treaty wording compared") -> str:
    """
    Return a collation as a TEI P5 document.

    Every difference of print is a reading too, so that each witness's text can be taken out whole: what
    stands outside `app`, and its own `rdg` of each `app`. Where a passage was moved, all stands in `app`
    and each `rdg` bears in `n` its place in its own witness, a count of tokens.
    Source: TEI P5 Guidelines, 13.2.3 The Parallel Segmentation Method.

    >>> from clausediff.model import Row, Run
    >>> from clausediff.normalize.tokens import witness
    >>> witnesses = (witness("A", "shall aid"), witness("B", "will aid"))
    >>> rows = (Row((Run(0, 1), Run(0, 1))), Row((Run(1, 2), Run(1, 2))))
    >>> print(tei(Collation(witnesses, rows)).splitlines()[-4])
    <p><app><rdg wit="#w1">shall</rdg><rdg wit="#w2">will</rdg></app> aid</p>
    """
    witnesses = "".join(
        f'<witness xml:id="w{number}">{esc(witness.siglum)}</witness>\n'
        for number, witness in enumerate(collation.witnesses, 1)
    )
    parts = (*_wordless(collation), *segments(collation))
    is_moved = any(cell.is_moved for part in parts for cell in part.cells)
    body = "".join(map(_placed if is_moved else _segment, parts))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader>\n'
        f"<fileDesc>\n<titleStmt><title>{esc(title)}</title></titleStmt>\n"
        "<publicationStmt><p>Made by clausediff.</p></publicationStmt>\n"
        f"<sourceDesc><listWit>\n{witnesses}</listWit></sourceDesc>\n</fileDesc>\n"
        '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>\n'
        f'</teiHeader>\n<text xml:space="preserve"><body>\n<p>{body}</p>\n</body>\n</text>\n</TEI>\n'
    )


def _wordless(collation: Collation) -> Iterator[Segment]:
    """Keep the text of witnesses that have no token: no row carries it."""
    texts = ["" if witness.tokens else witness.text for witness in collation.witnesses]
    if any(texts):
        cells = (Cell(Run(0, 0), Words(text, ""), "a" if text else "") for text in texts)
        yield Segment(tuple(cells))


def _segment(segment: Segment) -> str:
    """Print what all witnesses share as text, and else a reading for each wording, with its witnesses."""
    wits: dict[str, list[str]] = {}
    for number, cell in enumerate(segment.cells, 1):
        wits.setdefault(cell.words.text, []).append(f"#w{number}")
    if len(wits) == 1:
        return esc(segment.cells[0].words.text)
    readings = (f'<rdg wit="{" ".join(signs)}">{esc(text)}</rdg>' for text, signs in wits.items())
    return f"<app>{''.join(readings)}</app>"


def _placed(segment: Segment) -> str:
    """Print a reading for each witness that has words here, with its place in that witness."""
    readings = (
        f'<rdg wit="#w{number}" n="{cell.run.start}">{esc(cell.words.text)}</rdg>'
        for number, cell in enumerate(segment.cells, 1)
        if cell.words.text
    )
    return f"<app>{''.join(readings)}</app>"
