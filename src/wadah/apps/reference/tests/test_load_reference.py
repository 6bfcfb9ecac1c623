"""The packaged reference data reach the tables whole, once."""

from __future__ import annotations

import pytest

from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.models import Market, OfficialCount, ProductFamily, Region


@pytest.mark.django_db
def test_loads_every_table_and_twice_changes_nothing() -> None:
    first = load_reference()

    second = load_reference()

    assert first == second
    assert Region.objects.filter(parent_id="18").count() == 15
    assert ProductFamily.objects.get(pk="cocopeat").details["hs_codes"][0]["hs6"] == (
        "530500"
    )
    assert OfficialCount.objects.filter(count=156150).count() == 1


@pytest.mark.django_db
def test_keeps_great_britain_and_northern_ireland_apart_from_the_union() -> None:
    load_reference()

    now = Market.objects.filter(
        memberships__group="EU", memberships__valid_to__isnull=True
    ).distinct()

    assert now.count() == 27
    assert not now.filter(pk__in=["GB", "XI"]).exists()
    assert Market.objects.filter(pk__in=["GB", "XI"]).count() == 2


@pytest.mark.django_db
def test_disables_nothing_by_deleting() -> None:
    load_reference()
    ProductFamily.objects.create(pk="gone_family", name_id="lama", name_en="old")

    load_reference()

    assert ProductFamily.objects.filter(pk="gone_family").exists()
