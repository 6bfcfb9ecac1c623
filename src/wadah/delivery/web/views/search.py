"""One box for families, published products and, for who may see them, businesses."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.registry.queries.product_search import search_products
from wadah.core.language import normalise, search_families
from wadah.delivery.web.access import ROUTES

FEW = 20


def search(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    query = request.GET.get("q", "").strip()
    hits = search_families(query, read_thesaurus(), 8) if query else ()
    order = {hit.family: place for place, hit in enumerate(hits)}
    families = sorted(
        ProductFamily.objects.filter(pk__in=order), key=lambda row: order[row.pk]
    )
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
