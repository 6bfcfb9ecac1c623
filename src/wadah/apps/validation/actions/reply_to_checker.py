"""The business answers what it was asked; with the last answer the clock goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.case_moves import lock_case, move_along
from wadah.apps.validation.messages import tell_person
from wadah.apps.validation.models import CaseQuestion, State
from wadah.apps.validation.process_rules import VAL_10
from wadah.apps.validation.words_given import read_words_given


@transaction.atomic
def reply_to_checker(
    *, actor: Actor, question: CaseQuestion, text: str, now: datetime
) -> CaseQuestion:
    """Answer one question.

    Raises `Absent` for a case that is not the actor's to change, `InvalidInput` (no
    words), or `Refused` by VAL-10.
    """
    case = lock_case(actor, question.case)
    get_editable_business(actor, case.product.business_id)
    question = CaseQuestion.objects.get(pk=question.pk)
    require(question.answered_at is None, VAL_10)
    question.answer = read_words_given(text, "text")
    question.answered_by_id = actor.user_id
    question.answered_at = now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    is_last = not case.asked_questions.filter(answered_at__isnull=True).exists()
    if is_last and case.state == State.WITH_BUSINESS:
        move_along(case, "reply", actor=actor, now=now)
    write_audit_row(
        actor=actor, verb="case.replied", target=case, after={"question": question.pk}
    )
    if case.assigned_to is not None:
        tell_person(case.assigned_to, "case_answered", case)
    return question
