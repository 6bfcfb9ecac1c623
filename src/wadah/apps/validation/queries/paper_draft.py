"""Files that were handed in and are no papers yet."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import can_edit
from wadah.apps.validation.models import PaperDraft


def get_draft(actor: Actor, pk: int) -> PaperDraft:
    """One draft; only who handed it in sees it, while he may change the business.

    Raises `Absent` otherwise.
    """
    drafts = PaperDraft.objects.select_related("business")
    draft = drafts.filter(pk=pk, by_id=actor.user_id).first()
    if draft is None or not can_edit(actor, draft.business):
        raise Absent(f"draft {pk}")
    return draft


def list_drafts(actor: Actor, business: Business) -> QuerySet[PaperDraft]:
    """What the actor handed in for the business and did not finish."""
    return PaperDraft.objects.filter(business=business, by_id=actor.user_id)
