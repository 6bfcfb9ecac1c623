"""Puts a restored state in the place of the old one, whole or not at all.

A restore builds beside: in a folder of the home that nobody else looks into. Writing
`committed` into its journal is the decision. What follows are moves that may be
interrupted anywhere: the next process of Wadah that starts carries them to their end
before it opens a key or a database. Before the decision nothing of the installation
was touched.

With PostgreSQL the decision falls in the database: the transaction that loads the rows
also writes the token of the restore. A journal that says `prepared` is decided by
looking whether the token is there.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

try:
    import fcntl
except ImportError:  # Windows: two commands at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

FOLDER_PREFIX = ".restore-"
JOURNAL = "journal.json"
LOCK = ".lock"
BUILDING, PREPARED, COMMITTED = "building", "prepared", "committed"
# SQLite keeps these beside a database; those of the old one would spoil the new one.
SQLITE_COMPANIONS = ("", "-wal", "-shm", "-journal")

_held: dict[Path, int] = {}


class HomeInUse(ImproperlyConfigured):
    """A restore is under way, or others are at work where one would begin."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a restore is about to put in place."""

    token: str
    state: str
    # The database file, when it is SQLite; else the address of the server.
    database_file: str
    database_url: str
    replaced: str


def write_journal(folder: Path, journal: Journal) -> None:
    """Replace the journal in one step that outlives a power cut."""
    fresh = folder / f"{JOURNAL}.new"
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(asdict(journal), stream)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.chmod(0o600)
    fresh.rename(folder / JOURNAL)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_journal(folder: Path) -> Journal | None:
    try:
        return Journal(**json.loads((folder / JOURNAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def hold_home(home: Path) -> None:
    """Keep a restore out for as long as this process lives.

    Raises `HomeInUse` when one is under way.
    """
    if fcntl is None or home in _held:
        return
    try:
        handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return  # a home that cannot be written cannot be restored into either
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise HomeInUse(
            f"A restore into {home} is under way. Wait until it has ended."
        ) from error
    _held[home] = handle


def take_home(home: Path) -> None:
    """Keep everybody else out.

    Raises `HomeInUse` when another process of Wadah is at work here.
    """
    if fcntl is None or home not in _held:
        return
    try:
        fcntl.flock(_held[home], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        hold_again(home)
        raise HomeInUse(
            f"Wadah is at work in {home}. Stop `wadah serve` and other commands first."
        ) from error


def hold_again(home: Path) -> None:
    """Let the others in again."""
    if fcntl is not None and home in _held:
        fcntl.flock(_held[home], fcntl.LOCK_SH)


def list_locks() -> list[int]:
    """The open locks, for a child that is to keep them."""
    return list(_held.values())


def finish_restores(home: Path) -> None:
    """Carry decided restores to their end; undecided ones are left to `wadah restore`.

    Raises `ImproperlyConfigured` when a decision cannot be looked up.
    """
    for folder in sorted(home.glob(f"{FOLDER_PREFIX}*")):
        journal = read_journal(folder)
        if journal is not None and is_decided(journal):
            if fcntl is not None and home in _held:
                fcntl.flock(_held[home], fcntl.LOCK_EX)
            put_in_place(home, folder, journal)
            hold_again(home)


def is_decided(journal: Journal) -> bool:
    if journal.state != PREPARED:
        return journal.state == COMMITTED
    # Every command starts here, and hardly one needs it.
    driver = import_module("psycopg")
    try:
        with driver.connect(journal.database_url, connect_timeout=10) as database:
            row = database.execute(
                "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"
            ).fetchone()
    except driver.OperationalError as error:
        raise ImproperlyConfigured(
            "A restore was interrupted and the database that knows whether it was "
            "completed does not answer. Start PostgreSQL and run this again."
        ) from error
    return row is not None and bool(row[0] == journal.token)


def put_in_place(home: Path, folder: Path, journal: Journal) -> None:
    """Move the old state aside and the new one in; each move is made once."""
    if not folder.exists():
        return  # another process was quicker
    replaced = home / journal.replaced
    replaced.mkdir(mode=0o700, exist_ok=True)
    # Queued work speaks of rows that are no longer there.
    for companion in SQLITE_COMPANIONS:
        _move_aside(home / f"queue.sqlite3{companion}", replaced)
    for part in ("uploads", "keys"):
        _swap(folder / part, home / part, replaced)
    if journal.database_file:
        target = Path(journal.database_file)
        fresh = folder / "wadah.sqlite3"
        if fresh.exists():
            for companion in SQLITE_COMPANIONS:
                _move_aside(Path(f"{target}{companion}"), replaced)
            fresh.rename(target)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        replaced.rmdir()  # nothing was replaced: the home was empty


def _swap(fresh: Path, target: Path, replaced: Path) -> None:
    if not fresh.exists():
        return  # moved before the interruption
    _move_aside(target, replaced)
    fresh.rename(target)


def _move_aside(old: Path, replaced: Path) -> None:
    if old.exists() and not (replaced / old.name).exists():
        old.rename(replaced / old.name)
