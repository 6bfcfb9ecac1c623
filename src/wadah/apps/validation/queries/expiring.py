"""Papers by the day on which they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.expiry import COUNTED_DAYS
from wadah.apps.validation.models import Case, Document, State
from wadah.apps.validation.queries.document import visible_documents

WITHIN_DAYS = {"7": 7, "30": 30, "90": 90, "365": 365}
SORTS = {
    "expires": ("expires_on", "pk"),
    "business": ("business__name", "expires_on", "pk"),
    "type": ("type", "expires_on", "pk"),
}


@dataclass(frozen=True, slots=True)
class ExpiryFilter:
    """What a person wants to see; an unknown word means the usual."""

    text: str = ""
    within: str = "90"
    type: str = ""
    sort: str = "expires"


def list_expiring(
    actor: Actor, wanted: ExpiryFilter, today: date
) -> QuerySet[Document]:
    """Papers in sight that end within the days wanted, or ended; the next one first.

    One that was renewed is left out: its place is taken.
    """
    papers = leave_out_renewed(
        visible_documents(actor).filter(expires_on__isnull=False)
    )
    if wanted.within == "ended":
        papers = papers.filter(expires_on__lt=today)
    else:
        days = WITHIN_DAYS.get(wanted.within, 90)
        papers = papers.filter(expires_on__range=(today, today + timedelta(days=days)))
    if wanted.type:
        papers = papers.filter(type=wanted.type)
    if wanted.text:
        papers = papers.filter(
            Q(business__name__icontains=wanted.text)
            | Q(number__icontains=wanted.text)
            | Q(product__name__icontains=wanted.text)
        )
    return papers.prefetch_related("states").order_by(
        *SORTS.get(wanted.sort, SORTS["expires"])
    )


def leave_out_renewed(papers: QuerySet[Document]) -> QuerySet[Document]:
    """Without those whose like, for the same product and lot, counts for longer.

    The newer one has to hold for every market: one for Japan renews none for Germany.
    """
    newer = Document.objects.alias(
        of_product=Coalesce("product", 0), of_lot=Coalesce("lot", 0)
    ).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gt=OuterRef("expires_on")),
        business=OuterRef("business"),
        type=OuterRef("type"),
        of_product=Coalesce(OuterRef("product"), 0),
        of_lot=Coalesce(OuterRef("lot"), 0),
        scope={},
    )
    return papers.exclude(Exists(newer))


def list_planned_cases(today: date) -> QuerySet[Case]:
    """Cases whose shipment is still to come, the approved ones included."""
    to_come = Q()
    for name in COUNTED_DAYS:
        to_come |= Q(**{f"{name}__gt": today})
    return (
        Case.objects.filter(to_come)
        .exclude(state__in=(State.WITHDRAWN, State.CLOSED))
        .select_related("product", "destination", "lot")
        .order_by("pk")
    )


def list_ending_before(case: Case, today: date, day: date) -> QuerySet[Document]:
    """Papers that may speak for the case and end before a day of it."""
    lots = Q(lot__isnull=True) | (Q(lot=case.lot) if case.lot else Q(pk__in=[]))
    papers = Document.objects.filter(
        Q(product__isnull=True) | Q(product=case.product),
        lots,
        business=case.product.business_id,
        expires_on__gte=today,
        expires_on__lt=day,
    )
    return leave_out_renewed(papers)


def list_types_in_sight(actor: Actor) -> list[str]:
    """Types of papers with an end that the actor sees."""
    papers = visible_documents(actor).filter(expires_on__isnull=False)
    return list(papers.order_by("type").values_list("type", flat=True).distinct())
