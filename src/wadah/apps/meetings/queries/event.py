"""Events and who comes to them, as far as the actor may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.matching.models import BuyerRequest, Match
from wadah.apps.meetings.models import (
    Event,
    EventTimetable,
    Participant,
    PlannedMeeting,
)
from wadah.apps.registry.queries.business import of_visible

# A request that still looks for somebody.
OPEN_STATES = (BuyerRequest.State.OPEN, "answered")


@dataclass(frozen=True, slots=True)
class SetUp:
    """What an event still lacks before it can open, and how far it is."""

    sellers: int
    buyers: int
    wishes: int
    lacks: tuple[str, ...]


def kept_events(actor: Actor) -> QuerySet[Event]:
    """Events that the actor organises."""
    events = Event.objects.select_related("organisation", "published")
    reach = actor.reach(Subject.MEETINGS)
    if reach is Reach.ALL:
        return events
    if reach is Reach.CONSENTED and actor.organisation_id is not None:
        return events.filter(organisation_id=actor.organisation_id)
    return events.none()


def visible_events(actor: Actor) -> QuerySet[Event]:
    """Events that the actor organises, or to which it is invited."""
    if actor.reach(Subject.MEETINGS) is not Reach.OWN:
        return kept_events(actor)
    events = Event.objects.select_related("organisation", "published")
    own = own_participants(actor).filter(event=OuterRef("pk"))
    return events.exclude(state=Event.State.DRAFT).filter(Exists(own))


def own_participants(actor: Actor) -> QuerySet[Participant]:
    """The actor's own business or company at events."""
    participants = Participant.objects.select_related("event", "business", "buyer")
    if actor.organisation_id is None or actor.reach(Subject.MEETINGS) is not Reach.OWN:
        return participants.none()
    if actor.role is Role.BUYER:
        return participants.filter(buyer__organisation_id=actor.organisation_id)
    return participants.filter(business__organisation_id=actor.organisation_id)


def get_kept_event(actor: Actor, pk: int) -> Event:
    """One event that the actor organises.

    Raises `Absent` when it is not there or not for this actor.
    """
    event = kept_events(actor).filter(pk=pk).first()
    if event is None:
        raise Absent(f"event {pk}")
    return event


def get_event(actor: Actor, pk: int) -> Event:
    """One event.

    Raises `Absent` when it is not there or not for this actor.
    """
    event = visible_events(actor).filter(pk=pk).first()
    if event is None:
        raise Absent(f"event {pk}")
    return event


def keeps_event(actor: Actor, event: Event) -> bool:
    return kept_events(actor).filter(pk=event.pk).exists()


def get_participant(actor: Actor, pk: int) -> Participant:
    """One's own participant, or any of an event that the actor organises.

    Raises `Absent` when it is not there or not for this actor.
    """
    found = own_participants(actor).filter(pk=pk).first()
    if found is None:
        found = (
            Participant.objects.select_related("event", "business", "buyer")
            .filter(pk=pk, event__in=kept_events(actor))
            .first()
        )
    if found is None:
        raise Absent(f"participant {pk}")
    return found


def find_own_participant(actor: Actor, event: Event) -> Participant | None:
    return own_participants(actor).filter(event=event).first()


def list_participants(actor: Actor, event: Event) -> QuerySet[Any]:
    """All of an event that the actor organises, those without a meeting first.

    Raises `Absent`.
    """
    get_kept_event(actor, event.pk)
    held = PlannedMeeting.objects.filter(timetable=event.published_id)
    mine = Q(seller=OuterRef("pk")) | Q(buyer=OuterRef("pk"))
    return (
        event.participants.select_related("business", "buyer", "table")
        .annotate(
            is_met=Exists(held.filter(mine)),
            wish_count=Count("wishes", distinct=True),
        )
        .order_by("is_met", "pk")
    )


def list_open_matches(actor: Actor) -> QuerySet[Match]:
    """Matches of open requests with businesses in the actor's sight."""
    return Match.objects.filter(
        of_visible(actor, "product__business_id"),
        request__state__in=OPEN_STATES,
    )


def set_up(actor: Actor, event: Event) -> SetUp:
    """How far the event is.

    Raises `Absent`.
    """
    get_kept_event(actor, event.pk)
    coming = event.participants.exclude(state=Participant.State.DECLINED)
    sellers = coming.filter(business__isnull=False).count()
    buyers = coming.filter(buyer__isnull=False).count()
    wishes = sum(coming.values_list(Count("wishes"), flat=True))
    needs = {
        "sellers": sellers > 0,
        "buyers": buyers > 0,
        "tables": event.tables.exists(),
        "slots": event.slots.exists(),
    }
    lacks = tuple(name for name, is_there in needs.items() if not is_there)
    return SetUp(sellers, buyers, wishes, lacks)


def get_timetable(actor: Actor, pk: int) -> EventTimetable:
    """One timetable of an event that the actor organises.

    Raises `Absent` when it is not there or not for this actor.
    """
    found = (
        EventTimetable.objects.select_related("event", "mends")
        .filter(pk=pk, event__in=kept_events(actor))
        .first()
    )
    if found is None:
        raise Absent(f"timetable {pk}")
    return found


def list_agenda(actor: Actor, participant: Participant) -> QuerySet[PlannedMeeting]:
    """The published meetings of one participant, in time order.

    Raises `Absent`.
    """
    participant = get_participant(actor, participant.pk)
    return (
        PlannedMeeting.objects.filter(
            Q(seller=participant) | Q(buyer=participant),
            timetable=participant.event.published_id,
        )
        .select_related(
            "slot", "table", "seller__business", "buyer__buyer", "timetable"
        )
        .order_by("slot__starts_at")
    )


def list_others(
    actor: Actor, participant: Participant, words: str = ""
) -> QuerySet[Participant]:
    """The other side of the event, without those who do not come.

    Raises `Absent`.
    """
    participant = get_participant(actor, participant.pk)
    others = participant.event.participants.exclude(
        state=Participant.State.DECLINED
    ).select_related("business__region", "business__family", "buyer__country")
    if participant.is_seller:
        others = others.filter(buyer__isnull=False).order_by("buyer__name", "pk")
        return others.filter(buyer__name__icontains=words) if words else others
    others = others.filter(business__isnull=False).order_by("business__name", "pk")
    return others.filter(business__name__icontains=words) if words else others
