"""What pages show of a buyer: how far he was examined, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, DueDiligence
from wadah.apps.matching.queries.exposure import find_signed_diligence
from wadah.apps.matching.words import PAYMENTS
from wadah.core.matching.buyer_terms import sort_by_safety


@dataclass(frozen=True, slots=True)
class BuyerSummary:
    """In one sentence what two people signed, and whether the payment asked fits."""

    sentence: str
    is_warning: bool
    payments: tuple[str, ...]
    payment_fits: bool | None


def summarise_buyer(actor: Actor, request: BuyerRequest) -> BuyerSummary | None:
    """For businesses and officers; the buyer himself reads none of it."""
    if actor.reach(Subject.REQUESTS) not in (Reach.ALL, Reach.MATCHED):
        return None
    signed = find_signed_diligence(request.buyer_id)
    if signed is None:
        return BuyerSummary(
            _("No examination of this buyer holds now. Ship only against payment in "
              "advance or a letter of credit until one does."),
            True, (), None,
        )  # fmt: skip
    payments = sort_by_safety(signed.payments)
    fits = request.payment in payments if request.payment else None
    sentences = {
        DueDiligence.Result.TRADE: _("Two people examined this buyer and found "
                                     "nothing that speaks against him."),
        DueDiligence.Result.CAREFUL: _("Two people examined this buyer: trade with "
                                       "him, carefully."),
        DueDiligence.Result.REFUSE: _("Two people examined this buyer: do not trade "
                                      "with him."),
    }  # fmt: skip
    return BuyerSummary(
        sentences[DueDiligence.Result(signed.result)],
        signed.result != DueDiligence.Result.TRADE or fits is False,
        tuple(str(PAYMENTS[word]) for word in payments),
        fits,
    )
