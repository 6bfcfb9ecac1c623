"""Walks over the tree of a rule that holds limits."""

from __future__ import annotations

from collections.abc import Iterator

from wadah.core.requirements.conditions import Condition, Look, names_in
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Node,
    Rule,
    Unless,
    leaves,
)
from wadah.core.values import Truth


def guarded_limits(
    node: Node | None, look: Look, guard: Truth
) -> Iterator[tuple[LimitLeaf, Truth]]:
    """Each limit with the truth of the facts that stand beside it in its branch.

    In "one of", a branch of facts and limits is a case of its own: where the facts
    are not so, its limits are not asked. At the root, facts are duties like the rest.
    """
    if node is None or isinstance(node, DocumentLeaf | FactLeaf):
        return
    if isinstance(node, LimitLeaf):
        yield node, guard
    elif isinstance(node, Unless):
        exempt = node.exemption.judge(look).truth
        yield from guarded_limits(node.part, look, guard & ~exempt)
    else:
        for part in node.parts:
            branch = isinstance(part, AllOf) and not isinstance(node, AllOf)
            beside = _facts_of(part, look) if branch else Truth.YES
            yield from guarded_limits(part, look, guard & beside)


def _facts_of(node: Node, look: Look) -> Truth:
    truth = Truth.YES
    for part in node.parts if isinstance(node, AllOf) else ():
        if isinstance(part, FactLeaf):
            truth = truth & part.condition.judge(look).truth
    return truth


def reads_market(rule: Rule) -> bool:
    """Can the rule answer differently for two markets of its scope?"""
    if any(isinstance(leaf, DocumentLeaf) for leaf in leaves(rule.tree)):
        # A paper may be bound to one market.
        return True
    conditions = [rule.scope.where, *(phase.where for phase in rule.phases)]
    conditions += _conditions(rule.tree)
    return any("destination" in names_in(one) for one in conditions)


def _conditions(node: Node | None) -> Iterator[Condition]:
    if isinstance(node, FactLeaf):
        yield node.condition
    elif isinstance(node, Unless):
        yield node.exemption
        yield from _conditions(node.part)
    elif node is not None and not isinstance(node, LimitLeaf | DocumentLeaf):
        for part in node.parts:
            yield from _conditions(part)
