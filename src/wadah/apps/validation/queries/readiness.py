"""Rows of readiness, as far as the actor may see the product."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.models import ProductReadiness

SORTS = {
    "score": "score",
    "product": "product__name",
    "business": "product__business__name",
    "region": "product__business__region__name",
    "day": "day",
}
# The words of `Cap.code`, the heaviest first.
CAPS = ("prohibited", "limit_broken", "not_ready", "no_market", "cannot_tell")
LEVELS = {
    "ready": (90, 100),
    "nearly": (70, 89),
    "on_the_way": (40, 69),
    "begun": (0, 39),
}


@dataclass(frozen=True, slots=True)
class ReadinessFilter:
    """What an officer asks of the list."""

    text: str = ""
    level: str = ""
    cap: str = ""
    family: str = ""
    sort: str = "-score"


def visible_rows(actor: Actor) -> QuerySet[ProductReadiness]:
    """The current row of each product the actor sees."""
    rows = ProductReadiness.objects.filter(is_current=True).select_related(
        "product__business__region", "product__family"
    )
    if actor.reach(Subject.CASES) is Reach.NONE:
        return rows.none()
    return rows.filter(of_visible(actor, "product__business_id"))


def search_rows(actor: Actor, wanted: ReadinessFilter) -> QuerySet[ProductReadiness]:
    """The rows that fit, in the order asked for."""
    rows = visible_rows(actor)
    if wanted.text:
        rows = rows.filter(
            Q(product__name__icontains=wanted.text)
            | Q(product__business__name__icontains=wanted.text)
        )
    if wanted.level in LEVELS:
        rows = rows.filter(score__range=LEVELS[wanted.level])
    if wanted.cap in CAPS:
        rows = rows.filter(cap=wanted.cap)
    if wanted.family:
        rows = rows.filter(product__family=wanted.family)
    column = SORTS.get(wanted.sort.lstrip("-"), "score")
    sign = "-" if wanted.sort.startswith("-") else ""
    return rows.order_by(f"{sign}{column}", "pk")


def list_history(product: Product) -> QuerySet[ProductReadiness]:
    """Every row of a product, newest first."""
    return ProductReadiness.objects.filter(product=product).order_by("-day")
