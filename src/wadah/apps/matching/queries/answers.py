"""Answers to requests, and by them who may know whom."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, RequestAnswer
from wadah.core.matching.request_states import AGREED


def visible_answers(actor: Actor) -> QuerySet[RequestAnswer]:
    """All, those to the own requests, or those of the own business."""
    answers = RequestAnswer.objects.select_related(
        "request__buyer__country", "request__family", "product", "business__region"
    )
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.ALL:
        return answers
    if actor.organisation_id is None:
        return answers.none()
    if reach is Reach.OWN:
        return answers.filter(request__buyer__organisation_id=actor.organisation_id)
    if reach is Reach.MATCHED:
        return answers.filter(business__organisation_id=actor.organisation_id)
    return answers.none()


def get_answer(actor: Actor, pk: int) -> RequestAnswer:
    """One answer.

    Raises `Absent` when it is not there or not for this actor.
    """
    answer = visible_answers(actor).filter(pk=pk).first()
    if answer is None:
        raise Absent(f"answer {pk}")
    return answer


def list_answers(actor: Actor, request: BuyerRequest) -> QuerySet[RequestAnswer]:
    """The answers to a request that the actor may read, in the order they came."""
    return visible_answers(actor).filter(request=request)


def has_agreed_answer(request: BuyerRequest, business_id: int) -> bool:
    """Whether the buyer and this business have both agreed."""
    return request.answers.filter(business_id=business_id, state__in=AGREED).exists()


def knows_buyer(actor: Actor, requests: Collection[int]) -> set[int]:
    """Of these requests, those whose buyer's name the actor may read."""
    if actor.reach(Subject.REQUESTS) in (Reach.ALL, Reach.OWN):
        return set(requests)
    agreed = visible_answers(actor).filter(request__in=requests, state__in=AGREED)
    return set(agreed.values_list("request_id", flat=True))
