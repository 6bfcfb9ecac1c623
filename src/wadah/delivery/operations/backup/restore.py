"""Restores a backup: builds beside, verifies, and only then puts in place."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, connections

from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.archive import (
    ArchiveReader,
    damaged,
    open_archive,
)
from wadah.delivery.operations.backup.durable import sync_tree
from wadah.delivery.operations.backup.manifest import (
    FORMAT,
    HEADER_NAME,
    Header,
    read_header,
)
from wadah.delivery.operations.backup.snapshot import UnknownMigrations, find_ends
from wadah.delivery.operations.backup.swap import (
    BUILDING,
    COMMITTED,
    FOLDER_PREFIX,
    HomeInUse,
    Journal,
    finish_restores,
    hold_again,
    is_decided,
    list_locks,
    put_in_place,
    read_journal,
    take_home,
    write_journal,
)

BUILD_MODULE = "wadah.delivery.operations.backup"
# Tables that are empty in an installation that nobody has used yet.
USED_TABLES = ("accounts_user", "registry_business", "accounts_auditrow")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the old state lies now."""

    header: Header
    replaced: Path | None
    # The old rows are kept only where they were a file.
    kept_database: bool


class BuildFailed(Exception):
    """The process that builds said why on standard error, or died."""


def restore_backup(
    path: Path,
    *,
    now: datetime,
    passphrase: str | None = None,
    replace_state: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Restored:
    """Put the state of a backup in the place of this installation's.

    Raises `InvalidInput` when the file cannot be used, the installation holds data and
    `replace_state` is not given, or somebody is at work in it; `BuildFailed` when the
    rows cannot be loaded. In each case the installation is as it was.
    """
    home, path = Path(settings.WADAH_HOME), path.resolve()
    header, keys = read_start(path, passphrase)
    check_version(header)
    check_identity_key(keys)
    used = is_used()
    if used and not replace_state:
        raise InvalidInput("home", "home_not_empty", _not_empty(home))
    with ExitStack() as stack:
        _take(home)
        stack.callback(hold_again, home)
        clear_left_overs(home)
        folder, journal = open_folder(home, now)
        stack.callback(discard, folder)
        write_keys(folder, keys)
        connections.close_all()
        tell("building beside the present state")
        build(path, passphrase, folder, journal)
        if journal.database_file:
            sync_tree(folder)
            write_journal(folder, replace(journal, state=COMMITTED))
        tell("verified; putting it in place")
        put_in_place(home, folder, journal)
    replaced = home / journal.replaced
    if not used:
        # Fresh keys and empty folders that nobody will miss.
        shutil.rmtree(replaced, ignore_errors=True)
    return Restored(
        header,
        replaced if replaced.exists() else None,
        kept_database=bool(journal.database_file),
    )


def read_start(path: Path, passphrase: str | None) -> tuple[Header, dict[str, bytes]]:
    """The header and the keys, which lie first in the file."""
    header, keys = None, {}
    with open_archive(path, passphrase) as archive:
        for name, size, stream in archive:
            if name == HEADER_NAME:
                header = _parse_header(archive, size, stream)
            elif name.startswith("keys/"):
                keys[name.removeprefix("keys/")] = archive.take_bytes(
                    name, size, stream
                )
            else:
                break
    if header is None or "identity.key" not in keys:
        raise damaged()
    return header, keys


def _parse_header(archive: ArchiveReader, size: int, stream: Any) -> Header:
    try:
        return read_header(archive.take_bytes(HEADER_NAME, size, stream))
    except (KeyError, TypeError, ValueError) as error:
        raise damaged() from error


def check_version(header: Header) -> None:
    """Raises `InvalidInput` when the backup is from a newer version."""
    try:
        find_ends(header.migrations)
    except UnknownMigrations as error:
        raise InvalidInput("file", "backup_newer", _newer(header)) from error
    if header.format > FORMAT:
        raise InvalidInput("file", "backup_newer", _newer(header))


def check_identity_key(keys: dict[str, bytes]) -> None:
    """A key of the environment wins over the restored one, so it has to be the same."""
    given = os.environ.get("WADAH_IDENTITY_KEY")
    if given and given.encode() != keys["identity.key"].strip():
        raise InvalidInput("WADAH_IDENTITY_KEY", "other_identity_key", _OTHER_KEY)


def is_used() -> bool:
    """Does this installation hold anything that a person entered?"""
    try:
        present = connection.introspection.table_names()
        with connection.cursor() as cursor:
            for table in USED_TABLES:
                if table not in present:
                    continue
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  a constant
                if cursor.fetchone():
                    return True
    except DatabaseError:
        # A broken database is no empty one: only --replace may take its place.
        return True
    return False


def _take(home: Path) -> None:
    try:
        take_home(home)
    except HomeInUse as error:
        raise InvalidInput("home", "home_in_use", _in_use(home)) from error


def clear_left_overs(home: Path) -> None:
    """Finish what was decided, remove what a killed restore left; nobody else is here.

    The children of a killed restore may live on for a moment; their folder goes too.
    """
    finish_restores(home)
    take_home(home)
    for folder in home.glob(f"{FOLDER_PREFIX}*"):
        journal = read_journal(folder)
        if journal is None or not is_decided(journal):
            shutil.rmtree(folder, ignore_errors=True)


def discard(folder: Path) -> None:
    """Remove what was built, unless the decision for it may have fallen."""
    journal = read_journal(folder)
    try:
        if journal is None or not is_decided(journal):
            shutil.rmtree(folder, ignore_errors=True)
    except ImproperlyConfigured:
        return  # the next command finds out


def open_folder(home: Path, now: datetime) -> tuple[Path, Journal]:
    token = secrets.token_hex(8)
    folder = home / f"{FOLDER_PREFIX}{token}"
    folder.mkdir(mode=0o700)
    database = settings.DATABASES["default"]
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    journal = Journal(
        token=token,
        state=BUILDING,
        database_file=str(database["NAME"]) if is_sqlite else "",
        database_url="" if is_sqlite else _address(database),
        replaced=f"replaced-{now.astimezone(UTC):%Y%m%d-%H%M%S}",
    )
    if is_sqlite:
        _check_same_disk(Path(journal.database_file), folder)
    write_journal(folder, journal)
    return folder, journal


def _address(database: dict[str, Any]) -> str:
    """The address of the server as libpq reads it."""
    options = {**database.get("OPTIONS", {})}
    parts = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        **options,
    }
    pairs = "&".join(
        f"{name}={quote(str(value))}" for name, value in parts.items() if value
    )
    return f"postgresql:///{quote(database['NAME'])}?{pairs}"


