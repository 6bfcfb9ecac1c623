"""What the page of a request shows of its life, in the words of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import (
    Buyer,
    BuyerRequest,
    RequestAnswer,
    RequestMessage,
    RequestMove,
)
from wadah.apps.matching.queries.answers import knows_buyer
from wadah.apps.matching.words import BUYER_KINDS
from wadah.apps.registry.models import Business
from wadah.core.matching.contact_words import hide_contact
from wadah.core.matching.request_states import (
    AGREED,
    EDITABLE,
    LIVE,
    OUTCOMES,
    list_answer_actions,
    list_request_actions,
)

BUYER_ACTIONS = frozenset({"accept", "decline", "award"})
BUSINESS_ACTIONS = frozenset({"change", "consent", "withdraw"})


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer with the name its reader may know and what he may do with it."""

    answer: RequestAnswer
    who: str
    value: str
    actions: tuple[str, ...]
    has_contact: bool


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list, with as much of its buyer as the reader may know."""

    request: BuyerRequest
    buyer: str
    state: str


def name_state(request: BuyerRequest) -> str:
    """The state in words; an open one says who is asked."""
    if request.state != BuyerRequest.State.OPEN:
        return str(request.get_state_display())
    return _("published") if request.is_public else _("targeted")


def describe_buyer(buyer: Buyer) -> str:
    """Who asks, without the name: role and country."""
    kind = BUYER_KINDS.get(buyer.kind)
    return _("%(kind)s in %(country)s") % {
        "kind": str(kind) if kind else _("buyer"),
        "country": buyer.country.name,
    }


def describe_business(business: Business) -> str:
    """Who answers, without the name: the region."""
    where = business.region.name if business.region else "Lampung"
    return _("producer in %(region)s") % {"region": where}


def list_request_lines(
    actor: Actor, requests: Iterable[BuyerRequest]
) -> list[RequestLine]:
    """One query for all of them says whose buyer may be named."""
    rows = list(requests)
    known = knows_buyer(actor, [row.pk for row in rows])
    return [
        RequestLine(
            row,
            row.buyer.name if row.pk in known else describe_buyer(row.buyer),
            name_state(row),
        )
        for row in rows
    ]


def name_buyer(actor: Actor, request: BuyerRequest) -> str:
    return list_request_lines(actor, [request])[0].buyer


def show_words(actor: Actor, request: BuyerRequest) -> str:
    """The buyer's own words, without what lets one reach him until both agreed."""
    if knows_buyer(actor, [request.pk]):
        return request.words
    return hide_contact(request.words)


def list_answer_lines(
    actor: Actor, answers: Iterable[RequestAnswer]
) -> list[AnswerLine]:
    reach = actor.reach(Subject.REQUESTS)
    return [_answer_line(reach, answer) for answer in answers]


def _answer_line(reach: Reach, answer: RequestAnswer) -> AnswerLine:
    business = answer.business
    is_named = reach is not Reach.OWN or business.is_published or answer.state in AGREED
    mine = {
        Reach.OWN: BUYER_ACTIONS,
        Reach.MATCHED: BUSINESS_ACTIONS,
        Reach.ALL: BUYER_ACTIONS | BUSINESS_ACTIONS,
    }[reach]
    possible = list_answer_actions(answer.state)
    total = (
        answer.kg * answer.price_amount / 1000
        if answer.price_amount is not None
        else None
    )
    return AnswerLine(
        answer=answer,
        who=business.name if is_named else describe_business(business),
        value=f"{answer.price_currency} {total:,.0f}" if total is not None else "",
        actions=tuple(
            one
            for one in possible
            if one in mine and not (one == "change" and answer.corrections)
        ),
        has_contact=answer.state in AGREED,
    )


def list_open_actions(actor: Actor, request: BuyerRequest) -> frozenset[str]:
    """What this person may do with the request now; the templates ask by name."""
    reach = actor.reach(Subject.REQUESTS)
    possible = set(list_request_actions(request.state))
    allowed: set[str] = set()
    if reach in (Reach.ALL, Reach.OWN):
        allowed |= possible & {"submit", "close"}
        if request.state in EDITABLE:
            allowed.add("edit")
    if reach is Reach.ALL:
        allowed |= possible & {"publish", "target", "return"}
        allowed.discard("submit")
    if request.state in LIVE and reach in (Reach.ALL, Reach.MATCHED):
        allowed.add("answer")
    if request.state == BuyerRequest.State.OPEN:
        allowed.discard("publish" if request.is_public else "target")
    return frozenset(allowed)


def name_outcome(request: BuyerRequest) -> str:
    text = OUTCOMES.get(request.outcome)
    return text.in_language(get_language() or "id") if text else ""


def name_move(move: RequestMove) -> str:
    """What happened, in words."""
    words = {
        "submit": _("handed in"),
        "return": _("returned with a comment"),
        "publish": _("published for every business"),
        "target": _("targeted at those it fits"),
        "answer": _("answered by a business"),
        "award": _("an answer was chosen"),
        "close": _("closed"),
    }
    return words.get(move.action, move.action)


def name_writer(actor: Actor, message: RequestMessage, buyer: str) -> str:
    """Who wrote, as far as the reader may know him."""
    if message.side == "office":
        return _("the export office")
    if message.side == "buyer":
        return buyer
    business = message.business
    if business is None:
        return _("a business")
    is_buyer = actor.reach(Subject.REQUESTS) is Reach.OWN
    if is_buyer and not business.is_published:
        return describe_business(business)
    return business.name
