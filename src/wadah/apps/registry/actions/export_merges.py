"""The list of merges leaves Wadah; that it did is written down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Merge
from wadah.apps.registry.process_rules import LIST_LEAVES_IN_PARTS
from wadah.apps.registry.queries.duplicates import list_merges
from wadah.apps.registry.sheet_file import synthetic_cell

MOST_ROWS = 5000


@transaction.atomic
def export_merges(*, actor: Actor, text: str, file_format: str) -> list[list[object]]:
    """The merges that fit, a heading first.

    Raises `Absent`, `ExportLimitReached` or `Refused` (REG-05).
    """
    if actor.role not in (Role.OFFICER, Role.ADMINISTRATOR):
        raise Absent("merges")
    found = list(list_merges(actor, text)[: MOST_ROWS + 1])
    require(len(found) <= MOST_ROWS, LIST_LEAVES_IN_PARTS)
    head: list[object] = [
        _("Kept record"), _("Record that became part of it"), _("Synthetic"),
        _("Merged"), _("Merged by"), _("Undone"),
    ]  # fmt: skip
    record_personal_export(
        actor=actor,
        what="merges",
        rows=len(found),
        columns=[str(label) for label in head],
        details={"format": file_format, "text": bool(text)},
    )
    return [head, *map(_row, found)]


def _row(merge: Merge) -> list[object]:
    return [
        merge.kept.name,
        merge.absorbed.name,
        synthetic_cell(merge.kept),
        f"{timezone.localdate(merge.merged_at)}",
        merge.merged_by.name if merge.merged_by else "",
        f"{timezone.localdate(merge.undone_at)}" if merge.undone_at else "",
    ]
