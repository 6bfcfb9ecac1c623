"""A case is judged by the rules of a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.validation.actions.settle_proof import settle_proof
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import Case, CaseVerdict
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.queries.step_figures import make_step_book
from wadah.apps.validation.queries.work import weigh_open
from wadah.core.requirements import assess, assessment_to_json


@transaction.atomic
def assess_case(*, actor: Actor, case: Case, as_of: date) -> CaseVerdict:
    """Judge the case with everything known on `as_of`; the old verdict stays.

    Raises `Absent` when the case is not for this actor.
    """
    case = get_case(actor, case.pk)
    # Two people may press at the same time: the row of the case is the lock. It is
    # taken before the papers are read, else the later answer could be the older one.
    Case.objects.select_for_update().get(pk=case.pk)
    document = make_case_document(case, as_of=as_of)
    judged = assess(check_case(document), read_rule_base())
    before = case.verdicts.filter(is_current=True).first()
    case.verdicts.filter(is_current=True).update(is_current=False)
    verdict = CaseVerdict.objects.create(
        case=case,
        as_of=as_of,
        verdict=judged.verdict.value,
        result={**assessment_to_json(judged), "case": document},
        given_by_id=actor.user_id,
    )
    case.open_steps, case.open_cost_idr = weigh_open(
        verdict.result, make_step_book(actor, case.product.business, as_of)
    )
    case.save(update_fields=["open_steps", "open_cost_idr"])
    write_audit_row(
        actor=actor,
        verb="case.assessed",
        target=case,
        before={"verdict": before.verdict if before else None},
        after={"verdict": verdict.verdict, "as_of": as_of.isoformat()},
    )
    if case.product.is_proved:
        settle_proof(actor=actor, product=case.product, today=as_of)
    return verdict
