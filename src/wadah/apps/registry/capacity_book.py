"""Writes a line of the ledger together with the balance that it gives.

Both stand or fall together: callers run inside a transaction of their own. Whoever
writes to several months takes them in the order of `product_id, month`, so that two
writers never wait for one another.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db import OperationalError, connection
from django.db.models import F, Q
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import CapacityMonth, LedgerEntry

Answer = TypeVar("Answer")
Kind = LedgerEntry.Kind
TRIES = 12
LONGEST_PAUSE_SECONDS = 0.5
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING_STATES = frozenset({"40001", "40P01", "55P03"})
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Checked:
    """How an amount was verified; empty for lines that verify nothing."""

    method: str = ""
    how: str = ""
    evidence: str = ""
    visit_id: int | None = None
    checked_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """By how much a line moves the three amounts, in kilograms."""

    declared_kg: Decimal = _NONE
    verified_kg: Decimal = _NONE
    promised_kg: Decimal = _NONE


def lock_month(product_id: int, month: date) -> CapacityMonth:
    """The balance of the month, made when absent, held until the transaction ends."""
    CapacityMonth.objects.get_or_create(product_id=product_id, month=month)
    return CapacityMonth.objects.select_for_update().get(
        product_id=product_id, month=month
    )


def move(product_id: int, month: date, moves: Moves, today: date | None = None) -> bool:
    """Move the balance, when the result is possible; false when it is not.

    One statement reads, adds and compares under the database's own row lock. With
    `today`, a verification whose day is past counts for nothing.
    """
    rows = CapacityMonth.objects.filter(product_id=product_id, month=month)
    rows = rows.filter(
        Q(verified_kg__gte=F("promised_kg") + (moves.promised_kg - moves.verified_kg))
    )
    if today is not None:
        rows = rows.filter(Q(verified_until=None) | Q(verified_until__gte=today))
    changed = rows.update(
        declared_kg=F("declared_kg") + moves.declared_kg,
        verified_kg=F("verified_kg") + moves.verified_kg,
        promised_kg=F("promised_kg") + moves.promised_kg,
    )
    return changed == 1


def write_line(
    actor: Actor, product_id: int, month: date, kind: str, moves: Moves,
    *, reference: str = "", checked: Checked | None = None,
) -> LedgerEntry:  # fmt: skip
    """Append the line of a move that was made."""
    seen = checked or Checked()
    return LedgerEntry.objects.create(
        product_id=product_id,
        month=month,
        kind=kind,
        declared_change_kg=moves.declared_kg,
        verified_change_kg=moves.verified_kg,
        promised_change_kg=moves.promised_kg,
        reference=reference,
        method=seen.method,
        how=seen.how,
        evidence=seen.evidence,
        visit_id=seen.visit_id,
        checked_on=seen.checked_on,
        valid_until=seen.valid_until,
        by_id=actor.user_id,
    )


def open_ledger() -> int:
    """A first line for every balance that has none, without a loop; how many.

    For balances that were written in bulk: what an example draws.
    """
    balance, line = (
        connection.ops.quote_name(model._meta.db_table)
        for model in (CapacityMonth, LedgerEntry)
    )
    statement = (
        f"INSERT INTO {line} (product_id, month, kind, declared_change_kg, "  # noqa: S608
        "verified_change_kg, promised_change_kg, reference, method, how, evidence, "
        "checked_on, by_id, at) "
        "SELECT product_id, month, %s, declared_kg, verified_kg, promised_kg, '', '', "
        f"verified_how, '', verified_on, verified_by_id, %s FROM {balance} kept "
        f"WHERE NOT EXISTS (SELECT 1 FROM {line} line "
        "WHERE line.product_id = kept.product_id AND line.month = kept.month)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [Kind.OPENED, timezone.now()])
        return int(cursor.rowcount)


def with_patience(work: Callable[[], Answer]) -> Answer:
    """Do the work again while the database is busy with another writer.

    Inside a transaction of somebody else it is done once: only he can start anew.
    """
    if connection.in_atomic_block:
        return work()
    for turn in range(1, TRIES):
        try:
            return work()
        except OperationalError as error:
            if not is_passing(error):
                raise
            # Apart from one another, or all would come back at the same moment.
            pause = min(LONGEST_PAUSE_SECONDS, 0.01 * 2**turn)
            time.sleep(pause * random.uniform(0.5, 1))  # noqa: S311
    return work()


def is_passing(error: OperationalError) -> bool:
    """Busy, deadlock or serialization: another try may well succeed."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _PASSING_STATES or "database is locked" in str(error)
