"""A buyer, or an officer for him, writes what is wanted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Role
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


def values(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "family": "coffee_green_robusta",
        "quantity_kg": Decimal(16000),
        "window_from": date(2026, 12, 1),
        "window_to": date(2026, 12, 31),
        "destination": "DE",
    }
    return {**plain, **changes}


def test_buyer_adds_his_own_request(wanted: BuyerRequest, buyer_actor: Actor) -> None:
    wanted.refresh_from_db()

    assert wanted.state == "open"
    assert wanted.quantity_kg == Decimal("16000.000")
    assert wanted.specs[0]["parameter"] == "moisture"
    assert wanted.specs[0]["value"] == 12.5
    row = AuditRow.objects.get(verb="request.added")
    assert row.actor_id == buyer_actor.user_id
    assert row.after["destination"] == "DE"


def test_officer_adds_a_request_for_a_buyer(
    officer: Actor, buyer: Buyer, families: object
) -> None:
    request = add_request(
        actor=officer,
        buyer=buyer,
        **values(certificates=["eudr_geolocation"], packing=["jute_bag"]),
    )

    assert request.certificates == ["eudr_geolocation"]
    assert request.packing == ["jute_bag"]


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"family": "coffee_robusta"}, "family", "unknown_word"),
        ({"destination": "ZZ"}, "destination", "unknown_word"),
        ({"quantity_kg": Decimal(0)}, "quantity_kg", "above_zero"),
        ({"window_to": date(2026, 11, 30)}, "window_to", "dates_in_order"),
        ({"incoterm": "FOBB"}, "incoterm", "unknown_word"),
        ({"payment": "cash"}, "payment", "unknown_word"),
        ({"packing": ["jute"]}, "packing[0]", "unknown_word"),
        ({"certificates": ["organik"]}, "certificates[0]", "unknown_word"),
        ({"price_amount": Decimal(5)}, "price_currency", "currency_code"),
        (
            {"specs": [{"parameter": "moistur", "operator": "<=", "value": 1}]},
            "specs[0].parameter",
            "unknown_word",
        ),
        (
            {"specs": [{"parameter": "moisture", "operator": "=<", "value": 1}]},
            "specs[0].operator",
            "unknown_word",
        ),
    ],
)
def test_refuses_a_bad_field_and_saves_nothing(
    officer: Actor,
    buyer: Buyer,
    families: object,
    changes: dict[str, Any],
    field: str,
    rule: str,
) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_request(actor=officer, buyer=buyer, **values(**changes))

    assert (caught.value.field, caught.value.rule) == (field, rule)
    assert BuyerRequest.objects.count() == 0
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["owner", "colleague", "stranger", "verifier", "approver", "analyst"]
)
def test_other_roles_may_not_ask(
    who: str, request: pytest.FixtureRequest, buyer: Buyer, families: object
) -> None:
    with pytest.raises(Absent):
        add_request(actor=request.getfixturevalue(who), buyer=buyer, **values())

    assert BuyerRequest.objects.count() == 0


def test_buyer_may_not_ask_for_another_company(
    buyer_actor: Actor, markets: object, families: object
) -> None:
    other = Buyer.objects.create(name="Other", country_id="AU")

    with pytest.raises(Absent):
        add_request(actor=buyer_actor, buyer=other, **values())


def test_buyer_without_company_enters_his_own_once(
    make_person: Any, markets: object
) -> None:
    actor = make_person("new@example.org", Role.BUYER, "buyer")

    first = add_buyer(actor=actor, name="New roaster", country="DE", kind="roaster")
    again = add_buyer(actor=actor, name="Another name", country="DE")

    assert first.organisation_id == actor.organisation_id
    assert again == first
    assert AuditRow.objects.filter(verb="buyer.added").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"country": "XX"}, "country"),
        ({"kind": "king"}, "kind"),
        ({"size": "huge"}, "size"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_refuses_a_bad_buyer(
    officer: Actor, markets: object, changes: dict[str, str], field: str
) -> None:
    plain = {"name": "Roaster", "country": "DE"}

    with pytest.raises(InvalidInput) as caught:
        add_buyer(actor=officer, **{**plain, **changes})

    assert caught.value.field == field
    assert Buyer.objects.count() == 0
