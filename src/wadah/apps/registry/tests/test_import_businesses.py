"""A list enters the register: whole, once, and only where its loader may write."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from wadah.apps.accounts.actor import ANONYMOUS, Absent, Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.import_businesses import (
    import_businesses,
)
from wadah.apps.registry.models import (
    Business,
    Consent,
    ImportBatch,
    ImportProblem,
    PossibleDuplicate,
)
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[6] / "shared" / "data" / "umkm"
DIRECTORY = SHARED / "ikm_directory_masked.xlsx"
FISH = SHARED / "probolinggo_fish_products_masked.csv"
needs_lists = pytest.mark.skipif(
    not DIRECTORY.exists(), reason="the real lists are not beside this checkout"
)
NIB = "0220001234567"
TITLES = "NO,NAMA PERUSAHAAN,NAMA PEMILIK,JALAN,KABUPATEN,TELP,NIB,NAMA PRODUK"
ROWS = (
    f"1,88,Siti,Jl. Kopi 1,Kota Metro,081234567890,{NIB},Keripik pisang",
    "2,KOPI ULUBELU,BUDI,Jl. Raya 2,LAMPUNG SELATAN,,,kopi bubuk",
    "3,,,Jl. Tanpa Nama,Metro,,,tahu",
    "4,Kopi Ulubelu,Budi,Jl. Raya 2,Lampung Selatan,,12345,",
)


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.fixture
def list_file(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, name: str = "daftar.csv", titles: str = TITLES) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def counted() -> tuple[int, ...]:
    return tuple(
        model.objects.count()
        for model in (
            Business, ImportBatch, ImportProblem, Consent, PossibleDuplicate, AuditRow,
        )
    )  # fmt: skip


def test_stores_rows_with_problems_consents_and_one_audit_row(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    outcome = import_businesses(actor=officer, path=list_file(*ROWS))

    assert (outcome.rows, outcome.created, outcome.refused) == (4, 3, 1)
    assert (outcome.updated, outcome.unchanged) == (0, 0)
    assert outcome.possible_duplicates == 1
    batch = ImportBatch.objects.get()
    assert (batch.pk, batch.organisation_id) == (
        outcome.batch_id, officer.organisation_id,
    )  # fmt: skip
    assert batch.counts == outcome.counts()
    assert batch.loaded_by_id == officer.user_id
    assert Consent.objects.filter(
        organisation_id=officer.organisation_id, basis="list", given_by="daftar.csv"
    ).count() == 3  # fmt: skip
    assert [(p.row, p.rule, p.severity) for p in ImportProblem.objects.all()] == [
        (4, "IMP-01 name_missing", "refused"),
        (5, "IMP-14 nib_format", "warning"),
    ]
    audit = AuditRow.objects.get()
    assert (audit.verb, audit.target_id) == ("businesses.imported", str(batch.pk))
    assert audit.after["created"] == 3


def test_reads_each_field_of_a_row(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(*ROWS))

    firm = Business.objects.get(name="88")
    assert firm.region_id == "18.72"
    assert (firm.owner_name, firm.street, firm.phone) == (
        "Siti", "Jl. Kopi 1", "+6281234567890",
    )  # fmt: skip
    assert (firm.made, firm.family_id) == ("Keripik pisang", "banana_chips")
    assert (firm.nib, firm.nib_fingerprint != "") == (NIB, True)
    assert NIB not in str(firm.original)
    assert firm.original["NAMA PRODUK"] == "Keripik pisang"
    assert firm.search_name == "88"
    second = Business.objects.get(source_key="no:2")
    assert (second.name, second.region_id) == ("Kopi Ulubelu", "18.01")


def test_number_of_a_person_is_never_kept_readable(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    path = list_file(f"Toko,Siti,{NIB}9", titles="NAMA USAHA,PEMILIK,NOMOR OSS")

    import_businesses(actor=officer, path=path, overrides=["NOMOR OSS=nib"])

    problem = ImportProblem.objects.get()
    assert problem.cell == "••••••••••5679"
    assert NIB not in str(Business.objects.get().original)


def test_loading_twice_changes_nothing(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    path = list_file(*ROWS)
    first = import_businesses(actor=officer, path=path)
    before, stamps = counted(), set(Business.objects.values_list("pk", "updated_at"))

    second = import_businesses(actor=officer, path=path)

    assert (second.created, second.updated, second.unchanged) == (0, 0, 3)
    assert second.businesses_total == first.businesses_total
    assert second.batch_id == first.batch_id
    assert counted() == before
    assert set(Business.objects.values_list("pk", "updated_at")) == stamps


def test_amended_copy_changes_the_amended_row_only(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(*ROWS))
    amended = ROWS[0].replace("081234567890", "081111111111")

    outcome = import_businesses(actor=officer, path=list_file(amended, *ROWS[1:]))

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 2)
    firm = Business.objects.get(name="88")
    assert firm.phone == "+6281111111111"
    assert firm.batch_id == outcome.batch_id
    assert Consent.objects.count() == 3
    assert AuditRow.objects.count() == 2


def test_second_amendment_is_no_change_by_hand(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    for phone in ("081234567890", "081111111111", "082222222222"):
        row = ROWS[0].replace("081234567890", phone)
        outcome = import_businesses(actor=officer, path=list_file(row))

    assert outcome.problems == ()
    assert Business.objects.get().phone == "+6282222222222"


def test_what_a_person_changed_is_kept_and_named(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(*ROWS))
    firm = Business.objects.get(name="88")
    edit_business(actor=officer, business=firm, phone="0813 0000 0001")
    amended = ROWS[0].replace("081234567890", "081111111111").replace("Siti", "Sari")

    for _ in range(2):
        outcome = import_businesses(actor=officer, path=list_file(amended))

    firm.refresh_from_db()
    assert (firm.phone, firm.owner_name) == ("+6281300000001", "Siti")
    kept = ImportProblem.objects.filter(rule="IMP-16 kept_by_hand")
    assert [(p.row, p.column, p.cell) for p in kept] == [
        (2, "C NAMA PEMILIK", "Sari"), (2, "F TELP", "+6281111111111"),
    ]  # fmt: skip
    assert (outcome.updated, outcome.unchanged) == (0, 1)


def test_list_fills_what_is_empty_in_a_claimed_record(
    reference: None, officer: Actor, owner: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(ROWS[1]))
    Business.objects.update(organisation_id=owner.organisation_id)
    amended = "2,KOPI LAIN,BUDI,Jl. Raya 2,LAMPUNG SELATAN,0812-3456-7891,,kopi bubuk"

    import_businesses(actor=officer, path=list_file(amended))

    firm = Business.objects.get()
    assert (firm.name, firm.phone) == ("Kopi Ulubelu", "+6281234567891")
    assert firm.organisation_id == owner.organisation_id


def test_withdrawn_consent_stays_withdrawn(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(ROWS[1]))
    Consent.objects.update(withdrawn_on=date(2026, 11, 20))

    import_businesses(
        actor=officer, path=list_file(ROWS[1].replace("kopi bubuk", "kopi biji"))
    )

    assert Consent.objects.filter(withdrawn_on__isnull=True).count() == 0


def test_two_organisations_with_one_list_do_not_touch_each_other(
    reference: None, officer: Actor, make_person: Callable[..., Actor],
    list_file: Callable[..., Path],
) -> None:  # fmt: skip
    other = make_person("other@example.org", "officer", "export_organisation")
    import_businesses(actor=officer, path=list_file(*ROWS))

    outcome = import_businesses(actor=other, path=list_file(*ROWS))

    assert (outcome.created, outcome.updated) == (3, 0)
    assert outcome.businesses_total == 3
    assert Business.objects.count() == 6


def test_dry_run_tells_and_stores_nothing(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    before = counted()

    outcome = import_businesses(actor=officer, path=list_file(*ROWS), dry_run=True)

    assert (outcome.created, outcome.refused, outcome.batch_id) == (3, 1, None)
    assert counted() == before


@pytest.mark.parametrize(
    "who",
    ["owner", "colleague", "stranger", "verifier", "approver", "buyer_actor",
     "analyst", None],
)  # fmt: skip
def test_refuses_whoever_loads_no_lists(
    who: str | None, request: pytest.FixtureRequest, list_file: Callable[..., Path]
) -> None:
    actor = request.getfixturevalue(who) if who else ANONYMOUS
    before = counted()

    with pytest.raises(Absent):
        import_businesses(actor=actor, path=list_file(*ROWS))

    assert counted() == before


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"", "file_empty"), (b"a,b\n1,2\n", "header_not_found"),
     (b"%PDF-1.4 text", "not_a_spreadsheet"), (b"PK\x03\x04broken", "file_damaged"),
     (b"PEMILIK,TELP\nSiti,0812\n", "name_column_missing")],
)  # fmt: skip
def test_refuses_a_file_that_is_no_list(
    content: bytes, rule: str, administrator: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)
    before = counted()

    with pytest.raises(InvalidInput) as caught:
        import_businesses(actor=administrator, path=path)

    assert caught.value.rule == rule
    assert counted() == before


@pytest.mark.django_db(transaction=True)
def test_failure_at_the_end_of_writing_leaves_nothing(
    officer: Actor, list_file: Callable[..., Path]
) -> None:
    gone = replace(officer, user_id=999_999_999)
    before = counted()

    # The person is gone: the database refuses what names him when all is written.
    with pytest.raises(IntegrityError):
        import_businesses(actor=gone, path=list_file(*ROWS))

    assert counted() == before


def test_further_rows_of_a_business_join_its_products(
    reference: None, administrator: Actor, list_file: Callable[..., Path]
) -> None:
    titles = "NO,NAMA PERUSAHAAN,NAMA PEMILIK,NAMA PRODUK,NILAI PRODUKSI"
    path = list_file(
        "1,Dapur Siti,Siti,Keripik pisang,24000000", ",,,Gula aren,12000000",
        titles=titles,
    )  # fmt: skip

    import_businesses(actor=administrator, path=path)

    firm = Business.objects.get()
    assert firm.made == "Keripik pisang; Gula aren"
    assert firm.family_id is None
    assert firm.production_value_idr == Decimal(36_000_000)
    assert len(firm.original["further_products"]) == 1


def test_loaded_record_is_edited_like_any_other(
    reference: None, officer: Actor, list_file: Callable[..., Path]
) -> None:
    import_businesses(actor=officer, path=list_file(ROWS[1]))
    add_business(
        actor=officer, name="Dengan tangan", region_code="18.01",
        consent_given_by="Siti",
    )  # fmt: skip

    names = visible_businesses(officer).values_list("name", flat=True)

    assert sorted(names) == ["Dengan tangan", "Kopi Ulubelu"]


def test_stated_certificate_shows_on_the_page_and_fills_the_form_of_a_paper(
    reference: None, officer: Actor, client_of: Callable[[Actor], Client],
    list_file: Callable[..., Path],
) -> None:  # fmt: skip
    path = list_file(
        "1,Dapur Siti,Siti,Metro,No. 2066471014792-23 tanggal 4 Juni 2018",
        titles="NO,NAMA USAHA,PEMILIK,KABUPATEN,PIRT",
    )
    import_businesses(actor=officer, path=path)
    client = client_of(officer)

    page = client.get(f"/businesses/{Business.objects.get().pk}/").content.decode()

    assert "2066471014792-23" in page
    found = re.search(r'href="([^"]*number=2066471014792-23[^"]*)"', page)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    form = client.get(f"{address}&by_hand=1").content.decode()
    assert 'value="2066471014792-23"' in form
    assert 'value="2018-06-04"' in form


@needs_lists
def test_directory_of_1440_is_loaded_once(reference: None) -> None:
    actor = make_local_administrator()
    started = timezone.now()
    first = import_businesses(actor=actor, path=DIRECTORY, sheet="final")
    seconds = (timezone.now() - started).total_seconds()

    second = import_businesses(actor=actor, path=DIRECTORY, sheet="final")

    assert (first.created, first.refused, first.not_businesses) == (1440, 0, 32)
    assert first.without_region == 0
    assert (second.created, second.updated, second.unchanged) == (0, 0, 1440)
    assert second.businesses_total == first.businesses_total == 1440
    assert ImportBatch.objects.count() == AuditRow.objects.count() == 1
    assert Business.objects.filter(name="88").exists()
    # Five seconds alone; a machine that runs other tests beside may take longer.
    assert seconds < 20


@needs_lists
def test_fish_list_of_68_is_loaded_once(reference: None) -> None:
    actor = make_local_administrator()

    first = import_businesses(actor=actor, path=FISH)
    second = import_businesses(actor=actor, path=FISH)

    assert (first.created, first.refused) == (68, 0)
    assert (second.created, second.unchanged) == (0, 68)
    assert Business.objects.filter(family__isnull=False).count() > 0
