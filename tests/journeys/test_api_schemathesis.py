"""Requests made up from the OpenAPI document: every answer keeps what it promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.utils import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from wadah.apps.accounts.actions.create_api_token import create_api_token
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.config.wsgi import application
from wadah.delivery.api.router import api

EXAMPLES = 5
DOCUMENT = api.get_openapi_schema()
# A rule that needs the register (the family is known, the consent is named, the shares
# fit) cannot be written in a schema: what breaks it is refused with 422. Reads have no
# such rule, there a request that fits the document is answered.
FITS = ["2xx", "401", "403", "404", "409"]


def _load(expected: list[str]) -> schemathesis.BaseSchema:
    checks = {"positive_data_acceptance": {"expected-statuses": expected}}
    config = schemathesis.Config.from_dict({"checks": checks})
    schema = schemathesis.openapi.from_dict(DOCUMENT, config=config)
    schema.app = application
    return schema


SCHEMAS = {"GET": _load(FITS), "POST": _load([*FITS, "422"])}
# What takes nothing at all cannot be asked wrongly.
OPERATIONS = [
    (path, method.upper(), mode)
    for path, operations in sorted(DOCUMENT["paths"].items())
    for method, operation in sorted(operations.items())
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE
    or {"parameters", "requestBody", "security"}
    & {k for k, v in operation.items() if v}
]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The server's end of a request would close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(lot: Lot, administrator: Actor, markets: object) -> str:
    """Of an administrator, who meets every route, with rows that are there."""
    return create_api_token(actor=administrator, name="schemathesis", days=1)[1]


@pytest.mark.parametrize(("path", "method", "mode"), OPERATIONS)
@pytest.mark.django_db
def test_every_answer_is_as_the_document_says(
    path: str, method: str, mode: GenerationMode, token: str
) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    cache.clear()

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMAS[method][path][method].as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers)

    many = {"usual": 10**6, "anonymous": 10**6, "heavy": 10**6}
    with override_settings(WADAH_API_PER_MINUTE=many):
        check()
