"""Between the password and the pages: the second factor, and the list of sign-ins.

It stands here, before every view, and not at the sign-in page: whichever way somebody
came in, by password, a new password or an invitation, the code is asked for.
"""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.models import User
from wadah.apps.accounts.second_factor import must_set_factor
from wadah.apps.accounts.sessions import has_passed_factor, note_visit
from wadah.delivery.web.middleware import Handler

ALWAYS = frozenset({"accounts:sign_out", "set_language", "health", "privacy_notice"})
BEFORE_THE_CODE = ALWAYS | {"accounts:second_factor_code"}
BEFORE_SETTING_UP = ALWAYS | {
    "accounts:second_factor_set_up",
    "accounts:confirm_person",
    "accounts:choose_membership",
}


class SignInGuardMiddleware:
    """Lets a signed-in person through once he has given what his account asks for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User):
            return None
        note_visit(request, user, timezone.now())
        name = request.resolver_match.view_name if request.resolver_match else ""
        actor = cast(ActorRequest, request).actor
        if not has_passed_factor(request, user):
            return _send(request, name, BEFORE_THE_CODE, "accounts:second_factor_code")
        if must_set_factor(actor, user):
            return _send(
                request, name, BEFORE_SETTING_UP, "accounts:second_factor_set_up"
            )
        return None


def _send(
    request: HttpRequest, name: str, open_routes: frozenset[str], target: str
) -> HttpResponse | None:
    if name in open_routes:
        return None
    came_for = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(target)}?{urlencode({'next': came_for})}")
