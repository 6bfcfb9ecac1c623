"""A file of exchange rates enters the reference data, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.models import ExchangeRate


@dataclass(frozen=True, slots=True)
class RateRow:
    """One rate: rupiah for one unit, from a day on."""

    currency: str
    kind: str
    valid_on: date
    idr_amount: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class RateLoad:
    """How many rates were new, corrected, or stood there already."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_exchange_rates(
    *, actor: Actor, rows: Sequence[RateRow], file_name: str
) -> RateLoad:
    """Store the rates of a file that was read without a problem. Raises `Absent`."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    days = {row.valid_on for row in rows}
    there = {
        (rate.currency_id, rate.kind, rate.valid_on): rate
        for rate in ExchangeRate.objects.filter(valid_on__in=days)
    }
    keyed = [((row.currency, row.kind, row.valid_on), row) for row in rows]
    new = [row for key, row in keyed if key not in there]
    changed = [
        row
        for key, row in keyed
        if key in there
        and (there[key].idr_amount, there[key].source) != (row.idr_amount, row.source)
    ]
    before = {
        f"{key[0]} {key[1]} {key[2]}": str(there[key].idr_amount)
        for key, row in keyed
        if row in changed
    }
    ExchangeRate.objects.bulk_create(
        [
            ExchangeRate(
                currency_id=row.currency,
                kind=row.kind,
                valid_on=row.valid_on,
                idr_amount=row.idr_amount,
                source=row.source,
            )
            for row in [*new, *changed]
        ],
        update_conflicts=True,
        unique_fields=["currency", "kind", "valid_on"],
        update_fields=["idr_amount", "source"],
    )
    load = RateLoad(len(new), len(changed), len(rows) - len(new) - len(changed))
    write_audit_row(
        actor=actor,
        verb="exchangerate.loaded",
        target=ExchangeRate(pk=0),
        before=before,
        after={
            "file": file_name,
            "created": load.created,
            "updated": load.updated,
            "unchanged": load.unchanged,
        },
    )
    return load
