"""Which products of the registry are worth a closer look for an item, in one query.

What a column of a table decides is decided there, for however many products. It leaves
out only what core would refuse, too, and says why by code; lots, papers and the packing
of the rest are left to core.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.queries.families import with_neighbours
from wadah.apps.registry.models import CapacityMonth, Consent, Product
from wadah.apps.registry.queries.product import visible_products
from wadah.apps.validation.models import CaseVerdict, SweptProduct, SweptVerdict
from wadah.core.matching import Price, Request, RequestItem, Window
from wadah.core.values import InvalidInput, Text, Verdict

# Of those left out so many are explained in full at once, the nearest to a yes first.
EXPLAINED = 100

NOT_READY = (Verdict.NOT_READY, Verdict.PROHIBITED)

# In this order a product is asked, and counted under the first that speaks against it:
# what a column holds before what another table holds, and the market at last. Who fails
# later is nearer to a yes.
CODES = (
    "excluded_by_buyer", "form", "minimum_order", "price_floor", "consent", "volume",
    "window", "readiness",
)  # fmt: skip

# Of what is only mistaken for the goods so many are named.
NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Screen:
    """What the tables say of the products in sight.

    Parameters
    ----------
    able
        Keys of the products against which no column speaks.
    near
        Keys of those left out that come nearest, at most `EXPLAINED`, and of some
        neighbours of the family.
    left_out
        How many of the family were left out, by the first code that speaks against
        them; with `able` they make up `seen`.
    seen
        Products of the family in sight.
    """

    able: tuple[int, ...]
    near: tuple[int, ...]
    left_out: dict[str, int]
    seen: int


def screen_products(
    actor: Actor, item: RequestItem, terms: Request, window: Window
) -> Screen:
    """Hold every product of the family against the item; two queries, however many.

    Raises `InvalidInput` when the item names no family.
    """
    if item.family is None:
        raise InvalidInput("request.items[0].family", "required", _FAMILY)
    faults = _faults(item, terms, window)
    against = Case(
        *(
            When(faults[code], then=Value(place))
            for place, code in enumerate(CODES)
            if code in faults
        ),
        default=Value(len(CODES)),
        output_field=IntegerField(),
    )
    visible = visible_products(actor).order_by()
    rows = visible.filter(family=item.family).values_list("pk", against)
    by_place: list[list[int]] = [[] for _ in range(len(CODES) + 1)]
    for key, place in rows.iterator(chunk_size=10_000):
        by_place[place].append(key)
    *out, able = by_place
    near = [key for keys in reversed(out) for key in sorted(keys)[:EXPLAINED]]
    counts = {code: len(keys) for code, keys in zip(CODES, out, strict=True) if keys}
    return Screen(
        tuple(sorted(able)),
        (*near[:EXPLAINED], *_neighbours(visible, item.family)),
        counts,
        sum(map(len, by_place)),
    )


def _neighbours(visible: QuerySet[Product], family: str) -> tuple[int, ...]:
    slugs = with_neighbours([family]) - {family}
    found = visible.filter(family__in=slugs).order_by("pk") if slugs else visible.none()
    return tuple(found.values_list("pk", flat=True)[:NEIGHBOURS])


def _faults(item: RequestItem, terms: Request, window: Window) -> dict[str, Q]:
    """A condition for each code that the tables can decide."""
    free = CapacityMonth.objects.filter(
        product=OuterRef("pk"), verified_kg__gt=F("promised_kg")
    )
    in_window = free.filter(
        month__gte=window.first.first_day(), month__lt=window.last.next().first_day()
    )
    faults: dict[str, Q] = {
        "consent": Q(business__organisation__isnull=True) & ~Q(_consented()),
        "volume": ~Q(Exists(free)),
        "window": ~Q(Exists(in_window)),
    }
    if item.form:
        faults["form"] = ~Q(form__iexact=item.form)
    if terms.destination:
        said = _verdict_for(terms.destination)
        faults["readiness"] = Q(In(said, [str(one) for one in NOT_READY]))
    if item.quantity_kg is not None:
        faults["minimum_order"] = Q(min_order_kg__gt=item.quantity_kg)
    bid = None if terms.price is None else _for_a_tonne(terms.price)
    if bid is not None and terms.price is not None:
        faults["price_floor"] = Q(
            price_floor_currency=terms.price.currency, price_floor_amount__gt=bid
        )
    excluded = [int(key) for key in terms.excluded_businesses if key.isdigit()]
    if excluded:
        faults["excluded_by_buyer"] = Q(business__in=excluded)
    return faults


def _for_a_tonne(price: Price) -> Decimal | None:
    """Floors are kept for a tonne."""
    per_kg = price.per_kg()
    return None if per_kg is None else per_kg * 1000


def _consented() -> Exists:
    return Exists(
        Consent.objects.filter(
            business=OuterRef("business_id"), withdrawn_on__isnull=True
        )
    )


def _verdict_for(destination: str) -> Coalesce:
    """The youngest verdict of a case, else what the last sweep said."""
    case = CaseVerdict.objects.filter(
        case__product=OuterRef("pk"), case__destination=destination, is_current=True
    ).order_by("-given_at", "-pk")
    swept = SweptVerdict.objects.filter(
        market=destination,
        sweep=OuterRef("sweep_id"),
        outcome=OuterRef("outcome"),
    )
    line = SweptProduct.objects.filter(product=OuterRef("pk")).annotate(
        said=Subquery(swept.values("verdict")[:1])
    )
    return Coalesce(
        Subquery(case.values("verdict")[:1]), Subquery(line.values("said")[:1])
    )


_FAMILY = Text(
    "Sebutkan keluarga produk agar registri dapat dicari.",
    "Name the product family, so that the registry can be searched.",
)
