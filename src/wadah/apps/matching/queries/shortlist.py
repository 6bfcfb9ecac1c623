"""Shortlists as far as the actor may read them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, Shortlist, ShortlistEntry
from wadah.apps.matching.queries.buyers import SIGNERS
from wadah.apps.matching.queries.match import list_matches
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.registry.shown import SHOWN
from wadah.core.matching.shortlist_states import SHOWN_TO_BUYER, UNSENT

# As many of the best matches as a buyer reads on one page.
MOST_CHOSEN = 12


def visible_shortlists(actor: Actor) -> QuerySet[Shortlist]:
    """All for who makes or approves them, what was sent to him for a buyer."""
    rows = Shortlist.objects.select_related(
        "request__buyer__country", "request__family", "request__destination",
        "made_by", "approved_by",
    )  # fmt: skip
    if actor.role in SIGNERS:
        return rows
    if actor.reach(Subject.REQUESTS) is not Reach.OWN:
        return rows.none()
    mine = visible_requests(actor).order_by().values("pk")
    return rows.filter(request__in=mine, state__in=SHOWN_TO_BUYER)


def get_shortlist(actor: Actor, pk: int) -> Shortlist:
    """One shortlist. Raises `Absent`."""
    row = visible_shortlists(actor).filter(pk=pk).first()
    if row is None:
        raise Absent(f"shortlist {pk}")
    return row


def get_entry(actor: Actor, pk: int) -> ShortlistEntry:
    """One product of a shortlist in sight. Raises `Absent`."""
    lists = visible_shortlists(actor).order_by().values("pk")
    rows = ShortlistEntry.objects.select_related("shortlist", "product__business")
    row = rows.filter(pk=pk, shortlist__in=lists).first()
    if row is None:
        raise Absent(f"shortlist entry {pk}")
    return row


def search_shortlists(
    actor: Actor, *, text: str = "", state: str = ""
) -> QuerySet[Shortlist]:
    """Visible ones with the number of products and of what the buyer said."""
    said = Q(entries__feedback__gt="")
    found = visible_shortlists(actor).annotate(
        product_count=Count("entries"),
        said_count=Count("entries", filter=said),
        liked_count=Count("entries", filter=Q(entries__feedback="liked")),
    )
    if text:
        found = found.filter(
            Q(request__buyer__name__icontains=text)
            | Q(request__family__name_id__icontains=text)
            | Q(request__family__name_en__icontains=text)
        )
    return found.filter(state=state) if state else found


def list_versions(actor: Actor, request: BuyerRequest) -> QuerySet[Shortlist]:
    """Every version of a request that the actor may read, the newest first."""
    rows = search_shortlists(actor).filter(request=request)
    return rows.order_by("-version")


def list_entries(actor: Actor, shortlist: Shortlist) -> list[ShortlistEntry]:
    """In their order; a buyer reads no product that is not shown any more."""
    rows = shortlist.entries.select_related("product__business__region",
                                            "product__family")  # fmt: skip
    if actor.role not in SIGNERS:
        rows = rows.filter(product__in=Product.objects.filter(SHOWN))
    return list(rows)


def find_unsent(request: BuyerRequest) -> Shortlist | None:
    return Shortlist.objects.filter(request=request, state__in=UNSENT).first()


def choosable_products(actor: Actor, request: BuyerRequest) -> QuerySet[Product]:
    """Shown products of the family that an officer may read, the rest of his matches.

    What is published to everybody is in sight; a match in his care too.
    """
    matched = list_matches(actor, request).order_by().values("product")
    of_family = Q(family_id=request.family_id) & SHOWN
    in_care = Q(pk__in=matched) & of_visible(actor, "business_id")
    found = Product.objects.filter(of_family | in_care).select_related("business")
    return found.order_by("business__name", "name", "pk")


def list_addable(actor: Actor, shortlist: Shortlist) -> QuerySet[Product]:
    """Products that can still be chosen."""
    taken = shortlist.entries.order_by().values("product")
    return choosable_products(actor, shortlist.request).exclude(pk__in=taken)
