"""The list of papers by the day on which they end, and its file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.registry.sheet_file import sheet_response
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.export_expiring import export_expiring
from wadah.apps.validation.queries.expiring import (
    ExpiryFilter,
    list_expiring,
    list_types_in_sight,
)
from wadah.apps.validation.views.document import actor_of

PAGE_SIZE = 50
WITHIN = (
    ("7", _("within 7 days")),
    ("30", _("within 30 days")),
    ("90", _("within 90 days")),
    ("365", _("within a year")),
    ("ended", pgettext_lazy("papers", "ended already")),
)


@require_GET
def expiring_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    today = timezone.localdate()
    wanted = _read_filter(request)
    page = Paginator(list_expiring(actor, wanted, today), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    language = get_language() or "id"
    names = read_vocabulary().document_types
    context = {
        "page_obj": page,
        "rows": [
            (row, (row.expires_on - today).days if row.expires_on else None)
            for row in page.object_list
        ],
        "wanted": wanted,
        "is_filtered": wanted != ExpiryFilter(sort=wanted.sort),
        "choices": WITHIN,
        "types": sorted(
            (
                (slug, names[slug].name.in_language(language))
                for slug in list_types_in_sight(actor)
                if slug in names
            ),
            key=lambda pair: pair[1].casefold(),
        ),
        "query": request.GET.urlencode(),
    }
    return render(request, "validation/expiring_list.html", context)


@require_GET
@confirm_first
def expiring_export(request: HttpRequest) -> HttpResponse:
    rows = export_expiring(
        actor=actor_of(request),
        wanted=_read_filter(request),
        today=timezone.localdate(),
        file_format="xlsx" if request.GET.get("format") == "xlsx" else "csv",
    )
    return sheet_response(request, "papers", rows)


def _read_filter(request: HttpRequest) -> ExpiryFilter:
    asked = request.GET
    return ExpiryFilter(
        text=asked.get("q", "").strip()[:100],
        within=asked.get("within", "90"),
        type=asked.get("type", "")[:60],
        sort=asked.get("sort", "expires"),
    )
