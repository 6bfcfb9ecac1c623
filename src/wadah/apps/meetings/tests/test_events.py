"""An event from its set-up to a published timetable that is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.models import Buyer, Match
from wadah.apps.meetings.actions.add_participant import add_participant
from wadah.apps.meetings.actions.answer_invitation import (
    answer_invitation,
    check_in,
    stay_away,
)
from wadah.apps.meetings.actions.create_event import EventValues, create_event
from wadah.apps.meetings.actions.invite_matched import invite_matched
from wadah.apps.meetings.actions.move_planned import (
    MoveClashes,
    lock_planned,
    move_planned,
)
from wadah.apps.meetings.actions.open_event import open_event
from wadah.apps.meetings.actions.publish_timetable import publish_timetable
from wadah.apps.meetings.actions.say_wish import say_wish
from wadah.apps.meetings.actions.search_timetable import (
    order_timetable,
    run_timetable,
    stop_timetable,
)
from wadah.apps.meetings.actions.set_pair_rule import set_pair_rule
from wadah.apps.meetings.models import Event, EventTimetable, Participant, Wish
from wadah.apps.meetings.queries.event import (
    get_event,
    list_agenda,
    list_participants,
)
from wadah.apps.meetings.queries.timetable import changes_between
from wadah.apps.registry.models import Business, Product
from wadah.core.meetings import DayPlan
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def values(**changes: Any) -> EventValues:
    day = timezone.localdate() + timedelta(days=10)
    fields: dict[str, Any] = {
        "name": "Day of buyers",
        "kind": "on_site",
        "place": "Bandar Lampung",
        "time_zone": "Asia/Jakarta",
        # Two slots: 9:00 and 9:25.
        "days": DayPlan(day, day, time(9), time(10), 20, 5),
        "wishes_until": day - timedelta(days=1),
        "halls": (("", 2),),
    }
    return EventValues(**{**fields, **changes})


@pytest.fixture
def event(officer: Actor) -> Event:
    return create_event(actor=officer, values=values())


@pytest.fixture
def seller(event: Event, officer: Actor, business: Business) -> Participant:
    return add_participant(actor=officer, event=event, business=business)


@pytest.fixture
def buying(event: Event, officer: Actor, buyer_actor: Actor) -> Participant:
    buyer = Buyer.objects.get(organisation_id=buyer_actor.organisation_id)
    return add_participant(
        actor=officer, event=event, buyer=buyer, languages=("en", "id")
    )


@pytest.fixture
def draft(officer: Actor, seller: Participant, buying: Participant) -> EventTimetable:
    say_wish(actor=officer, participant=buying, towards=seller, grade=2)
    return searched(officer, seller.event)


def searched(actor: Actor, event: Event, **options: Any) -> EventTimetable:
    timetable = order_timetable(actor=actor, event=event, seconds=5, **options)
    run_timetable(timetable.pk)
    timetable.refresh_from_db()
    return timetable


def test_an_event_has_its_slots_and_tables(event: Event, officer: Actor) -> None:
    starts = [slot.starts_at.astimezone(WIB).time() for slot in event.slots.all()]

    assert starts == [time(9), time(9, 25)]
    assert [table.name for table in event.tables.all()] == ["1", "2"]
    row = AuditRow.objects.get(verb="event.created")
    assert (row.after["slots"], row.after["tables"]) == (2, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"halls": (("", 0),)}, "halls"),
        ({"halls": (("A", 1), ("A", 2))}, "halls"),
        ({"halls": (("", 501),)}, "halls"),
        ({"wishes_until": date(2999, 1, 1)}, "wishes_until"),
        ({"seller_minimum": 9}, "seller_minimum"),
    ],
)
def test_refuses_an_event_that_cannot_be(
    officer: Actor, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_event(actor=officer, values=values(**changes))

    assert refusal.value.field == field
    assert not Event.objects.exists()


def test_only_who_organises_sees_a_draft(
    event: Event, seller: Participant, owner: Actor, stranger: Actor, buyer_actor: Actor
) -> None:
    for actor in (owner, stranger, buyer_actor):
        with pytest.raises(Absent):
            get_event(actor, event.pk)


def test_an_open_event_is_seen_by_who_is_invited(
    event: Event, seller: Participant, buying: Participant, officer: Actor,
    owner: Actor, stranger: Actor,
) -> None:  # fmt: skip
    open_event(actor=officer, event=event)

    assert get_event(owner, event.pk) == event
    with pytest.raises(Absent):
        get_event(stranger, event.pk)


def test_mee_04_refuses_somebody_twice(
    officer: Actor, seller: Participant, business: Business
) -> None:
    with pytest.raises(Refused, match="MEE-04"):
        add_participant(actor=officer, event=seller.event, business=business)


def test_mee_05_refuses_a_wish_on_one_s_own_side(
    officer: Actor, seller: Participant
) -> None:
    other = seller.event.participants.create(
        business=Business.objects.create(
            name="Other", region_id=seller.business.region_id  # type: ignore[union-attr]
        ),
        door_code="x",
    )  # fmt: skip

    with pytest.raises(Refused, match="MEE-05"):
        say_wish(actor=officer, participant=seller, towards=other, grade=1)


def test_mee_06_refuses_a_wish_after_the_deadline_but_of_the_organiser(
    officer: Actor, owner: Actor, seller: Participant, buying: Participant
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Event.objects.filter(pk=seller.event_id).update(wishes_until=yesterday)

    with pytest.raises(Refused, match="MEE-06"):
        say_wish(actor=owner, participant=seller, towards=buying, grade=2)
    assert not Wish.objects.exists()
    assert say_wish(actor=officer, participant=seller, towards=buying, grade=2)


def test_mee_07_refuses_no_thanks_without_a_reason(
    owner: Actor, seller: Participant, buying: Participant
) -> None:
    with pytest.raises(Refused, match="MEE-07"):
        say_wish(actor=owner, participant=seller, towards=buying, grade=-1)


def test_a_wish_is_kept_once_and_can_be_taken_back(
    owner: Actor, seller: Participant, buying: Participant
) -> None:
    say_wish(actor=owner, participant=seller, towards=buying, grade=1)
    say_wish(actor=owner, participant=seller, towards=buying, grade=2)

    assert [wish.grade for wish in seller.wishes.all()] == [2]

    say_wish(actor=owner, participant=seller, towards=buying, grade=None)
    assert not seller.wishes.exists()
    assert AuditRow.objects.filter(verb="wish.said").count() == 3


def test_mee_08_refuses_a_pin_without_a_slot(
    officer: Actor, seller: Participant, buying: Participant
) -> None:
    with pytest.raises(Refused, match="MEE-08"):
        set_pair_rule(actor=officer, seller=seller, buyer=buying, kind="pin")


def test_mee_09_refuses_a_search_before_both_sides_are_there(
    officer: Actor, event: Event, seller: Participant
) -> None:
    with pytest.raises(Refused, match="MEE-09"):
        order_timetable(actor=officer, event=event)
    with pytest.raises(Refused, match="MEE-09"):
        open_event(actor=officer, event=event)


def test_the_search_holds_what_was_wished(
    draft: EventTimetable, seller: Participant, buying: Participant
) -> None:
    (held,) = draft.meetings.all()

    assert (draft.state, draft.is_best) == ("draft", True)
    # 2 x "must meet" of the buyer and nothing of the seller.
    assert draft.objective == 4
    assert (held.seller, held.buyer) == (seller, buying)


def test_no_thanks_rules_a_pair_out(
    officer: Actor, seller: Participant, buying: Participant
) -> None:
    say_wish(actor=officer, participant=buying, towards=seller, grade=2)
    say_wish(
        actor=officer, participant=seller, towards=buying, grade=-1, reason="rivals"
    )

    assert not searched(officer, seller.event).meetings.exists()


def test_a_required_pair_that_cannot_meet_is_told(
    officer: Actor, seller: Participant, buying: Participant
) -> None:
    set_pair_rule(actor=officer, seller=seller, buyer=buying, kind="require")
    answer_invitation(
        actor=officer, participant=buying, is_coming=True,
        closed_slots=seller.event.slots.all(),
    )  # fmt: skip

    failed = searched(officer, seller.event)

    assert failed.state == "failed"
    assert [set(one) for one in failed.conflicts] == [{"id", "en"}]


def test_a_pin_holds_the_meeting_in_its_slot(
    officer: Actor, seller: Participant, buying: Participant
) -> None:
    late = list(seller.event.slots.all())[1]
    set_pair_rule(actor=officer, seller=seller, buyer=buying, kind="pin", slot=late)

    (held,) = searched(officer, seller.event).meetings.all()

    assert held.slot == late


def test_a_stopped_search_keeps_what_it_has(
    officer: Actor, seller: Participant, buying: Participant
) -> None:
    say_wish(actor=officer, participant=buying, towards=seller, grade=2)
    timetable = order_timetable(actor=officer, event=seller.event, seconds=5)
    stop_timetable(actor=officer, timetable=timetable)

    run_timetable(timetable.pk)

    timetable.refresh_from_db()
    assert (timetable.state, timetable.meetings.count()) == ("draft", 1)


def test_publishing_gives_each_its_agenda(
    officer: Actor, owner: Actor, buyer_actor: Actor, draft: EventTimetable,
    seller: Participant, buying: Participant,
) -> None:  # fmt: skip
    assert not list_agenda(owner, seller).exists()

    publish_timetable(actor=officer, timetable=draft)

    seller.refresh_from_db()
    buying.refresh_from_db()
    assert [one.buyer for one in list_agenda(owner, seller)] == [buying]
    assert [one.seller for one in list_agenda(buyer_actor, buying)] == [seller]
    assert AuditRow.objects.get(verb="timetable.published").after["added"] == 1


def test_mee_10_refuses_a_draft_older_than_what_is_published(
    officer: Actor, draft: EventTimetable
) -> None:
    newer = searched(officer, draft.event)
    publish_timetable(actor=officer, timetable=newer)

    with pytest.raises(Refused, match="MEE-10"):
        publish_timetable(actor=officer, timetable=draft)
    with pytest.raises(Refused, match="MEE-10"):
        publish_timetable(actor=officer, timetable=newer)


def test_who_stays_away_loses_only_his_meetings(
    officer: Actor, draft: EventTimetable, buying: Participant, seller: Participant
) -> None:
    publish_timetable(actor=officer, timetable=draft)
    stay_away(actor=officer, participant=buying)
    draft.event.refresh_from_db()

    mended = searched(officer, draft.event, is_repair=True)

    changes = changes_between(draft.pk, mended.pk)
    assert changes.counts() == {"kept": 0, "moved": 0, "added": 0, "lost": 1}
    assert changes.participants() == {seller.pk, buying.pk}
    draft.refresh_from_db()
    assert draft.meetings.count() == 1


def test_a_move_by_hand_is_kept_or_told_why_not(
    officer: Actor, draft: EventTimetable, seller: Participant
) -> None:
    (held,) = draft.meetings.all()
    other = next(s for s in draft.event.slots.all() if s != held.slot)
    moved = move_planned(actor=officer, meeting=held, slot=other, table=held.table)
    assert moved.slot == other

    seller.closed_slots.add(held.slot)
    with pytest.raises(MoveClashes) as clash:
        move_planned(actor=officer, meeting=moved, slot=held.slot, table=held.table)

    assert clash.value.violations[0].startswith("not_available")
    moved.refresh_from_db()
    assert moved.slot == other


def test_a_locked_meeting_stays_in_the_next_draft(
    officer: Actor, draft: EventTimetable
) -> None:
    (held,) = draft.meetings.all()
    slot = next(s for s in draft.event.slots.all() if s != held.slot)
    table = next(t for t in draft.event.tables.all() if t != held.table)
    moved = move_planned(actor=officer, meeting=held, slot=slot, table=table)
    lock_planned(actor=officer, meeting=moved, is_locked=True)

    (again,) = searched(officer, draft.event).meetings.all()

    assert (again.slot, again.table) == (slot, table)


def test_mee_11_refuses_a_move_in_a_published_timetable(
    officer: Actor, draft: EventTimetable
) -> None:
    publish_timetable(actor=officer, timetable=draft)
    (held,) = draft.meetings.all()

    with pytest.raises(Refused, match="MEE-11"):
        move_planned(actor=officer, meeting=held, slot=held.slot, table=held.table)


def test_mee_12_refuses_to_open_twice(
    officer: Actor, event: Event, seller: Participant, buying: Participant
) -> None:
    open_event(actor=officer, event=event)

    with pytest.raises(Refused, match="MEE-12"):
        open_event(actor=officer, event=event)


def test_nobody_is_booked_twice_in_a_slot_whoever_writes(
    draft: EventTimetable,
) -> None:
    (held,) = draft.meetings.all()
    free = next(t for t in draft.event.tables.all() if t != held.table)

    with pytest.raises(IntegrityError), transaction.atomic():
        draft.meetings.create(
            seller=held.seller, buyer=held.buyer, slot=held.slot, table=free
        )


def test_everybody_of_an_open_match_is_invited_once(
    officer: Actor, event: Event, wanted: Any, product: Product
) -> None:
    Match.objects.create(
        request=wanted, product=product, score=0.5, as_of=date(2026, 11, 24)
    )

    assert invite_matched(actor=officer, event=event) == 2
    assert invite_matched(actor=officer, event=event) == 0
    # A match of 0.5 counts 1.5 though nobody said a wish.
    assert searched(officer, event).objective == 1.5


def test_who_has_no_meeting_stands_first(
    officer: Actor, draft: EventTimetable, seller: Participant
) -> None:
    publish_timetable(actor=officer, timetable=draft)
    draft.event.refresh_from_db()
    lonely = draft.event.participants.create(
        business=Business.objects.create(
            name="Lonely", region_id=seller.business.region_id  # type: ignore[union-attr]
        ),
        door_code="y",
    )  # fmt: skip

    assert next(iter(list_participants(officer, draft.event))) == lonely


def test_checking_in_twice_keeps_the_first_hour(
    officer: Actor, seller: Participant
) -> None:
    first = check_in(actor=officer, participant=seller).arrived_at

    assert check_in(actor=officer, participant=seller).arrived_at == first
    assert AuditRow.objects.filter(verb="participant.arrived").count() == 1


@pytest.mark.parametrize("person", ["owner", "stranger", "buyer_actor"])
def test_only_the_organiser_plans(
    person: str, draft: EventTimetable, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(person)

    with pytest.raises(Absent):
        order_timetable(actor=actor, event=draft.event)
    with pytest.raises(Absent):
        publish_timetable(actor=actor, timetable=draft)
    with pytest.raises(Absent):
        create_event(actor=actor, values=replace(values(), name="Mine"))


def test_the_agenda_is_a_calendar_file(
    officer: Actor, owner: Actor, draft: EventTimetable, seller: Participant,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    publish_timetable(actor=officer, timetable=draft)
    (held,) = draft.meetings.all()

    answer = client_of(owner).get(reverse("meetings:agenda_calendar", args=[seller.pk]))

    text = answer.content.decode()
    start = held.slot.starts_at.astimezone(ZoneInfo("UTC"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}\r\n" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_officer_sets_an_event_up_on_the_page(
    officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    day = (datetime.now(tz=WIB) + timedelta(days=9)).date().isoformat()
    form = {
        "name": "Fair", "place": "Metro", "kind": "on_site",
        "time_zone": "Asia/Jakarta", "first_on": day, "last_on": day,
        "wishes_until": day, "starts": "09:00", "ends": "12:00", "minutes": 20,
        "buffer_minutes": 5, "lunch_from": "", "lunch_to": "",
        "halls": "Hall: 2, Terrace: 1", "walking_minutes": 10,
        "interpreters": "zh: 1", "seller_minimum": 1, "seller_maximum": 8,
    }  # fmt: skip
    client = client_of(officer)

    wrong = client.post(reverse("meetings:event_add"), {**form, "halls": "many"})
    right = client.post(reverse("meetings:event_add"), form)

    event = Event.objects.get()
    assert "halls" in wrong.context["form"].errors
    assert right["Location"] == reverse("meetings:event_detail", args=[event.pk])
    assert [t.hall for t in event.tables.all()] == ["Hall", "Hall", "Terrace"]
