"""
Seed faults in a copy of the project, one at a time, and see whether the tests catch each.

    python benchmarks/seed_faults.py [tests ...]

The faults stand in faults.toml beside this file. Prints a line for each fault, and ends with status 1 if one
slipped through. Without arguments the tests of words, lexicon, laws and collation run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ["test_normalize.py", "test_lexicon.py", "test_strategies.py", "test_diff_laws.py", "test_collate.py"]


def main(tests: list[str]) -> int:
    """Try every fault; return how many slipped through."""
    faults = tomllib.loads((ROOT / "benchmarks" / "faults.toml").read_text())["fault"]
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        for folder in ("clausediff", "tests", "seeds"):
            shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        if not _passes(copy, tests):
            print("the tests fail without any fault: mend them first")
            return 1
        return sum(not _is_told_apart(copy, fault, tests) for fault in faults)


def _is_told_apart(copy: Path, fault: dict[str, str], tests: list[str]) -> bool:
    path = copy / "clausediff" / fault["file"]
    sound = path.read_text()
    if fault["old"] not in sound:
        print(f"STALE    {fault['file']}: {fault['old']!r} is not there any more")
        return False
    path.write_text(sound.replace(fault["old"], fault["new"], 1))
    is_right = _passes(copy, tests) == bool(fault.get("is_harmless", False))
    path.write_text(sound)
    print(f"{'caught  ' if is_right else 'MISSED  '} {fault['file']}: {fault['why']}", flush=True)
    return is_right


def _passes(copy: Path, tests: list[str]) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        *(f"tests/{t}" for t in tests),
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return (
        subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode == 0
    )


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:] or TESTS), 1))
