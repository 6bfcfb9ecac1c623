"""The person's own tokens: shown once, listed with their last use, revoked."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actions.create_api_token import create_api_token
from wadah.apps.accounts.actions.revoke_api_token import revoke_api_token
from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.forms.api_tokens import TokenForm
from wadah.apps.accounts.queries.api_tokens import (
    find_membership,
    get_token,
    list_tokens,
)
from wadah.apps.accounts.sessions import confirm_first
from wadah.core.values import InvalidInput

PAGE_SIZE = 20


@require_GET
def api_tokens(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    pages = Paginator(list_tokens(actor), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "may_add": find_membership(actor) is not None,
        "now": timezone.now(),
    }
    return render(request, "accounts/api_tokens.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@confirm_first
def api_token_add(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    form = TokenForm(request.POST or None)
    context = {"form": form, "membership": find_membership(actor)}
    if request.method == "POST" and form.is_valid():
        try:
            token, text = create_api_token(actor=actor, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            # Shown on this page only; it can be read nowhere afterwards.
            return render(
                request, "accounts/api_token_shown.html", {"token": token, "text": text}
            )
    return render(request, "accounts/api_token_add.html", context)


@require_http_methods(["GET", "POST"])
def api_token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    token = get_token(actor, pk)
    if request.method == "POST":
        revoke_api_token(actor=actor, token=token)
        messages.success(request, _("The token is revoked."))
        return redirect("accounts:api_tokens")
    return render(request, "accounts/api_token_revoke.html", {"token": token})
