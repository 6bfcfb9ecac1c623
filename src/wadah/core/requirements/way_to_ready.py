"""The steps from a verdict to "ready": what they cost, how long they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wadah.core.requirements.assess import verdict_of
from wadah.core.requirements.assessment import Assessment, Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.renewals import Renewal, list_renewals, papers_of
from wadah.core.requirements.rules import Rule, RuleBase
from wadah.core.requirements.schedule import Range, Schedule, Task, make_schedule
from wadah.core.requirements.step_book import StepBook
from wadah.core.requirements.way_choice import Chooser, Kind, Need, Plan, Weight
from wadah.core.requirements.way_steps import StepMaker, WayStep
from wadah.core.values import Effect, Status, Step, Text, Verdict

RENEWAL_MONTHS = 24
_BARE: dict[str, Kind] = {
    "test_lot": "test",
    "retest_with_method": "test",
    "rework_lot": "goods",
}
_PARTNER = Step(
    "use_certified_partner",
    "certified_partner",
    Text(
        "Cari eksportir yang sudah memegang surat-surat ini dan jual melaluinya.",
        "Find an exporter who holds these papers and sell through him.",
    ),
)


@dataclass(frozen=True, slots=True)
class WayTotals:
    """Sums of a set of steps.

    Parameters
    ----------
    cost_idr
        What the business pays, lowest and highest, as far as it is known (rupiah).
    unpriced
        Keys of the steps of the business without a price.
    days
        Length of the longest chain (calendar days).
    """

    cost_idr: Range
    unpriced: tuple[str, ...]
    schedule: Schedule
    ready_on: tuple[date, date]

    @property
    def days(self) -> Range:
        return self.schedule.days

    @property
    def undated(self) -> tuple[str, ...]:
        return self.schedule.undated


@dataclass(frozen=True, slots=True)
class PartnerWay:
    """Selling through a firm that holds the papers: which steps fall away."""

    falls_away: tuple[WayStep, ...]
    steps: tuple[WayStep, ...]
    totals: WayTotals


@dataclass(frozen=True, slots=True)
class Way:
    """All that leads from a case to "ready".

    Parameters
    ----------
    steps
        What must be done before the verdict is "ready", by stage.
    shipment_steps
        Papers due on a later day: they come with each shipment and hold nothing up.
    blocked
        Lines that no step of the business mends.
    may_grow
        True while a question is open: its answer can add steps.
    """

    verdict: Verdict
    as_of: date
    steps: tuple[WayStep, ...]
    totals: WayTotals
    shipment_steps: tuple[WayStep, ...]
    shipment_cost_idr: Range
    blocked: tuple[Item, ...]
    may_grow: bool
    renewals: tuple[Renewal, ...]
    partner: PartnerWay | None

    def find(self, key: str) -> WayStep:
        return next(step for step in self.steps if step.key == key)

    @property
    def stages(self) -> tuple[tuple[WayStep, ...], ...]:
        """Steps that can be done side by side, stage after stage."""
        return tuple(
            tuple(self.find(key) for key in stage)
            for stage in self.totals.schedule.stages
        )


def way_to_ready(
    case: Case, assessment: Assessment, base: RuleBase, book: StepBook
) -> Way:
    """The cheapest steps that close every line which keeps the case from "ready".

    Parameters
    ----------
    case, base
        What `assess` was given.
    assessment
        What `assess` returned for them.
    book
        Prerequisites and estimates, with the organisation's own figures.

    Returns
    -------
    Way
        Steps with price, days, prerequisites and who does each; the longest chain;
        what comes with each shipment; renewals; the way through a partner.

    Notes
    -----
    In a rule that leaves a choice the cheapest branch is taken: fewest steps of unknown
    price, then lowest price, then highest price, then days. Steps that another rule
    already asks for count as nothing. The choice is made rule by rule, those without
    a choice first; over several rules with choices the sum is not proved to be lowest.
    A paper that several rules ask for is one step with the widest range of their
    figures. A prerequisite is a step of its own unless a valid paper of it is there.

    References
    ----------
    docs/algorithms/way-to-ready.md
    """
    maker = StepMaker(case, book, base.words)
    plans, blocked = _plan_all(case, assessment, base, maker)
    now = [need for plan in plans for need in plan.now]
    later = [need for plan in plans for need in plan.later]
    steps = maker.make(now)
    totals = _totals(steps, case.dates.as_of)
    known = {step.key for step in steps}
    shipment = tuple(s for s in maker.make(later, known) if s.key not in known)
    ordered = tuple(_by_stage(steps, totals.schedule))
    asked = {item.rule for item in assessment.items if _is_asked(item)}
    return Way(
        verdict=assessment.verdict,
        as_of=case.dates.as_of,
        steps=ordered,
        totals=totals,
        shipment_steps=shipment,
        shipment_cost_idr=_cost(shipment),
        blocked=tuple(blocked),
        may_grow=any(step.kind == "question" for step in steps),
        renewals=list_renewals(
            case, papers_of(r for r in base.rules if r.id in asked), maker.book,
            _new_papers(ordered, totals), RENEWAL_MONTHS,
        ),
        partner=_partner_way(now, maker, case.dates.as_of),
    )  # fmt: skip


def _plan_all(
    case: Case, assessment: Assessment, base: RuleBase, maker: StepMaker
) -> tuple[list[Plan], list[Item]]:
    """A plan for each line that weighs or comes later, and the lines without one."""
    rules = {(rule.id, rule.version): rule for rule in base.rules}
    chosen: list[Need] = []

    def weigh(needs: tuple[Need, ...]) -> Weight:
        return _weight(maker, chosen, needs)

    def chooser(rule: Rule) -> Chooser:
        return Chooser(rule, case, base, weigh)

    open_items = [item for item in assessment.items if _is_open(item)]
    pairs = [(item, rules.get((item.rule, item.version))) for item in open_items]
    pairs.sort(key=lambda pair: pair[1] is not None and chooser(pair[1]).has_choice())
    plans: list[Plan] = []
    blocked: list[Item] = []
    for item, rule in pairs:
        plan = chooser(rule).plan() if rule is not None else _bare_plan(item)
        if item.status is Status.LATER:
            plan = Plan(later=(*plan.now, *plan.later))
        elif plan.is_dead or not (plan.now or plan.later):
            blocked.append(item)
        plans.append(plan)
        chosen += plan.now
    return plans, blocked


def _bare_plan(item: Item) -> Plan:
    """A line without a rule: of the contract, or of the rule base's own gap."""
    needs = tuple(
        Need(step, _BARE.get(step.action, "question"), item.rule, item.party,
             item.message)
        for step in item.steps[:1]
    )  # fmt: skip
    return Plan(now=needs, is_dead=not needs)


