"""Deals and rungs, as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.registry.queries.business import of_visible
from wadah.core.exports import RungEntry, RungTotal, total_rungs


def visible_deals(actor: Actor) -> QuerySet[Deal]:
    """Own deals, those of businesses in his care, or with a rung to confirm."""
    deals = Deal.objects.select_related(
        "product__business", "product__family", "request__buyer", "request__destination"
    )
    reach = actor.reach(Subject.DEALS)
    if reach is Reach.ALL:
        return deals
    if reach is Reach.CONSENTED:
        return deals.filter(of_visible(actor, "product__business_id"))
    if reach is Reach.QUEUE:
        return deals.filter(pk__in=_rungs_in_queue(actor).values("deal_id"))
    if reach is Reach.OWN and actor.organisation_id is not None:
        return deals.filter(_is_own(actor))
    return deals.none()


def get_deal(actor: Actor, pk: int) -> Deal:
    """One deal.

    Raises `Absent` when it is not there or not for this actor.
    """
    deal = visible_deals(actor).filter(pk=pk).first()
    if deal is None:
        raise Absent(f"deal {pk}")
    return deal


def get_rung(actor: Actor, pk: int) -> DealRung:
    """One rung of a deal the actor may see.

    Raises `Absent` otherwise.
    """
    rungs = DealRung.objects.select_related("deal__product__business")
    rung = rungs.filter(pk=pk, deal__in=visible_deals(actor)).first()
    if rung is None:
        raise Absent(f"rung {pk}")
    return rung


def list_rungs_to_confirm(actor: Actor) -> QuerySet[DealRung]:
    """Rungs that wait for a second person, oldest first, without his own."""
    return (
        DealRung.objects.filter(
            deal__in=visible_deals(actor), confirmed_at__isnull=True
        )
        .exclude(recorded_by_id=actor.user_id)
        .select_related(
            "deal__product__business", "deal__request__buyer", "recorded_by"
        )
        .order_by("recorded_at", "pk")
    )


def list_entries(rungs: Iterable[DealRung]) -> list[RungEntry]:
    """Rungs as core reads them."""
    return [
        RungEntry(
            rung=rung.rung,
            reached_on=rung.reached_on,
            proof=rung.proof,
            value_amount=rung.value_amount,
            value_currency=rung.value_currency,
            port=rung.port,
            is_confirmed=rung.confirmed_at is not None,
        )
        for rung in rungs
    ]


def list_totals(actor: Actor) -> tuple[RungTotal, ...]:
    """Worth per rung and currency of the deals the actor may see."""
    rungs = DealRung.objects.filter(deal__in=visible_deals(actor))
    return total_rungs(list_entries(rungs))


def may_record(actor: Actor) -> bool:
    return actor.role in (Role.OWNER, Role.STAFF, Role.OFFICER, Role.ADMINISTRATOR)


def may_confirm(actor: Actor) -> bool:
    return actor.role in (Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR)


def _is_own(actor: Actor) -> Q:
    if actor.role is Role.BUYER:
        return Q(request__buyer__organisation_id=actor.organisation_id)
    return Q(product__business__organisation_id=actor.organisation_id)


def _rungs_in_queue(actor: Actor) -> QuerySet[DealRung]:
    """Open rungs, and those this approver confirmed, within his organisation's care."""
    if actor.organisation_id is None:
        return DealRung.objects.none()
    return DealRung.objects.filter(
        Q(confirmed_at__isnull=True) | Q(confirmed_by_id=actor.user_id),
        deal__product__business__consents__organisation_id=actor.organisation_id,
        deal__product__business__consents__withdrawn_on__isnull=True,
    )
