"""Rules as weights, weights as codes, codes as verdicts.

Every rule becomes one column, computed once a subject and not once a market: its
weight from 0 (none) to 3 (bars). Thirty weights share one number, so that subjects
before which all rules stand alike fall together by a handful of integers; the verdict
of a market is then the largest weight among its rules, worked out once for each such
*profile*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from wadah.core.requirements.conditions import Condition, names_in
from wadah.core.requirements.population.leaf_states import (
    FAILING,
    LATER,
    MET,
    MISSING,
    UNKNOWN,
    hold_papers,
    is_due_later,
    judge_papers,
    judge_results,
)
from wadah.core.requirements.population.plan import IN_ONE_CODE, Line, Plan
from wadah.core.requirements.population.rows import MARK
from wadah.core.requirements.population.tables import GIVEN
from wadah.core.requirements.population.truths import (
    Kleene,
    Looker,
    as_value,
    every,
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
    Unless,
)
from wadah.core.values import Confidence, Effect, Truth, Verdict

_BITS = 2
# Columns that thousands of products share: what they alone tell is worked out once.
GOODS = frozenset(("family", "hs", "hs_edition", "form"))
_NONE, _CANNOT_TELL, _NOT_READY, _PROHIBITED = range(4)
WEIGHTS = (
    Verdict.READY,
    Verdict.CANNOT_TELL,
    Verdict.NOT_READY,
    Verdict.PROHIBITED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One table of a sweep, from those before it."""

    name: str
    expression: ir.Table


def list_steps(plan: Plan) -> list[Step]:
    """The tables of a sweep in the order in which they are made.

    Returns
    -------
    list[Step]
        The last three are `judged` (`subject` and its profile, the columns
        `plan.codes`), `profiles` (each profile once) and `verdicts` (profile, `market`,
        `weight` from 0 ready to 3 prohibited, and the rules that decide as the bits of
        `plan.deciding`, which `list_bits` names).
    """
    held = Step("papers_held", hold_papers(plan.population, plan.leaves))
    papers = Step("paper_states", judge_papers(_table(held), plan.leaves))
    limits = Step("limit_states", judge_results(plan.population, plan.leaves))
    truths = _Truths(plan)
    weights = [_weight(line, plan, truths) for line in plan.lines]
    goods = Step("goods", truths.goods())
    facts = Step("truths", truths.table(_table(goods)))
    known = _table(facts).left_join(_table(papers), "subject", rname="{name}_paper")
    known = known.left_join(_table(limits), "subject", rname="{name}_limit")
    weighed = Step(
        "weights",
        known.select(
            "subject",
            **{f"weight_{i}": one.cast("int8") for i, one in enumerate(weights)},
        ),
    )
    judged = Step("judged", _judged(_table(weighed), plan))
    profiles = Step("profiles", _table(judged).select(*plan.codes).distinct())
    worst = Step("worst", _worst(_table(profiles), plan))
    verdicts = Step("verdicts", _verdicts(_table(worst), plan))
    return [
        held, papers, limits, goods, facts, weighed, judged, profiles, worst,
        verdicts,
    ]  # fmt: skip


