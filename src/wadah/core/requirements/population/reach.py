"""Whether a rule applies to a subject: the expressions of `scoping.applies`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import ibis
import ibis.expr.types as ir

from wadah.core.requirements.case import Case, Dates
from wadah.core.requirements.population.rows import MARK
from wadah.core.requirements.population.tables import day_column, words_column
from wadah.core.requirements.population.truths import (
    Kleene,
    Looker,
    as_value,
    every,
    some,
)
from wadah.core.requirements.rules import Phase, Rule, RuleBase, Scope
from wadah.core.requirements.scoping import find_window, is_in_market
from wadah.core.values import Truth

# A heading, a subheading, a national line.
_HS_LENGTHS = (4, 6, 8)


def list_markets_of(
    scope: Scope, markets: Iterable[str], base: RuleBase, dates: Dates
) -> frozenset[str]:
    """The markets among `markets` that a rule is about on the day of the sweep."""
    return frozenset(
        market
        for market in markets
        if is_in_market(scope, Case("", market, dates), base)
    )


def reach_of(rule: Rule, look: Looker) -> tuple[Kleene, ...]:
    """What must all be true for the rule to apply in one of its markets."""
    scope = rule.scope
    return (
        _in_time(rule, look),
        goods_of(scope, look.table),
        _origin(scope, look),
        look.judge(scope.where),
    )


def goods_of(scope: Scope, table: ir.Table) -> Kleene:
    """Family or code; a partial code never decides, a form narrows where stated."""
    if not scope.hs and not scope.families:
        named: Kleene = Truth.YES
    else:
        named = _named(scope, table)
    if not scope.forms:
        return named
    fits = table.form.isnull() | table.form.isin(sorted(scope.forms))
    return every([named, fits])


def _named(scope: Scope, table: ir.Table) -> ir.BooleanValue:
    in_family = table.family.isin(sorted(scope.families)) if scope.families else None
    if scope.hs_is_partial or not scope.hs:
        return ibis.literal(False) if in_family is None else in_family
    by_code = _code(scope, table)
    return by_code if in_family is None else in_family | by_code


def _code(scope: Scope, table: ir.Table) -> ir.BooleanValue:
    hs, unknown = table.hs, ibis.null("boolean")
    within = _starts(hs, scope.hs)
    same_edition = table.hs_edition == scope.hs_edition
    shorter = sorted(
        {
            prefix[:length]
            for prefix in scope.hs
            for length in _HS_LENGTHS
            if length < len(prefix)
        }
    )
    otherwise = ibis.literal(False)
    if shorter and not scope.families:
        otherwise = ibis.ifelse(hs.isin(shorter), unknown, False)
    return ibis.cases(
        (hs.isnull(), ibis.literal(False) if scope.families else unknown),
        (within & same_edition, True),
        (within, unknown),
        else_=otherwise,
    )


def _starts(hs: ir.StringValue, prefixes: Iterable[str]) -> ir.BooleanValue:
    by_length: dict[int, list[str]] = {}
    for prefix in sorted(set(prefixes)):
        by_length.setdefault(len(prefix), []).append(prefix)
    # A code shorter than the prefix gives itself, which is not among them.
    return ibis.or_(
        *(hs.substr(0, length).isin(kept) for length, kept in by_length.items())
    )


def _origin(scope: Scope, look: Looker) -> Kleene:
    if not scope.origin_regions:
        return Truth.YES
    columns = [
        look.table[words_column(name)]
        for name in ("origin.region", "origin.processing_region")
    ]
    inside = [
        column.startswith(MARK + area).fill_null(False)
        for column in columns
        for area in scope.origin_regions
    ]
    stated = ibis.or_(*(column.notnull() for column in columns))
    return ibis.ifelse(stated, ibis.or_(*inside), ibis.null("boolean"))


def _in_time(rule: Rule, look: Looker) -> Kleene:
    """Which phase the day falls into; one that begins later does not apply yet."""
    return some(
        [
            every([look.judge(phase.where), _window(phase, rule, look)])
            for phase in rule.phases or (Phase(),)
        ]
    )


def _window(phase: Phase, rule: Rule, look: Looker) -> Kleene:
    dates = look.dates
    if rule.date_basis != "produced_on":
        first, last = dates.earliest(rule.date_basis), dates.latest(rule.date_basis)
        return find_window(phase, first, last)
    unmade = find_window(phase, date.min, dates.latest("departs_on"))
    made = look.table[day_column("attributes.produced_on")]
    begun = made >= phase.valid_from if phase.valid_from else ibis.literal(True)
    going = made <= phase.valid_to if phase.valid_to else ibis.literal(True)
    return ibis.ifelse(made.isnull(), as_value(unmade), begun & going)
