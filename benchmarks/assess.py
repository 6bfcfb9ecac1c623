"""One case with explanations beside zen-engine, and the slowest cases of a mix.

Run: python benchmarks/assess.py

zen-engine gets the same rules as expressions of a JDM decision, as far as its language
can say them: the scope, the tree and the weight of a rule, with facts looked up, units
converted and dates made numbers before its clock starts. It answers a weight a rule and
no reason, question, step or source. Ours judges and explains, from the same case as
read. Both verdicts are compared on every case. The bound: at most 5 times zen-engine's
time, and 20 ms at the 95th percentile over every rule, family and market.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import zen

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import (
    AllOf,
    Case,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    OneOf,
    Rule,
    RuleBase,
    Unless,
    assess,
    assessment_to_json,
    case_from_json,
    leaves,
    verdict_of,
)
from wadah.core.requirements.case import UNSETTLED
from wadah.core.requirements.conditions import (
    Condition,
    Every,
    Fact,
    Some,
    names_in,
)
from wadah.core.requirements.papers import DUE_ON
from wadah.core.requirements.population.face import Tabulator
from wadah.core.requirements.sampling import SAMPLE_MAX_AGE
from wadah.core.values import Confidence, Effect, Truth, Verdict, convert, dimension

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/core/requirements/worked"))
from test_worked_cases import build_case, read_cases

BOUND = 5.0
SLOWEST_MS = 20.0
ROUNDS = 7
TODAY = date(2026, 11, 24)
WEIGHT = {
    Verdict.READY: 0,
    Verdict.CANNOT_TELL: 1,
    Verdict.NOT_READY: 2,
    Verdict.PROHIBITED: 3,
}
TRUTH = {Truth.NO: 0, Truth.CANNOT_TELL: 1, Truth.YES: 2}
# The unit in which both the bound of a rule and a result are written for zen-engine.
BASE_UNIT = {"mass_share": "mg/kg"}


class CannotSay(Exception):
    """The language of zen-engine has no words for a part of a rule."""


def key(name: str) -> str:
    return name.replace(".", "_").replace("-", "_")


def number(day: date | None) -> int | None:
    return None if day is None else day.year * 10000 + day.month * 100 + day.day


def word(value: object) -> str:
    if isinstance(value, bool):
        return json.dumps("true" if value else "false")
    if isinstance(value, date):
        return str(number(value))
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(str(value).casefold())


class Writer:
    """Writes a rule as an expression of the zen language, from 0 (no) upwards."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base

    def rule(self, rule: Rule) -> dict[str, str]:
        """Two expressions: whether the rule reaches the case, and what it then weighs.

        A weight reads the status through a list, so that zen-engine works it out once.
        """
        name = key(rule.id)
        reach = f"$.reach_{name}"
        status = "3" if rule.tree is None else self._node(rule.tree, rule)
        if rule.tree is None:
            asked = key(rule.lookups[0] if rule.lookups else f"rules.{rule.id}")
            # Lists are compared by their first word: two equal lists are not `==` here.
            status = f"({asked} == null or {asked}[0] == 'false' ? 3 : 5)"
        no = 3 if rule.effect is Effect.BARS else 2
        plain = f"[{no}, {no}, {no}, 1, 0, 0][{status}]"
        own = key(f"rules.{rule.id}")
        is_settled = f"{own} != null and {own}[0] == 'true'"
        asked = f"({is_settled} ? 0 : [1, 1, 1, 1, 0, 0][{status}])"
        weight = self._asks(rule, asked, plain)
        # A yes to the rule's own question also ends a doubt whether it applies.
        doubt = self._asks(rule, f"({is_settled} ? 0 : 1)", "1")
        return {
            f"reach_{name}": self._reach(rule),
            name: f"{reach} == 0 ? 0 : ({reach} == 1 ? {doubt} : {weight})",
        }

    def _asks(self, rule: Rule, asked: str, plain: str) -> str:
        if rule.confidence is Confidence.G or rule.is_lookup:
            doubt = "true"
        else:
            doubt = f"as_of > {number(rule.review_by)}"
        backed = " and ".join(f"{key(one)} != null" for one in rule.lookups) or "false"
        return f"(({doubt}) and not ({backed}) ? {asked} : {plain})"

    def _reach(self, rule: Rule) -> str:
        scope = rule.scope
        parts = [self._market(rule), self._goods(rule)]
        if scope.origin_regions:
            tests = " or ".join(
                f"startsWith(#, '{one}')" for one in scope.origin_regions
            )
            parts.append(f"(regions == null ? 1 : (some(regions, {tests}) ? 2 : 0))")
        parts.append(self.condition(scope.where))
        phases = [self._phase(rule, one) for one in rule.phases]
        if phases:
            parts.append(f"max([{', '.join(phases)}])")
        return f"min([{', '.join(parts)}])"

    def _phase(self, rule: Rule, phase: Any) -> str:
        if rule.date_basis == "produced_on":
            raise CannotSay
        tests = ["true"]
        if phase.valid_from:
            tests.append(f"{rule.date_basis} >= {number(phase.valid_from)}")
        if phase.valid_to:
            tests.append(f"{rule.date_basis} <= {number(phase.valid_to)}")
        window = f"({' and '.join(tests)} ? 2 : 0)"
        return f"min([{window}, {self.condition(phase.where)}])"

    def _market(self, rule: Rule) -> str:
        inside = [
            market
            for market in sorted(self.base.words.destinations)
            if any(self.base.is_in(market, one, TODAY) for one in rule.scope.markets)
            and not any(
                self.base.is_in(market, one, TODAY)
                for one in rule.scope.excluded_markets
            )
        ]
        if len(inside) == len(self.base.words.destinations):
            return "2"
        return f"(market in {json.dumps(inside)} ? 2 : 0)"

    def _goods(self, rule: Rule) -> str:
        scope = rule.scope
        test = "2"
        if scope.hs and not scope.hs_is_partial:
            within = " or ".join(f"startsWith(hs, '{one}')" for one in scope.hs)
            shorter = " or ".join(f"startsWith('{one}', hs)" for one in scope.hs)
            doubt = 0 if scope.families else f"({shorter} ? 1 : 0)"
            test = f"({within} ? 2 : {doubt})"
        elif scope.hs or scope.families:
            test = "0"
        if scope.families:
            test = f"(family in {json.dumps(sorted(scope.families))} ? 2 : {test})"
        if scope.forms:
            forms = json.dumps(sorted(scope.forms))
            test = f"(form != null and not (form in {forms}) ? 0 : {test})"
        return test

    def condition(self, condition: Condition) -> str:
        if isinstance(condition, Fact):
            return self._fact(condition)
        if isinstance(condition, Every | Some):
            parts = [self.condition(one) for one in condition.parts]
            if not parts:
                return "2" if isinstance(condition, Every) else "0"
            name = "min" if isinstance(condition, Every) else "max"
            return f"{name}([{', '.join(parts)}])"
        return f"(2 - {self.condition(condition.part)})"

    def _fact(self, fact: Fact) -> str:
        name = key(fact.name)
        wanted = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        listed = f"[{', '.join(word(one) for one in wanted)}]"
        starts = " or ".join(f"startsWith(#, {word(one)})" for one in wanted)
        tests = {
            "is": f"some({name}, # in {listed})",
            "in": f"some({name}, # in {listed})",
            "not_in": f"not some({name}, # in {listed})",
            "includes_all": " and ".join(f"{word(one)} in {name}" for one in wanted),
            "only_in": f"all({name}, # in {listed})",
            "starts_with": f"some({name}, {starts})",
            "known": "true",
        }
        test = tests.get(fact.operator)
        if test is None:
            test = f"{name}[0] {fact.operator} {word(fact.value)}"
        return f"({name} == null ? {TRUTH[fact.absent]} : ({test} ? 2 : 0))"

    def _node(self, node: Any, rule: Rule) -> str:
        if isinstance(node, AllOf | OneOf):
            name = "min" if isinstance(node, AllOf) else "max"
            return f"{name}([{', '.join(self._node(one, rule) for one in node.parts)}])"
        if isinstance(node, Unless):
            exempt = self.condition(node.exemption)
            part = self._node(node.part, rule)
            return (
                f"({exempt} == 2 ? 5 : "
                f"({exempt} == 0 ? {part} : [3, 3, 3, 3, 4, 5][{part}]))"
            )
        if isinstance(node, DocumentLeaf):
            return self._paper(node, rule)
        if isinstance(node, LimitLeaf):
            return self._limit(node)
        if isinstance(node, FactLeaf):
            return f"[0, 3, 5][{self.condition(node.condition)}]"
        raise CannotSay

    def _paper(self, leaf: DocumentLeaf, rule: Rule) -> str:
        if leaf.needs or leaf.declarations:
            raise CannotSay
        kinds = json.dumps(list(leaf.types))
        held = f"some(documents, #.type in {kinds} and #.until >= {rule.date_basis})"
        due = DUE_ON.get(leaf.due)
        later = f"{due} > as_of" if due else "false"
        lapsed = f"(some(documents, #.type in {kinds}) ? 1 : 2)"
        return f"({held} ? 5 : ({later} ? 4 : {lapsed}))"

    def _limit(self, leaf: LimitLeaf) -> str:
        line = leaf.line
        if leaf.plan or leaf.method or line.qualifier or "*" in line.parameter:
            raise CannotSay
        bound = line.value
        if isinstance(bound, Decimal) and line.operator in ("<=", "<", ">=", ">"):
            unit = line.unit or "text"
            bound = convert(bound, unit, BASE_UNIT.get(dimension(unit), unit))
        elif not (isinstance(bound, str) and line.operator == "="):
            raise CannotSay
        operator = "==" if line.operator == "=" else line.operator
        shown = json.dumps(bound) if isinstance(bound, str) else str(float(bound))
        parameter = self.base.words.find_parameter(line.parameter)
        usual = parameter.basis if parameter else "as_sold"
        ours = [
            f"#.parameter == '{line.parameter}'",
            f"#.basis == '{line.basis or usual}'",
            "#.usable",
        ]
        if leaf.needs_accreditation:
            ours.append("#.accredited")
        ours_text = " and ".join(ours)
        keeps = f"#.value {operator} {shown}"
        return (
            f"(some(results, {ours_text} and not #.is_below and not ({keeps})) ? 0 : "
            f"(some(results, {ours_text} and {keeps}) ? 5 : 3))"
        )


