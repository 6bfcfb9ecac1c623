"""Businesses that owe an answer are reminded, every few working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.clock import read_holidays
from wadah.apps.validation.messages import tell_business
from wadah.apps.validation.models import Case, CaseQuestion, State
from wadah.core.values import Span, count_working_days


def remind_businesses(*, actor: Actor, today: date) -> dict[str, int]:
    """One message a case; run twice on a day, the second time sends none."""
    holidays = read_holidays(today)
    cases = Case.objects.filter(
        state=State.WITH_BUSINESS, asked_questions__answered_at__isnull=True
    )
    reminded = 0
    for case in cases.distinct().order_by("pk"):
        reminded += _remind(actor, case, today, holidays)
    return {"reminded": reminded}


@transaction.atomic
def _remind(actor: Actor, case: Case, today: date, holidays: Collection[date]) -> bool:
    waiting = list(
        CaseQuestion.objects.select_for_update()
        .filter(case=case, answered_at__isnull=True)
        .order_by("asked_at", "pk")
    )
    due = [row for row in waiting if _is_due(row, today, holidays)]
    if not due:
        return False
    first = timezone.localdate(due[0].asked_at)
    days = count_working_days([Span(first)], today, holidays)
    CaseQuestion.objects.filter(pk__in=[row.pk for row in waiting]).update(
        reminded_on=today
    )
    tell_business(case, "case_question_reminder", days=str(days))
    write_audit_row(
        actor=actor,
        verb="case.reminded",
        target=case,
        after={"questions": len(waiting), "working_days": days},
    )
    return True


def _is_due(row: CaseQuestion, today: date, holidays: Collection[date]) -> bool:
    since = row.reminded_on or timezone.localdate(row.asked_at)
    passed = count_working_days([Span(since)], today, holidays)
    return bool(passed >= settings.WADAH_REMIND_DAYS)
