"""The example's own figures of steps, and its profiles of readiness of two days."""

from __future__ import annotations

from datetime import date, timedelta

from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.actions.keep_step_figure import (
    FigureValues,
    keep_step_figure,
)
from wadah.apps.validation.readiness_history import keep_every_profile

# Invented, like the organisation that keeps them.
_SOURCE = "Rata-rata pendampingan 2026 (contoh)"
_FIGURES = (
    ("nib", "", (0, 0), (1, 2)),
    ("halal_certificate", "", (0, 350_000), (14, 40)),
    ("lab_sample", "", (75_000, 150_000), (1, 2)),
    ("pesticide.*", "test_lot", (1_850_000, 2_600_000), (7, 10)),
)


def keep_first_profiles(as_of: date) -> None:
    """The day before the records of places and materials were written down."""
    keep_every_profile(as_of - timedelta(days=1))


def build_readiness(officer: Actor, as_of: date) -> None:
    """What the organisation knows of costs and days, then the profiles of the day."""
    for subject, action, cost, days in _FIGURES:
        keep_step_figure(
            actor=officer,
            values=FigureValues(
                subject=subject,
                action=action,
                cost_low_idr=cost[0],
                cost_high_idr=cost[1],
                days_low=days[0],
                days_high=days[1],
                source=_SOURCE,
                valid_from=date(as_of.year, 1, 1),
            ),
        )
    keep_every_profile(as_of)
