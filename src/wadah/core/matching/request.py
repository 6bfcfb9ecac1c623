"""What a buyer asks for and what a seller offers, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wadah.core.values import (
    CapacityEntry,
    Document,
    HsCode,
    LabResult,
    Month,
    SpecLine,
    Step,
    Verdict,
)

KG_OF_UNIT = {
    "kg": Decimal(1),
    "t": Decimal(1000),
    "lb": Decimal("0.45359237"),
    "quintal": Decimal(100),
}


PAYMENTS = frozenset(
    (
        "advance advance_balance_copy_documents cad dp da lc_sight lc_usance "
        "open_account mixed"
    ).split()
)
INCOTERMS = (
    "EXW",
    "FCA",
    "FAS",
    "FOB",
    "CFR",
    "CIF",
    "CPT",
    "CIP",
    "DAP",
    "DPU",
    "DDP",
)
ROLES = frozenset(
    (
        "producer trader distributor roaster packer retailer industrial_consumer "
        "recycler fuel_maker agent broker end_user"
    ).split()
)
"""What a buyer or a seller may be; `producer` beside the buyer roles."""

NOT_DETECTED = "not_detected"
"""Value of a specification line that a result below its limit alone meets."""


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money per unit: a unit of mass, or whatever the buyer wrote."""

    amount: Decimal
    currency: str
    unit: str

    def per_kg(self) -> Decimal | None:
        """Amount per kilogram, or None where the unit is no mass."""
        kg = KG_OF_UNIT.get(self.unit)
        return None if kg is None else self.amount / kg


@dataclass(frozen=True, slots=True)
class CertificateNeed:
    """A paper a buyer asks for.

    Parameters
    ----------
    name
        As the buyer's request has it.
    document_type
        Word of the vocabulary.
    scope
        What the scope of the paper must include.
    is_required
        False for a paper that is only welcome.
    is_of_consignment
        True where one paper covers the whole consignment, whoever made the goods.
    """

    name: str
    document_type: str
    scope: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    is_of_consignment: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """One bag or carton: kilograms net and gross, cubic metres when stacked."""

    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal


@dataclass(frozen=True, slots=True)
class Accepted:
    """A share of a pool that its seller has accepted."""

    business: str
    product: str
    month: Month
    kg: Decimal


@dataclass(frozen=True, slots=True)
class PoolTerms:
    """Bounds of a pooled offer: shares 0..1 of the need, heads, kilometres."""

    minimum_share: Decimal | None = None
    maximum_share: Decimal | None = None
    new_exporters: int = 0
    maximum_distance_km: Decimal | None = None
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One product of a request.

    Parameters
    ----------
    quantity_kg
        Kilograms to be filled within the window, or None where the buyer gave none or
        gave pieces whose weight is not known.
    packing
        Words of the vocabulary that are all needed.
    bag_kg, container_kg
        Net weight of a bag and of a full container, where only whole ones go.
    pack
        Weight and room of one pack, for the plan of containers.
    """

    family: str | None
    hs6: str | None = None
    form: str | None = None
    quantity_kg: Decimal | None = None
    specs: tuple[SpecLine, ...] = ()
    certificates: tuple[CertificateNeed, ...] = ()
    packing: tuple[str, ...] = ()
    bag_kg: Decimal | None = None
    container_kg: Decimal | None = None
    pack: Pack | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a buyer asks for, with the terms that hold for every item.

    Parameters
    ----------
    buyer_role, excluded_roles
        What the buyer is, and what a seller must not be; words of `ROLES`.
    """

    items: tuple[RequestItem, ...]
    destination: str | None = None
    price: Price | None = None
    payment: str | None = None
    buyer: str | None = None
    excluded_businesses: frozenset[str] = frozenset()
    incoterm: str | None = None
    buyer_role: str | None = None
    excluded_roles: frozenset[str] = frozenset()
    pool: PoolTerms = PoolTerms()


@dataclass(frozen=True, slots=True)
class Window:
    """Months in which the goods may come, and the last day a paper must hold."""

    first: Month
    last: Month
    last_day: date
    as_of: date

    def has(self, month: Month) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class Lot:
    id: str
    results: tuple[LabResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One product of one business, with what is known of it.

    Parameters
    ----------
    attributes
        Facts in words (`species`, `process`), used where no lot says otherwise.
    min_order_kg
        Least the seller sells at once.
    payment
        Terms the seller takes; empty means any.
    verdict, verdict_steps
        Readiness for the destination with the steps to it; None means not judged.
    has_consent
        Whether the business agreed to be shown to buyers; None means not asked here.
    role, excluded_roles
        What the seller is, and what a buyer must not be; words of `ROLES`.
    distance_km, collection_idr_per_kg
        To the place of collection, and what that costs.
    """

    product: str
    business: str
    family: str
    hs: HsCode | None = None
    form: str | None = None
    region: str | None = None
    lots: tuple[Lot, ...] = ()
    documents: tuple[Document, ...] = ()
    capacity: tuple[CapacityEntry, ...] = ()
    min_order_kg: Decimal | None = None
    packing: frozenset[str] = frozenset()
    price_floor: Price | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    payment: frozenset[str] = frozenset()
    verdict: Verdict | None = None
    verdict_steps: tuple[Step, ...] = ()
    has_consent: bool | None = None
    excluded_buyers: frozenset[str] = frozenset()
    excluded_destinations: frozenset[str] = frozenset()
    role: str | None = None
    excluded_roles: frozenset[str] = frozenset()
    distance_km: Decimal | None = None
    collection_idr_per_kg: Decimal | None = None
    is_new_exporter: bool = False

    def free_in(self, window: Window) -> Decimal:
        """Verified and not yet promised kilograms within the window."""
        free = (e.free_kg for e in self.capacity if window.has(e.month))
        return sum(free, Decimal(0))
