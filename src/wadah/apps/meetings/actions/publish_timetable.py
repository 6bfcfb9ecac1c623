"""A draft becomes the timetable that people have in their hands."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.models import Event, EventTimetable
from wadah.apps.meetings.process_rules import DRAFT_OF_THE_LATEST
from wadah.apps.meetings.queries.event import get_kept_event
from wadah.apps.meetings.queries.timetable import changes_between


@transaction.atomic
def publish_timetable(*, actor: Actor, timetable: EventTimetable) -> Event:
    """Name the draft as the published one; the one before is kept as replaced.

    Raises `Absent`, `Refused` (MEE-10) when it is no draft, or another timetable was
    published after this one was begun.
    """
    get_kept_event(actor, timetable.event_id)
    event = Event.objects.select_for_update().get(pk=timetable.event_id)
    draft = EventTimetable.objects.select_for_update().get(pk=timetable.pk)
    is_latest = event.published_id is None or event.published_id < draft.pk
    require(
        draft.state == EventTimetable.State.DRAFT and is_latest, DRAFT_OF_THE_LATEST
    )
    changes = changes_between(event.published_id, draft.pk)
    if event.published_id is not None:
        EventTimetable.objects.filter(pk=event.published_id).update(
            state=EventTimetable.State.SUPERSEDED
        )
    draft.state = EventTimetable.State.PUBLISHED
    draft.published_at = timezone.now()
    draft.save(update_fields=["state", "published_at"])
    event.published = draft
    event.state = Event.State.PUBLISHED
    event.save(update_fields=["published", "state"])
    write_audit_row(
        actor=actor,
        verb="timetable.published",
        target=draft,
        after={"event": event.pk, **changes.counts()},
    )
    return event