def _check_same_disk(database_file: Path, folder: Path) -> None:
    """A file can be put in place in one step only within one disk."""
    if database_file.parent.stat().st_dev != folder.stat().st_dev:
        raise InvalidInput("DATABASE_URL", "database_on_other_disk", _OTHER_DISK)


def write_keys(folder: Path, keys: dict[str, bytes]) -> None:
    (folder / "keys").mkdir(mode=0o700)
    (folder / "uploads").mkdir()
    for name, data in keys.items():
        target = folder / "keys" / Path(name).name
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)


def build(path: Path, passphrase: str | None, folder: Path, journal: Journal) -> None:
    """Load and verify in a process whose home is the folder that is being built.

    So migrations of an older backup run with the keys and the database of the backup,
    and nothing of this process can reach the present state.
    """
    environ = {**os.environ, "WADAH_HOME": str(folder), "WADAH_QUEUE": "memory"}
    environ.pop("WADAH_IDENTITY_KEY", None)
    environ.pop("WADAH_SECRET_KEY", None)
    if journal.database_file:
        environ.pop("DATABASE_URL", None)
    done = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", BUILD_MODULE, str(path)],
        env=environ,
        input=passphrase or "",
        text=True,
        check=False,
        # It keeps others out even when this process is killed.
        pass_fds=list_locks(),
    )
    # One that died behind its commit has done all that was asked of it.
    if done.returncode and not _is_committed(folder):
        raise BuildFailed(done.returncode)


def _is_committed(folder: Path) -> bool:
    journal = read_journal(folder)
    return journal is not None and is_decided(journal)


def _newer(header: Header) -> Text:
    ours = version("wadah")
    return Text(
        f"Cadangan ini dibuat oleh Wadah {header.wadah} yang lebih baru daripada "
        f"program ini ({ours}). Pasang versi itu atau yang lebih baru.",
        f"This backup was made by Wadah {header.wadah}, which knows more than this "
        f"program ({ours}). Install that version or a later one.",
    )


def _not_empty(home: Path) -> Text:
    return Text(
        f"Instalasi di {home} berisi data. Tambahkan --replace untuk menggantinya.",
        f"The installation in {home} holds data. Add --replace to take its place.",
    )


def _in_use(home: Path) -> Text:
    return Text(
        f"Wadah sedang bekerja di {home}. Hentikan `wadah serve` dan perintah lain.",
        f"Wadah is at work in {home}. Stop `wadah serve` and other commands first.",
    )


_OTHER_KEY = Text(
    "WADAH_IDENTITY_KEY bukan kunci cadangan ini: nomor identitas tidak akan terbaca. "
    "Kosongkan atau isi dengan kunci yang lama.",
    "WADAH_IDENTITY_KEY is not the key of this backup: identity numbers would stay "
    "unreadable. Leave it out or set the old key.",
)
_OTHER_DISK = Text(
    "DATABASE_URL menunjuk berkas di disk lain daripada WADAH_HOME. Taruh keduanya di "
    "satu disk.",
    "DATABASE_URL names a file on another disk than WADAH_HOME. Keep both on one disk.",
)
