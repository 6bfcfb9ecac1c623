"""The clocks of all cases follow the calendar and the target that hold now."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.validation.case_states import RUNNING, STOPPED
from wadah.apps.validation.clock import read_holidays, set_clock
from wadah.apps.validation.models import Case


@transaction.atomic
def wind_clocks(*, today: date) -> dict[str, int]:
    """Work out what is kept of the clock anew; a holiday may have been entered."""
    holidays = read_holidays(today)
    mended = 0
    cases = Case.objects.filter(state__in=list(RUNNING | STOPPED))
    for case in cases.order_by("pk").prefetch_related("moves"):
        if set_clock(case, today, holidays):
            case.save(update_fields=["due_on", "used_days"])
            mended += 1
    return {"mended": mended}
