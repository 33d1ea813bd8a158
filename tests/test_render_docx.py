"""DOCX: accepting gives one text, rejecting the other, for every pair; the file is well made and stable."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from render_values import HOSTILE, diff_of, diffs, with_moves, witness_of

from clausediff.model import ClauseDiff
from clausediff.render import docx
from clausediff.render.pieces import carried

WHEN = datetime.datetime(2024, 6, 20, 12, 0, tzinfo=datetime.UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document_of(file: bytes, part: str = "word/document.xml") -> ElementTree.Element:
    """Parse a part of the package."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return ElementTree.fromstring(package.read(part))


def resolved(file: bytes, *, accept: bool) -> str:
    """Accept or reject all changes, as a word processor does, and return the paragraphs' text."""
    dropped = {W + tag for tag in (("del", "moveFrom") if accept else ("ins", "moveTo"))}
    text = ""
    paragraphs = document_of(file).findall(f".//{W}p")
    for number, paragraph in enumerate(paragraphs):
        for child in paragraph:
            if child.tag not in dropped:
                for leaf in child.iter():
                    text += (leaf.text or "") if leaf.tag in (W + "t", W + "delText") else ""
                    text += "\t" if leaf.tag == W + "tab" else ""
        mark = paragraph.find(f"{W}pPr/{W}rPr/*")
        if number + 1 < len(paragraphs) and (mark is None or mark.tag not in dropped):
            text += "\n"
    return text


def printed(text: str) -> str:
    """Write every line end as a line feed, as XML and word processors do."""
    return carried(text).replace("\r\n", "\n").replace("\r", "\n")


@given(diffs())
def test_accepting_gives_the_other_and_rejecting_the_base(diff: ClauseDiff) -> None:
    """To the character, paragraphs included."""
    file = docx(diff, author="A. Lawyer", date=WHEN)
    assert resolved(file, accept=True) == printed(diff.other.text)
    assert resolved(file, accept=False) == printed(diff.base.text)


def test_author_date_category_and_reason_are_in_the_file() -> None:
    """Each change bears who and when; a comment says of what kind it is."""
    diff = diff_of(witness_of("A", "shall aid"), witness_of("B", "will aid"), ("modality",))
    file = docx(diff, author='A. "Lawyer" & Co', date=WHEN)
    deletion = document_of(file).find(f".//{W}del")
    assert deletion is not None
    assert deletion.get(W + "author") == 'A. "Lawyer" & Co'
    assert deletion.get(W + "date") == "2024-06-20T12:00:00Z"
    comment = document_of(file, "word/comments.xml").find(f".//{W}t")
    assert comment is not None
    assert comment.text == "modality (substantive): a note on <replace>"


def test_without_a_date_none_is_written() -> None:
    """A revision need not say when; no clock is asked."""
    diff = diff_of(witness_of("A", "shall aid"), witness_of("B", "will aid"))
    deletion = document_of(docx(diff, author="A")).find(f".//{W}del")
    assert deletion is not None
    assert deletion.get(W + "date") is None


def test_a_move_is_a_move() -> None:
    """Both ends bear one name, and one comment."""
    diff = with_moves(diff_of(witness_of("A", "all shall aid"), witness_of("B", "shall aid now")))
    root = document_of(docx(diff, author="A", date=WHEN))
    names = [root.find(f".//{W}{tag}RangeStart") for tag in ("moveFrom", "moveTo")]
    assert [start.get(W + "name") for start in names if start is not None] == ["move1", "move1"]
    assert len(root.findall(f".//{W}commentReference")) == 1


def test_numbers_of_revisions_are_unique() -> None:
    """Word refuses a file in which two revisions have one number."""
    diff = diff_of(witness_of("A", "a b\n\nc d e"), witness_of("B", "x b\n\nc y\n\ne"))
    root = document_of(docx(diff, author="A", date=WHEN))
    kinds = ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")
    numbers = [one.get(W + "id") for one in root.iter() if one.tag.removeprefix(W) in kinds]
    assert len(numbers) == len(set(numbers)) > 2


def test_the_bytes_depend_on_the_arguments_alone() -> None:
    """No clock, no machine."""
    diff = diff_of(witness_of("A", HOSTILE), witness_of("B", "other"))
    assert docx(diff, author="A", date=WHEN) == docx(diff, author="A", date=WHEN)


LIBREOFFICE = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(120):
    try:
        remote = resolver.resolve("uno:pipe,name=" + sys.argv[1] + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
services = remote.ServiceManager
desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", remote)
hidden = PropertyValue("Hidden", 0, True, 0)
for name in sys.argv[2:]:
    for verb in ("Accept", "Reject"):
        text = desktop.loadComponentFromURL("file://" + name, "_blank", 0, (hidden,))
        dispatcher.executeDispatch(text.CurrentController.Frame, f".uno:{verb}AllTrackedChanges", "", 0, ())
        with open(f"{name}.{verb}", "w", encoding="utf-8", newline="") as file:
            file.write(text.Text.String.replace("\\r\\n", "\\n"))
        text.close(True)
try:
    desktop.terminate()
except Exception:
    pass
"""


def test_libreoffice_opens_accepts_and_rejects(tmp_path: Path) -> None:
    """A real word processor agrees with us."""
    office, python = shutil.which("soffice"), "/usr/bin/python3"
    asked = [python, "-c", "import uno"]
    has_bridge = Path(python).exists() and not subprocess.run(asked, capture_output=True).returncode
    if not office or not has_bridge:
        pytest.skip("no LibreOffice with its Python bridge on this machine")
    cases = [
        diff_of(witness_of("A", "shall extend aid"), witness_of("B", "will provide all aid")),
        diff_of(witness_of("A", "One.\nTwo two.\nThree."), witness_of("B", "One.\nThree.\nFour four.")),
        with_moves(diff_of(witness_of("A", "all shall aid"), witness_of("B", "shall aid now"))),
        diff_of(witness_of("A", "The State\taids 조약"), witness_of("B", "the state\taids 条約 معاهدة <b>")),
    ]
    names = []
    for number, diff in enumerate(cases):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(docx(diff, author="A. Lawyer", date=WHEN))
        names.append(str(path))
    pipe = f"clausediff-{tmp_path.parent.parent.name}-{tmp_path.parent.name}"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    accept = f"--accept=pipe,name={pipe};urp;"
    with subprocess.Popen([office, profile, "--headless", "--norestore", accept]) as running:
        try:
            done = subprocess.run([python, "-c", LIBREOFFICE, pipe, *names], timeout=120, capture_output=True)
            if running.poll() or done.returncode:
                pytest.skip(f"LibreOffice does not stay open here: {done.stderr.decode()[-200:]}")
            running.wait(30)
        finally:
            running.terminate()
    for diff, name in zip(cases, names, strict=True):
        assert Path(f"{name}.Accept").read_text(encoding="utf-8") == diff.other.text
        assert Path(f"{name}.Reject").read_text(encoding="utf-8") == diff.base.text
