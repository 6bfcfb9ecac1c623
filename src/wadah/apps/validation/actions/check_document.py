"""A second person has looked at a paper."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.models import Document
from wadah.apps.validation.process_rules import VAL_01, VAL_02
from wadah.apps.validation.queries.document import get_document

CHECKERS = frozenset({Role.VERIFIER, Role.OFFICER, Role.ADMINISTRATOR})


@transaction.atomic
def check_document(*, actor: Actor, document: Document, checked_on: date) -> Document:
    """Record that the paper says what was entered.

    Raises `Absent` when the paper is not for this actor, `Refused` by VAL-01 and
    VAL-02.
    """
    if actor.role not in CHECKERS:
        raise Absent(f"document {document.pk}")
    # Two people may check at the same time: the row is the lock, the second is refused.
    paper = Document.objects.select_for_update().get(
        pk=get_document(actor, document.pk).pk
    )
    require(paper.added_by_id != actor.user_id, VAL_01)
    require(paper.checked_on is None, VAL_02)
    paper.checked_by_id = actor.user_id
    paper.checked_on = checked_on
    paper.save(update_fields=["checked_by", "checked_on"])
    write_audit_row(
        actor=actor,
        verb="document.checked",
        target=paper,
        before={"checked_on": None},
        after={"checked_on": checked_on.isoformat()},
        rule=VAL_01.code,
    )
    return paper
