"""Somebody of a business is entered: its owner, who makes, who answers the buyer."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Person
from wadah.apps.registry.place_values import describe_person, set_person_values
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def add_person(
    *, actor: Actor, business: Business, name: str, task: str, **more: object
) -> Person:
    """Add a person; a new contact takes the place of the one before.

    Raises `Absent` or `InvalidInput`.
    """
    business = get_editable_business(actor, business.pk)
    person = Person(business=business)
    set_person_values(person, {"name": name, "task": task, **more})
    if person.is_contact:
        business.people.filter(is_contact=True).update(is_contact=False)
    person.save()
    write_audit_row(
        actor=actor,
        verb="person.added",
        target=person,
        after={"business": business.pk, **describe_person(person)},
    )
    return person
