"""Rows of the register as the API says them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    Group,
    GroupMember,
    Lot,
    Product,
)
from wadah.apps.registry.queries.business_list import sees_contact
from wadah.apps.registry.queries.groups import FamilyCapacity, list_groups_of
from wadah.core.values import Month


def number(value: Decimal | None) -> float | None:
    """Kilograms and the like as JSON writes numbers."""
    return None if value is None else float(value)


def amount(value: Decimal | None, currency: str) -> dict[str, str] | None:
    """Money; the amount as text, for a float would round it."""
    return None if value is None else {"amount": f"{value:f}", "currency": currency}


def business_short(row: Business) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "legal_form": row.legal_form,
        "region": row.region_id,
        "district": row.district,
        "village": row.village,
        "family": row.family_id,
        "size_class": row.size_class,
        "is_published": row.is_published,
        "is_example": row.is_example,
    }


def business_json(actor: Actor, row: Business) -> dict[str, Any]:
    """An analyst gets the named list: neither contact nor places nor numbers."""
    whole = sees_contact(actor)
    contact = {
        "owner_name": row.owner_name,
        "phone": row.phone,
        "email": row.email,
        "street": row.street,
    }
    return {
        **business_short(row),
        "made": row.made,
        "about": row.about,
        "kbli": row.kbli,
        "established_on": row.established_on,
        "size_rule": row.size_rule,
        "size_stated": row.size_stated,
        "nib_masked": row.masked_nib if whole else "",
        "contact": contact if whole else None,
        "sites": [_site(site) for site in row.sites.all()] if whole else [],
        "groups": [member.group_id for member in list_groups_of(actor, row)],
    }


def _site(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "region": row.region_id,
        "village": row.village,
        "area_m2": number(row.area_m2),
        "latitude": number(row.latitude),
        "longitude": number(row.longitude),
    }


def product_short(row: Product) -> dict[str, Any]:
    return {
        "id": row.pk,
        "business": row.business_id,
        "family": row.family_id,
        "name": row.name,
        "hs_code": row.hs_code,
        "hs_edition": row.hs_edition,
        "form": row.form,
        "is_published": row.is_published,
        "is_proved": row.is_proved,
    }


def product_json(row: Product) -> dict[str, Any]:
    return {
        **product_short(row),
        "attributes": row.attributes,
        "specs": row.specs,
        "packing": row.packing,
        "min_order_kg": number(row.min_order_kg),
        "price_floor": amount(row.price_floor_amount, row.price_floor_currency),
        "about": row.about,
        "steps": [
            {
                "position": step.position,
                "title": step.title,
                "how": step.how,
                "equipment": step.equipment,
                "checked": step.checked,
                "site": step.site_id,
                "is_outsourced": step.is_outsourced,
            }
            for step in row.steps.all()
        ],
        "raw_materials": [
            {
                "name": material.name,
                "origin": material.origin,
                "region": material.region_id,
                "country": material.country,
                "supplier": material.supplier,
                "share_percent": number(material.share_percent),
            }
            for material in row.raw_materials.all()
        ],
    }


def lot_json(row: Lot) -> dict[str, Any]:
    return {
        "id": row.pk,
        "product": row.product_id,
        "code": row.code,
        "quantity_kg": number(row.quantity_kg),
        "produced_on": row.produced_on,
        "region": row.region_id,
        "attributes": row.attributes,
    }


def capacity_json(row: CapacityMonth) -> dict[str, Any]:
    return {
        "month": str(Month.of(row.month)),
        "declared_kg": number(row.declared_kg),
        "verified_kg": number(row.verified_kg),
        "promised_kg": number(row.promised_kg),
        "free_kg": number(row.free_kg),
        "verified_on": row.verified_on,
    }


def group_short(row: Any) -> dict[str, Any]:
    return {**_group(row), "members": row.member_count}


def group_json(
    row: Group, members: Sequence[GroupMember], capacity: Sequence[FamilyCapacity]
) -> dict[str, Any]:
    return {
        **_group(row),
        "members": row.members.filter(ended_on__isnull=True).count(),
        "about": row.about,
        "visible_members": [
            {
                "business": member.business_id,
                "name": member.business.name,
                "since": member.since,
            }
            for member in members
        ],
        "capacity": [
            {
                "family": one.family,
                "month": str(Month.of(one.month)),
                "makers": one.makers,
                "verified_kg": number(one.verified_kg),
                "free_kg": number(one.free_kg),
            }
            for one in capacity
        ],
    }


def _group(row: Group) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "registration": row.registration,
        "region": row.region_id,
        "village": row.village,
    }
