"""Writes a result as the command line and the API give it."""

from __future__ import annotations

from decimal import Decimal

from wadah.core.meetings.result import Conflict, NoPlanInTime, Result, Status


def result_to_json(result: Result) -> dict[str, object]:
    """The answer of `schedule`.

    Parameters
    ----------
    result
        Of `solve`.

    Returns
    -------
    dict
        `{"status", "objective", "bound", "seconds", "meetings", "idle_slots",
        "below_minimum", "conflicts"}`; numbers and ids of meetings, slots and tables
        are those of the problem.

    Raises
    ------
    NoPlanInTime
        The time was used up without a plan and without a proof that there is none.
    """
    if result.status is Status.UNKNOWN:
        raise NoPlanInTime(result.seconds)
    plan = result.best
    return {
        "status": str(result.status),
        "objective": None if plan is None else _number(plan.objective),
        "bound": None if result.bound is None else _number(result.bound),
        "seconds": round(result.seconds, 3),
        "meetings": [
            {
                "meeting": held.meeting,
                "a": held.a,
                "b": held.b,
                "slot": held.slot,
                "table": held.table,
                "interpreter": held.interpreter,
            }
            for held in (plan.meetings if plan else ())
        ],
        "idle_slots": plan.idle_slots if plan else None,
        "below_minimum": list(plan.below_minimum) if plan else [],
        "conflicts": [_conflict(conflict) for conflict in result.conflicts],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _conflict(conflict: Conflict) -> dict[str, object]:
    return {
        "code": conflict.code,
        "subjects": list(conflict.subjects),
        "text": conflict.text.as_json(),
    }
