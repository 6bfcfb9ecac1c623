"""A request and a meeting for it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.meetings.actions.schedule_meeting import schedule_meeting
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.models import Product

WIB = ZoneInfo("Asia/Jakarta")
TEN = datetime(2026, 12, 1, 10, 0, tzinfo=WIB)


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
def meeting(officer: Actor, wanted: BuyerRequest, product: Product) -> Meeting:
    return schedule_meeting(
        actor=officer,
        request=wanted,
        product=product,
        starts_at=TEN,
        minutes=30,
        place="Balai Keratun, table 3",
    )
