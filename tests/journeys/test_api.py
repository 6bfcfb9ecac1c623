"""The API: its schema, its problem documents, the same answers as elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_index import index_products
from wadah.delivery.api.router import api
from wadah.delivery.cli.assess import answer_case

SNAPSHOT = Path(__file__).with_name("openapi.json")
CASE = {
    "product": {"family": "palm_sticks_ekel", "hs": "140490"},
    "destination": "TH",
    "dates": {"as_of": "2026-11-24"},
}


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


def _schema() -> str:
    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True) + "\n"


def test_the_schema_changes_only_on_purpose() -> None:
    renew = "if the change is meant, write the new schema into openapi.json"

    assert _schema() == SNAPSHOT.read_text(encoding="utf-8"), renew


def test_families_come_with_their_codes_and_reasons(reference: None) -> None:
    rows = Client().get("/api/v1/families").json()

    cocopeat = next(row for row in rows if row["family"] == "cocopeat")
    assert [code["hs6"] for code in cocopeat["hs_codes"]] == ["530500", "140490"]
    assert cocopeat["hs_codes"][0]["reason"]["en"]
    assert cocopeat["checked_on"] == "2026-11-24"


def test_search_finds_published_products_only(
    reference: None, product: Product
) -> None:
    hidden = Client().get("/api/v1/search?q=kopi robusta").json()

    product.is_published = product.business.is_published = True
    product.save()
    product.business.save()
    index_products([product.pk])
    shown = Client().get("/api/v1/search?q=kopi robusta").json()

    assert hidden["products"] == []
    assert [row["id"] for row in shown["products"]] == [product.pk]
    assert shown["families"][0]["family"] == "coffee_green_robusta"


def test_a_case_gets_the_answer_of_the_command_line(reference: None) -> None:
    answer = Client().post(
        "/api/v1/assess", json.dumps(CASE), content_type="application/json"
    )

    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(answer_case(CASE)))


@pytest.mark.parametrize(
    ("body", "field", "rule"),
    [
        ("{", "", "json_syntax"),
        ("[" * 5000, "", "json_syntax"),
        (json.dumps({**CASE, "destination": "EU"}), "destination", "unknown_word"),
        (
            json.dumps({**CASE, "product": {"family": "palm_stick"}}),
            "product.family",
            "unknown_word",
        ),
    ],
)
def test_bad_input_is_a_problem_document(
    body: str, field: str, rule: str, reference: None
) -> None:
    response = Client().post("/api/v1/assess", body, content_type="application/json")

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert (response.json()["field"], response.json()["rule"]) == (field, rule)


def test_figures_are_absent_for_who_may_not_see_them(
    reference: None, owner: Actor, analyst: Actor, client_of: Callable[[Actor], Client]
) -> None:
    hidden = client_of(owner).get("/api/v1/funnel")
    shown = client_of(analyst).get("/api/v1/funnel")

    assert hidden.status_code == 404
    assert hidden["Content-Type"] == "application/problem+json"
    assert shown.json()[0]["step"] == "registered"


SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
READS = sorted(
    path for path, operations in api.get_openapi_schema()["paths"].items()
    if "get" in operations
)  # fmt: skip


@pytest.mark.parametrize("path", READS)
def test_no_generated_request_brings_the_server_down(
    path: str, reference: None
) -> None:
    client = Client()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMA[path]["GET"].as_strategy())
    def check(case: schemathesis.Case) -> None:
        response = client.get(case.formatted_path, dict(case.query or {}))
        assert response.status_code < 500

    check()
