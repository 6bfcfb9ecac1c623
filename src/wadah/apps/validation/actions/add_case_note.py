"""Advice to the business on a case, or a note that the checkers keep to themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.validation.models import Case, CaseNote
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.case_work import sees_internal
from wadah.apps.validation.words_given import read_words_given


@transaction.atomic
def add_case_note(
    *, actor: Actor, case: Case, text: str, is_internal: bool, rule: str = "",
    now: datetime,
) -> CaseNote:  # fmt: skip
    """Keep a note on the case, or on one line of its verdict.

    Raises `Absent` for anybody who is no checker of the case, `InvalidInput` (no
    words). The audit row does not hold the words: an owner may read the trail.
    """
    case = get_case(actor, case.pk)
    if not sees_internal(actor):
        raise Absent(f"case {case.pk}")
    note = CaseNote.objects.create(
        case=case,
        rule=rule,
        text=read_words_given(text, "text"),
        is_internal=is_internal,
        by_id=actor.user_id,
        at=now,
    )
    write_audit_row(
        actor=actor,
        verb="case.noted" if is_internal else "case.advised",
        target=case,
        after={"note": note.pk, "rule": rule},
    )
    return note
