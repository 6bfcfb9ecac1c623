"""A backup brings back all of it, on either database, or changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from wadah_test_installations import KINDS, Home, decrypted_nibs

# What is of SQLite alone was shown by the run on SQLite.
PAIRS = [
    (source, target)
    for source in KINDS
    for target in KINDS
    if KINDS[-1] in (source, target)
]
ON_SQLITE = pytest.mark.skipif(len(KINDS) > 1, reason="SQLite alone: once is enough")
BUSINESSES = "SELECT count(*) FROM registry_business"
UPLOAD = "uploads/papers/surat é.pdf"

Filled = dict[str, Home]
MakeHome = Callable[[str], Home]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_restores_rows_uploads_and_keys(
    source: str, target: str, filled: Filled, backups: dict[str, Path], empty: MakeHome
) -> None:
    old, new = filled[source], empty(target)

    new.must("restore", str(backups[source]))

    names = "SELECT id, name, search_name FROM registry_business ORDER BY id"
    assert new.ask(BUSINESSES) == [(299,)]
    assert new.ask(names) == old.ask(names)
    house = "SELECT name FROM accounts_organisation"
    assert new.ask(house) == [("Kopi 'Ulu\\belu' \n ☕ ‮",)]
    assert decrypted_nibs(new) == [str(1230000000000 + n) for n in range(299)]
    assert (new.path / UPLOAD).read_bytes() == (old.path / UPLOAD).read_bytes()
    assert "Healthy" in new.must("check")


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_backup_of_the_restored_state_has_the_same_checksums(
    source: str, target: str, backups: dict[str, Path], empty: MakeHome, tmp_path: Path
) -> None:
    new = empty(target)
    new.must("restore", str(backups[source]))

    new.must("backup", str(tmp_path / "again.tar.gz"))

    first, again = (
        {table["name"]: table for table in read_manifest(path)["tables"]}
        for path in (backups[source], tmp_path / "again.tar.gz")
    )
    assert set(first) == set(again)
    # The restore itself and the two backups leave rows in these.
    told = {"accounts_auditrow", "operations_run"}
    assert [name for name in first if first[name] != again[name]] == sorted(told)


@pytest.mark.parametrize("kind", KINDS[-1:])
def test_the_restored_audit_trail_is_append_only(
    kind: str, backups: dict[str, Path], empty: MakeHome
) -> None:
    home = empty(kind)
    home.must("restore", str(backups[kind]))

    for statement in (
        "UPDATE accounts_auditrow SET verb = 'x' WHERE verb = 'test.filled'",
        "DELETE FROM accounts_auditrow",
    ):
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)):
            home.change(statement)
    verbs = home.ask("SELECT verb FROM accounts_auditrow ORDER BY id DESC LIMIT 1")
    assert verbs == [("backup.restored",)]


@pytest.mark.parametrize("kind", KINDS[-1:])
def test_a_number_that_was_given_is_not_given_again(
    kind: str, filled: Filled, backups: dict[str, Path], empty: MakeHome
) -> None:
    home = empty(kind)
    home.must("restore", str(backups[kind]))

    home.change("DELETE FROM reference_holiday")  # no row that anything points to
    list_file = home.path / "one.csv"
    list_file.write_text(
        "NAMA PERUSAHAAN,KECAMATAN,TELP\nUsaha Baru,Natar,081212345678\n"
    )
    home.must("import", "businesses", str(list_file))

    assert filled[kind].ask("SELECT max(id) FROM registry_business") == [(299,)]
    # Number 300 was given and deleted before the backup was made.
    assert home.ask("SELECT max(id) FROM registry_business") == [(301,)]


@ON_SQLITE
def test_sealed_backup_opens_only_with_its_passphrase(
    copy_of: Callable[[], Home], empty: MakeHome, tmp_path: Path
) -> None:
    right, wrong, short = (tmp_path / name for name in ("right", "wrong", "short"))
    right.write_text("kain tapis benang emas\n")
    wrong.write_text("kain tapis benang perak\n")
    short.write_text("emas\n")
    file, home = tmp_path / "b.wadah", empty("sqlite")
    copy_of().must("backup", str(file), "--passphrase-file", str(right))

    assert b"Usaha" not in file.read_bytes()
    refusals = [
        home.refusal("restore", str(file))["rule"],
        home.refusal("restore", str(file), "--passphrase-file", str(wrong))["rule"],
        home.refusal("restore", str(file), "--passphrase-file", str(short))["rule"],
    ]
    assert refusals == ["passphrase_missing", "passphrase_wrong", "passphrase_short"]
    home.must("restore", str(file), "--passphrase-file", str(right))
    assert home.ask(BUSINESSES) == [(299,)]


def damage(data: bytes, how: str) -> bytes:
    middle = len(data) // 2
    return {
        "cut in the middle": data[:middle],
        "cut at the end": data[:-9],
        "one bit flipped": data[:middle]
        + bytes([data[middle] ^ 1])
        + data[middle + 1 :],
        "empty": b"",
        "a text": b"NAMA,KECAMATAN\n" * 100,
    }[how]


@ON_SQLITE
@pytest.mark.parametrize(
    "how",
    ["cut in the middle", "cut at the end", "one bit flipped", "empty", "a text"],
)
def test_refuses_a_damaged_file_and_changes_nothing(
    how: str, backups: dict[str, Path], copy_of: Callable[[], Home], tmp_path: Path
) -> None:
    home, file = copy_of(), tmp_path / "damaged.tar.gz"
    home.change("DELETE FROM registry_business WHERE id > 100")
    file.write_bytes(damage(backups["sqlite"].read_bytes(), how))

    done = home.run("restore", str(file), "--replace")

    assert done.returncode == 2
    assert "backup_damaged" in done.stderr
    assert home.ask(BUSINESSES) == [(100,)]
    assert [path.name for path in home.path.glob(".restore-*")] == []
    assert len(decrypted_nibs(home)) == 100


@ON_SQLITE
@pytest.mark.parametrize(
    ("member", "old", "new", "rule"),
    [
        # a row that was changed, with everything else as it was
        ("tables/registry_business/000000.jsonl", b"Usaha 7 ", b"Usaha 8 ", "damaged"),
        ("manifest.json", b'"rows": 299', b'"rows": 298', "table_differs"),
        ("wadah-backup.json", b'"format": 1', b'"format": 2', "backup_newer"),
        ("wadah-backup.json", b'"0001_initial"', b'"9001_initial"', "backup_newer"),
        ("uploads/papers/surat é.pdf", b"\x00\x01", b"\x00\x02", "damaged"),
    ],
)
def test_refuses_what_does_not_agree_with_its_checksums(
    member: str, old: bytes, new: bytes, rule: str,
    backups: dict[str, Path], empty: MakeHome, tmp_path: Path,
) -> None:  # fmt: skip
    file, home = tmp_path / "changed.tar.gz", empty("sqlite")
    rewrite(backups["sqlite"], file, member, old, new)

    done = home.run("restore", str(file))

    assert done.returncode == 2
    assert rule in done.stderr
    with pytest.raises(sqlite3.OperationalError, match=r"no such table|unable to open"):
        home.ask(BUSINESSES)


@ON_SQLITE
@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "uploads/../../x"])
def test_refuses_a_member_that_would_leave_the_folder(
    name: str, backups: dict[str, Path], empty: MakeHome, tmp_path: Path
) -> None:
    file, home = tmp_path / "hostile.tar.gz", empty("sqlite")
    rewrite(backups["sqlite"], file, UPLOAD, b"", b"", rename=name)

    done = home.run("restore", str(file))

    assert "backup_damaged" in done.stderr
    assert not (tmp_path / "outside").exists()


@ON_SQLITE
def test_refuses_to_replace_data_unasked(
    backups: dict[str, Path], copy_of: Callable[[], Home]
) -> None:
    home = copy_of()

    assert home.refusal("restore", str(backups["sqlite"]))["rule"] == "home_not_empty"


@ON_SQLITE
def test_what_was_replaced_is_kept_beside(
    backups: dict[str, Path], copy_of: Callable[[], Home]
) -> None:
    home = copy_of()
    home.change("DELETE FROM registry_business WHERE id > 7")

    told = json.loads(
        home.must("restore", str(backups["sqlite"]), "--replace", "--json")
    )

    assert home.ask(BUSINESSES) == [(299,)]
    kept = Path(told["replaced"]) / "wadah.sqlite3"
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute(BUSINESSES).fetchone() == (7,)


@ON_SQLITE
def test_refuses_while_somebody_is_at_work(
    backups: dict[str, Path], copy_of: Callable[[], Home]
) -> None:
    home = copy_of()
    home.must("check")
    with subprocess.Popen(
        home.command("work"), env=home.environment, stderr=subprocess.DEVNULL
    ) as worker:
        while not (home.path / "queue.sqlite3").exists():
            assert worker.poll() is None

        refused = home.refusal("restore", str(backups["sqlite"]), "--replace")

        worker.kill()
    assert refused["rule"] == "home_in_use"
    assert home.ask(BUSINESSES) == [(299,)]


@ON_SQLITE
def test_refuses_to_overwrite_a_backup(
    backups: dict[str, Path], copy_of: Callable[[], Home]
) -> None:
    before = backups["sqlite"].read_bytes()

    refused = copy_of().refusal("backup", str(backups["sqlite"]))

    assert refused["rule"] == "backup_exists"
    assert backups["sqlite"].read_bytes() == before


@ON_SQLITE
def test_keeps_the_newest_of_its_folder(copy_of: Callable[[], Home]) -> None:
    home = copy_of()
    folder = home.path / "backups"
    folder.mkdir()
    for day in ("20260101", "20260102"):
        (folder / f"wadah-{day}-020000.tar.gz").write_bytes(b"old")
    (folder / "my-own.tar.gz").write_bytes(b"not ours")

    told = json.loads(home.must("backup", "--keep", "2", "--json"))

    assert told["removed"] == ["wadah-20260101-020000.tar.gz"]
    assert len(list(folder.glob("wadah-*"))) == 2
    assert (folder / "my-own.tar.gz").exists()
    assert (
        folder.stat().st_mode & 0o777,
        Path(told["file"]).stat().st_mode & 0o777,
    ) == (
        0o700,
        0o600,
    )


@ON_SQLITE
def test_a_backup_made_while_rows_come_in_holds_one_moment(
    copy_of: Callable[[], Home], empty: MakeHome, tmp_path: Path
) -> None:
    home, file = copy_of(), tmp_path / "live.tar.gz"
    rows = home.path / "list.csv"
    lines = [f"Usaha baru {n},Natar,0812{n:08d}" for n in range(500)]
    rows.write_text("\n".join(["NAMA PERUSAHAAN,KECAMATAN,TELP", *lines]))

    with subprocess.Popen(
        home.command("import", "businesses", str(rows)),
        env=home.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as importing:
        home.must("backup", str(file))
        importing.wait()
    restored = empty("sqlite")
    restored.must("restore", str(file))

    batches = restored.ask("SELECT count(*) FROM registry_importbatch")
    assert (restored.ask(BUSINESSES), batches) in (
        ([(299,)], [(0,)]),
        ([(799,)], [(1,)]),
    )
    assert home.ask(BUSINESSES) == [(799,)]


@ON_SQLITE
def test_upgrades_an_older_backup(
    backups: dict[str, Path], empty: MakeHome, tmp_path: Path
) -> None:
    """A backup whose database had not seen the tables of background work."""
    file, home = tmp_path / "older.tar.gz", empty("sqlite")
    without_app(backups["sqlite"], file, "operations")

    home.must("restore", str(file))

    assert home.ask(BUSINESSES) == [(299,)]
    assert home.ask("SELECT name FROM operations_run") == [("restore",)]
    assert "Healthy" in home.must("check")


def read_manifest(path: Path) -> dict[str, Any]:
    with tarfile.open(path) as tar:
        stream = tar.extractfile("manifest.json")
        assert stream is not None
        document: dict[str, Any] = json.load(stream)
        return document


def rewrite(
    source: Path, target: Path, member: str, old: bytes, new: bytes, rename: str = ""
) -> None:
    """A copy of an archive in which one member is another."""
    with tarfile.open(source) as tar, tarfile.open(target, "w:gz") as out:
        for info in tar:
            stream = tar.extractfile(info)
            assert stream is not None
            data = stream.read()
            if info.name == member:
                assert old in data
                data = data.replace(old, new, 1) if old else data
                info.name = rename or info.name
                info.pax_headers = {}
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


def without_app(source: Path, target: Path, label: str) -> None:
    """A copy of an archive as it would be from before an app was there."""
    gone = f"tables/{label}_"
    with tarfile.open(source) as tar, tarfile.open(target, "w:gz") as out:
        for info in tar:
            stream = tar.extractfile(info)
            assert stream is not None
            data = stream.read()
            if info.name.startswith(gone):
                continue
            if info.name in ("wadah-backup.json", "manifest.json"):
                data = _without(data, label)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))


def _without(data: bytes, label: str) -> bytes:
    """The document without the app; the sum of the header is made anew."""
    document = json.loads(data)
    header = document.get("header", document)
    header["migrations"] = [pair for pair in header["migrations"] if pair[0] != label]
    if "tables" in document:
        document["tables"] = [
            table
            for table in document["tables"]
            if not table["name"].startswith(f"{label}_")
        ]
        head = json.dumps(header, indent=1).encode()
        document["members"] = [
            _head_entry(entry, head)
            for entry in document["members"]
            if not entry["name"].startswith(f"tables/{label}_")
        ]
    return json.dumps(document, indent=1).encode()


def _head_entry(entry: dict[str, Any], head: bytes) -> dict[str, Any]:
    if entry["name"] != "wadah-backup.json":
        return entry
    digest = hashlib.sha256(head).hexdigest()
    return {**entry, "bytes": len(head), "sha256": digest}
