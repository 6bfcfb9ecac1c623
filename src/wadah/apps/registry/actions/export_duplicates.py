"""The queue of possible duplicates leaves Wadah; that it did is written down."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.duplicates.reasons import list_reasons_of, say_score
from wadah.apps.registry.models import Business, PossibleDuplicate
from wadah.apps.registry.process_rules import LIST_LEAVES_IN_PARTS
from wadah.apps.registry.queries.duplicates import PairFilter, list_open_pairs
from wadah.apps.registry.sheet_file import synthetic_cell

MOST_ROWS = 5000


@transaction.atomic
def export_duplicates(
    *, actor: Actor, wanted: PairFilter, file_format: str
) -> list[list[object]]:
    """The pairs that fit, a heading first; no identity numbers, no phone numbers.

    Raises `Absent`, `ExportLimitReached` or `Refused` (REG-05).
    """
    if actor.role not in (Role.OFFICER, Role.ADMINISTRATOR):
        raise Absent("duplicates")
    found = list(list_open_pairs(actor, wanted)[: MOST_ROWS + 1])
    require(len(found) <= MOST_ROWS, LIST_LEAVES_IN_PARTS)
    head: list[object] = [
        _("First record"), _("Place"), _("Synthetic"),
        _("Second record"), _("Place"), _("Synthetic"), _("Score"), _("Reasons"),
    ]  # fmt: skip
    record_personal_export(
        actor=actor,
        what="duplicates",
        rows=len(found),
        columns=[str(label) for label in head],
        details={
            "format": file_format,
            "region": wanted.region,
            "score": wanted.score,
            "text": bool(wanted.text),
        },
    )
    return [head, *map(_row, found)]


def _row(pair: PossibleDuplicate) -> list[object]:
    return [
        *_cells(pair.first),
        *_cells(pair.second),
        str(say_score(pair.score)),
        " ".join(str(reason.text) for reason in list_reasons_of(pair)),
    ]


def _cells(business: Business) -> list[object]:
    region = business.region.name if business.region else ""
    place = ", ".join(part for part in (business.district, region) if part)
    return [business.name, place, synthetic_cell(business)]
