"""
References: how many labelled readings are exact, and how fast; beside other citation readers.

    python benchmarks/references.py [FOLDER]

FOLDER may hold `*.jsonl` files with a `text` in each line: they are timed. eyecite and citeurl are run where
they are installed; they read case law and statutes, so for them a case counts as soon as they find anything
where something is to be found, and nothing where nothing is.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from clausediff.model import Reference
from clausediff.references.find import find_references

CASES = Path(__file__).parent.parent / "tests" / "data" / "references.toml"


def main(folder: Path | None) -> None:
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    exact = sum([shown(one) for one in find_references(case["text"])] == case["reads"] for case in cases)
    print(f"clausediff  exact {exact} of {len(cases)} = {exact / len(cases):.1%}")
    readers: dict[str, Callable[[str], int]] = {"clausediff": lambda text: len(find_references(text))}
    for name, load in (("eyecite", _eyecite), ("citeurl", _citeurl)):
        try:
            readers[name] = load()
        except ImportError as error:
            print(f"{name:11} skipped: {error}")
    for name, reader in readers.items():
        hits = sum(bool(reader(case["text"])) == bool(case["reads"]) for case in cases)
        print(f"{name:11} finds something where it should {hits} of {len(cases)}")
    texts = _texts(folder)
    if texts:
        _time(readers, texts)


def shown(one: Reference) -> str:
    """Print a reading as the labelled cases have it."""
    known = one.instrument
    name = "" if known is None else known.id or ", ".join(filter(None, [known.title, str(known.year or "")]))
    kind = "" if one.kind == "treaty" else f" | {one.kind}"
    return f"{name} | {one.locator or ''}{kind}"


def _eyecite() -> Callable[[str], int]:
    from eyecite import get_citations

    return lambda text: len(get_citations(text))


def _citeurl() -> Callable[[str], int]:
    from citeurl import list_cites

    return lambda text: len(list_cites(text))


def _texts(folder: Path | None) -> list[str]:
    files = sorted(folder.rglob("*.jsonl")) if folder else []
    rows = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())
    return [row["text"] for row in rows if isinstance(row.get("text"), str)]


def _time(readers: dict[str, Callable[[str], int]], texts: Sequence[str]) -> None:
    """Print processor seconds for a thousand texts, and each reader's time as a multiple of ours."""
    spent = {}
    for name, reader in readers.items():
        reader(texts[0])
        start = time.process_time()
        for text in texts:
            reader(text)
        spent[name] = (time.process_time() - start) * 1000 / len(texts)
    for name, seconds in spent.items():
        print(f"{name:11} {seconds:8.2f} s for 1,000 texts, {seconds / spent['clausediff']:.2f} times ours")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
