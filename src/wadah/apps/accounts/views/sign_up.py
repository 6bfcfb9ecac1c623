"""A person opens an account by himself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actions.sign_up import sign_up as open_account
from wadah.apps.accounts.actions.sign_up import sign_up_to_join
from wadah.apps.accounts.forms.sign_in import TO_JOIN, SignUpForm
from wadah.apps.accounts.models import Role, User
from wadah.apps.accounts.tasks import send_messages
from wadah.apps.accounts.views.sign_in import next_url, remember_language
from wadah.core.values import InvalidInput


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(
        request.POST or None, initial={"role": request.GET.get("role") or Role.OWNER}
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = _open_account(form.cleaned_data)
        except InvalidInput as error:
            words = error.message.in_language(get_language() or "id")
            form.add_error(error.field if error.field in form.fields else None, words)
        else:
            login(request, user)
            messages.success(
                request, _("Welcome to Wadah, %(name)s.") % {"name": user.name}
            )
            send_messages.later()
            target = next_url(request)
            if target == "/" and not user.memberships.exists():
                target = reverse("accounts:join")
            return remember_language(redirect(target), user)
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/sign_up.html", context)


def _open_account(data: dict[str, Any]) -> User:
    common = {key: data[key] for key in ("login", "name", "password")}
    if data["role"] == TO_JOIN:
        return sign_up_to_join(**common)
    return open_account(
        **common, role=Role(data["role"]), organisation=data["organisation"]
    )
