"""Lists loaded, and the two steps by which one is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.registry.actions.import_businesses import (
    ImportOutcome,
    import_businesses,
)
from wadah.apps.registry.forms.list_import import (
    ColumnForm,
    ListFileForm,
    initial_columns,
)
from wadah.apps.registry.importing.header import HeaderMatch, find_header
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.reading import list_sheets, read_table
from wadah.apps.registry.importing.staging import stage_rows
from wadah.apps.registry.importing.table import RawTable
from wadah.apps.registry.list_upload import find_upload, forget_upload, keep_upload
from wadah.apps.registry.queries.imports import (
    get_batch,
    list_businesses_of,
    list_problems,
    search_batches,
)
from wadah.apps.registry.sheet_file import CSV_TYPE, write_csv
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
ROWS_PREVIEWED = 10
PROBLEMS_PREVIEWED = 200


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    text = request.GET.get("q", "").strip()[:100]
    pages = Paginator(
        search_batches(actor, text, request.GET.get("sort", "")), PAGE_SIZE
    )
    context = {"page_obj": pages.get_page(request.GET.get("page")), "text": text}
    return render(request, "registry/import_list.html", context)


@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    batch = get_batch(actor, pk)
    severity = request.GET.get("severity", "")
    problems = Paginator(list_problems(batch, severity), PAGE_SIZE)
    businesses = Paginator(list_businesses_of(actor, batch), PAGE_SIZE)
    context = {
        "batch": batch,
        "severity": severity,
        "problems": problems.get_page(request.GET.get("problems")),
        "page_obj": businesses.get_page(request.GET.get("page")),
    }
    return render(request, "registry/import_detail.html", context)


@require_GET
def import_problems(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_batch(cast(ActorRequest, request).actor, pk)
    found = list_problems(batch, request.GET.get("severity", ""))
    head = ["row", "column", "rule", "severity", "message_id", "message_en", "cell"]
    rows = [head, *([getattr(row, name) for name in head] for row in found)]
    response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def import_add(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    if "ticket" in request.POST:
        return _second_step(request, actor, request.POST["ticket"])
    form = ListFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        path = None
        try:
            ticket = keep_upload(form.cleaned_data["file"], actor.user_id)
            path = find_upload(ticket, actor.user_id)
            return _show_preview(request, actor, _open(path, None), ticket)
        except InvalidInput as error:
            add_refusal(form, error)
            if path is not None:
                forget_upload(path)
    return _show_first_step(request, form)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The file of a preview: where it lies and how it is laid out."""

    path: Path
    table: RawTable
    sheets: tuple[str, ...]
    header: HeaderMatch

    @property
    def sheet(self) -> str:
        return self.table.sheet


def _open(path: Path, sheet: str | None) -> _Opened:
    table = read_table(path, sheet or None)
    return _Opened(path, table, list_sheets(path), find_header(table))


def _second_step(request: HttpRequest, actor: Actor, ticket: str) -> HttpResponse:
    try:
        path = find_upload(ticket, actor.user_id)
        opened = _open(path, request.POST.get("sheet"))
    except InvalidInput as error:
        return _show_first_step(request, ListFileForm(), in_language(error.message))
    if opened.sheet != request.POST.get("sheet_shown", opened.sheet):
        # The columns that were chosen are those of the sheet shown before.
        return _show_preview(request, actor, opened, ticket)
    form = ColumnForm(
        request.POST, header=opened.header, sheets=opened.sheets, initial={}
    )
    if not form.is_valid() or request.POST.get("step") != "load":
        return _show_preview(request, actor, opened, ticket, form)
    try:
        outcome = import_businesses(
            actor=actor, path=path, sheet=opened.sheet, overrides=form.overrides()
        )
    except InvalidInput as error:
        add_refusal(form, error)
        return _show_preview(request, actor, opened, ticket, form)
    forget_upload(path)
    messages.success(request, _told(outcome))
    if outcome.batch_id is None:
        return redirect("registry:import_list")
    return redirect("registry:import_detail", outcome.batch_id)


def _told(outcome: ImportOutcome) -> str:
    if not outcome.created and not outcome.updated:
        return _("The list holds nothing new.")
    return ngettext(
        "List loaded: %(created)s new business, %(updated)s changed.",
        "List loaded: %(created)s new businesses, %(updated)s changed.",
        outcome.created,
    ) % {"created": outcome.created, "updated": outcome.updated}


def _show_first_step(
    request: HttpRequest, form: ListFileForm, refusal: str = ""
) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    return render(request, "registry/import_add.html", context)


def _show_preview(
    request: HttpRequest,
    actor: Actor,
    opened: _Opened,
    ticket: str,
    form: ColumnForm | None = None,
) -> HttpResponse:
    """The columns as they are read, the first rows, and every problem."""
    overrides = form.overrides() if form is not None and form.is_valid() else ()
    form = form or _first_form(opened, ticket)
    context: dict[str, object] = {
        "form": form, "ticket": ticket, "file_name": opened.path.name,
        "sheet": opened.sheet,
    }  # fmt: skip
    if not form.is_bound or form.is_valid():
        try:
            context |= _preview_of(actor, opened, overrides)
        except InvalidInput as error:
            context["refusal"] = in_language(error.message)
    return render(request, "registry/import_preview.html", context)


def _first_form(opened: _Opened, ticket: str) -> ColumnForm:
    try:
        fields = propose_mapping(opened.header).fields
    except InvalidInput:
        # No column holds the name: the person points to it, the rest is proposed.
        fields = {}
    initial = initial_columns(opened.header, fields)
    return ColumnForm(
        None,
        header=opened.header,
        sheets=opened.sheets,
        initial={**initial, "ticket": ticket, "sheet": opened.sheet},
    )


def _preview_of(
    actor: Actor, opened: _Opened, overrides: tuple[str, ...]
) -> dict[str, object]:
    outcome = import_businesses(
        actor=actor,
        path=opened.path,
        sheet=opened.sheet,
        overrides=overrides,
        dry_run=True,
    )
    staging = stage_rows(opened.table, propose_mapping(opened.header, overrides))
    problems = sorted(outcome.problems, key=lambda p: (p.severity != "refused", p.row))
    return {
        "outcome": outcome,
        "rows": staging.rows[:ROWS_PREVIEWED],
        "problems": [
            (found, in_language(found.message))
            for found in problems[:PROBLEMS_PREVIEWED]
        ],
        "more_problems": max(len(problems) - PROBLEMS_PREVIEWED, 0),
    }
