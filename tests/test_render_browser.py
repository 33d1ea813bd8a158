"""
The page in a real browser: readable at every width, without a fault that axe-core knows, in a second.

Needs Chromium and `pip install playwright axe-playwright-python`; skipped where one is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from render_values import collation_of, diff_of, passages_of, report_of, with_moves, witness_of

from clausediff.render import html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
WIDTHS = (390, 1280, 1920)

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(not find_spec("playwright"), reason="no playwright: pip install playwright"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start one browser for all tests, without a network."""
    with import_module("playwright.sync_api").sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


def opened(browser: Any, tmp_path: Path, source: str, width: int = 1280, **options: Any) -> Any:
    """Open a page of that width; anything it asks for but itself, and any error, is collected."""
    file = tmp_path / "page.html"
    file.write_text(source, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: page.faults.append(message.text))
    page.on(
        "request", lambda request: page.faults.append(request.url) if request.url != file.as_uri() else None
    )
    page.goto(file.as_uri())
    page.faults = [fault for fault in page.faults if fault != file.as_uri()]
    return page


def several() -> dict[str, str]:
    """Pages of every kind of value, with right-to-left and Korean text among them."""
    arabic = "إذا تعرض أحد الطرفين لهجوم مسلح"
    korean = "쌍방중 어느 일방이 무력침공을 받아 전쟁상태에 처하게 되는 경우"
    moved = with_moves(diff_of(witness_of("A", "all shall aid"), witness_of("B", "shall aid now")))
    return {
        "report": html(report_of()),
        "arabic": html(diff_of(witness_of("عربي", arabic), witness_of("B", arabic + " فورا"))),
        "korean": html(diff_of(witness_of("조선", korean), witness_of("B", korean.replace("일방", "한쪽")))),
        "moved": html(moved),
        "collation": html(collation_of(tuple(witness_of(f"W{i}", f"armed attack {i}") for i in range(6)))),
        "passages": html(passages_of()),
        "treaty": html(report_of().treaties),
    }


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_no_violation(browser: Any, tmp_path: Path, width: int, scheme: str) -> None:
    """No rule of axe-core is broken, WCAG 2.2 AA and best practices, with every fold open."""
    if not find_spec("axe_playwright_python"):
        pytest.skip("no axe-core: pip install axe-playwright-python")
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for name, source in several().items():
        page = opened(browser, tmp_path, source, width, color_scheme=scheme, bypass_csp=True)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found = axe.run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_width_and_asks_for_nothing(browser: Any, tmp_path: Path, width: int) -> None:
    """Nothing overflows sideways, nothing is loaded, no error is logged, no script of a text runs."""
    for name, source in several().items():
        page = opened(browser, tmp_path, source, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.faults == [], name
        page.context.close()


def test_columns_stand_side_by_side_or_one_above_the_other(browser: Any, tmp_path: Path) -> None:
    """Two columns on a screen, one on a telephone; right-to-left text begins at the right."""
    for width, is_beside in ((1280, True), (390, False)):
        page = opened(browser, tmp_path, several()["report"], width)
        base, other = (page.locator(f"p.text.{side}").first.bounding_box() for side in ("base", "other"))
        assert (base["y"] == other["y"]) is is_beside
        page.context.close()
    page = opened(browser, tmp_path, several()["arabic"])
    assert page.locator("p.text.base").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    page.context.close()


def test_filters_leave_what_is_asked_for(browser: Any, tmp_path: Path) -> None:
    """Categories and “substantive only” hide lines of the list, and say how many are shown."""
    page = opened(browser, tmp_path, several()["report"])
    lines = page.locator(".changes li:visible")
    before = lines.count()
    page.locator(".filters summary").click()
    page.get_by_label("modality").uncheck()
    assert 0 < lines.count() < before
    assert " of " in page.locator("output").inner_text()
    page.get_by_label("Substantive only").check()
    effects = set(
        page.locator(".changes li:visible").evaluate_all("all => all.map((one) => one.dataset.effect)")
    )
    assert effects <= {"substantive", "depends"}
    page.context.close()


def test_a_reason_is_shown_on_hover_and_focus_and_leaves_on_escape(browser: Any, tmp_path: Path) -> None:
    """By mouse and by keyboard."""
    page = opened(browser, tmp_path, several()["moved"])
    tip = "one => getComputedStyle(one, '::before').display"
    change = page.locator("a.change").first
    assert change.evaluate(tip) == "none"
    change.locator("del").hover()
    assert change.evaluate(tip) == "block"
    page.keyboard.press("Escape")
    assert change.evaluate(tip) == "none"
    page.mouse.move(0, 0)
    change.focus()
    assert change.evaluate(tip) == "block"
    page.context.close()


def test_without_script_the_page_is_complete(browser: Any, tmp_path: Path) -> None:
    """Only the filters are missing; a link into a folded report unfolds it."""
    page = opened(browser, tmp_path, several()["report"], java_script_enabled=False)
    assert page.locator(".filters").is_hidden()
    assert page.locator(".changes li").first.is_visible()
    page.get_by_role("link", name="characters").first.click()
    assert page.locator("details.report mark").first.is_visible()
    page.context.close()


def test_print_shows_both_texts_and_every_comparison(browser: Any, tmp_path: Path) -> None:
    """On paper: no filters, no navigation, the texts and the changes."""
    page = opened(browser, tmp_path, several()["report"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("nav").is_hidden()
    assert page.locator("details.diff:not([open])").count() == 0
    assert page.locator(".changes li").last.is_visible()
    page.context.close()


def test_forty_clauses_of_six_witnesses_can_be_scrolled(browser: Any, tmp_path: Path) -> None:
    """A large report opens, and its last clause can be reached by its link; benchmarks hold the time."""
    page = opened(browser, tmp_path, html(report_of(5, 40)))
    page.locator("nav a[href='#f40']").click()
    assert page.locator("#f40").is_visible()
    page.context.close()
