"""Where a list says otherwise than a record that it may not simply overwrite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wadah.apps.accounts.fields import mask
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.problems import KEPT_BY_HAND, RowProblem, problem
from wadah.apps.registry.importing.record import Values
from wadah.apps.registry.importing.words import match_key
from wadah.apps.registry.models import Business

# The column a person has to look at; derived fields have none of their own.
_COLUMN_OF = {
    "name": "name", "legal_form": "legal_form", "region_id": "regency",
    "district": "district", "village": "village", "street": "street",
    "owner_name": "owner_name", "phone": "phone", "email": "email", "nib": "nib",
    "npwp": "npwp", "kbli": "kbli", "made": "product_name", "data_year": "data_year",
    "workers": "workers", "investment_idr": "investment_idr",
    "production_value_idr": "production_value_idr",
}  # fmt: skip
_IDENTITY = ("nib", "npwp")


@dataclass(frozen=True, slots=True)
class PlannedDifference:
    """One field of the record with this source key, as kept and as offered."""

    source_key: str
    field: str
    sheet: str
    row: int
    kept: str
    offered: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What the list fills in, and where it says something else."""

    values: Values
    problems: tuple[RowProblem, ...]
    differences: tuple[PlannedDifference, ...]


def merge_by_hand(
    row: int, business: Business, listed: Values, mapping: ColumnMap
) -> Merge:
    """Fill only what is empty; name every field in which the list differs."""
    values = {
        name: listed[name]
        for name in listed
        if getattr(business, name) in ("", None) and listed[name] not in ("", None)
    }
    differing = [
        name
        for name in _COLUMN_OF
        if listed[name] not in ("", None, getattr(business, name))
        and getattr(business, name) not in ("", None)
    ]
    problems = tuple(
        problem(
            KEPT_BY_HAND, row, mapping.column_of(_COLUMN_OF[name]),
            _shown(name, listed[name]),
        )
        for name in differing
    )  # fmt: skip
    differences = tuple(
        _difference(business, name, listed[name], "", row)
        for name in differing
        if name not in _IDENTITY
    )
    return Merge(values, problems, differences)


def compare_record(
    business: Business, listed: Mapping[str, Any], sheet: str, row: int, product: str
) -> list[PlannedDifference]:
    """Every field in which a list says otherwise, or more, than the record.

    An identity number is not shown here, and so is not offered. Where the list names
    no `product`, what is made was taken from its group of goods and says nothing more.
    """
    return [
        _difference(business, name, listed[name], sheet, row)
        for name in _COLUMN_OF
        if name not in _IDENTITY
        and (name != "made" or product)
        and listed[name] not in ("", None)
        and _key(listed[name]) != _key(getattr(business, name))
    ]


def _key(value: object) -> str:
    return "" if value is None else match_key(str(value))


def _difference(
    business: Business, name: str, offered: object, sheet: str, row: int
) -> PlannedDifference:
    kept = getattr(business, name)
    return PlannedDifference(
        source_key=business.source_key,
        field=name,
        sheet=sheet,
        row=row,
        kept="" if kept is None else str(kept),
        offered=str(offered),
    )


def _shown(field: str, value: object) -> str:
    return mask(str(value)) if field in _IDENTITY else str(value)
