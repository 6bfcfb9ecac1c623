"""The page of one business over every step: who, what, how much, what is missing."""

from __future__ import annotations

from typing import cast

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.exports.queries.deal import visible_deals
from wadah.apps.meetings.queries.meeting import visible_meetings
from wadah.apps.registry.business_size import disagrees, size_by_figures
from wadah.apps.registry.place_values import TONGUES
from wadah.apps.registry.queries.business import (
    can_edit,
    get_business,
    list_living_consents,
)
from wadah.apps.registry.queries.duplicates import find_successor
from wadah.apps.registry.queries.groups import list_groups_of
from wadah.apps.registry.queries.places import list_people, list_sites
from wadah.apps.validation.queries.case import visible_cases
from wadah.apps.validation.queries.work import next_steps_of_business

FEW = 5


def business_page(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    try:
        business = get_business(actor, pk)
    except Absent:
        # An old address of a record that became part of another one leads there.
        successor = find_successor(actor, pk)
        if successor is None:
            raise
        return redirect("business_page", successor)
    # An analyst has the named list, without contact and without the work on it.
    is_analyst = actor.role is Role.ANALYST
    products = business.products.select_related("family").annotate(
        verified_kg=Sum("capacity__verified_kg"),
        promised_kg=Sum("capacity__promised_kg"),
    )
    today = timezone.localdate()
    context = {
        "business": business,
        "sites": [] if is_analyst else list_sites(actor, business),
        "people": [] if is_analyst else list_people(actor, business, today),
        "memberships": list_groups_of(actor, business),
        "size": size_by_figures(business, today),
        "size_disagrees": disagrees(business, today),
        "is_analyst": is_analyst,
        "tongues": TONGUES,
        "can_edit": can_edit(actor, business),
        "consents": [] if is_analyst else list_living_consents(business),
        "may_withdraw": actor.role in (Role.OWNER, Role.STAFF, Role.ADMINISTRATOR),
        "products": products,
        "documents": [] if is_analyst else business.documents.all(),
        "visits": [] if is_analyst else business.visits.select_related("visited_by"),
        "cases": visible_cases(actor).filter(product__business=business),
        "meetings": visible_meetings(actor).filter(product__business=business)[:FEW],
        "deals": visible_deals(actor).filter(product__business=business)[:FEW],
        "steps": next_steps_of_business(actor, business, today, FEW),
    }
    return render(request, "web/business_page.html", context)
