"""Who had his business erased does not come back with an old list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import User
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.importing.erased import remember_erased
from wadah.apps.registry.models import (
    Business,
    ErasedRecord,
    ImportProblem,
    StatedCertificate,
)
from wadah.delivery.operations.retention import act_on_retention

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HEAD = "NO,NAMA PERUSAHAAN,NAMA PEMILIK,DESA,KECAMATAN,TELP,NIB,HALAL"
ROWS = (
    "1,Keripik Ratna,Ratna Dewi,Hajimena,Natar,0812-3456-7890,,ID18110000000001",
    "2,Kopi Ulu,Siti Aminah,Sukamaju,Ulubelu,0813-1111-2222,,ID18110000000002",
    "3,Tapis Ayu,Ayu,Sukamaju,Natar,,0220001234567,",
)


@pytest.fixture
def a_list(tmp_path: Path, region: object, families: object) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n")
    return path


def test_an_erased_business_is_refused_by_any_list_that_names_it(
    a_list: Path, owner: Actor, officer: Actor, administrator: Actor, tmp_path: Path
) -> None:
    assert import_businesses(actor=officer, path=a_list).created == 3
    record = Business.objects.get(name="Keripik Ratna")
    record.organisation_id = owner.organisation_id
    record.save()
    erase_person(actor=administrator, user=User.objects.get(pk=owner.user_id), now=NOW)

    again = import_businesses(actor=officer, path=a_list)
    other = tmp_path / "other.csv"
    other.write_text(
        "NAMA USAHA,PEMILIK,HP\nKERIPIK RATNA,Dewi R.,+62 812 3456 7890\n"
        "Warung Baru,Tono,0813-9999-1111\n"
    )
    elsewhere = import_businesses(actor=officer, path=other)

    assert (again.created, again.refused, again.unchanged) == (0, 1, 2)
    assert (elsewhere.created, elsewhere.refused) == (1, 1)
    assert not Business.objects.filter(search_name__contains="ratna").exists()
    told = ImportProblem.objects.filter(rule__startswith="IMP-21")
    assert [(row.row, row.cell) for row in told] == [(2, "")]


def test_what_is_beside_the_other_rows_stays_with_them(
    a_list: Path, officer: Actor
) -> None:
    gone = Business(name="Keripik Ratna", owner_name="Ratna Dewi", village="Hajimena")
    remember_erased([gone], date(2026, 11, 24))

    import_businesses(actor=officer, path=a_list)

    found = StatedCertificate.objects.values_list("business__name", "number")
    assert list(found) == [("Kopi Ulu", "18110000000002")]


@pytest.mark.parametrize(
    ("values", "is_known"),
    [
        ({"name": "tapis  AYU", "owner_name": "ayu", "village": "SUKAMAJU"}, True),
        ({"name": "Tapis Ayu", "owner_name": "Ayu", "village": "Natar"}, False),
        ({"name": "Tapis Ayu"}, False),
        ({"owner_name": "Ayu"}, False),
    ],
)
def test_a_name_alone_erases_nobody(
    values: dict[str, str], is_known: bool, a_list: Path, officer: Actor
) -> None:
    remember_erased([Business(**values)], date(2026, 11, 24))

    assert import_businesses(actor=officer, path=a_list).refused == int(is_known)


def test_the_identity_number_is_enough(a_list: Path, officer: Actor) -> None:
    import_businesses(actor=officer, path=a_list)
    named = Business.objects.get(name="Tapis Ayu")
    remember_erased(
        [Business(nib_fingerprint=named.nib_fingerprint)], date(2026, 11, 24)
    )
    Business.objects.all().delete()

    assert import_businesses(actor=officer, path=a_list).created == 2


def test_marks_name_nobody_and_end_after_ten_years() -> None:
    remember_erased(
        [Business(name="Kopi", owner_name="Siti", phone="+628123", village="Natar")],
        date(2026, 11, 24),
    )
    marks = list(ErasedRecord.objects.values_list("mark", flat=True))
    assert len(marks) == 3
    assert all(len(mark) == 64 and int(mark, 16) for mark in marks)

    act_on_retention(NOW + timedelta(days=3649))
    assert ErasedRecord.objects.count() == 3
    act_on_retention(NOW + timedelta(days=3652))
    assert ErasedRecord.objects.count() == 0
