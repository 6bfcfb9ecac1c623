"""For which families and markets can a rule hold? Facts of a case are left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wadah.core.requirements.conditions import Condition, Every, Fact, Found, Not, Some
from wadah.core.requirements.rules import Phase, Rule, RuleBase, Scope
from wadah.core.values import Truth, all_of, one_of

_WORDS = ("is", "in")


@dataclass(frozen=True)
class Reach:
    """The rule base with the codes of every family, as of a day.

    Parameters
    ----------
    family_codes
        HS codes a family may bear, by family.
    day
        The day on which membership of a group counts.
    """

    base: RuleBase
    family_codes: Mapping[str, tuple[str, ...]]
    day: date

    def families(self, scope: Scope) -> frozenset[str]:
        """The families whose goods the scope is about, by name or by code."""
        if not scope.families and not scope.hs:
            return self._all
        by_code: set[str] = set()
        if scope.hs and not scope.hs_is_partial:
            by_code = {
                family
                for family, codes in self.family_codes.items()
                if any(code.startswith(scope.hs) for code in codes)
            }
        return frozenset(scope.families | by_code)

    def markets(self, scope: Scope) -> frozenset[str]:
        """The destinations of the scope, groups opened and exclusions taken out."""
        inside = {one for name in scope.markets for one in self._members(name)}
        outside = {
            one for name in scope.excluded_markets for one in self._members(name)
        }
        return frozenset(inside - outside)

    def can_hold(self, rule: Rule, family: str, market: str) -> bool:
        """False where family and market alone already shut the rule out."""
        return possible(rule.scope.where, family, market) is not Truth.NO

    def pairs(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Every (family, market) for which the rule can hold."""
        families = self.families(rule.scope)
        markets = self.markets(rule.scope)
        for family in sorted(families):
            for market in sorted(markets):
                if self.can_hold(rule, family, market):
                    yield family, market

    def _members(self, name: str) -> frozenset[str]:
        if name == "ALL":
            return self.base.words.destinations
        if name in self.base.words.destinations:
            return frozenset({name})
        return frozenset(
            one.market
            for one in self.base.groups.get(name, ())
            if self.base.is_in(one.market, name, self.day)
        )

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.family_codes)


def possible(condition: Condition, family: str, market: str) -> Truth:
    """A condition with every fact unknown but the family and the destination.

    Unlike `judge`, a fact nobody stated does not take its `absent` value here: it may
    still be stated.
    """
    if isinstance(condition, Fact):
        known = {"product.family": family, "destination": market}
        if condition.name not in known:
            return Truth.CANNOT_TELL
        value = known[condition.name]
        return condition.judge(lambda _name: Found(value)).truth
    if isinstance(condition, Not):
        return ~possible(condition.part, family, market)
    parts = [possible(part, family, market) for part in condition.parts]
    return one_of(parts) if isinstance(condition, Some) else all_of(parts)


def exclude_each_other(one: Condition, other: Condition) -> bool:
    """True where a fact that both ask for cannot have a value that suits both."""
    mine, theirs = _demands(one), _demands(other)
    return any(
        not _can_share(mine[name], theirs[name]) for name in mine.keys() & theirs.keys()
    )


def overlap_in_time(one: Rule, other: Rule) -> bool:
    """Is there a day on which both may hold?"""
    return any(
        _meet(mine, theirs) and not exclude_each_other(mine.where, theirs.where)
        for mine in one.phases or (Phase(),)
        for theirs in other.phases or (Phase(),)
    )


def _meet(one: Phase, other: Phase) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    return start <= end


@dataclass(frozen=True, slots=True)
class _Demand:
    words: frozenset[object] | None
    barred: frozenset[object] = frozenset()


def _demands(condition: Condition) -> dict[str, _Demand]:
    """What the parts that must all hold demand of single facts."""
    found: dict[str, _Demand] = {}
    for fact, is_denied in _facts(condition):
        words = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        chosen = frozenset(words)
        if fact.operator in _WORDS:
            demand = _Demand(None, chosen) if is_denied else _Demand(chosen)
        elif fact.operator == "not_in" and not is_denied:
            demand = _Demand(None, chosen)
        else:
            continue
        found[fact.name] = demand
    return found


def _facts(
    condition: Condition, is_denied: bool = False
) -> Iterator[tuple[Fact, bool]]:
    if isinstance(condition, Fact):
        yield condition, is_denied
    elif isinstance(condition, Not):
        yield from _facts(condition.part, not is_denied)
    elif isinstance(condition, Every) is not is_denied:
        for part in condition.parts:
            yield from _facts(part, is_denied)


def _can_share(one: _Demand, other: _Demand) -> bool:
    if one.words is not None and other.words is not None:
        return bool(one.words & other.words)
    if one.words is not None:
        return bool(one.words - other.barred)
    if other.words is not None:
        return bool(other.words - one.barred)
    return True
