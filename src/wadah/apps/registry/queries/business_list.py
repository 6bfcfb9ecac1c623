"""The list of businesses: what was asked for, and the rows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.counting import ALL
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.registry.queries.counts import (
    count_regions,
    find_scope,
    list_family_slugs,
)
from wadah.core.language import normalise

SORTS = {
    "name": ("search_name", "pk"),
    "-name": ("-search_name", "-pk"),
    "region": ("region__name", "search_name", "pk"),
    "-region": ("-region__name", "search_name", "pk"),
    "new": ("-created_at", "-pk"),
}
NIB_DIGITS = 13
_NUMBER_LENGTHS = (NIB_DIGITS, 15, 16)
NO_CONTACT = Q(phone="", email="")


@dataclass(frozen=True, slots=True)
class BusinessFilter:
    """What a person wants to see of the list."""

    text: str = ""
    region: str = ""
    family: str = ""
    without_contact: bool = False
    sort: str = "name"


def sees_contact(actor: Actor) -> bool:
    """The named list of an analyst comes without ways to reach anybody."""
    return actor.reach(Subject.OTHER_BUSINESS) is not Reach.NAMED_LIST


def find_identity_number(text: str) -> str:
    """The NIB (13 digits) or NPWP (15 or 16) that the text is as a whole, or nothing.

    Such a number is found by its fingerprint: whole and exact, never by a part of it.
    """
    digits = re.sub(r"[\s.-]", "", text)
    is_number = re.fullmatch(r"[0-9]+", digits) and len(digits) in _NUMBER_LENGTHS
    return digits if is_number else ""


def search_businesses(actor: Actor, wanted: BusinessFilter) -> QuerySet[Business]:
    """Visible businesses that fit, in the order asked for.

    Each has `product_count` and `first_product`, the name of one.
    """
    found = visible_businesses(actor)
    number = find_identity_number(wanted.text) if sees_contact(actor) else ""
    if number:
        column = "nib" if len(number) == NIB_DIGITS else "npwp"
        found = found.filter(**{f"{column}_fingerprint": fingerprint(number)})
    for word in [] if number else normalise(wanted.text).split():
        found = found.filter(
            Q(search_name__contains=word)
            | Q(district__icontains=word)
            | Q(village__icontains=word)
            | Q(made__icontains=word)
        )
    if wanted.region:
        found = found.filter(
            Q(region_id=wanted.region)
            | Q(region__kemendagri_code__startswith=f"{wanted.region}.")
        )
    if wanted.family:
        makers = Product.objects.filter(family_id=wanted.family).order_by()
        found = found.filter(
            Q(family_id=wanted.family) | Q(pk__in=makers.values("business"))
        )
    if wanted.without_contact:
        found = found.filter(NO_CONTACT)
    order = SORTS.get(wanted.sort, SORTS["name"])
    return found.annotate(
        product_count=_product_count(), first_product=_first_product()
    ).order_by(*order)


def list_regions_in_use(actor: Actor) -> QuerySet[Region]:
    """Regions of the businesses in sight, by the kept counts."""
    codes = count_regions(find_scope(actor) or ALL, actor.region_codes)
    return Region.objects.filter(pk__in=[code for code in codes if code]).order_by(
        "name"
    )


def list_families_in_use(actor: Actor) -> list[ProductFamily]:
    """Families of the businesses of the scope and of their products, by name."""
    slugs = list_family_slugs(find_scope(actor) or ALL)
    found = ProductFamily.objects.filter(pk__in=slugs)
    return sorted(found, key=lambda family: family.name)


def _first_product() -> Subquery:
    made = Product.objects.filter(business=OuterRef("pk")).order_by("pk")
    return Subquery(made.values("name")[:1])


def _product_count() -> Coalesce:
    """Counted row by row, so that only the page in sight is counted."""
    counted = (
        Product.objects.filter(business=OuterRef("pk"))
        .order_by()
        .values("business")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
