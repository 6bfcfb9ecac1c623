"""The cards of the board of requests: what is asked, and can I fill it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.gloss import Term, list_terms
from wadah.apps.matching.messages import describe_step, sentence, show_value
from wadah.apps.matching.models import BuyerRequest, Match, Refusal, RequestAnswer
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.matching.request_page import RequestLine, list_request_lines
from wadah.apps.registry.models import Product
from wadah.core.matching.request_states import LIVE, OPEN_ANSWERS


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the reader's business can fill it: a word, why, and what is missing."""

    code: str  # alone, share, not_yet, not_looked, no_product, not_asked
    title: str
    reasons: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One request on the board."""

    line: RequestLine
    specs: tuple[str, ...]
    terms: tuple[Term, ...]
    fit: Fit
    is_answered: bool
    may_answer: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class _Own:
    """What the reader's businesses have, by request; read once for a whole page."""

    families: frozenset[str]
    matches: dict[int, Match]
    refusals: dict[int, Refusal]
    answered: frozenset[int]
    opened: frozenset[int]


def make_card(actor: Actor, request: BuyerRequest) -> Card:
    return make_cards(actor, [request])[0]


def make_cards(actor: Actor, requests: Iterable[BuyerRequest]) -> list[Card]:
    """The cards of a page, with six queries however many they are."""
    lines = list_request_lines(actor, requests)
    own = _read_own(actor, [line.request.pk for line in lines])
    is_business = actor.reach(Subject.REQUESTS) is Reach.MATCHED
    return [_card(line, own, is_business) for line in lines]


def _card(line: RequestLine, own: _Own, is_business: bool) -> Card:
    request = line.request
    return Card(
        line=line,
        specs=tuple(show_value(spec) for spec in request.specs),
        terms=tuple(list_terms(request)),
        fit=_fit(request, own) if is_business else Fit("not_asked", ""),
        is_answered=request.pk in own.answered,
        may_answer=(
            is_business
            and request.state in LIVE
            and request.family_id in own.families
            and request.pk not in own.answered
        ),
        may_open=request.pk in own.opened,
    )


def _fit(request: BuyerRequest, own: _Own) -> Fit:
    match = own.matches.get(request.pk)
    if match is not None:
        reasons = tuple(sentence(one) for one in match.reasons)
        if match.share_kg is not None:
            return Fit("share", _("Yes, together with others"), reasons)
        return Fit("alone", _("Yes, you can fill it"), reasons)
    refusal = own.refusals.get(request.pk)
    if refusal is not None:
        return Fit(
            "not_yet",
            _("Not yet"),
            tuple(sentence(one.get("text")) for one in refusal.constraints),
            tuple(describe_step(step) for step in refusal.steps),
        )
    if request.family_id in own.families:
        return Fit(
            "not_looked",
            _("You make this; nobody has compared it yet"),
            (_("You can answer now, or ask your officer to compare it first."),),
        )
    return Fit("no_product", _("You have no product of this kind"))


def _read_own(actor: Actor, requests: list[int]) -> _Own:
    sight = visible_requests(actor).order_by().filter(pk__in=requests)
    opened = frozenset(sight.values_list("pk", flat=True))
    if actor.organisation_id is None:
        return _Own(frozenset(), {}, {}, frozenset(), opened)
    mine: dict[str, Any] = {
        "product__business__organisation_id": actor.organisation_id,
        "request__in": requests,
    }
    families = Product.objects.filter(
        business__organisation_id=actor.organisation_id
    ).values_list("family_id", flat=True)
    # The best match and the refusal with the fewest faults stand for the business.
    matches: dict[int, Match] = {}
    for match in Match.objects.filter(**mine).order_by("score", "-pk"):
        matches[match.request_id] = match
    refusals = sorted(
        Refusal.objects.filter(**mine), key=lambda row: (-len(row.constraints), -row.pk)
    )
    answered = RequestAnswer.objects.filter(
        business__organisation_id=actor.organisation_id,
        request__in=requests,
        state__in=[*OPEN_ANSWERS, RequestAnswer.State.AWARDED],
    )
    return _Own(
        families=frozenset(families.distinct()),
        matches=matches,
        refusals={row.request_id: row for row in refusals},
        answered=frozenset(answered.values_list("request_id", flat=True)),
        opened=opened,
    )
