"""Lists loaded, and what each of them made."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actions.record_personal_export import (
    record_personal_export,
)
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.registry.queries.imports import (
    count_duplicates,
    count_open_differences,
    count_rules,
    get_batch,
    list_businesses_of,
    list_open_jobs,
    list_problems,
    search_batches,
)
from wadah.apps.registry.sheet_file import sheet_response

PAGE_SIZE = 50
COUNTS = ("created", "updated", "unchanged", "possible_duplicates", "refused",
          "not_businesses")  # fmt: skip


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    text, sort = _asked(request)
    pages = Paginator(search_batches(actor, text, sort), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "text": text,
        "jobs": list_open_jobs(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/import_list.html", context)


@require_GET
def import_export(request: HttpRequest) -> HttpResponse:
    """The list of loadings as a file."""
    actor = cast(ActorRequest, request).actor
    head = [
        _("File"), _("Sheet"), _("Organisation"), _("Loaded"), _("Loaded by"),
        pgettext("count", "New"), pgettext("count", "Changed"),
        pgettext("count", "Unchanged"), _("possible duplicates"),
        pgettext("count", "Refused"), _("rows that are no business"), _("Undone"),
    ]  # fmt: skip
    rows = [
        [
            batch.file_name, batch.sheet, batch.organisation or "", batch.loaded_at,
            batch.loaded_by or "", *(batch.counts.get(name, 0) for name in COUNTS),
            batch.undone_at or "",
        ]
        for batch in search_batches(actor, *_asked(request))
    ]  # fmt: skip
    return sheet_response(request, "imports", [head, *rows])


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("q", "").strip()[:100], request.GET.get("sort", "")


@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    severity, rule = request.GET.get("severity", ""), request.GET.get("rule", "")
    problems = Paginator(list_problems(batch, severity, rule), PAGE_SIZE)
    businesses = Paginator(list_businesses_of(actor, batch), PAGE_SIZE)
    differences = count_open_differences(actor, batch)
    context = {
        "batch": batch,
        "severity": severity,
        "rule": rule,
        "rules": count_rules(batch),
        "problems": problems.get_page(request.GET.get("problems")),
        "page_obj": businesses.get_page(request.GET.get("page")),
        "differences": sum(differences.values()),
        "duplicates": count_duplicates(actor, batch),
    }
    return render(request, "registry/import_detail.html", context)


@require_GET
def import_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The remarks of a loading as a file."""
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    found = list_problems(
        batch, request.GET.get("severity", ""), request.GET.get("rule", "")
    )
    head = ["row", "column", "rule", "severity", "message_id", "message_en", "cell"]
    rows = [head, *([getattr(row, name) for name in head] for row in found)]
    # Cells of the list hold names and phones of persons.
    record_personal_export(
        actor=actor, what="import_problems", rows=len(rows) - 1, columns=head,
        details={"batch": pk},
    )  # fmt: skip
    return sheet_response(request, f"import-{pk}", rows)
