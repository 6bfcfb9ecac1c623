"""Requests of people about their data, for who may answer them."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import DataRequest, Role
from wadah.apps.registry.queries.business import of_visible


def list_data_requests(actor: Actor) -> QuerySet[DataRequest]:
    """All for an administrator; for an officer those of people he cares for.

    His own he does not answer himself. Raises `Absent`.
    """
    found = DataRequest.objects.exclude(kind=DataRequest.Kind.COPY).select_related(
        "user", "decided_by"
    )
    if actor.role is Role.ADMINISTRATOR:
        return found
    if actor.role is not Role.OFFICER:
        raise Absent("data requests")
    return (
        found.exclude(user_id=actor.user_id or 0)
        .filter(of_visible(actor, "user__memberships__organisation__business"))
        .distinct()
    )


def get_data_request(actor: Actor, pk: int) -> DataRequest:
    """One that this actor may answer. Raises `Absent`."""
    request = list_data_requests(actor).filter(pk=pk).first()
    if request is None:
        raise Absent(f"data request {pk}")
    return request


def list_own_requests(actor: Actor) -> QuerySet[DataRequest]:
    """What the person asked for, latest first."""
    return DataRequest.objects.filter(user_id=actor.user_id or 0)
