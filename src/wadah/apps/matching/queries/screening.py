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
from wadah.apps.validation.models import (
    CaseVerdict,
    Document,
    LotResult,
    SweptProduct,
    SweptVerdict,
)
from wadah.core.matching import Price, Request, RequestItem, Window
from wadah.core.values import InvalidInput, Text, Verdict

# Of those left out so many are explained in full at once, the nearest to a yes first.
EXPLAINED = 25

# Of those too small alone so many, the largest, are looked at for a pool. A convention
# of this project: whoever brings less than a hundred others seldom pays for his stop.
POOLED = 100

# Of those that no column speaks against so many, the largest, are read with lots and
# papers; a page and an officer cannot use more.
READ = 100

NOT_READY = (Verdict.NOT_READY, Verdict.PROHIBITED)

# In this order a product is asked, and counted under the first that speaks against it:
# what a column holds before what another table holds, and the market at last. Who fails
# later is nearer to a yes.
CODES = (
    "excluded_by_buyer", "form", "minimum_order", "price_floor", "consent", "readiness",
    "certificate", "spec_unknown",
)  # fmt: skip

REPORT = "certificate_of_analysis"

# Lines that a number alone meets, so that a word among the attributes is no answer.
ORDERED = ("<=", "<", ">=", ">", "between")

# Of what is only mistaken for the goods so many are named.
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Screen:
    """What the tables say of the products in sight.

    Parameters
    ----------
    able
        Keys of the products against which no column speaks, the largest first, at most
        `READ`.
    small
        Keys of those against which only the volume speaks, the largest first, at most
        `POOLED`: they may fill the item together.
    near
        Keys of others left out that come nearest, at most `EXPLAINED`, and of some
        neighbours of the family.
    left_out
        How many with capacity in the window were left out, by the first code that
        speaks against them. Those without are counted by `count_idle`.
    unread
        How many more there are against which no column speaks.
    """

    able: tuple[int, ...]
    small: tuple[int, ...]
    near: tuple[int, ...]
    left_out: dict[str, int]
    unread: int

    @property
    def keys(self) -> tuple[int, ...]:
        """Whose lots and papers are worth reading."""
        return (*self.able, *self.small, *self.near)


def screen_products(
    actor: Actor, item: RequestItem, terms: Request, window: Window
) -> Screen:
    """Hold every product with free capacity in the window against the item.

    A few queries, however many products there are. Whoever has no capacity is not
    looked at: most of a register is like that, and only the volume is missing there.

    Raises `InvalidInput` when the item names no family.
    """
    if item.family is None:
        raise InvalidInput("request.items[0].family", "required", _FAMILY)
    visible = visible_products(actor).order_by()
    family = visible.filter(family=item.family)
    said = _said(_faults(item, terms), window)
    # The ledger is asked before the business: it is narrow, and few stand in it.
    holding = Product.objects.filter(_has_free(window), family=item.family).order_by()
    rows = (holding & visible).values_list("pk", said)
    need = float(item.quantity_kg or 0)
    out: list[list[int]] = [[] for _ in CODES]
    able: list[tuple[float, int]] = []
    small: list[tuple[float, int]] = []
    for key, value in rows.iterator(chunk_size=10_000):
        if value < 0:
            out[int(-value) - 1].append(key)
        elif value >= need:
            able.append((-value, key))
        else:
            small.append((-value, key))
    near = [key for keys in reversed(out) for key in sorted(keys)[:EXPLAINED]]
    idle: tuple[int, ...] = ()
    if len(near) < EXPLAINED:
        without = family.exclude(_has_free(window)).order_by("pk")
        idle = tuple(without.values_list("pk", flat=True)[: EXPLAINED - len(near)])
    counts = {code: len(keys) for code, keys in zip(CODES, out, strict=True)}
    counts["volume"] = len(small)
    return Screen(
        able=tuple(key for _, key in sorted(able)[:READ]),
        small=tuple(key for _, key in sorted(small)[:POOLED]),
        near=(*near[:EXPLAINED], *idle, *_neighbours(visible, item.family)),
        left_out={code: count for code, count in counts.items() if count},
        unread=max(len(able) - READ, 0),
    )


def count_idle(actor: Actor, item: RequestItem, window: Window) -> dict[str, int]:
    """Products of the family without free capacity in the window, by code of refusal.

    Counted apart, because it looks at every business of the family.
    """
    if item.family is None:
        return {}
    family = visible_products(actor).order_by().filter(family=item.family)
    without = family.exclude(_has_free(window))
    elsewhere = without.filter(Exists(_free())).count()
    counts = {"volume": without.count() - elsewhere, "window": elsewhere}
    return {code: count for code, count in counts.items() if count}


def _free() -> QuerySet[CapacityMonth]:
    return CapacityMonth.objects.filter(
        product=OuterRef("pk"), verified_kg__gt=F("promised_kg")
    )


def _has_free(window: Window) -> Exists:
    return Exists(_free().filter(_months(window)))


def _said(faults: dict[str, Q], window: Window) -> Case:
    """Free kilograms of the window, or below zero the place of the first fault.

    One column: kilograms are summed for those only against whom nothing speaks.
    """
    return Case(
        *(
            When(faults[code], then=Value(-float(place + 1)))
            for place, code in enumerate(CODES)
            if code in faults
        ),
        default=_free_kg(window),
        output_field=FloatField(),
    )


def _free_kg(window: Window) -> Subquery:
    free = _free().filter(_months(window))
    total = Sum(F("verified_kg") - F("promised_kg"), output_field=FloatField())
    summed = free.order_by().values("product").annotate(kg=total)
    return Subquery(summed.values("kg"), output_field=FloatField())


def _months(window: Window) -> Q:
    after = window.last.next().first_day()
    return Q(month__gte=window.first.first_day(), month__lt=after)


def _neighbours(visible: QuerySet[Product], family: str) -> tuple[int, ...]:
    slugs = with_neighbours([family]) - {family}
    found = visible.filter(family__in=slugs).order_by("pk") if slugs else visible.none()
    return tuple(found.values_list("pk", flat=True)[:NEIGHBOURS])


def _faults(item: RequestItem, terms: Request) -> dict[str, Q]:
    """A condition for each code that the tables can decide."""
    faults: dict[str, Q] = {
        "consent": Q(business__organisation__isnull=True) & ~Q(_consented()),
        **_evidence_faults(item),
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


def _evidence_faults(item: RequestItem) -> dict[str, Q]:
    """Papers of which there is none at all, parameters that no lot was tested for."""
    faults: dict[str, Q] = {}
    papers = [need for need in item.certificates if need.is_required]
    # A report may be replaced by results, a paper of the consignment by another's.
    own = {n.document_type for n in papers if not n.is_of_consignment} - {REPORT}
    for document_type in sorted(own):
        of_type = Document.objects.filter(type=document_type)
        held = Exists(of_type.filter(business=OuterRef("business_id")))
        faults["certificate"] = faults.get("certificate", Q()) | ~Q(held)
    for parameter in sorted({s.parameter for s in item.specs if s.operator in ORDERED}):
        tested = LotResult.objects.filter(
            lot__product=OuterRef("pk"), parameter=parameter
        )
        faults["spec_unknown"] = faults.get("spec_unknown", Q()) | ~Q(Exists(tested))
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
