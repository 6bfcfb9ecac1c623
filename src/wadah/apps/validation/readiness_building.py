"""The profile of a product out of the tables."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max, Q

from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.requirements.step_files import read_typical_orders
from wadah.apps.validation.models import Document
from wadah.apps.validation.way_pages import judge_case
from wadah.core.requirements import (
    JudgedCase,
    ProductFacts,
    Profile,
    make_profile,
    verdict_of,
)
from wadah.core.values import CapacityEntry, Month, Verdict

# The newest cases are looked at: the market in which the product stands best counts.
MOST_CASES = 10


def build_profile(product: Product, as_of: date) -> tuple[Profile, str]:
    """The profile on a day, and the market it is seen from; empty without a case."""
    facts = read_facts(product)
    best = find_best_case(product, as_of)
    if best is None:
        return make_profile(facts, as_of=as_of), ""
    profile = make_profile(
        facts, best.case, best.assessment, read_rule_base(), as_of=as_of
    )
    return profile, best.label


def find_best_case(product: Product, as_of: date) -> JudgedCase | None:
    """The case with the best verdict; among equals the one with fewest open lines."""
    cases = product.cases.select_related("product__business", "lot")[:MOST_CASES]
    judged = [judge_case(case, as_of, case.destination_id) for case in cases]
    return min(judged, key=_standing, default=None)


def _standing(one: JudgedCase) -> tuple[int, int]:
    best_first = tuple(reversed(Verdict))
    weighing = [
        item for item in one.assessment.items if verdict_of(item) is not Verdict.READY
    ]
    return best_first.index(one.assessment.verdict), len(weighing)


def read_facts(product: Product) -> ProductFacts:
    """What is on record of the product and its business."""
    business = product.business
    months = list(CapacityMonth.objects.filter(product=product))
    verified = [row.verified_on for row in months if row.verified_on is not None]
    materials = list(product.raw_materials.all())
    papers = Document.objects.filter(
        Q(product__isnull=True) | Q(product=product), business=business
    ).aggregate(
        all=Count("pk"),
        checked=Count("pk", filter=Q(checked_on__isnull=False)),
        checked_on=Max("checked_on"),
    )
    orders = read_typical_orders()
    return ProductFacts(
        capacity=tuple(
            CapacityEntry(
                Month.of(row.month), row.declared_kg, row.verified_kg, row.promised_kg
            )
            for row in months
        ),
        capacity_seen_on=max(verified, default=None),
        typical_order_kg=orders.get(product.family_id, orders[""]),
        material_count=len(materials),
        material_with_origin_count=sum(
            row.region_id is not None or row.country != "ID" for row in materials
        ),
        packing=tuple(product.packing),
        has_nib=bool(business.nib),
        has_npwp=bool(business.npwp),
        paper_count=papers["all"],
        paper_checked_count=papers["checked"],
        papers_checked_on=papers["checked_on"],
    )
