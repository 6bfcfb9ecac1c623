"""Is one thing asked twice, or bound twice, of the same goods on the same day?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from wadah.core.requirements.lint_notes import LintNote
from wadah.core.requirements.reach import Reach, exclude_each_other, overlap_in_time
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Node,
    Rule,
    RuleBase,
)
from wadah.core.values import Effect, Text

_COUNTING = (Effect.BARS, Effect.DELAYS)
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A leaf that a rule asks for whatever else holds."""

    rule: Rule
    leaf: DocumentLeaf | LimitLeaf


def lint_overlaps(base: RuleBase, reach: Reach) -> Iterator[LintNote]:
    """Pairs of rules that ask for the same paper or bind the same parameter."""
    groups: dict[_Key, list[_Asked]] = {}
    for rule in base.rules:
        for leaf in _unconditional(rule.tree):
            groups.setdefault(_key(rule, leaf), []).append(_Asked(rule, leaf))
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield from _pair(one, other, reach)


def _key(rule: Rule, leaf: DocumentLeaf | LimitLeaf) -> _Key:
    """What must be alike before two leaves can be the same request."""
    weighs = rule.effect in _COUNTING
    if isinstance(leaf, DocumentLeaf):
        # Another scope or declaration on the paper is another request.
        needs = tuple(sorted(leaf.needs.items()))
        return ("document", weighs, leaf.types, needs, leaf.declarations)
    line = leaf.line
    return ("limit", rule.side, rule.effect, line.parameter, line.basis,
            line.qualifier, leaf.method)  # fmt: skip


def _unconditional(node: Node | None) -> Iterator[DocumentLeaf | LimitLeaf]:
    """Leaves no alternative and no exemption can spare."""
    if isinstance(node, DocumentLeaf | LimitLeaf):
        yield node
    elif isinstance(node, AllOf):
        for part in node.parts:
            if not isinstance(part, FactLeaf):
                yield from _unconditional(part)


def _pair(one: _Asked, other: _Asked, reach: Reach) -> Iterator[LintNote]:
    if one.rule.id == other.rule.id and one.rule.version == other.rule.version:
        return
    if not overlap_in_time(one.rule, other.rule):
        return
    if exclude_each_other(one.rule.scope.where, other.rule.scope.where):
        return
    families, markets = _shared(one.rule, other.rule, reach)
    if not families or not markets:
        return
    where = f"{len(families)} x {len(markets)}"
    rules = f"{one.rule.id}, {other.rule.id}"
    if isinstance(one.leaf, LimitLeaf) and isinstance(other.leaf, LimitLeaf):
        yield _limits(one.rule, other.rule, (one.leaf, other.leaf), where)
    elif isinstance(one.leaf, DocumentLeaf):
        yield _papers(rules, one, one.leaf, where)


def _papers(rules: str, one: _Asked, leaf: DocumentLeaf, where: str) -> LintNote:
    names = ", ".join(leaf.types)
    return LintNote(
        "note",
        "asked_twice",
        one.rule.id,
        "tree",
        Text(
            f"{rules} sama-sama meminta {names} ({where} produk dan negara).",
            f"{rules} both ask for {names} ({where} families and markets).",
        ),
    )


def _limits(
    one: Rule, other: Rule, pair: tuple[LimitLeaf, LimitLeaf], where: str
) -> LintNote:
    mine, theirs = pair
    parameter = mine.line.parameter
    rules = f"{one.id}, {other.id}"
    if (mine.line, mine.plan) == (theirs.line, theirs.plan):
        return LintNote(
            "note",
            "bound_twice",
            one.id,
            parameter,
            Text(
                f"{rules} memuat batas {parameter} yang sama ({where}).",
                f"{rules} hold the same limit of {parameter} ({where}).",
            ),
        )
    is_law = one.effect in _COUNTING
    return LintNote(
        "error" if is_law else "note",
        "limits_differ",
        one.id,
        parameter,
        Text(
            f"{rules} memuat batas {parameter} yang berbeda untuk barang dan negara "
            f"yang sama ({where}).",
            f"{rules} hold different limits of {parameter} for the same goods and "
            f"markets ({where}).",
        ),
    )


def _shared(
    one: Rule, other: Rule, reach: Reach
) -> tuple[frozenset[str], frozenset[str]]:
    """Families and markets of both, where neither shuts the pair out."""
    markets = reach.markets(one.scope) & reach.markets(other.scope)
    families = reach.families(one.scope) & reach.families(other.scope)
    forms = one.scope.forms and other.scope.forms
    if forms and not one.scope.forms & other.scope.forms:
        return frozenset(), frozenset()
    # Markets weigh little here: one of them shows whether the families can meet.
    market = min(markets, default="")
    meeting = frozenset(
        family
        for family in families
        if market
        and reach.can_hold(one, family, market)
        and reach.can_hold(other, family, market)
    )
    return meeting, markets