def write_decision(base: RuleBase) -> tuple[list[Rule], dict[str, str]]:
    """The rules that weigh and that the zen language can say, each with its words."""
    writer = Writer(base)
    kept: list[Rule] = []
    said: dict[str, str] = {}
    for rule in base.rules:
        weighs = rule.effect in (Effect.BARS, Effect.DELAYS)
        if not weighs or rule.says_not_asked:
            continue
        try:
            said |= writer.rule(rule)
        except CannotSay:
            continue
        kept.append(rule)
    return kept, said


def load_decision(said: dict[str, str]) -> Any:
    expressions = [
        {"id": name, "key": name, "value": text} for name, text in said.items()
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {
            "id": "rules",
            "type": "expressionNode",
            "name": "rules",
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    content = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [{**one, "position": {"x": 0, "y": 0}} for one in nodes],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(content)))


def names_read(rules: Sequence[Rule]) -> list[str]:
    names = {f"rules.{rule.id}" for rule in rules}
    for rule in rules:
        names |= {*rule.lookups, *names_in(rule.scope.where)}
        for phase in rule.phases:
            names |= set(names_in(phase.where))
        for leaf in leaves(rule.tree):
            if isinstance(leaf, FactLeaf):
                names |= set(names_in(leaf.condition))
        names |= set(_exemptions(rule.tree))
    return sorted(names)


