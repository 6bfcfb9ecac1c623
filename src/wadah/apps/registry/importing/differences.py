"""What a list may still change of a record that somebody has taken in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wadah.apps.accounts.fields import mask
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.problems import KEPT_BY_HAND, RowProblem, problem
from wadah.apps.registry.importing.record import Values

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
class Merge:
    """What the list fills in, and where it says something else."""

    values: Values
    problems: tuple[RowProblem, ...]


def merge_by_hand(
    row: int, stored: Mapping[str, object], listed: Values, mapping: ColumnMap
) -> Merge:
    """Fill only what is empty; name every field in which the list differs."""
    values = {
        field: listed[field]
        for field in listed
        if stored[field] in ("", None) and listed[field] not in ("", None)
    }
    differing = [
        field
        for field in _COLUMN_OF
        if listed[field] not in ("", None, stored[field])
        and stored[field] not in ("", None)
    ]
    problems = tuple(
        problem(
            KEPT_BY_HAND, row, mapping.column_of(_COLUMN_OF[field]),
            _shown(field, listed[field]),
        )
        for field in differing
    )  # fmt: skip
    return Merge(values, problems)


def _shown(field: str, value: object) -> str:
    return mask(str(value)) if field in _IDENTITY else str(value)
