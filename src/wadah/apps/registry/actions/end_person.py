"""Somebody no longer works for a business."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Person
from wadah.apps.registry.queries.places import get_editable_person
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def end_person(*, actor: Actor, person: Person, ended_on: date) -> Person:
    """End the task on a day that is not in the future; he is no contact any more.

    Raises `Absent` or `InvalidInput`.
    """
    person = get_editable_person(actor, person.pk)
    if ended_on > timezone.localdate():
        raise InvalidInput("ended_on", "in_the_future", _FUTURE)
    was_contact = person.is_contact
    person.ended_on = ended_on
    person.is_contact = False
    person.save()
    write_audit_row(
        actor=actor,
        verb="person.ended",
        target=person,
        before={"is_contact": was_contact},
        after={"ended_on": ended_on.isoformat(), "business": person.business_id},
    )
    return person


_FUTURE = Text(
    "Hari terakhirnya tidak boleh di masa depan.",
    "The last day cannot lie in the future.",
)
