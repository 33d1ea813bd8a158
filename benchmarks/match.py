"""
Measure matching, reuse and libraries on local data, beside a plain baseline.

    python benchmarks/match.py --reuse FOLDER --corpus FOLDER --reports FOLDER

--reuse    holds reuse_*_dev.jsonl (`source`, `clauses`, `article`, `cases`) and score.py, which is used
--corpus   holds trade agreements as XML with one element for each article (mappingtreaties/tota: xml)
--reports  holds news reports as .txt, into which articles of the corpus are planted

What is not given is skipped. The baseline takes for each sentence the clause of the highest rapidfuzz ratio.
"""

import argparse
import importlib.util
import json
import random
import statistics
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from rapidfuzz import fuzz, process

from clausediff.locator import Locator
from clausediff.match.library import Library
from clausediff.match.reuse import find_reuse
from clausediff.match.stretches import stretches
from clausediff.model import Clause, Document, Span, Treaty


def main():
    """Run what there is data for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reuse", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--reports", type=Path)
    given = parser.parse_args()
    if given.reuse:
        measure_reuse(given.reuse)
    if given.corpus:
        measure_library(given.corpus, sorted(given.reports.glob("*.txt")) if given.reports else [])


def measure_reuse(folder):
    """Print plagdet and the share of clauses named right, for ours and the baseline."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for path in sorted(folder.glob("reuse_*_dev.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for name, method in (("clausediff", ours), ("rapidfuzz ratio", baseline)):
            start = time.process_time()
            said = [{"id": row["id"], "cases": list(method(row))} for row in rows]
            seconds = time.process_time() - start
            figures = score.score_reuse(rows, said)
            right = {kind: named_right(rows, said, kind) for kind in ("full", "partial")}
            print(
                f"{path.stem}  {name}: plagdet {figures['plagdet']:.3f}, "
                f"precision {figures['precision']:.3f}, recall {figures['recall']:.3f}, "
                f"clause named right {right['full']:.3f} whole "
                f"{right['partial']:.3f} fragment, {seconds:.1f} s"
            )


def ours(row):
    """Find reuse as the library does."""
    spans = [(clause["id"], Span(*clause["span"])) for clause in row["clauses"]]
    clauses = [Clause(id, Locator(article="1"), span.of(row["source"]), span) for id, span in spans]
    for found in find_reuse(row["article"], clauses):
        yield case(found.span, found.source, found.clause.treaty)


def baseline(row):
    """Take for each sentence the clause with the highest ratio, from 60 on."""
    texts = {clause["id"]: Span(*clause["span"]).of(row["source"]) for clause in row["clauses"]}
    spans = {clause["id"]: Span(*clause["span"]) for clause in row["clauses"]}
    for piece in stretches(row["article"]):
        best = process.extractOne(
            piece.of(row["article"]), texts, scorer=fuzz.token_sort_ratio, score_cutoff=60
        )
        if best:
            yield case(piece, spans[best[2]], best[2])


def case(span, source, clause):
    """Write a finding as the scorer reads it."""
    return {"this": [span.start, span.end], "source": [source.start, source.end], "clause": clause}


def named_right(rows, said, kind):
    """Return the share of cases of a kind in which the finding that covers most names the clause."""
    right = total = 0
    for row, found in zip(rows, said, strict=True):
        for wanted in (one for one in row["cases"] if one["kind"] == kind):
            total += 1
            votes = {}
            for one in found["cases"]:
                shared = min(one["this"][1], wanted["this"][1]) - max(one["this"][0], wanted["this"][0])
                votes[one["clause"]] = votes.get(one["clause"], 0) + max(0, shared)
            right += bool(votes) and max(votes.values()) > 0 and max(votes, key=votes.get) == wanted["clause"]
    return right / total


