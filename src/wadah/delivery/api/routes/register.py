"""Businesses, products, lots, capacity and groups: read, and entered by the actions."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router, Status
from ninja.decorators import decorate_view

from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.add_lot import add_lot
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.business import get_business
from wadah.apps.registry.queries.business_list import (
    BusinessFilter,
    search_businesses,
)
from wadah.apps.registry.queries.groups import (
    GroupFilter,
    get_group,
    list_members,
    search_groups,
    sum_capacity,
)
from wadah.apps.registry.queries.product import (
    get_lot,
    get_product,
    visible_products,
)
from wadah.core.values import Month
from wadah.delivery.api.idempotency import once
from wadah.delivery.api.paging import PageQuery, cut
from wadah.delivery.api.register_json import (
    business_json,
    business_short,
    capacity_json,
    group_json,
    group_short,
    lot_json,
    product_json,
    product_short,
)
from wadah.delivery.api.security import TOKEN_OR_SESSION, actor_of
from wadah.delivery.api.shapes import register as shapes
from wadah.delivery.api.shapes.common import Key, Problem

router = Router(auth=TOKEN_OR_SESSION, tags=["register"])
READS = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
WRITES = {
    400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem,
    413: Problem, 422: Problem, 429: Problem,
}  # fmt: skip
PathKey = Annotated[Key, Path()]


@router.get(
    "/businesses", response={200: shapes.BusinessPage, **READS}, url_name="businesses"
)
def businesses(
    request: HttpRequest,
    page: PageQuery,
    wanted: Annotated[shapes.BusinessFilterQuery, Query()],
) -> dict[str, Any]:
    """The businesses that the caller may see."""
    actor = actor_of(request)
    rows = search_businesses(
        actor,
        BusinessFilter(
            text=wanted.q, region=wanted.region or "", family=wanted.family or ""
        ),
    )
    if wanted.group is not None:
        members = get_group(actor, wanted.group).members.filter(ended_on__isnull=True)
        rows = rows.filter(pk__in=members.values("business"))
    return cut(rows, page).as_json(business_short)


@router.post(
    "/businesses", response={201: shapes.Business, **WRITES}, url_name="businesses"
)
@decorate_view(once)
def business_add(
    request: HttpRequest, data: shapes.BusinessIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    """Enter a business: one's own, or another's with his consent."""
    actor = actor_of(request)
    row = add_business(actor=actor, **data.dict())
    response["Location"] = reverse("api:business", args=[row.pk])
    return Status(201, business_json(actor, get_business(actor, row.pk)))


@router.get(
    "/businesses/{pk}", response={200: shapes.Business, **READS}, url_name="business"
)
def business(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One business; contact and places as far as the caller may read them."""
    actor = actor_of(request)
    return business_json(actor, get_business(actor, pk))


@router.get(
    "/businesses/{pk}/products",
    response={200: shapes.ProductPage, **READS},
    url_name="business_products",
)
def business_products(
    request: HttpRequest, pk: PathKey, page: PageQuery
) -> dict[str, Any]:
    """The products of a business, published or not."""
    actor = actor_of(request)
    rows = visible_products(actor).filter(business=get_business(actor, pk))
    return cut(rows, page).as_json(product_short)


@router.post(
    "/businesses/{pk}/products",
    response={201: shapes.Product, **WRITES},
    url_name="business_products",
)
@decorate_view(once)
def product_add(
    request: HttpRequest,
    pk: PathKey,
    data: shapes.ProductIn,
    response: HttpResponse,
) -> Status[dict[str, Any]]:
    """Enter a product under a business."""
    actor = actor_of(request)
    values = data.dict()
    values["specs"] = [
        {key: part for key, part in line.items() if part is not None}
        for line in values["specs"]
    ]
    kg = values.pop("min_order_kg")
    row = add_product(
        actor=actor,
        business=get_business(actor, pk),
        min_order_kg=None if kg is None else Decimal(str(kg)),
        **values,
    )
    response["Location"] = reverse("api:product", args=[row.pk])
    return Status(201, product_json(get_product(actor, row.pk)))


@router.get(
    "/products/{pk}", response={200: shapes.Product, **READS}, url_name="product"
)
def product(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One product with specification, steps of production and raw materials."""
    return product_json(get_product(actor_of(request), pk))


@router.get(
    "/products/{pk}/lots",
    response={200: shapes.LotPage, **READS},
    url_name="product_lots",
)
def product_lots(request: HttpRequest, pk: PathKey, page: PageQuery) -> dict[str, Any]:
    """The lots of a product."""
    rows = Lot.objects.filter(product=get_product(actor_of(request), pk))
    return cut(rows, page).as_json(lot_json)


@router.post(
    "/products/{pk}/lots",
    response={201: shapes.Lot, **WRITES},
    url_name="product_lots",
)
@decorate_view(once)
def lot_add(
    request: HttpRequest, pk: PathKey, data: shapes.LotIn, response: HttpResponse
) -> Status[dict[str, Any]]:
    """Enter a lot: the smallest quantity with one history."""
    actor = actor_of(request)
    row = add_lot(
        actor=actor,
        product=get_product(actor, pk),
        code=data.code,
        quantity_kg=Decimal(str(data.quantity_kg)),
        produced_on=data.produced_on,
        region_code=data.region_code or "",
    )
    response["Location"] = reverse("api:lot", args=[row.pk])
    return Status(201, lot_json(row))


@router.get("/lots/{pk}", response={200: shapes.Lot, **READS}, url_name="lot")
def lot(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One lot."""
    return lot_json(get_lot(actor_of(request), pk))


@router.get(
    "/products/{pk}/capacity",
    response={200: shapes.CapacityPage, **READS},
    url_name="product_capacity",
)
def product_capacity(
    request: HttpRequest, pk: PathKey, page: PageQuery
) -> dict[str, Any]:
    """Declared, verified, promised and free kilograms by month."""
    rows = get_product(actor_of(request), pk).capacity.all()
    return cut(rows, page).as_json(capacity_json)


@router.post(
    "/products/{pk}/capacity",
    response={201: shapes.Capacity, **WRITES},
    url_name="product_capacity",
)
@decorate_view(once)
def capacity_declare(
    request: HttpRequest, pk: PathKey, data: shapes.CapacityIn
) -> Status[dict[str, Any]]:
    """Say how much can be made in a month; what was verified stays."""
    actor = actor_of(request)
    row = declare_capacity(
        actor=actor,
        product=get_product(actor, pk),
        month=Month.parse(data.month),
        kg=Decimal(str(data.kg)),
    )
    return Status(201, capacity_json(row))


@router.get("/groups", response={200: shapes.GroupPage, **READS}, url_name="groups")
def groups(
    request: HttpRequest,
    page: PageQuery,
    wanted: Annotated[shapes.GroupFilterQuery, Query()],
) -> dict[str, Any]:
    """Cooperatives, farmer groups, joint businesses and village clusters."""
    found = search_groups(
        actor_of(request),
        GroupFilter(text=wanted.q, kind=wanted.kind or "", region=wanted.region or ""),
    )
    return cut(found, page).as_json(group_short)


@router.get("/groups/{pk}", response={200: shapes.Group, **READS}, url_name="group")
def group(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One group with the members in sight and what they can make together."""
    actor = actor_of(request)
    found = get_group(actor, pk)
    this_month = timezone.localdate().replace(day=1)
    return group_json(
        found, list(list_members(actor, found)), sum_capacity(actor, found, this_month)
    )
