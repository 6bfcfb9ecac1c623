"""The size of a record: from its figures, else as stated, with the rule kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.set_size_class import set_size_class
from wadah.apps.registry.business_size import size_columns
from wadah.apps.registry.models import Business
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
SALES = "pp7_2021_art35_5_sales"
CAPITAL = "pp7_2021_art35_3_capital"
MILLION = 10**6


def _size(business: Business) -> tuple[str, str, str]:
    business.refresh_from_db()
    return business.size_class, business.size_rule, business.size_stated


def test_figures_give_class_and_rule(owner: Actor, business: Business) -> None:
    set_size_class(
        actor=owner, business=business, capital_idr=None,
        annual_sales_idr=2_500 * MILLION,
    )  # fmt: skip

    assert _size(business) == ("small", SALES, "")
    row = AuditRow.objects.get()
    assert row.verb == "business.size_set"
    assert row.after == {
        "annual_sales_idr": "2500000000", "size_class": "small", "size_rule": SALES,
    }  # fmt: skip


def test_a_stated_class_stands_without_a_rule_until_a_figure_is_known(
    owner: Actor, business: Business
) -> None:
    edit_business(actor=owner, business=business, size_class="medium")
    assert _size(business) == ("medium", "", "medium")

    edit_business(actor=owner, business=business, annual_sales_idr=900 * MILLION)
    assert _size(business) == ("micro", SALES, "medium")

    edit_business(actor=owner, business=business, annual_sales_idr=None)
    assert _size(business) == ("medium", "", "medium")


def test_a_class_that_came_with_a_list_counts_as_stated(
    owner: Actor, business: Business
) -> None:
    Business.objects.filter(pk=business.pk).update(size_class="small")
    business.refresh_from_db()

    edit_business(actor=owner, business=business, district="Kemiling")
    assert _size(business) == ("small", "", "small")

    edit_business(actor=owner, business=business, capital_idr=50 * MILLION)
    assert _size(business) == ("micro", CAPITAL, "small")


def test_the_founding_decides_which_figure_counts(
    owner: Actor, business: Business
) -> None:
    edit_business(
        actor=owner, business=business, capital_idr=3_000 * MILLION,
        annual_sales_idr=900 * MILLION,
    )  # fmt: skip
    assert _size(business)[:2] == ("micro", SALES)

    edit_business(actor=owner, business=business, established_on=date(2023, 5, 1))
    assert _size(business)[:2] == ("small", CAPITAL)


def test_a_new_business_gets_its_size_at_once(owner: Actor, region: object) -> None:
    business = add_business(
        actor=owner, name="Sambal Bu Tini", region_code="18.71",
        annual_sales_idr=Decimal(60 * MILLION), size_class="micro",
    )  # fmt: skip

    assert _size(business) == ("micro", SALES, "micro")


@pytest.mark.parametrize("figure", [-1, "a", "NaN", 10**18])
def test_refuses_an_amount_that_is_none(
    owner: Actor, business: Business, figure: object
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        edit_business(actor=owner, business=business, capital_idr=figure)

    assert refusal.value.field == "capital_idr"
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("who", ["stranger", "verifier", "buyer_actor", "analyst"])
def test_nobody_else_sets_the_size(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    with pytest.raises(Absent):
        set_size_class(
            actor=request.getfixturevalue(who), business=business, capital_idr=1,
            annual_sales_idr=None,
        )  # fmt: skip

    assert _size(business) == ("", "", "")


def test_columns_of_a_list_get_the_same_answer() -> None:
    rows = [
        (None, 2_500 * MILLION, None),
        (3_000 * MILLION, 900 * MILLION, date(2023, 5, 1)),
        (None, None, None),
    ]

    found = list(size_columns(rows, ["micro", "", "medium"], date(2026, 11, 24)))

    assert found == [
        ("small", SALES, "micro"), ("small", CAPITAL, ""), ("medium", "", "medium"),
    ]  # fmt: skip


def test_the_page_says_why_and_that_the_papers_differ(
    owner: Actor, business: Business, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)
    address = reverse("registry:size_set", args=[business.pk])
    page = reverse("business_page", args=[business.pk])
    assert "Belum dapat dipastikan" in client.get(page).content.decode()
    assert "Belum dapat dipastikan" in client.get(address).content.decode()

    client.post(address, {"annual_sales_idr": "2500000000", "stated": "micro"})
    shown = client.get(page).content.decode()

    assert "Usaha kecil, karena hasil penjualan setahun Rp2.500.000.000" in shown
    assert "Surat menyebut “mikro”. Angkanya menunjukkan skala lain." in shown
    assert client.get(address).context["form"].initial == {
        "annual_sales_idr": "2500000000", "capital_idr": "", "stated": "micro",
    }  # fmt: skip
