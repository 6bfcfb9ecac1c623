"""A meeting is closed with its next step, or cancelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.meetings.actions.cancel_meeting import cancel_meeting
from wadah.apps.meetings.actions.close_meeting import close_meeting
from wadah.apps.meetings.models import Meeting
from wadah.apps.meetings.queries.meeting import (
    list_meetings_to_close,
    list_meetings_today,
    list_meetings_upcoming,
    tasks_late,
    visible_meetings,
)
from wadah.apps.meetings.tests.conftest import TEN
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db


def close(actor: Actor, meeting: Meeting, **changes: Any) -> Meeting:
    values: dict[str, Any] = {
        "outcome": "sample_wanted",
        "notes": "Wants 300 g.",
        "next_step": "Send the sample",
        "next_step_owner": "Sulastri",
        "next_step_due_on": date(2026, 12, 8),
        **changes,
    }
    return close_meeting(actor=actor, meeting=meeting, **values)


def test_mee_02_closed_meeting_has_its_next_step(
    officer: Actor, meeting: Meeting
) -> None:
    close(officer, meeting)

    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert meeting.next_step_due_on == date(2026, 12, 8)
    row = AuditRow.objects.get(verb="meeting.closed")
    assert (row.before, row.rule) == ({"state": "scheduled"}, "MEE-02")


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": ""},
        {"next_step": " "},
        {"next_step_owner": ""},
        {"next_step_due_on": None},
    ],
)
def test_refuses_to_close_without_a_next_step(
    officer: Actor, meeting: Meeting, changes: dict[str, Any]
) -> None:
    """MEE-02"""
    with pytest.raises(Refused) as caught:
        close(officer, meeting, **changes)

    meeting.refresh_from_db()
    assert caught.value.rule.code == "MEE-02"
    assert meeting.state == "scheduled"
    assert AuditRow.objects.filter(verb="meeting.closed").count() == 0


def test_refuses_an_unknown_outcome(officer: Actor, meeting: Meeting) -> None:
    with pytest.raises(InvalidInput) as caught:
        close(officer, meeting, outcome="great")

    assert caught.value.field == "outcome"


def test_mee_03_refuses_to_close_or_cancel_twice(
    officer: Actor, meeting: Meeting
) -> None:
    """MEE-03"""
    close(officer, meeting)

    with pytest.raises(Refused) as closed:
        close(officer, meeting)
    with pytest.raises(Refused) as cancelled:
        cancel_meeting(actor=officer, meeting=meeting)

    assert closed.value.rule.code == cancelled.value.rule.code == "MEE-03"


def test_cancelled_meeting_is_audited(officer: Actor, meeting: Meeting) -> None:
    cancel_meeting(actor=officer, meeting=meeting)

    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert AuditRow.objects.filter(verb="meeting.cancelled").count() == 1


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "buyer_actor"])
def test_other_roles_may_neither_close_nor_cancel(
    who: str, request: pytest.FixtureRequest, meeting: Meeting
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        close(actor, meeting)
    with pytest.raises(Absent):
        cancel_meeting(actor=actor, meeting=meeting)

    meeting.refresh_from_db()
    assert meeting.state == "scheduled"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("owner", 1), ("colleague", 1), ("officer", 1), ("buyer_actor", 1),
     ("administrator", 1), ("stranger", 0), ("analyst", 0), ("verifier", 0)],
)  # fmt: skip
def test_meeting_is_seen_by_those_of_it(
    who: str, sees: int, request: pytest.FixtureRequest, meeting: Meeting
) -> None:
    assert visible_meetings(request.getfixturevalue(who)).count() == sees


@pytest.mark.parametrize(
    ("hours", "place"), [(-5, "today"), (3, "today"), (-24, "upcoming"),
                         (24, "to_close")],
)  # fmt: skip
def test_meeting_stands_in_one_list(
    officer: Actor, meeting: Meeting, hours: int, place: str
) -> None:
    now = TEN + timedelta(hours=hours)
    lists = {
        "today": list_meetings_today(officer, now),
        "upcoming": list_meetings_upcoming(officer, now),
        "to_close": list_meetings_to_close(officer, now),
    }

    assert [name for name, rows in lists.items() if rows.exists()] == [place]


def test_next_step_is_late_the_day_after(officer: Actor, meeting: Meeting) -> None:
    close(officer, meeting)

    assert tasks_late(officer, date(2026, 12, 8)).count() == 0
    assert tasks_late(officer, date(2026, 12, 9)).count() == 1
