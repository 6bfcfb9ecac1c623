"""An organisation keeps its own figure of a step, or changes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.requirements.step_files import list_subjects
from wadah.apps.validation.models import StepFigure
from wadah.apps.validation.queries.step_figures import KEEPERS, get_own_figure
from wadah.core.requirements import is_subject
from wadah.core.values import ACTIONS, InvalidInput, Text, unknown_word

# No step of an export takes longer or costs more; beyond it a nought was written twice.
_MOST_IDR = 100_000_000_000
_MOST_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class FigureValues:
    """What is kept of a step; a range is given whole or not at all."""

    subject: str
    valid_from: date
    source: str
    action: str = ""
    cost_low_idr: int | None = None
    cost_high_idr: int | None = None
    days_low: int | None = None
    days_high: int | None = None
    note: str = ""
    ended_on: date | None = None


@transaction.atomic
def keep_step_figure(
    *, actor: Actor, values: FigureValues, figure: StepFigure | None = None
) -> StepFigure:
    """Keep a figure, new or changed.

    Raises `Absent` for who keeps none or for another organisation's figure,
    `InvalidInput` for an unknown subject or action, a range that is cut or turned
    round, no figure at all, no source, or a second one from the same day.
    """
    if actor.role not in KEEPERS or actor.organisation_id is None:
        raise Absent("step figures")
    kept = StepFigure(organisation_id=actor.organisation_id)
    if figure is not None:
        kept = get_own_figure(actor, figure.pk)
    _check_words(values)
    _check_ranges(values)
    _check_once(actor.organisation_id, values, kept.pk)
    before = _shown(kept) if kept.pk else None
    for name in FigureValues.__slots__:
        setattr(kept, name, getattr(values, name))
    kept.kept_by_id = actor.user_id
    kept.save()
    write_audit_row(
        actor=actor,
        verb="step_figure.kept",
        target=kept,
        before=before,
        after=_shown(kept),
    )
    return kept


def _check_words(values: FigureValues) -> None:
    known = list_subjects()
    if not is_subject(values.subject, known, read_vocabulary()):
        raise unknown_word("subject", values.subject, known)
    if values.action and values.action not in ACTIONS:
        raise unknown_word("action", values.action, ACTIONS)
    if not values.source.strip():
        message = Text(
            "Tulis dari mana angka ini.", "Say where this figure comes from."
        )
        raise InvalidInput("source", "required", message)
    if values.ended_on is not None and values.ended_on < values.valid_from:
        message = Text(
            "Hari berakhir tidak boleh sebelum hari mulai.",
            "The last day cannot be before the first.",
        )
        raise InvalidInput("ended_on", "date_order", message)


def _check_ranges(values: FigureValues) -> None:
    cost = (values.cost_low_idr, values.cost_high_idr)
    days = (values.days_low, values.days_high)
    _check_range("cost_high_idr", *cost, _MOST_IDR)
    _check_range("days_high", *days, _MOST_DAYS)
    if cost == (None, None) and days == (None, None):
        message = Text(
            "Tulis biaya atau lama, terendah dan tertinggi.",
            "Write the cost or the days, lowest and highest.",
        )
        raise InvalidInput("cost_low_idr", "required", message)


def _check_range(field: str, low: int | None, high: int | None, most: int) -> None:
    if low is None and high is None:
        return
    if low is None or high is None:
        message = Text(
            "Tulis kedua ujung: terendah dan tertinggi.",
            "Write both ends: lowest and highest.",
        )
        raise InvalidInput(field, "range_cut", message)
    if low > high or low < 0:
        message = Text(
            "Yang tertinggi tidak boleh di bawah yang terendah.",
            "The highest cannot lie below the lowest.",
        )
        raise InvalidInput(field, "range_order", message)
    if high > most:
        message = Text(
            f"Lebih dari {most}: periksa lagi jumlah nolnya.",
            f"More than {most}: look at the noughts again.",
        )
        raise InvalidInput(field, "too_large", message)


def _check_once(organisation_id: int, values: FigureValues, pk: int | None) -> None:
    same = StepFigure.objects.filter(
        organisation_id=organisation_id,
        subject=values.subject,
        action=values.action,
        valid_from=values.valid_from,
    )
    if any(row.pk != pk for row in same):
        message = Text(
            "Sudah ada angka untuk langkah ini mulai hari itu; ubah yang itu.",
            "There is a figure of this step from that day already; change that one.",
        )
        raise InvalidInput("valid_from", "twice", message)


def _shown(figure: StepFigure) -> dict[str, object]:
    return {
        "subject": figure.subject,
        "action": figure.action,
        "cost_idr": list(figure.cost_idr) if figure.cost_idr else None,
        "days": list(figure.days) if figure.days else None,
        "valid_from": figure.valid_from.isoformat(),
        "ended_on": figure.ended_on.isoformat() if figure.ended_on else None,
    }
