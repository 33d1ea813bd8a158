"""The house: which room may import which, what importing costs, and that the examples are complete."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "clausediff"

#: Rooms that only the rooms named here may import.
DOORS = {
    "cli": {"__main__"},
    "render": {"cli", "notebook", "__init__"},
    "report": {"cli", "__init__"},
    "strategies": {"__init__"},
}


def _rooms() -> dict[str, set[str]]:
    """Return for each room the rooms it imports, lazily or not; render/* counts as one room."""
    rooms: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        rooms.setdefault(room, set()).update(_imports(ast.parse(path.read_text("utf-8"))) - {room})
    return rooms


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "clausediff":
            below = (node.module or "").split(".")[1:]
            found |= {below[0]} if below else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("clausediff.")}
    return found


def test_imports_go_one_way() -> None:
    """No two rooms need each other, not even through others."""
    rooms = _rooms()
    del rooms["__init__"]
    order = TopologicalSorter({room: needs - {"__init__"} for room, needs in rooms.items()})
    assert list(order.static_order())


def test_the_model_stands_on_locators_alone() -> None:
    """Values know nothing of the stages."""
    assert _rooms()["model"] == {"errors", "locator"}
    assert _rooms()["locator"] <= {"errors", "numerals"}


def test_closed_rooms_are_entered_only_by_their_doors() -> None:
    """Nothing imports the command line, the faces or the report but what stands to their right."""
    for room, needs in _rooms().items():
        for closed, allowed in DOORS.items():
            assert closed not in needs or room in allowed, f"{room} imports {closed}"


def test_only_the_reading_room_and_the_command_line_print_or_take_input() -> None:
    """Stages take values and return values."""
    for path in PACKAGE.rglob("*.py"):
        if path.stem in {"cli", "read"}:
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "input"}, path.name


def test_importing_reads_no_data_and_no_heavy_library() -> None:
    """What is not needed yet is not loaded: data files, argparse, json, hypothesis."""
    script = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import clausediff\n"
        "data = [name for name in opened if name.endswith(('.toml', '.json', '.tsv', '.css'))]\n"
        "heavy = {'argparse', 'hypothesis', 'sqlite3', 'html', 'tomllib'} & set(sys.modules)\n"
        "assert not data and not heavy, (data, heavy)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_there_and_has_an_example_or_a_sentence() -> None:
    """What `__all__` promises exists and is documented."""
    import clausediff

    for name in clausediff.__all__:
        assert (getattr(clausediff, name).__doc__ or "").strip(), name


def test_no_room_has_the_name_of_a_public_function() -> None:
    """Importing a room must not put a module where a function was."""
    import clausediff

    rooms = {path.stem for path in PACKAGE.iterdir()} - {"render", "strategies"}
    assert not rooms & set(clausediff.__all__)
