"""The results of one lot against the limits of many markets at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wadah.core.requirements.assess import judge_rule
from wadah.core.requirements.assessment import Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.finding import Finding
from wadah.core.requirements.limit_tree import guarded_limits, reads_market
from wadah.core.requirements.limit_words import (
    basis_words,
    bound_words,
    measured_words,
    restated_words,
)
from wadah.core.requirements.limits import LimitDesk
from wadah.core.requirements.rules import (
    LimitLeaf,
    Rule,
    RuleBase,
    Scope,
    Source,
    leaves,
)
from wadah.core.requirements.scoping import applies, may_be_about
from wadah.core.values import Confidence, Effect, LabResult, Status, Text, Truth

_COUNTING = (Effect.BARS, Effect.DELAYS)


class CellState(StrEnum):
    """What a limit says of a lot."""

    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"
    PASS = "pass"  # noqa: S105
    LATER = "later"


# Worst first: the worst of the lines that count is the state of a cell.
_WORST = tuple(CellState)


@dataclass(frozen=True, slots=True)
class LimitIndex:
    """The rules of a base that hold a limit, with what they depend on.

    Parameters
    ----------
    by_market
        Ids of the rules whose answer can differ between two markets of their scope.
    """

    base: RuleBase
    rules: tuple[Rule, ...]
    by_market: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit of one rule against the results of the lot.

    Parameters
    ----------
    counts
        False for advice, benchmarks and what buyers commonly ask: no law.
    bound, basis
        The limit and what it is a share of.
    measured
        Each result of this parameter, and in the unit of the limit where that differs.
    """

    rule: str
    parameter: str
    state: CellState
    counts: bool
    effect: Effect
    bound: Text
    basis: Text
    method: str | None
    measured: tuple[Text, ...]
    reason: Text
    message: Text
    source: Source
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Cell:
    """One parameter in one market."""

    state: CellState
    counts: bool
    lines: tuple[LimitLine, ...]


@dataclass(frozen=True, slots=True)
class LotRow:
    """One parameter: a cell for each market that limits it."""

    parameter: str
    name: Text
    cells: Mapping[str, Cell]

    @property
    def counts(self) -> bool:
        """Does the law of any of the markets bound it?"""
        return any(cell.counts for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class LotTable:
    """Parameters by markets.

    Parameters
    ----------
    unlimited
        Parameters that were measured and that no rule of these markets bounds.
    """

    markets: tuple[str, ...]
    rows: tuple[LotRow, ...]
    unlimited: tuple[str, ...]


def index_limits(base: RuleBase) -> LimitIndex:
    """The rules with limits, found once for a rule base."""
    rules = tuple(
        rule
        for rule in base.rules
        if not rule.says_not_asked
        and any(isinstance(leaf, LimitLeaf) for leaf in leaves(rule.tree))
    )
    by_market = frozenset(
        (rule.id, rule.version) for rule in rules if reads_market(rule)
    )
    return LimitIndex(base, rules, by_market)


def lot_table(case: Case, markets: Sequence[str], index: LimitIndex) -> LotTable:
    """Hold the results of a lot against the limits of every market.

    Parameters
    ----------
    case
        The lot with its results, as for one market; its destination is not read.
    markets
        ISO 3166-1 alpha-2 codes, in the order of the columns.
    index
        From `index_limits`.

    Returns
    -------
    LotTable
        A row for each parameter that a market bounds; where a market bounds it not,
        the row has no cell.

    Notes
    -----
    A limit is judged as `assess` judges it: a rule that rests on general knowledge, a
    rule whose scope is not certain and an alternative that is open give "cannot tell",
    never "fail". Rules whose answer is the same for every market of their scope are
    judged once.
    """
    found: dict[str, dict[str, list[LimitLine]]] = {}
    reach = _Reach(case.dates.as_of, index.base, tuple(markets))
    for rule in index.rules:
        if not may_be_about(rule.scope, case):
            continue
        within = reach.markets_of(rule.scope)
        if not within:
            continue
        apart = (rule.id, rule.version) in index.by_market
        for group in [[one] for one in within] if apart else [within]:
            lines = list(_lines(rule, replace(case, destination=group[0]), index.base))
            for line in lines:
                row = found.setdefault(line.parameter, {})
                for market in group:
                    row.setdefault(market, []).append(line)
    return LotTable(
        markets=tuple(markets),
        rows=tuple(_row(name, cells, index.base) for name, cells in found.items()),
        unlimited=_unlimited(case.results, found),
    )


def _row(name: str, cells: dict[str, list[LimitLine]], base: RuleBase) -> LotRow:
    # Markets with the same lines share one cell, so that a page can draw it once.
    once: dict[tuple[int, ...], Cell] = {}
    shared: dict[str, Cell] = {}
    for market, lines in cells.items():
        key = tuple(id(line) for line in lines)
        if key not in once:
            once[key] = _cell(lines)
        shared[market] = once[key]
    return LotRow(name, _name(name, base), shared)


def _cell(lines: Sequence[LimitLine]) -> Cell:
    counting = [line for line in lines if line.counts]
    weighing = counting or list(lines)
    state = min((line.state for line in weighing), key=_WORST.index)
    return Cell(state, bool(counting), tuple(lines))


def _unlimited(results: Iterable[LabResult], rows: Iterable[str]) -> tuple[str, ...]:
    bounded = set(rows)
    families = {name.removesuffix(".*") for name in bounded if name.endswith(".*")}
    names = dict.fromkeys(result.parameter for result in results)
    return tuple(
        name
        for name in names
        if name not in bounded and name.partition(".")[0] not in families
    )


class _Reach:
    """Which of the markets a scope names, on a day."""

    def __init__(self, day: date, base: RuleBase, markets: tuple[str, ...]) -> None:
        self._day = day
        self._base = base
        self._markets = markets
        # Hundreds of rules name the same few groups.
        self._known: dict[str, frozenset[str]] = {"ALL": frozenset(markets)}

    def markets_of(self, scope: Scope) -> list[str]:
        named = self._expand(scope.markets)
        left_out = self._expand(scope.excluded_markets)
        return [one for one in self._markets if one in named and one not in left_out]

    def _expand(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._members(name) for name in names))

    def _members(self, name: str) -> frozenset[str]:
        if name not in self._known:
            self._known[name] = frozenset(
                one for one in self._markets if self._base.is_in(one, name, self._day)
            )
        return self._known[name]


