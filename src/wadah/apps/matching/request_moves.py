"""Moves requests and answers along their tables; the actions call it and audit."""

from __future__ import annotations

from datetime import datetime, timedelta

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import Refused, require
from wadah.apps.matching.models import (
    Buyer,
    BuyerRequest,
    DueDiligence,
    RequestAnswer,
    RequestMove,
)
from wadah.apps.matching.process_rules import (
    ANSWER_MOVE_IN_TABLE,
    BUYER_NOT_REFUSED,
    REQUEST_MOVE_IN_TABLE,
    LimitReached,
)
from wadah.apps.matching.queries.answers import get_answer
from wadah.apps.matching.queries.request import get_request
from wadah.core.matching.request_limits import (
    OPEN_REQUESTS_AT_ONCE,
    REQUESTS_A_MONTH,
    Limit,
)
from wadah.core.matching.request_states import (
    LIVE,
    move_answer,
    move_request,
)
from wadah.core.values import MoveNotAllowed

State = BuyerRequest.State


def lock_request(actor: Actor, request: BuyerRequest) -> BuyerRequest:
    """The request, held until the transaction ends. Raises `Absent`."""
    pk = get_request(actor, request.pk).pk
    return BuyerRequest.objects.select_for_update().get(pk=pk)


def lock_answer(actor: Actor, answer: RequestAnswer) -> RequestAnswer:
    """The answer, held until the transaction ends. Raises `Absent`."""
    pk = get_answer(actor, answer.pk).pk
    return RequestAnswer.objects.select_for_update(of=("self",)).get(pk=pk)


def must_speak_for_buyer(actor: Actor) -> None:
    """Raise `Absent` unless the actor is the buyer or an officer who helps him."""
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.OWN)


def move_along(
    request: BuyerRequest, action: str, *, actor: Actor, now: datetime, note: str = ""
) -> RequestMove:
    """Make one move of the locked request. Raises `Refused` by MAT-20."""
    try:
        target = move_request(request.state, action)
    except MoveNotAllowed as error:
        raise Refused(REQUEST_MOVE_IN_TABLE) from error
    if target == State.OPEN and request.published_at is None:
        request.published_at = now
    if target == State.SUBMITTED:
        request.submitted_at = now
    if target == State.CLOSED:
        request.closed_at = now
    row = RequestMove.objects.create(
        request=request, action=action, from_state=request.state, to_state=target,
        note=note.strip(), by_id=actor.user_id, at=now,
    )  # fmt: skip
    request.state = target
    request.save(
        update_fields=["state", "published_at", "submitted_at", "closed_at",
                       "is_public", "outcome"]
    )  # fmt: skip
    return row


def set_answer_state(answer: RequestAnswer, action: str, now: datetime) -> str:
    """Make one move of the locked answer; gives the state before, saves nothing.

    Raises `Refused` by MAT-21.
    """
    before: str = answer.state
    try:
        answer.state = move_answer(before, action)
    except MoveNotAllowed as error:
        raise Refused(ANSWER_MOVE_IN_TABLE) from error
    if action == "accept":
        answer.accepted_at = now
    if action == "consent":
        answer.agreed_at = now
    return before


def must_be_below(limit: Limit, count: int) -> None:
    """Raise `LimitReached` (MAT-22) when one more would be too many."""
    if limit.is_reached(count):
        raise LimitReached(limit)


def must_keep_buyer_limits(actor: Actor, buyer: Buyer, now: datetime) -> None:
    """Raise `LimitReached` for a buyer with too many requests; officers have none."""
    if actor.reach(Subject.REQUESTS) is not Reach.OWN:
        return
    # Locked, so that two tabs cannot both hand in the last one allowed.
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    rows = BuyerRequest.objects.filter(buyer=buyer)
    at_once = rows.filter(state__in=[State.SUBMITTED, *LIVE]).count()
    must_be_below(OPEN_REQUESTS_AT_ONCE, at_once)
    since = now - timedelta(days=REQUESTS_A_MONTH.days or 0)
    must_be_below(REQUESTS_A_MONTH, rows.filter(submitted_at__gte=since).count())


def must_not_be_refused(buyer_id: int) -> None:
    """Raise `Refused` (MAT-26) for a buyer with whom we do not trade."""
    refused = DueDiligence.objects.filter(
        buyer_id=buyer_id,
        state=DueDiligence.State.SIGNED,
        result=DueDiligence.Result.REFUSE,
    )
    require(not refused.exists(), BUYER_NOT_REFUSED)


def must_be_of_business(actor: Actor, answer: RequestAnswer) -> None:
    """Raise `Absent` unless the actor may speak for the business of the answer."""
    if actor.reach(Subject.REQUESTS) is Reach.OWN:
        raise Absent(f"answer {answer.pk}")
