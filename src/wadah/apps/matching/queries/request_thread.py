"""The thread of a request and who saw it, as far as the actor may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, RequestMessage, RequestView
from wadah.apps.matching.queries.request import visible_requests
from wadah.apps.registry.models import Business


def visible_messages(actor: Actor) -> QuerySet[RequestMessage]:
    """Of requests in sight; a business reads what is for all and what is its own."""
    messages = RequestMessage.objects.filter(
        request__in=visible_requests(actor).order_by().values("pk")
    ).select_related("business", "by", "request")
    if actor.reach(Subject.REQUESTS) is Reach.MATCHED:
        own = Q(business__organisation_id=actor.organisation_id or 0)
        return messages.filter(own | Q(business__isnull=True))
    return messages


def get_message(actor: Actor, pk: int) -> RequestMessage:
    """One message.

    Raises `Absent` when it is not there or not for this actor.
    """
    message = visible_messages(actor).filter(pk=pk).first()
    if message is None:
        raise Absent(f"message {pk}")
    return message


def list_messages(actor: Actor, request: BuyerRequest) -> QuerySet[RequestMessage]:
    return visible_messages(actor).filter(request=request)


def list_partners(request: BuyerRequest) -> QuerySet[Business]:
    """Businesses that answered or wrote: with them one can talk alone."""
    answered = Q(pk__in=request.answers.values("business"))
    wrote = Q(pk__in=request.messages.filter(business__isnull=False).values("business"))
    return Business.objects.filter(answered | wrote).order_by("pk")


def list_views(actor: Actor, request: BuyerRequest) -> QuerySet[RequestView]:
    """Who opened it: for the buyer and the officers; a business sees nobody else's."""
    views = request.views.select_related("user", "organisation")
    if actor.reach(Subject.REQUESTS) in (Reach.ALL, Reach.OWN):
        return views
    return views.filter(organisation_id=actor.organisation_id or 0)
