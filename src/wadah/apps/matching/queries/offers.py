"""Products of the registry as offers, in the shape of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Business, Consent, Lot, Product
from wadah.apps.registry.queries.product import visible_products
from wadah.apps.validation.evidence import ever_counted, find_last_day
from wadah.apps.validation.models import CaseVerdict, Document
from wadah.core.values import Month, Step, Text

# Only what weighs in the verdict leads to a yes.
_WEIGHING_EFFECTS = ("bars", "delays")
_OPEN_STATUSES = ("missing", "failing", "expired")


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One product as an offer, with the steps of its current verdict."""

    product: Product
    data: dict[str, Any]
    steps: tuple[Step, ...]


def list_offers(actor: Actor, families: Iterable[str], destination: str | None
                ) -> list[OfferRow]:  # fmt: skip
    """Products of the families and what they are mistaken for, with all they have.

    A fixed number of queries, however many products there are.
    """
    slugs = _with_neighbours(families)
    products = list(_with_evidence(visible_products(actor).filter(family__in=slugs)))
    verdicts = _current_verdicts(products, destination)
    papers = _business_papers(products)
    consented = _consented(products)
    rows = []
    for product in products:
        verdict = verdicts.get(product.pk)
        data = _offer(product, papers.get(product.business_id, []))
        data["verdict"] = verdict.verdict if verdict else None
        data["consent"] = consented.get(product.business_id)
        rows.append(OfferRow(product, data, _steps(verdict)))
    return rows


def _with_neighbours(families: Iterable[str]) -> set[str]:
    slugs = set(families)
    rows = ProductFamily.objects.filter(pk__in=slugs).values_list("details", flat=True)
    for details in rows:
        slugs.update(details.get("mistaken_for", []))
    return slugs


def _with_evidence(products: QuerySet[Product]) -> QuerySet[Product]:
    lots = Lot.objects.prefetch_related("results", "documents__states")
    return products.prefetch_related(
        Prefetch("lots", lots), "documents__states", "capacity"
    ).order_by("pk")


def _current_verdicts(
    products: list[Product], destination: str | None
) -> dict[int, CaseVerdict]:
    """The youngest current verdict of each product for the destination."""
    rows = CaseVerdict.objects.filter(
        is_current=True, case__product__in=products, case__destination=destination
    ).select_related("case")
    found: dict[int, CaseVerdict] = {}
    for row in rows.order_by("given_at", "pk"):
        found[row.case.product_id] = row
    return found


def _business_papers(products: list[Product]) -> dict[int, list[Document]]:
    papers: dict[int, list[Document]] = {}
    businesses = {product.business_id for product in products}
    rows = Document.objects.filter(
        business__in=businesses, product__isnull=True, lot__isnull=True
    ).prefetch_related("states")
    for row in rows:
        papers.setdefault(row.business_id, []).append(row)
    return papers


def _consented(products: list[Product]) -> dict[int, bool]:
    """Whether the business agreed: by a living consent, or entered by its own owner.

    False where every consent was withdrawn. One that nobody has asked is left out: the
    office may work out what it could do, and no buyer sees it before it is published.
    """
    keys = {product.business_id for product in products}
    given: dict[int, bool] = {}
    consents = Consent.objects.filter(business__in=keys)
    for key, withdrawn_on in consents.values_list("business_id", "withdrawn_on"):
        given[key] = given.get(key, False) or withdrawn_on is None
    own = Business.objects.filter(pk__in=keys, organisation__isnull=False)
    return given | dict.fromkeys(own.order_by().values_list("pk", flat=True), True)


def _offer(product: Product, papers: list[Document]) -> dict[str, Any]:
    floor = product.price_floor_amount
    return {
        "product": str(product.pk),
        "business": str(product.business_id),
        "family": product.family_id,
        "hs": product.hs_code or None,
        "form": product.form or None,
        "region": product.business.region_id,
        "attributes": product.attributes,
        "lots": [
            {"id": lot.code, "results": [row.result for row in lot.results.all()]}
            for lot in product.lots.all()
        ],
        "documents": [_paper(row) for row in _papers(product, papers)],
        "capacity": [
            {
                "month": str(Month.of(row.month)),
                "verified_kg": row.verified_kg,
                "promised_kg": row.promised_kg,
            }
            for row in product.capacity.all()
        ],
        "min_order_kg": product.min_order_kg,
        "packing": product.packing,
        "price_floor": price_json(floor, product.price_floor_currency),
    }


def _papers(product: Product, papers: list[Document]) -> list[Document]:
    """Papers of the business, the product and its lots, each once."""
    of_lots = [row for lot in product.lots.all() for row in lot.documents.all()]
    every = {row.pk: row for row in (*papers, *product.documents.all(), *of_lots)}
    return [row for row in every.values() if ever_counted(row)]


def price_json(amount: Decimal | None, currency: str) -> dict[str, object] | None:
    """A price for a tonne, the unit in which requests and floors are kept."""
    if amount is None or not currency:
        return None
    return {"value": amount, "currency": currency, "unit": "t"}


def _paper(row: Document) -> dict[str, Any]:
    return {
        "type": row.type,
        "number": row.number or None,
        "issuer": row.issuer or None,
        "holder": row.holder or None,
        "scope": row.scope,
        "issued_on": row.issued_on,
        "expires_on": find_last_day(row),
    }


def _steps(verdict: CaseVerdict | None) -> tuple[Step, ...]:
    if verdict is None:
        return ()
    items = [
        item
        for item in verdict.result.get("items", [])
        if item.get("effect") in _WEIGHING_EFFECTS
        and item.get("status") in _OPEN_STATUSES
    ]
    steps = (_step(step) for item in items for step in item.get("steps", []))
    return tuple(dict.fromkeys(steps))


def _step(row: dict[str, Any]) -> Step:
    text = row.get("text") or {}
    return Step(
        action=str(row["action"]),
        subject=str(row.get("subject", "")),
        text=Text(str(text.get("id", "")), str(text.get("en", ""))),
        cost_idr=_range(row.get("cost_idr")),
        days=_range(row.get("days")),
    )


def _range(value: list[int] | None) -> tuple[int, int] | None:
    return (int(value[0]), int(value[1])) if value else None
