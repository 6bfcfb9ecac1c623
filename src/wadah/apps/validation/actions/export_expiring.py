"""The list of papers that end leaves Wadah; that it did is written down."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.sheet_file import MOST_ROWS, synthetic_cell
from wadah.apps.validation.models import Document
from wadah.apps.validation.paper_messages import name_of
from wadah.apps.validation.queries.expiring import ExpiryFilter, list_expiring


@transaction.atomic
def export_expiring(
    *, actor: Actor, wanted: ExpiryFilter, today: date, file_format: str
) -> list[list[object]]:
    """The papers that fit, a heading first; at most the rows of one file.

    Raises `ExportLimitReached`.
    """
    found = list(list_expiring(actor, wanted, today)[:MOST_ROWS])
    head: list[object] = [
        _("Business"), _("Synthetic"), _("Paper"), _("Product"), _("Number"),
        _("Issued by"), _("Valid until"), _("Days left"), _("State"),
    ]  # fmt: skip
    record_personal_export(
        actor=actor,
        what="expiring_papers",
        rows=len(found),
        columns=[str(label) for label in head],
        details={"format": file_format, "within": wanted.within, "type": wanted.type},
    )
    language = get_language() or "id"
    return [head, *(_row(paper, today, language) for paper in found)]


def _row(paper: Document, today: date, language: str) -> list[object]:
    states = list(paper.states.all())
    left = (paper.expires_on - today).days if paper.expires_on else None
    return [
        paper.business.name,
        synthetic_cell(paper.business),
        name_of(paper, language),
        paper.product.name if paper.product else "",
        paper.number,
        paper.issuer,
        paper.expires_on,
        left,
        str(states[-1].get_state_display()) if states else "",
    ]