def _exemptions(node: Any) -> list[str]:
    if isinstance(node, Unless):
        return [*names_in(node.exemption), *_exemptions(node.part)]
    return [name for one in getattr(node, "parts", ()) for name in _exemptions(one)]


def write_input(case: Case, names: Sequence[str], base: RuleBase) -> dict[str, Any]:
    """The case with facts looked up and results in every basis, for zen-engine."""
    restated = Tabulator(base, (), ()).restated(case)
    regions = [
        str(case.look(name).value)
        for name in ("origin.region", "origin.processing_region")
        if case.look(name).value is not None
    ]
    days = ("as_of", "declared_on", "departs_on", "arrives_on", "placed_on")
    return {
        **{key(name): _listed(case.look(name).value) for name in names},
        **{name: number(case.dates.get(name)) for name in days},
        "family": case.family,
        "hs": case.hs.digits if case.hs else "",
        "form": case.form,
        "market": case.destination,
        "regions": regions or None,
        "documents": [
            {"type": one.type, "until": number(one.expires_on) or 99991231}
            for one in case.documents
        ],
        "results": [_result(case, one) for one in (*case.results, *restated)],
    }


def _listed(value: object) -> list[Any] | None:
    if value is None:
        return None
    values = value if isinstance(value, tuple) else (value,)
    if any(isinstance(one, dict) for one in values):
        return ["given"]
    return [json.loads(word(one)) for one in values]