def list_bits(plan: Plan) -> list[tuple[str, int, str]]:
    """For each line: its column of `plan.deciding`, its bit there, and its rule."""
    return [
        (
            plan.deciding[number // IN_ONE_CODE],
            _BITS * (number % IN_ONE_CODE),
            line.rule,
        )
        for number, line in enumerate(plan.lines)
    ]


def _table(step: Step) -> ir.Table:
    return ibis.table(step.expression.schema(), name=step.name)


def _judged(weights: ir.Table, plan: Plan) -> ir.Table:
    return weights.select(
        "subject",
        **{
            code: _pack(weights, number * IN_ONE_CODE, len(plan.lines))
            for number, code in enumerate(plan.codes)
        },
    )


def _worst(profiles: ir.Table, plan: Plan) -> ir.Table:
    """The largest weight of each market, beside the profile."""
    return profiles.select(
        *plan.codes,
        **{f"worst_{one}": _largest(profiles, one, plan) for one in plan.markets},
    )


def _largest(profiles: ir.Table, market: str, plan: Plan) -> ir.IntegerValue:
    """By the bits: 3 has both, 2 the upper, 1 the lower; thirty weights at a time."""
    both, upper, lower = [], [], []
    for name, mask in _masks(market, plan):
        low, high = profiles[name] & mask, (profiles[name] >> 1) & mask
        both.append((low & high) != 0)
        upper.append(high != 0)
        lower.append(low != 0)
    return ibis.cases(
        (ibis.or_(*both), _PROHIBITED),
        (ibis.or_(*upper), _NOT_READY),
        (ibis.or_(*lower), _CANNOT_TELL),
        else_=_NONE,
    ).cast("int8")


def _masks(market: str, plan: Plan) -> list[tuple[str, int]]:
    """For each code of a profile the lower bits of the lines of a market."""
    masks = [0] * len(plan.codes)
    for number, line in enumerate(plan.lines):
        if market in line.markets:
            code, place = divmod(number, IN_ONE_CODE)
            masks[code] |= 1 << (_BITS * place)
    return [(n, m) for n, m in zip(plan.codes, masks, strict=True) if m]


def _verdicts(worst: ir.Table, plan: Plan) -> ir.Table:
    parts = [_market(worst, market, plan) for market in plan.markets]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _market(profiles: ir.Table, market: str, plan: Plan) -> ir.Table:
    worst = profiles[f"worst_{market}"]
    masks = dict(_masks(market, plan))
    deciding = {}
    for name, decides in zip(plan.codes, plan.deciding, strict=True):
        mask = masks.get(name, 0)
        lower, upper = profiles[name] & mask, (profiles[name] >> 1) & mask
        both = lower & upper
        deciding[decides] = ibis.cases(
            (worst == _PROHIBITED, both),
            (worst == _NOT_READY, upper - both),
            (worst == _CANNOT_TELL, lower - both),
            else_=0,
        ).cast("int64")
    return profiles.select(
        *plan.codes, market=ibis.literal(market), weight=worst, **deciding
    )


def _pack(weights: ir.Table, first: int, count: int) -> ir.IntegerValue:
    numbers = range(first, min(first + IN_ONE_CODE, count))
    packed: ir.IntegerValue = ibis.literal(0, "int64")
    for place, number in enumerate(numbers):
        factor = ibis.literal(1 << (_BITS * place), "int64")
        packed = packed + weights[f"weight_{number}"].cast("int64") * factor
    return packed


@dataclass(slots=True)
class _Truths:
    """The columns that weights read: each distinct truth of a subject once."""

    plan: Plan
    columns: dict[object, tuple[str, ir.BooleanValue]] = field(default_factory=dict)

    def column(self, truth: ir.BooleanValue) -> ir.BooleanValue:
        """A truth of the facts as a column of the table of truths."""
        name = f"truth_{len(self.columns)}"
        name, _ = self.columns.setdefault(truth.op(), (name, truth))
        return ibis._[name]

    def goods(self) -> ir.Table:
        """What family, code and form alone tell, once for each that there is."""
        whole = self.plan.population.subjects
        distinct = whole.select(*sorted(GOODS)).distinct()
        found = {
            name: truth.op().replace({whole.op(): distinct.op()}).to_expr()
            for name, truth in self.columns.values()
            if _is_of_goods(truth)
        }
        return distinct.select(*sorted(GOODS), **found)

    def table(self, goods: ir.Table) -> ir.Table:
        """Every truth of every subject."""
        subjects = self.plan.population.subjects
        same = [subjects[name].identical_to(goods[name]) for name in sorted(GOODS)]
        joined = subjects.inner_join(goods, same, rname="{name}_of_goods")
        return joined.select(
            "subject",
            **{
                name: goods[name] if _is_of_goods(truth) else truth
                for name, truth in self.columns.values()
            },
        )


def _is_of_goods(truth: ir.BooleanValue) -> bool:
    read = {field.name for field in truth.op().find(ops.Field)}
    return bool(read) and GOODS.issuperset(read)


def _weight(line: Line, plan: Plan, truths: _Truths) -> ir.IntegerValue:
    look = plan.look(line)
    if line.source is not None:
        return _Weigher(line, line.source, look, plan, truths).weight()
    is_covered = truths.column(as_value(every(line.reach)).fill_null(False))
    settled = truths.column(look.is_true(f"rules.{line.rule}"))
    return ibis.ifelse(is_covered | settled, _NONE, _CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class _Weigher:
    """One rule before every subject; the steps of `assess._Judge`."""

    line: Line
    rule: Rule
    look: Looker
    plan: Plan
    truths: _Truths

    def weight(self) -> ir.IntegerValue:
        reach = every([self._column(part) for part in self.line.reach])
        if reach is Truth.NO:
            return ibis.literal(_NONE)
        status = self._status() if reach is not Truth.CANNOT_TELL else _number(UNKNOWN)
        if not isinstance(reach, Truth):
            status = ibis.ifelse(reach.isnull(), UNKNOWN, status)
        weighed = self._weighed(status)
        if isinstance(reach, Truth):
            return weighed
        # Not at all, or not yet: the expression of the tree is not even looked at.
        return ibis.ifelse(reach.fill_null(True), weighed, _NONE)

    def _status(self) -> ir.IntegerValue:
        if self.rule.tree is not None:
            return self._node(self.rule.tree)
        return self._bare()

    def _bare(self) -> ir.IntegerValue:
        """Only a dated answer can settle it."""
        code = self._recheck_code()
        if code == f"rules.{self.rule.id}":
            held = self.look.is_true(code)
        else:
            words = self.look.words(code).fill_null(f"{MARK}false{MARK}")
            held = words != f"{MARK}false{MARK}"
        return ibis.ifelse(self.truths.column(held), MET, UNKNOWN)

    def _node(self, node: Node) -> ir.IntegerValue:
        if isinstance(node, AllOf):
            return _all([self._node(part) for part in node.parts])
        if isinstance(node, OneOf):
            return _some(1, [self._node(part) for part in node.parts])
        if isinstance(node, NOf):
            return _some(node.needed, [self._node(part) for part in node.parts])
        if isinstance(node, Unless):
            return self._unless(node)
        return self._leaf(node)

    def _unless(self, node: Unless) -> ir.IntegerValue:
        exempt = as_value(self._judge(node.exemption))
        part = self._node(node.part)
        unsure = ibis.ifelse(part >= LATER, part, UNKNOWN)
        return ibis.cases((exempt.isnull(), unsure), (exempt, MET), else_=part)

    def _leaf(self, leaf: DocumentLeaf | LimitLeaf | FactLeaf) -> ir.IntegerValue:
        columns = self.plan.leaves
        if isinstance(leaf, LimitLeaf):
            return ibis._[columns.limit(leaf)].fill_null(UNKNOWN)
        if isinstance(leaf, FactLeaf):
            return self._fact(leaf)
        basis = self.rule.date_basis
        status = ibis._[columns.paper(leaf, basis)].fill_null(MISSING)
        if not is_due_later(columns, leaf, basis):
            return status
        return ibis.ifelse(status == MET, MET, LATER)

    def _fact(self, leaf: FactLeaf) -> ir.IntegerValue:
        names = tuple(names_in(leaf.condition))
        is_pointer = self.rule.is_lookup and not self.rule.lookups
        fails: ir.IntegerValue = _number(FAILING)
        if names and is_pointer and GIVEN.issuperset(names):
            # The row points at a list that the rule base does not hold for the goods.
            fails = self._bare()
        truth = self._judge(leaf.condition)
        if isinstance(truth, Truth):
            of = {Truth.YES: _number(MET), Truth.CANNOT_TELL: _number(UNKNOWN)}
            return of.get(truth, fails)
        return ibis.cases((truth.isnull(), UNKNOWN), (truth, MET), else_=fails)

    def _weighed(self, status: ir.IntegerValue) -> ir.IntegerValue:
        """What a status may weigh, given how sure the rule itself is."""
        bars = self.rule.effect is Effect.BARS
        plain = ibis.cases(
            (status <= MISSING, _PROHIBITED if bars else _NOT_READY),
            (status == UNKNOWN, _CANNOT_TELL),
            else_=_NONE,
        )
        if not self._may_ask():
            return plain
        # Open is anything worse than `later`; a yes to the rule's own question settles.
        settled = self.truths.column(self.look.is_true(f"rules.{self.rule.id}"))
        asked = ibis.ifelse((status <= UNKNOWN) & ~settled, _CANNOT_TELL, _NONE)
        if not self.rule.lookups:
            return asked
        stated = (self.look.is_stated(one) for one in self.rule.lookups)
        return ibis.ifelse(self.truths.column(ibis.and_(*stated)), plain, asked)

    def _judge(self, condition: Condition) -> Kleene:
        return self._column(self.look.judge(condition))

    def _column(self, truth: Kleene) -> Kleene:
        return truth if isinstance(truth, Truth) else self.truths.column(truth)

    def _may_ask(self) -> bool:
        """A rule that alone may not say no, unless a dated answer backs it."""
        rule = self.rule
        is_overdue = self.plan.dates.as_of > rule.review_by
        return rule.confidence is Confidence.G or rule.is_lookup or is_overdue

    def _recheck_code(self) -> str:
        rule = self.rule
        return rule.lookups[0] if rule.lookups else f"rules.{rule.id}"


def _number(status: int) -> ir.IntegerValue:
    return ibis.literal(status, "int8")


def _all(parts: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    """The worst speaks; nothing asked is met."""
    if len(parts) < 2:
        return parts[0] if parts else _number(MET)
    return ibis.least(*parts)


def _some(needed: int, parts: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    """The `needed`-th best speaks."""
    if needed <= 0 or not parts:
        return _number(MET)
    if needed >= len(parts):
        return _all(parts)
    if needed == 1:
        return ibis.greatest(*parts)
    return _nth_best(needed, parts)


def _nth_best(needed: int, parts: Sequence[ir.IntegerValue]) -> ir.IntegerValue:
    def reaching(status: int) -> ir.BooleanValue:
        return _sum((part >= status).cast("int8") for part in parts) >= needed

    steps = [(reaching(status), status) for status in range(MET, FAILING, -1)]
    return ibis.cases(*steps, else_=FAILING)


def _sum(parts: Iterable[ir.IntegerValue]) -> ir.IntegerValue:
    total: ir.IntegerValue = ibis.literal(0, "int8")
    for part in parts:
        total = total + part
    return total
