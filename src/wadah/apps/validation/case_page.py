"""What the page of a case shows of the work on it, and which buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.registry.queries.product import is_public
from wadah.apps.validation.actions.move_case import VERBS, WITH_REASON
from wadah.apps.validation.case_states import CHECKERS, KEEPERS, OVER, list_moves
from wadah.apps.validation.clock import read_clock, read_holidays
from wadah.apps.validation.models import Case, CaseDecision, CaseNote, State
from wadah.apps.validation.queries.case_work import (
    is_flagged,
    list_flags,
    list_notes,
    sees_internal,
)
from wadah.apps.validation.queries.checkers import list_checkers
from wadah.apps.validation.timeline import list_events

_HELD_BY_CHECKER = frozenset({"release", "resume", "ask", "propose"})


def describe_work(actor: Actor, case: Case, may_edit: bool) -> dict[str, Any]:
    """State, clock, questions, notes, flags, decisions, timeline and moves."""
    today = timezone.localdate()
    moves = _list_moves(actor, case, may_edit)
    decisions = list(
        case.decisions.select_related("checked_by", "approved_by", "verdict")
    )
    notes = list(list_notes(actor, case))
    flagged = is_flagged(case)
    return {
        "clock": read_clock(
            case, case.moves.order_by("at", "pk"), today, read_holidays(today)
        ),
        "is_over": case.state in OVER,
        "sees_internal": sees_internal(actor),
        "asked": case.asked_questions.select_related("asked_by", "answered_by"),
        "notes": [note for note in notes if not note.rule],
        "advice": _by_rule(notes),
        "flags": list_flags(actor, case),
        "is_flagged": flagged,
        "decisions": decisions,
        "waiting": next((d for d in decisions if _waits(d)), None),
        "standing": next((d for d in decisions if _stands(d)), None),
        "moves": moves,
        "plain_moves": [m for m in moves.values() if m.action in VERBS],
        "with_reason": WITH_REASON,
        "may_ask_more": _may_ask_more(actor, case),
        "may_check": actor.role in CHECKERS,
        "checkers": list_checkers(actor) if _may_hand_over(actor, case) else [],
        "shown": is_public(case.product),
        "proved": case.product.is_proved,
        "events": list_events(actor, case),
    }  # fmt: skip


def _list_moves(actor: Actor, case: Case, may_edit: bool) -> dict[str, Any]:
    """The moves that would not be refused, by action."""
    found = {}
    for move in list_moves(case.state, actor.role):
        if move.is_of_business and not may_edit:
            continue
        if move.action in _HELD_BY_CHECKER and not _holds(actor, case):
            continue
        found[move.action] = move
    return found


def _holds(actor: Actor, case: Case) -> bool:
    is_rescue = actor.role is Role.ADMINISTRATOR
    return is_rescue or case.assigned_to_id == actor.user_id


def _may_hand_over(actor: Actor, case: Case) -> bool:
    waits = (State.SUBMITTED, State.IN_CHECK, State.WITH_BUSINESS, State.RETURNED)
    return actor.role in KEEPERS and case.state in waits


def _may_ask_more(actor: Actor, case: Case) -> bool:
    is_mine = case.assigned_to_id == actor.user_id
    return is_mine and case.state == State.WITH_BUSINESS and actor.role in CHECKERS


def _by_rule(notes: Iterable[CaseNote]) -> dict[str, list[CaseNote]]:
    found: dict[str, list[CaseNote]] = {}
    for note in notes:
        if note.rule:
            found.setdefault(note.rule, []).append(note)
    return found


def _waits(decision: CaseDecision) -> bool:
    return decision.outcome == CaseDecision.Outcome.WAITING


def _stands(decision: CaseDecision) -> bool:
    is_approved = decision.outcome == CaseDecision.Outcome.APPROVED
    return is_approved and decision.revoked_at is None
