"""The answer for a monitor, and the administrator's page."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.core.values import InvalidInput
from wadah.delivery.operations.actions import ask_for_backup, take_backup
from wadah.delivery.operations.forms import BackupForm
from wadah.delivery.operations.health import look
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.nightly import label_of
from wadah.delivery.operations.queries import (
    ACTIVE,
    is_downloadable,
    list_failed_runs,
    list_runs,
    read_progress_pct,
)

BACKUPS_SHOWN = 10
NIGHT_LINES_SHOWN = 20
FAILURES_SHOWN = 20
REFRESH_SECONDS = 3


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 when all is well, 503 when something is bad; for machines."""
    found = look()
    response = JsonResponse(found.as_json(), status=200 if found.is_well else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Health in words, backups, nights, failures; a POST asks for a backup."""
    actor = cast(ActorRequest, request).actor
    form = BackupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_backup(
                actor=actor,
                passphrase=form.cleaned_data["passphrase"],
                now=timezone.now(),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The backup is being made in the background."))
            return redirect("operations:overview")
    backups = list(list_runs(actor, Run.Kind.BACKUP)[:BACKUPS_SHOWN])
    at_work = next((run for run in backups if run.state in ACTIVE), None)
    nights = list_runs(actor, Run.Kind.NIGHTLY, Run.Kind.MINUTE)[:NIGHT_LINES_SHOWN]
    context = {
        "form": form,
        "health": look(),
        "at_work": at_work,
        "progress": read_progress_pct(at_work) if at_work else 0,
        "backups": [(run, is_downloadable(run)) for run in backups],
        "nights": [(run, label_of(run.name)) for run in nights],
        "failures": [
            (run, label_of(run.name))
            for run in list_failed_runs(actor)[:FAILURES_SHOWN]
        ],
    }
    response = render(request, "operations/overview.html", context)
    if at_work and request.method == "GET":
        # Works without script, and stops as soon as the backup is there.
        # With an address: where a fragment stands, a browser would not ask again.
        response.headers["Refresh"] = f"{REFRESH_SECONDS}; url={request.path}"
    return response


@require_GET
def backup_file(request: HttpRequest, pk: int) -> FileResponse:
    path = take_backup(actor=cast(ActorRequest, request).actor, pk=pk)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
