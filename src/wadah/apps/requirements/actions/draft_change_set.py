"""A person starts to write down how the rules should change."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.queries.change_set import PROPOSERS
from wadah.core.values import InvalidInput, Text

_EMPTY = Text("Isi dahulu.", "Fill this in.")
_FIELDS = ("title", "reason", "source")


@transaction.atomic
def draft_change_set(
    *, actor: Actor, title: str, reason: str, source: str, effective_on: date
) -> RuleChangeSet:
    """Start a draft; only its maker sees it until it is proposed.

    Raises `Absent` for a role that does not look after the rules, `InvalidInput` for an
    empty field.
    """
    if actor.role not in PROPOSERS or actor.user_id is None:
        raise Absent("rules")
    given = dict(
        zip(_FIELDS, (title.strip(), reason.strip(), source.strip()), strict=True)
    )
    for field, value in given.items():
        if not value:
            raise InvalidInput(field, "required", _EMPTY)
    made = RuleChangeSet.objects.create(
        **given, effective_on=effective_on, proposed_by_id=actor.user_id
    )
    write_audit_row(
        actor=actor,
        verb="rule_change_set.drafted",
        target=made,
        after={**given, "effective_on": effective_on.isoformat()},
    )
    return made
