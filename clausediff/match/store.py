"""The file of a library: its tables, its version, and what happens when it is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clausediff.model import ClausediffError

if TYPE_CHECKING:
    import sqlite3

#: Counted up when the tables change; a file with a higher number was written by a later clausediff.
FORMAT = 1
#: Marks the file as one of ours ("clau" in ASCII).
MARK = 0x636C6175
#: How long one process waits, in seconds, while another writes.
PATIENCE = 30.0

_TABLES = """
CREATE TABLE treaty (id TEXT PRIMARY KEY, facts TEXT NOT NULL);
CREATE TABLE clause (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    treaty TEXT NOT NULL, place INTEGER NOT NULL, locator TEXT NOT NULL,
    kind TEXT NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    text TEXT NOT NULL, words TEXT, digest INTEGER
);
CREATE INDEX clause_of ON clause (treaty, place);
CREATE INDEX clause_copy ON clause (digest) WHERE digest IS NOT NULL;
CREATE TABLE posting (word TEXT PRIMARY KEY, clauses BLOB NOT NULL) WITHOUT ROWID;
"""


def open_store(path: str) -> sqlite3.Connection:
    """
    Open the file of a library, or make one; `:memory:` makes one that ends with the process.

    Raises `ClausediffError` for a file that is no library, is damaged, or is of a later version.
    """
    import sqlite3

    try:
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        _check(connection, path)
    except sqlite3.Error as error:
        raise ClausediffError(f"{path} is no library or is damaged ({error}); build it anew") from error
    return connection


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Turn an error of the database into a sentence that says what to do."""
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        raise ClausediffError(f"{path} cannot be read ({error}); build it anew") from error


@contextmanager
def writing(connection: sqlite3.Connection, path: str) -> Iterator[None]:
    """Make all changes or none: an error or an interrupt leaves the last good state."""
    with reading(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _check(connection: sqlite3.Connection, path: str) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if mark == MARK and version > FORMAT:
        raise ClausediffError(
            f"{path} has format {version}, this clausediff reads up to {FORMAT}; update clausediff"
        )
    if mark == MARK and version == FORMAT:
        return
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise ClausediffError(f"{path} is a database of something else; give a library or a new file")
    with writing(connection, path):
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {MARK}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
