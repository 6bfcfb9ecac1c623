"""The synthetic province: the published counts, the same bytes, all of it removable."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent, Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow, Organisation
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.counting import recount
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.models import Business, CapacityMonth, Consent, Lot, Product
from wadah.apps.validation.models import Document
from wadah.core.values import InvalidInput
from wadah.core.values.size_class import size_class
from wadah.delivery.cli.installation import find_organisation
from wadah.delivery.example.province import AS_OF, digest, make_province
from wadah.delivery.example.province_data import read_counts, read_products
from wadah.delivery.example.province_list import list_cells, make_list, truth_cells
from wadah.delivery.example.province_store import (
    list_synthetic,
    remove_province,
    store_province,
)

WHOLE = 156_150
FEW = 300


def digest_in_another_process(hash_seed: str) -> str:
    code = (
        "import os, django; django.setup();"
        "from wadah.delivery.example.province import digest, make_province;"
        f"print(digest(make_province({FEW}, 7)))"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.test",
    }
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout.strip()


def test_the_same_seed_gives_the_same_bytes() -> None:
    here = digest(make_province(FEW, 7))

    assert here == digest(make_province(FEW, 7))
    assert here == digest_in_another_process("1")
    assert here == digest_in_another_process("4242")
    assert here != digest(make_province(FEW, 8))


def test_the_whole_province_has_the_published_counts() -> None:
    firms = make_province(WHOLE, 1).businesses
    found = Counter(
        zip(firms["region_code"].to_list(), firms["size_class"].to_list(), strict=True)
    )

    expected = {
        (regency.region_code, size): count
        for regency in read_counts()
        for size, count in zip(
            ("micro", "small", "medium"), regency.by_size, strict=True
        )
    }
    assert found == expected
    assert sum(found.values()) == WHOLE
    assert firms["region_code"].n_unique() == 15
    # Phones and numbers that nobody was given, each once.
    phones = [phone for phone in firms["phone"] if phone]
    assert all(phone.startswith("+62810") and len(phone) == 14 for phone in phones)
    assert len(set(phones)) == len(phones)
    numbers = [nib for nib in firms["nib"] if nib]
    assert all(len(nib) == 13 and nib.startswith("9999") for nib in numbers)
    assert len(set(numbers)) == len(numbers)
    assert len(numbers) / WHOLE == pytest.approx(0.45, abs=0.01)


def test_shares_hold_in_any_size() -> None:
    province = make_province(10_000, 3)

    sectors = Counter(province.businesses["sector"].to_list())
    assert sectors["trade"] / 10_000 == pytest.approx(0.5519, abs=0.02)
    assert sectors["food"] / 10_000 == pytest.approx(0.2349, abs=0.02)
    assert len(province.products) == pytest.approx(16_000, rel=0.05)
    halal = (province.papers["type"] == "halal_certificate").sum()
    assert halal / 10_000 == pytest.approx(0.14, abs=0.01)
    known = {(word.region_code, word.word) for word in read_products()}
    traders = province.businesses.filter(province.businesses["sector"] == "trade")
    assert set(traders.select("region_code", "family").iter_rows()) <= known


def test_the_size_class_follows_from_the_figures() -> None:
    for row in make_province(2_000, 5).businesses.iter_rows(named=True):
        told = size_class(
            row["capital_idr"], row["annual_sales_idr"], AS_OF,
            established_on=row["established_on"],
        )  # fmt: skip
        assert told.size == row["size_class"]


@pytest.mark.parametrize("number", [1, 2, 45, 100])
def test_a_small_province_has_just_as_many(number: int) -> None:
    assert len(make_province(number, 1).businesses) == number


def test_planted_pairs_are_what_the_truth_says() -> None:
    made = make_list(2_000, 9, duplicates=0.05, hard_negatives=0.03)
    rows = {row["number"]: row for row in made.firms.iter_rows(named=True)}
    kinds = Counter(made.truth["kind"].to_list())

    assert len(rows) == 2_000
    assert kinds == {
        "duplicate": 100, "same owner, other firm": 30, "same name, other village": 30
    }  # fmt: skip
    for first, second, kind in made.truth.iter_rows():
        one, two = rows[first], rows[second]
        assert one["region_code"] == two["region_code"]
        if kind == "same owner, other firm":
            assert one["owner_name"] == two["owner_name"]
            assert one["name"] != two["name"]
        elif kind == "same name, other village":
            assert one["name"] == two["name"]
            assert one["village"] != two["village"]
    assert len(truth_cells(made.truth)) == 161


def test_a_messy_list_says_that_it_is_synthetic() -> None:
    firms = make_list(200, 2).firms
    cells = list_cells(firms, 2, messy=True)

    assert cells == list_cells(firms, 2, messy=True)
    assert "SINTETIS" in str(cells[0][0])
    assert {row[-1] for row in cells[4:]} == {"sintetis"}
    shapes = {type(row[7]).__name__ for row in cells[4:] if row[7]}
    assert shapes == {"int", "str"}
    for row, firm in zip(cells[4:], firms.iter_rows(named=True), strict=True):
        text = "" if row[7] == "-" else str(row[7])
        found = read_phones(text).numbers if text else ()
        assert list(found) == ([firm["phone"]] if firm["phone"] else [])


@pytest.fixture
def stored(db: None, officer: Actor) -> Any:
    load_reference()
    organisation = Organisation.objects.get(pk=officer.organisation_id)
    return store_province(
        actor=make_local_administrator(),
        province=make_province(FEW, 7),
        seed=7,
        organisation=organisation,
        progress=lambda _step: None,
    )


def test_stores_every_row_and_marks_it(stored: Any, officer: Actor) -> None:
    firms = Business.objects.filter(is_example=True)
    first = firms.get(source_key="1")
    drawn = make_province(FEW, 7).businesses.row(0, named=True)

    assert (stored.businesses, firms.count()) == (FEW, FEW)
    assert Product.objects.count() == stored.products
    assert Product.objects.filter(is_published=True).count() == (
        stored.published_products
    )
    assert CapacityMonth.objects.count() == stored.capacity_months
    assert Lot.objects.count() == stored.lots
    assert Document.objects.count() == stored.papers
    assert Consent.objects.filter(organisation=officer.organisation_id).count() == FEW
    assert (first.name, first.nib, first.phone) == (
        drawn["name"], drawn["nib"], drawn["phone"],
    )  # fmt: skip
    assert recount() == []
    assert AuditRow.objects.get(verb="province.drawn").after["businesses"] == FEW


def test_a_second_run_is_refused_and_adds_nothing(stored: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        store_province(
            actor=make_local_administrator(), province=make_province(10, 1), seed=1,
            organisation=None, progress=lambda _step: None,
        )  # fmt: skip

    assert refusal.value.rule == "province_exists"
    assert Business.objects.count() == FEW


def test_removing_takes_exactly_these_away(
    stored: Any, officer: Actor, region: Any
) -> None:
    own = add_business(
        actor=officer, name="Usaha Nyata", region_code=region.pk, is_example=True,
        consent_given_by="Rina",
    )  # fmt: skip
    gone = list_synthetic().first()
    Business.objects.filter(pk=gone.pk).update(merged_into=own)

    removed = remove_province(actor=make_local_administrator())

    assert removed == FEW
    assert list(Business.objects.all()) == [own]
    assert not Product.objects.exists()
    assert not Document.objects.exists()
    assert recount() == []
    assert remove_province(actor=make_local_administrator()) == 0


def test_only_an_administrator_draws_and_removes(stored: Any, officer: Actor) -> None:
    with pytest.raises(Absent):
        remove_province(actor=officer)
    with pytest.raises(InvalidInput):
        find_organisation("Tidak Ada")

    assert Business.objects.count() == FEW


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["--out", "x.csv"], "businesses"),
        (["--businesses", "5", "--out", "x.pdf"], "out"),
        (["--businesses", "5", "--out", "no/such/folder/x.csv"], "out"),
        ([], "businesses"),
    ],
)
def test_bad_input_is_told_by_field(
    arguments: list[str], field: str, tmp_path: Path
) -> None:
    run = run_wadah(arguments, tmp_path)

    assert run.returncode == 2
    assert json.loads(run.stderr.splitlines()[-1])["error"]["field"] == field
    assert run.stdout == ""


def test_writes_a_list_and_its_truth(tmp_path: Path) -> None:
    run = run_wadah(
        ["--businesses", "100", "--out", "list.csv", "--duplicates", "0.1"], tmp_path
    )

    told = json.loads(run.stdout)
    assert (told["rows"], told["planted"]) == (100, {"duplicate": 10})
    text = (tmp_path / told["truth"]).read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 11


def run_wadah(arguments: list[str], folder: Path) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "example", *arguments,
         "--json"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "WADAH_HOME": str(folder / "home"), "DATABASE_URL": ""},
    )  # fmt: skip