def _is_open(item: Item) -> bool:
    if item.status is Status.LATER:
        return item.effect in (Effect.BARS, Effect.DELAYS)
    return verdict_of(item) is not Verdict.READY


def _is_asked(item: Item) -> bool:
    counts = item.effect in (Effect.BARS, Effect.DELAYS)
    return counts and item.status is not Status.NOT_ASKED


def _weight(maker: StepMaker, chosen: Sequence[Need], needs: Iterable[Need]) -> Weight:
    """Steps without a price, lowest price, highest price, days: of what is added."""
    have = {step.key for step in maker.make(chosen)}
    added = [s for s in maker.make([*chosen, *needs]) if s.key not in have]
    low, high = _cost(added)
    days = sum(step.days[0] for step in added if step.days is not None)
    return sum(step.cost_idr is None for step in added), low, high, days


def _cost(steps: Iterable[WayStep]) -> Range:
    priced = [s.cost_idr for s in steps if s.cost_idr is not None and s.is_mine]
    return sum(low for low, _ in priced), sum(high for _, high in priced)


def _totals(steps: Sequence[WayStep], as_of: date) -> WayTotals:
    plan = make_schedule(
        [Task(step.key, frozenset(step.needs), step.days) for step in steps]
    )
    low, high = plan.days
    return WayTotals(
        cost_idr=_cost(steps),
        unpriced=tuple(s.key for s in steps if s.cost_idr is None and s.is_mine),
        schedule=plan,
        ready_on=(as_of + timedelta(days=low), as_of + timedelta(days=high)),
    )


def _by_stage(steps: Iterable[WayStep], plan: Schedule) -> list[WayStep]:
    by_key = {step.key: step for step in steps}
    return [by_key[placed.key] for placed in plan.placed]


def _new_papers(
    steps: Iterable[WayStep], totals: WayTotals
) -> list[tuple[WayStep, date]]:
    """Papers got on the way, with the earliest day on which each can be there."""
    as_of = totals.ready_on[0] - timedelta(days=totals.days[0])
    return [
        (step, as_of + timedelta(days=totals.schedule.find(step.key).ends[0]))
        for step in steps
        if step.kind == "paper"
    ]


def _partner_way(
    needs: Sequence[Need], maker: StepMaker, as_of: date
) -> PartnerWay | None:
    """Without the papers another firm may hold, and without what only they needed."""
    every = maker.make(needs)
    # A paper stays where one of the rules that ask for it wants it of the business.
    stays = {maker.key_of(need.step) for need in needs if not need.may_be_held}
    rest = [need for need in needs if maker.key_of(need.step) in stays]
    partner = Need(_PARTNER, "partner", "", "exporter", _PARTNER.text)
    steps = maker.make([*rest, partner])
    kept = {step.key for step in steps}
    falls_away = tuple(step for step in every if step.key not in kept)
    if not falls_away:
        return None
    totals = _totals(steps, as_of)
    return PartnerWay(
        falls_away=falls_away,
        steps=tuple(_by_stage(steps, totals.schedule)),
        totals=totals,
    )
