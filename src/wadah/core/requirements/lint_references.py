"""Does everything a rule points at exist, and is everything there pointed at?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wadah.core.requirements.conditions import Condition, Every, Fact, Not, Some
from wadah.core.requirements.lint_notes import LintNote
from wadah.core.requirements.rules import (
    DATE_BASES,
    PARTIES,
    AllOf,
    DocumentLeaf,
    FactLeaf,
    Node,
    NOf,
    OneOf,
    Rule,
    RuleBase,
    Unless,
    leaves,
)
from wadah.core.values import Text

# Who may be named on a paper besides the parties that have a duty.
_HOLDERS = (*PARTIES, "notify")
_ORDERS = ("<=", "<", ">=", ">")


@dataclass(frozen=True, slots=True)
class References:
    """What a rule may point at.

    Parameters
    ----------
    family_codes
        HS codes a family may bear, by family.
    regions
        Codes of the areas of Indonesia.
    sources, names
        Keys of the list of sources, and of the named conditions.
    used_names
        Named conditions that some rule or other condition uses.
    """

    family_codes: Mapping[str, tuple[str, ...]]
    regions: frozenset[str]
    sources: frozenset[str]
    names: frozenset[str] = frozenset()
    used_names: frozenset[str] = frozenset()


def lint_references(base: RuleBase, to: References) -> Iterator[LintNote]:
    """Every reference that leads nowhere, and everything nothing leads to."""
    for rule in base.rules:
        yield from _markets(rule, base)
        yield from _goods(rule, base, to)
        yield from _leaves(rule)
        for condition in _conditions(rule):
            yield from _condition(rule, condition, base, to)
    yield from _unused(base, to)


def _dead(rule: Rule, field: str, word: object, what: Text) -> LintNote:
    return LintNote(
        "error",
        f"{field}_unknown",
        rule.id,
        field,
        Text(f"{what.id} “{word}” tidak dikenal.", f"{what.en} “{word}” is not known."),
    )


def _markets(rule: Rule, base: RuleBase) -> Iterator[LintNote]:
    known = base.words.destinations | base.groups.keys() | {"ALL"}
    for name in (*rule.scope.markets, *rule.scope.excluded_markets):
        if name not in known:
            yield _dead(rule, "markets", name, Text("Negara atau grup", "The market"))


def _goods(rule: Rule, base: RuleBase, to: References) -> Iterator[LintNote]:
    scope = rule.scope
    for family in sorted(scope.families - to.family_codes.keys()):
        yield _dead(rule, "families", family, Text("Keluarga produk", "The family"))
    for form in sorted(scope.forms - base.words.lists["form"]):
        yield _dead(rule, "forms", form, Text("Bentuk", "The form"))
    for region in scope.origin_regions:
        if region not in to.regions:
            yield _dead(rule, "origin_regions", region, Text("Daerah", "The region"))
    yield from _codes(rule, to)
    yield from _families_outside(rule, to)


def _codes(rule: Rule, to: References) -> Iterator[LintNote]:
    """The law may name codes no family bears; a rule of such codes alone is dead."""
    hs, borne = rule.scope.hs, [c for codes in to.family_codes.values() for c in codes]
    for prefix in hs:
        if not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{8}", prefix):
            yield _dead(rule, "hs", prefix, Text("Kode HS", "The HS code"))
    odd = [one for one in hs if not any(_on_one_branch(code, one) for code in borne)]
    if not odd:
        return
    is_dead = len(odd) == len(hs) and not rule.scope.families
    yield LintNote(
        "error" if is_dead else "note",
        "hs_of_no_family",
        rule.id,
        "hs",
        Text(
            f"Kode tanpa keluarga produk: {', '.join(odd)}.",
            f"Codes that no family bears: {', '.join(odd)}.",
        ),
    )


def _on_one_branch(code: str, prefix: str) -> bool:
    return code.startswith(prefix) or prefix.startswith(code)


def _families_outside(rule: Rule, to: References) -> Iterator[LintNote]:
    """A family none of whose codes lies under those of the rule: one of both is odd."""
    scope = rule.scope
    for family in sorted(scope.families & to.family_codes.keys()):
        codes = to.family_codes[family]
        if scope.hs and not any(_on_one_branch(c, p) for c in codes for p in scope.hs):
            yield LintNote(
                "note",
                "family_outside_codes",
                rule.id,
                "families",
                Text(
                    f"Keluarga {family} ({', '.join(codes)}) tidak di bawah kode HS "
                    "aturan ini; ia tetap termasuk.",
                    f"The family {family} ({', '.join(codes)}) is under none of the "
                    "rule's codes; it is meant all the same.",
                ),
            )


def _leaves(rule: Rule) -> Iterator[LintNote]:
    for leaf in leaves(rule.tree):
        if isinstance(leaf, DocumentLeaf):
            for holder in leaf.holders:
                if holder not in _HOLDERS:
                    yield _dead(rule, "holders", holder, Text("Pemegang", "The holder"))


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield rule.scope.where
    yield from (phase.where for phase in rule.phases)
    yield from _of_node(rule.tree)


def _of_node(node: Node | None) -> Iterator[Condition]:
    if isinstance(node, FactLeaf):
        yield node.condition
    elif isinstance(node, Unless):
        yield node.exemption
        yield from _of_node(node.part)
    elif isinstance(node, AllOf | OneOf | NOf):
        for part in node.parts:
            yield from _of_node(part)


def _facts(condition: Condition) -> Iterator[Fact]:
    if isinstance(condition, Fact):
        yield condition
    elif isinstance(condition, Not):
        yield from _facts(condition.part)
    elif isinstance(condition, Every | Some):
        for part in condition.parts:
            yield from _facts(part)


def _condition(
    rule: Rule, condition: Condition, base: RuleBase, to: References
) -> Iterator[LintNote]:
    for fact in _facts(condition):
        name = Text("Fakta", "The fact")
        if fact.name.startswith("dates.") and fact.name[6:] not in DATE_BASES:
            yield _dead(rule, "fact", fact.name, name)
        if fact.name == "product.family":
            for word in _words(fact):
                if word not in to.family_codes:
                    yield _dead(rule, "families", word, Text("Keluarga", "The family"))
        if fact.name == "destination":
            for word in _words(fact):
                if word not in base.words.destinations:
                    yield _dead(rule, "markets", word, Text("Negara", "The market"))
        yield from _operator(rule, fact, base)


def _operator(rule: Rule, fact: Fact, base: RuleBase) -> Iterator[LintNote]:
    known = base.words.facts.get(fact.name)
    is_order = fact.operator in _ORDERS
    if known is not None and is_order and known.type not in ("number", "date"):
        yield LintNote(
            "error",
            "operator_for_type",
            rule.id,
            fact.name,
            Text(
                f"{fact.name} bukan angka atau tanggal: {fact.operator} tidak berlaku.",
                f"{fact.name} is no number and no day: {fact.operator} means nothing.",
            ),
        )


def _words(fact: Fact) -> tuple[object, ...]:
    return fact.value if isinstance(fact.value, tuple) else (fact.value,)


def _unused(base: RuleBase, to: References) -> Iterator[LintNote]:
    used = {rule.source.key for rule in base.rules}
    yield from _left("warning", "source", sorted(to.sources - used))
    yield from _left("warning", "condition", sorted(to.names - to.used_names))
    markets = {
        name
        for rule in base.rules
        for name in (*rule.scope.markets, *rule.scope.excluded_markets)
    }
    # A group of countries stands ready for the rule that will name it.
    yield from _left("note", "group", sorted(base.groups.keys() - markets))


def _left(level: str, kind: str, names: Iterable[str]) -> Iterator[LintNote]:
    for name in names:
        yield LintNote(
            level,
            f"{kind}_unused",
            "",
            name,
            Text(
                f"“{name}” tidak dipakai aturan mana pun.",
                f"“{name}” is used by no rule.",
            ),
        )
