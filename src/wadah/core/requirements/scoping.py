"""Is a case within the scope of a rule, and on which side of its dates?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wadah.core.requirements.case import Case
from wadah.core.requirements.conditions import Judged
from wadah.core.requirements.rules import Phase, Rule, RuleBase, Scope
from wadah.core.values import Truth, all_of, one_of


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a rule applies; `later_from` when it does only after the case's dates."""

    truth: Truth
    asks: tuple[str, ...] = ()
    later_from: date | None = None


NO = Applies(Truth.NO)


def applies(rule: Rule, case: Case, base: RuleBase) -> Applies:
    """Place a case in the scope of a rule, three-valued."""
    if not is_in_market(rule.scope, case, base):
        return NO
    scoped = _join([_goods(rule.scope, case), _origin(rule.scope, case)])
    if scoped.truth is Truth.NO:
        return NO
    where = rule.scope.where.judge(case.look)
    scoped = _join([scoped, where])
    if scoped.truth is Truth.NO:
        return NO
    return _in_time(rule, case, scoped)


def is_in_market(scope: Scope, case: Case, base: RuleBase) -> bool:
    """Is the destination one of the markets of a rule, and not excluded?"""
    day = case.dates.as_of
    market = case.destination
    if any(base.is_in(market, name, day) for name in scope.excluded_markets):
        return False
    return any(base.is_in(market, name, day) for name in scope.markets)


def is_about_goods(scope: Scope, case: Case) -> bool:
    """Is the product among the goods of a rule for certain?"""
    return _goods(scope, case).truth is Truth.YES


def may_be_about(scope: Scope, case: Case) -> bool:
    """Is the product among the goods of a rule, as far as can be told?"""
    return _goods(scope, case).truth is not Truth.NO


def _goods(scope: Scope, case: Case) -> Judged:
    """Family or code; a partial code never decides, a form narrows where stated."""
    if scope.forms and case.form is not None and case.form not in scope.forms:
        return Judged(Truth.NO)
    if not scope.hs and not scope.families:
        return Judged(Truth.YES)
    if case.family in scope.families:
        return Judged(Truth.YES)
    if scope.hs_is_partial or not scope.hs:
        return Judged(Truth.NO)
    return _code(scope, case)


def _code(scope: Scope, case: Case) -> Judged:
    hs = case.hs
    if hs is None:
        # Every family of the rule base carries its codes; a family without a code is
        # only in doubt where no family list could decide.
        truth = Truth.NO if scope.families else Truth.CANNOT_TELL
        return Judged(truth, () if truth is Truth.NO else ("product.hs",))
    if any(hs.is_within(prefix) for prefix in scope.hs):
        if hs.edition == scope.hs_edition:
            return Judged(Truth.YES)
        return Judged(Truth.CANNOT_TELL, ("product.hs",))
    shorter = any(prefix.startswith(hs.digits) for prefix in scope.hs)
    if shorter and not scope.families:
        return Judged(Truth.CANNOT_TELL, ("product.hs",))
    return Judged(Truth.NO)


def _origin(scope: Scope, case: Case) -> Judged:
    if not scope.origin_regions:
        return Judged(Truth.YES)
    stated = [
        str(found.value)
        for name in ("origin.region", "origin.processing_region")
        if (found := case.look(name)).value is not None
    ]
    if not stated:
        return Judged(Truth.CANNOT_TELL, ("origin.region",))
    return Judged(Truth.of(any(one.startswith(scope.origin_regions) for one in stated)))


def _in_time(rule: Rule, case: Case, scoped: Judged) -> Applies:
    """Which phase of the rule the day falls into; see `Phase`."""
    judged: list[Judged] = []
    starts: list[date] = []
    for phase in rule.phases or (Phase(),):
        where = phase.where.judge(case.look)
        window = _window(phase, rule, case)
        judged.append(_join([where, window]))
        starts_later = window.truth is Truth.NO and _is_before(phase, rule, case)
        if where.truth is not Truth.NO and starts_later and phase.valid_from:
            starts.append(phase.valid_from)
    truth = one_of(one.truth for one in judged)
    if truth is Truth.NO:
        # A question about scope can wait until the rule applies at all.
        return Applies(Truth.NO, later_from=min(starts)) if starts else NO
    asks = () if truth is Truth.YES else _asks(judged)
    return Applies(all_of([truth, scoped.truth]), (*scoped.asks, *asks))


def _window(phase: Phase, rule: Rule, case: Case) -> Judged:
    truth = find_window(phase, *_reach(rule, case))
    if truth is Truth.CANNOT_TELL:
        return Judged(truth, (f"dates.{rule.date_basis}",))
    return Judged(truth)


def find_window(phase: Phase, first: date, last: date | None) -> Truth:
    """Does a day between `first` and `last` (None: any later one) lie in the phase?"""
    start = Truth.YES
    if phase.valid_from is not None:
        start = _after(phase.valid_from, first, last)
    end = Truth.YES
    if phase.valid_to is not None:
        end = ~_after_end(phase.valid_to, first, last)
    return all_of([start, end])


def _is_before(phase: Phase, rule: Rule, case: Case) -> bool:
    _, last = _reach(rule, case)
    return phase.valid_from is not None and last is not None and last < phase.valid_from


def _reach(rule: Rule, case: Case) -> tuple[date, date | None]:
    """Earliest and latest day on which the deciding date can fall."""
    if rule.date_basis == "produced_on":
        made = case.look("attributes.produced_on").value
        if isinstance(made, date):
            return made, made
        return date.min, case.dates.latest("departs_on")
    return case.dates.earliest(rule.date_basis), case.dates.latest(rule.date_basis)


def _after(start: date, first: date, last: date | None) -> Truth:
    if first >= start:
        return Truth.YES
    return Truth.NO if last is not None and last < start else Truth.CANNOT_TELL


def _after_end(end: date, first: date, last: date | None) -> Truth:
    if first > end:
        return Truth.YES
    return Truth.NO if last is not None and last <= end else Truth.CANNOT_TELL


def _join(parts: Sequence[Judged]) -> Judged:
    truth = all_of(one.truth for one in parts)
    return Judged(truth, _asks(parts) if truth is Truth.CANNOT_TELL else ())


def _asks(parts: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in parts for name in one.asks))
