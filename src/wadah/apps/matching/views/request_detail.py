"""The page of a request: what is asked, who can fill it, answers, thread, life."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.matching.buyer_page import summarise_buyer
from wadah.apps.matching.forms.pooled_offer import DAYS_TO_ANSWER, LastDayForm
from wadah.apps.matching.forms.request_life import (
    CloseForm,
    CommentForm,
    MessageForm,
    ReasonForm,
)
from wadah.apps.matching.gloss import list_terms
from wadah.apps.matching.messages import (
    describe_certificates,
    describe_matches,
    describe_pool,
    describe_refusals,
    show_value,
)
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.answers import list_answers
from wadah.apps.matching.queries.match import (
    list_matches,
    list_pool_rows,
    list_promises,
    list_refusals,
)
from wadah.apps.matching.queries.pooled_offers import (
    list_offers_of,
    list_own_shares,
    may_propose,
)
from wadah.apps.matching.queries.request_thread import (
    list_messages,
    list_partners,
    list_views,
)
from wadah.apps.matching.queries.shortlist import list_versions
from wadah.apps.matching.request_page import (
    describe_business,
    list_answer_lines,
    list_open_actions,
    name_buyer,
    name_move,
    name_outcome,
    name_state,
    name_writer,
    show_words,
)
from wadah.apps.matching.words import PACKINGS, PAYMENTS


def show_request(
    request: HttpRequest, wanted: BuyerRequest, status: int = 200,
    **given: forms.Form,
) -> HttpResponse:  # fmt: skip
    """The whole page; `given` are forms that came back with errors."""
    actor = cast(ActorRequest, request).actor
    context: dict[str, Any] = {
        "wanted": wanted,
        **_what_is_asked(actor, wanted),
        **_who_can_fill(actor, wanted),
        **_life(actor, wanted),
        "comment_form": CommentForm(),
        "close_form": CloseForm(),
        "reason_form": ReasonForm(),
        "message_form": MessageForm(partners=list_partner_choices(actor, wanted)),
        **given,
    }
    return render(request, "matching/request_detail.html", context, status=status)


def list_partner_choices(
    actor: Actor, wanted: BuyerRequest
) -> list[tuple[int, str]] | None:
    """With whom alone one can talk; None for a business, which writes to the buyer."""
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.MATCHED:
        return None
    return [
        (
            row.pk,
            row.name
            if reach is Reach.ALL or row.is_published
            else describe_business(row),
        )
        for row in list_partners(wanted).select_related("region")
    ]


def _what_is_asked(actor: Actor, wanted: BuyerRequest) -> dict[str, Any]:
    return {
        "buyer_shown": name_buyer(actor, wanted),
        "words": show_words(actor, wanted),
        "state_shown": name_state(wanted),
        "specs": [show_value(line) for line in wanted.specs],
        "certificates": describe_certificates(wanted.certificates),
        "packing": [PACKINGS.get(word, word) for word in wanted.packing],
        "payment": PAYMENTS.get(wanted.payment, wanted.payment),
        "terms": list_terms(wanted),
        "buyer_summary": summarise_buyer(actor, wanted),
    }


def _who_can_fill(actor: Actor, wanted: BuyerRequest) -> dict[str, Any]:
    return {
        "matches": describe_matches(list_matches(actor, wanted)),
        "refusals": describe_refusals(list_refusals(actor, wanted)),
        "pool_rows": list_pool_rows(actor, wanted),
        "pool_sentence": describe_pool(wanted.pool),
        "shortlists": list_versions(actor, wanted),
        "promises": list_promises(actor, wanted),
        **_pooled(actor, wanted),
    }


def _pooled(actor: Actor, wanted: BuyerRequest) -> dict[str, Any]:
    day = min(timezone.localdate() + DAYS_TO_ANSWER, wanted.window_to)
    return {
        "own_shares": list_own_shares(actor, wanted),
        "pooled_offers": list_offers_of(actor, wanted),
        "may_propose_pool": may_propose(actor, wanted),
        "pooled_day_form": LastDayForm(initial={"expires_on": day}),
    }


def _life(actor: Actor, wanted: BuyerRequest) -> dict[str, Any]:
    buyer = name_buyer(actor, wanted)
    actions = list_open_actions(actor, wanted)
    thread = list_messages(actor, wanted)
    is_side = actor.reach(Subject.REQUESTS) in (Reach.ALL, Reach.OWN)
    return {
        "answers": list_answer_lines(actor, list_answers(actor, wanted)),
        "thread": [(one, name_writer(actor, one, buyer)) for one in thread],
        "views": list_views(actor, wanted) if is_side else [],
        "moves": [(one, name_move(one)) for one in wanted.moves.select_related("by")]
        if is_side
        else [],
        "outcome": name_outcome(wanted),
        "actions": {name: True for name in actions},
        "may_edit": actor.role in (Role.OFFICER, Role.ADMINISTRATOR),
        "is_buyer": actor.role is Role.BUYER,
        "is_business": actor.role in (Role.OWNER, Role.STAFF),
    }
