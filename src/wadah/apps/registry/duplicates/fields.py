"""The fields of two records side by side, and what each choice writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import decrypt, encrypt
from wadah.apps.registry.models import Business
from wadah.core.language import normalise

FIRST, SECOND = "first", "second"
# Fields that follow another one: whoever takes a name takes its spelling for search.
_FOLLOWERS = {
    "name": ("search_name",),
    "nib": ("nib_fingerprint",),
    "size_class": ("size_rule", "size_stated"),
}
_LINKS = frozenset(("region", "family"))
_ENCRYPTED = frozenset(("nib", "npwp"))
# What the search compares comes first: it is what the officer looks at.
FIELD_LABELS: dict[str, str | Promise] = {
    "name": _("Name"),
    "owner_name": _("Owner"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "region": _("Regency or city"),
    "district": _("District"),
    "village": _("Village"),
    "street": _("Street"),
    "nib": _("Business number (NIB)"),
    "npwp": _("Tax number (NPWP)"),
    "legal_form": _("Legal form"),
    "family": _("Product family"),
    "made": _("Makes"),
    "kbli": _("KBLI"),
    "size_class": _("Size"),
    "established_on": _("Founded on"),
    "workers": _("Workers"),
    "capital_idr": _("Capital (IDR)"),
    "annual_sales_idr": _("Annual sales (IDR)"),
    "investment_idr": _("Investment (IDR)"),
    "production_value_idr": _("Production value (IDR)"),
    "data_year": _("Year of the data"),
    "about": _("About"),
}


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One line of the table; identity numbers only masked."""

    field: str
    label: str | Promise
    first: str
    second: str
    keep: str = FIRST

    @property
    def state(self) -> str:
        """`same`, `differs`, `one` where only one record knows it, or `none`."""
        if not self.first and not self.second:
            return "none"
        if not self.first or not self.second:
            return "one"
        return "same" if _bare(self.first) == _bare(self.second) else "differs"

    @property
    def proposal(self) -> str:
        """The record whose value stays unless a person says otherwise."""
        if not self.first or not self.second:
            return FIRST if self.first else SECOND
        return self.keep


def _bare(text: str) -> str:
    return normalise(text) or text


def list_field_pairs(
    first: Business, second: Business, keep: str = FIRST
) -> list[FieldPair]:
    """Every field that at least one of the records knows; `keep` is proposed."""
    pairs = [
        FieldPair(field, label, _shown(first, field), _shown(second, field), keep)
        for field, label in FIELD_LABELS.items()
    ]
    return [pair for pair in pairs if pair.state != "none"]


def _shown(business: Business, field: str) -> str:
    if field == "nib":
        return business.masked_nib
    if field == "npwp":
        return "•" * max(len(business.npwp) - 4, 0) + business.npwp[-4:]
    value = getattr(business, field)
    if isinstance(value, Decimal):
        return f"{value:,.0f}".replace(",", ".")
    return "" if value is None else str(value)


def take_values(kept: Business, other: Business, fields: list[str]) -> None:
    """Put the values of the other record on the kept one, which is not saved."""
    for field in fields:
        for name in (field, *_FOLLOWERS.get(field, ())):
            setattr(kept, name, getattr(other, name))


def snapshot(business: Business, fields: list[str]) -> dict[str, Any]:
    """The values as they are kept with a merge; identity numbers only encrypted."""
    names = [n for field in fields for n in (field, *_FOLLOWERS.get(field, ()))]
    return {name: _stored(business, name) for name in names}


def _stored(business: Business, name: str) -> Any:
    value = getattr(business, f"{name}_id" if name in _LINKS else name)
    if name in _ENCRYPTED:
        return encrypt(value) if value else ""
    if isinstance(value, date | Decimal):
        return str(value)
    return value


def give_back(
    kept: Business, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Restore what still stands as the merge left it; the fields that were changed."""
    changed = []
    for name, old in before.items():
        if _readable(name, _stored(kept, name)) != _readable(name, after[name]):
            continue
        value = _readable(name, old)
        if name in _LINKS:
            setattr(kept, f"{name}_id", value)
        else:
            setattr(kept, name, _typed(name, value))
        changed.append(name)
    return changed


def _typed(name: str, value: Any) -> Any:
    """Days and amounts stand as text in the record of a merge."""
    column: Any = Business._meta.get_field(name)
    return column.to_python(value)


def _readable(name: str, stored: Any) -> Any:
    """Two encryptions of one number differ; the numbers do not."""
    return decrypt(stored) if name in _ENCRYPTED and stored else stored
