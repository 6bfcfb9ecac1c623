"""An officer lets a request out, to all or to those it fits, or returns it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.request_moves import (
    lock_request,
    move_along,
    must_not_be_refused,
)
from wadah.apps.matching.request_telling import tell_buyer, tell_matched
from wadah.core.values import InvalidInput, Text, unknown_word

DECISIONS = ("publish", "target", "return")


@transaction.atomic
def moderate_request(
    *, actor: Actor, request: BuyerRequest, decision: str, comment: str = "",
    now: datetime,
) -> BuyerRequest:  # fmt: skip
    """Publish it, target it at the businesses that were matched, or return it.

    Raises `Absent`, `InvalidInput` (a return says why), `Refused` (MAT-20, MAT-26).
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL)
    if decision not in DECISIONS:
        raise unknown_word("decision", decision, DECISIONS)
    if decision == "return" and not comment.strip():
        raise InvalidInput("comment", "required", _COMMENT)
    wanted = lock_request(actor, request)
    before = {"state": wanted.state, "is_public": wanted.is_public}
    if decision != "return":
        must_not_be_refused(wanted.buyer_id)
        wanted.is_public = decision == "publish"
    move_along(wanted, decision, actor=actor, now=now, note=comment)
    if decision == "return":
        tell_buyer(wanted, "request_returned", comment=comment.strip())
    else:
        if before["state"] == BuyerRequest.State.SUBMITTED:
            tell_buyer(wanted, "request_published")
        tell_matched(wanted, now)
    write_audit_row(
        actor=actor,
        verb=_VERBS[decision],
        target=wanted,
        before=before,
        after={"state": wanted.state, "is_public": wanted.is_public},
    )
    return wanted


_VERBS = {
    "publish": "request.published",
    "target": "request.targeted",
    "return": "request.returned",
}
_COMMENT = Text(
    "Tulis apa yang perlu diperbaiki, supaya pembeli dapat mengajukannya lagi.",
    "Write what is to be mended, so that the buyer can hand it in again.",
)
