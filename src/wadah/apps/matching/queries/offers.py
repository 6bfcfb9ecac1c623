"""Products of the registry as offers, in the shape of the interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Consent, Lot, Product
from wadah.apps.registry.queries.product import visible_products
from wadah.apps.validation.evidence import ever_counted, find_last_day
from wadah.apps.validation.models import (
    CaseVerdict,
    Document,
    SweptProduct,
    SweptVerdict,
)
from wadah.core.values import Month, Step, Text, Verdict

# A list of keys in one statement; SQLite takes some 32,000.
AT_ONCE = 5000

# Only what weighs in the verdict leads to a yes.
_WEIGHING_EFFECTS = ("bars", "delays")
_OPEN_STATUSES = ("missing", "failing", "expired")


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One product as an offer, with the steps of its current verdict."""

    product: Product
    data: dict[str, Any]
    steps: tuple[Step, ...]


def list_offers(actor: Actor, keys: Sequence[int], destination: str | None
                ) -> list[OfferRow]:  # fmt: skip
    """The products of these keys in the actor's sight, with all they have.

    A fixed number of queries for every `AT_ONCE` products.
    """
    rows: list[OfferRow] = []
    for start in range(0, len(keys), AT_ONCE):
        some = visible_products(actor).filter(pk__in=keys[start : start + AT_ONCE])
        rows += _offer_rows(list(_with_evidence(some)), destination)
    return rows


def _offer_rows(products: list[Product], destination: str | None) -> list[OfferRow]:
    verdicts = _current_verdicts(products, destination)
    swept = _swept_verdicts([p for p in products if p.pk not in verdicts], destination)
    papers = _business_papers(products)
    consented = _consented(products)
    rows = []
    for product in products:
        verdict = verdicts.get(product.pk)
        data = _offer(product, papers.get(product.business_id, []))
        said, steps = swept.get(product.pk, (None, ()))
        data["verdict"] = verdict.verdict if verdict else said
        data["consent"] = product.business_id in consented
        rows.append(OfferRow(product, data, _steps(verdict) if verdict else steps))
    return rows


def _with_evidence(products: QuerySet[Product]) -> QuerySet[Product]:
    lots = Lot.objects.prefetch_related("results", "documents__states")
    return products.prefetch_related(
        Prefetch("lots", lots), "documents__states", "capacity"
    ).order_by("pk")


def _swept_verdicts(
    products: list[Product], destination: str | None
) -> dict[int, tuple[str, tuple[Step, ...]]]:
    """What the last sweep said of products that no case was assessed for."""
    if destination is None or not products:
        return {}
    swept = SweptProduct.objects.filter(product__in=products)
    places = list(swept.values_list("product_id", "sweep_id", "outcome"))
    lines = SweptVerdict.objects.filter(
        market=destination, outcome__in={outcome for _, _, outcome in places}
    )
    said = {
        (sweep, outcome): (verdict, rules)
        for sweep, outcome, verdict, rules in lines.values_list(
            "sweep_id", "outcome", "verdict", "rules"
        )
    }
    found = {}
    for product, sweep, outcome in places:
        if (sweep, outcome) in said:
            verdict, rules = said[sweep, outcome]
            found[product] = (verdict, _case_step(verdict, rules, destination))
    return found


def _case_step(verdict: str, rules: str, market: str) -> tuple[Step, ...]:
    """A sweep knows which rules decide, a case knows the steps."""
    if verdict != Verdict.NOT_READY:
        return ()
    listed = ", ".join(rules.split())
    text = Text(
        f"Buka kasus untuk {market} dan penuhi aturan ini: {listed}.",
        f"Open a case for {market} and meet these rules: {listed}.",
    )
    return (Step("get_document", "case", text),)


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


def _consented(products: list[Product]) -> set[int]:
    """Businesses with a living consent, or whose owner entered them himself."""
    keys = {product.business_id for product in products}
    consents = Consent.objects.filter(business__in=keys, withdrawn_on__isnull=True)
    own = Business.objects.filter(pk__in=keys, organisation__isnull=False)
    return {
        *consents.values_list("business_id", flat=True),
        *own.order_by().values_list("pk", flat=True),
    }


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
