"""The market in which a product stands best, as the indicators look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wadah.core.requirements.assessment import Assessment, Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.conditions import names_in
from wadah.core.requirements.limits import LimitDesk
from wadah.core.requirements.rules import (
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Rule,
    RuleBase,
    leaves,
)
from wadah.core.values import Effect, Status

_PACKING_FACTS = ("consignment.packing", "attributes.label", "attributes.retail_packed")
_PACKING_PAPERS = frozenset(
    ("ispm15_treatment_record", "packing_declaration", "label_check_report")
)


@dataclass(frozen=True, slots=True)
class StandingMarket:
    """The market in which the product stands best."""

    case: Case
    assessment: Assessment
    base: RuleBase

    def lines(self) -> Iterator[tuple[Item, Rule]]:
        """The lines about the case, each with its rule."""
        rules = {(rule.id, rule.version): rule for rule in self.base.rules}
        for item in self.assessment.items:
            rule = rules.get((item.rule, item.version))
            if rule is not None and item.status is not Status.NOT_ASKED:
                yield item, rule

    def limits(self) -> tuple[int, int]:
        """How many limits apply, and how many an accredited result keeps."""
        desk = LimitDesk(self.case, self.base.words)
        total = passed = 0
        for item, rule in self.lines():
            for leaf in leaves(rule.tree):
                if not isinstance(leaf, LimitLeaf):
                    continue
                is_met = item.status is Status.MET
                if is_met and desk.judge(leaf).status is not Status.MET:
                    # Another branch of the rule is met: this limit does not apply.
                    continue
                keeps = desk.judge(replace(leaf, needs_accreditation=True))
                total += 1
                passed += keeps.status is Status.MET
        return total, passed

    def count(self, lines: list[Item]) -> tuple[int, int, int]:
        """How many lines, how many are met, how many cannot be told."""
        met = sum(item.status is Status.MET for item in lines)
        return len(lines), met, sum(item.status is Status.UNKNOWN for item in lines)


def counts(item: Item) -> bool:
    return item.effect in (Effect.BARS, Effect.DELAYS)


def is_of_packing(rule: Rule) -> bool:
    if rule.kind == "label":
        return True
    for leaf in leaves(rule.tree):
        if isinstance(leaf, DocumentLeaf) and _PACKING_PAPERS & set(leaf.types):
            return True
        if isinstance(leaf, FactLeaf) and any(
            name.startswith(_PACKING_FACTS) for name in names_in(leaf.condition)
        ):
            return True
    return False
