"""What a person follows, and the news he got."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.requirements.models import RuleFollow, RuleNotice

FOLLOWERS = frozenset({Role.OWNER, Role.STAFF, Role.OFFICER, Role.VERIFIER,
                       Role.APPROVER, Role.ADMINISTRATOR})  # fmt: skip


def list_follows(actor: Actor) -> QuerySet[RuleFollow]:
    """One's own alone."""
    return RuleFollow.objects.filter(user_id=actor.user_id or 0).select_related(
        "family", "market"
    )


def list_notices(actor: Actor, kind: str = "") -> QuerySet[RuleNotice]:
    """One's own, what was not read first."""
    found = RuleNotice.objects.filter(user_id=actor.user_id or 0)
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("family", "market")


def count_unread(actor: Actor) -> int:
    """News the person has not looked at."""
    return list_notices(actor).filter(read_at__isnull=True).count()
