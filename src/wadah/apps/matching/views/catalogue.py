"""Catalogues for a buyer: chosen on a page, or made of a shortlist."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.matching.catalogue.drawing import draw_catalogue
from wadah.apps.matching.catalogue.gathering import Catalogue, gather_catalogue
from wadah.apps.matching.catalogue.rows import catalogue_rows
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.shortlist import (
    choosable_products,
    get_shortlist,
    list_entries,
)
from wadah.apps.registry.sheet_file import sheet_response, wants_file

# A catalogue that a buyer reads; each proof is judged anew for it.
MOST_PRODUCTS = 40


@require_GET
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer chooses products, sees what may be shown, and takes the file."""
    actor = _actor(request)
    wanted = get_request(actor, pk)
    products = list(
        choosable_products(actor, wanted).select_related("business__region", "family")
    )
    asked = {int(key) for key in request.GET.getlist("product") if key.isdecimal()}
    chosen = [one for one in products if one.pk in asked][:MOST_PRODUCTS]
    gathered = gather_catalogue(wanted, chosen, timezone.localdate())
    if chosen and _wants(request):
        return _file(request, gathered)
    context = {
        "wanted": wanted,
        "products": [(one, one.pk in asked) for one in products],
        "catalogue": gathered,
        "has_chosen": bool(chosen),
        "has_asked": _wants(request) or "show" in request.GET,
        "most": MOST_PRODUCTS,
    }
    return render(request, "matching/catalogue.html", context)


@require_GET
def shortlist_catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The products of a shortlist as a file, PDF unless a spreadsheet is asked for."""
    actor = _actor(request)
    shortlist = get_shortlist(actor, pk)
    entries = list_entries(actor, shortlist)
    gathered = gather_catalogue(
        shortlist.request,
        [entry.product for entry in entries],
        timezone.localdate(),
        {entry.product_id: entry.note for entry in entries},
    )
    return _file(request, gathered)


def _wants(request: HttpRequest) -> bool:
    return wants_file(request) or request.GET.get("format") == "pdf"


def _file(request: HttpRequest, gathered: Catalogue) -> HttpResponse:
    name = f"wadah-catalogue-{gathered.request.pk}"
    if wants_file(request):
        return sheet_response(request, name, catalogue_rows(gathered))
    response = HttpResponse(draw_catalogue(gathered), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
