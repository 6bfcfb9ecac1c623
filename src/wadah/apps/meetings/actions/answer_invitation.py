"""A participant says whether it comes, when it is not there, and when it is late."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.meetings.models import EventSlot, Participant
from wadah.apps.meetings.queries.event import get_kept_event, get_participant

State = Participant.State


@transaction.atomic
def answer_invitation(
    *,
    actor: Actor,
    participant: Participant,
    is_coming: bool,
    closed_slots: Iterable[EventSlot] = (),
    languages: Iterable[str] = (),
) -> Participant:
    """Keep the answer and the slots in which the participant is not there.

    Raises `Absent`.
    """
    found = get_participant(actor, participant.pk)
    before = found.state
    found.state = State.COMING if is_coming else State.DECLINED
    found.languages = list(languages) or found.languages
    found.save(update_fields=["state", "languages"])
    closed = [slot for slot in closed_slots if slot.event_id == found.event_id]
    found.closed_slots.set(closed)
    write_audit_row(
        actor=actor,
        verb="participant.answered",
        target=found,
        before={"state": before},
        after={"state": found.state, "closed_slots": [slot.pk for slot in closed]},
    )
    return found


@transaction.atomic
def check_in(*, actor: Actor, participant: Participant) -> Participant:
    """The participant is at the door; a second time changes nothing.

    Raises `Absent`.
    """
    get_kept_event(actor, participant.event_id)
    found = Participant.objects.select_for_update().get(pk=participant.pk)
    if found.arrived_at is None:
        found.arrived_at = timezone.now()
        found.save(update_fields=["arrived_at"])
        write_audit_row(actor=actor, verb="participant.arrived", target=found)
    return found


@transaction.atomic
def stay_away(*, actor: Actor, participant: Participant) -> Participant:
    """The participant does not come any more: every later slot is closed.

    Raises `Absent`.
    """
    get_kept_event(actor, participant.event_id)
    found = Participant.objects.select_for_update().get(pk=participant.pk)
    later = found.event.slots.filter(starts_at__gte=timezone.now())
    found.closed_slots.add(*later)
    write_audit_row(
        actor=actor,
        verb="participant.stayed_away",
        target=found,
        after={"closed_slots": later.count()},
    )
    return found
