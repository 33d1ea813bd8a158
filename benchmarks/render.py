"""
How long the faces take: `python benchmarks/render.py FOLDER`, with pairs `NAME.a.txt`, `NAME.b.txt` in it.

Prints the seconds of each face for each pair, the comparison itself left out. Where Chromium and playwright
are there, a page of 40 clauses in 6 reports is opened too.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clausediff import render
from clausediff.diffing.diff import diff
from clausediff.normalize.tokens import witness

WHEN = datetime.datetime(2024, 6, 20)
FACES: dict[str, Callable[[Any], object]] = {
    "terminal": render.terminal,
    "html": render.html,
    "markdown": render.markdown,
    "critic": render.critic,
    "json": render.json,
    "docx": lambda value: render.docx(value, author="benchmark", date=WHEN),
}


def main(folder: str) -> None:
    for base in sorted(Path(folder).glob("*.a.txt")):
        other = base.with_name(base.name.replace(".a.txt", ".b.txt"))
        compared = diff(witness("a", base.read_text("utf-8")), witness("b", other.read_text("utf-8")))
        times = (f"{name} {_seconds(face, compared):.2f}" for name, face in FACES.items())
        print(f"{base.name.removesuffix('.a.txt')}, {len(compared.base.tokens)} tokens:", ", ".join(times))
    _open_page()


def _seconds(face: Callable[[Any], object], value: Any) -> float:
    start = time.perf_counter()
    face(value)
    return time.perf_counter() - start


def _open_page() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not find_spec("playwright"):
        print("page: not opened, for want of Chromium or of playwright")
        return
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    page = render.html(import_module("render_values").report_of(6, 40))
    with (
        tempfile.TemporaryDirectory() as folder,
        import_module("playwright.sync_api").sync_playwright() as driver,
    ):
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(3):
            tab = browser.new_page()
            tab.goto(file.as_uri())
            loaded = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            print(f"page of 40 clauses in 6 reports, {len(page) / 1e6:.1f} MB: open after {loaded:.0f} ms")
            tab.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
