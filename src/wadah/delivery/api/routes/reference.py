"""What everybody may read: families, regions, markets, rules, published products."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import WithJsonSchema

from wadah.apps.accounts.actor import Absent
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.goods_answer import answer_goods
from wadah.apps.reference.models import Market, ProductFamily, Region
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import list_public_products
from wadah.apps.registry.queries.product_search import search_products
from wadah.apps.requirements.queries.rule import find_rule, list_rules
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.language import search_families
from wadah.core.language.classification.facts import list_answers
from wadah.core.requirements import Rule, assess, assessment_to_json, case_from_json
from wadah.core.values import InvalidInput, Text
from wadah.delivery.api.paging import PageQuery, cut, cut_list
from wadah.delivery.api.shapes import reference as shapes
from wadah.delivery.api.shapes.common import (
    Problem,
    RegionCode,
    RuleCode,
    SearchText,
    Slug,
)

MOST_HITS = 10
MOST_CODES = 5
MOST_ANSWERS = 20
# No sign that steers a terminal, and one that is no blank: `check_goods_text` says it
# in words, the document as a pattern.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_ANY = f"[^{_CONTROL}]*"
GoodsText = Annotated[
    SearchText, WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": 200,
         "pattern": rf"^{_ANY}[^{_CONTROL}\s]{_ANY}$"}
    ),
]  # fmt: skip
# The words are checked where they are read; the document names them.
GoodsAnswer = Annotated[
    SearchText, WithJsonSchema({"type": "string", "enum": list(list_answers())})
]
MAX_CASE_BYTES = 1024 * 1024
router = Router(tags=["reference"])
_PAGED = {422: Problem, 429: Problem}
_ONE = {404: Problem, 422: Problem, 429: Problem}


@router.get(
    "/families",
    response={200: list[shapes.Family], 429: Problem},
    url_name="families",
)
def families(request: HttpRequest) -> list[dict[str, Any]]:
    """Every product family with its HS candidates and their reasons."""
    rows = ProductFamily.objects.filter(disabled_from__isnull=True)
    return [_family(row) for row in rows]


@router.get(
    "/families/{slug}", response={200: shapes.Family, **_ONE}, url_name="family"
)
def family(request: HttpRequest, slug: Annotated[Slug, Path()]) -> dict[str, Any]:
    """One product family."""
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


@router.get("/regions", response={200: shapes.RegionPage, **_PAGED}, url_name="regions")
def regions(
    request: HttpRequest,
    page: PageQuery,
    within: Annotated[RegionCode | None, Query()] = None,
) -> dict[str, Any]:
    """Provinces, regencies and cities by the code of the ministry."""
    rows = Region.objects.all()
    if within:
        rows = rows.filter(Q(pk=within) | Q(kemendagri_code__startswith=f"{within}."))
    found = cut_list(list(rows.order_by("kemendagri_code")), page)
    return found.as_json(
        lambda row: {
            "code": row.pk,
            "bps_code": row.bps_code,
            "name": row.name,
            "kind": row.kind,
            "parent": row.parent_id,
        }
    )


@router.get(
    "/markets",
    response={200: list[shapes.Market], 429: Problem},
    url_name="markets",
)
def markets(request: HttpRequest) -> list[dict[str, Any]]:
    """Destinations."""
    return [
        {
            "iso2": row.pk,
            "name": {"id": row.name_id, "en": row.name_en},
            "currency": row.currency,
        }
        for row in Market.objects.order_by("iso2")
    ]


@router.get("/rules", response={200: shapes.RulePage, **_PAGED}, url_name="rules")
def rules(
    request: HttpRequest,
    page: PageQuery,
    wanted: Annotated[shapes.RuleFilterQuery, Query()],
) -> dict[str, Any]:
    """Requirement rules; one for every market is among those of each."""
    found = list_rules(
        query=wanted.q,
        market=wanted.market,
        family=wanted.family,
        effect=wanted.effect,
    )
    return cut_list(found, page).as_json(_rule_short)


@router.get("/rules/{rule_id}", response={200: shapes.Rule, **_ONE}, url_name="rule")
def rule(request: HttpRequest, rule_id: Annotated[RuleCode, Path()]) -> dict[str, Any]:
    """The newest version of a rule with its source."""
    found = find_rule(rule_id)
    if found is None:
        raise Absent(rule_id)
    return {
        **_rule_short(found),
        "source": found.source.title,
        "source_url": found.source.address or "",
        "checked_on": found.checked_on,
        "review_by": found.review_by,
        "confidence": str(found.confidence),
    }


def _rule_short(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "version": rule.version,
        "message": rule.message.as_json(),
        "effect": str(rule.effect),
        "tier": str(rule.tier),
        "party": rule.party,
        "markets": sorted(rule.scope.markets),
        "families": sorted(rule.scope.families),
    }


@router.get(
    "/products",
    response={200: shapes.PublicProductPage, **_PAGED},
    url_name="products",
)
def products(
    request: HttpRequest,
    page: PageQuery,
    family: Annotated[Slug | None, Query()] = None,
) -> dict[str, Any]:
    """Published products of published businesses."""
    rows = list_public_products()
    if family:
        rows = rows.filter(family_id=family)
    return cut(rows, page).as_json(_public)


def _public(row: Product) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "business": row.business.name,
        "family": row.family_id,
        "hs_code": row.hs_code,
        "form": row.form,
    }


@router.get(
    "/search",
    response={200: shapes.Found, 422: Problem, 429: Problem},
    url_name="search",
)
def search(
    request: HttpRequest,
    q: Annotated[SearchText, Query(min_length=1, examples=["kopi robusta"])],
) -> dict[str, Any]:
    """Families and published products for a text in either language."""
    hits = search_families(q, read_thesaurus(), MOST_HITS)
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
            for found in search_products(q, hits, limit=MOST_HITS)
        ],
    }


@router.get(
    "/classify",
    response={200: shapes.Classified, 422: Problem, 429: Problem},
    url_name="classify",
)
def classify(
    request: HttpRequest,
    text: Annotated[GoodsText, Query(min_length=1, examples=["biji kopi"])],
    answer: Annotated[list[GoodsAnswer] | None, Query(max_length=MOST_ANSWERS)] = None,
) -> dict[str, Any]:
    """HS 2022 codes for goods in anybody's words, as `wadah classify` answers."""
    return answer_goods(text, answer or (), MOST_CODES)


@router.post(
    "/assess",
    response={
        200: dict[str, Any],
        400: Problem,
        413: Problem,
        422: Problem,
        429: Problem,
    },
    url_name="assess",
    tags=["decisions"],
)
def assess_one(request: HttpRequest) -> dict[str, Any]:
    """One case against the rule base; nothing is stored."""
    data = read_document(request)
    case = case_from_json(data, read_vocabulary(), timezone.localdate())
    return dict(assessment_to_json(assess(case, read_rule_base())))


def read_document(request: HttpRequest) -> Any:
    """The JSON of the body with exact numbers. Raises `InvalidInput`."""
    if len(request.body) > MAX_CASE_BYTES:
        raise InvalidInput("", "too_large", _TOO_LARGE)
    try:
        return json.loads(request.body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("", "json_syntax", _NOT_JSON) from error


_TOO_LARGE = Text("Berkas lebih dari 1 MB.", "The case is larger than 1 MB.")
_NOT_JSON = Text("Bukan JSON.", "The body is not JSON.")
