"""Rules as everybody may read them. They are public: no actor is asked."""

from __future__ import annotations

from wadah.apps.requirements.rule_base import read_rule_base
from wadah.core.requirements import Rule, leaves
from wadah.core.requirements.rules import DocumentLeaf, LimitLeaf


def list_rules(
    query: str = "", market: str = "", family: str = "", effect: str = ""
) -> list[Rule]:
    """Rules by words of id, message and source, and by market, family, effect.

    A rule for every market or every product is among those of each one.
    """
    return [
        rule
        for rule in sorted(read_rule_base().rules, key=lambda one: one.id)
        if _says(rule, query.lower())
        and _is_of(rule, market)
        and (not family or not rule.scope.families or family in rule.scope.families)
        and (not effect or rule.effect == effect)
    ]


def find_rule(rule_id: str) -> Rule | None:
    """The newest version of a rule."""
    versions = [rule for rule in read_rule_base().rules if rule.id == rule_id]
    return max(versions, key=lambda rule: rule.version, default=None)


def list_markets() -> list[str]:
    """Every market and group of markets that a rule names."""
    return sorted(
        {name for rule in read_rule_base().rules for name in rule.scope.markets}
    )


def list_families() -> list[str]:
    """Every product family that a rule names."""
    rules = read_rule_base().rules
    return sorted({slug for rule in rules for slug in rule.scope.families})


def _is_of(rule: Rule, market: str) -> bool:
    """Named, or a member today of a group that is named, and not left out."""
    if not market:
        return True
    base = read_rule_base()
    if market not in base.words.destinations:
        return market in rule.scope.markets
    day = rule.checked_on
    inside = any(base.is_in(market, name, day) for name in rule.scope.markets)
    left_out = any(
        base.is_in(market, name, day) for name in rule.scope.excluded_markets
    )
    return inside and not left_out


def _says(rule: Rule, query: str) -> bool:
    """Every word of the query stands in what a reader sees of the rule."""
    types = read_rule_base().words.document_types
    seen = [rule.id, rule.message.id, rule.message.en, rule.source.title]
    for leaf in leaves(rule.tree):
        if isinstance(leaf, DocumentLeaf):
            names = [types[kind].name for kind in leaf.types]
            seen += [*leaf.types, *(n.id for n in names), *(n.en for n in names)]
        elif isinstance(leaf, LimitLeaf):
            seen.append(leaf.line.parameter)
    words = " ".join(seen).lower()
    return all(part in words for part in query.split())
