"""The privacy notice, the table of what is kept, the log of exports, breaches."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actions.close_breach import close_breach
from wadah.apps.accounts.actions.record_breach import BreachReport, record_breach
from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actions.tell_about_breach import tell_about_breach
from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.models import Breach, PersonalExport
from wadah.apps.accounts.privacy_table import TABLE
from wadah.apps.accounts.queries.privacy import (
    ExportFilter,
    due_at,
    get_breach,
    list_breaches,
    list_export_kinds,
    list_exports,
)
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.registry.sheet_file import CSV_TYPE, write_csv
from wadah.core.values import InvalidInput
from wadah.delivery.operations.retention import act_on_retention
from wadah.delivery.web.privacy_forms import BreachForm, ExportLogForm, ToldForm

PAGE_SIZE = 50
MOST_ROWS = 5000


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_GET
def privacy_notice(request: HttpRequest) -> HttpResponse:
    context = {
        "controller": settings.WADAH_CONTROLLER,
        "contact": settings.WADAH_PRIVACY_CONTACT,
    }
    return render(request, "web/privacy_notice.html", context)


@require_GET
def privacy_table(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "columns": kind.columns,
            **{
                part: in_language(getattr(kind, part))
                for part in ("label", "purpose", "basis", "period", "seen_by")
            },
        }
        for kind in TABLE
    ]
    return render(request, "web/privacy_table.html", {"rows": rows})


def _read_filter(request: HttpRequest) -> ExportFilter:
    form = ExportLogForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    return ExportFilter(
        text=data.get("q", ""),
        what=data.get("what", ""),
        since=data.get("since"),
        until=data.get("until"),
    )


@require_GET
def export_log(request: HttpRequest) -> HttpResponse:
    actor, wanted = _actor(request), _read_filter(request)
    page = Paginator(list_exports(actor, wanted), PAGE_SIZE)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "wanted": wanted,
        "is_filtered": wanted != ExportFilter(),
        "kinds": list_export_kinds(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "web/export_log.html", context)


@require_GET
@confirm_first
def export_log_file(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    found = list(list_exports(actor, _read_filter(request))[:MOST_ROWS])
    head = [_("At"), _("Person"), _("Organisation"), _("What"), _("Rows"),
            _("Columns"), _("Reason")]  # fmt: skip
    record_personal_export(
        actor=actor, what="export_log", rows=len(found), columns=head
    )
    response = HttpResponse(
        write_csv([head, *(_line(row) for row in found)]), content_type=CSV_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="unduhan.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _line(row: PersonalExport) -> list[object]:
    return [
        timezone.localtime(row.at).isoformat(timespec="seconds"),
        row.user.name if row.user else _("command line"),
        row.organisation.name if row.organisation else "",
        row.what,
        row.rows,
        ", ".join(str(name) for name in row.columns),
        row.reason,
    ]


@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """What the coming night would remove, counted and left."""
    counts = act_on_retention(timezone.now(), dry_run=True)
    context = {"counts": sorted(counts.items()), "due": sum(counts.values())}
    return render(request, "web/retention.html", context)


def _show(breach: Breach, now: datetime) -> dict[str, Any]:
    until = due_at(breach)
    told = breach.office_told_at is not None and breach.people_told_at is not None
    hours = int((until - now).total_seconds() // 3600)
    return {
        "row": breach,
        "due_at": until,
        "hours_left": max(hours, 0),
        "is_late": not told and now > until,
        "is_told": told,
    }


@require_GET
def breach_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(list_breaches(_actor(request)), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    now = timezone.now()
    context = {"page_obj": page, "rows": [_show(row, now) for row in page]}
    return render(request, "web/breach_list.html", context)


@require_http_methods(["GET", "POST"])
def breach_add(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def breach_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_breach(_actor(request), pk))


def _edit(request: HttpRequest, breach: Breach | None) -> HttpResponse:
    now = timezone.localtime()
    initial: dict[str, Any] = {"noticed_at": now.replace(second=0, microsecond=0)}
    if breach is not None:
        initial = {name: getattr(breach, name) for name in BreachForm.base_fields}
    form = BreachForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = record_breach(
                actor=_actor(request),
                report=BreachReport(**form.cleaned_data),
                now=timezone.now(),
                breach=breach,
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect("breach_detail", saved.pk)
    return render(request, "web/breach_edit.html", {"form": form, "breach": breach})


@require_http_methods(["GET", "POST"])
def breach_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The record; a POST writes down who was told when."""
    actor = _actor(request)
    breach = get_breach(actor, pk)
    now = timezone.now()
    form = ToldForm(
        request.POST or None,
        initial={"told_at": timezone.localtime(now).replace(second=0, microsecond=0)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            tell_about_breach(
                actor=actor, breach=breach, now=timezone.now(), **form.cleaned_data
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect("breach_detail", pk)
    context = {"form": form, "breach": breach, **_show(breach, now)}
    return render(request, "web/breach_detail.html", context)


@require_POST
def breach_close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    try:
        close_breach(actor=actor, breach=get_breach(actor, pk), now=timezone.now())
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        messages.success(request, _("The record is closed and kept."))
    return redirect("breach_detail", pk)


@require_GET
def breach_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter in both languages, to print and send."""
    context = {
        "breach": get_breach(_actor(request), pk),
        "controller": settings.WADAH_CONTROLLER,
        "contact": settings.WADAH_PRIVACY_CONTACT,
        "today": timezone.localdate(),
    }
    return render(request, "web/breach_letter.html", context)
