"""A file of exchange rates: looked at first, then stored whole or not at all."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actions.load_exchange_rates import load_exchange_rates
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.reference.models import Currency
from wadah.apps.registry.list_upload import find_upload, forget_upload, keep_upload
from wadah.core.values import InvalidInput
from wadah.delivery.reference.forms import RateFileForm
from wadah.delivery.reference.rate_file import TITLES, RateFile, read_rate_file
from wadah.delivery.reference.views import send_rows

SHOWN = 200


@require_http_methods(["GET", "POST"])
def rate_load(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    form = RateFileForm()
    ticket = request.POST.get("ticket", "")
    try:
        if ticket:
            return _store(request, ticket)
        if request.method == "POST":
            form = RateFileForm(request.POST, request.FILES)
            if form.is_valid():
                ticket = keep_upload(form.cleaned_data["file"], actor.user_id)
                return _show(request, ticket)
    except InvalidInput as error:
        form = RateFileForm(request.POST)
        # The file was there; what is wrong with it is said in its place.
        form.errors.clear()
        add_refusal(form, error)
    return render(request, "reference/rate_load.html", {"form": form})


@require_GET
def rate_example(request: HttpRequest) -> HttpResponse:
    """The titles of the file, and one row that shows how it is filled in."""
    row = [
        "USD",
        "tax",
        timezone.localdate().isoformat(),
        1,
        "0",
        _("write the decree"),
    ]
    return send_rows([TITLES, row], "rates", request.GET.get("format", "csv"))


def _read(request: HttpRequest, ticket: str) -> RateFile:
    actor = cast(ActorRequest, request).actor
    path = find_upload(ticket, actor.user_id)
    known = Currency.objects.values_list("code", flat=True)
    try:
        return read_rate_file(path, frozenset(known))
    except InvalidInput:
        forget_upload(path)
        raise


def _show(request: HttpRequest, ticket: str) -> HttpResponse:
    found = _read(request, ticket)
    context = {
        "rows": found.rows[:SHOWN],
        "count": len(found.rows),
        "problems": found.problems[:SHOWN],
        "problem_count": len(found.problems),
        "ticket": ticket,
    }
    return render(request, "reference/rate_preview.html", context)


def _store(request: HttpRequest, ticket: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    found = _read(request, ticket)
    if found.problems:
        return _show(request, ticket)
    path = find_upload(ticket, actor.user_id)
    load = load_exchange_rates(actor=actor, rows=found.rows, file_name=path.name)
    forget_upload(path)
    new = ngettext("%(count)s new rate", "%(count)s new rates", load.created)
    told = _("%(new)s, %(updated)s corrected, %(unchanged)s unchanged.")
    messages.success(
        request,
        told
        % {
            "new": new % {"count": load.created},
            "updated": load.updated,
            "unchanged": load.unchanged,
        },
    )
    return redirect("reference:row_list", slug="rates")
