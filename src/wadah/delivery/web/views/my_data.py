"""A person and his data: what is kept, a copy, consent, requests, erasure."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actions.ask_for_data import ask_for_data
from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.actions.take_data_copy import take_data_copy
from wadah.apps.registry.models import Consent
from wadah.apps.registry.queries.data_requests import list_own_requests
from wadah.apps.registry.queries.personal_data import (
    Row,
    find_scope,
    list_what_must_stay,
)
from wadah.apps.registry.sheet_file import write_csv
from wadah.core.values import InvalidInput
from wadah.delivery.web.privacy_forms import AskForm

ZIP_TYPE = "application/zip"
READ_ME = (
    "Salinan data pribadi dari Wadah / A copy of personal data from Wadah\r\n"
    "data.json: semuanya. CSV: satu berkas untuk tiap tabel.\r\n"
    "data.json: all of it. CSV: a file for each table.\r\n"
)


def _who(request: HttpRequest) -> tuple[Actor, User]:
    return cast(ActorRequest, request).actor, cast(User, request.user)


@require_GET
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    actor, user = _who(request)
    context = {
        "consents": _list_consents(actor),
        "requests": list_own_requests(actor)[:20],
        "stays": list_what_must_stay(user),
        "is_alone": bool(find_scope(user).business_ids),
    }
    return render(request, "web/my_data.html", context)


def _list_consents(actor: Actor) -> list[Consent]:
    """Consents of the person's own business, living ones first."""
    if actor.role not in (Role.OWNER, Role.STAFF):
        return []
    found = Consent.objects.filter(
        business__organisation_id=actor.organisation_id or 0
    ).select_related("organisation", "business")
    return sorted(found, key=lambda row: (row.withdrawn_on is not None, -row.pk))


@never_cache
@require_POST
@login_required
@confirm_first
def my_data_copy(request: HttpRequest) -> HttpResponse:
    copied = take_data_copy(actor=_who(request)[0], now=timezone.now())
    response = HttpResponse(write_zip(copied), content_type=ZIP_TYPE)
    response["Content-Disposition"] = 'attachment; filename="data-saya.zip"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def my_data_ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_data(
                actor=_who(request)[0],
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                now=timezone.now(),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Your request is in the queue. It is answered in 3 days.")
            )
            return redirect("my_data")
    return render(request, "web/my_data_ask.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@confirm_first
def my_data_erase(request: HttpRequest) -> HttpResponse:
    actor, user = _who(request)
    stays = list_what_must_stay(user)
    if request.method == "POST" and not stays:
        erase_person(actor=actor, user=user, now=timezone.now())
        logout(request)
        messages.success(request, _("You are erased. Nothing here names you any more."))
        return redirect("home")
    context = {"stays": stays, "has_business": bool(find_scope(user).business_ids)}
    return render(request, "web/my_data_erase.html", context)


def write_zip(copied: Mapping[str, Sequence[Row]]) -> bytes:
    """One JSON of all, one CSV a table, a short note."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BACA-DULU.txt", READ_ME)
        text = json.dumps(copied, ensure_ascii=False, indent=2, default=str)
        archive.writestr("data.json", text)
        for name, rows in copied.items():
            head: list[object] = list(rows[0])
            lines = [head, *([_cell(row[str(key)]) for key in head] for row in rows)]
            archive.writestr(f"{name}.csv", write_csv(lines))
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else value
