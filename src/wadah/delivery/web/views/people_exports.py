"""Lists of people as files: words of the accounts, the sheet of the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from wadah.apps.accounts.actions.export_messages import export_messages
from wadah.apps.accounts.actions.export_people import (
    export_members,
    export_organisations,
    export_waiting_codes,
)
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.accounts.typed import read_words
from wadah.apps.accounts.views.outbox import read_filter
from wadah.apps.registry.sheet_file import sheet_response
from wadah.core.values import InvalidInput


@require_GET
@confirm_first
def outbox_export(request: HttpRequest) -> HttpResponse:
    actor, wanted = cast(ActorRequest, request).actor, read_filter(request)
    return _file(
        request,
        "pesan",
        "accounts:outbox",
        lambda kind: export_messages(actor=actor, wanted=wanted, file_format=kind),
    )


@require_GET
@confirm_first
def people_export(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    actor, text = cast(ActorRequest, request).actor, read_words(request)
    return _file(
        request,
        "orang",
        "accounts:people",
        lambda kind: export_members(
            actor=actor, organisation_id=pk, text=text, file_format=kind
        ),
    )


@require_GET
@confirm_first
def organisation_export(request: HttpRequest) -> HttpResponse:
    actor, text = cast(ActorRequest, request).actor, read_words(request)
    return _file(
        request,
        "organisasi",
        "accounts:organisation_list",
        lambda kind: export_organisations(actor=actor, text=text, file_format=kind),
    )


@require_GET
@confirm_first
def code_export(request: HttpRequest) -> HttpResponse:
    actor, text = cast(ActorRequest, request).actor, read_words(request)
    purpose = read_words(request, "purpose")
    return _file(
        request,
        "kode",
        "accounts:code_list",
        lambda kind: export_waiting_codes(
            actor=actor,
            text=text,
            purpose=purpose,
            now=timezone.now(),
            file_format=kind,
        ),
    )


def _file(
    request: HttpRequest,
    name: str,
    back: str,
    make: Callable[[str], list[list[object]]],
) -> HttpResponse:
    """The file, or the list again with the sentence that says why not."""
    kind = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    try:
        rows = make(kind)
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
        return redirect(back)
    return sheet_response(request, name, rows)
