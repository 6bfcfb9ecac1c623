"""An officer looks who can fill a request, alone or together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.judge import Judgement, judge, readiness_reason
from wadah.apps.matching.models import BuyerRequest, Match, Refusal
from wadah.apps.matching.process_rules import REQUEST_OPEN
from wadah.apps.matching.queries.registry import read_registry
from wadah.apps.matching.queries.request import get_request
from wadah.apps.matching.queries.words import get_words
from wadah.apps.matching.request_json import request_json
from wadah.apps.registry.queries.product import visible_products
from wadah.core.matching import Offer, match_from_json
from wadah.core.matching import Refusal as CoreRefusal
from wadah.core.matching.request_states import LIVE
from wadah.core.values import Text, Verdict


@dataclass(frozen=True, slots=True)
class MatchOutcome:
    """What was found and saved; `pool` is empty when one fills it alone."""

    matches: tuple[Match, ...]
    refusals: tuple[Refusal, ...]
    pool: Mapping[str, Any]


@transaction.atomic
def match_request(*, actor: Actor, request: BuyerRequest, as_of: date) -> MatchOutcome:
    """Judge every product in the actor's sight and replace the last run's rows.

    Raises `Absent`, `Refused` (MAT-02) when the request is closed.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    get_request(actor, request.pk)
    # Locked, so that two runs at once do not write the same rows.
    wanted = BuyerRequest.objects.select_for_update().get(pk=request.pk)
    # A request whose window is over can be filled no more.
    require(wanted.state in LIVE and wanted.window_to >= as_of, REQUEST_OPEN)
    document, words = request_json(wanted, as_of), get_words()
    terms, _, window = match_from_json(document, words, as_of)
    offers = read_registry(actor, document, terms, window, words).offers
    judgement = judge(terms.items[0], offers, terms=terms, window=window)
    outcome = _outcome(wanted, judgement, offers, as_of)
    _replace_rows(actor, wanted, outcome, as_of)
    write_audit_row(
        actor=actor,
        verb="request.matched",
        target=wanted,
        after={
            "as_of": as_of.isoformat(),
            "matches": len(outcome.matches),
            "refusals": len(outcome.refusals),
            "pool": outcome.pool.get("status", ""),
        },
    )
    return outcome


def _outcome(
    request: BuyerRequest, judgement: Judgement, offers: Sequence[Offer], as_of: date
) -> MatchOutcome:
    result = judgement.result
    pool: Mapping[str, Any] = {} if result.matches else judgement.pool
    shares = _shares(pool)
    unsure = {o.product for o in offers if o.verdict is Verdict.CANNOT_TELL}
    matches = [
        Match(
            request=request,
            product_id=int(one.offer.product),
            score=one.score,
            parts={name: round(part, 4) for name, part in one.parts},
            reasons=[reason.as_json() for reason in one.reasons],
            as_of=as_of,
        )
        for one in result.matches
    ]
    refusals = []
    for one in result.refused:
        kg = shares.get(one.offer.product)
        if kg is not None:
            is_unsure = one.offer.product in unsure
            matches.append(_pooled(request, one, kg, is_unsure, as_of))
        else:
            refusals.append(_refusal(request, one, as_of))
    return MatchOutcome(tuple(matches), tuple(refusals), pool)


def _shares(pool: Mapping[str, Any]) -> dict[str, Decimal]:
    """Kilograms of each product in a pool that is filled; a short one fills nothing."""
    shares: dict[str, Decimal] = {}
    if pool.get("status") in (None, "short"):
        return shares
    for share in pool["shares"]:
        kg = Decimal(str(share["kg"]))
        shares[share["product"]] = shares.get(share["product"], Decimal(0)) + kg
    return shares


def _pooled(
    request: BuyerRequest, one: CoreRefusal, kg: Decimal, is_unsure: bool, as_of: date
) -> Match:
    need, brings = _plain(request.quantity_kg), _plain(kg)
    reasons = [
        Text(
            f"Bersama usaha lain memenuhi permintaan: {brings} dari {need} kg.",
            f"Fills the request together with others: {brings} of {need} kg.",
        )
    ]
    if one.offer.verdict is Verdict.READY:
        reasons.append(
            Text(
                "Produk ini siap untuk negara tujuan.",
                "The product is ready for the destination.",
            )
        )
    else:
        reasons.append(readiness_reason(is_unsure, request.destination_id))
    return Match(
        request=request,
        product_id=int(one.offer.product),
        score=one.score,
        reasons=[reason.as_json() for reason in reasons],
        share_kg=kg,
        as_of=as_of,
    )


def _plain(kg: Decimal) -> str:
    """Kilograms without the zeros that the column keeps behind the point."""
    text = f"{kg:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _refusal(request: BuyerRequest, one: CoreRefusal, as_of: date) -> Refusal:
    return Refusal(
        request=request,
        product_id=int(one.offer.product),
        constraints=[
            {
                "code": constraint.code,
                "have": constraint.have,
                "need": constraint.need,
                "text": constraint.text.as_json(),
            }
            for constraint in one.constraints
        ],
        steps=[step.as_json() for step in one.steps],
        as_of=as_of,
    )


def _replace_rows(
    actor: Actor, request: BuyerRequest, outcome: MatchOutcome, as_of: date
) -> None:
    """Four statements, however many products; what others found stays."""
    sight = visible_products(actor).order_by().values("pk")
    request.matches.filter(product__in=sight).delete()
    request.refusals.filter(product__in=sight).delete()
    Match.objects.bulk_create(outcome.matches)
    Refusal.objects.bulk_create(outcome.refusals)
    request.pool = dict(outcome.pool)
    request.matched_on = as_of
    request.save(update_fields=["pool", "matched_on"])
