"""One line of the log for each request: the name of its route, never its address."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wadah.delivery.operations.logs import current

logger = logging.getLogger("wadah.request")

Handler = Callable[[HttpRequest], HttpResponse]
# Asked every few seconds by whoever watches; only trouble is worth a line.
QUIET_ROUTES = frozenset({"health"})


class RequestLogMiddleware:
    """Outermost: what happens to a request inside is logged under its number."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Not the number that a proxy hands on: anybody can write anything there.
        number = secrets.token_hex(8)
        token = current.set({"request": number})
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            self._log(request, response, (time.perf_counter() - started) * 1000)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, ms: float) -> None:
        match = request.resolver_match
        if match is None and request.path_info.startswith(settings.STATIC_URL):
            return
        route = match.view_name if match else ""
        status = response.status_code
        if route in QUIET_ROUTES and status < 400:
            return
        actor = getattr(request, "actor", None)
        fields = {
            "method": request.method,
            "route": route or "none",
            "status": status,
            "ms": round(ms, 1),
            "role": str(getattr(actor, "role", None) or "nobody"),
            "user": getattr(actor, "user_id", None),
        }
        level = logging.ERROR if status >= 500 else logging.INFO
        logger.log(level, "request", extra=fields)
