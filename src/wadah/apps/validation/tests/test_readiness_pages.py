"""Readiness of products: built from the tables, kept by day, listed and handed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import CapacityMonth, Lot, Product
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.actions.refresh_readiness import refresh_readiness
from wadah.apps.validation.models import Case, ProductReadiness
from wadah.apps.validation.queries.readiness import LEVELS
from wadah.apps.validation.readiness_building import build_profile
from wadah.apps.validation.readiness_history import keep_every_profile, keep_profile

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
ClientOf = Callable[[Actor], Client]
SEES = [
    ("owner", 200), ("colleague", 200), ("officer", 200), ("administrator", 200),
    ("verifier", 200), ("approver", 200), ("stranger", 404), ("buyer_actor", 404),
    ("analyst", 404),
]  # fmt: skip


@pytest.fixture
def case(owner: Actor, lot: Lot, markets: object) -> Case:
    return open_case(actor=owner, product=lot.product, lot=lot, destination="DE")


def verify(product: Product, kg: int) -> None:
    CapacityMonth.objects.create(
        product=product, month=date(2026, 12, 1), declared_kg=kg, verified_kg=kg,
        verified_on=DAY,
    )  # fmt: skip


def test_a_product_without_market_is_held_down_by_that(product: Product) -> None:
    profile, market = build_profile(product, DAY)

    assert market == ""
    assert profile.cap is not None
    assert profile.cap.code == "no_market"


def test_capacity_papers_and_numbers_come_from_the_tables(
    owner: Actor, case: Case
) -> None:
    product = case.product
    product.business.nib = "0220001234567"
    product.business.save()
    verify(product, 9000)
    add_document(actor=owner, business=product.business, type="nib", issued_on=DAY)

    profile, market = build_profile(product, DAY)

    found = {row.code: row for one in profile.dimensions for row in one.indicators}
    assert market == "DE"
    # A usual first order of green coffee is a container of 18 tonnes.
    assert found["capacity"].share == Decimal("0.5")
    assert found["capacity"].seen_on == DAY
    assert found["nib"].share == 1
    assert found["papers_checked"].shown.en == "0 of 1"
    assert found["npwp"].share is None


def test_a_row_is_kept_only_where_something_changed(case: Case) -> None:
    first = keep_profile(case.product, DAY)
    again = keep_profile(case.product, date(2026, 11, 25))
    verify(case.product, 9000)
    changed = keep_profile(case.product, date(2026, 11, 26))

    rows = ProductReadiness.objects.order_by("day")
    assert first is not None
    assert again is None
    assert changed is not None
    assert [(row.day, row.is_current) for row in rows] == [
        (DAY, False), (date(2026, 11, 26), True),
    ]  # fmt: skip
    assert rows[1].score > rows[0].score


def test_a_second_change_of_a_day_takes_the_place_of_the_first(case: Case) -> None:
    keep_profile(case.product, DAY)
    verify(case.product, 9000)

    keep_profile(case.product, DAY)

    row = ProductReadiness.objects.get()
    assert (row.day, row.is_current) == (DAY, True)
    assert row.result["dimensions"][1]["indicators"][0]["share"] == "0.5000"


def test_the_night_keeps_products_with_a_case_and_no_others(
    case: Case, families: dict[str, object]
) -> None:
    Product.objects.create(
        business=case.product.business, family_id="cocopeat", name="Serbuk sabut"
    )

    first = keep_every_profile(DAY)
    second = keep_every_profile(DAY)

    assert first == {"looked_at": 1, "changed": 1}
    assert second == {"looked_at": 1, "changed": 0}
    assert ProductReadiness.objects.get().product_id == case.product_id


@pytest.mark.parametrize(("person", "status"), SEES)
def test_the_profile_opens_for_those_who_see_the_business(
    person: str, status: int, request: pytest.FixtureRequest, case: Case,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(person))

    page = client.get(reverse("validation:readiness", args=[case.product_id]))

    assert page.status_code == status
    assert not ProductReadiness.objects.exists()


def test_an_owner_reads_plain_words_and_an_officer_a_dense_table(
    owner: Actor, officer: Actor, case: Case, client_of: ClientOf
) -> None:
    address = reverse("validation:readiness", args=[case.product_id])

    plain = client_of(owner).get(address).content.decode()
    dense = client_of(officer).get(address).content.decode()

    assert '<th scope="col">Bukti</th>' not in plain
    assert '<th scope="col">Bukti</th>' in dense
    for page in (plain, dense):
        assert "Yang menahannya:" in page
        assert "belum diketahui" in page


def test_who_may_change_the_product_keeps_todays_profile(
    owner: Actor, stranger: Actor, verifier: Actor, case: Case, client_of: ClientOf
) -> None:
    address = reverse("validation:readiness_refresh", args=[case.product_id])

    refused = [client_of(one).post(address).status_code for one in (stranger, verifier)]
    with pytest.raises(Absent):
        refresh_readiness(actor=stranger, product=case.product, as_of=DAY)
    nothing = ProductReadiness.objects.count()
    kept = client_of(owner).post(address)

    assert refused == [404, 404]
    assert nothing == 0
    assert kept.status_code == 302
    assert ProductReadiness.objects.get().day == timezone.localdate()
    assert AuditRow.objects.get(verb="readiness.refreshed").after["changed"] is True


def test_officers_sort_filter_and_take_out_the_list(
    officer: Actor, owner: Actor, case: Case, families: dict[str, object],
    markets: object, client_of: ClientOf,
) -> None:  # fmt: skip
    other = Product.objects.create(
        business=case.product.business, family_id="cocopeat", name="Serbuk sabut"
    )
    open_case(actor=owner, product=other, destination="AU")
    verify(case.product, 18000)
    keep_every_profile(DAY)
    client, address = client_of(officer), reverse("validation:readiness_list")

    def names(**asked: str) -> list[str]:
        page = client.get(address, asked)
        return [row.product.name for row in page.context["page_obj"]]

    assert names() == ["Robusta petik merah", "Serbuk sabut"]
    assert names(sort="score") == ["Serbuk sabut", "Robusta petik merah"]
    assert names(family="cocopeat") == ["Serbuk sabut"]
    assert names(q="ROBUSTA") == ["Robusta petik merah"]
    assert names(level="ready") == []
    assert len(names(cap="cannot_tell")) == 2
    taken = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert len(taken.splitlines()) == 3
    assert client.get(address, {"format": "xlsx"}).content[:2] == b"PK"


@pytest.mark.parametrize(
    "person", ["owner", "colleague", "stranger", "verifier", "buyer_actor", "analyst"]
)
def test_the_list_is_for_officers(
    person: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(person))

    assert client.get(reverse("validation:readiness_list")).status_code == 404


def test_an_officer_sees_only_products_of_businesses_that_consented(
    officer: Actor, case: Case, client_of: ClientOf
) -> None:
    keep_every_profile(DAY)
    case.product.business.consents.update(withdrawn_on=DAY)

    page = client_of(officer).get(reverse("validation:readiness_list"))

    assert list(page.context["page_obj"]) == []


def test_the_levels_of_the_list_are_those_of_the_profile(case: Case) -> None:
    profile, _ = build_profile(case.product, DAY)

    low, high = LEVELS[profile.level]
    assert low <= profile.score <= high
    assert sorted(LEVELS.values()) == [(0, 39), (40, 69), (70, 89), (90, 100)]
