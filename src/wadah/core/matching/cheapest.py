"""The cheapest set of steps that clears every constraint it can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from wadah.core.matching.estimates import ESTIMATES, Estimates, priced, weigh
from wadah.core.matching.outcome import Constraint
from wadah.core.values import Step

# More combinations than this are not tried one by one: each constraint then takes its
# own cheapest way. Ten constraints with two ways each stay below.
MOST_COMBINATIONS = 4096

Way = tuple[Step, ...]


def cheapest_steps(
    constraints: Iterable[Constraint], estimates: Estimates = ESTIMATES
) -> Way:
    """Each step once; one step may clear several constraints.

    Parameters
    ----------
    constraints
        Of one refusal. Those without a way are left out.
    estimates
        Money and days by action, for steps that bring none.

    Returns
    -------
    tuple of Step
        Least weight (rupiah, and days at a price); of equals the one with fewer steps,
        then the one that takes the first ways.
    """
    ways = [_priced(one.ways, estimates) for one in constraints if one.ways]
    if prod(len(each) for each in ways) > MOST_COMBINATIONS:
        return _joined(min(each, key=weigh) for each in ways)
    combined = (_joined(choice) for choice in product(*ways))
    return min(combined, key=lambda steps: (weigh(steps), len(steps)), default=())


def _priced(ways: Sequence[Way], estimates: Estimates) -> list[Way]:
    return [tuple(priced(step, estimates) for step in way) for way in ways]


def _joined(ways: Iterable[Way]) -> Way:
    return tuple(dict.fromkeys(step for way in ways for step in way))
