"""What was done on a case, as far as the actor may read it."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseFlag,
    CaseNote,
    CaseQuestion,
    CaseVisit,
    CaseVisitPhoto,
)
from wadah.apps.validation.queries.case import get_case, visible_cases

_INSIDE = frozenset({Role.OFFICER, Role.VERIFIER, Role.APPROVER, Role.ADMINISTRATOR})


def sees_internal(actor: Actor) -> bool:
    """Whether the notes among checkers are for this actor; for no business they are."""
    return actor.role in _INSIDE


def list_notes(actor: Actor, case: Case) -> QuerySet[CaseNote]:
    """Advice for everybody who sees the case; internal notes for checkers alone."""
    notes = CaseNote.objects.filter(case=get_case(actor, case.pk))
    if not sees_internal(actor):
        notes = notes.filter(is_internal=False)
    return notes.select_related("by")


def list_flags(actor: Actor, case: Case) -> QuerySet[CaseFlag]:
    """The flags of a case with their reasons, which are for checkers alone."""
    flags = CaseFlag.objects.filter(case=get_case(actor, case.pk))
    if not sees_internal(actor):
        return flags.none()
    return flags.select_related("raised_by", "lifted_by")


def is_flagged(case: Case) -> bool:
    """Something stops the case from being decided."""
    return case.flags.filter(lifted_at__isnull=True).exists()


def get_case_question(actor: Actor, pk: int) -> CaseQuestion:
    """One question to the business. Raises `Absent`."""
    question = CaseQuestion.objects.filter(
        pk=pk, case__in=visible_cases(actor).order_by().values("pk")
    ).first()
    if question is None:
        raise Absent(f"question {pk}")
    return question


def get_flag(actor: Actor, pk: int) -> CaseFlag:
    """One flag, for checkers. Raises `Absent`."""
    flag = CaseFlag.objects.filter(
        pk=pk, case__in=visible_cases(actor).order_by().values("pk")
    ).first()
    if flag is None or not sees_internal(actor):
        raise Absent(f"flag {pk}")
    return flag


def get_decision(actor: Actor, pk: int) -> CaseDecision:
    """One decision. Raises `Absent`."""
    decision = CaseDecision.objects.filter(
        pk=pk, case__in=visible_cases(actor).order_by().values("pk")
    ).first()
    if decision is None:
        raise Absent(f"decision {pk}")
    return decision


def get_case_visit(actor: Actor, pk: int) -> CaseVisit:
    """One visit to the place of production. Raises `Absent`."""
    visit = (
        CaseVisit.objects.select_related("case__product__business", "by")
        .filter(pk=pk, case__in=visible_cases(actor).order_by().values("pk"))
        .first()
    )
    if visit is None:
        raise Absent(f"visit {pk}")
    return visit


def get_visit_photo(actor: Actor, pk: int) -> CaseVisitPhoto:
    """One picture of a visit. Raises `Absent`."""
    photo = CaseVisitPhoto.objects.filter(pk=pk).first()
    if photo is None:
        raise Absent(f"photo {pk}")
    get_case_visit(actor, photo.visit_id)
    return photo
