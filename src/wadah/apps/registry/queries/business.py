"""Businesses, as far as the actor may see the whole record.

What everybody may see of a published business stands in `queries.product`.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.registry.models import Business, Consent


def visible_businesses(actor: Actor) -> QuerySet[Business]:
    """Own, cared for with consent, in the queue, or all: by the declared matrix.

    A record that was merged into another one is shown nowhere.
    """
    businesses = Business.objects.filter(merged_into__isnull=True).select_related(
        "region", "family"
    )
    reach = actor.reach(Subject.OTHER_BUSINESS)
    if reach in (Reach.ALL, Reach.NAMED_LIST):
        return businesses
    if actor.organisation_id is None:
        return businesses.none()
    if actor.reach(Subject.OWN_BUSINESS) is Reach.ALL:
        # What the owner entered himself before his claim of a record was accepted
        # stays in his sight by consent, until both are merged.
        own = Q(organisation_id=actor.organisation_id)
        return businesses.filter(own | Q(_consents(actor.organisation_id)))
    if reach is Reach.CONSENTED:
        return businesses.filter(_cared_for(actor, actor.organisation_id))
    if reach is Reach.QUEUE:
        return businesses.filter(
            _cared_for(actor, actor.organisation_id), _in_queue(actor)
        )
    return businesses.none()


def of_visible(actor: Actor, path: str) -> Exists:
    """A condition on rows that hang on a business, by the path to its key.

    Asked row by row: a subquery of all businesses in sight would be read whole first,
    which at a province's size takes seconds.
    """
    return Exists(visible_businesses(actor).order_by().filter(pk=OuterRef(path)))


def get_business(actor: Actor, pk: int) -> Business:
    """One business.

    Raises `Absent` when it is not there or not for this actor.
    """
    business = visible_businesses(actor).filter(pk=pk).first()
    if business is None:
        raise Absent(f"business {pk}")
    return business


def editable_businesses(actor: Actor) -> QuerySet[Business]:
    """Those of the visible ones that the actor may change.

    Owner and staff of it, an officer whose organisation may edit by a living consent,
    an administrator. Who may only see is shown the record without a way to change it.
    """
    if actor.role not in _EDITORS:
        return Business.objects.none()
    seen = visible_businesses(actor)
    if actor.role is Role.OFFICER:
        return seen.filter(_consents(actor.organisation_id or 0, may_edit=True))
    return seen


def of_editable(actor: Actor, path: str) -> Exists:
    """As `of_visible`, but on businesses that the actor may change."""
    return Exists(editable_businesses(actor).order_by().filter(pk=OuterRef(path)))


def can_edit(actor: Actor, business: Business) -> bool:
    """Whether the actor may change this business."""
    return editable_businesses(actor).filter(pk=business.pk).exists()


def get_editable_business(actor: Actor, pk: int) -> Business:
    """One business that the actor may change.

    Raises `Absent` when it is not there or not for this actor to change.
    """
    business = editable_businesses(actor).filter(pk=pk).first()
    if business is None:
        raise Absent(f"business {pk}")
    return business


def list_living_consents(business: Business) -> QuerySet[Consent]:
    """Who cares for the record now, with what was agreed; not the business itself."""
    living = business.consents.filter(withdrawn_on__isnull=True)
    if business.organisation_id is not None:
        living = living.exclude(organisation_id=business.organisation_id)
    return living.select_related("organisation", "recorded_by").order_by("pk")


def find_own_business(actor: Actor) -> Business | None:
    """The business of an owner's or staff member's organisation, once entered."""
    if actor.role not in (Role.OWNER, Role.STAFF) or actor.organisation_id is None:
        return None
    return Business.objects.filter(organisation_id=actor.organisation_id).first()


def list_entered_today(actor: Actor, today: date) -> QuerySet[Business]:
    """The last businesses for which this person wrote down a spoken consent today."""
    written = Consent.objects.filter(
        basis=Consent.Basis.SPOKEN, given_on=today, recorded_by_id=actor.user_id
    )
    return (
        visible_businesses(actor)
        .filter(pk__in=written.values("business"))
        .order_by("-pk")[:10]
    )


_EDITORS = frozenset({Role.OWNER, Role.STAFF, Role.OFFICER, Role.ADMINISTRATOR})


def _cared_for(actor: Actor, organisation_id: int) -> Q:
    """A living consent for the organisation; and its regions.

    A record without a region stays in sight, else nobody would ever complete it. The
    list that made the record gives no right of its own: a consent that was withdrawn
    ends the sight of it.
    """
    cared = Q(_consents(organisation_id))
    if not actor.region_codes:
        return cared
    regions = Q(region__isnull=True)
    for code in actor.region_codes:
        regions |= Q(region_id=code) | Q(region__kemendagri_code__startswith=f"{code}.")
    return cared & regions


def _consents(organisation_id: int, **more: bool) -> Exists:
    """That a living consent names the organisation."""
    return Exists(
        Consent.objects.filter(
            business=OuterRef("pk"),
            organisation_id=organisation_id,
            withdrawn_on__isnull=True,
            **more,
        )
    )


def _in_queue(actor: Actor) -> Q:
    """Something of it waits for this role, or was checked by this person.

    The later steps are asked by the names of their relations, so that this step
    imports none of them.
    """
    every = Business.objects.order_by()
    waiting = Q(pk__in=every.filter(products__cases__isnull=False).values("pk"))
    if actor.role is Role.VERIFIER:
        papers = Q(documents__checked_by__isnull=True) | Q(
            documents__checked_by_id=actor.user_id
        )
        found = every.filter(papers, documents__isnull=False)
    else:
        rungs = Q(products__deals__rungs__confirmed_by__isnull=True) | Q(
            products__deals__rungs__confirmed_by_id=actor.user_id
        )
        found = every.filter(rungs, products__deals__rungs__isnull=False)
    return waiting | Q(pk__in=found.values("pk"))
