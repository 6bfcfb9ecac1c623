"""Tokens of a person, and the membership for which one can be made."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import ApiToken, Membership


def find_membership(actor: Actor) -> Membership | None:
    """The membership in which the actor acts now."""
    if actor.user_id is None or actor.organisation_id is None or actor.role is None:
        return None
    return Membership.objects.filter(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        ended_on__isnull=True,
    ).first()


def list_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """All tokens of the person, whatever the organisation, the newest first."""
    if actor.user_id is None:
        return ApiToken.objects.none()
    return ApiToken.objects.filter(membership__user_id=actor.user_id).select_related(
        "membership__organisation"
    )


def list_living_tokens(actor: Actor, now: datetime) -> QuerySet[ApiToken]:
    """Those that open something on this moment."""
    return list_tokens(actor).filter(
        revoked_at__isnull=True,
        expires_at__gt=now,
        membership__ended_on__isnull=True,
    )


def get_token(actor: Actor, pk: int) -> ApiToken:
    """One of the person's own tokens that was not ended. Raises `Absent`."""
    token = list_tokens(actor).filter(pk=pk, revoked_at__isnull=True).first()
    if token is None:
        raise Absent(f"token {pk}")
    return token
