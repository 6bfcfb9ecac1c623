"""What a catalogue says of chosen products: nothing private, nothing unproved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.word_lists import list_words
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import is_public
from wadah.apps.validation.evidence import (
    ever_counted,
    find_last_day,
    name_covered,
    read_coverage,
)
from wadah.apps.validation.models import CaseDecision, Document
from wadah.apps.validation.proof import is_carried, list_living_decisions
from wadah.apps.validation.sheets.payload import SheetName, make_payload

# Papers that a certifier or an authority gives for goods or a business. Permits that
# are identity numbers, papers of a lot and letters are none of a catalogue's.
CERTIFICATES = frozenset({
    "establishment_approval", "food_safety_scheme_certificate", "gacc_registration",
    "geographical_indication_licence", "haccp_certificate", "halal_certificate",
    "kosher_certificate", "nkv_certificate", "novel_food_authorisation",
    "organic_certificate", "skp_certificate", "sni_certificate", "social_audit_report",
    "sustainability_certificate", "svlk_certificate",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """One approved decision: what was found, for which market, by whom and when."""

    market: Market
    office: str
    decided_on: date
    holds_until: date
    sheet_number: str
    sheet_address: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate that a person checked; its number stays in Wadah."""

    name: str
    issuer: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class MonthKg:
    """Verified kilograms of a month, and what of them is not promised."""

    month: date
    verified_kg: Decimal
    free_kg: Decimal


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One product as a buyer reads it."""

    product: Product
    proofs: tuple[Proof, ...]
    months: tuple[MonthKg, ...]
    papers: tuple[Paper, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chosen product that may not be shown, and why."""

    product: Product
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Chosen products for the window of a request, as of a day."""

    request: BuyerRequest
    as_of: date
    items: tuple[CatalogueItem, ...]
    left_out: tuple[LeftOut, ...]


def gather_catalogue(
    request: BuyerRequest, products: Iterable[Product], today: date,
    notes: dict[int, str] | None = None,
) -> Catalogue:  # fmt: skip
    """The products in their order; each proof is judged by the papers of today."""
    items: list[CatalogueItem] = []
    left_out: list[LeftOut] = []
    for product in products:
        reason = _find_reason(product)
        proofs = () if reason else _list_proofs(product, today)
        if not reason and not proofs:
            reason = _("No approval stands behind it by the papers of today.")
        if reason:
            left_out.append(LeftOut(product, reason))
            continue
        items.append(
            CatalogueItem(
                product,
                proofs,
                _list_months(product, request, today),
                _list_papers(product, today),
                (notes or {}).get(product.pk, ""),
            )
        )
    return Catalogue(request, today, tuple(items), tuple(left_out))


def _find_reason(product: Product) -> str:
    if not product.business.is_published:
        return _("The business does not show itself to buyers.")
    if not product.is_published:
        return _("The business has not published it.")
    if not is_public(product):
        return _("Its proof has ended, or was never approved.")
    return ""


def _list_proofs(product: Product, today: date) -> tuple[Proof, ...]:
    living = list_living_decisions(product, today).select_related(
        "sheet__key", "case__destination"
    )
    return tuple(_proof(row) for row in living if is_carried(row))


def _proof(decision: CaseDecision) -> Proof:
    sheet = getattr(decision, "sheet", None)
    # A sheet whose key is distrusted proves nothing by itself; the decision still does.
    if sheet is not None and sheet.key.distrusted_from is None:
        said = sheet.payload
    else:
        nameless = SheetName(number="", code="", address="", key_id="")
        said = make_payload(decision, nameless, "", decision.checked_at)
    return Proof(
        market=decision.case.destination,
        office=said["issuer"]["organisation"],
        decided_on=date.fromisoformat(said["decided_on"]),
        holds_until=date.fromisoformat(said["holds_until"]),
        sheet_number=said["number"],
        sheet_address=said["address"],
        facts=tuple(check["message"]["en"] for check in said["checks"]),
    )


def _list_months(
    product: Product, request: BuyerRequest, today: date
) -> tuple[MonthKg, ...]:
    held = Q(verified_until__isnull=True) | Q(verified_until__gte=today)
    rows = product.capacity.filter(
        held,
        verified_kg__gt=0,
        month__gte=request.window_from.replace(day=1),
        month__lte=request.window_to,
    ).order_by("month")
    return tuple(MonthKg(row.month, row.verified_kg, row.free_kg) for row in rows)


def _list_papers(product: Product, today: date) -> tuple[Paper, ...]:
    """Of the product or its business, checked, valid today, naming no other product."""
    of_it = Q(product=product) | Q(product__isnull=True)
    found = Document.objects.filter(
        of_it,
        business=product.business,
        lot__isnull=True,
        type__in=CERTIFICATES,
        checked_on__isnull=False,
    )
    names = list_words(frozenset()).document_types
    papers = []
    for paper in read_coverage(found):
        last, covered = find_last_day(paper), name_covered(paper)
        is_valid = ever_counted(paper) and (last is None or last >= today)
        if is_valid and (not covered or product.pk in covered):
            papers.append(Paper(names[paper.type].name.en, paper.issuer, last))
    return tuple(papers)
