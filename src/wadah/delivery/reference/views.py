"""Lists of reference rows, their files, and the form of one row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actions.keep_reference_row import keep_reference_row
from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.reference.models import ExchangeRate, HsCode, Laboratory
from wadah.apps.registry.sheet_file import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from wadah.core.values import InvalidInput
from wadah.delivery.reference.forms import make_form
from wadah.delivery.reference.kinds import KINDS, Kind
from wadah.delivery.reference.queries import (
    get_kind,
    get_row,
    list_rows,
    may_keep,
)

PAGE_SIZE = 50
LONGEST_TEXT = 100


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    kinds = [
        {"kind": kind, "count": kind.model._default_manager.count()}
        for kind in KINDS.values()
    ]
    context = {"kinds": kinds, "hs_count": HsCode.objects.count()}
    return render(request, "reference/index.html", context)


@require_GET
def row_list(request: HttpRequest, slug: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    kind = get_kind(actor, slug)
    rows = _asked_rows(request, kind)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "page_obj": page,
        "lines": [_Line(kind, row) for row in page.object_list],
        "text": _text(request),
        "offered": request.GET.get("offered", "all"),
        "is_filtered": bool(_text(request))
        or request.GET.get("offered") in ("yes", "no"),
        "may_keep": may_keep(actor),
        "query": request.GET.urlencode(),
        "lists_rates": kind.model is ExchangeRate,
    }
    return render(request, "reference/row_list.html", context)


@require_GET
def row_export(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole list that the filter shows, as a file."""
    actor = cast(ActorRequest, request).actor
    kind = get_kind(actor, slug)
    head = [str(column.label) for column in kind.columns]
    rows: list[list[object]] = [[*head, *([_("Not offered from")] * kind.is_kept)]]
    for row in _asked_rows(request, kind):
        cells = [_as_cell(column.read(row)) for column in kind.columns]
        if kind.is_kept:
            cells.append(_as_cell(getattr(row, "disabled_from", None)))
        rows.append(cells)
    return send_rows(rows, slug, request.GET.get("format", "csv"))


@require_http_methods(["GET", "POST"])
def row_add(request: HttpRequest, slug: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    kind = get_kind(actor, slug)
    if not kind.may_add or not may_keep(actor):
        raise Absent(slug)
    row = kind.model(**_given(request, kind))
    return _keep(request, actor, kind, row, kind.add_label)


@require_http_methods(["GET", "POST"])
def row_edit(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    kind = get_kind(actor, slug)
    row = get_row(actor, kind, pk)
    return _keep(request, actor, kind, row, str(row))


def _keep(
    request: HttpRequest, actor: Actor, kind: Kind, row: models.Model, title: Any
) -> HttpResponse:
    form = make_form(kind, row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        # The form has written into its own row: the action starts from a fresh one.
        is_new = row._state.adding
        fresh = kind.model() if is_new else get_row(actor, kind, str(row.pk))
        try:
            kept = keep_reference_row(actor=actor, row=fresh, values=form.cleaned_data)
        except InvalidInput as error:
            add_refusal(cast(forms.Form, form), error)
        else:
            messages.success(request, _("Saved: %(row)s") % {"row": kept})
            return redirect("reference:row_list", slug=kind.slug)
    context = {
        "kind": kind,
        "form": form,
        "title": title,
        "row": row,
        "scopes": row.scopes.select_related("parameter", "laboratory")
        if isinstance(row, Laboratory) and row.pk
        else [],
        "today": timezone.localdate(),
    }
    return render(request, "reference/row_form.html", context)


class _Line:
    """One row as a list shows it."""

    def __init__(self, kind: Kind, row: Any) -> None:
        self.pk = row.pk
        self.cells = [
            {"value": _shown(column.read(row)), "is_number": column.is_number}
            for column in kind.columns
        ]
        self.disabled_from = getattr(row, "disabled_from", None)
        self.is_offered = not kind.is_kept or row.is_offered_on(timezone.localdate())
        self.is_own = getattr(row, "is_own", False)


def _shown(value: Any) -> Any:
    label = getattr(value, "label", None)
    return label if label is not None else value


def _as_cell(value: Any) -> object:
    value = _shown(value)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _asked_rows(request: HttpRequest, kind: Kind) -> Any:
    asked = request.GET
    return list_rows(
        kind, _text(request), asked.get("sort", ""), asked.get("offered", "all")
    )


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip().replace("\0", "")[:LONGEST_TEXT]


def _given(request: HttpRequest, kind: Kind) -> dict[str, str]:
    """What the link already says, such as the laboratory of a scope."""
    laboratory = request.GET.get("laboratory", "")
    fits = "laboratory" in kind.fields and laboratory.isdigit()
    return {"laboratory_id": laboratory[:18]} if fits else {}


def send_rows(
    rows: Iterable[Iterable[object]], name: str, file_format: str
) -> HttpResponse:
    """A list as CSV or XLSX in which no cell runs."""
    lines = [list(row) for row in rows]
    if file_format == "xlsx":
        response = HttpResponse(write_xlsx(lines), content_type=XLSX_TYPE)
    else:
        file_format = "csv"
        response = HttpResponse(write_csv(lines), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response
