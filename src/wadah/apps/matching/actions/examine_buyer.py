"""The facts of a due diligence are written down, names looked up, flags raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.buyer_facts import refresh_flags, search_names
from wadah.apps.matching.models import Buyer, DueDiligence
from wadah.apps.matching.process_rules import DILIGENCE_IN_ORDER
from wadah.apps.matching.queries.buyers import must_examine
from wadah.apps.matching.queries.request import get_buyer
from wadah.core.values import InvalidInput, Text, Truth


@dataclass(frozen=True, slots=True)
class Seen:
    """What was asked and seen; None where nobody knows."""

    bank_country: str = ""
    domain_registered_on: date | None = None
    asks_private_originals: bool | None = None
    has_overpaid: bool | None = None
    is_in_company_register: bool | None = None


@transaction.atomic
def examine_buyer(
    *, actor: Actor, buyer: Buyer, now: datetime, **seen: Any
) -> DueDiligence:
    """Open the examination, or go on with the open one; asked again as often as needed.

    `seen` takes the fields of `Seen`. Raises `Absent`, `InvalidInput`, `Refused`
    (MAT-32) while one waits for its second signature.
    """
    must_examine(actor)
    row = get_buyer(actor, buyer.pk)
    # Locked, so that two people do not open two.
    Buyer.objects.select_for_update().get(pk=row.pk)
    facts = Seen(**seen)
    _check(facts, timezone.localdate(now))
    running = row.diligences.filter(
        state__in=[DueDiligence.State.OPEN, DueDiligence.State.PROPOSED]
    ).first()
    if running is None:
        running = DueDiligence(buyer=row, opened_by_id=actor.user_id)
    require(running.state == DueDiligence.State.OPEN, DILIGENCE_IN_ORDER)
    for name in Seen.__slots__:
        setattr(running, name, getattr(facts, name))
    running.examined_at = now
    running.save()
    search_names(running)
    flags = refresh_flags(running, timezone.localdate(now))
    running.save(update_fields=["flags"])
    write_audit_row(
        actor=actor,
        verb="buyer.examined",
        target=running,
        after={
            "buyer": row.pk,
            "flags": [flag.code for flag in flags if flag.truth is Truth.YES],
            "hits": running.hits.count(),
        },
    )
    return running


def _check(facts: Seen, today: date) -> None:
    country = facts.bank_country
    is_code = len(country) == 2 and country.isalpha() and country.isupper()
    if country and not is_code:
        raise InvalidInput("bank_country", "country_code", _COUNTRY)
    if facts.domain_registered_on and facts.domain_registered_on > today:
        raise InvalidInput("domain_registered_on", "in_the_future", _FUTURE)


_COUNTRY = Text(
    "Tulis negara dengan dua huruf besar, misalnya DE.",
    "Write the country as two capital letters, such as DE.",
)
_FUTURE = Text("Tanggal ini belum tiba.", "This day has not come yet.")
