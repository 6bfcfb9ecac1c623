"""Is a result one of this lot, and young enough to speak for it?"""

from __future__ import annotations

from datetime import timedelta

from wadah.core.requirements.case import Case
from wadah.core.values import LabResult

# A lot of dried farm goods changes in store; half a year is the age at which buyers
# commonly ask for a new sample (general knowledge, to be set per rule when sourced).
SAMPLE_MAX_AGE = timedelta(days=183)


def find_sample_fault(result: LabResult, case: Case) -> str | None:
    """Why the sample does not speak for the lot; None where it does."""
    return _lot_fault(result, case) or _age_fault(result, case)


def _lot_fault(result: LabResult, case: Case) -> str | None:
    known = case.known_lots()
    if result.lot is not None and known:
        return None if result.lot in known else "other_lot"
    if result.lot is not None:
        return "lots_differ"
    return "lot_not_named" if case.lots else None


def _age_fault(result: LabResult, case: Case) -> str | None:
    day, as_of = result.sampled_on, case.dates.as_of
    if day is None:
        return "sample_not_dated"
    if day > as_of:
        return "sample_after_as_of"
    return "old_sample" if as_of - day > SAMPLE_MAX_AGE else None
