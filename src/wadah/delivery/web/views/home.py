"""Four home pages: what to do next, queues, products and requests, figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.queries.codes import list_waiting_codes
from wadah.apps.exports.queries.deal import list_rungs_to_confirm, visible_deals
from wadah.apps.matching.queries.pooled_offers import list_shares_to_answer
from wadah.apps.matching.queries.request import my_requests, visible_requests
from wadah.apps.meetings.queries.meeting import (
    list_meetings_to_close,
    list_meetings_upcoming,
    tasks_late,
)
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import PossibleDuplicate
from wadah.apps.registry.queries.business import of_visible, visible_businesses
from wadah.apps.registry.queries.claims import count_open_claims
from wadah.apps.registry.queries.counts import count_visible
from wadah.apps.registry.queries.product import list_public_products
from wadah.apps.statistics.views import make_overview
from wadah.apps.validation.next_things import list_next_things
from wadah.apps.validation.queries.case import visible_cases
from wadah.apps.validation.queries.queue import Wanted, list_queue
from wadah.apps.validation.queries.work import (
    list_documents_to_check,
    list_late,
)
from wadah.core.matching.request_states import LIVE
from wadah.core.values import Verdict

FEW = 5
# More at once is no help: three fit on the screen of a phone and in a head.
THINGS = 3


def home(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    page = _PAGES.get(actor.role, public_home) if actor.role else public_home
    return page(cast(ActorRequest, request))


def public_home(request: ActorRequest) -> HttpResponse:
    products = list_public_products()
    context = {
        "products": products[:6],
        "families": ProductFamily.objects.filter(pk__in=products.values("family_id")),
    }
    return render(request, "web/home_public.html", context)


def owner_home(request: ActorRequest) -> HttpResponse:
    """One question: what do I do next?"""
    actor, now = request.actor, timezone.now()
    businesses = list(visible_businesses(actor).prefetch_related("products__photos"))
    # What was claimed comes before what the owner had entered himself.
    businesses.sort(key=lambda row: row.organisation_id != actor.organisation_id)
    products = [product for row in businesses for product in row.products.all()]
    context = {
        "business": businesses[0] if businesses else None,
        "products": products,
        "things": list_next_things(
            actor, timezone.localdate(), THINGS, get_language() or "id"
        ),
        "shares": list_shares_to_answer(actor)[:FEW],
        "cases": visible_cases(actor)[:FEW],
        # Of the requests in sight only those for what is made here.
        "requests": visible_requests(actor).filter(
            state__in=LIVE,
            family__in=[product.family_id for product in products],
        )[:FEW],
        "meetings": list_meetings_upcoming(actor, now)[:FEW],
        "late": tasks_late(actor, timezone.localdate())[:FEW],
        "deals": visible_deals(actor)[:FEW],
    }
    return render(request, "web/home_owner.html", context)


def officer_home(request: ActorRequest) -> HttpResponse:
    """The queues, what is late, and search."""
    actor, now, today = request.actor, timezone.now(), timezone.localdate()
    cases = visible_cases(actor).filter(verdicts__is_current=True)
    unknown = cases.filter(verdicts__verdict=Verdict.CANNOT_TELL)
    late = tasks_late(actor, today)
    unmatched = visible_requests(actor).filter(state__in=LIVE, matches__isnull=True)
    context = {
        "businesses": count_visible(actor),
        "unknown": unknown[: 2 * FEW],
        "unknown_count": unknown.count(),
        "not_ready_count": cases.filter(verdicts__verdict=Verdict.NOT_READY).count(),
        "documents": list_documents_to_check(actor)[: 2 * FEW],
        "to_close": list_meetings_to_close(actor, now)[:FEW],
        "upcoming": list_meetings_upcoming(actor, now)[:FEW],
        "late": late[:FEW],
        "late_count": late.count(),
        "expiring": list_late(actor, today)[: 2 * FEW],
        "unmatched_count": unmatched.count(),
        "rung_count": list_rungs_to_confirm(actor).count(),
        "duplicates": PossibleDuplicate.objects.filter(
            of_visible(actor, "first_id"), state=PossibleDuplicate.State.OPEN
        ).count(),
        "claims": count_open_claims(actor),
        "waiting_codes": list_waiting_codes(actor, now).count(),
    }
    return render(request, "web/home_officer.html", context)


def checker_home(request: ActorRequest) -> HttpResponse:
    """What waits for a verifier or an approver."""
    actor = request.actor
    is_approver = actor.role is Role.APPROVER
    mine = list_queue(actor, Wanted(whose="mine"))
    context = {
        "mine": mine[: 2 * FEW],
        "mine_count": mine.count(),
        "cases": list_queue(actor, Wanted()).exclude(
            pk__in=mine.order_by().values("pk")
        )[: 4 * FEW],
        "documents": [] if is_approver else list_documents_to_check(actor)[: 4 * FEW],
        "rungs": list_rungs_to_confirm(actor) if is_approver else [],
    }
    return render(request, "web/home_checker.html", context)


def buyer_home(request: ActorRequest) -> HttpResponse:
    """Products to look through, and my requests."""
    actor = request.actor
    products = list_public_products()
    context = {
        "requests": my_requests(actor),
        "meetings": list_meetings_upcoming(actor, timezone.now())[:FEW],
        "products": products[:6],
        "families": ProductFamily.objects.filter(pk__in=products.values("family_id")),
    }
    return render(request, "web/home_buyer.html", context)


def analyst_home(request: ActorRequest) -> HttpResponse:
    """Funnel, tile map, series."""
    return render(request, "statistics/overview.html", make_overview(request.actor))


_PAGES: dict[str, Callable[[ActorRequest], HttpResponse]] = {
    Role.OWNER: owner_home,
    Role.STAFF: owner_home,
    Role.OFFICER: officer_home,
    Role.ADMINISTRATOR: officer_home,
    Role.VERIFIER: checker_home,
    Role.APPROVER: checker_home,
    Role.BUYER: buyer_home,
    Role.ANALYST: analyst_home,
}
