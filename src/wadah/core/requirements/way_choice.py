"""Which leaves of a rule are open, and the cheapest of several ways through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wadah.core.requirements.case import Case
from wadah.core.requirements.finding import Finding
from wadah.core.requirements.limits import LimitDesk
from wadah.core.requirements.papers import PaperDesk
from wadah.core.requirements.questions import ask_steps, cheapest_first
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Node,
    NOf,
    OneOf,
    Rule,
    RuleBase,
    Unless,
)
from wadah.core.requirements.scoping import applies
from wadah.core.values import Status, Step, Text, Truth

Kind = Literal["paper", "test", "goods", "question", "preparation", "partner"]
Weight = tuple[int, ...]
# Who must do a thing himself: no other firm can hold the paper in his place.
_OWN_WORK = frozenset(
    ("producer", "laboratory", "importer", "buyer", "recycler", "authority_market")
)


@dataclass(frozen=True, slots=True)
class Need:
    """One open leaf with the step that closes it.

    `may_be_held` is true of a paper that an exporter or collector may hold in the
    place of the business.
    """

    step: Step
    kind: Kind
    rule: str
    party: str
    why: Text
    may_be_held: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What closes a tree: now, before a later day; or nothing (`is_dead`)."""

    now: tuple[Need, ...] = ()
    later: tuple[Need, ...] = ()
    is_dead: bool = False


DONE = Plan()


@dataclass(frozen=True, slots=True)
class Chooser:
    """Plans one rule for one case; `weigh` says how dear a set of needs is."""

    rule: Rule
    case: Case
    base: RuleBase
    weigh: Callable[[tuple[Need, ...]], Weight]

    def plan(self) -> Plan:
        """The cheapest way through the rule; a question first where it decides."""
        reach = applies(self.rule, self.case, self.base)
        if reach.truth is Truth.CANNOT_TELL:
            return self._questions(reach.asks)
        if self.rule.tree is None:
            names = self.rule.lookups or (f"rules.{self.rule.id}",)
            return self._questions(names[:1])
        return self._node(self.rule.tree)

    def has_choice(self) -> bool:
        """True where another way through the rule could be taken."""
        return _has_choice(self.rule.tree)

    def _node(self, node: Node) -> Plan:
        if isinstance(node, AllOf):
            return _together([self._node(part) for part in node.parts])
        if isinstance(node, OneOf):
            return self._cheapest(1, node.parts)
        if isinstance(node, NOf):
            return self._cheapest(node.needed, node.parts)
        if isinstance(node, Unless):
            return self._unless(node)
        return self._leaf(node)

    def _cheapest(self, needed: int, parts: Sequence[Node]) -> Plan:
        ways = sorted((self._node(part) for part in parts), key=self._dearness)
        return _together(ways[:needed])

    def _dearness(self, plan: Plan) -> tuple[bool, Weight, Weight]:
        return plan.is_dead, self.weigh(plan.now), self.weigh(plan.later)

    def _unless(self, node: Unless) -> Plan:
        exempt = node.exemption.judge(self.case.look)
        if exempt.truth is Truth.YES:
            return DONE
        part = self._node(node.part)
        if exempt.truth is Truth.NO or not (part.now or part.is_dead):
            return part
        return min(self._questions(exempt.asks), part, key=self._dearness)

    def _leaf(self, leaf: DocumentLeaf | LimitLeaf | FactLeaf) -> Plan:
        if isinstance(leaf, FactLeaf):
            return self._fact(leaf)
        if isinstance(leaf, LimitLeaf):
            finding = LimitDesk(self.case, self.base.words).judge(leaf)
            kind: Kind = "goods" if finding.status is Status.FAILING else "test"
            return self._found(finding, kind, may_be_held=False)
        desk = PaperDesk(self.case, self.base, self.base.words, self.rule.date_basis)
        return self._found(desk.judge(leaf), "paper", self._may_be_held(leaf))

    def _found(self, finding: Finding, kind: Kind, may_be_held: bool) -> Plan:
        if finding.status is Status.MET:
            return DONE
        if not finding.steps:
            return Plan(is_dead=True)
        need = self._need(cheapest_first(finding.steps)[0], kind, may_be_held)
        if finding.status is Status.LATER:
            return Plan(later=(need,))
        return Plan(now=(need,))

    def _fact(self, leaf: FactLeaf) -> Plan:
        judged = leaf.condition.judge(self.case.look)
        if judged.truth is Truth.YES:
            return DONE
        if judged.truth is Truth.CANNOT_TELL:
            return self._questions(judged.asks)
        if not leaf.steps:
            return Plan(is_dead=True)
        return Plan(now=(self._need(cheapest_first(leaf.steps)[0], "goods", False),))

    def _questions(self, names: Iterable[str]) -> Plan:
        words = self.base.words
        asked = []
        for name in dict.fromkeys(names):
            outside = ask_steps((name,), words)
            asked.append(outside[0] if outside else self._answer(name))
        return Plan(now=tuple(self._need(one, "question", False) for one in asked))

    def _answer(self, name: str) -> Step:
        """What the owner sees on the goods: it costs nothing and takes no day."""
        facts = self.base.words.facts
        text = facts[name].question if name in facts else Text(name, name)
        return Step("answer", name, text, (0, 0), (0, 0))

    def _need(self, step: Step, kind: Kind, may_be_held: bool) -> Need:
        return Need(
            step,
            kind,
            self.rule.id,
            self.rule.party,
            self.rule.message,
            may_be_held,
        )

    def _may_be_held(self, leaf: DocumentLeaf) -> bool:
        bound = self.base.words.document_types[leaf.types[0]].bound
        is_open_to_others = bool({"exporter", "collector"} & set(leaf.holders))
        is_own_work = self.rule.party in _OWN_WORK
        return is_open_to_others and bound != "L" and not is_own_work


def _together(plans: Sequence[Plan]) -> Plan:
    return Plan(
        now=tuple(need for plan in plans for need in plan.now),
        later=tuple(need for plan in plans for need in plan.later),
        is_dead=any(plan.is_dead for plan in plans),
    )


def _has_choice(node: Node | None) -> bool:
    if isinstance(node, OneOf | NOf | Unless):
        return True
    if isinstance(node, AllOf):
        return any(_has_choice(part) for part in node.parts)
    return False
