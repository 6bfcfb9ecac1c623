"""The API: the same reads and decisions as the pages and the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from pydantic import Field

from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.queries.product import (
    list_public_products,
)
from wadah.apps.registry.queries.product_search import search_products
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.statistics.queries import count_funnel
from wadah.core.language import search_families
from wadah.core.requirements import assess, assessment_to_json, case_from_json
from wadah.core.values import InvalidInput, Text
from wadah.delivery.api import errors
from wadah.delivery.api.schemas import (
    Family,
    Found,
    Problem,
    PublicProduct,
    Step,
    Words,
)

PAGE_SIZE = 100
PageNumber = Annotated[int, Field(ge=1, le=10_000)]
SearchText = Annotated[str, Field(min_length=1, max_length=200)]
MAX_CASE_BYTES = 1024 * 1024

api = NinjaAPI(
    title="Wadah",
    version="1",
    urls_namespace="api",
    docs_url=None,  # the stock page loads its scripts from elsewhere
    description="What markets ask, who makes what, and how far it has come.",
)
errors.register(api)


@api.get("/families", response=list[Family], url_name="families")
def families(request: HttpRequest) -> list[dict[str, Any]]:
    """Every product family with its HS candidates and their reasons."""
    rows = ProductFamily.objects.filter(disabled_from__isnull=True)
    return [_family(row) for row in rows]


@api.get("/families/{slug}", response={200: Family, 404: Problem}, url_name="family")
def family(request: HttpRequest, slug: str) -> dict[str, Any]:
    row = ProductFamily.objects.filter(pk=slug, disabled_from__isnull=True).first()
    if row is None:
        raise Absent(slug)
    return _family(row)


def _family(row: ProductFamily) -> dict[str, Any]:
    return {
        "family": row.pk,
        "name": {"id": row.name_id, "en": row.name_en},
        "hs_codes": [
            {
                "hs6": code["hs6"],
                "edition": code["edition"],
                "reason": {"id": code["reason_id"], "en": code["reason_en"]},
            }
            for code in row.details.get("hs_codes", [])
        ],
        "forms": row.details.get("forms", []),
        "mistaken_for": row.details.get("mistaken_for", []),
        "source": row.details.get("source", ""),
        "checked_on": row.details.get("checked_on", ""),
    }


@api.get("/products", response=list[PublicProduct], url_name="products")
def products(
    request: HttpRequest, family: str = "", page: PageNumber = 1
) -> list[dict[str, Any]]:
    """Published products, a hundred a page."""
    rows = list_public_products()
    if family:
        rows = rows.filter(family_id=family)
    start = (page - 1) * PAGE_SIZE
    return [
        {
            "id": row.pk,
            "name": row.name,
            "business": row.business.name,
            "family": row.family_id,
            "hs_code": row.hs_code,
            "form": row.form,
        }
        for row in rows[start : start + PAGE_SIZE]
    ]


@api.get("/search", response=Found, url_name="search")
def search(request: HttpRequest, q: SearchText) -> dict[str, Any]:
    """Families and published products for a text in either language."""
    hits = search_families(q, read_thesaurus(), 10)
    return {
        "families": [
            {"family": hit.family, "hs6": list(hit.hs6), "score": hit.score}
            for hit in hits
        ],
        "products": [
            {
                "id": found.product.pk,
                "name": found.product.name,
                "business": found.product.business.name,
                "hs6": found.product.hs_code[:6],
                "score": found.share,
            }
            for found in search_products(q, hits)
        ],
    }


@api.post(
    "/assess",
    response={200: dict[str, Any], 422: Problem},
    url_name="assess",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    },
)
def assess_one(request: HttpRequest) -> dict[str, Any]:
    """One case against the rule base; nothing is stored."""
    if len(request.body) > MAX_CASE_BYTES:
        raise InvalidInput("", "too_large", _TOO_LARGE)
    try:
        data = json.loads(request.body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("", "json_syntax", _NOT_JSON) from error
    case = case_from_json(data, read_vocabulary(), timezone.localdate())
    return dict(assessment_to_json(assess(case, read_rule_base())))


_TOO_LARGE = Text("Berkas lebih dari 1 MB.", "The case is larger than 1 MB.")
_NOT_JSON = Text("Bukan JSON.", "The body is not JSON.")


@api.get("/funnel", response={200: list[Step], 404: Problem}, url_name="funnel")
def funnel(request: HttpRequest) -> list[dict[str, Any]]:
    """The funnel, for whoever may see statistics."""
    actor = cast(ActorRequest, request).actor
    return [
        {
            "step": step.definition.code,
            "count": step.count,
            "out_of": step.out_of,
            "definition": Words(**step.definition.definition.as_json()),
        }
        for step in count_funnel(actor)
    ]
