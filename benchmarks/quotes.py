"""
Measure find_quotes against people's labels, beside other tools, on a folder of labelled texts.

    python benchmarks/quotes.py FOLDER [--errors N]

The folder holds *.jsonl files, one text a line ({"id", "text", "quotes": [{"start", "end", "speaker"}],
"not_quotes": [...]}), and the `score.py` that compares predictions with them. Prints, for each file
and tool: precision, recall and F1 of exact spans, the share of scare quotes and titles taken for
quotations, how often the speaker is right, how often words and speaker are both right, and
processor seconds for 1,000 texts. A tool that is not installed is skipped, with the reason.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import time
from pathlib import Path

from clausediff.quotes.find import find_quotes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print this many of our errors a file")
    arguments = parser.parse_args()
    score = load_scorer(arguments.folder)
    for path in sorted(arguments.folder.glob("*.jsonl")):
        gold = score.load(path)
        print(f"\n{path.name}: {len(gold)} texts")
        for name, tool in tools():
            start = time.process_time()
            predictions = [{"id": text["id"], "quotes": tool(text["text"])} for text in gold]
            seconds = (time.process_time() - start) * 1000 / len(gold)
            result, errors = score.evaluate(gold, predictions)
            print(row(name, result, both_right(score, gold, predictions), seconds))
            if name == "clausediff":
                for error in errors[: arguments.errors]:
                    print("   ", *error)


def load_scorer(folder: Path):
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder} holds no score.py; give the folder with the labelled texts and their scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tools():
    yield "clausediff", ours
    yield "regex", by_regex
    try:
        yield "textacy", by_textacy()
    except (ImportError, OSError) as error:
        print(f"  textacy: skipped, {error}")


def ours(text: str) -> list[dict[str, object]]:
    found, end = [], 0
    for quote in find_quotes(text):
        if quote.kind == "quotation" and quote.outer.start >= end:
            speaker = quote.speaker.name if quote.speaker else None
            found.append({"start": quote.span.start, "end": quote.span.end, "speaker": speaker})
            end = quote.outer.end
    return found


def by_regex(text: str) -> list[dict[str, object]]:
    """The baseline that many write: a pair of double marks in one paragraph."""
    pattern = r"[“\"„«]([^“”\"„«»\n]+)[”\"“»]|''((?:(?!'')[^\n])+)''"
    return [{"start": m.start(m.lastindex), "end": m.end(m.lastindex)} for m in re.finditer(pattern, text)]


def by_textacy():
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("en_core_web_sm")

    def find(text: str) -> list[dict[str, object]]:
        try:
            triples = list(direct_quotations(nlp(text)))
        except ValueError:
            return []
        return [
            {
                "start": triple.content.start_char,
                "end": triple.content.end_char,
                "speaker": " ".join(token.text for token in triple.speaker),
            }
            for triple in triples
        ]

    return find


def both_right(score, gold, predictions) -> float:
    right = total = 0
    for text, prediction in zip(gold, predictions, strict=True):
        found = score.spans(text["text"], prediction["quotes"])
        for span, quote in score.spans(text["text"], text["quotes"]).items():
            total += 1
            if span in found:
                right += score.toks(found[span].get("speaker")) == score.toks(quote.get("speaker"))
    return right / total if total else 0.0


def row(name: str, result, right: float, seconds: float) -> str:
    precision, recall, f1 = (100 * value for value in result["exact"])
    alarm = 100 * result.get("false_alarm", float("nan"))
    same, shared = (100 * result.get(key, 0.0) for key in ("speaker_strict", "speaker_any_token"))
    return (
        f"  {name:10} exact P {precision:5.1f} R {recall:5.1f} F1 {f1:5.1f}  false alarms {alarm:5.1f}  "
        f"speaker same {same:5.1f} shared {shared:5.1f}  words and source {100 * right:5.1f}  "
        f"{seconds:6.2f} s/1000"
    )


if __name__ == "__main__":
    main()
