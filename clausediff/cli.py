"""
The command line.

Exit status: 0 when the work is done, 1 with `--exit-code` when there are differences, 2 when something
given could not be used (what could be is worked on all the same).
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from clausediff.documents.read import read, read_all
from clausediff.model import ClausediffError, Document, Passages, Report, Treaty

if TYPE_CHECKING:
    from clausediff.match.library import Library

FORMATS = ("terminal", "html", "markdown", "json")
_SUFFIXES = {"": "terminal", ".txt": "terminal", ".html": "html", ".htm": "html"}
_SUFFIXES |= {".md": "markdown", ".json": "json", ".docx": "docx"}

_EXAMPLES = """\
examples:
  clausediff compare seeds                          every clause that the reports in a folder render
  clausediff compare seeds -o page.html             the same as one page to look at
  clausediff compare reports --against treaty.txt   with a treaty text of your own
  clausediff diff draft.txt final.txt               two texts, with the kind and weight of each change
  clausediff quotes report.txt                      quotations, with speaker and cue
  clausediff references report.txt --format json    instruments and provisions that a text points at
  clausediff treaty treaty.txt                      the articles, paragraphs and items of a treaty text
  clausediff library add treaties/*.txt             keep many treaties in one file, library.db
  clausediff compare reports --library library.db   with whatever treaty of the library the reports render

exit status: 0 done; 1 there are differences (with --exit-code); 2 something could not be used
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ClausediffError as error:
        _complain(error)
        return 2
    except BrokenPipeError:
        # The reader went away, as `head` does; what is left to flush has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "clausediff",
        description="Find treaty wording in any text, tell which clause it renders, and show how it differs.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _compare_command(commands)
    _diff_command(commands)
    _find_command(commands, "quotes", "list the quotations of texts, with speaker and cue", _quotes)
    _find_command(commands, "references", "list what texts point at: instruments and provisions", _references)
    _treaty_command(commands)
    _library_command(commands)
    return parser


class _Version(argparse.Action):
    """Print the version; it is looked up only then, since that takes longer than most commands."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"clausediff {version('clausediff')}")
        parser.exit()


def _compare_command(commands: Any) -> None:
    command = commands.add_parser(
        "compare", help="compare every clause that reports render, with the treaty and with each other"
    )
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a text, a folder of texts, or - for standard input"
    )
    command.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="[ID=]FILE",
        help="a treaty text to compare with (repeatable); it takes the place of a shipped one with its id",
    )
    command.add_argument(
        "--treaty",
        action="append",
        default=[],
        metavar="ID",
        help="a shipped treaty to compare with (repeatable); without it, those that the texts speak of",
    )
    command.add_argument("--library", metavar="FILE", help="a library of treaties to look into")
    _output_options(command, FORMATS)
    command.set_defaults(run=_compare)


def _diff_command(commands: Any) -> None:
    command = commands.add_parser(
        "diff", help="show how one text differs from another, and whether it matters"
    )
    command.add_argument("base", metavar="BASE", help="a text, or - for standard input")
    command.add_argument("other", metavar="OTHER", help="the text to compare with it")
    command.add_argument("--author", default="clausediff", help="the author of tracked changes in a docx")
    command.add_argument(
        "--date", type=_date, metavar="YYYY-MM-DD", help="the date of tracked changes in a docx"
    )
    _output_options(command, (*FORMATS, "docx"))
    command.set_defaults(run=_diff)


def _date(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; give it as 2024-06-19") from None


def _find_command(commands: Any, name: str, purpose: str, run: Callable[[argparse.Namespace], int]) -> None:
    command = commands.add_parser(name, help=purpose)
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a text, a folder of texts, or - for standard input"
    )
    _output_options(command, FORMATS)
    command.set_defaults(run=run)


def _treaty_command(commands: Any) -> None:
    command = commands.add_parser("treaty", help="show the provisions of a treaty text")
    command.add_argument("path", metavar="FILE", help="a treaty text, or - for standard input")
    command.add_argument(
        "--locator", metavar="PLACE", help="print only this place: 2(4), Preamble, Annex I/3(b)"
    )
    _output_options(command, FORMATS)
    command.set_defaults(run=_treaty)


def _library_command(commands: Any) -> None:
    command = commands.add_parser("library", help="keep many treaties in one file, and search their clauses")
    actions = command.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add treaty texts; one whose id is there takes its place")
    add.add_argument("paths", nargs="+", metavar="[ID=]FILE", help="a treaty text")
    add.add_argument("--encoding", help="of texts that are neither UTF-8 nor marked as something else")
    add.set_defaults(run=_library_add)
    remove = actions.add_parser("remove", help="take treaties out")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.set_defaults(run=_library_remove)
    search = actions.add_parser("search", help="find the clauses most like some words")
    search.add_argument("words", metavar="WORDS")
    search.set_defaults(run=_library_search)
    listing = actions.add_parser("list", help="name the treaties")
    listing.set_defaults(run=_library_list)
    for action in (add, remove, search, listing):
        action.add_argument("--library", default="library.db", metavar="FILE", help="default: library.db")


def _output_options(command: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    command.add_argument(
        "--format", choices=formats, help="terminal, or what the ending of the output file says"
    )
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file, whole or not at all")
    command.add_argument("--encoding", help="of inputs that are neither UTF-8 nor marked as something else")
    command.add_argument("--width", type=int, help="columns of the terminal view (80 to 200)")
    command.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="of the terminal view"
    )
    command.add_argument("--exit-code", action="store_true", help="exit with 1 if there are differences")


def _compare(arguments: argparse.Namespace) -> int:
    from clausediff.report import compare, mentioned
    from clausediff.treaty.shelf import treaties

    documents, problems = read_all(arguments.paths, encoding=arguments.encoding)
    own, bad_treaties = _treaties_of(arguments.against, arguments.encoding)
    status = _complain_all((*problems, *bad_treaties))
    if not documents:
        return status
    shipped = treaties(*arguments.treaty) if arguments.treaty else mentioned(documents, treaties())
    if arguments.library:
        own += _proposed(arguments.library, documents)
    brought = {treaty.id for treaty in own}
    others = [treaty for treaty in shipped if treaty.id not in brought]
    report = compare(_with_progress(documents), (*own, *others))
    _write(report, arguments)
    return status or int(arguments.exit_code and _differs(report))


def _library_add(arguments: argparse.Namespace) -> int:
    from clausediff.match.library import Library

    treaties, problems = _treaties_of(arguments.paths, arguments.encoding)
    if treaties:
        with Library(arguments.library) as library:
            library.add(treaties)
    return _complain_all(problems)


def _library_remove(arguments: argparse.Namespace) -> int:
    with _library(arguments.library) as library:
        for id in arguments.ids:
            library.remove(id)
    return 0


def _library_search(arguments: argparse.Namespace) -> int:
    with _library(arguments.library) as library:
        for hit in library.search(arguments.words):
            print(f"{hit.score:.2f}  {hit.clause}  {' '.join(hit.clause.text.split())[:120]}")
    return 0


def _library_list(arguments: argparse.Namespace) -> int:
    with _library(arguments.library) as library:
        for id in library.ids:
            print(f"{id}  {library.treaty(id).title}")
    return 0


def _library(path: str) -> Library:
    """Open a library that exists; only `add` makes one."""
    from clausediff.match.library import Library

    if not os.path.exists(path):
        raise ClausediffError(f"{path} does not exist; make it with `clausediff library add`")
    return Library(path)


def _proposed(path: str, documents: Sequence[Document]) -> list[Treaty]:
    """Return the treaties of a library that the documents may render, with the clauses in question."""
    proposed: dict[str, Treaty] = {}
    with _library(path) as library:
        for treaty in (treaty for document in documents for treaty in library.proposed(document)):
            before = proposed.get(treaty.id, treaty)
            clauses = sorted({*before.clauses, *treaty.clauses}, key=lambda clause: clause.span)
            proposed[treaty.id] = attrs.evolve(treaty, clauses=tuple(clauses))
    return list(proposed.values())


def _treaties_of(paths: Sequence[str], encoding: str | None) -> tuple[list[Treaty], list[ClausediffError]]:
    """Read treaty files, each given as FILE or ID=FILE; what cannot be read comes back as errors."""
    from clausediff.treaty.files import read_treaty

    found: list[Treaty] = []
    problems: list[ClausediffError] = []
    for path in paths:
        try:
            id, _, file = path.rpartition("=")
            found.append(read_treaty(file, id=id, encoding=encoding))
        except ClausediffError as problem:
            problems.append(problem)
    return found, problems


def _differs(report: Report) -> bool:
    return any(
        edit.effect != "neutral" for family in report.families for d in family.diffs for edit in d.changes
    )


def _diff(arguments: argparse.Namespace) -> int:
    from clausediff.diffing.diff import diff
    from clausediff.normalize.tokens import witness

    base, other = (read(path, encoding=arguments.encoding) for path in (arguments.base, arguments.other))
    sigla = (base.siglum, other.siglum) if base.siglum != other.siglum else (base.source, other.source)
    compared = diff(witness(sigla[0], base.text), witness(sigla[1], other.text))
    _write(compared, arguments)
    return int(arguments.exit_code and bool(compared.changes))


def _quotes(arguments: argparse.Namespace) -> int:
    from clausediff.quotes.find import find_quotes

    return _find(arguments, find_quotes)


def _references(arguments: argparse.Namespace) -> int:
    from clausediff.references.find import find_references

    return _find(arguments, find_references)


def _find(arguments: argparse.Namespace, find: Callable[[str], tuple[Any, ...]]) -> int:
    documents, problems = read_all(arguments.paths, encoding=arguments.encoding)
    status = _complain_all(problems)
    if documents:
        _write(
            tuple(Passages(document, find(document.text)) for document in _with_progress(documents)),
            arguments,
        )
    return status


def _treaty(arguments: argparse.Namespace) -> int:
    from clausediff.treaty.files import read_treaty

    treaty = read_treaty(arguments.path, encoding=arguments.encoding)
    if arguments.locator:
        print(treaty.clause(arguments.locator).text)
    else:
        _write(treaty, arguments)
    return 0


def _write(value: Any, arguments: argparse.Namespace) -> None:
    form = _format(arguments)
    data = _rendered(value, form, arguments)
    if arguments.output in (None, "-"):
        if isinstance(data, bytes):
            sys.stdout.buffer.write(data)
        else:
            encoding = sys.stdout.encoding or "utf-8"
            data = data.encode(encoding, "backslashreplace").decode(encoding)
            sys.stdout.write(data if data.endswith("\n") else data + "\n")
        sys.stdout.flush()
    else:
        _write_whole(
            Path(arguments.output),
            data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace"),
        )


def _format(arguments: argparse.Namespace) -> str:
    suffix = Path(arguments.output or "").suffix.lower()
    form = str(arguments.format or _SUFFIXES.get(suffix, ""))
    if not form:
        known = ", ".join(filter(None, _SUFFIXES))
        raise ClausediffError(f"{arguments.output} ends in {suffix}; end it in {known}, or give --format")
    if form == "docx" and arguments.run is not _diff:
        raise ClausediffError("docx holds the changes between two texts: use it with `clausediff diff`")
    return form


def _rendered(value: Any, form: str, arguments: argparse.Namespace) -> str | bytes:
    from clausediff import render

    if form == "terminal":
        return render.terminal(value, **_terminal_options(arguments))
    if form == "docx":
        return render.docx(value, author=arguments.author, date=arguments.date)
    return {"html": render.html, "markdown": render.markdown, "json": render.json}[form](value)


def _terminal_options(arguments: argparse.Namespace) -> dict[str, Any]:
    import shutil

    to_terminal = arguments.output is None and sys.stdout.isatty()
    auto = to_terminal and not os.environ.get("NO_COLOR")
    width = arguments.width or (shutil.get_terminal_size().columns if to_terminal else 100)
    color = arguments.color == "always" or (arguments.color == "auto" and auto)
    return {"width": max(80, min(200, width)), "color": color}


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the file and move into place, so that no reader ever sees half of it."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        os.chmod(file.name, 0o666 & ~_umask())
        os.replace(file.name, path)
    except OSError as error:
        raise ClausediffError(f"{path} cannot be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _with_progress(documents: Sequence[Document]) -> Iterable[Document]:
    """Count the documents on a terminal as they are worked on; elsewhere say nothing."""
    if len(documents) < 10 or not sys.stderr.isatty():
        return documents
    return _counted(documents)


def _counted(documents: Sequence[Document]) -> Iterator[Document]:
    for number, document in enumerate(documents, 1):
        sys.stderr.write(f"\r{number} of {len(documents)} {document.siglum[:40]:40}")
        yield document
    sys.stderr.write("\r\033[K")


def _complain_all(problems: Iterable[ClausediffError]) -> int:
    """Print each problem; the status is 2 if there is one."""
    status = 0
    for problem in problems:
        _complain(problem)
        status = 2
    return status


def _complain(error: ClausediffError) -> None:
    print(f"clausediff: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
