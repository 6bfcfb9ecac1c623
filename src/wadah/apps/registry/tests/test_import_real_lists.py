"""Real lists of offices: what is loaded, shown as different, or refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.import_businesses import (
    ImportOutcome,
    import_businesses,
)
from wadah.apps.registry.actions.undo_batch import undo_batch
from wadah.apps.registry.models import (
    Business,
    ImportDifference,
    PossibleDuplicate,
    StatedCertificate,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[6] / "shared" / "data" / "umkm"
DIRECTORY = "ikm_directory_masked.xlsx"
EXPORTS = ("ikm_directory_masked_raw_export.csv", "ikm_directory_masked_lost_zero.csv")
SIX_DISTRICTS = {
    f"Balikpapan {name}"
    for name in ("Barat", "Kota", "Selatan", "Tengah", "Timur", "Utara")
}


@pytest.fixture(autouse=True)
def reference(db: None) -> None:
    if not SHARED.exists():
        pytest.skip("the real lists are not beside this checkout")
    load_reference()


def load(name: str) -> ImportOutcome:
    return import_businesses(actor=make_local_administrator(), path=SHARED / name)


def test_workbook_of_eleven_sheets_gives_1440_entries_each_once() -> None:
    outcome = load(DIRECTORY)

    assert (outcome.created, outcome.refused) == (1440, 0)
    keys = set(Business.objects.values_list("source_key", flat=True))
    assert keys == {f"no:{number}" for number in range(1, 1441)}
    names = ImportDifference.objects.filter(field="name")
    assert names.count() == 14
    assert set(names.values_list("state", flat=True)) == {"open"}
    one = names.get(business__source_key="no:977")
    assert (one.sheet, one.kept, one.offered) == (
        "makanan", "Wadan Djajan (Hanfiah)", "Wadan Djajan (Hanifah)",
    )  # fmt: skip
    assert not ImportDifference.objects.filter(business__source_key="no:1017").exists()
    assert PossibleDuplicate.objects.count() == outcome.possible_duplicates == 6


def test_certificates_of_the_sheet_legalitas_reach_their_businesses() -> None:
    load(DIRECTORY)

    kinds = Counter(StatedCertificate.objects.values_list("kind", flat=True))
    assert kinds == {"pirt": 40, "mark": 35, "halal": 33, "iumk": 25}
    assert set(StatedCertificate.objects.values_list("sheet", flat=True)) == {
        "legalitas"
    }
    # In words of the cell: "No. 500/12/IUMK-Balteng/2016 tanggal 21 Juli 2016".
    permit = StatedCertificate.objects.get(number="500/12/IUMK-BALTENG/2016")
    assert str(permit.issued_on) == "2016-07-21"


def test_39_spellings_become_six_districts_and_the_cell_is_kept() -> None:
    load(DIRECTORY)

    districts = Counter(Business.objects.values_list("district", flat=True))
    # One cell says Balikpapan and no more; its village does not tell which.
    assert districts.pop("Balikpapan") == 1
    assert set(districts) == SIX_DISTRICTS
    cells = {
        business.original["ALAMAT KECAMATAN"].strip()
        for business in Business.objects.filter(district="Balikpapan Timur")
    }
    assert {"BALIKPAPAN TUMUR", "BALOKPAPAN TIMUR"} <= cells


def test_firm_and_owner_of_2021_are_put_back() -> None:
    outcome = load(DIRECTORY)

    firm = Business.objects.get(source_key="no:1439")
    assert (firm.name, firm.owner_name) == ("Teen Cookies", "Mulama. Gimiman Okaawati")
    assert firm.original["NAMA PERUSAHAAN"] == "Mulama. Gimiman Okaawati"
    # The fifteenth bears its owner's name.
    swapped = [p for p in outcome.problems if p.name == "swapped_back"]
    assert (len(swapped), {p.severity for p in swapped}) == (14, {"note"})


@pytest.mark.parametrize("name", EXPORTS)
def test_export_of_the_workbook_gives_nothing_new_and_shows_what_differs(
    name: str,
) -> None:
    load(DIRECTORY)
    before = list(Business.objects.order_by("pk").values_list("pk", "updated_at"))

    outcome = load(name)
    again = load(name)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 1440)
    shown = ImportDifference.objects.filter(batch=outcome.batch_id)
    assert shown.count() == outcome.differences > 0
    assert again.batch_id == outcome.batch_id
    assert list(Business.objects.order_by("pk").values_list("pk", "updated_at")) == (
        before
    )


@pytest.mark.parametrize(
    ("name", "created"),
    [("solo_umkm_masked.csv", 5000), ("probolinggo_fish_products_masked.csv", 68),
     ("brebes_food_stalls_masked.csv", 181), ("survey_200_firms_masked.csv", 200)],
)  # fmt: skip
def test_other_lists_load_and_can_be_taken_back(name: str, created: int) -> None:
    outcome = load(name)

    assert (outcome.created, outcome.refused) == (created, 0)
    assert outcome.batch_id is not None
    done = undo_batch(actor=make_local_administrator(), batch_id=outcome.batch_id)
    assert (done.removed, Business.objects.count()) == (created, 0)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("bandarlampung_industry_2023.xlsx", "by field, size and year"),
        ("jabar_umkm_binaan_per_jenis_usaha.csv",
         "by province, regency, field and year"),
        ("sleman_rekap_2022_broken.csv", "by district, field and year"),
        ("umkm_per_provinsi_mixed_numbers.xlsx", "by province"),
        ("umkm_nasional_wide_years.csv", "by year"),
    ],
)  # fmt: skip
def test_refuses_a_file_of_counts_and_says_what_it_counts(name: str, what: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(name)

    assert caught.value.rule == "table_of_counts"
    assert f"a table of counts {what}, no list of businesses" in (
        caught.value.message.en
    )
    assert Business.objects.count() == 0