def _result(case: Case, result: Any) -> dict[str, Any]:
    parameter = read_vocabulary().find_parameter(result.parameter)
    value = result.value if result.below is None else max(result.below, result.loq)
    if isinstance(value, Decimal):
        base_unit = BASE_UNIT.get(dimension(result.unit), result.unit)
        value = float(convert(value, result.unit, base_unit))
    age = case.dates.as_of - result.sampled_on
    return {
        "parameter": result.parameter,
        "basis": result.basis or (parameter.basis if parameter else "as_sold"),
        "value": value,
        "is_below": result.below is not None,
        "usable": result.lot in case.known_lots() and age <= SAMPLE_MAX_AGE,
        "accredited": result.laboratory_accredited is True,
    }


def can_be_said(case: Case) -> bool:
    """Papers with a scope and results of a sampling plan are beyond the peer."""
    dated = all(
        case.dates.get(name)
        for name in ("declared_on", "departs_on", "arrives_on", "placed_on")
    )
    plain = all(not one.scope and one.holder is None for one in case.documents)
    single = all(
        not one.values and (one.below is None or one.loq is not None)
        for one in case.results
    )
    decided = all(one.value not in UNSETTLED for one in case.answers.values())
    return dated and plain and single and decided and case.dates.as_of == TODAY


def ours_verdict(case: Case, base: RuleBase) -> int:
    items = assess(case, base).items
    weighing = [one for one in items if not one.rule.startswith(("COVER", "CONTRACT"))]
    return max((WEIGHT[verdict_of(one)] for one in weighing), default=0)


def peer_verdict(answer: Any, rules: Sequence[Rule]) -> int:
    return max(answer["result"][key(rule.id)] for rule in rules)


def median_ms(run: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Milliseconds a case: the middle of the rounds, so that one hitch is no result."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for one in inputs:
            run(one)
        rounds.append((time.perf_counter() - started) / len(inputs) * 1000)
    return statistics.median(rounds)


def main() -> int:
    base, words = read_rule_base(), read_vocabulary()
    cases = [
        case_from_json(build_case(one.values[0]), words, TODAY) for one in read_cases()
    ]
    rules, said = write_decision(base)
    subset = replace(base, rules=tuple(rules))
    decision = load_decision(said)
    names = names_read(rules)
    common = [case for case in cases if can_be_said(case)]
    inputs = [write_input(case, names, base) for case in common]

    differing = [
        (case.family, case.destination)
        for case, given in zip(common, inputs, strict=True)
        if peer_verdict(decision.evaluate(given), rules) != ours_verdict(case, subset)
    ]
    ours = median_ms(lambda case: assess(case, subset), common)
    peer = median_ms(lambda given: decision.evaluate(given), inputs)
    weighing = [one for one in base.rules if one.effect in (Effect.BARS, Effect.DELAYS)]
    print(f"rules {len(base.rules)}, weighing {len(weighing)}, said {len(rules)}")
    print(f"cases {len(cases)}, said to zen-engine {len(common)}")
    print(f"different verdicts: {len(differing)} {differing[:5]}")
    print(f"ours, explained     {ours:8.3f} ms a case")
    print(f"zen-engine, weights {peer:8.3f} ms a case")
    print(f"ratio {ours / peer:.2f}, bound {BOUND}")

    slowest = p95_ms(cases, base)
    print(f"every rule, explained and written as JSON: p95 {slowest:.2f} ms, "
          f"bound {SLOWEST_MS}")  # fmt: skip
    return 1 if differing or ours > BOUND * peer or slowest > SLOWEST_MS else 0


def p95_ms(cases: Sequence[Case], base: RuleBase) -> float:
    """Over every worked case sent to twelve markets each."""
    markets = ("DE", "FR", "GB", "US", "AU", "JP", "CN", "SA", "PK", "TH", "IN", "SG")
    spent = []
    for case in cases:
        for market in markets:
            sent = replace(case, destination=market)
            started = time.perf_counter()
            json.dumps(assessment_to_json(assess(sent, base)))
            spent.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(spent, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
