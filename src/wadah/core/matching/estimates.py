"""What a step to yes costs and how long it takes, where nobody knows better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wadah.core.values import Step

Range = tuple[int, int]
Estimates = Mapping[str, tuple[Range, Range]]

# Rupiah and calendar days, lowest and highest, by action. Working estimates of this
# project (November 2026), of the order of fees and queues in Lampung; a step that
# brings figures of its own, as those of a verdict do, keeps them.
ESTIMATES: Estimates = {
    "ask_importer": ((0, 0), (1, 7)),
    "ask_authority": ((0, 0), (7, 21)),
    "change_date": ((0, 0), (1, 7)),
    "use_certified_partner": ((0, 1_000_000), (7, 30)),
    "test_lot": ((250_000, 750_000), (7, 14)),
    "retest_with_method": ((250_000, 750_000), (7, 14)),
    "rework_lot": ((500_000, 3_000_000), (3, 10)),
    "replace_lot": ((1_000_000, 5_000_000), (30, 120)),
    "change_packing": ((500_000, 3_000_000), (7, 21)),
    "change_form": ((1_000_000, 10_000_000), (14, 60)),
    "extend_scope": ((300_000, 2_000_000), (14, 45)),
    "renew_document": ((300_000, 3_000_000), (14, 45)),
    "get_document": ((500_000, 5_000_000), (14, 60)),
}
UNKNOWN: tuple[Range, Range] = ((500_000, 5_000_000), (14, 60))

# A consent is a signature, no paper of an office.
BY_SUBJECT: Estimates = {"consent": ((0, 0), (1, 7))}

DAY_IDR = 100_000
"""What a day of waiting weighs beside money, a convention of this project."""


def priced(step: Step, estimates: Estimates = ESTIMATES) -> Step:
    """The step with an estimate where it has no figures of its own."""
    known = BY_SUBJECT.get(step.subject) or estimates.get(step.action, UNKNOWN)
    return replace(step, cost_idr=step.cost_idr or known[0], days=step.days or known[1])


def weigh(steps: tuple[Step, ...]) -> float:
    """Rupiah of all steps and a price for the longest wait, by the middle of ranges."""
    costs = sum(_middle(step.cost_idr) for step in steps)
    longest = max((_middle(step.days) for step in steps), default=0.0)
    return costs + DAY_IDR * longest


def total_cost(steps: tuple[Step, ...]) -> Range | None:
    """Lowest and highest rupiah of all steps together."""
    known = [step.cost_idr for step in steps if step.cost_idr]
    return (sum(c[0] for c in known), sum(c[1] for c in known)) if known else None


def total_days(steps: tuple[Step, ...]) -> Range | None:
    """Steps run side by side: the longest of them counts."""
    known = [step.days for step in steps if step.days]
    return (max(d[0] for d in known), max(d[1] for d in known)) if known else None


def _middle(span: Range | None) -> float:
    return sum(span) / 2 if span else 0.0
