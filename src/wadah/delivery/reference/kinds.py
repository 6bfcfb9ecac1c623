"""The kinds of reference rows that have a screen, and what each screen shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models import (
    Currency,
    DocumentType,
    ExchangeRate,
    Holiday,
    Kept,
    Laboratory,
    LaboratoryScope,
    Parameter,
    Port,
    Region,
    Standing,
)


@dataclass(frozen=True)
class Column:
    """A column of a list: how it is called, read and sorted."""

    label: Any
    read: Callable[[Any], Any]
    sort: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Kind:
    """One table of reference rows as the screens show it."""

    slug: str
    model: type[models.Model]
    title: Any
    lead: Any
    empty: Any
    columns: tuple[Column, ...]
    search: tuple[str, ...]
    fields: tuple[str, ...]
    order: str
    add_label: Any = ""
    related: tuple[str, ...] = field(default=())

    @property
    def may_add(self) -> bool:
        return bool(self.add_label)

    @property
    def is_kept(self) -> bool:
        return issubclass(self.model, Kept)


REGION_KINDS: dict[str, Any] = {
    "province": _("province"), "regency": _("regency"), "city": _("city"),
}  # fmt: skip

BOUND: dict[str, Any] = {
    "S": _("the business or its site"), "L": _("a lot"), "C": _("a consignment"),
}  # fmt: skip


def _name_column(sort: str = "name_id") -> Column:
    return Column(_("Name"), lambda row: row.name, sort)


def _standing(row: Laboratory | LaboratoryScope) -> Standing:
    return row.standing_on(timezone.localdate())


def _until(row: Laboratory | LaboratoryScope) -> date | None:
    return row.valid_until


REGIONS = Kind(
    "regions", Region, _("Regions"),
    _("Provinces, regencies and cities with both code lists. The codes of Kemendagri "
      "and of BPS differ: neither is derived from the other."),
    _("The packaged regions are loaded when Wadah starts."),
    (
        Column(_("Kemendagri code"), lambda row: row.pk, "kemendagri_code"),
        Column(_("BPS code"), lambda row: row.bps_code, "bps_code"),
        Column(_("Name"), lambda row: row.name, "name"),
        Column(_("Kind"), lambda row: REGION_KINDS.get(row.kind, row.kind), "kind"),
        Column(_("Lies in"), lambda row: row.parent or "", "parent__name"),
    ),
    ("kemendagri_code", "bps_code", "name"),
    ("kemendagri_code", "bps_code", "name", "kind", "parent", "disabled_from"),
    "kemendagri_code", _("Add a region"), ("parent",),
)  # fmt: skip
PORTS = Kind(
    "ports", Port, _("Ports"),
    _("Where goods are loaded and where they arrive, by UN/LOCODE."),
    _("The packaged ports are loaded when Wadah starts."),
    (
        Column(_("UN/LOCODE"), lambda row: row.pk, "locode"),
        Column(_("Name"), lambda row: row.name, "name"),
        Column(_("Country"), lambda row: row.market, "market_id"),
        Column(_("Transport"), lambda row: row.get_transport_display(), "transport"),
        Column(_("Used for"), lambda row: row.get_use_display(), "use"),
    ),
    ("locode", "name", "market__name_id", "market__name_en"),
    ("locode", "name", "market", "transport", "use", "disabled_from"),
    "locode", _("Add a port"), ("market",),
)  # fmt: skip
CURRENCIES = Kind(
    "currencies", Currency, _("Currencies"),
    _("Currencies of the markets by ISO 4217, with the decimals they are written in."),
    _("The packaged currencies are loaded when Wadah starts."),
    (
        Column(_("Code"), lambda row: row.pk, "code"),
        _name_column(),
        Column(_("Decimals"), lambda row: row.minor_units, "minor_units", True),
    ),
    ("code", "name_id", "name_en"),
    ("code", "name_id", "name_en", "minor_units", "disabled_from"),
    "code", _("Add a currency"),
)  # fmt: skip
RATES = Kind(
    "rates", ExchangeRate, _("Exchange rates"),
    _("Rupiah for one unit, with the day from which it holds and who published it. The "
      "rate of a day is the last one at or before it."),
    _("No rate is packaged: an old one misleads. Enter the first by hand, or load a "
      "file; the weekly tax rate stands in a decree of the Minister of Finance."),
    (
        Column(_("Holds from"), lambda row: row.valid_on, "valid_on"),
        Column(_("Currency"), lambda row: row.currency_id, "currency_id"),
        Column(_("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column(_("Rupiah for one unit"), lambda row: row.idr_amount, "idr_amount",
               True),
        Column(_("Source"), lambda row: row.source, "source"),
    ),
    ("currency__code", "currency__name_id", "currency__name_en", "source"),
    ("currency", "kind", "valid_on", "idr_amount", "source"),
    "-valid_on", _("Add a rate"), ("currency",),
)  # fmt: skip
HOLIDAYS = Kind(
    "holidays", Holiday, _("Holidays"),
    _("Days off, each with the decree or notice that says so. Packaged are only the "
      "Indonesian days that fall on the same date every year; movable days are set "
      "each year: enter them from the joint decree."),
    _("Enter the days off of the year from the joint decree."),
    (
        Column(_("Day"), lambda row: row.day, "day"),
        _name_column(),
        Column(_("Country"), lambda row: row.market, "market_id"),
        Column(_("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column(_("Source"), lambda row: row.source, "source"),
    ),
    ("name_id", "name_en", "source", "market__name_id", "market__name_en"),
    ("market", "day", "kind", "name_id", "name_en", "source", "disabled_from"),
    "day", _("Add a holiday"), ("market",),
)  # fmt: skip
LABORATORIES = Kind(
    "laboratories", Laboratory, _("Laboratories"),
    _("Who may test, by which accreditation and until when. A lapsed accreditation "
      "stays in the list and is shown as lapsed."),
    _("No laboratory is packaged. Enter the first from its accreditation certificate: "
      "number, dates, and then each parameter of its scope."),
    (
        Column(_("Name"), lambda row: row.name, "name"),
        Column(_("Regency or city"), lambda row: row.region or "", "region__name"),
        Column(_("Accreditation"), lambda row: row.accreditation_number,
               "accreditation_number"),
        Column(_("Valid until"), _until, "valid_until"),
        Column(_("Standing"), _standing),
        Column(_("Checked on"), lambda row: row.checked_on, "checked_on"),
    ),
    ("name", "accreditation_number", "address", "region__name"),
    ("name", "region", "address", "phone", "email", "accredited_by",
     "accreditation_number", "valid_from", "valid_until", "source", "checked_on",
     "disabled_from"),
    "name", _("Add a laboratory"), ("region",),
)  # fmt: skip
SCOPES = Kind(
    "scopes", LaboratoryScope, _("Scopes of laboratories"),
    _("Which parameter each laboratory is accredited for, and by which method. A test "
      "outside the scope proves nothing."),
    _("Enter a laboratory first, then each parameter of its scope."),
    (
        Column(_("Laboratory"), lambda row: row.laboratory, "laboratory__name"),
        Column(_("Parameter"), lambda row: row.parameter, "parameter_id"),
        Column(_("Method"), lambda row: row.method, "method"),
        Column(_("Valid until"),
               lambda row: row.valid_until or row.laboratory.valid_until),
        Column(_("Standing"), _standing),
    ),
    ("laboratory__name", "parameter__name_id", "parameter__name_en", "method"),
    ("laboratory", "parameter", "method", "valid_until", "disabled_from"),
    "laboratory__name", _("Add a parameter to a scope"), ("laboratory", "parameter"),
)  # fmt: skip
DOCUMENT_TYPES = Kind(
    "document-types", DocumentType, _("Document types"),
    _("The papers that rules ask for. The words belong to the rules of this version; "
      "you may stop offering one from a day on and add a note of your office."),
    _("The packaged document types are loaded when Wadah starts."),
    (
        Column(_("Code"), lambda row: row.pk, "slug"),
        _name_column(),
        Column(_("Bound to"), lambda row: BOUND.get(row.bound, row.bound), "bound"),
        Column(_("Note"), lambda row: row.note),
    ),
    ("slug", "name_id", "name_en", "note"),
    ("note", "disabled_from"),
    "slug",
)  # fmt: skip
PARAMETERS = Kind(
    "parameters", Parameter, _("Parameters"),
    _("What a laboratory measures, with unit and basis. The words belong to the rules "
      "of this version; you may stop offering one from a day on and add a note."),
    _("The packaged parameters are loaded when Wadah starts."),
    (
        Column(_("Code"), lambda row: row.pk, "slug"),
        _name_column(),
        Column(_("Unit"), lambda row: row.unit, "unit"),
        Column(_("Basis"), lambda row: row.basis, "basis"),
        Column(_("Note"), lambda row: row.note),
    ),
    ("slug", "name_id", "name_en", "note"),
    ("note", "disabled_from"),
    "slug",
)  # fmt: skip
KINDS = {
    kind.slug: kind
    for kind in (
        REGIONS, PORTS, CURRENCIES, RATES, HOLIDAYS, LABORATORIES, SCOPES,
        DOCUMENT_TYPES, PARAMETERS,
    )
}  # fmt: skip
