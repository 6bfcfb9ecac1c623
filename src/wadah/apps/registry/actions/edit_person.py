"""Corrects what is known of somebody of a business."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Person
from wadah.apps.registry.place_values import describe_person, set_person_values
from wadah.apps.registry.queries.places import get_editable_person
from wadah.apps.registry.typed_values import changed_fields


@transaction.atomic
def edit_person(*, actor: Actor, person: Person, **changes: object) -> Person:
    """Change the named fields; those not named stay.

    Raises `Absent` or `InvalidInput`.
    """
    person = get_editable_person(actor, person.pk)
    before, old_nik = describe_person(person), person.nik
    set_person_values(person, changes)
    if person.is_contact:
        others = person.business.people.exclude(pk=person.pk)
        others.filter(is_contact=True).update(is_contact=False)
    person.save()
    after = describe_person(person)
    old, new = changed_fields(before, after)
    if person.nik != old_nik:
        # Two numbers may look the same once masked.
        old["nik"], new["nik"] = before.get("nik", ""), after.get("nik", "")
    write_audit_row(
        actor=actor, verb="person.edited", target=person, before=old, after=new
    )
    return person
