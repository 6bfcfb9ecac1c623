"""Was the laboratory accredited for this test on the days that count?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models import LaboratoryScope, Standing
from wadah.apps.validation.models import LabReport


@dataclass(frozen=True, slots=True)
class Accreditation:
    """The answer, where it comes from and why.

    Parameters
    ----------
    holds
        None where it cannot be told.
    is_worked_out
        True where the list of laboratories answers, False where somebody copied it
        from the report.
    """

    holds: bool | None
    is_worked_out: bool
    reason: Any


NOT_SAID = Accreditation(None, False, _("The report says nothing of accreditation."))


def stated_by_hand(states: bool | None) -> Accreditation:
    """What somebody copied: marked as such, for nobody looked it up."""
    if states is None:
        return NOT_SAID
    words = (
        _("Accredited, as copied from the report.")
        if states
        else _("Not accredited, as copied from the report.")
    )
    return Accreditation(states, False, words)


def find_accreditation(
    report: LabReport,
    parameter: str,
    method: str | None,
    scopes: Sequence[LaboratoryScope],
) -> Accreditation:
    """From the list of laboratories where it knows this one, else as stated.

    Every day that the report names from sampling to issue must lie within the
    accreditation. `scopes` are those of the report's laboratory.
    """
    if report.laboratory is None:
        return _as_stated(report)
    days = [day for day in _days(report) if day is not None]
    if not days:
        return Accreditation(None, True, _("The report names no day."))
    if not scopes:
        return _answer(_worst(report.laboratory.standing_on(day) for day in days), None)
    head = parameter.partition(".")[0]
    of_parameter = [one for one in scopes if one.parameter_id in (parameter, head)]
    if not of_parameter:
        return Accreditation(
            False, True, _("The laboratory is not accredited for this parameter.")
        )
    return _of_method(of_parameter, method, days)


def _as_stated(report: LabReport) -> Accreditation:
    """As copied, unless the copied end lies before a day of the report."""
    until = report.accreditation_until
    days = [day for day in _days(report) if day is not None]
    if report.states_accreditation and until and any(day > until for day in days):
        return Accreditation(
            False, False, _("The accreditation named on the report had lapsed.")
        )
    return stated_by_hand(report.states_accreditation)


def _days(report: LabReport) -> tuple[date | None, ...]:
    return (report.sampled_on, report.tested_on, report.issued_on)


def _of_method(
    scopes: Sequence[LaboratoryScope], method: str | None, days: Sequence[date]
) -> Accreditation:
    # A scope without a method is for any; a result without one fits only those.
    fits = [one for one in scopes if not one.method or _same(one.method, method)]
    if fits:
        best = min(
            (_worst(one.standing_on(day) for day in days) for one in fits),
            key=_BEST_FIRST.index,
        )
        return _answer(best, True)
    if not method:
        return Accreditation(
            None, True, _("The result names no method; the accreditation is for one.")
        )
    return Accreditation(
        False, True, _("The laboratory is not accredited for this method.")
    )


def _same(one: str, other: str | None) -> bool:
    return other is not None and _plain(one) == _plain(other)


def _plain(method: str) -> str:
    return "".join(sign for sign in method.casefold() if sign.isalnum())


_BEST_FIRST = (Standing.VALID, Standing.UNKNOWN, Standing.NOT_YET, Standing.LAPSED)


def _worst(standings: Iterable[Standing]) -> Standing:
    return max(standings, key=_BEST_FIRST.index)


def _answer(standing: Standing, in_scope: bool | None) -> Accreditation:
    if standing is Standing.LAPSED:
        words = _("The accreditation had lapsed on a day of the report.")
        return Accreditation(False, True, words)
    if standing is Standing.NOT_YET:
        words = _("The accreditation was not yet valid on a day of the report.")
        return Accreditation(False, True, words)
    if standing is Standing.UNKNOWN:
        words = _("It is not known until when the laboratory is accredited.")
        return Accreditation(None, True, words)
    if in_scope is None:
        words = _("Accredited, but its list of parameters is not known.")
        return Accreditation(None, True, words)
    return Accreditation(
        True, True, _("Accredited for this on the days of the report.")
    )
