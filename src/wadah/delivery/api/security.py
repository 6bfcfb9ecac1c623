"""Who asks: a program with a token, or a person with the browser's session."""

from __future__ import annotations

import time
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import BaseThrottle

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.api_tokens import find_caller
from wadah.delivery.api.problems import NotSignedIn
from wadah.delivery.web.access import ANYONE, PERSON, ROUTES

WINDOW_SECONDS = 60


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the token, else that of the session, else nobody."""
    return cast(ActorRequest, request).actor


def hold_route(request: HttpRequest, actor: Actor) -> None:
    """Hold the request to the table of routes. Raises `Absent`."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    allowed = ROUTES.get(name, frozenset())
    if ANYONE in allowed or (PERSON in allowed and actor.is_signed_in):
        return
    if actor.role is None or actor.role not in allowed:
        raise Absent(name)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer wadah_…`: the membership that the token was made for."""

    def authenticate(self, request: HttpRequest, token: str) -> str:
        caller = find_caller(token, timezone.now())
        if caller is None:
            # Also when the browser has a session: who sends a token means it.
            raise NotSignedIn
        cast(ActorRequest, request).actor = caller.actor
        hold_route(request, caller.actor)
        return f"token:{caller.token_id}"


class SessionAuth(APIKeyCookie):
    """The browser's session; a request that changes something needs the CSRF token."""

    def __init__(self) -> None:
        self.param_name = settings.SESSION_COOKIE_NAME
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any | None:
        if not actor_of(request).is_signed_in:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> str:
        actor = actor_of(request)
        hold_route(request, actor)
        return f"user:{actor.user_id}"


class PerMinute(BaseThrottle):
    """So many requests a minute of one caller; the next minute begins anew."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.left = 0.0

    def allow_request(self, request: HttpRequest) -> bool:
        now = time.time()
        window = int(now // WINDOW_SECONDS)
        self.left = (window + 1) * WINDOW_SECONDS - now
        who = getattr(request, "auth", None) or f"ip:{request.META.get('REMOTE_ADDR')}"
        key = f"api:{self.scope}:{who}:{window}"
        cache.add(key, 0, WINDOW_SECONDS)
        try:
            count = cache.incr(key)
        except ValueError:  # the window ended between the two steps
            count = 1
        return count <= self._limit(request)

    def wait(self) -> float:
        return self.left + 1

    def _limit(self, request: HttpRequest) -> int:
        limits: dict[str, int] = settings.WADAH_API_PER_MINUTE
        is_known = getattr(request, "auth", None) is not None
        return limits[self.scope if self.scope == "heavy" or is_known else "anonymous"]


TOKEN_OR_SESSION = [TokenAuth(), SessionAuth()]
