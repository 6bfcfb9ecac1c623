"""A deal of one business with one buyer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.exports.actions.open_deal import open_deal
from wadah.apps.exports.actions.record_rung import record_rung
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.registry.models import Product


@pytest.fixture
def wanted(buyer_actor: Actor, families: object) -> BuyerRequest:
    return BuyerRequest.objects.create(
        buyer=Buyer.objects.get(organisation_id=buyer_actor.organisation_id),
        family_id="coffee_green_robusta",
        quantity_kg=Decimal(16000),
        window_from=date(2026, 12, 1),
        window_to=date(2026, 12, 31),
        destination_id="DE",
    )


@pytest.fixture
def deal(officer: Actor, wanted: BuyerRequest, product: Product) -> Deal:
    return open_deal(actor=officer, request=wanted, product=product)


@pytest.fixture
def record(officer: Actor, deal: Deal) -> Callable[..., DealRung]:
    def make(rung: str, actor: Actor = officer, **changes: Any) -> DealRung:
        values = {"reached_on": date(2026, 11, 20), "proof": "letter 7", **changes}
        return record_rung(actor=actor, deal=deal, rung=rung, **values)

    return make
