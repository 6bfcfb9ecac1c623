"""Buyers and their requests, as far as the actor may see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import (
    Buyer,
    BuyerRequest,
    Match,
    PooledShare,
    RequestAnswer,
)
from wadah.core.matching.request_states import LIVE, UNSEEN


def visible_requests(actor: Actor) -> QuerySet[BuyerRequest]:
    """All, own, or those matched to the actor's business or made public."""
    requests = BuyerRequest.objects.select_related(
        "buyer__country", "family", "destination"
    )
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.ALL:
        # What somebody is still writing is his alone.
        others = Q(state=BuyerRequest.State.DRAFT) & ~Q(made_by_id=actor.user_id)
        return requests.exclude(others)
    if actor.organisation_id is None:
        return requests.none()
    if reach is Reach.OWN:
        return requests.filter(buyer__organisation_id=actor.organisation_id)
    if reach is Reach.MATCHED:
        matched = Match.objects.filter(
            product__business__organisation_id=actor.organisation_id
        )
        answered = RequestAnswer.objects.filter(
            business__organisation_id=actor.organisation_id
        )
        mine = Q(pk__in=matched.values("request")) | Q(
            pk__in=answered.values("request")
        )
        asked = PooledShare.objects.filter(
            product__business__organisation_id=actor.organisation_id
        )
        mine |= Q(pk__in=asked.values("offer__request"))
        return requests.exclude(state__in=UNSEEN).filter(Q(is_public=True) | mine)
    return requests.none()


def board_requests(actor: Actor) -> QuerySet[BuyerRequest]:
    """Requests that can be answered now: those in sight, or, for everybody, public."""
    live = Q(state__in=LIVE)
    if actor.reach(Subject.REQUESTS) in (Reach.MATCHED, Reach.ALL):
        return visible_requests(actor).filter(live)
    requests = BuyerRequest.objects.select_related(
        "buyer__country", "family", "destination"
    )
    return requests.filter(live, is_public=True)


def get_request(actor: Actor, pk: int) -> BuyerRequest:
    """One request.

    Raises `Absent` when it is not there or not for this actor.
    """
    request = visible_requests(actor).filter(pk=pk).first()
    if request is None:
        raise Absent(f"request {pk}")
    return request


def my_requests(actor: Actor) -> QuerySet[BuyerRequest]:
    """A buyer's own requests with the number of matches; empty for anybody else."""
    if actor.reach(Subject.REQUESTS) is not Reach.OWN:
        return BuyerRequest.objects.none()
    return visible_requests(actor).annotate(match_count=Count("matches"))


def search_requests(
    actor: Actor, *, text: str = "", state: str = "", destination: str = ""
) -> QuerySet[BuyerRequest]:
    """Visible requests that contain the text and have the state and destination."""
    found = visible_requests(actor).annotate(match_count=Count("matches"))
    if text:
        by_text = (
            Q(family__name_id__icontains=text)
            | Q(family__name_en__icontains=text)
            | Q(words__icontains=text)
        )
        # A business does not know whose request it is: no search may tell.
        if actor.reach(Subject.REQUESTS) is not Reach.MATCHED:
            by_text |= Q(buyer__name__icontains=text)
        found = found.filter(by_text)
    if state:
        found = found.filter(state=state)
    if destination:
        found = found.filter(destination_id=destination)
    return found


def visible_buyers(actor: Actor) -> QuerySet[Buyer]:
    """All for those who see all requests, the own company for a buyer."""
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.ALL:
        return Buyer.objects.all()
    if reach is Reach.OWN and actor.organisation_id is not None:
        return Buyer.objects.filter(organisation_id=actor.organisation_id)
    return Buyer.objects.none()


def get_buyer(actor: Actor, pk: int) -> Buyer:
    """One buyer.

    Raises `Absent` when it is not there or not for this actor.
    """
    buyer = visible_buyers(actor).filter(pk=pk).first()
    if buyer is None:
        raise Absent(f"buyer {pk}")
    return buyer


def find_own_buyer(actor: Actor) -> Buyer | None:
    """The company of a buyer, if he has entered it."""
    if actor.reach(Subject.REQUESTS) is not Reach.OWN:
        return None
    return visible_buyers(actor).first()
