"""Pages of meetings, by role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.models import Product

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 200), ("stranger", 404), ("officer", 200),
     ("buyer_actor", 200), ("administrator", 200), ("analyst", 404),
     ("verifier", 404)],
)  # fmt: skip
def test_meeting_opens_for_those_of_it(
    who: str, status: int, request: pytest.FixtureRequest, meeting: Meeting,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))

    page = client.get(reverse("meetings:meeting_detail", args=[meeting.pk]))

    assert page.status_code == status


def test_list_opens_with_and_without_meetings(
    officer: Actor, stranger: Actor, meeting: Meeting, client_of: ClientOf
) -> None:
    url = reverse("meetings:meeting_list")

    full = client_of(officer).get(url, {"q": "ulubelu", "sort": "buyer"})
    empty = client_of(stranger).get(url)

    assert "Kopi Ulubelu" in full.content.decode()
    assert "Kopi Ulubelu" not in empty.content.decode()


def test_officer_sets_closes_and_reads_a_meeting(
    officer: Actor, wanted: BuyerRequest, product: Product, client_of: ClientOf
) -> None:
    client = client_of(officer)
    url = reverse("meetings:meeting_add", args=[wanted.pk, product.pk])
    assert client.get(url).status_code == 200
    client.post(
        url, {"starts_at": "2026-12-01T10:00", "minutes": "30", "place": "Room 1"}
    )
    meeting = Meeting.objects.get()
    closing = reverse("meetings:meeting_close", args=[meeting.pk])
    values = {
        "outcome": "sample_wanted",
        "next_step": "Send 300 g",
        "next_step_owner": "Sulastri",
        "next_step_due_on": "2026-12-08",
    }

    lacking = client.post(closing, {**values, "next_step_owner": ""})
    closed = client.post(closing, values)

    assert lacking.status_code == 200
    assert closed.status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert meeting.starts_at.isoformat() == "2026-12-01T03:00:00+00:00"
    assert "Send 300 g" in client.get(closed["Location"]).content.decode()


def test_overlap_is_told_above_the_form(
    officer: Actor, wanted: BuyerRequest, product: Product, meeting: Meeting,
    client_of: ClientOf,
) -> None:  # fmt: skip
    page = client_of(officer).post(
        reverse("meetings:meeting_add", args=[wanted.pk, product.pk]),
        {"starts_at": "2026-12-01T10:10", "minutes": "30", "place": "Room 2"},
    )

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert Meeting.objects.count() == 1


def test_officer_cancels(officer: Actor, meeting: Meeting, client_of: ClientOf) -> None:
    client_of(officer).post(reverse("meetings:meeting_cancel", args=[meeting.pk]))

    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


@pytest.mark.parametrize("who", ["owner", "buyer_actor", "stranger"])
def test_others_can_neither_close_nor_cancel(
    who: str, request: pytest.FixtureRequest, meeting: Meeting, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))

    for name in ("meeting_close", "meeting_cancel"):
        response = client.post(reverse(f"meetings:{name}", args=[meeting.pk]))
        assert response.status_code == 404
