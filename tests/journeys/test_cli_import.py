"""`wadah import businesses`, as a user starts it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from wadah.apps.accounts.models import Organisation
from wadah.delivery.cli.import_ import _make_actor

SHARED = Path(__file__).parents[3] / "shared"
ROWS = (
    "NO,NAMA PERUSAHAAN,NAMA PEMILIK,KABUPATEN,TELP,NAMA PRODUK\n"
    "1,88,Siti,Metro,0812 3456 7890,keripik pisang\n"
    "2,,,Metro,,tahu\n"
    "3,Sabut Jaya,Budi,Lampung Selatan,12,sabut kelapa\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "daftar.csv").write_text(ROWS)
    return tmp_path / "home"


def wadah(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "import", "businesses",
         *arguments],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )  # fmt: skip


def counts(done: subprocess.CompletedProcess[str]) -> tuple[int, ...]:
    answer = json.loads(done.stdout)
    return tuple(answer[name] for name in ("created", "updated", "unchanged"))


def test_import_answers_in_the_published_shape_and_twice_changes_nothing(
    home: Path,
) -> None:
    file = str(home.parent / "daftar.csv")

    dry = wadah(home, file, "--json", "--dry-run")
    first, second = wadah(home, file, "--json"), wadah(home, file, "--json")

    assert [done.returncode for done in (dry, first, second)] == [0, 0, 0]
    assert [counts(done) for done in (dry, first, second)] == [
        (2, 0, 0), (2, 0, 0), (0, 0, 2),
    ]  # fmt: skip
    answer = json.loads(first.stdout)
    assert (answer["rows"], answer["refused"], answer["businesses_total"]) == (3, 1, 2)
    assert json.loads(dry.stdout)["businesses_total"] == 0
    assert answer["problems"][0] == {
        "row": 3, "column": "B NAMA PERUSAHAAN", "rule": "IMP-01",
        "name": "name_missing", "severity": "refused", "cell": "",
        "message": answer["problems"][0]["message"],
    }  # fmt: skip
    assert "Reading" in first.stderr
    shapes = SHARED / "contract" / "shapes.json"
    if not shapes.exists():
        pytest.skip("the published shapes are not beside this checkout")
    schema = {**json.loads(shapes.read_text()), "$ref": "#/$defs/import.out"}
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_import_names_refused_rows_and_writes_them_to_a_file(home: Path) -> None:
    errors = home.parent / "errors.csv"

    done = wadah(home, str(home.parent / "daftar.csv"), "--errors", str(errors))

    assert done.returncode == 0
    assert "refused: row 3, column B NAMA PERUSAHAAN [IMP-01 name_missing]" in (
        done.stdout
    )
    assert "Fill in one, then load again." in done.stdout
    with errors.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["row"], row["rule"]) for row in rows] == [
        ("3", "IMP-01 name_missing"), ("4", "IMP-04 phone_unreadable"),
    ]  # fmt: skip


def test_import_reads_columns_as_told_and_knows_a_list_by_its_name(home: Path) -> None:
    first = home.parent / "daftar.csv"
    other = home.parent / "lain.csv"
    other.write_text(ROWS.replace("Siti", "Sari"))

    wadah(home, str(first), "--list", "Metro 2026")
    done = wadah(home, str(other), "--list", "metro 2026", "--map", "F=ignore",
                 "--json")  # fmt: skip

    assert counts(done) == (0, 2, 0)


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [(["absent.csv"], "file_absent"), (["daftar.csv", "--sheet", "x"], "sheet_in_csv"),
     (["daftar.csv", "--map", "F"], "map_format"),
     (["daftar.csv", "--map", "Z=name"], "unknown_word"),
     (["daftar.csv", "--map", "B=ignore"], "name_column_missing"),
     (["daftar.csv", "--list", " - "], "list_name_empty")],
)  # fmt: skip
def test_import_refuses_in_words_with_exit_code_two(
    home: Path, arguments: list[str], rule: str
) -> None:
    file, *options = arguments

    done = wadah(home, str(home.parent / file), *options)
    told = wadah(home, str(home.parent / file), *options, "--json")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"[{rule}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert (told.returncode, told.stdout) == (2, "")
    assert json.loads(told.stderr.splitlines()[-1])["error"]["rule"] == rule


def undo(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "import", "undo",
         *arguments],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )  # fmt: skip


def test_an_organisation_that_is_not_there_loads_nothing(home: Path) -> None:
    file = str(home.parent / "daftar.csv")

    done = wadah(home, file, "--organisation", "Tidak Ada", "--json")
    after = wadah(home, file, "--json", "--dry-run")

    assert done.returncode == 2
    assert json.loads(done.stderr.splitlines()[-1])["error"]["field"] == "organisation"
    assert counts(after)[0] == json.loads(after.stdout)["created"] > 0


@pytest.mark.django_db
def test_the_organisation_of_a_list_is_found_by_its_name() -> None:
    house = Organisation.objects.create(kind="export_organisation", name="Ekspor Metro")

    assert _make_actor("Ekspor Metro").organisation_id == house.pk
    assert _make_actor(None).organisation_id is None


def test_undo_takes_a_loading_back_and_refuses_it_twice(home: Path) -> None:
    file = str(home.parent / "daftar.csv")
    first = json.loads(wadah(home, file, "--json").stdout)

    done = undo(home, str(first["batch"]), "--json")
    again = undo(home, str(first["batch"]))
    absent = undo(home, "999")

    assert json.loads(done.stdout) == {
        "batch": first["batch"], "removed": 2, "restored": 0, "kept": [],
    }  # fmt: skip
    assert (again.returncode, "[batch_undone]" in again.stderr) == (2, True)
    assert (absent.returncode, "[batch_absent]" in absent.stderr) == (2, True)
    assert counts(wadah(home, file, "--json")) == (2, 0, 0)


def test_import_tells_how_far_it_is_on_standard_error_only(home: Path) -> None:
    done = wadah(home, str(home.parent / "daftar.csv"), "--json")

    phases = ["Reading ...", "Cleaning 3 rows ...", "Comparing 2 rows ...",
              "Writing 2 rows ..."]  # fmt: skip
    assert [line for line in done.stderr.splitlines() if line in phases] == phases
    assert json.loads(done.stdout)["differences"] == 0


@pytest.mark.parametrize(
    ("name", "sheet", "created", "not_businesses"),
    [("ikm_directory_masked.xlsx", ["--sheet", "final"], 1440, 32),
     ("ikm_directory_masked.xlsx", [], 1440, 32),
     ("probolinggo_fish_products_masked.csv", [], 68, 0)],
)  # fmt: skip
def test_real_list_is_loaded_whole_and_once(
    tmp_path: Path, name: str, sheet: list[str], created: int, not_businesses: int
) -> None:
    path = SHARED / "data" / "umkm" / name
    if not path.exists():
        pytest.skip("the real lists are not beside this checkout")

    first = wadah(tmp_path, str(path), *sheet, "--json")
    second = wadah(tmp_path, str(path), *sheet, "--json")

    assert counts(first) == (created, 0, 0)
    assert counts(second) == (0, 0, created)
    assert json.loads(second.stdout)["not_businesses"] == not_businesses
    assert json.loads(second.stdout)["businesses_total"] == created
