"""Pages of a product's open requests and of what a business misses most."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.matching.demand_page import (
    FITS,
    FitLine,
    MissLine,
    describe_fits,
    describe_misses,
)
from wadah.apps.matching.queries.demand import list_fits, list_misses
from wadah.apps.registry.queries.business import get_business
from wadah.apps.registry.queries.product import get_product
from wadah.apps.registry.sheet_file import sheet_response, synthetic_cell

PAGE = 25


@require_GET
def product_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """Open requests for the product, filtered, as a page or as a file."""
    actor = _actor(request)
    product = get_product(actor, pk)
    lines = describe_fits(list_fits(actor, product, timezone.localdate()))
    fit, text = request.GET.get("fit", ""), request.GET.get("q", "").strip()
    shown = [line for line in lines if _is_wanted(line, fit, text)]
    if request.GET.get("sort") == "quantity":
        shown.sort(key=lambda line: -line.request.quantity_kg)
    elif request.GET.get("sort") == "window":
        shown.sort(key=lambda line: line.request.window_from)
    if request.GET.get("format"):
        mark = synthetic_cell(product.business)
        return sheet_response(request, "open-requests", _fit_rows(shown, mark))
    context = {
        "product": product,
        "page_obj": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "fits": FITS.items(),
        "fit": fit,
        "text": text,
        "sort": request.GET.get("sort", ""),
        "is_filtered": bool(fit or text),
    }
    return render(request, "matching/product_requests.html", context)


def _is_wanted(line: FitLine, fit: str, text: str) -> bool:
    # Not by the buyer: who he is stays hidden until both agree.
    country = str(line.request.destination.name).casefold()
    return (not fit or line.fit == fit) and text.casefold() in country


def _fit_rows(lines: list[FitLine], mark: str) -> list[list[object]]:
    head: list[object] = ["request", "family", "quantity_kg", "window_from",
            "window_to", "destination", "fit", "reasons", "steps",
            "synthetic"]  # fmt: skip
    rows: list[list[object]] = [
        [line.request.pk, line.request.family_id, line.request.quantity_kg,
         line.request.window_from, line.request.window_to, line.request.destination_id,
         line.fit, " ".join(line.reasons), " ".join(line.steps), mark]
        for line in lines
    ]  # fmt: skip
    return [head, *rows]


@require_GET
def business_misses(request: HttpRequest, pk: int) -> HttpResponse:
    """What the business misses most often across open requests."""
    actor = _actor(request)
    business = get_business(actor, pk)
    lines = describe_misses(list_misses(actor, business, timezone.localdate()))
    text = request.GET.get("q", "").strip()
    shown = [line for line in lines if _is_about(line, text)]
    if request.GET.get("sort") == "quantity":
        shown.sort(key=lambda line: -line.request_kg)
    if request.GET.get("format"):
        mark = synthetic_cell(business)
        return sheet_response(request, "missing", _miss_rows(shown, mark))
    context = {
        "business": business,
        "page_obj": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "text": text,
        "sort": request.GET.get("sort", ""),
    }
    return render(request, "matching/business_misses.html", context)


def _is_about(line: MissLine, text: str) -> bool:
    return text.casefold() in f"{line.label} {line.subject} {line.step}".casefold()


def _miss_rows(lines: list[MissLine], mark: str) -> list[list[object]]:
    head: list[object] = ["code", "subject", "requests", "request_kg", "products",
                          "step", "synthetic"]  # fmt: skip
    rows: list[list[object]] = [
        [line.code, line.subject, line.requests, line.request_kg, line.products,
         line.step, mark]
        for line in lines
    ]  # fmt: skip
    return [head, *rows]


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
