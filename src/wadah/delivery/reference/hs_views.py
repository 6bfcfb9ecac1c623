"""The nomenclature that was loaded: search, one code, what it was called before."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.reference.models import HsCode, HsCorrelation
from wadah.delivery.reference.queries import (
    get_code,
    list_above,
    list_correlations,
    list_correlations_back,
    list_editions,
    search_codes,
)
from wadah.delivery.reference.views import LONGEST_TEXT, PAGE_SIZE, send_rows


@require_GET
def hs_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    editions = list_editions(actor)
    edition, text = _asked(request, editions)
    page = Paginator(search_codes(actor, edition, text), PAGE_SIZE)
    context = {
        "editions": editions,
        "edition": edition,
        "text": text,
        "page_obj": page.get_page(request.GET.get("page")),
        "pairs": HsCorrelation.objects.count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "reference/hs_list.html", context)


@require_GET
def hs_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    edition, text = _asked(request, list_editions(actor))
    rows: list[list[object]] = [
        [_("Edition"), _("Code"), _("Text in Indonesian"), _("Text in English")]
    ]
    found = search_codes(actor, edition, text)
    rows += [[row.edition, row.code, row.text_id, row.text_en] for row in found]
    return send_rows(rows, "hs", request.GET.get("format", "csv"))


@require_GET
def hs_detail(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_code(actor, edition, code)
    other = HsCode.objects.filter(code=code).exclude(edition=edition)
    forward = (
        list_correlations(code) if row.level >= 6 else HsCorrelation.objects.none()
    )
    context = {
        "row": row,
        "above": list_above(row),
        "below": HsCode.objects.filter(edition=edition, parent_code=code),
        "other_editions": other,
        "correlations": forward,
        "correlations_back": list_correlations_back(code)
        if row.level == 6
        else HsCorrelation.objects.none(),
    }
    return render(request, "reference/hs_detail.html", context)


def _asked(request: HttpRequest, editions: list[str]) -> tuple[str, str]:
    edition = request.GET.get("edition", "")
    if edition not in editions:
        edition = "HS2022" if "HS2022" in editions else (editions or [""])[0]
    text = request.GET.get("q", "").strip().replace("\0", "")[:LONGEST_TEXT]
    return edition, text
