"""The checker asks the business; the clock of the case stands still."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.case_moves import lock_case, move_along, must_hold
from wadah.apps.validation.messages import tell_business
from wadah.apps.validation.models import Case, CaseQuestion
from wadah.apps.validation.words_given import read_words_given


@transaction.atomic
def ask_business(
    *, actor: Actor, case: Case, text: str, rule: str = "", now: datetime
) -> CaseQuestion:
    """Put a question to the business, about one line of the verdict or about all.

    Raises `Absent`, `InvalidInput` (no words), or `Refused` by VAL-03 and VAL-04.
    """
    case = lock_case(actor, case)
    must_hold(actor, case)
    words = read_words_given(text, "text")
    # A second question while the first one waits stops nothing anew.
    if not case.asked_questions.filter(answered_at__isnull=True).exists():
        move_along(case, "ask", actor=actor, now=now)
    question = CaseQuestion.objects.create(
        case=case, rule=rule, text=words, asked_by_id=actor.user_id, asked_at=now
    )
    write_audit_row(
        actor=actor, verb="case.asked", target=case, after={"question": question.pk}
    )
    tell_business(case, "case_question")
    return question
