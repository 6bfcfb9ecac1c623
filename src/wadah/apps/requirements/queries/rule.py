"""Rules as everybody may read them. They are public: no actor is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from wadah.apps.requirements.rule_base import read_packaged_rules, read_rule_base
from wadah.core.requirements import Rule, RuleBase, leaves
from wadah.core.requirements.rules import DocumentLeaf, LimitLeaf


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """What a reader of the rules asked for; empty words ask for everything.

    Parameters
    ----------
    is_overdue
        Only rules past their day of review on `today`.
    """

    query: str = ""
    market: str = ""
    family: str = ""
    effect: str = ""
    confidence: str = ""
    is_overdue: bool = False
    today: date | None = None


def list_rules(
    query: str = "", market: str = "", family: str = "", effect: str = ""
) -> list[Rule]:
    """Rules by words of id, message and source, and by market, family, effect.

    A rule for every market or every product is among those of each one.
    """
    return search_rules(RuleFilter(query, market, family, effect))


def search_rules(wanted: RuleFilter) -> list[Rule]:
    """The newest version of each rule that the filter lets through, by its code."""
    base = read_rule_base()
    return [
        rule
        for rule in sorted(_newest(base), key=lambda one: one.id)
        if _says(rule, wanted.query.lower(), base)
        and _is_of(rule, wanted.market, base)
        and (not wanted.effect or rule.effect == wanted.effect)
        and (not wanted.confidence or rule.confidence == wanted.confidence)
        and _is_about(rule, wanted.family)
        and (not wanted.is_overdue or _is_overdue(rule, wanted.today))
    ]


def find_rule(rule_id: str) -> Rule | None:
    """The newest version of a rule; for a row of several parts its first part."""
    versions = list_versions(rule_id)
    if versions:
        return versions[0]
    parts = [rule for rule in _newest(read_rule_base()) if rule.row == rule_id]
    return parts[0] if parts else None


def list_versions(rule_id: str) -> list[Rule]:
    """Every version of a rule that is in the base, the newest first."""
    found = [rule for rule in read_rule_base().rules if rule.id == rule_id]
    return sorted(found, key=lambda rule: -rule.version)


def list_parts(rule: Rule) -> list[Rule]:
    """The rules that one row gives, this one among them."""
    return [
        one
        for one in read_rule_base().rules
        if one.row == rule.row and one.version == rule.version
    ]


def has_page(rule_id: str) -> bool:
    """Whether a line of a verdict is of a rule; a page asks for dozens at a time."""
    return rule_id in _packaged_ids() or find_rule(rule_id) is not None


@cache
def _packaged_ids() -> frozenset[str]:
    return frozenset(rule.id for rule in read_packaged_rules().rules)


def _newest(base: RuleBase) -> list[Rule]:
    newest: dict[str, Rule] = {}
    for rule in base.rules:
        known = newest.get(rule.id)
        if known is None or known.version < rule.version:
            newest[rule.id] = rule
    return list(newest.values())


def list_markets() -> list[str]:
    """Every market and group of markets that a rule names."""
    return sorted(
        {name for rule in read_rule_base().rules for name in rule.scope.markets}
    )


def list_families() -> list[str]:
    """Every product family that a rule names."""
    rules = read_rule_base().rules
    return sorted({slug for rule in rules for slug in rule.scope.families})


def _is_about(rule: Rule, family: str) -> bool:
    return not family or not rule.scope.families or family in rule.scope.families


def _is_overdue(rule: Rule, today: date | None) -> bool:
    return today is not None and rule.review_by < today


def _is_of(rule: Rule, market: str, base: RuleBase) -> bool:
    """Named, or a member today of a group that is named, and not left out."""
    if not market:
        return True
    if market not in base.words.destinations:
        return market in rule.scope.markets
    day = rule.checked_on
    inside = any(base.is_in(market, name, day) for name in rule.scope.markets)
    left_out = any(
        base.is_in(market, name, day) for name in rule.scope.excluded_markets
    )
    return inside and not left_out


def _says(rule: Rule, query: str, base: RuleBase) -> bool:
    """Every word of the query stands in what a reader sees of the rule."""
    types = base.words.document_types
    title = rule.source.name
    seen = [rule.id, rule.message.id, rule.message.en, title.id, title.en]
    for leaf in leaves(rule.tree):
        if isinstance(leaf, DocumentLeaf):
            names = [types[kind].name for kind in leaf.types]
            seen += [*leaf.types, *(n.id for n in names), *(n.en for n in names)]
        elif isinstance(leaf, LimitLeaf):
            seen.append(leaf.line.parameter)
    words = " ".join(seen).lower()
    return all(part in words for part in query.split())