def _lines(rule: Rule, case: Case, base: RuleBase) -> Iterator[LimitLine]:
    reach = applies(rule, case, base)
    if reach.truth is Truth.NO and reach.later_from is None:
        return
    item = judge_rule(rule, case, base)
    if item is None:
        return
    desk = LimitDesk(case, base.words)
    for leaf, guard in guarded_limits(rule.tree, case.look, Truth.YES):
        if guard is Truth.NO:
            continue
        finding = desk.judge(leaf)
        sure = guard is Truth.YES and reach.truth is Truth.YES
        state = _state(finding, item, sure)
        yield _line(leaf, item, state, (finding, desk))


def _state(finding: Finding, item: Item, sure: bool) -> CellState:
    if item.status is Status.LATER:
        return CellState.LATER
    if finding.status is Status.MET or item.status is Status.MET:
        return CellState.PASS
    is_broken = finding.status is Status.FAILING and sure
    may_say_no = item.status not in (Status.UNKNOWN, Status.NOT_ASKED)
    return CellState.FAIL if is_broken and may_say_no else CellState.CANNOT_TELL


def _line(
    leaf: LimitLeaf, item: Item, state: CellState, judged: tuple[Finding, LimitDesk]
) -> LimitLine:
    finding, desk = judged
    results = list(desk.results_of(leaf.line.parameter))
    unit = leaf.line.unit
    measured = tuple(measured_words(result, unit) for result in results)
    used = tuple(
        measured_words(reading.result, unit)
        if reading.restated is None
        else restated_words(reading.restated, unit)
        for reading in desk.readings(leaf)
        if reading.truth is not None
    )
    parameter = desk.words.find_parameter(leaf.line.parameter.removesuffix(".*"))
    usual = parameter.basis if parameter and parameter.unit != "text" else None
    return LimitLine(
        rule=item.rule,
        parameter=leaf.line.parameter,
        state=state,
        counts=item.effect in _COUNTING,
        effect=item.effect,
        bound=bound_words(leaf),
        basis=basis_words(leaf.line.basis or usual),
        method=leaf.method,
        measured=measured,
        reason=_reason(finding, item, state, (bound_words(leaf), used)),
        message=item.message,
        source=item.source,
        checked_on=item.checked_on,
        confidence=item.confidence,
    )


def _reason(
    finding: Finding,
    item: Item,
    state: CellState,
    values: tuple[Text, tuple[Text, ...]],
) -> Text:
    """Why, in one sentence; core's own where the value does not say it."""
    if state is CellState.LATER:
        return item.reason
    if state is CellState.PASS:
        return _kept(finding, item, values)
    if finding.status is not Status.FAILING or state is CellState.FAIL:
        return finding.reason
    # The value breaks the bound, but the rule itself cannot say no.
    doubt = _OPEN if item.status is Status.UNKNOWN else _SCOPE_OPEN
    return Text(f"{finding.reason.id} {doubt.id}", f"{finding.reason.en} {doubt.en}")


def _kept(finding: Finding, item: Item, values: tuple[Text, tuple[Text, ...]]) -> Text:
    bound, measured = values
    if finding.status is not Status.MET:
        return _OTHER_WAY
    shown_id = "; ".join(one.id for one in measured)
    shown_en = "; ".join(one.en for one in measured)
    kept = Text(
        f"{shown_id} memenuhi batas {bound.id}.",
        f"{shown_en} keeps the limit {bound.en}.",
    )
    if item.warning is None:
        return kept
    warning = item.warning
    return Text(f"{kept.id} {warning.id}", f"{kept.en} {warning.en}")


_OPEN = Text(
    "Aturan ini belum pasti untuk kiriman ini; cek dahulu.",
    "It is not certain that this rule says no to this consignment; check first.",
)
_SCOPE_OPEN = Text(
    "Belum pasti apakah batas ini berlaku: ada fakta yang belum disebut.",
    "It is not certain that this limit applies: a fact is not stated.",
)
_OTHER_WAY = Text(
    "Syarat ini dipenuhi dengan cara lain; batas ini tidak menentukan.",
    "This is met in another way; this limit does not decide.",
)


def _name(parameter: str, base: RuleBase) -> Text:
    head, _, substance = parameter.partition(".")
    found = base.words.find_parameter(head)
    name = found.name if found else Text(head, head)
    if substance in ("", "*"):
        return name
    return Text(f"{name.id}: {substance}", f"{name.en}: {substance}")
