"""Saved searches of a person."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import SavedSearch


def list_searches(actor: Actor) -> QuerySet[SavedSearch]:
    """The living ones, the newest first."""
    rows = SavedSearch.objects.select_related("family", "destination")
    if actor.user_id is None:
        return rows.none()
    return rows.filter(user_id=actor.user_id, ended_at__isnull=True)
