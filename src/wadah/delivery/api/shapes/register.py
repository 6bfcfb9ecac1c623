"""Businesses, products, lots, capacity and groups."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from wadah.delivery.api.shapes.common import (
    Amount,
    Body,
    Day,
    Key,
    Kilograms,
    RegionCode,
    Slug,
    text,
)

Size = Literal["", "micro", "small", "medium", "large"]
MonthText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
# Rupiah; what the column holds.
Rupiah = Annotated[int, Field(strict=True, ge=0, lt=10**17)]


class Contact(Schema):
    """How to reach a business; absent for who may not read it."""

    owner_name: str
    phone: str
    email: str
    street: str


class Site(Schema):
    id: int
    kind: str
    name: str
    region: str | None
    village: str
    area_m2: float | None
    latitude: float | None
    longitude: float | None


class BusinessShort(Schema):
    id: int
    name: str
    legal_form: str
    region: str | None
    district: str
    village: str
    family: str | None
    size_class: str
    is_published: bool
    is_example: bool


class BusinessPage(Schema):
    items: list[BusinessShort]
    next: str | None


class Business(BusinessShort):
    """A business with contact and places as far as the caller may read them."""

    made: str
    about: str
    kbli: str
    established_on: date | None
    size_rule: str
    size_stated: str
    nib_masked: str
    contact: Contact | None
    sites: list[Site]
    groups: list[int]


class BusinessIn(Body):
    """A new business; an officer says who gave consent."""

    name: text(200, 1)  # type: ignore[valid-type]
    region_code: RegionCode
    owner_name: text(200) = ""  # type: ignore[valid-type]
    phone: text(30) = ""  # type: ignore[valid-type]
    email: text(254) = ""  # type: ignore[valid-type]
    street: text(255) = ""  # type: ignore[valid-type]
    village: text(100) = ""  # type: ignore[valid-type]
    district: text(100) = ""  # type: ignore[valid-type]
    legal_form: text(40) = ""  # type: ignore[valid-type]
    about: text(5000) = ""  # type: ignore[valid-type]
    made: text(5000) = ""  # type: ignore[valid-type]
    nib: text(20) = ""  # type: ignore[valid-type]
    kbli: text(5) = ""  # type: ignore[valid-type]
    size_class: Size = ""
    capital_idr: Rupiah | None = None
    annual_sales_idr: Rupiah | None = None
    established_on: Day | None = None
    consent_given_by: text(200) = ""  # type: ignore[valid-type]


class ProductShort(Schema):
    id: int
    business: int
    family: str
    name: str
    hs_code: str
    hs_edition: str
    form: str
    is_published: bool
    is_proved: bool


class ProductPage(Schema):
    items: list[ProductShort]
    next: str | None


class ProductionStep(Schema):
    position: int
    title: str
    how: str
    equipment: str
    checked: str
    site: int | None
    is_outsourced: bool


class RawMaterial(Schema):
    name: str
    origin: str
    region: str | None
    country: str
    supplier: str
    share_percent: float | None


class Product(ProductShort):
    """A product with specification, how it is made and from what."""

    attributes: dict[str, Any]
    specs: list[dict[str, Any]]
    packing: list[str]
    min_order_kg: float | None
    price_floor: Amount | None
    about: str
    steps: list[ProductionStep]
    raw_materials: list[RawMaterial]


class SpecLineIn(Body):
    """A bound on one parameter: `value`, or `min` and `max` of `between`."""

    parameter: Annotated[
        str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_.]{0,79}$")
    ]
    operator: Literal["<=", "<", ">=", ">", "=", "!=", "between", "in"]
    value: Any = None
    min: Annotated[float, Field(strict=True, allow_inf_nan=False)] | None = None
    max: Annotated[float, Field(strict=True, allow_inf_nan=False)] | None = None
    unit: text(20) | None = None  # type: ignore[valid-type]
    basis: text(20) | None = None  # type: ignore[valid-type]
    qualifier: text(60) | None = None  # type: ignore[valid-type]


class ProductIn(Body):
    """A new product; without an HS code it gets the usual one of its family."""

    family: Slug
    name: text(200, 1)  # type: ignore[valid-type]
    form: text(40) = ""  # type: ignore[valid-type]
    hs_code: text(12) = ""  # type: ignore[valid-type]
    attributes: dict[str, Any] = {}
    specs: Annotated[list[SpecLineIn], Field(max_length=60)] = []
    packing: Annotated[list[text(60)], Field(max_length=40)] = []  # type: ignore[valid-type]
    min_order_kg: Kilograms | None = None
    about: text(5000) = ""  # type: ignore[valid-type]
    is_published: Annotated[bool, Field(strict=True)] = False


class Lot(Schema):
    id: int
    product: int
    code: str
    quantity_kg: float
    produced_on: date | None
    region: str | None
    attributes: dict[str, Any]


class LotPage(Schema):
    items: list[Lot]
    next: str | None


class LotIn(Body):
    code: text(60, 1)  # type: ignore[valid-type]
    quantity_kg: Annotated[
        float, Field(strict=True, ge=0.001, lt=10**10, allow_inf_nan=False)
    ]
    produced_on: Day | None = None
    region_code: RegionCode | None = None


class Capacity(Schema):
    """Kilograms of one product in one month; free is verified less promised."""

    month: str
    declared_kg: float
    verified_kg: float
    promised_kg: float
    free_kg: float
    verified_on: date | None


class CapacityPage(Schema):
    items: list[Capacity]
    next: str | None


class CapacityIn(Body):
    """What the business says it can make; an officer verifies it on his page."""

    month: MonthText
    kg: Kilograms


class GroupShort(Schema):
    id: int
    kind: str
    name: str
    registration: str
    region: str | None
    village: str
    members: int


class GroupPage(Schema):
    items: list[GroupShort]
    next: str | None


class GroupMember(Schema):
    business: int
    name: str
    since: date | None


class FamilyCapacity(Schema):
    family: str
    month: str
    makers: int
    verified_kg: float
    free_kg: float


class Group(GroupShort):
    """A group with the members that the caller may see."""

    about: str
    visible_members: list[GroupMember]
    capacity: list[FamilyCapacity]


class BusinessFilterQuery(Schema):
    """Words of name, place or product; a region covers what lies in it."""

    q: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] = ""
    region: RegionCode | None = None
    family: Slug | None = None
    group: Key | None = None


class GroupFilterQuery(Schema):
    """Words of name, number or place."""

    q: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] = ""
    kind: (
        Literal["cooperative", "farmer_group", "joint_business", "village_cluster"]
        | None
    ) = None
    region: RegionCode | None = None
