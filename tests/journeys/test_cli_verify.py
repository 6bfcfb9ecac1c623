"""`wadah verify` and `wadah keys`, as a buyer and an administrator call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from wadah.apps.validation.sheets.block import canonical_json, hash_page, put_block
from wadah.apps.validation.sheets.signing import (
    SHEET,
    PublicKey,
    keys_as_json,
    make_private_key,
    sign,
)
from wadah.apps.validation.sheets.state import Standing
from wadah.apps.validation.sheets.status_list import make_status_list
from wadah.core.values import InvalidInput
from wadah.delivery.cli.keys import keys

PAGE = b"%PDF-1.7\ntrailer\n<<>>\nstartxref\n9\n%%EOF"
CODE = "7KQ4M9T2XN5RJ8VC"
MADE = datetime(2026, 1, 1, tzinfo=UTC)
AS_OF = datetime(2026, 11, 24, tzinfo=UTC)


def wadah(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    environ = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "WADAH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
    }
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a buyer has: the sheet, the keys, a status list; no installation."""
    folder = tmp_path_factory.mktemp("desk")
    key_id, public_hex = make_private_key(folder)
    known = [PublicKey(key_id, public_hex, MADE)]
    payload: dict[str, Any] = {
        "format": "wadah-sheet-1", "number": "WDH-2026-00012", "code": CODE,
        "address": f"https://wadah.example/sheets/{CODE}/", "key": key_id,
        "issued_at": "2026-11-20T14:00:00+07:00",
        "issuer": {"organisation": "Export Center Lampung"},
        "checked_on": "2026-11-19", "decided_on": "2026-11-20", "version": 1,
        "verdict": "ready", "as_of": "2026-11-20", "holds_until": "2999-12-31",
        "business": {"name": "Kopi Ulubelu", "district": "Tanggamus"},
        "product": {"name": "Robusta", "family": {"id": "Kopi", "en": "Coffee"},
                    "hs": "090111", "hs_edition": "HS2022"},
        "lot": {"code": "L1", "quantity_kg": "9000"},
        "market": {"iso2": "DE", "name": {"id": "Jerman", "en": "Germany"}},
        "dates": {"departs_on": "2026-11-27"}, "checks": [],
        "page_sha256": hash_page(PAGE),
    }  # fmt: skip
    body = canonical_json(payload)
    signed = put_block(PAGE, body, sign(folder, key_id, SHEET, body))
    (folder / "sheet.pdf").write_bytes(signed)
    (folder / "changed.pdf").write_bytes(
        signed.replace(b"startxref\n9", b"startxref\n8")
    )
    (folder / "other.pdf").write_bytes(PAGE)
    (folder / "payload.json").write_bytes(body)
    document = {"format": "wadah-keys-1", "keys": keys_as_json(known)}
    (folder / "keys.json").write_text(json.dumps(document))
    for name, ended in (
        ("good", []),
        ("revoked", [(CODE, Standing(revoked_at=AS_OF))]),
        ("superseded", [(CODE, Standing(superseded_at=AS_OF, newer_number="N2"))]),
    ):
        status = make_status_list(
            folder=folder, key_id=key_id, keys=known, ended=ended, as_of=AS_OF
        )
        (folder / f"{name}.json").write_text(json.dumps(status))
    return folder


def verify(desk: Path, file: str, *options: str) -> subprocess.CompletedProcess[str]:
    by = ["--keys", str(desk / "keys.json")]
    return wadah(desk / "home", "verify", str(desk / file), *by, *options)


def test_the_json_is_exact(desk: Path) -> None:
    done = verify(desk, "sheet.pdf", "--status", str(desk / "good.json"), "--json")

    payload = json.loads((desk / "payload.json").read_bytes())
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "file": str(desk / "sheet.pdf"),
        "state": "valid",
        "message": {
            "id": "Lembar ini asli dan masih berlaku.",
            "en": "This sheet is genuine and holds.",
        },
        "since": None,
        "signature": "good",
        "key": payload["key"],
        "file_sha256": hash_page((desk / "sheet.pdf").read_bytes()),
        "revocation": {
            "checked": True,
            "source": "status_list",
            "as_of": "2026-11-24T00:00:00+00:00",
        },
        "superseded_by": None,
        "sheet": payload,
    }


