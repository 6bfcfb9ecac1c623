"""Judge one case against the rule base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from wadah.core.requirements import reasons
from wadah.core.requirements.assessment import (
    COUNTING,
    NOT_GOOD,
    Assessment,
    Item,
    verdict_of,
)
from wadah.core.requirements.benefits import Benefit, describe_benefit
from wadah.core.requirements.case import Case
from wadah.core.requirements.changes import CHANGEABLE, list_changes
from wadah.core.requirements.conditions import names_in
from wadah.core.requirements.contract import judge_contract
from wadah.core.requirements.coverage import uncovered
from wadah.core.requirements.evidence import of_names
from wadah.core.requirements.finding import (
    Finding,
    join_all,
    join_some,
    met,
    sentences,
    unknown,
)
from wadah.core.requirements.limits import LimitDesk
from wadah.core.requirements.papers import PaperDesk
from wadah.core.requirements.questions import (
    RESULT_OF,
    ask_steps,
    cheapest_first,
    open_questions,
)
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
    leaves,
)
from wadah.core.requirements.scoping import Applies, applies
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Confidence, Effect, Status, Step, Text, Truth, Verdict
from wadah.core.values import worst as worst_of

__all__ = ["assess", "verdict_of"]

# What every case gives: no answer to a question can change it.
_GIVEN = frozenset(("product.family", "product.hs", "destination"))
_SHOWN = (
    Status.FAILING,
    Status.EXPIRED,
    Status.MISSING,
    Status.UNKNOWN,
    Status.LATER,
    Status.MET,
    Status.ADVICE,
    Status.NOT_ASKED,
)


def assess(case: Case, rules: RuleBase) -> Assessment:
    """Say what the market asks of the case and whether it is met.

    Parameters
    ----------
    case
        Product, consignment, dates, papers, results and answers.
    rules
        Every rule, the groups of markets and the closed word lists.

    Returns
    -------
    Assessment
        The worst verdict of all lines, the lines, the open questions and benefits.

    Notes
    -----
    A failing `bars` line gives `prohibited`; a `delays` or contract line gives
    `not_ready` where something is absent, expired, out of scope or over the limit;
    either gives `cannot_tell` where it is unknown. A rule that rests on general
    knowledge, is a look-up, or is past its review day is never worse than unknown
    unless a dated answer backs it. What is due or applies later has no weight.

    References
    ----------
    UNCTAD, International Classification of Non-Tariff Measures, 2019 version.
    """
    digits = case.hs.digits if case.hs else None
    concerned = rules.may_concern(
        case.family, digits, case.destination, case.dates.as_of
    )
    judged = [
        item
        for rule in concerned
        if (item := _Judge(rule, case, rules, rules.words).item()) is not None
    ]
    judged += judge_contract(case, rules.words)
    judged += uncovered(case, rules, concerned)
    items = sorted(
        (item for item in judged if item.effect is not Effect.BENEFIT), key=_weight
    )
    benefits = tuple(item for item in judged if item.effect is Effect.BENEFIT)
    return Assessment(
        verdict=worst_of(verdict_of(item) for item in items),
        items=tuple(items),
        questions=open_questions(judged, concerned, rules.words),
        benefits=benefits,
    )


def judge_rule(rule: Rule, case: Case, rules: RuleBase) -> Item | None:
    """The line of one rule; None where it does not apply."""
    return _Judge(rule, case, rules, rules.words).item()


def _weight(item: Item) -> tuple[int, int]:
    """Heaviest lines first; among equals the order of the rule files."""
    verdict = tuple(Verdict).index(verdict_of(item))
    return verdict, _SHOWN.index(item.status)


@dataclass(frozen=True, slots=True)
class _Judge:
    """One rule before one case."""

    rule: Rule
    case: Case
    base: RuleBase
    words: Vocabulary

    def item(self) -> Item | None:
        reach = applies(self.rule, self.case, self.base)
        if reach.truth is Truth.NO:
            later_from = reach.later_from
            return self._later(later_from) if later_from is not None else None
        if self.rule.says_not_asked and reach.truth is Truth.CANNOT_TELL:
            return None
        finding = self._finding(reach)
        return self._line(self._weighed(finding))

    def _finding(self, reach: Applies) -> Finding:
        if self.rule.says_not_asked:
            return Finding(Status.NOT_ASKED, reasons.NOT_ASKED)
        if reach.truth is Truth.CANNOT_TELL:
            doubt = unknown(
                reasons.say_scope_doubt(reach.asks, self.words),
                reach.asks,
                self._errands(reach.asks),
            )
            return replace(doubt, is_scope_doubt=True)
        if self.rule.tree is None:
            return self._bare()
        return self._node(self.rule.tree)

    def _bare(self) -> Finding:
        """A rule without a tree: only a dated answer can settle it."""
        code = self._recheck_code()
        answer = self.case.look(code).value
        # A rule's own question is answered by yes or no; no other word settles it.
        is_own = code == f"rules.{self.rule.id}"
        if answer is True or (answer not in (None, False) and not is_own):
            return met(of_names((code,), self.case), reasons.SETTLED)
        return unknown(reasons.LOOK_UP, (code,), self._errands((code,)))

    def _node(self, node: Node) -> Finding:
        if isinstance(node, AllOf):
            return join_all([self._node(part) for part in node.parts])
        if isinstance(node, OneOf):
            return join_some(1, [self._node(part) for part in node.parts])
        if isinstance(node, NOf):
            return join_some(node.needed, [self._node(part) for part in node.parts])
        if isinstance(node, Unless):
            return self._unless(node)
        return self._leaf(node)

    def _unless(self, node: Unless) -> Finding:
        exempt = node.exemption.judge(self.case.look)
        if exempt.truth is Truth.YES:
            return met(of_names(names_in(node.exemption), self.case), reasons.EXEMPT)
        finding = self._node(node.part)
        if exempt.truth is Truth.NO or finding.status is Status.MET:
            return finding
        if finding.status is Status.LATER:
            return replace(finding, asks=(*finding.asks, *exempt.asks))
        return unknown(
            finding.reason,
            (*exempt.asks, *finding.asks),
            (*self._errands(exempt.asks), *finding.steps),
        )

    def _leaf(self, leaf: DocumentLeaf | LimitLeaf | FactLeaf) -> Finding:
        if isinstance(leaf, DocumentLeaf):
            desk = PaperDesk(self.case, self.base, self.words, self.rule.date_basis)
            return desk.judge(leaf)
        if isinstance(leaf, LimitLeaf):
            return LimitDesk(self.case, self.words).judge(leaf)
        return self._fact(leaf)

    def _fact(self, leaf: FactLeaf) -> Finding:
        judged = leaf.condition.judge(self.case.look)
        used = of_names(names_in(leaf.condition), self.case)
        if judged.truth is Truth.YES:
            return met(used)
        if judged.truth is Truth.CANNOT_TELL:
            stale = [name for name in judged.asks if name in self.case.answers]
            reason = (
                reasons.say_stale(stale, self.words)
                if stale
                else reasons.say_not_stated(judged.asks, self.words)
            )
            steps = self._errands(judged.asks)
            return replace(unknown(reason, judged.asks, steps), evidence=used)
        names = tuple(names_in(leaf.condition))
        is_pointer = self.rule.is_lookup and not self.rule.lookups
        if names and is_pointer and _GIVEN.issuperset(names):
            # The row points at a list that the rule base does not hold for these goods.
            return self._bare()
        return Finding(
            Status.FAILING,
            reasons.say_fact_fails(
                (one for one in names if self.case.look(one).value is not None),
                self.words,
            ),
            steps=leaf.steps or list_changes(one.subject for one in used),
            evidence=used,
        )

    def _weighed(self, finding: Finding) -> Finding:
        """What a finding may weigh, given how sure the rule itself is."""
        if finding.status in (Status.NOT_ASKED, Status.LATER):
            return finding
        if self.rule.effect in (Effect.ADVICE, Effect.COSTS, Effect.CONTRACT):
            if finding.status is Status.MET:
                return finding
            return replace(finding, status=Status.ADVICE, asks=())
        is_open = finding.status in (*NOT_GOOD, Status.UNKNOWN)
        if is_open and self._asks():
            return self._asked(finding)
        if finding.status in NOT_GOOD and self.rule.effect is Effect.BARS:
            return replace(finding, status=Status.FAILING)
        return finding

    def _errands(self, names: Iterable[str]) -> tuple[Step, ...]:
        return ask_steps(names, self.words, self.rule.message)

    def _asked(self, finding: Finding) -> Finding:
        """A rule that may not say no asks instead, and says why."""
        asks = finding.asks
        if all(name.startswith(RESULT_OF) for name in asks):
            # A result may not settle it: a dated answer always does.
            asks = (*asks, self._recheck_code())
        if finding.status is Status.UNKNOWN:
            return replace(finding, asks=asks)
        why = reasons.say_not_confirmed(self.rule, self.case.dates.as_of)
        return replace(
            finding,
            status=Status.UNKNOWN,
            reason=sentences([finding.reason, why]),
            asks=asks,
            steps=(*finding.steps, *self._errands(asks)),
        )

    def _asks(self) -> bool:
        """True for a rule that alone may not say no."""
        if self._is_backed():
            return False
        is_general = self.rule.confidence is Confidence.G
        return is_general or self.rule.is_lookup or self._is_overdue()

    def _is_backed(self) -> bool:
        """A dated answer stands behind the rule."""
        names = self.rule.lookups
        return bool(names) and all(
            self.case.look(one).value is not None for one in names
        )

    def _is_overdue(self) -> bool:
        return self.case.dates.as_of > self.rule.review_by

    def _recheck_code(self) -> str:
        return self.rule.lookups[0] if self.rule.lookups else f"rules.{self.rule.id}"

    def _settled(self, finding: Finding) -> Finding:
        """A dated answer to the rule's own question makes an open line met."""
        if finding.status is not Status.UNKNOWN or not self._asks():
            return finding
        own = f"rules.{self.rule.id}"
        if self.case.look(own).value is not True:
            return finding
        return met(of_names((own,), self.case), reasons.SETTLED)

    def _line(self, finding: Finding) -> Item:
        finding = self._settled(finding)
        rule = self.rule
        warning = self._warning(finding)
        asks = finding.asks
        if rule.confidence is Confidence.VO and self._needs_recheck(finding):
            asks = tuple(dict.fromkeys((*asks, self._recheck_code())))
        return Item(
            rule=rule.id,
            version=rule.version,
            status=finding.status,
            effect=rule.effect,
            tier=rule.tier,
            party=rule.party,
            kind=rule.kind,
            side=rule.side,
            message=rule.message,
            reason=finding.reason,
            warning=warning,
            source=rule.source,
            checked_on=rule.checked_on,
            review_by=rule.review_by,
            confidence=rule.confidence,
            steps=cheapest_first((*finding.steps, *self._ways_out(finding))),
            asks=asks,
            evidence=finding.evidence,
            is_scope_doubt=finding.is_scope_doubt,
            may_refuse=not self._asks(),
            benefit=self._benefit(finding),
            mast=rule.mast,
        )

    def _benefit(self, finding: Finding) -> Benefit | None:
        if self.rule.effect is not Effect.BENEFIT:
            return None
        is_open = finding.status is Status.UNKNOWN
        return describe_benefit(self.rule, self.case, self.words, is_open)

    def _ways_out(self, finding: Finding) -> tuple[Step, ...]:
        """Changes of the goods that would take them out of a rule they break."""
        if finding.status not in NOT_GOOD or self.rule.effect not in COUNTING:
            return ()
        stated = self.case.facts
        names = set(names_in(self.rule.scope.where)) & CHANGEABLE
        outside = [
            name
            for name in sorted(names)
            if isinstance(stated.get(name), bool)
            and self._applies_with({**stated, name: not stated[name]}) is Truth.NO
        ]
        return list_changes(outside) if outside else ()

    def _applies_with(self, facts: Mapping[str, object]) -> Truth:
        return applies(self.rule, replace(self.case, facts=facts), self.base).truth

    def _needs_recheck(self, finding: Finding) -> bool:
        counts = self.rule.effect in COUNTING
        open_line = finding.status is not Status.LATER
        return (
            counts and open_line and self.case.look(self._recheck_code()).value is None
        )

    def _warning(self, finding: Finding) -> Text | None:
        if finding.status is not Status.MET:
            return None
        if self._is_overdue():
            return Text(
                f"Aturan ini seharusnya dicek lagi sebelum {self.rule.review_by}.",
                f"This rule should have been checked again by {self.rule.review_by}.",
            )
        if self.rule.confidence in (Confidence.G, Confidence.VO) or self.rule.is_lookup:
            return Text(
                "Aturan ini belum dipastikan pada naskah yang berlaku sekarang; cek "
                "sebelum mengirim.",
                "This rule was not confirmed in the text in force today; check before "
                "shipping.",
            )
        return None

    def _later(self, later_from: date) -> Item:
        steps: tuple[Step, ...] = ()
        for leaf in leaves(self.rule.tree):
            steps = (*steps, *leaf.steps)
        return self._line(
            Finding(Status.LATER, reasons.say_applies_from(later_from), steps=steps)
        )
