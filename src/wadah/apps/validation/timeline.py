"""Everything that happened on a case, newest first, as far as the actor may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow, User
from wadah.apps.validation.models import Case, CaseVisit
from wadah.apps.validation.queries.case_work import (
    list_flags,
    list_notes,
    sees_internal,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, who, what; `words` is what somebody wrote."""

    at: datetime
    who: str
    what: str | Promise
    words: str = ""
    is_internal: bool = False
    visit: CaseVisit | None = None
    verdict: str = ""


_MOVED: dict[str, str | Promise] = {
    "submit": _("handed in to be checked"),
    "take": _("taken to be checked"),
    "release": _("put back in the queue"),
    "reply": _("every question answered; the clock goes on"),
    "resume": _("checked on without an answer"),
    "propose": _("put up for approval"),
    "approve": _("approved"),
    "send_back": _("sent back to the checker"),
    "revoke": _("approval revoked"),
    "reopen": _("opened again"),
    "withdraw": _("withdrawn"),
    "close": _("closed"),
}
# What checker and approver write to one another stays among them; why an approval ended
# is for the business, too.
_AMONG_CHECKERS = frozenset({"take", "release", "resume", "propose", "send_back"})
# Rows of the trail that no table of the case holds.
_AUDITED: dict[str, str | Promise] = {
    "case.opened": _("case opened"),
    "question.answered": _("fact of the rules answered"),
    "case.handed_over": _("handed to another checker"),
    "case.reminded": _("business reminded of a question"),
}
_INSIDE = frozenset({"case.handed_over"})


def list_events(actor: Actor, case: Case) -> list[Event]:
    """The timeline of a case. Raises `Absent`."""
    found = [
        *_moves(case),
        *_questions(case),
        *_notes(actor, case),
        *_flags(actor, case),
        *_visits(case),
        *_verdicts(case),
        *_audited(actor, case),
    ]
    inside = sees_internal(actor)
    shown = [
        event if inside or not event.is_internal else replace(event, words="")
        for event in found
    ]
    return sorted(shown, key=lambda event: event.at, reverse=True)


def _name(person: User | None) -> str:
    return person.name if person else "Wadah"


def _moves(case: Case) -> Iterator[Event]:
    for row in case.moves.select_related("by"):
        if row.action in _MOVED:
            yield Event(
                row.at,
                _name(row.by),
                _MOVED[row.action],
                row.note,
                is_internal=row.action in _AMONG_CHECKERS,
            )


def _questions(case: Case) -> Iterator[Event]:
    for row in case.asked_questions.select_related("asked_by", "answered_by"):
        yield Event(row.asked_at, _name(row.asked_by), _("asked"), row.text)
        if row.answered_at:
            yield Event(
                row.answered_at, _name(row.answered_by), _("answered"), row.answer
            )


def _notes(actor: Actor, case: Case) -> Iterator[Event]:
    for row in list_notes(actor, case):
        what = _("internal note") if row.is_internal else _("advice")
        yield Event(row.at, _name(row.by), what, row.text, is_internal=row.is_internal)


def _flags(actor: Actor, case: Case) -> Iterator[Event]:
    for row in list_flags(actor, case):
        yield Event(
            row.raised_at, _name(row.raised_by), _("flag raised"), row.reason, True
        )
        if row.lifted_at:
            yield Event(
                row.lifted_at, _name(row.lifted_by), _("flag lifted"), row.lift_note,
                True,
            )  # fmt: skip


def _visits(case: Case) -> Iterator[Event]:
    for row in case.visits.select_related("by"):
        yield Event(row.at, _name(row.by), _("visited"), row.summary, visit=row)


def _verdicts(case: Case) -> Iterator[Event]:
    for row in case.verdicts.select_related("given_by"):
        yield Event(
            row.given_at, _name(row.given_by), _("assessed"), verdict=row.verdict
        )


def _audited(actor: Actor, case: Case) -> Iterator[Event]:
    rows = AuditRow.objects.filter(
        target_kind=case._meta.label_lower, target_id=str(case.pk), verb__in=_AUDITED
    )
    for row in rows.select_related("actor"):
        if row.verb in _INSIDE and not sees_internal(actor):
            continue
        yield Event(
            row.at,
            _name(row.actor),
            _AUDITED[row.verb],
            is_internal=row.verb in _INSIDE,
        )
