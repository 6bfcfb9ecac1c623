"""What an attaché, a reference, a bank or a past deal says of a buyer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import Buyer, BuyerReport
from wadah.apps.matching.queries.buyers import must_examine
from wadah.apps.matching.queries.request import get_buyer
from wadah.core.values import InvalidInput, Text, unknown_word


@dataclass(frozen=True, slots=True)
class Told:
    """A question, and the answer once it has come."""

    kind: str
    asked_of: str
    asked_on: date
    answered_on: date | None = None
    finding: str = ""
    said: str = ""
    value_amount: Decimal | None = None
    value_currency: str = ""
    days_late: int | None = None


@transaction.atomic
def add_buyer_report(*, actor: Actor, buyer: Buyer, **told: Any) -> BuyerReport:
    """Keep it; `told` takes the fields of `Told`. Raises `Absent`, `InvalidInput`."""
    must_examine(actor)
    row = get_buyer(actor, buyer.pk)
    words = Told(**told)
    check_told(words)
    report = BuyerReport.objects.create(
        buyer=row, recorded_by_id=actor.user_id,
        **{name: getattr(words, name) for name in Told.__slots__},
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="buyer.report_added",
        target=report,
        after={"buyer": row.pk, "kind": words.kind, "finding": words.finding},
    )
    return report


def check_told(words: Told) -> None:
    """Raise `InvalidInput` by its field."""
    if words.kind not in BuyerReport.Kind.values:
        raise unknown_word("kind", words.kind, BuyerReport.Kind.values)
    if words.finding and words.finding not in BuyerReport.Finding.values:
        raise unknown_word("finding", words.finding, BuyerReport.Finding.values)
    if not words.asked_of.strip():
        raise InvalidInput("asked_of", "required", _WHO)
    if words.finding and words.answered_on is None:
        raise InvalidInput("answered_on", "required", _WHEN)
    if words.answered_on is not None and not words.finding:
        raise InvalidInput("finding", "required", _WHAT)
    if words.answered_on is not None and words.answered_on < words.asked_on:
        raise InvalidInput("answered_on", "dates_in_order", _ORDER)


_WHO = Text("Tulis siapa yang ditanya.", "Write who was asked.")
_WHEN = Text("Tulis kapan ia menjawab.", "Write when the answer came.")
_WHAT = Text(
    "Pilih apa arti jawabannya bagi pembeli ini.",
    "Choose what the answer says for this buyer.",
)
_ORDER = Text("Menjawab sebelum ditanya.", "Answered before being asked.")
