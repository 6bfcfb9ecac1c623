"""A shortlist that two people chose for the buyer of the example, and his answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import cast

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.approve_shortlist import approve_shortlist
from wadah.apps.matching.actions.change_shortlist_entry import change_shortlist_entry
from wadah.apps.matching.actions.give_feedback import give_feedback
from wadah.apps.matching.actions.make_shortlist import make_shortlist
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.send_shortlist import send_shortlist
from wadah.apps.matching.models import Buyer, BuyerRequest


def build_shortlist(actors: dict[str, Actor], as_of: date) -> None:
    """Of the cinnamon whose proof stands; the buyer asks about its packing."""
    officer, buyer = actors["officer"], actors["buyer"]
    now = timezone.make_aware(datetime.combine(as_of, time(9)))
    wanted = _ask(buyer, officer, now)
    match_request(actor=officer, request=wanted, as_of=as_of)
    shortlist = make_shortlist(actor=officer, request=wanted, now=now)
    first = shortlist.entries.all()[0]
    change_shortlist_entry(
        actor=officer, entry=first,
        note="Tested this autumn; the lot lies ready for samples.",
    )  # fmt: skip
    approve_shortlist(
        actor=actors["approver"], shortlist=shortlist, now=now + timedelta(hours=1)
    )
    send_shortlist(actor=officer, shortlist=shortlist, now=now + timedelta(hours=2))
    give_feedback(
        actor=buyer, entry=first, feedback="question",
        words="Looks right for us. Could you pack it in cartons of 10 kg?",
        now=now + timedelta(hours=5),
    )  # fmt: skip


def _ask(buyer: Actor, officer: Actor, now: datetime) -> BuyerRequest:
    request = add_request(
        actor=buyer,
        buyer=Buyer.objects.get(organisation_id=cast(int, buyer.organisation_id)),
        family="cinnamon_cassia",
        quantity_kg=Decimal(2400),
        window_from=date(2027, 1, 5),
        window_to=date(2027, 3, 31),
        destination="AU",
        words="Cassia bark for our garden shops: ground over cuttings it keeps fungi "
        "away.",
    )
    return moderate_request(actor=officer, request=request, decision="target", now=now)
