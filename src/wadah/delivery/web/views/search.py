"""One box for families, published products and, for who may see them, businesses."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.registry.queries.product_search import search_products
from wadah.core.language import normalise, search_families
from wadah.delivery.web.access import ROUTES
from wadah.delivery.web.views.public import list_families_in_order

FEW = 20


def search(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    query = request.GET.get("q", "").strip()
    hits = search_families(query, read_thesaurus(), 8) if query else ()
    families = list_families_in_order([hit.family for hit in hits])
    businesses = Business.objects.none()
    if query and actor.role in ROUTES["registry:business_list"]:
        businesses = visible_businesses(actor).filter(
            search_name__contains=normalise(query)
        )
    context = {
        "query": query,
        "families": families,
        "products": [
            found.product for found in search_products(query, hits, limit=FEW)
        ],
        "businesses": businesses.select_related("region")[:FEW],
    }
    return render(request, "web/search.html", context)
