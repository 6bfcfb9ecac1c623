"""Readiness of a product, its history, and the list of an officer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.registry.queries.business import can_edit
from wadah.apps.registry.queries.product import get_editable_product, get_product
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.apps.validation.actions.refresh_readiness import refresh_readiness
from wadah.apps.validation.models import ProductReadiness
from wadah.apps.validation.queries.readiness import (
    CAPS,
    LEVELS,
    ReadinessFilter,
    list_history,
    search_rows,
    visible_rows,
)
from wadah.apps.validation.readiness_building import build_profile
from wadah.apps.validation.readiness_words import (
    cap_words,
    describe_profile,
    dimension_words,
    level_words,
)
from wadah.core.requirements import DIMENSIONS, profile_to_json

PAGE = 50
# Rows of the history that the trend shows.
TREND = 12


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_GET
def readiness(request: HttpRequest, pk: int) -> HttpResponse:
    """The profile as it stands now, with what was kept before."""
    actor, today = _actor(request), timezone.localdate()
    product = get_product(actor, pk)
    profile, market = build_profile(product, today)
    told = {**profile_to_json(profile), "market": market}
    history = list(list_history(product)[:TREND])
    language = get_language() or "id"
    context = {
        "product": product,
        "business": product.business,
        "profile": describe_profile(told, language),
        "market": Market.objects.filter(pk=market).first(),
        "history": [(row, cap_words(row.cap)) for row in history],
        "trend": [
            (date_format(row.day, "j M"), row.score) for row in reversed(history)
        ],
        "is_plain": actor.role in (Role.OWNER, Role.STAFF),
        "may_edit": can_edit(actor, product.business),
        "case": product.cases.filter(destination=market).first() if market else None,
    }
    return render(request, "validation/readiness.html", context)


@require_POST
def readiness_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    product = get_editable_product(actor, pk)
    row = refresh_readiness(actor=actor, product=product, as_of=timezone.localdate())
    messages.success(
        request,
        _("Today's profile is kept.")
        if row is not None
        else _("Nothing has changed since the last profile."),
    )
    return redirect("validation:readiness", product.pk)


@require_GET
def readiness_list(request: HttpRequest) -> HttpResponse:
    """Products by readiness, with the five dimensions and what holds each down."""
    actor, asked = _actor(request), request.GET
    wanted = ReadinessFilter(
        text=asked.get("q", "").strip()[:100],
        level=asked.get("level", ""),
        cap=asked.get("cap", ""),
        family=asked.get("family", ""),
        sort=asked.get("sort", "-score"),
    )
    rows = search_rows(actor, wanted)
    if wants_file(request):
        return _file(request, rows[:MOST_ROWS])
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    families = visible_rows(actor).order_by().values("product__family")
    context = {
        "wanted": wanted,
        "page_obj": page,
        "rows": [(row, *_cells(row)) for row in page],
        "dimensions": [dimension_words(code) for code in DIMENSIONS],
        "levels": [(code, level_words(code)) for code in LEVELS],
        "caps": [(code, cap_words(code)) for code in CAPS],
        "families": ProductFamily.objects.filter(pk__in=families),
    }
    return render(request, "validation/readiness_list.html", context)


def _cells(row: ProductReadiness) -> tuple[list[int], str, str]:
    """Scores of the dimensions, the level, and what holds it down."""
    scores = [one["score"] for one in row.result["dimensions"]]
    return scores, level_words(row.result["level"]), cap_words(row.cap)


def _file(request: HttpRequest, rows: Iterable[ProductReadiness]) -> HttpResponse:
    head = [_("Product"), _("Business"), _("Region"), _("Product family"),
            _("Readiness (of 100)"), _("Level"), _("Held down by"),
            *(dimension_words(code) for code in DIMENSIONS), _("Indicators known"),
            _("Indicators in all"), _("As of"), _("Synthetic")]  # fmt: skip
    lines: list[list[object]] = []
    for row in rows:
        scores, level, cap = _cells(row)
        business = row.product.business
        lines.append(
            [row.product.name, business.name,
             business.region.name if business.region else "", row.product.family.name,
             row.score, level, cap, *scores, row.known_count, row.all_count, row.day,
             synthetic_cell(business)]
        )  # fmt: skip
    return sheet_response(request, "readiness", [head, *lines])
