"""Who examined a buyer proposes the result; a second person signs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.matching.buyer_facts import refresh_flags
from wadah.apps.matching.models import DueDiligence, NameHit
from wadah.apps.matching.process_rules import (
    DILIGENCE_IN_ORDER,
    HITS_DECIDED_FIRST,
    RESULT_WITHIN_FLAGS,
)
from wadah.apps.matching.queries.buyers import get_diligence, must_examine
from wadah.core.matching.buyer_risk import FlagFound
from wadah.core.matching.buyer_terms import (
    PAYMENTS_BY_SAFETY,
    list_allowed_payments,
    list_missing_payments,
    may_have_exposure,
    sort_by_safety,
)
from wadah.core.values import InvalidInput, Text, unknown_word

Result = DueDiligence.Result


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: trade or not, how much may be owed, paid in which ways."""

    result: str
    reason: str
    holds_until: date
    exposure_amount: Decimal | None = None
    exposure_currency: str = ""
    payments: Sequence[str] = ()


@transaction.atomic
def propose_diligence(
    *, actor: Actor, diligence: DueDiligence, now: datetime, **proposed: Any
) -> DueDiligence:
    """`proposed` takes the fields of `Proposal`.

    Raises `Absent`, `InvalidInput`, `Refused` (MAT-28, MAT-29, MAT-32).
    """
    must_examine(actor)
    get_diligence(actor, diligence.pk)
    row = DueDiligence.objects.select_for_update(of=("self",)).get(pk=diligence.pk)
    require(row.state == DueDiligence.State.OPEN, DILIGENCE_IN_ORDER)
    today = timezone.localdate(now)
    words = Proposal(**proposed)
    _check(words, today)
    waits = row.hits.filter(state=NameHit.State.POSSIBLE).exists()
    require(row.examined_at is not None and not waits, HITS_DECIDED_FIRST)
    _keep_within(words, refresh_flags(row, today))
    is_refusal = words.result == Result.REFUSE
    row.result, row.reason = words.result, words.reason.strip()
    row.holds_until = words.holds_until
    row.exposure_amount = Decimal(0) if is_refusal else words.exposure_amount
    row.exposure_currency = words.exposure_currency
    row.payments = [] if is_refusal else list(sort_by_safety(words.payments))
    row.state = DueDiligence.State.PROPOSED
    row.proposed_by_id, row.proposed_at = actor.user_id, now
    row.save()
    write_audit_row(
        actor=actor,
        verb="diligence.proposed",
        target=row,
        after={
            "result": row.result,
            "exposure": f"{row.exposure_amount} {row.exposure_currency}",
            "payments": row.payments,
        },
    )
    return row


def _check(words: Proposal, today: date) -> None:
    if words.result not in Result.values:
        raise unknown_word("result", words.result, Result.values)
    if not words.reason.strip():
        raise InvalidInput("reason", "required", _REASON)
    if words.holds_until <= today:
        raise InvalidInput("holds_until", "in_the_past", _PAST)
    for one in words.payments:
        if one not in PAYMENTS_BY_SAFETY:
            raise unknown_word("payments", one, PAYMENTS_BY_SAFETY)
    if words.result == Result.REFUSE:
        return
    if not words.payments:
        raise InvalidInput("payments", "required", _PAYMENTS)
    amount, currency = words.exposure_amount, words.exposure_currency
    if amount is None or amount < 0:
        raise InvalidInput("exposure_amount", "required", _EXPOSURE)
    if not (len(currency) == 3 and currency.isalpha() and currency.isupper()):
        raise InvalidInput("exposure_currency", "currency_code", _CURRENCY)


def _keep_within(words: Proposal, flags: Sequence[FlagFound]) -> None:
    if words.result == Result.REFUSE:
        return
    looser = list_missing_payments(list_allowed_payments(flags), words.payments)
    owes = bool(words.exposure_amount) and not may_have_exposure(flags)
    if looser or owes:
        raise Refused(RESULT_WITHIN_FLAGS)


_REASON = Text(
    "Tulis alasan hasil ini; orang kedua membacanya.",
    "Write why; the second person reads it.",
)
_PAST = Text("Pilih hari sesudah hari ini.", "Choose a day after today.")
_PAYMENTS = Text(
    "Pilih cara bayar yang diizinkan.", "Choose the payment terms that are allowed."
)
_EXPOSURE = Text(
    "Tulis paling banyak berapa yang boleh belum dibayar; nol bila tidak ada.",
    "Write the most that may be unpaid at a time; zero if nothing.",
)
_CURRENCY = Text(
    "Tulis mata uang dengan tiga huruf besar, misalnya USD.",
    "Write the currency as three capital letters, such as USD.",
)
