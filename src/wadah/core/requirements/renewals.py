"""Papers that lapse within the next months and must be got again."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wadah.core.requirements.case import Case
from wadah.core.requirements.rules import DocumentLeaf, Rule, leaves
from wadah.core.requirements.schedule import Range
from wadah.core.requirements.step_book import StepBook
from wadah.core.requirements.way_steps import WayStep
from wadah.core.values import Step, Text


@dataclass(frozen=True, slots=True)
class Renewal:
    """One time a paper must be renewed.

    Parameters
    ----------
    due_on
        The last day of the paper.
    start_by
        The day on which to begin so that it is there even when it takes long; `due_on`
        where it is not known how long it takes.
    is_new
        True for a paper that is only got on the way: its day is an estimate.
    """

    subject: str
    due_on: date
    start_by: date
    cost_idr: Range | None
    days: Range | None
    is_new: bool
    is_estimate: bool


def papers_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Every type of paper that a rule names."""
    return frozenset(
        slug
        for rule in rules
        for leaf in leaves(rule.tree)
        if isinstance(leaf, DocumentLeaf)
        for slug in leaf.types
    )


def list_renewals(
    case: Case,
    asked: frozenset[str],
    book: StepBook,
    new_papers: Iterable[tuple[WayStep, date]],
    months: int,
) -> tuple[Renewal, ...]:
    """Renewals of the papers asked for, from the case's day on.

    Parameters
    ----------
    asked
        Types that the rules about the case name; others are left out.
    new_papers
        Steps that bring a paper, each with the earliest day on which it can be there.
    months
        How far ahead to look.
    """
    fresh = {step.subject: day for step, day in new_papers}
    found: list[Renewal] = []
    for subject in sorted(asked | set(fresh)):
        held = _held_until(case, subject)
        first = _first_end(held, fresh.get(subject), book.entry(subject).valid_months)
        if first is not None:
            found += _series(case, book, subject, first, subject in fresh, months)
    return tuple(sorted(found, key=lambda one: (one.due_on, one.subject)))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day.

    Examples
    --------
    >>> months_after(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _held_until(case: Case, subject: str) -> date | None:
    """The last day of the paper of this type that lasts longest; None without one."""
    as_of = case.dates.as_of
    ends = [
        paper.expires_on
        for paper in case.documents
        if paper.type == subject
        and paper.expires_on is not None
        and paper.expires_on >= as_of
        and paper.scope.get("status", "valid") == "valid"
    ]
    return max(ends, default=None)


def _first_end(
    held_until: date | None, there_on: date | None, valid_months: int | None
) -> date | None:
    if there_on is None:
        return held_until
    return months_after(there_on, valid_months) if valid_months else None


def _series(
    case: Case, book: StepBook, subject: str, first: date, is_new: bool, months: int
) -> list[Renewal]:
    """The first renewal and, where it is known how long a paper lasts, the next."""
    entry = book.entry(subject)
    priced = book.price(Step("renew_document", subject, Text("", "")))
    until = months_after(case.dates.as_of, months)
    lead = timedelta(days=priced.days[1] if priced.days else 0)
    found = []
    day = first
    while day <= until:
        found.append(
            Renewal(
                subject, day, max(day - lead, case.dates.as_of),
                priced.cost_idr, priced.days, is_new, priced.is_estimate,
            )
        )  # fmt: skip
        if not entry.valid_months:
            break
        day = months_after(day, entry.valid_months)
    return found
