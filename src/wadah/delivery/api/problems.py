"""Errors of the API as problem documents (RFC 9457), in the caller's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import (
    AuthenticationError,
    HttpError,
    Throttled,
    ValidationError,
)

from wadah.apps.accounts.actor import Absent
from wadah.apps.accounts.process_rules import Refused
from wadah.core.meetings import NoPlanInTime
from wadah.core.values import InvalidInput, Text
from wadah.delivery.api.field_errors import FieldError, read_errors

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
TOO_LARGE_RULES = frozenset({"too_large", "file_too_large"})
_TITLES: dict[int, Text] = {
    400: Text("Permintaan tidak terbaca", "The request cannot be read"),
    401: Text("Belum masuk", "Not signed in"),
    403: Text("Ditolak", "Refused"),
    404: Text("Tidak ditemukan", "Not found"),
    405: Text("Cara ini tidak ada", "Method not allowed"),
    409: Text("Ditolak oleh aturan", "Refused by a rule"),
    413: Text("Terlalu besar", "Too large"),
    422: Text("Isian melanggar aturan", "The input breaks a rule"),
    429: Text("Terlalu sering", "Too many requests"),
    500: Text("Galat di server", "Error of the server"),
}
_DETAILS: dict[int, Text] = {
    400: Text(
        "Kirim JSON yang benar dengan Content-Type application/json, dan alamat tanpa "
        "karakter NUL.",
        "Send valid JSON with Content-Type application/json, and an address without a "
        "NUL character.",
    ),
    401: Text(
        "Kirim token yang masih berlaku: Authorization: Bearer wadah_…",
        "Send a token that holds: Authorization: Bearer wadah_…",
    ),
    403: Text(
        "Dengan sesi peramban, sertakan token CSRF pada permintaan yang mengubah.",
        "With a browser's session, send the CSRF token with a request that changes.",
    ),
    404: Text(
        "Tidak ada apa-apa di sini untuk Anda.", "There is nothing here for you."
    ),
    405: Text(
        "Alamat ini tidak menerima cara itu; lihat header Allow.",
        "This address does not take that method; see the Allow header.",
    ),
    413: Text(
        "Kirim paling banyak 5 MB JSON, atau berkas paling banyak 20 MB.",
        "Send at most 5 MB of JSON, or a file of at most 20 MB.",
    ),
    429: Text(
        "Tunggu sebanyak detik pada header Retry-After, lalu coba lagi.",
        "Wait for the seconds of the Retry-After header, then try again.",
    ),
    500: Text(
        "Terjadi galat yang tidak diduga. Permintaan ini tidak disimpan.",
        "Something unexpected happened. This request was not stored.",
    ),
}
_FALLBACK = Text("Permintaan ditolak.", "The request was refused.")


class NotSignedIn(Exception):
    """A token that does not hold, or none where one is needed."""


def language_of(request: HttpRequest) -> str:
    """Indonesian or English, whichever `Accept-Language` names first; else Indonesian.

    >>> request = HttpRequest()
    >>> request.META["HTTP_ACCEPT_LANGUAGE"] = "fr, en-GB;q=0.8, id;q=0.5"
    >>> language_of(request)
    'en'
    """
    asked: list[tuple[float, str]] = []
    for part in request.headers.get("Accept-Language", "").split(","):
        tag, _, weight = part.strip().partition(";")
        code = tag.strip().lower()[:2]
        if code in ("id", "en"):
            asked.append((_weight(weight), code))
    return max(asked, key=lambda pair: pair[0])[1] if asked else "id"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q="))
    except ValueError:
        return 1.0


def problem(
    request: HttpRequest,
    status: int,
    detail: Text | None = None,
    *,
    rule: str = "",
    errors: Sequence[FieldError] = (),
) -> HttpResponse:
    """A problem document; the first field error also stands at the top."""
    language = language_of(request)
    title = _TITLES.get(status, Text(str(status), HTTPStatus(status).phrase))
    words = detail or _DETAILS.get(status, _FALLBACK)
    first = errors[0] if errors else None
    document = {
        "type": f"urn:wadah:problem:{rule or (first.rule if first else status)}",
        "title": title.in_language(language),
        "status": status,
        "detail": (first.message if first else words).in_language(language),
        "field": first.field if first else "",
        "rule": rule or (first.rule if first else ""),
        "errors": [
            {
                "field": error.field,
                "rule": error.rule,
                "message": error.message.in_language(language),
            }
            for error in errors
        ],
    }
    response = JsonResponse(document, status=status, content_type=MEDIA_TYPE)
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Wadah"'
    return response


def register(api: NinjaAPI) -> None:
    """Attach the mapping of exceptions to problem documents."""

    @api.exception_handler(InvalidInput)
    def invalid(request: HttpRequest, error: InvalidInput) -> HttpResponse:
        status = 413 if error.rule in TOO_LARGE_RULES else 422
        one = FieldError(error.field, error.rule, error.message)
        return problem(request, status, errors=[one])

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(request, 422, errors=read_errors(error.errors))

    @api.exception_handler(NoPlanInTime)
    def no_plan(request: HttpRequest, error: NoPlanInTime) -> HttpResponse:
        one = FieldError("seconds", error.code, error.message)
        return problem(request, 422, errors=[one])

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(request, 409, error.rule.sentence, rule=error.rule.code)

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        response = problem(request, 429)
        response["Retry-After"] = str(max(1, int(error.wait or 1)))
        return response

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, error.status_code)

    _register_plain(api)


def _register_plain(api: NinjaAPI) -> None:
    """Exceptions of which nothing but the status is told."""

    def answer(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
        return lambda request, error: problem(request, status)

    plain: dict[type[Exception], int] = {
        Absent: 404,
        Http404: 404,
        NotSignedIn: 401,
        AuthenticationError: 401,
        RequestDataTooBig: 413,
    }
    for kind, status in plain.items():
        api.add_exception_handler(kind, answer(status))


class ProblemMiddleware:
    """Errors that the framework answers itself, under the address of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(PREFIX):
            return response
        if response.status_code == HTTPStatus.FOUND:
            # The guard of sign-ins leads a person to the page of the second factor.
            return problem(request, HTTPStatus.UNAUTHORIZED)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        if response.headers.get("Content-Type", "") == MEDIA_TYPE:
            return response
        document = problem(request, response.status_code)
        if "Allow" in response:
            document["Allow"] = response["Allow"]
        return document
