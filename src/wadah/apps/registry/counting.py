"""Keeps the counts of the register while actions change it.

An action that adds, changes, merges or removes businesses, their products' families or
a consent does so inside `keep_counts`. What it counts before and after differs by what
the action did, whatever that was; only the difference is written. Above `MOST_BY_KEY`
businesses the whole register is counted anew instead, which is set-based and faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from wadah.apps.registry.models import Business, Consent, Product, RegisterCount

ALL = "all"
REGION = "region"  # key: region code, empty where it is not known
CONTACTABLE = "contactable"  # of these, with a phone number or an e-mail address
FAMILY = "family"  # key: family of the business
PRODUCT_FAMILY = "product_family"  # businesses with a product of the family
MONTH = "month"  # key: 2026-11, month of entry; for the whole register only
MOST_BY_KEY = 2000

CellKey = tuple[str, str, str]
Cells = Counter[CellKey]
_CONTACT = ~Q(phone="", email="")
_BUSINESS_CONTACT = ~Q(business__phone="", business__email="")
# Everybody who writes counts takes this row first: two who count at once would
# otherwise each miss what the other has not stored yet.
_GUARD: CellKey = ("", "guard", "")


@contextmanager
def keep_counts(*known: int) -> Iterator[list[int]]:
    """Count before and after the block; it may append the keys of new businesses.

    Must run inside the transaction of the action.
    """
    keys = list(known)
    before = count_cells(keys) if 0 < len(keys) <= MOST_BY_KEY else Counter()
    touched: list[int] = []
    yield touched
    touched = sorted({*keys, *touched})
    if len(touched) > MOST_BY_KEY:
        recount()
        return
    after = count_cells(touched) if touched else Counter()
    after.subtract(before)
    _add({cell: count for cell, count in after.items() if count})


def recount() -> list[CellKey]:
    """Count the whole register anew; the cells that had been wrong."""
    _add({})
    kept = {
        (row.scope, row.measure, row.key): row.count
        for row in RegisterCount.objects.exclude(measure=_GUARD[1])
    }
    counted = count_cells(None)
    wrong = [cell for cell in {*kept, *counted} if kept.get(cell, 0) != counted[cell]]
    _add({cell: counted[cell] - kept.get(cell, 0) for cell in wrong})
    RegisterCount.objects.filter(count=0).exclude(measure=_GUARD[1]).delete()
    return wrong


def count_cells(keys: Iterable[int] | None) -> Cells:
    """The cells to which these businesses add, or all of them, without a loop."""
    businesses = Business.objects.filter(merged_into__isnull=True).order_by()
    consents = Consent.objects.filter(
        withdrawn_on__isnull=True, business__merged_into__isnull=True
    ).order_by()
    products = Product.objects.filter(business__merged_into__isnull=True).order_by()
    if keys is not None:
        chosen = list(keys)
        businesses = businesses.filter(pk__in=chosen)
        consents = consents.filter(business__in=chosen)
        products = products.filter(business__in=chosen)
    cells: Cells = Counter()
    _count_all(cells, businesses, products)
    _count_cared_for(cells, consents)
    return cells


def _count_all(
    cells: Cells, businesses: QuerySet[Business], products: QuerySet[Product]
) -> None:
    regions = businesses.values_list("region_id").annotate(
        n=Count("pk"), reached=Count("pk", filter=_CONTACT)
    )
    for region, count, reached in regions:
        cells[ALL, REGION, region or ""] += count
        cells[ALL, CONTACTABLE, region or ""] += reached
    for family, count in _by_family(businesses, "family_id", "pk"):
        cells[ALL, FAMILY, family] += count
    for family, count in _by_family(products, "family_id", "business"):
        cells[ALL, PRODUCT_FAMILY, family] += count
    # By the hour as the database writes it, in UTC: there are few of them, and no
    # function of ours is called for each row.
    hours = businesses.values_list(
        Substr(Cast("created_at", TextField()), 1, len("2026-11-24 07"))
    ).annotate(n=Count("pk"))
    for hour, count in hours:
        moment = datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
        cells[ALL, MONTH, month_key(moment)] += count


def _by_family(
    rows: QuerySet[Business] | QuerySet[Product], family: str, counted: str
) -> Iterable[tuple[str, int]]:
    return (
        rows.filter(**{f"{family}__isnull": False})
        .values_list(family)
        .annotate(n=Count(counted, distinct=True))
    )


def _count_cared_for(cells: Cells, consents: QuerySet[Consent]) -> None:
    regions = consents.values_list("organisation_id", "business__region_id").annotate(
        n=Count("pk"), reached=Count("pk", filter=_BUSINESS_CONTACT)
    )
    for organisation, region, count, reached in regions:
        cells[str(organisation), REGION, region or ""] += count
        cells[str(organisation), CONTACTABLE, region or ""] += reached
    for measure, path, counted in (
        (FAMILY, "business__family_id", "pk"),
        (PRODUCT_FAMILY, "business__products__family_id", "business"),
    ):
        families = (
            consents.filter(**{f"{path}__isnull": False})
            .values_list("organisation_id", path)
            .annotate(n=Count(counted, distinct=True))
        )
        for organisation, family, count in families:
            cells[str(organisation), measure, family] += count


def month_key(moment: datetime) -> str:
    """Local month of entry.

    >>> from datetime import timezone
    >>> month_key(datetime(2026, 10, 31, 18, 0, tzinfo=timezone.utc))
    '2026-11'
    """
    return f"{timezone.localtime(moment):%Y-%m}"


def _add(cells: dict[CellKey, int]) -> None:
    table = connection.ops.quote_name(RegisterCount._meta.db_table)
    statement = (
        f"INSERT INTO {table} (scope, measure, key, count) VALUES (%s, %s, %s, %s) "  # noqa: S608
        "ON CONFLICT (scope, measure, key) "
        f"DO UPDATE SET count = {table}.count + excluded.count"
    )
    rows = [(*_GUARD, 0), *((*cell, count) for cell, count in sorted(cells.items()))]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
