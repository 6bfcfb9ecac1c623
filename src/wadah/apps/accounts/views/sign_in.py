"""Sign-in, sign-out and the choice of the organisation to act for."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import list_memberships
from wadah.apps.accounts.forms.sign_in import SignInForm
from wadah.apps.accounts.models import User
from wadah.apps.accounts.queries.sign_in import find_blocked_until
from wadah.core.values import InvalidInput


def next_url(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return target
    return "/"


def remember_language(response: HttpResponse, user: User) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, max_age=31536000, samesite="Lax"
    )
    return response


def _why_not(name: str) -> str:
    until = find_blocked_until(name, timezone.now())
    if until is None:
        return _("This number or address and this password do not match.")
    # A minute is added: the time shown has no seconds and must not come too early.
    clock = timezone.localtime(until + timedelta(minutes=1)).strftime("%H.%M")
    return _(
        "Too many wrong passwords for this number or address. Try again after "
        "%(clock)s Western Indonesian Time."
    ) % {"clock": clock}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name = normalise_login(form.cleaned_data["login"])
        except InvalidInput as error:
            form.add_error("login", error.message.in_language(get_language() or "id"))
        else:
            user = authenticate(
                request, username=name, password=form.cleaned_data["password"]
            )
            if isinstance(user, User):
                login(request, user)
                return remember_language(redirect(next_url(request)), user)
            form.add_error(None, _why_not(name))
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


def profile(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    context = {"memberships": list_memberships(user)}
    return render(request, "accounts/profile.html", context)


@require_POST
def choose_membership(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    chosen = request.POST.get("membership", "")
    if chosen in {str(entry.pk) for entry in list_memberships(user)}:
        request.session["membership"] = int(chosen)
    return redirect("home")
