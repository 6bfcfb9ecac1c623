"""The person's own page of sign-in: second factor, devices, password."""

from __future__ import annotations

from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actions.change_password import change_password
from wadah.apps.accounts.actions.end_other_sessions import end_other_sessions
from wadah.apps.accounts.actions.end_session import end_session
from wadah.apps.accounts.actions.reset_second_factor import reset_second_factor
from wadah.apps.accounts.actions.set_second_factor import (
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.forms.security import FirstCodeForm, PasswordForm, ReasonForm
from wadah.apps.accounts.models import User
from wadah.apps.accounts.queries.security import (
    count_recovery_codes,
    get_person,
    list_people_with_duty,
)
from wadah.apps.accounts.second_factor import (
    make_address,
    must_set_factor,
    should_have_factor,
)
from wadah.apps.accounts.sessions import (
    confirm_first,
    describe_agent,
    list_sign_ins,
    mark_factor_passed,
)
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
QR_SCALE = 5


def _who(request: HttpRequest) -> tuple[Actor, User]:
    return cast(ActorRequest, request).actor, cast(User, request.user)


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    actor, user = _who(request)
    sign_ins = [
        {
            "row": row,
            "device": describe_agent(row.agent),
            "is_here": row.session_key == request.session.session_key,
        }
        for row in list_sign_ins(user, timezone.now())
    ]
    context = {
        "codes_left": count_recovery_codes(user),
        "should_have": should_have_factor(actor),
        "is_required": settings.WADAH_SECOND_FACTOR == "required",
        "sign_ins": sign_ins,
        "others": sum(not entry["is_here"] for entry in sign_ins),
    }
    return render(request, "accounts/security.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@confirm_first
def second_factor_set_up(request: HttpRequest) -> HttpResponse:
    actor, user = _who(request)
    if user.factor_set_at is not None:
        return redirect("accounts:security")
    factor = begin_second_factor(actor=actor)
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            codes = confirm_second_factor(
                actor=actor, code=form.cleaned_data["code"], now=now
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            user.refresh_from_db()
            mark_factor_passed(request, user, now)
            return _show_codes(request, codes)
    address = make_address(factor.secret, user.login)
    picture = segno.make(address, error="m").svg_data_uri(
        scale=QR_SCALE, dark="#241712", light="#ffffff"
    )
    groups = [factor.secret[start : start + 4] for start in range(0, 32, 4)]
    context: dict[str, Any] = {
        "form": form,
        "picture": picture,
        "secret": " ".join(groups),
        "must": must_set_factor(actor, user),
        "address": address,
    }
    return render(request, "accounts/second_factor_set_up.html", context)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Once only: they are not readable afterwards."""
    response = render(request, "accounts/recovery_codes.html", {"codes": codes})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@confirm_first
def recovery_codes(request: HttpRequest) -> HttpResponse:
    return _show_codes(request, renew_recovery_codes(actor=_who(request)[0]))


@require_POST
@confirm_first
def second_factor_remove(request: HttpRequest) -> HttpResponse:
    remove_second_factor(actor=_who(request)[0])
    messages.success(request, _("The second factor is gone. Set up the new one."))
    return redirect("accounts:second_factor_set_up")


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    end_session(actor=_who(request)[0], pk=pk)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:security")


@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    actor = _who(request)[0]
    count = end_other_sessions(actor=actor, keep=request.session.session_key)
    messages.success(
        request,
        ngettext(
            "%(count)s other device is signed out.",
            "%(count)s other devices are signed out.",
            count,
        )
        % {"count": count},
    )
    return redirect("accounts:security")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@confirm_first
def password_change(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = change_password(
                actor=_who(request)[0],
                password=form.cleaned_data["password"],
                keep=request.session.session_key,
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            update_session_auth_hash(request, user)
            messages.success(
                request, _("New password set. All other devices are signed out.")
            )
            return redirect("accounts:security")
    return render(request, "accounts/password_change.html", {"form": form})


@require_GET
def second_factor_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100].replace("\0", "")
    people = list_people_with_duty(_who(request)[0], text)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "text": text}
    return render(request, "accounts/second_factor_list.html", context)


@require_http_methods(["GET", "POST"])
@confirm_first
def second_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _who(request)[0]
    person = get_person(actor, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reset_second_factor(
                actor=actor, user=person, reason=form.cleaned_data["reason"]
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request,
                _("The second factor of %(name)s is reset.") % {"name": person.name},
            )
            return redirect("accounts:second_factor_list")
    context = {"form": form, "person": person}
    return render(request, "accounts/second_factor_reset.html", context)