def measure_library(folder, reports):
    """Print the time to index, open and search, and how often the right article is first."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "shelf.db"
        start = time.perf_counter()
        treaties = [read(file) for file in sorted(folder.glob("*.xml"))]
        with Library(path) as library:
            library.add(treaties)
            print(f"{len(treaties)} files, {len(library)} articles: {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        with Library(path) as library:
            print(f"opened again: {time.perf_counter() - start:.3f} s, {path.stat().st_size / 1e6:.0f} MB")
            clauses = [clause for treaty in treaties for clause in treaty.clauses]
            measure_search(library, clauses)
            if reports:
                measure_planted(library, clauses, reports)


def read(path):
    """Read an agreement of the corpus, article by article."""
    root = ElementTree.parse(path).getroot()
    clauses, start = [], 0
    for chapter in root.iter("chapter"):
        division = f"Chapter {chapter.get('chapter_identifier')}"
        texts = [(article.text or "").strip() for article in chapter.findall("article")]
        for number, text in enumerate(filter(None, texts), 1):
            place = Locator((division,), str(number))
            clauses.append(Clause(path.stem, place, text, Span(start, start + len(text))))
            start += len(text) + 2
    title = root.findtext("meta/name") or path.stem
    return Treaty(path.stem, title, "\n\n".join(clause.text for clause in clauses), tuple(clauses))


def measure_search(library, clauses):
    """Search articles of 100 to 300 words as they are, and with 15 % of their words edited."""
    choose = random.Random(1)
    fitting = [clause for clause in clauses if 100 <= len(clause.text.split()) <= 300]
    words = [word for clause in choose.sample(fitting, 200) for word in clause.text.split()]
    for name, change in (
        ("as they are", lambda text: text),
        ("15 % edited", lambda text: edited(text, words, choose)),
    ):
        times, first = [], 0
        for clause in choose.sample(fitting, 200):
            text = change(clause.text)
            start = time.process_time()
            hits = library.search(text, limit=1)
            times.append(time.process_time() - start)
            first += clause in [hit.clause for hit in hits]
        print(
            f"articles {name}: found first {first / 200:.3f}, median {1000 * statistics.median(times):.1f} ms"
        )


def edited(text, words, choose):
    """Delete, replace and insert each a twentieth of the words."""
    kept = []
    for word in text.split():
        chance = choose.random()
        if chance >= 0.1:
            kept.append(word)
        if 0.05 <= chance < 0.15:
            kept.append(choose.choice(words))
    return " ".join(kept)


def measure_planted(library, clauses, reports):
    """Plant articles of 30 to 120 words between the paragraphs of reports, and look for them."""
    choose = random.Random(2)
    fitting = [clause for clause in clauses if 30 <= len(clause.text.split()) <= 120]
    words = [word for clause in choose.sample(fitting, 200) for word in clause.text.split()]
    for name, change in (
        ("verbatim", lambda text: text),
        ("15 % edited", lambda text: edited(text, words, choose)),
    ):
        found = right = 0
        times = []
        for clause in choose.sample(fitting, 60):
            paragraphs = choose.choice(reports).read_text("utf-8").split("\n\n")[:30]
            place = choose.randrange(1, len(paragraphs))
            text = "\n\n".join(
                [*paragraphs[:place], plant := change(" ".join(clause.text.split())), *paragraphs[place:]]
            )
            start = time.process_time()
            renderings = [r for r in library.find_renderings(Document("A", text)) if r.clause.text]
            times.append((time.process_time() - start) / len(text) * 10_000)
            planted = Span(text.index(plant), text.index(plant) + len(plant))
            inside = [r for r in renderings if any(span.overlaps(planted) for span in r.spans)]
            found += any(same(clause, other) for r in inside for other in (r.clause, *r.ties))
            right += len(inside) / len(renderings) if renderings else 1.0
        print(
            f"planted {name}: recall {found / 60:.3f}, precision {right / 60:.3f}, "
            f"{1000 * statistics.median(times):.0f} ms for 10 kB"
        )


def same(clause, other):
    """Whether two clauses have the same words."""
    return clause == other or clause.text.split() == other.text.split()


if __name__ == "__main__":
    main()
