"""An officer opens an event: participants see it and say their wishes."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.models import Event
from wadah.apps.meetings.process_rules import EVENT_IS_COMPLETE, ONLY_DRAFTS_OPEN
from wadah.apps.meetings.queries.event import get_kept_event, set_up


@transaction.atomic
def open_event(*, actor: Actor, event: Event) -> Event:
    """Move the event from draft to open.

    Raises `Absent`, `Refused` (MEE-09 something lacks, MEE-12 it is open already).
    """
    get_kept_event(actor, event.pk)
    found = Event.objects.select_for_update().get(pk=event.pk)
    require(found.state == Event.State.DRAFT, ONLY_DRAFTS_OPEN)
    require(not set_up(actor, found).lacks, EVENT_IS_COMPLETE)
    found.state = Event.State.OPEN
    found.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="event.opened",
        target=found,
        before={"state": Event.State.DRAFT.value},
        after={"state": found.state},
    )
    return found
