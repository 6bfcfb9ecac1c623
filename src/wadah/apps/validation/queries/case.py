"""Cases and verdicts, as far as the actor may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.case_document import make_case_document
from wadah.apps.validation.models import Case, CaseVerdict


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the businesses that the actor sees whole, newest first."""
    cases = Case.objects.select_related(
        "product__business__region", "product__family", "lot", "destination"
    ).prefetch_related(
        Prefetch("verdicts", CaseVerdict.objects.filter(is_current=True))
    )
    if actor.reach(Subject.CASES) is Reach.NONE:
        return cases.none()
    return cases.filter(of_visible(actor, "product__business_id"))


def get_case(actor: Actor, pk: int) -> Case:
    """One case.

    Raises `Absent` when it is not there or not for this actor.
    """
    case = visible_cases(actor).filter(pk=pk).first()
    if case is None:
        raise Absent(f"case {pk}")
    return case


def find_current_verdict(case: Case) -> CaseVerdict | None:
    """The verdict that counts now, once the case was assessed."""
    return CaseVerdict.objects.filter(case=case, is_current=True).first()


def list_verdicts(case: Case) -> QuerySet[CaseVerdict]:
    """Every verdict of the case, newest first; none is ever edited."""
    return CaseVerdict.objects.filter(case=case).select_related("given_by")


def case_json(case: Case, as_of: date) -> dict[str, Any]:
    """The document that `wadah assess` takes."""
    return make_case_document(case, as_of=as_of)
