"""What a usual year gives, how much of the raw material is left, how long it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import HarvestMonth, Product, ProductionTerms
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput, Text

LONGEST_SHELF_LIFE_DAYS = 10_000


@transaction.atomic
def set_usual_year(
    *, actor: Actor, product: Product, harvest: Mapping[int, Decimal],
    yield_percent: Decimal | None = None, shelf_life_days: int | None = None,
    carries_over: bool = False,
) -> ProductionTerms:  # fmt: skip
    """Set the calendar by number of the month, and the terms; a month of 0 gives none.

    Raises `Absent` or `InvalidInput`.
    """
    product = get_editable_product(actor, product.pk)
    if yield_percent is not None and not 0 < yield_percent <= 100:
        raise InvalidInput("yield_percent", "out_of_range", _YIELD)
    if (
        shelf_life_days is not None
        and not 0 < shelf_life_days <= LONGEST_SHELF_LIFE_DAYS
    ):
        raise InvalidInput("shelf_life_days", "out_of_range", _SHELF_LIFE)
    months = _read_months(harvest)
    before = {row.month_number: str(row.kg) for row in product.harvest.all()}
    product.harvest.all().delete()
    HarvestMonth.objects.bulk_create(
        HarvestMonth(product=product, month_number=number, kg=kg)
        for number, kg in months.items()
    )
    terms, _ = ProductionTerms.objects.update_or_create(
        product=product,
        defaults={
            "yield_percent": yield_percent,
            "shelf_life_days": shelf_life_days,
            "carries_over": carries_over,
        },
    )
    write_audit_row(
        actor=actor,
        verb="product.usual_year_set",
        target=product,
        before={"harvest": before},
        after={
            "harvest": {number: str(kg) for number, kg in months.items()},
            "yield_percent": str(yield_percent or ""),
            "shelf_life_days": shelf_life_days,
            "carries_over": carries_over,
        },
    )
    return terms


def _read_months(harvest: Mapping[int, Decimal]) -> dict[int, Decimal]:
    months: dict[int, Decimal] = {}
    for number, kg in sorted(harvest.items()):
        if not 1 <= number <= 12:
            raise InvalidInput("harvest", "month_number", _MONTH)
        if (read := read_kg(f"month_{number}", kg)) > 0:
            months[number] = read
    return months


_YIELD = Text(
    "Tulis rendemen dalam persen, di atas 0 sampai 100.",
    "Write the yield in per cent, above 0 and up to 100.",
)
_SHELF_LIFE = Text(
    "Tulis masa simpan dalam hari, dari 1 sampai 10.000.",
    "Write the shelf life in days, from 1 to 10,000.",
)
_MONTH = Text("Bulan bernomor 1 sampai 12.", "Months are numbered 1 to 12.")
