"""Codes: to confirm an account, to set a new password, to change the login."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from wadah.apps.accounts.actions.ask_code import ask_code
from wadah.apps.accounts.actions.ask_login_change import ask_login_change
from wadah.apps.accounts.actions.change_login import change_login
from wadah.apps.accounts.actions.confirm_account import confirm_account
from wadah.apps.accounts.actions.hand_over_code import hand_over_code
from wadah.apps.accounts.actions.recover_password import recover_password
from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.codes import find_live_code, require_peace
from wadah.apps.accounts.fields import encrypt, mask_address
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.forms.joining import (
    AskRecoveryForm,
    CodeForm,
    HandOverForm,
    LoginChangeForm,
    RecoverForm,
)
from wadah.apps.accounts.models import OneTimeCode
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.queries.codes import get_waiting_code, list_waiting_codes
from wadah.apps.accounts.queries.people import get_own_user
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.accounts.tasks import ask_recovery_later, send_messages
from wadah.apps.accounts.typed import read_words
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
Purpose = OneTimeCode.Purpose


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where a new account is confirmed."""
    actor, now = cast(ActorRequest, request).actor, timezone.now()
    user = get_own_user(actor)
    if user.confirmed_at is not None:
        return redirect("accounts:profile")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_account(actor=actor, code=form.cleaned_data["code"], now=now)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your account is confirmed."))
            return redirect("home")
    context = {"form": form, "live": find_live_code(user, Purpose.CONFIRM, now)}
    return render(request, "accounts/code.html", context)


@require_POST
def code_ask(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    by_hand = "by_hand" in request.POST
    ask_code(actor=actor, now=timezone.now(), by_hand=by_hand)
    send_messages.later()
    messages.success(request, _("A new code was asked for; an older one is void."))
    return redirect("accounts:code")


@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """The same answer, by the same work, whether the login has an account or not."""
    form = AskRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            login = normalise_login(form.cleaned_data["login"])
            require_peace(login, timezone.now())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            ask_recovery_later.later(encrypt(login), form.cleaned_data["by_hand"])
            request.session["recover"] = login
            return redirect("accounts:recover_code")
    return render(request, "accounts/recover.html", {"form": form})


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def recover_code(request: HttpRequest) -> HttpResponse:
    asked = request.session.get("recover", "")
    form = RecoverForm(request.POST or None, initial={"login": asked})
    if request.method == "POST" and form.is_valid():
        try:
            recover_password(**form.cleaned_data, now=timezone.now())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            request.session.pop("recover", None)
            send_messages.later()
            messages.success(
                request,
                _("The new password holds. Every other device has been signed out."),
            )
            return redirect("accounts:sign_in")
    context = {"form": form, "was_asked": bool(asked)}
    return render(request, "accounts/recover_code.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@confirm_first
def login_change(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    form = LoginChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_login_change(actor=actor, **form.cleaned_data, now=timezone.now())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            return redirect("accounts:login_code")
    user = get_own_user(actor)
    context = {"form": form, "now_used": user.login}
    return render(request, "accounts/login_change.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    actor, now = cast(ActorRequest, request).actor, timezone.now()
    live = find_live_code(get_own_user(actor), Purpose.CHANGE_LOGIN, now)
    if live is None:
        return redirect("accounts:login_change")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_login(actor=actor, code=form.cleaned_data["code"], now=now)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(request, _("From now on you sign in with the new one."))
            return redirect("accounts:profile")
    context = {"form": form, "live": live, "to": mask_address(live.new_login)}
    return render(request, "accounts/login_code.html", context)


@require_GET
def code_list(request: HttpRequest) -> HttpResponse:
    """People who wait for a code from the hand of an officer."""
    actor = cast(ActorRequest, request).actor
    text = read_words(request)
    purpose = read_words(request, "purpose")
    found = list_waiting_codes(actor, timezone.now(), text, purpose)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, mask_address(_login_of(row))) for row in page],
        "text": text,
        "purpose": purpose,
        "purposes": Purpose.choices,
    }
    return render(request, "accounts/code_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def code_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The code is in this one answer; nobody can open it again."""
    actor, now = cast(ActorRequest, request).actor, timezone.now()
    waiting = get_waiting_code(actor, pk, now)
    form = HandOverForm(request.POST or None)
    context = {
        "form": form,
        "waiting": waiting,
        "person": waiting.user,
        "to": mask_address(_login_of(waiting)),
    }
    if request.method == "POST" and form.is_valid():
        checked = form.cleaned_data["checked"]
        try:
            digits = hand_over_code(
                actor=actor, waiting=waiting, checked=checked, now=now
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            context["digits"] = f"{digits[:3]} {digits[3:]}"
            return render(request, "accounts/code_shown.html", context)
    return render(request, "accounts/code_hand_over.html", context)


def _login_of(row: OneTimeCode) -> str:
    return row.new_login or row.user.login
