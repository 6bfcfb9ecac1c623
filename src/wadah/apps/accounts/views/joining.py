"""Requests to join an organisation."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actions.ask_to_join import ask_to_join
from wadah.apps.accounts.actions.decide_join_request import decide_join_request
from wadah.apps.accounts.actions.withdraw_join_request import withdraw_join_request
from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.forms.joining import DecideForm, JoinForm, JoinRoleForm
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.queries.people import (
    find_public_organisation,
    get_join_request,
    list_asked_roles,
    list_own_join_requests,
)
from wadah.apps.accounts.tasks import send_messages
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Find the organisation by its exact name, then ask."""
    actor = cast(ActorRequest, request).actor
    name = (request.POST.get("name") or request.GET.get("name", "")).replace("\x00", "")
    house = find_public_organisation(name) if name.strip() else None
    form: JoinForm = JoinForm(request.GET or None)
    if house is not None:
        roles = list_asked_roles(house)
        data = request.POST if request.method == "POST" else None
        form = JoinRoleForm(data, roles=roles, initial={"name": house.name})
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(actor=actor, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(request, _("Your request is with its people now."))
            return redirect("accounts:join")
    context = {
        "form": form,
        "house": house,
        "searched": name.strip(),
        "asked": list_own_join_requests(actor),
    }
    return render(request, "accounts/join.html", context)


@require_POST
def join_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = list_own_join_requests(actor).filter(pk=pk).first()
    if row is None:
        raise Absent(f"request to join {pk}")
    withdraw_join_request(actor=actor, request=row, now=timezone.now())
    messages.success(request, _("The request is withdrawn."))
    return redirect("accounts:join")


@require_POST
def join_decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_join_request(actor, pk)
    form = DecideForm(request.POST)
    try:
        decide_join_request(
            actor=actor,
            request=row,
            accepted=request.POST.get("decision") == "accept",
            # What the form refuses counts as nothing written.
            reason=form.cleaned_data["reason"] if form.is_valid() else "",
            now=timezone.now(),
        )
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        send_messages.later()
        messages.success(request, _("The decision is recorded."))
    if row.organisation_id == actor.organisation_id:
        return redirect("accounts:people")
    return redirect("accounts:organisation_people", row.organisation_id)
