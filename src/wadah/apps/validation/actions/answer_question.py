"""A question of a case gets a dated answer with its source."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import Case, CaseAnswer
from wadah.apps.validation.question import find_question
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def answer_question(
    *, actor: Actor, case: Case, code: str, value: object, looked_up_on: date,
    source: str,
) -> CaseAnswer:  # fmt: skip
    """Keep an answer beside the older ones; the newest counts.

    `code` is a fact (`attributes.fried`), a look-up with or without `answers.`, or a
    rule that asks to be checked (`rules.ID-ALL-01`).
    Raises `Absent` for a case that is not the actor's, `InvalidInput` for an unknown
    code, a value outside the closed list, or a missing source.
    """
    get_editable_business(actor, case.product.business_id)
    name = find_question(code).name
    if not source.strip():
        message = Text(
            "Tulis dari mana jawaban ini.", "Say where this answer comes from."
        )
        raise InvalidInput("source", "required", message)
    answer = CaseAnswer(
        case=case,
        code=name,
        value=value,
        looked_up_on=looked_up_on,
        source=source.strip(),
        given_by_id=actor.user_id,
    )
    check_case(make_case_document(case, evidence=False, extra=[answer]))
    answer.save()
    write_audit_row(
        actor=actor,
        verb="question.answered",
        target=case,
        after={"code": name, "value": value, "source": source},
    )
    return answer
