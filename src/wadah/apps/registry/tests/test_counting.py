"""The kept counts say what a count would say, whatever an action did."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Organisation
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry import counting
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.actions.give_consent import give_consent
from wadah.apps.registry.actions.withdraw_consent import withdraw_consent
from wadah.apps.registry.counting import keep_counts, recount
from wadah.apps.registry.models import Business, Consent, Product, RegisterCount
from wadah.apps.registry.queries.counts import (
    count_months,
    count_regions,
    count_visible,
    list_family_slugs,
)

pytestmark = pytest.mark.django_db


def cells(scope: str) -> dict[tuple[str, str], int]:
    kept = RegisterCount.objects.filter(scope=scope).exclude(measure="month")
    return {(row.measure, row.key): row.count for row in kept if row.count}


def test_adding_a_business_counts_it_for_the_register_and_its_officer(
    officer: Actor, region: Region
) -> None:
    add_business(
        actor=officer, name="Kopi", region_code="18.71", phone="0812 3456 7890",
        consent_given_by="Siti",
    )  # fmt: skip

    wanted = {("region", "18.71"): 1, ("contactable", "18.71"): 1}
    assert cells("all") == cells(str(officer.organisation_id)) == wanted
    assert count_visible(officer) == 1
    assert recount() == []


def test_editing_moves_it_from_one_cell_to_another(
    officer: Actor, business: Business
) -> None:
    Region.objects.create(pk="18.01", name="Lampung Selatan", kind="regency")

    edit_business(
        actor=officer, business=business, region_code="18.01", phone="", email=""
    )

    assert count_regions("all") == {"18.01": 1}
    assert count_regions("all", contactable=True) == {}
    assert recount() == []


def test_products_count_a_business_once_a_family(
    owner: Actor, business: Business, families: dict[str, ProductFamily]
) -> None:
    coffee, cocopeat = "coffee_green_robusta", "cocopeat"
    first = add_product(actor=owner, business=business, family=coffee, name="A")
    add_product(actor=owner, business=business, family=coffee, name="B")
    assert cells("all")["product_family", coffee] == 1

    edit_product(actor=owner, product=first, family=cocopeat)

    assert list_family_slugs("all") == {coffee, cocopeat}
    assert recount() == []


def test_a_withdrawn_consent_leaves_the_officers_count_and_no_other(
    owner: Actor, officer: Actor, business: Business
) -> None:
    consent = Consent.objects.get(business=business)

    withdraw_consent(actor=owner, consent=consent)

    assert count_visible(officer) == 0
    assert count_regions("all") == {"18.71": 1}
    house = Organisation.objects.get(pk=officer.organisation_id)
    give_consent(
        actor=owner, business=business, organisation=house, given_by="Siti",
        basis="self",
    )  # fmt: skip
    assert count_visible(officer) == 1
    assert recount() == []


def test_a_merged_record_counts_no_longer(business: Business) -> None:
    twin = Business.objects.create(name="Twin", search_name="twin")
    recount()

    with keep_counts(business.pk, twin.pk):
        Business.objects.filter(pk=twin.pk).update(merged_into=business)

    assert count_regions("all") == {"18.71": 1}
    assert recount() == []


def test_many_at_once_are_counted_anew(
    monkeypatch: pytest.MonkeyPatch, business: Business
) -> None:
    monkeypatch.setattr(counting, "MOST_BY_KEY", 2)

    with keep_counts() as touched:
        made = Business.objects.bulk_create(
            Business(name=f"B{n}", search_name=f"b{n}") for n in range(3)
        )
        touched += [row.pk for row in made]

    assert count_regions("all") == {"18.71": 1, "": 3}
    assert sum(count for _, count in count_months()) == 4


def test_an_action_that_fails_leaves_no_count(business: Business) -> None:
    before = cells("all")

    with pytest.raises(RuntimeError), transaction.atomic(), keep_counts() as touched:
        touched.append(Business.objects.create(name="X", search_name="x").pk)
        raise RuntimeError("fails")

    assert cells("all") == before


def test_recount_names_what_was_wrong_and_mends_it(product: Product) -> None:
    recount()
    RegisterCount.objects.filter(scope="all", measure="region").update(count=41)
    Consent.objects.all().delete()

    wrong = recount()

    assert ("all", "region", "18.71") in wrong
    assert count_regions("all") == {"18.71": 1}
    assert not RegisterCount.objects.exclude(scope__in=("", "all")).exists()
    assert recount() == []


def test_months_are_local_months(business: Business) -> None:
    Business.objects.update(created_at="2026-10-31T18:00:00Z")
    recount()

    assert count_months() == [(date(2026, 11, 1), 1)]
