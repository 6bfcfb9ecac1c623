"""The service clock of a case: working days, without those it waits for the business.

What is kept on the case (`due_on`, `used_days`) is worked out of its moves, so that it
can be worked out anew when a holiday is entered or the target changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import timezone

from wadah.apps.reference.models import Holiday
from wadah.apps.validation.case_states import RUNNING, STOPPED
from wadah.apps.validation.models import Case, CaseMove
from wadah.core.values import Span, count_working_days, find_due_day

COUNTRY = "ID"


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock of a case shows on a day."""

    used_days: int
    target_days: int
    due_on: date | None
    is_running: bool

    @property
    def left_days(self) -> int:
        return max(self.target_days - self.used_days, 0)

    @property
    def late_days(self) -> int:
        return max(self.used_days - self.target_days, 0)


def read_holidays(today: date) -> frozenset[date]:
    """Days off of Indonesian offices, as the reference list keeps them."""
    rows = Holiday.objects.filter(market_id=COUNTRY).exclude(disabled_from__lte=today)
    return frozenset(rows.values_list("day", flat=True))


def list_spans(moves: Iterable[CaseMove]) -> list[Span]:
    """When the clock ran, since the case was last handed in."""
    spans: list[Span] = []
    for move in moves:
        day = timezone.localdate(move.at)
        was, runs = move.from_state in RUNNING, move.to_state in RUNNING
        if runs and not was:
            kept = spans if move.from_state in STOPPED else []
            spans = [*kept, Span(day)]
        elif was and not runs:
            spans = [*spans[:-1], replace(spans[-1], end=day)]
    return spans


def read_clock(
    case: Case, moves: Iterable[CaseMove], today: date, holidays: Collection[date]
) -> Clock | None:
    """The clock of a case that was handed in; None before."""
    spans = list_spans(moves)
    if not spans:
        return None
    target = settings.WADAH_CASE_DAYS
    is_running = case.state in RUNNING
    return Clock(
        used_days=count_working_days(spans, today, holidays),
        target_days=target,
        due_on=find_due_day(spans, target, holidays) if is_running else None,
        is_running=is_running,
    )


def set_clock(case: Case, today: date, holidays: Collection[date]) -> bool:
    """Put what the clock shows on the case; tell whether that changed it."""
    clock = read_clock(case, case.moves.all(), today, holidays)
    due_on = clock.due_on if clock else None
    used = clock.used_days if clock and not clock.is_running else None
    changed = (due_on, used) != (case.due_on, case.used_days)
    case.due_on, case.used_days = due_on, used
    return changed
