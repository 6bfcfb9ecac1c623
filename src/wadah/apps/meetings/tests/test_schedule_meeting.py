"""An officer sets a meeting of a business and a buyer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.meetings.actions.schedule_meeting import schedule_meeting
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.tests.conftest import TEN
from wadah.apps.registry.models import Business, Product
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


def set_meeting(
    actor: Actor, wanted: BuyerRequest, product: Product, **changes: Any
) -> Meeting:
    values = {"starts_at": TEN, "minutes": 30, "place": "Room 1", **changes}
    return schedule_meeting(actor=actor, request=wanted, product=product, **values)


def test_meeting_is_scheduled(meeting: Meeting, officer: Actor) -> None:
    assert meeting.state == "scheduled"
    assert meeting.scheduled_by_id == officer.user_id
    row = AuditRow.objects.get(verb="meeting.scheduled")
    assert row.target_id == str(meeting.pk)
    assert row.after["minutes"] == 30


@pytest.mark.parametrize(
    ("offset", "minutes", "overlaps"),
    [(0, 30, True), (29, 30, True), (-29, 30, True), (-60, 180, True),
     (10, 5, True), (30, 30, False), (-30, 30, False)],
)  # fmt: skip
def test_mee_01_refuses_overlapping_meeting(
    officer: Actor, wanted: BuyerRequest, product: Product, meeting: Meeting,
    offset: int, minutes: int, overlaps: bool,
) -> None:  # fmt: skip
    """MEE-01"""
    starts_at = TEN + timedelta(minutes=offset)

    if not overlaps:
        set_meeting(officer, wanted, product, starts_at=starts_at, minutes=minutes)
        assert Meeting.objects.count() == 2
        return
    with pytest.raises(Refused) as caught:
        set_meeting(officer, wanted, product, starts_at=starts_at, minutes=minutes)

    assert caught.value.rule.code == "MEE-01"
    assert Meeting.objects.count() == 1
    assert AuditRow.objects.count() == 1


def test_refuses_a_busy_buyer_with_another_business(
    officer: Actor, wanted: BuyerRequest, product: Product, meeting: Meeting
) -> None:
    other = Business.objects.create(name="Other", search_name="other")
    other.consents.create(
        organisation_id=officer.organisation_id, basis="self", given_on=TEN.date()
    )
    second = Product.objects.create(
        business=other, family=product.family, name="Second"
    )

    with pytest.raises(Refused):
        set_meeting(officer, wanted, second)


def test_refuses_a_busy_business_with_another_buyer(
    officer: Actor, wanted: BuyerRequest, product: Product, meeting: Meeting
) -> None:
    wanted.pk = None
    wanted.buyer = Buyer.objects.create(name="Second buyer", country_id="AU")
    wanted.save()

    with pytest.raises(Refused):
        set_meeting(officer, wanted, product)


def test_cancelled_meeting_frees_the_hour(
    officer: Actor, wanted: BuyerRequest, product: Product, meeting: Meeting
) -> None:
    Meeting.objects.update(state="cancelled")

    set_meeting(officer, wanted, product)

    assert Meeting.objects.filter(state="scheduled").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": 4}, "minutes"),
        ({"place": "  "}, "place"),
        ({"starts_at": datetime(2026, 12, 1, 10)}, "starts_at"),  # noqa: DTZ001
    ],
)
def test_refuses_a_bad_field(
    officer: Actor, wanted: BuyerRequest, product: Product,
    changes: dict[str, Any], field: str,
) -> None:  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        set_meeting(officer, wanted, product, **changes)

    assert caught.value.field == field
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["owner", "colleague", "stranger", "buyer_actor", "analyst", "verifier"]
)
def test_other_roles_may_not_schedule(
    who: str, request: pytest.FixtureRequest, wanted: BuyerRequest, product: Product
) -> None:
    with pytest.raises(Absent):
        set_meeting(request.getfixturevalue(who), wanted, product)

    assert Meeting.objects.count() == 0
