"""The rules of a day as statements of an engine, compiled while the rules stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis

from wadah.core.requirements import RuleBase
from wadah.core.requirements.case import Dates
from wadah.core.requirements.population.face import list_bits, list_steps, make_plan

_KEEP = 4


@dataclass(frozen=True, slots=True)
class Compiled:
    """Statements by the name of the table each makes, in order.

    Parameters
    ----------
    codes
        The columns of a profile.
    by_single_case
        Markets that `assess` must judge itself.
    bits
        Column, bit and rule of every line that can decide: `list_bits`.
    """

    base: RuleBase
    codes: tuple[str, ...]
    by_single_case: frozenset[str]
    statements: tuple[tuple[str, str], ...]
    bits: tuple[tuple[str, int, str], ...]


_kept: dict[tuple[date, tuple[str, ...], str], Compiled] = {}


def compile_sweep(
    base: RuleBase, as_of: date, markets: Sequence[str], dialect: str
) -> Compiled:
    """What `dialect` must run to judge every product on a day without a shipment."""
    key = (as_of, tuple(markets), dialect)
    kept = _kept.get(key)
    if kept is not None and kept.base is base:
        return kept
    plan = make_plan(base, Dates(as_of), markets)
    statements = tuple(
        (step.name, str(ibis.to_sql(step.expression, dialect=dialect, pretty=False)))
        for step in list_steps(plan)
    )
    if len(_kept) >= _KEEP:
        _kept.pop(next(iter(_kept)))
    _kept[key] = Compiled(
        base, plan.codes, plan.by_single_case, statements, tuple(list_bits(plan))
    )
    return _kept[key]
