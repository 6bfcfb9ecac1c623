"""An empty installation is filled by lists alone, and a request is matched on it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import python_calamine

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.reference.models import Region
from wadah.apps.registry.actions.import_rows import import_rows
from wadah.apps.registry.row_import.kind import ImportKind
from wadah.apps.registry.row_import.workbook import make_workbook
from wadah.apps.registry.template_file import EXAMPLE_MARK
from wadah.delivery.cli.import_rows import KINDS

SHARED = Path(__file__).parents[3] / "shared"
NIB = "1234567890123"
LISTS = {
    "businesses": (
        "NO,NAMA PERUSAHAAN,NAMA PEMILIK,KABUPATEN,NIB\n"
        f"1,Kopi Wati,Wati,Kota Metro,{NIB}\n"
        "2,Kopi Budi,Budi,Lampung Barat,\n"
        "3,Kopi Budi,Badu,Kota Metro,\n"
    ),
    "products": (
        "business,region,nib,product,family,form,packing,min_order_kg,attributes,specs\n"
        f",,{NIB},Robusta Wati,coffee_green_robusta,green,jute_bag,600,"
        "coffee_process=dry,moisture <= 12.5 %\n"
        "Kopi Budi,Lampung Barat,,,biji kopi robusta,green,jute_bag,,,\n"
        "Kopi Budi,,,,biji kopi robusta,green,,,,\n"
        "Kopi Entah,,,,biji kopi robusta,green,,,,\n"
        f",,{NIB},Lain,kopii,green,,,,\n"
    ),
    "lots": (
        "NIB;PRODUK;KODE LOT;JUMLAH (KG);TANGGAL PANEN/PRODUKSI\n"
        f"{NIB};Robusta Wati;A;12000;02/11/2026\n"
        f"{NIB};;B;1.500;\n"
    ),
    "capacity": (
        "business,region,month,declared_kg,verified_kg,how,verified_on,valid_until\n"
        "Kopi Wati,,2026-12,20000,18000,Kunjungan,2026-11-20,2027-05-31\n"
        "Kopi Wati,,Januari 2027,20000,,,,\n"
        "Kopi Budi,Lampung Barat,2026-12,,5000,,,\n"
    ),
    "documents": (
        "business,type,number,holder,issued_on,expires_on\n"
        f"Kopi Wati,nib,{NIB},Kopi Wati,2025-01-01,\n"
        "Kopi Wati,nibb,1,Kopi Wati,,\n"
    ),
    "results": (
        "business,lot,parameter,value,unit,laboratory,sampled_on\n"
        'Kopi Wati,A,moisture,"11,5",%,Balai Uji,2026-11-03\n'
        "Kopi Wati,A,ochratoxin_a,< 0.5,ug/kg,Balai Uji,2026-11-03\n"
        "Kopi Wati,Z,moisture,11,%,Balai Uji,2026-11-03\n"
    ),
    "buyers": ("name,country,role\nKaffee GmbH,DE,roaster\nKaffee GmbH,ZZ,roaster\n"),
    "requests": (
        "buyer,reference,family,form,quantity,unit,window_from,window_to,incoterm,specs\n"
        "Kaffee GmbH,PO1,coffee_green_robusta,green,18,t,2026-12-01,2026-12-31,FOB,"
        "moisture <= 12.5 %\n"
        "Kaffee GmbH,PO2,coffee_green_robusta,green,18,lb,2026-12-01,2026-12-31,FOB,\n"
    ),
}
# created and refused; the rule and field of each refused row.
OUTCOMES: dict[str, tuple[int, list[tuple[int, str, str]]]] = {
    "businesses": (3, []),
    "products": (2, [(4, "business", "business_ambiguous"),
                     (5, "business", "business_absent"),
                     (6, "family", "unknown_word")]),
    "lots": (1, [(3, "quantity_kg", "number_ambiguous")]),
    "capacity": (2, [(4, "how", "required")]),
    "documents": (1, [(3, "type", "unknown_word")]),
    "results": (2, [(4, "lot", "lot_absent")]),
    "buyers": (1, [(3, "country", "unknown_word")]),
    "requests": (1, [(3, "unit", "unknown_word")]),
}  # fmt: skip
REQUEST = {
    "request": {
        "items": [
            {
                "family": "coffee_green_robusta",
                "quantity": {"value": 18, "unit": "t", "tonnes": 18},
                "specs": [
                    {"parameter": "moisture", "operator": "<=", "value": 12.5,
                     "unit": "%"}
                ],
                "certificates": [],
            }
        ],
        "incoterm": "FOB", "destination": "DE", "doubts": [],
    },
    "as_of": "2026-11-24",
    "window": {"from": "2026-12-01", "to": "2026-12-31"},
}  # fmt: skip
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("lists")
    for kind, text in LISTS.items():
        (folder / f"{kind}.csv").write_text(text)

    def wadah(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
            capture_output=True, text=True, timeout=180, check=False, cwd=folder,
            env={**os.environ, "WADAH_HOME": str(folder / "home"), "DATABASE_URL": ""},
        )  # fmt: skip

    return wadah


@pytest.fixture(scope="module")
def filled(run: Run) -> dict[str, Any]:
    """What loading every list told, in order."""
    told = {}
    for kind in LISTS:
        # The list of businesses is handed over by somebody, with its legal basis.
        house = ["--organisation", "Ekspor Metro", "--new-organisation"]
        whose = house if kind == "businesses" else []
        done = run("import", kind, f"{kind}.csv", *whose, "--json")
        assert done.returncode == 0, done.stderr
        told[kind] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("kind", OUTCOMES)
def test_each_list_is_loaded_and_names_row_field_and_rule_of_what_is_not(
    filled: dict[str, Any], kind: str
) -> None:
    created, refused = OUTCOMES[kind]
    answer = filled[kind]

    found = [(one["row"], one.get("field"), one["rule"]) for one in answer["problems"]]

    assert (answer["created"], answer["refused"]) == (created, len(refused))
    assert answer["rows"] == created + len(refused)
    if kind != "businesses":
        assert found == refused
    shapes = SHARED / "contract" / "shapes.json"
    if not shapes.exists():
        pytest.skip("the published shapes are not beside this checkout")
    schema = {**json.loads(shapes.read_text()), "$ref": "#/$defs/import.out"}
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_a_request_is_matched_on_what_the_lists_filled(
    filled: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(REQUEST))

    answer = json.loads(run("match", str(file), "--json").stdout)

    assert [row["product_name"] for row in answer["matches"]] == ["Robusta Wati"]
    # Nothing is verified of the other.
    assert [row["business_name"] for row in answer["refused"]] == ["Kopi Budi"]
    assert {"volume", "window"} & {
        one["code"] for one in answer["refused"][0]["constraints"]
    }


@pytest.mark.parametrize("kind", ["products", "capacity", "results", "requests"])
def test_loading_twice_changes_nothing(
    filled: dict[str, Any], run: Run, kind: str
) -> None:
    again = json.loads(run("import", kind, f"{kind}.csv", "--json").stdout)

    created, refused = OUTCOMES[kind]
    assert [again[name] for name in ("created", "updated", "unchanged")] == [
        0, 0, created,
    ]  # fmt: skip
    assert again["refused"] == len(refused)


def test_dry_run_stores_nothing_and_an_amended_row_is_updated(
    filled: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    amended = tmp_path / "lots.csv"
    amended.write_text(
        LISTS["lots"].replace(";12000;", ";13000;").replace("1.500", "15")
    )

    dry = json.loads(run("import", "lots", str(amended), "--dry-run", "--json").stdout)
    twice = json.loads(
        run("import", "lots", str(amended), "--dry-run", "--json").stdout
    )

    assert [dry[name] for name in ("created", "updated", "unchanged")] == [1, 1, 0]
    assert [twice[name] for name in ("created", "updated")] == [1, 1]


def test_refused_rows_are_written_to_a_file(
    filled: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "errors.csv"

    done = run("import", "products", "products.csv", "--errors", str(out))

    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(int(row["row"]), row["field"], row["rule"]) for row in rows] == (
        OUTCOMES["products"][1]
    )
    assert "refused: row 6, E family “kopii” [unknown_word]" in done.stdout


@pytest.mark.parametrize(
    ("text", "rule", "field"),
    [
        ("", "file_empty", "file"),
        ("satu,dua\n1,2\n", "header_not_found", "file"),
        ("business,quantity_kg\nKopi Wati,5\n", "column_missing", "lot"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_exit_code_two(
    filled: dict[str, Any], run: Run, tmp_path: Path, text: str, rule: str, field: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text)

    done = run("import", "lots", str(file), "--json")

    assert (done.returncode, done.stdout) == (2, "")
    error = json.loads(done.stderr.splitlines()[-1])["error"]
    assert (error["rule"], error["field"]) == (rule, field)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.django_db
def test_the_workbook_of_a_kind_is_read_as_it_is(
    kind: ImportKind, region: Region, tmp_path: Path
) -> None:
    """Its example is skipped; the same row without the mark can be read whole."""
    book = tmp_path / "book.xlsx"
    book.write_bytes(make_workbook(kind))
    actor = make_local_administrator()

    loaded = import_rows(actor=actor, kind=kind, path=str(book))

    assert (loaded.rows, loaded.skipped, loaded.refusals) == (0, 1, ())
    assert loaded.ignored_columns == ()
    sheets = python_calamine.CalamineWorkbook.from_path(str(book)).sheet_names
    assert sheets == [kind.sheet, "Petunjuk - Help", "Pilihan - Choices"]
    titles, example, *_ = python_calamine.CalamineWorkbook.from_path(
        str(book)
    ).get_sheet_by_name(kind.sheet).to_python()  # fmt: skip
    filled_in = tmp_path / "filled.csv"
    with filled_in.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(titles)
        writer.writerow([str(example[0]).removeprefix(EXAMPLE_MARK), *example[1:]])
    told = import_rows(actor=actor, kind=kind, path=str(filled_in), dry_run=True)
    # Every cell of the example is read; only what it hangs on is not there.
    assert told.rows == 1
    assert {one.rule for one in told.refusals} <= {
        "business_absent", "buyer_absent", "unknown_region",
    } or {one.field for one in told.refusals} == {"country"}  # fmt: skip
