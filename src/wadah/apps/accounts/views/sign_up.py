"""A person opens an account by himself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actions.sign_up import sign_up as open_account
from wadah.apps.accounts.forms.sign_in import SignUpForm
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.views.sign_in import next_url, remember_language
from wadah.core.values import InvalidInput


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(
        request.POST or None, initial={"role": request.GET.get("role") or Role.OWNER}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = open_account(
                login=data["login"],
                name=data["name"],
                password=data["password"],
                role=Role(data["role"]),
                organisation=data["organisation"],
            )
        except InvalidInput as error:
            words = error.message.in_language(get_language() or "id")
            form.add_error(error.field if error.field in form.fields else None, words)
        else:
            login(request, user)
            messages.success(
                request, _("Welcome to Wadah, %(name)s.") % {"name": user.name}
            )
            return remember_language(redirect(next_url(request)), user)
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/sign_up.html", context)
