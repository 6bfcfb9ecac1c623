"""Open requests of a product, and what a business misses most often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.matching.queries.demand import list_fits, list_misses
from wadah.apps.matching.tests.conftest import AS_OF
from wadah.apps.registry.models import Lot, Product

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]


@pytest.fixture
def requests(
    wanted: BuyerRequest, buyer_actor: Actor, buyer: Buyer
) -> list[BuyerRequest]:
    """16 t that ask for dry coffee, 5 t that ask for a halal paper too, 9 t roasted."""
    common = {
        "actor": buyer_actor, "buyer": buyer, "family": "coffee_green_robusta",
        "window_from": date(2026, 12, 1), "window_to": date(2026, 12, 31),
        "destination": "DE",
    }  # fmt: skip
    small = add_request(
        **common, quantity_kg=Decimal(5000), form="green", certificates=["halal"]
    )
    roasted = add_request(
        **common, quantity_kg=Decimal(9000), form="roasted_ground",
        certificates=["halal"],
    )  # fmt: skip
    BuyerRequest.objects.update(state="open", is_public=True)
    return [wanted, small, roasted]


@pytest.fixture
def stocked(
    product: Product, lot: Lot, add_capacity: Add, add_moisture: Add
) -> Product:
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)
    return product


def test_lists_what_it_fills_first_then_the_nearest(
    owner: Actor, stocked: Product, requests: list[BuyerRequest]
) -> None:
    wanted, small, roasted = requests

    fits = list_fits(owner, stocked, AS_OF)

    assert [fit.request for fit in fits] == [wanted, small, roasted]
    assert fits[0].is_yes
    assert [c.code for c in fits[1].refusal.constraints] == ["certificate"]  # type: ignore[union-attr]
    assert fits[1].refusal.is_yes_after_steps  # type: ignore[union-attr]


def test_counts_what_is_missing_by_requests_and_weight(
    owner: Actor, stocked: Product, requests: list[BuyerRequest]
) -> None:
    misses = list_misses(owner, stocked.business, AS_OF)

    assert [(m.code, m.subject, len(m.requests), m.request_kg) for m in misses] == [
        ("certificate", "halal_certificate", 2, 14000),
        ("form", "", 1, 9000),
    ]


def test_closed_and_past_requests_ask_for_nothing(
    owner: Actor, stocked: Product, requests: list[BuyerRequest]
) -> None:
    BuyerRequest.objects.filter(pk=requests[0].pk).update(state="closed")
    assert len(list_fits(owner, stocked, AS_OF)) == 2

    assert list_fits(owner, stocked, date(2027, 1, 1)) == []


def test_a_targeted_request_of_others_is_not_shown(
    owner: Actor, stocked: Product, requests: list[BuyerRequest]
) -> None:
    BuyerRequest.objects.update(is_public=False)

    assert list_fits(owner, stocked, AS_OF) == []


def test_number_of_queries_does_not_grow_with_requests(
    owner: Actor, stocked: Product, requests: list[BuyerRequest],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(20):
        copy = BuyerRequest.objects.get(pk=requests[0].pk)
        copy.pk = None
        copy.quantity_kg = Decimal(1000 + number)
        copy.save()

    with django_assert_max_num_queries(40):
        assert len(list_fits(owner, stocked, AS_OF)) == 23


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 200), ("officer", 200), ("stranger", 404),
     ("buyer_actor", 404), ("analyst", 404)],
)  # fmt: skip
@pytest.mark.parametrize("page", ["product_requests", "business_misses"])
def test_pages_open_for_those_who_care_for_the_business(
    who: str, status: int, page: str, request: pytest.FixtureRequest, stocked: Product,
    requests: list[BuyerRequest], client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    key = stocked.pk if page == "product_requests" else stocked.business_id
    client = client_of(request.getfixturevalue(who))

    response = client.get(reverse(f"matching:{page}", args=[key]))

    assert response.status_code == status


@pytest.mark.parametrize("page", ["product_requests", "business_misses"])
def test_pages_leave_as_a_file(
    page: str, owner: Actor, stocked: Product, requests: list[BuyerRequest],
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    key = stocked.pk if page == "product_requests" else stocked.business_id

    response = client_of(owner).get(
        reverse(f"matching:{page}", args=[key]), {"format": "csv"}
    )

    assert response["Content-Type"].startswith("text/csv")
