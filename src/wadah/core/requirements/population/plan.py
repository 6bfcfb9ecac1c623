"""What a sweep asks, compiled for one rule base, one day and some markets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import ibis

from wadah.core.requirements.case import Dates
from wadah.core.requirements.conditions import ALWAYS
from wadah.core.requirements.population.leaf_states import LeafColumns
from wadah.core.requirements.population.reach import (
    goods_of,
    list_markets_of,
    reach_of,
)
from wadah.core.requirements.population.tables import (
    Population,
    can_compile,
    gap_code,
    list_counting,
    names_of,
    papers_schema,
    results_schema,
    subjects_schema,
)
from wadah.core.requirements.population.truths import Kleene, Looker, some
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    LimitLeaf,
    Node,
    NOf,
    OneOf,
    Rule,
    RuleBase,
    Scope,
    Unless,
)
from wadah.core.values import Effect

# Two bits a weight: thirty of them leave the sign of a 64-bit number alone.
IN_ONE_CODE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One weight: a rule, or the silence of the base about a market.

    Parameters
    ----------
    rule
        The id under which the single case shows the line.
    markets
        The markets in which the weight counts.
    reach
        Whether it applies to a subject: all of these. For a silence: is the product
        covered?
    source
        The rule; None for a silence.
    """

    rule: str
    markets: frozenset[str]
    reach: tuple[Kleene, ...]
    source: Rule | None

    @property
    def market(self) -> str | None:
        """The one market of the line, or None where there are several."""
        return next(iter(self.markets)) if len(self.markets) == 1 else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a sweep and the columns they read.

    Parameters
    ----------
    by_single_case
        Markets of which some rule has a part that no expression knows: their pairs
        go through `assess`.
    """

    base: RuleBase
    dates: Dates
    markets: tuple[str, ...]
    population: Population
    lines: tuple[Line, ...]
    leaves: LeafColumns
    by_single_case: frozenset[str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns that together are the profile of a subject."""
        count = -(-len(self.lines) // IN_ONE_CODE)
        return tuple(f"code_{number}" for number in range(count))

    @property
    def deciding(self) -> tuple[str, ...]:
        """Columns beside `codes` whose bits tell the lines that decide a verdict."""
        return tuple(name.replace("code", "deciding") for name in self.codes)

    def look(self, line: Line) -> Looker:
        """Reads the facts of subjects before the market of a line."""
        return Looker(self.population.subjects, self.base, self.dates, line.market)


def make_plan(base: RuleBase, dates: Dates, markets: Sequence[str]) -> Plan:
    """Choose the rules that can weigh in these markets on this day.

    Parameters
    ----------
    base
        The rules that judge a single case.
    dates
        The days of every case of the sweep; a day that is not planned is None.
    markets
        ISO 3166-1 alpha-2, or XI.
    """
    population = Population(
        ibis.table(subjects_schema(base, markets), name="subjects"),
        ibis.table(papers_schema(base), name="papers"),
        ibis.table(results_schema(), name="results"),
    )
    lines: list[Line] = []
    by_single_case: set[str] = set()
    for rule in list_counting(base):
        asking = list_markets_of(rule.scope, markets, base, dates)
        if not can_compile(rule.tree):
            by_single_case |= asking
        elif asking and "destination" in names_of(rule):
            lines += [
                _rule_line(rule, frozenset({one}), population, base, dates)
                for one in sorted(asking)
            ]
        elif asking:
            lines.append(_rule_line(rule, asking, population, base, dates))
    lines += [_gap_line(one, population, base, dates) for one in markets]
    leaves = LeafColumns(base, dates)
    for line in lines:
        if line.source is not None and line.source.tree is not None:
            _register(line.source.tree, line.source, leaves)
    return Plan(
        base, dates, tuple(markets), population, tuple(lines), leaves,
        frozenset(by_single_case),
    )  # fmt: skip


def _rule_line(
    rule: Rule,
    markets: frozenset[str],
    population: Population,
    base: RuleBase,
    dates: Dates,
) -> Line:
    market = next(iter(markets)) if len(markets) == 1 else None
    look = Looker(population.subjects, base, dates, market)
    return Line(rule.id, markets, reach_of(rule, look), rule)


def _gap_line(
    market: str, population: Population, base: RuleBase, dates: Dates
) -> Line:
    """The line of a market whose rules name nothing of the product; see `coverage`."""
    scopes = {
        replace(rule.scope, markets=(), excluded_markets=(), where=ALWAYS)
        for rule in base.rules
        if rule.side == "destination"
        and rule.effect is not Effect.BENEFIT
        and (rule.scope.families or rule.scope.hs)
        and list_markets_of(rule.scope, (market,), base, dates)
    }
    covering = [goods_of(scope, population.subjects) for scope in _sorted(scopes)]
    return Line(gap_code(market), frozenset({market}), (some(covering),), None)


def _sorted(scopes: Iterable[Scope]) -> list[Scope]:
    return sorted(
        scopes, key=lambda one: (sorted(one.families), one.hs, one.hs_edition)
    )


def _register(node: Node, rule: Rule, leaves: LeafColumns) -> None:
    if isinstance(node, DocumentLeaf):
        leaves.paper(node, rule.date_basis)
    elif isinstance(node, LimitLeaf):
        leaves.limit(node)
    elif isinstance(node, Unless):
        _register(node.part, rule, leaves)
    elif isinstance(node, AllOf | OneOf | NOf):
        for part in node.parts:
            _register(part, rule, leaves)
