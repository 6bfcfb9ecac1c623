"""Every command: help, bad input, exit codes; a traceback never reaches a user."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from wadah.delivery.cli.main import COMMANDS

BAD_INPUT = 2
# What each command that reads a file is called with, the file put at the end.
READERS = {
    "assess": ["assess", "--json"],
    "match": ["match", "--json"],
    "schedule": ["schedule", "--json"],
    "import": ["import", "businesses", "--json"],
    "reference": ["reference", "load-hs", "--json"],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared installation of its own, on SQLite."""
    folder = tmp_path_factory.mktemp("home")
    listed = folder / "list.csv"
    listed.write_text("nama usaha,pemilik\nKopi Jaya,Siti\n", encoding="utf-8")
    done = wadah(folder, "import", "businesses", str(listed))
    assert done.returncode == 0, done.stderr
    return folder


def wadah(
    home: Path, *arguments: str, **extra: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    environ = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "WADAH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
        **extra,
    }
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_explains_the_command(name: str, home: Path) -> None:
    done = wadah(home, name, "--help")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 6


def _bad_files(folder: Path) -> dict[str, str]:
    made = {
        "absent": folder / "nothing.json",
        "folder": folder,
        "empty": folder / "empty.json",
        "binary": folder / "binary.json",
    }
    made["empty"].write_bytes(b"")
    made["binary"].write_bytes(bytes(range(256)) * 4)
    return {name: str(path) for name, path in made.items()}


@pytest.mark.parametrize("kind", ["absent", "folder", "empty", "binary"])
@pytest.mark.parametrize("name", sorted(READERS))
def test_a_file_that_cannot_be_read_is_named_with_a_rule(
    name: str, kind: str, home: Path, tmp_path: Path
) -> None:
    done = wadah(home, *READERS[name], _bad_files(tmp_path)[kind])

    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert json.loads(last)["error"]["rule"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"product": ', "file:1:13"),
        ("[1, 2]", "document"),
        ('{"product": {"family": "coffe"}}', "product.family"),
        ("[" * 100_000, "file"),
        ('{"a": ' + "9" * 5000 + "}", "file"),
    ],
)
def test_a_case_that_is_no_case_is_refused_at_its_field(
    text: str, field: str, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "case.json"
    path.write_text(text)

    done = wadah(home, "assess", str(path), "--json")

    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert json.loads(done.stderr.strip().splitlines()[-1])["error"]["field"] == field


@pytest.mark.parametrize("name", ["match", "schedule"])
@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000, '"x"', "{}"])
def test_other_documents_are_refused_in_words(
    name: str, text: str, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "input.json"
    path.write_text(text)

    done = wadah(home, *READERS[name], str(path))

    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["search"], ["search", "--limit", "0"], ["serve", "--port", "x"]],
)
def test_a_wrong_call_exits_2_and_says_what_is_wrong(
    arguments: list[str], home: Path
) -> None:
    done = wadah(home, *arguments)

    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert done.stderr.strip()


def test_search_answers_in_the_shape_of_the_interface(home: Path) -> None:
    found = wadah(home, "search", "minyak jelanta", "--json")
    unknown = wadah(home, "search", "zzqx", "--json", "--exit-code")

    first = json.loads(found.stdout)["families"][0]
    assert first["family"] == "used_cooking_oil"
    assert first["hs6"][0] == "151800"
    assert json.loads(unknown.stdout) == {"families": [], "products": []}
    assert unknown.returncode == 1


def test_search_takes_many_texts_in_one_start(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "texts"
    path.write_text("UCO\nkopi robusta green bean\n")

    answers = json.loads(wadah(home, "search", "--batch", str(path)).stdout)

    assert [answer["families"][0]["family"] for answer in answers] == [
        "used_cooking_oil",
        "coffee_green_robusta",
    ]


def test_check_finds_a_prepared_installation_healthy(home: Path) -> None:
    done = wadah(home, "check", "--json")

    answer = json.loads(done.stdout)
    faults = [row["name"] for row in answer["findings"] if not row["is_good"]]
    # The font is built by `make`, not by the installation itself.
    assert faults in ([], ["front end"])


@pytest.mark.parametrize(
    ("setting", "mend"),
    [("offered", "Set WADAH_SECOND_FACTOR=required"), ("required", "")],
)
def test_check_tells_whether_deciders_have_a_second_factor(
    setting: str, mend: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WADAH_SECOND_FACTOR", setting)

    findings = json.loads(wadah(home, "check", "--json").stdout)["findings"]

    told = {row["name"]: row for row in findings}["second factor"]
    assert (told["is_good"], told["mend"]) == (True, mend)


def test_check_says_how_to_mend_missing_tables(tmp_path: Path) -> None:
    done = wadah(tmp_path, "check", "--json")

    findings = {row["name"]: row for row in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert findings["tables"]["mend"].startswith("Run: wadah serve (it backs up first")


def test_check_sees_that_the_audit_trail_lost_its_guard(
    home: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "home"
    copy.mkdir()
    with (
        sqlite3.connect(home / "wadah.sqlite3") as source,
        sqlite3.connect(copy / "wadah.sqlite3") as target,
    ):
        source.backup(target)
        target.execute("DROP TRIGGER audit_no_delete")

    findings = json.loads(wadah(copy, "check", "--json").stdout)["findings"]

    bad = {row["name"] for row in findings if not row["is_good"]}
    assert "audit trail" in bad


def test_check_tells_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / "wadah.sqlite3").write_bytes(b"this is no database" * 500)

    done = wadah(tmp_path, "check", "--json")

    findings = {row["name"]: row for row in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert not findings["database"]["is_good"]
    assert "backup" in findings["database"]["mend"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://x"), ("WADAH_LOG_LEVEL", "loud")],
)
def test_a_bad_setting_is_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    done = wadah(tmp_path, "check", **{name: value})

    assert done.returncode == BAD_INPUT
    assert name in done.stderr
    assert "Traceback" not in done.stderr
