"""A list of businesses leaves Wadah; that it did is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Business
from wadah.apps.registry.process_rules import LIST_LEAVES_IN_PARTS
from wadah.apps.registry.queries.business_list import (
    BusinessFilter,
    search_businesses,
    sees_contact,
)
from wadah.apps.registry.sheet_file import synthetic_cell

MOST_ROWS = 5000
Column = tuple[object, Callable[[Business], object]]
# Identity numbers are in none of them.
_OPEN: tuple[Column, ...] = (
    (gettext_lazy("Number"), lambda row: row.pk),
    (gettext_lazy("Business"), lambda row: row.name),
    (gettext_lazy("Legal form"), lambda row: row.legal_form),
    (gettext_lazy("Region code"), lambda row: row.region_id or ""),
    (gettext_lazy("Regency or city"), lambda row: str(row.region or "")),
    (gettext_lazy("District"), lambda row: row.district),
    (gettext_lazy("Village"), lambda row: row.village),
    (gettext_lazy("Product family"), lambda row: str(row.family or "")),
    (pgettext_lazy("column", "Makes"), lambda row: row.made),
    (gettext_lazy("Size"), lambda row: row.size_class),
    (gettext_lazy("KBLI code"), lambda row: row.kbli),
    (gettext_lazy("Public"), lambda row: _("yes") if row.is_published else _("no")),
    # Whoever keeps the file must still know which rows are no business.
    (gettext_lazy("Synthetic"), synthetic_cell),
)  # fmt: skip
_CONTACT: tuple[Column, ...] = (
    (gettext_lazy("Owner"), lambda row: row.owner_name),
    (gettext_lazy("Phone"), lambda row: row.phone),
    (gettext_lazy("E-mail"), lambda row: row.email),
    (gettext_lazy("Street"), lambda row: row.street),
)


@transaction.atomic
def export_businesses(
    *, actor: Actor, wanted: BusinessFilter, file_format: str
) -> list[list[object]]:
    """The rows that fit, a heading first; without contact for an analyst.

    Raises `Absent`, `ExportLimitReached` or `Refused` (REG-05).
    """
    actor.must_reach(
        Subject.OTHER_BUSINESS, Reach.CONSENTED, Reach.NAMED_LIST, Reach.ALL
    )
    if actor.user_id is None:
        raise Absent("person")
    found = list(search_businesses(actor, wanted)[: MOST_ROWS + 1])
    require(len(found) <= MOST_ROWS, LIST_LEAVES_IN_PARTS)
    columns = _OPEN + (_CONTACT if sees_contact(actor) else ())
    head: list[object] = [str(label) for label, _read in columns]
    record_personal_export(
        actor=actor,
        what="businesses",
        rows=len(found),
        columns=[str(label) for label in head],
        # Of the words searched for only that there were some: they may be a name.
        details={
            "format": file_format,
            "with_contact": sees_contact(actor),
            "filter": {**asdict(wanted), "text": bool(wanted.text)},
        },
    )
    return [head, *([read(row) for _label, read in columns] for row in found)]
