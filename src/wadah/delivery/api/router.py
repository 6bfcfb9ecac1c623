"""The API: the same reads, actions and decisions as the pages and the command line."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from wadah.delivery.api import problems
from wadah.delivery.api.description import complete
from wadah.delivery.api.routes import decisions, reference, register, sheets, work
from wadah.delivery.api.security import PerMinute

DESCRIPTION = """What markets ask, who makes what, and how far it has come.

A token (My account, Tokens for programs) acts in one role and sees and does what that
role may, no more: `Authorization: Bearer wadah_...`. What is not there and what is not
for the caller look alike (404). Errors are problem documents (RFC 9457) in Indonesian
or English by `Accept-Language`. Lists come in pages: pass `next` as `cursor`."""


class WadahAPI(NinjaAPI):
    """With the OpenAPI document completed."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        complete(schema)
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The plain name of the function; a test holds that no two are alike."""
        return str(operation.view_func.__name__)


api = WadahAPI(
    title="Wadah",
    version="1",
    urls_namespace="api",
    docs_url=None,  # the stock page loads its scripts from elsewhere
    description=DESCRIPTION,
    throttle=[PerMinute("usual")],
)
problems.register(api)
for module in (reference, register, work, sheets, decisions):
    api.add_router("", module.router)