@pytest.mark.parametrize(
    ("file", "options", "state", "code"),
    [
        ("sheet.pdf", ["--status", "good.json"], "valid", 0),
        ("sheet.pdf", ["--status", "revoked.json"], "revoked", 1),
        ("sheet.pdf", ["--status", "superseded.json"], "superseded", 1),
        ("sheet.pdf", [], "cannot_tell", 1),
        ("changed.pdf", ["--status", "good.json"], "tampered", 1),
        ("other.pdf", [], "unsigned", 1),
    ],
)
def test_state_and_exit_code(
    file: str, options: list[str], state: str, code: int, desk: Path
) -> None:
    where = [str(desk / part) if part.endswith(".json") else part for part in options]

    done = verify(desk, file, *where, "--json", "--exit-code")

    assert done.returncode == code
    assert json.loads(done.stdout)["state"] == state


def test_a_person_reads_how_far_the_check_went(desk: Path) -> None:
    done = verify(desk, "sheet.pdf", "--language", "id")

    assert done.stdout.splitlines()[0] == "BELUM DAPAT DIPASTIKAN"
    assert "Kopi Ulubelu, Tanggamus" in done.stdout
    assert "Pencabutan tidak diperiksa" in done.stdout


def test_without_keys_nothing_is_proved_and_no_database_is_made(desk: Path) -> None:
    home = desk / "fresh"

    done = wadah(home, "verify", str(desk / "sheet.pdf"), "--json")

    assert json.loads(done.stdout)["state"] == "unknown_key"
    assert not (home / "wadah.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "field", "rule"),
    [
        (["absent.pdf"], "file", "file_unreadable"),
        (["sheet.pdf", "--keys", "sheet.pdf"], "keys", "keys_unreadable"),
        (["sheet.pdf", "--keys", "keys.json", "--status", "keys.json"], "status",
         "status_unreadable"),
    ],
)  # fmt: skip
def test_bad_input_names_field_and_rule(
    arguments: list[str], field: str, rule: str, desk: Path
) -> None:
    where = [part if part.startswith("--") else str(desk / part) for part in arguments]

    done = wadah(desk / "home", "verify", *where, "--json")

    error = json.loads(done.stderr)["error"]
    assert (done.returncode, done.stdout) == (2, "")
    assert (error["field"], error["rule"]) == (field, rule)


@pytest.mark.django_db
def test_keys_are_rotated_distrusted_and_listed(tmp_path: Path, settings: Any) -> None:
    settings.WADAH_HOME = tmp_path
    (tmp_path / "keys").mkdir()
    run = CliRunner().invoke
    (first,) = json.loads(run(keys, ["rotate", "--json"]).stdout)["keys"]
    run(keys, ["rotate"])
    day = timezone.localdate().isoformat()

    done = run(keys, ["distrust", first["id"], "--from", day])
    listed = json.loads(run(keys, ["list", "--json"]).stdout)
    refused = run(keys, ["distrust", "0" * 16, "--from", day])

    assert f"{first['id']}  made" in done.stdout
    assert f"DISTRUSTED from {day}" in done.stdout
    assert listed["format"] == "wadah-keys-1"
    by_id = {row["id"]: row for row in listed["keys"]}
    assert len(by_id) == 2
    assert by_id[first["id"]]["distrusted_from"] == f"{day}T00:00:00+07:00"
    assert [row["retired_at"] for row in listed["keys"]].count(None) == 1
    assert isinstance(refused.exception, InvalidInput)
    assert refused.exception.rule == "unknown_key"
