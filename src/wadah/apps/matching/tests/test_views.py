"""Pages of requests, by role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.models import Buyer, BuyerRequest, Promise
from wadah.apps.matching.queries.match import list_pool_rows
from wadah.apps.matching.queries.request import my_requests, visible_requests
from wadah.apps.matching.tests.conftest import AS_OF
from wadah.apps.registry.models import Lot, Product

pytestmark = pytest.mark.django_db
Add = Callable[..., Any]
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def matched(
    officer: Actor, wanted: BuyerRequest, product: Product, lot: Lot,
    add_capacity: Add, add_moisture: Add,
) -> BuyerRequest:  # fmt: skip
    add_capacity(product, 18000)
    add_moisture(lot, 11.8)
    match_request(actor=officer, request=wanted, as_of=AS_OF)
    return wanted


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 200), ("stranger", 404), ("officer", 200),
     ("buyer_actor", 200), ("administrator", 200), ("analyst", 404),
     ("verifier", 404), ("approver", 404)],
)  # fmt: skip
def test_matched_request_opens_for_those_of_it(
    who: str, status: int, request: pytest.FixtureRequest, matched: BuyerRequest,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))

    response = client.get(reverse("matching:request_detail", args=[matched.pk]))

    assert response.status_code == status


def test_stranger_reads_a_public_request_without_the_match_of_another(
    matched: BuyerRequest, stranger: Actor, client_of: ClientOf
) -> None:
    BuyerRequest.objects.update(is_public=True)

    page = client_of(stranger).get(
        reverse("matching:request_detail", args=[matched.pk])
    )

    assert page.status_code == 200
    assert "Kopi Ulubelu" not in page.content.decode()


def test_owner_reads_his_own_line(
    matched: BuyerRequest, owner: Actor, client_of: ClientOf
) -> None:
    page = client_of(owner).get(reverse("matching:request_detail", args=[matched.pk]))

    assert "Robusta petik merah" in page.content.decode()
    assert "Kapasitas bebas" in page.content.decode()


def test_buyer_reads_published_names_only(
    matched: BuyerRequest, buyer_actor: Actor, product: Product, client_of: ClientOf
) -> None:
    url = reverse("matching:request_detail", args=[matched.pk])
    hidden = client_of(buyer_actor).get(url).content.decode()
    Product.objects.update(is_published=True, is_proved=True)
    product.business.is_published = True
    product.business.save()

    shown = client_of(buyer_actor).get(url).content.decode()

    assert "Kopi Ulubelu" not in hidden
    assert "Kopi Ulubelu" in shown
    assert "+6281000000000" not in shown


def test_buyer_never_reads_refusals(
    officer: Actor, wanted: BuyerRequest, product: Product, buyer_actor: Actor,
    client_of: ClientOf,
) -> None:  # fmt: skip
    Product.objects.update(is_published=True, is_proved=True)
    product.business.is_published = True
    product.business.save()
    match_request(actor=officer, request=wanted, as_of=AS_OF)
    url = reverse("matching:request_detail", args=[wanted.pk])

    assert "Robusta petik merah" not in client_of(buyer_actor).get(url).content.decode()
    assert "Robusta petik merah" in client_of(officer).get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [("owner", 1), ("stranger", 0), ("officer", 1), ("buyer_actor", 1),
     ("administrator", 1), ("analyst", 0), ("verifier", 0)],
)  # fmt: skip
def test_request_is_visible_by_the_matrix(
    who: str, sees: int, request: pytest.FixtureRequest, matched: BuyerRequest
) -> None:
    actor = request.getfixturevalue(who)

    assert visible_requests(actor).count() == sees


def test_my_requests_are_the_buyers_own(
    matched: BuyerRequest, buyer_actor: Actor, officer: Actor
) -> None:
    assert my_requests(buyer_actor).get().match_count == 1
    assert my_requests(officer).count() == 0


def test_pool_shows_an_owner_his_own_share_only(
    officer: Actor, owner: Actor, buyer_actor: Actor, wanted: BuyerRequest,
    product: Product, lot: Lot, second_product: Product, add_capacity: Add,
    add_moisture: Add,
) -> None:  # fmt: skip
    add_capacity(product, 10000)
    add_capacity(second_product, 8000)
    add_moisture(lot, 11.8)
    add_moisture(second_product.lots.get(), 12.0)
    match_request(actor=officer, request=wanted, as_of=AS_OF)
    wanted.refresh_from_db()

    names = {
        actor.role: [row.business for row in list_pool_rows(actor, wanted)]
        for actor in (officer, owner, buyer_actor)
    }

    assert sorted(names[Role.OFFICER]) == ["Kopi Ulu Dua", "Kopi Ulubelu"]
    assert names[Role.OWNER] == ["Kopi Ulubelu"]
    assert names[Role.BUYER] == ["", ""]


def form_values(**changes: str) -> dict[str, str]:
    return {
        "family": "cocopeat",
        "quantity": "20",
        "quantity_unit": "t",
        "window_from": "2026-12-01",
        "window_to": "2026-12-31",
        "destination": "AU",
        **changes,
    }


def test_new_buyer_enters_company_and_request_in_one_form(
    make_person: Any, families: object, markets: object, client_of: ClientOf
) -> None:
    actor = make_person("new@example.org", Role.BUYER, "buyer")
    values = form_values(company_name="Berry farm", company_country="AU")

    response = client_of(actor).post(reverse("matching:request_add"), values)

    added = BuyerRequest.objects.get()
    assert response.status_code == 302
    assert added.quantity_kg == 20000
    assert added.buyer.organisation_id == actor.organisation_id


def test_form_shows_the_action_s_refusal_at_its_field(
    buyer_actor: Actor, families: object, client_of: ClientOf
) -> None:
    values = form_values(window_to="2020-01-01")

    page = client_of(buyer_actor).post(reverse("matching:request_add"), values)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["window_to"]
    assert BuyerRequest.objects.count() == 0


def test_refused_request_leaves_no_company_behind(
    officer: Actor, families: object, markets: object, client_of: ClientOf
) -> None:
    values = form_values(
        company_name="Ghost", company_country="AU", window_to="2020-01-01"
    )

    client_of(officer).post(reverse("matching:request_add"), values)

    assert Buyer.objects.count() == 0


def test_spec_lines_of_the_form_are_kept(
    buyer_actor: Actor, families: object, client_of: ClientOf
) -> None:
    values = form_values(
        spec_0_parameter="moisture",
        spec_0_operator="<=",
        spec_0_value="15",
        spec_0_unit="%",
    )

    client_of(buyer_actor).post(reverse("matching:request_add"), values)

    assert BuyerRequest.objects.get().specs[0]["value"] == 15


@pytest.mark.parametrize("who", ["officer", "buyer_actor", "owner", "administrator"])
def test_list_and_its_filters_open(
    who: str, request: pytest.FixtureRequest, matched: BuyerRequest,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))
    url = reverse("matching:request_list")

    found = client.get(url, {"q": "robusta", "state": "open", "sort": "quantity"})
    none = client.get(url, {"q": "zzz"})

    assert list(found.context["page_obj"]) == [matched]
    assert list(none.context["page_obj"]) == []


def test_export_keeps_formulas_harmless(
    matched: BuyerRequest, officer: Actor, client_of: ClientOf
) -> None:
    Buyer.objects.update(name="=1+1")

    text = (
        client_of(officer)
        .get(reverse("matching:request_export"))
        .content.decode("utf-8-sig")
    )

    rows = text.splitlines()
    assert rows[0].startswith("id,buyer,country")
    assert rows[1].split(",")[1:5] == ["'=1+1", "DE", "coffee_green_robusta",
                                       "16000.000"]  # fmt: skip


def test_officer_matches_and_promises_by_hand(
    matched: BuyerRequest, officer: Actor, product: Product, client_of: ClientOf
) -> None:
    client = client_of(officer)
    again = client.post(reverse("matching:request_match", args=[matched.pk]))
    url = reverse("matching:promise_add", args=[matched.pk, product.pk])
    values = {"month": "2026-12", "kg": "16000", "expires_on": "2026-12-20"}

    held = client.post(url, values)
    too_much = client.post(url, values)

    assert (again.status_code, held.status_code) == (302, 302)
    assert too_much.status_code == 200
    assert "2000 kg" in str(too_much.context["form"].non_field_errors())
    assert Promise.objects.count() == 1


@pytest.mark.parametrize("who", ["owner", "stranger", "buyer_actor"])
def test_others_can_neither_match_nor_promise(
    who: str, request: pytest.FixtureRequest, matched: BuyerRequest,
    product: Product, client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))

    first = client.post(reverse("matching:request_match", args=[matched.pk]))
    second = client.post(reverse("matching:promise_add", args=[matched.pk, product.pk]))

    assert (first.status_code, second.status_code) == (404, 404)
