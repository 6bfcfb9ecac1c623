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
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
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
EXPLAINED = 50

# Of those too small alone so many, the largest, are looked at for a pool. A convention
# of this project: whoever brings less than two hundred others seldom pays for his stop.
POOLED = 200

NOT_READY = (Verdict.NOT_READY, Verdict.PROHIBITED)

# In this order a product is asked, and counted under the first that speaks against it:
# what a column holds before what another table holds, and the market at last. Who fails
# later is nearer to a yes.
CODES = (
    "excluded_by_buyer", "form", "minimum_order", "price_floor", "consent", "volume",
    "window", "readiness",
)  # fmt: skip
_WINDOW = CODES.index("window")

# Of what is only mistaken for the goods so many are named.
NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Screen:
    """What the tables say of the products in sight.

    Parameters
    ----------
    able
        Keys of the products against which no column speaks.
    small
        Keys of those against which only the volume speaks, the largest first, at most
        `POOLED`: they may fill the item together.
    near
        Keys of others left out that come nearest, at most `EXPLAINED`, and of some
        neighbours of the family.
    left_out
        How many of the family were left out, by the first code that speaks against
        them; with `able` they make up `seen`.
    seen
        Products of the family in sight.
    """

    able: tuple[int, ...]
    small: tuple[int, ...]
    near: tuple[int, ...]
    left_out: dict[str, int]
    seen: int

    @property
    def keys(self) -> tuple[int, ...]:
        """Whose lots and papers are worth reading."""
        return (*self.able, *self.small, *self.near)


def screen_products(
    actor: Actor, item: RequestItem, terms: Request, window: Window
) -> Screen:
    """Hold every product of the family against the item; two queries, however many.

    Raises `InvalidInput` when the item names no family.
    """
    if item.family is None:
        raise InvalidInput("request.items[0].family", "required", _FAMILY)
    visible = visible_products(actor).order_by()
    rows = visible.filter(family=item.family).values_list(
        "pk", _against(_faults(item, terms, window)), _free_kg(window)
    )
    need = float(item.quantity_kg or 0)
    out: dict[str, list[int]] = {code: [] for code in CODES}
    able: list[int] = []
    small: list[tuple[float, int]] = []
    for key, place, free in rows.iterator(chunk_size=10_000):
        if place == len(CODES):
            if free >= need:
                able.append(key)
            else:
                small.append((-float(free), key))
        else:
            # No row of the ledger at all is no question of the months.
            is_empty = place == _WINDOW and free is None
            out["volume" if is_empty else CODES[place]].append(key)
    near = [key for code in reversed(CODES) for key in sorted(out[code])[:EXPLAINED]]
    counts = {code: len(keys) for code, keys in out.items()}
    counts["volume"] += len(small)
    return Screen(
        tuple(sorted(able)),
        tuple(key for _, key in sorted(small)[:POOLED]),
        (*near[:EXPLAINED], *_neighbours(visible, item.family)),
        {code: count for code, count in counts.items() if count},
        len(able) + sum(counts.values()),
    )


def _against(faults: dict[str, Q]) -> Case:
    """The place in `CODES` of the first fault; their number where there is none."""
    return Case(
        *(
            When(faults[code], then=Value(place))
            for place, code in enumerate(CODES)
            if code in faults
        ),
        default=Value(len(CODES)),
        output_field=IntegerField(),
    )


def _free_kg(window: Window) -> Subquery:
    """Free kilograms of the window; null for a product without any capacity."""
    months = _months(window)
    free = CapacityMonth.objects.filter(
        product=OuterRef("pk"), verified_kg__gt=F("promised_kg")
    )
    total = Coalesce(
        Sum(F("verified_kg") - F("promised_kg"), filter=months), 0.0,
        output_field=FloatField(),
    )  # fmt: skip
    summed = free.order_by().values("product").annotate(kg=total)
    return Subquery(summed.values("kg"), output_field=FloatField())


def _months(window: Window) -> Q:
    after = window.last.next().first_day()
    return Q(month__gte=window.first.first_day(), month__lt=after)


def _neighbours(visible: QuerySet[Product], family: str) -> tuple[int, ...]:
    slugs = with_neighbours([family]) - {family}
    found = visible.filter(family__in=slugs).order_by("pk") if slugs else visible.none()
    return tuple(found.values_list("pk", flat=True)[:NEIGHBOURS])


def _faults(item: RequestItem, terms: Request, window: Window) -> dict[str, Q]:
    """A condition for each code that the tables can decide."""
    in_window = CapacityMonth.objects.filter(
        _months(window), product=OuterRef("pk"), verified_kg__gt=F("promised_kg")
    )
    faults: dict[str, Q] = {
        "consent": Q(business__organisation__isnull=True) & ~Q(_consented()),
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
