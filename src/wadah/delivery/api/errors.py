"""Expected failures as problem documents (RFC 9457)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from wadah.apps.accounts.actor import Absent
from wadah.apps.accounts.process_rules import Refused
from wadah.core.values import InvalidInput


def problem(
    status: int, title: str, detail: str, field: str = "", rule: str = ""
) -> HttpResponse:
    document = {
        "type": f"urn:wadah:problem:{rule or status}",
        "title": title,
        "status": status,
        "detail": detail,
        "field": field,
        "rule": rule,
    }
    return JsonResponse(
        document, status=status, content_type="application/problem+json"
    )


def register(api: NinjaAPI) -> None:
    """Attach the mapping of exceptions to problem documents."""

    @api.exception_handler(InvalidInput)
    def invalid(request: HttpRequest, error: InvalidInput) -> HttpResponse:
        return problem(
            422, "The input breaks a rule", error.message.en, error.field, error.rule
        )

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0]
        field = ".".join(str(part) for part in first["loc"])
        return problem(422, "The input breaks a rule", first["msg"], field, "type")

    @api.exception_handler(Absent)
    def absent(request: HttpRequest, error: Absent) -> HttpResponse:
        return problem(404, "Not found", "There is nothing here for you.")

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "Not found", "There is nothing here for you.")

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        rule = error.rule
        return problem(409, "Refused by a rule", rule.sentence.en, rule=rule.code)
