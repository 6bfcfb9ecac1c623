"""Rows that an administrator keeps, beside the packaged ones."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.models import (
    Currency,
    DocumentType,
    Holiday,
    Laboratory,
    LaboratoryScope,
    Parameter,
    Port,
    Region,
    Standing,
)


@pytest.mark.django_db
def test_packaged_rows_fill_every_kept_table_but_laboratories() -> None:
    load_reference()

    assert Port.objects.get(pk="IDPNJ").name == "Panjang"
    assert Currency.objects.get(pk="BHD").minor_units == 3
    assert Holiday.objects.filter(day=date(2026, 8, 17)).count() == 1
    assert DocumentType.objects.get(pk="nib").bound == "S"
    assert Parameter.objects.get(pk="moisture").unit == "%"
    assert Laboratory.objects.count() == 0


@pytest.mark.django_db
def test_loading_again_leaves_rows_alone_that_were_changed_here() -> None:
    load_reference()
    Port.objects.filter(pk="IDPNJ").update(
        name="Panjang (Bandar Lampung)", is_own=True, disabled_from=date(2027, 1, 1)
    )
    Region.objects.filter(pk="18.71").update(name="old name")

    load_reference()

    assert Port.objects.get(pk="IDPNJ").name == "Panjang (Bandar Lampung)"
    assert Port.objects.get(pk="IDPNJ").disabled_from == date(2027, 1, 1)
    assert Region.objects.get(pk="18.71").name == "Kota Bandar Lampung"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "from_day", "until", "standing"),
    [
        ("LP-1", date(2024, 1, 1), date(2027, 1, 1), Standing.VALID),
        ("LP-1", date(2024, 1, 1), date(2026, 11, 23), Standing.LAPSED),
        ("LP-1", date(2026, 11, 25), date(2027, 1, 1), Standing.NOT_YET),
        ("LP-1", date(2024, 1, 1), None, Standing.UNKNOWN),
        ("", date(2024, 1, 1), date(2027, 1, 1), Standing.UNKNOWN),
    ],
)
def test_says_whether_an_accreditation_holds_on_the_day(
    number: str, from_day: date, until: date | None, standing: Standing
) -> None:
    laboratory = Laboratory(
        name="Example",
        accreditation_number=number,
        valid_from=from_day,
        valid_until=until,
    )

    assert laboratory.standing_on(date(2026, 11, 24)) is standing


@pytest.mark.django_db
def test_a_scope_may_lapse_before_its_laboratory() -> None:
    laboratory = Laboratory(
        name="Example", accreditation_number="LP-1", valid_until=date(2027, 1, 1)
    )
    scope = LaboratoryScope(laboratory=laboratory, valid_until=date(2026, 11, 23))

    assert scope.standing_on(date(2026, 11, 23)) is Standing.VALID
    assert scope.standing_on(date(2026, 11, 24)) is Standing.LAPSED
