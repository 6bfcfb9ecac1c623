"""The list of businesses and its file."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.registry.actions.export_businesses import MOST_ROWS, export_businesses
from wadah.apps.registry.paging import KnownCountPaginator
from wadah.apps.registry.queries.business_list import (
    BusinessFilter,
    list_families_in_use,
    list_regions_in_use,
    search_businesses,
    sees_contact,
)
from wadah.apps.registry.queries.counts import count_visible
from wadah.apps.registry.sheet_file import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

PAGE_SIZE = 50


@require_GET
def business_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    wanted = _read_filter(request)
    is_filtered = wanted != BusinessFilter(sort=wanted.sort)
    found = search_businesses(actor, wanted)
    pages = KnownCountPaginator(
        found, PAGE_SIZE, found.count() if is_filtered else count_visible(actor)
    )
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "wanted": wanted,
        "is_filtered": is_filtered,
        "regions": list_regions_in_use(actor),
        "families": list_families_in_use(actor),
        "sees_contact": sees_contact(actor),
        "may_add": actor.role in (Role.OFFICER, Role.ADMINISTRATOR),
        "may_export": pages.count <= MOST_ROWS,
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/business_list.html", context)


@require_GET
@confirm_first
def business_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    rows = export_businesses(
        actor=actor, wanted=_read_filter(request), file_format=file_format
    )
    if file_format == "xlsx":
        response = HttpResponse(write_xlsx(rows), content_type=XLSX_TYPE)
    else:
        response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="usaha.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response


def _read_filter(request: HttpRequest) -> BusinessFilter:
    asked = request.GET
    return BusinessFilter(
        text=asked.get("q", "").strip()[:100],
        region=asked.get("region", ""),
        family=asked.get("family", ""),
        without_contact=asked.get("contact") == "missing",
        sort=asked.get("sort", "name"),
    )
