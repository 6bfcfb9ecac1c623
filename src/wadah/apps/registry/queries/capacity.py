"""A year of a product's capacity, and the goods in hand, as far as one may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import (
    CapacityMonth,
    Downtime,
    LedgerEntry,
    Product,
    StockCount,
)
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.queries.product import get_product
from wadah.core.capacity import Downtime as Standstill
from wadah.core.capacity import StockLot, expected_kg, open_share
from wadah.core.values import Month

MONTHS_SHOWN = 12
LINES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class YearRow:
    """One month: the four amounts, what the calendar gives, and until when verified."""

    month: Month
    declared_kg: Decimal
    verified_kg: Decimal
    promised_kg: Decimal
    expected_kg: Decimal | None
    open_share: Decimal
    verified_on: date | None = None
    verified_until: date | None = None
    verified_how: str = ""

    @property
    def first_day(self) -> date:
        return self.month.first_day()

    @property
    def free_kg(self) -> Decimal:
        return max(self.verified_kg - self.promised_kg, Decimal(0))

    @property
    def is_above_calendar(self) -> bool:
        """More is declared than a usual month gives, less what stands still."""
        return self.expected_kg is not None and self.declared_kg > self.expected_kg

    def lapses_before(self, day: date) -> bool:
        return self.verified_until is not None and self.verified_until < day


@dataclass(frozen=True, slots=True)
class StockLine:
    """The last count of a lot, or of goods without one."""

    count: StockCount
    shelf_life_days: int | None

    def as_lot(self) -> StockLot:
        return StockLot(self.count.kg, self.count.made_on)

    @property
    def keeps_until(self) -> date | None:
        return self.as_lot().keeps_until(self.shelf_life_days)

    def age_days(self, today: date) -> int | None:
        return self.as_lot().age_days(today)


def list_year(actor: Actor, product: Product, first: Month) -> list[YearRow]:
    """Twelve months from `first`, those with nothing in them too. Raises `Absent`."""
    product = get_product(actor, product.pk)
    months = [first]
    while len(months) < MONTHS_SHOWN:
        months.append(months[-1].next())
    kept = {
        Month.of(row.month): row
        for row in product.capacity.filter(
            month__gte=first.first_day(), month__lte=months[-1].first_day()
        )
    }
    harvest = {row.month_number: row.kg for row in product.harvest.all()}
    stands = [
        Standstill(row.from_on, row.to_on, Decimal(row.share_percent) / 100)
        for row in list_downtimes(product.business_id)
    ]
    return [_row(month, kept.get(month), harvest, stands) for month in months]


def _row(
    month: Month, kept: CapacityMonth | None, harvest: dict[int, Decimal],
    stands: Sequence[Standstill],
) -> YearRow:  # fmt: skip
    row = kept or CapacityMonth()
    return YearRow(
        month=month,
        declared_kg=Decimal(row.declared_kg),
        verified_kg=Decimal(row.verified_kg),
        promised_kg=Decimal(row.promised_kg),
        expected_kg=expected_kg(month, harvest, stands),
        open_share=open_share(month, stands),
        verified_on=row.verified_on,
        verified_until=row.verified_until,
        verified_how=row.verified_how,
    )


def list_downtimes(business_id: int) -> QuerySet[Downtime]:
    """Those that still count, in order."""
    return Downtime.objects.filter(business_id=business_id, ended_at=None)


def list_stock(product: Product, counted_from: date | None = None) -> list[StockLine]:
    """The last count of each lot and of goods without one; nothing of empty ones."""
    counts = product.stock_counts.select_related("lot").order_by("-counted_on", "-pk")
    terms = getattr(product, "terms", None)
    shelf_life = terms.shelf_life_days if terms is not None else None
    last: dict[int | None, StockCount] = {}
    for count in counts:
        last.setdefault(count.lot_id, count)
    return [
        StockLine(count, shelf_life)
        for count in last.values()
        if count.kg > 0 and (counted_from is None or count.counted_on >= counted_from)
    ]


def list_lines(actor: Actor, product: Product) -> QuerySet[LedgerEntry]:
    """The last lines of the ledger. Raises `Absent`."""
    product = get_product(actor, product.pk)
    return product.ledger.select_related("by", "visit")[:LINES_SHOWN]


def get_downtime(actor: Actor, pk: int) -> Downtime:
    """One that still counts, of a business that the actor may change.

    Raises `Absent` when it is not there or not for this actor to change.
    """
    found = Downtime.objects.filter(pk=pk, ended_at=None).first()
    if found is None:
        raise Absent(f"downtime {pk}")
    get_editable_business(actor, found.business_id)
    return found
