"""The outbox as a file: the words are of the accounts, the sheet of the register."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actions.export_messages import export_messages
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.accounts.views.outbox import read_filter
from wadah.apps.registry.sheet_file import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from wadah.core.values import InvalidInput


@require_GET
@confirm_first
def outbox_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    is_xlsx = request.GET.get("format") == "xlsx"
    extension = "xlsx" if is_xlsx else "csv"
    try:
        rows = export_messages(
            actor=actor, wanted=read_filter(request), file_format=extension
        )
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect("accounts:outbox")
    content = write_xlsx(rows) if is_xlsx else write_csv(rows)
    kind = XLSX_TYPE if is_xlsx else CSV_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="pesan.{extension}"'
    response["Cache-Control"] = "no-store"
    return response
