"""What happens to every request before a view: language, actor, access, headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import brotli
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import ExportLimitReached
from wadah.apps.accounts.actor import ANONYMOUS, Absent, ActorRequest, make_actor
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.models import User
from wadah.apps.accounts.process_rules import Refused
from wadah.delivery.web.access import ANYONE, PERSON, ROUTES

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
MIN_BYTES_TO_COMPRESS = 500


class SecurityHeadersMiddleware:
    """Strict content policy: no inline script, no inline style."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The plain admin of the framework writes some inline styles of its own.
        if not request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(), payment=()"
        )
        return response


class CompressionMiddleware:
    """Brotli for pages.

    A page that carries a CSRF token is safe to compress: the token is masked anew
    in every response, which defeats guessing by length.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.streaming
            or response.has_header("Content-Encoding")
            or len(response.content) < MIN_BYTES_TO_COMPRESS
            or "br" not in request.headers.get("Accept-Encoding", "")
        ):
            return response
        response.content = brotli.compress(response.content, quality=5)
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Vary"] = "Accept-Encoding, Cookie, Accept-Language"
        return response


class LanguageMiddleware:
    """The language of the switch, else of the person, else Indonesian.

    Not that of the browser: many phones in Lampung are set to English while their
    owners read Indonesian.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        with translation.override(chosen):
            setattr(request, "LANGUAGE_CODE", chosen)  # noqa: B010
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        return response


class ActorMiddleware:
    """Puts the actor on the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast(ActorRequest, request)
        if isinstance(request.user, User):
            asked.actor = make_actor(request.user, request.session.get("membership"))
        else:
            asked.actor = ANONYMOUS
        return self.get_response(request)


class NoNulMiddleware:
    """The sign NUL stands in no text, and PostgreSQL takes none: refused at the door.

    Only what the address holds: forms refuse it themselves, beside the field.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            words = {"message": _("The address holds a sign that no text has.")}
            return render(request, "web/refused.html", words, status=400)
        return self.get_response(request)


class AccessMiddleware:
    """Holds every route to the declared table; a route that is not in it is shut."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith("admin:"):
            return None  # the admin checks `is_staff` itself
        if name.startswith("api:"):
            return None  # the API holds the table itself, for the actor of a token
        allowed = ROUTES.get(name, frozenset())
        actor = cast(ActorRequest, request).actor
        if ANYONE in allowed or (actor.role is not None and actor.role in allowed):
            return None
        if PERSON in allowed and actor.is_signed_in:
            return None
        if allowed and not actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        raise Http404

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, Absent):
            raise Http404 from exception
        if isinstance(exception, Refused):
            context = {"rule": exception.rule}
            return render(request, "web/refused.html", context, status=409)
        if isinstance(exception, ExportLimitReached):
            words = {"message": in_language(exception.message)}
            return render(request, "web/refused.html", words, status=429)
        return None
