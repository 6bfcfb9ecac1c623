"""Rows that an administrator keeps, beside the packaged ones."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.models import (
    Currency,
    DocumentType,
    ExchangeRate,
    Holiday,
    Laboratory,
    LaboratoryScope,
    Parameter,
    Port,
    Region,
    Standing,
)
from wadah.apps.reference.queries import find_rate, list_words_not_offered


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


@pytest.mark.django_db
def test_the_rate_of_a_day_is_the_last_at_or_before_it() -> None:
    load_reference()
    for day, amount in ((date(2026, 11, 4), 16100), (date(2026, 11, 18), 16250)):
        ExchangeRate.objects.create(
            currency_id="USD", kind="tax", valid_on=day, idr_amount=amount, source="KM"
        )

    found = [find_rate("USD", "tax", date(2026, 11, day)) for day in (3, 4, 17, 18, 30)]

    assert [rate and int(rate.idr_amount) for rate in found] == [
        None, 16100, 16100, 16250, 16250,
    ]  # fmt: skip
    assert find_rate("USD", "market", date(2026, 11, 30)) is None


@pytest.mark.django_db
def test_a_word_that_is_switched_off_is_offered_until_the_day_before() -> None:
    load_reference()
    DocumentType.objects.filter(pk="nib").update(disabled_from=date(2026, 12, 1))

    assert list_words_not_offered(DocumentType, date(2026, 11, 30)) == frozenset()
    assert list_words_not_offered(DocumentType, date(2026, 12, 1)) == {"nib"}
