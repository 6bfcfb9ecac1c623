"""Change sets as the people who look after the rules see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.requirements.models import RuleChangeSet

PROPOSERS = frozenset({Role.VERIFIER, Role.ADMINISTRATOR})
DECIDERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
State = RuleChangeSet.State


def list_change_sets(
    actor: Actor, state: str = "", query: str = ""
) -> QuerySet[RuleChangeSet]:
    """Every set that was proposed, and the drafts of one's own."""
    if actor.role not in PROPOSERS | DECIDERS:
        return RuleChangeSet.objects.none()
    found = RuleChangeSet.objects.filter(
        ~Q(state=State.DRAFT) | Q(proposed_by_id=actor.user_id)
    )
    if state:
        found = found.filter(state=state)
    for word in query.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(source__icontains=word)
            | Q(changes__rule_row__icontains=word)
        )
    return (
        found.select_related("proposed_by", "decided_by")
        .annotate(change_count=Count("changes", distinct=True))
        .order_by("-started_at", "-pk")
        .distinct()
    )


def get_change_set(actor: Actor, pk: int) -> RuleChangeSet:
    """Raises `Absent` when there is none or none for this actor."""
    try:
        return list_change_sets(actor).get(pk=pk)
    except RuleChangeSet.DoesNotExist as error:
        raise Absent(pk) from error


def get_own_draft(actor: Actor, pk: int) -> RuleChangeSet:
    """The set of a proposer, whatever became of it, locked until the end of the write.

    Raises `Absent` where it is not his.
    """
    if actor.role not in PROPOSERS:
        raise Absent(pk)
    try:
        return RuleChangeSet.objects.select_for_update().get(
            pk=pk, proposed_by_id=actor.user_id
        )
    except RuleChangeSet.DoesNotExist as error:
        raise Absent(pk) from error


def list_changes_of(rule_row: str) -> QuerySet[RuleChangeSet]:
    """What was approved about a row, the newest first; open to everybody."""
    return RuleChangeSet.objects.filter(
        state=State.APPROVED, changes__rule_row=rule_row
    ).order_by("-decided_at")
