"""A request sent twice with one `Idempotency-Key` is done once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wadah.apps.accounts.models import ApiReply
from wadah.core.values import Text
from wadah.delivery.api.field_errors import FieldError
from wadah.delivery.api.problems import problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY_PATTERN = "^[A-Za-z0-9_-]{1,100}$"
KEPT = timedelta(days=1)
# Answers that say nothing of what was asked for; the same request may be tried again.
_NOT_KEPT = frozenset({401, 403, 429})
View = Callable[..., HttpResponse]


class _Busy(Exception):
    """Another request with the key is ahead."""


def once(run: View) -> View:
    """Answer a repeated request as the first one was answered."""

    @wraps(run)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        caller = _caller(request)
        if key is None or not caller:
            return run(request, *args, **kwargs)
        if not re.fullmatch(KEY_PATTERN, key, re.ASCII):
            return problem(request, 422, errors=[_KEY_FORMAT])
        asked = _hash_of(request)
        found = _find(caller, key)
        if found is not None:
            return _replay(request, found, asked)
        try:
            # The row and what was done are stored together or not at all.
            with transaction.atomic():
                response = run(request, *args, **kwargs)
                _keep(caller, key, asked, response)
        except (_Busy, IntegrityError):
            found = _find(caller, key)
            if found is None:
                return problem(request, 409, _IN_WORK, rule="idempotency_key_in_work")
            return _replay(request, found, asked)
        return response

    return guarded


def _find(caller: str, key: str) -> ApiReply | None:
    fresh = timezone.now() - KEPT
    return ApiReply.objects.filter(caller=caller, key=key, at__gt=fresh).first()


def _keep(caller: str, key: str, asked: str, response: HttpResponse) -> None:
    if response.status_code in _NOT_KEPT or response.status_code >= 500:
        return
    ApiReply.objects.filter(at__lte=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            ApiReply.objects.create(
                caller=caller,
                key=key,
                request_hash=asked,
                status=response.status_code,
                content_type=response["Content-Type"][:60],
                body=response.content.decode(),
            )
    except IntegrityError as error:
        # The other one was stored first: ours is undone and his answer is given.
        raise _Busy from error


def _replay(request: HttpRequest, found: ApiReply, asked: str) -> HttpResponse:
    if found.request_hash != asked:
        return problem(request, 422, errors=[_OTHER_REQUEST])
    response = HttpResponse(
        found.body, status=found.status, content_type=found.content_type
    )
    response[REPLAYED] = "true"
    return response


def _caller(request: HttpRequest) -> str:
    """A hash of what the caller proves himself with; nothing for nobody."""
    proof = request.headers.get("Authorization", "")
    if not proof:
        proof = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return hashlib.sha256(proof.encode()).hexdigest() if proof else ""


def _hash_of(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + request.body).hexdigest()


_KEY_FORMAT = FieldError(
    HEADER,
    "key_format",
    Text(
        "Kunci terdiri dari 1 sampai 100 huruf, angka, garis bawah atau tanda hubung.",
        "The key has 1 to 100 letters, digits, underscores or hyphens.",
    ),
)
_OTHER_REQUEST = FieldError(
    HEADER,
    "idempotency_key_reused",
    Text(
        "Kunci ini sudah dipakai untuk permintaan lain. Pakai kunci baru.",
        "This key was used for another request. Use a new key.",
    ),
)
_IN_WORK = Text(
    "Permintaan dengan kunci ini sedang dikerjakan. Coba lagi sebentar lagi.",
    "A request with this key is being worked on. Try again in a moment.",
)
