"""Sites and people of a business, for those who may see or change its record."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import Business, Person, Site
from wadah.apps.registry.queries.business import get_business, get_editable_business


def list_sites(actor: Actor, business: Business) -> QuerySet[Site]:
    """Raises `Absent` when the business is not for this actor."""
    return get_business(actor, business.pk).sites.select_related("region")


def list_people(actor: Actor, business: Business, on: date) -> QuerySet[Person]:
    """Those who still do their task on the day, the contact first.

    Raises `Absent` when the business is not for this actor.
    """
    people = get_business(actor, business.pk).people.all()
    now = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return people.filter(now).order_by("-is_contact", "pk")


def get_editable_site(actor: Actor, pk: int) -> Site:
    """One site that the actor may change. Raises `Absent`."""
    site = Site.objects.select_related("business").filter(pk=pk).first()
    if site is None:
        raise Absent(f"site {pk}")
    get_editable_business(actor, site.business_id)
    return site


def get_editable_person(actor: Actor, pk: int) -> Person:
    """One person, still at his task, whose record the actor may change.

    Raises `Absent`.
    """
    people = Person.objects.select_related("business")
    person = people.filter(pk=pk, ended_on__isnull=True).first()
    if person is None:
        raise Absent(f"person {pk}")
    get_editable_business(actor, person.business_id)
    return person
