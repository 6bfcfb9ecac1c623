"""The lot-to-limit table: what its page and its files show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.requirements.words import confidence_words
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.drawn_pages import forget
from wadah.apps.validation.lot_results import LotLine, read_lot_results
from wadah.apps.validation.models import Case
from wadah.core.requirements import (
    Cell,
    CellState,
    LimitIndex,
    LimitLine,
    LotRow,
    LotTable,
    RuleBase,
    index_limits,
    lot_table,
)

STATES: dict[str, tuple[str, str, Any]] = {
    # state: mark of the style sheet, drawing, word
    CellState.PASS: ("met", "check", pgettext_lazy("limit", "kept")),
    CellState.FAIL: ("failing", "cross", pgettext_lazy("limit", "broken")),
    CellState.CANNOT_TELL: ("unknown", "question", gettext_lazy("cannot tell")),
    CellState.LATER: ("later", "clock", gettext_lazy("later")),
}
GROUPS: dict[str, Any] = {
    "EU": gettext_lazy("European Union"),
    "ASEAN": "ASEAN",
    "GCC": gettext_lazy("Gulf states (GCC)"),
    "EAEU": gettext_lazy("Eurasian Economic Union"),
}
_HOME = "ID"


@dataclass(frozen=True, slots=True)
class LotFacts:
    """All that is kept of a lot: its results and the document of its case."""

    lot: Lot
    day: date
    lines: Sequence[LotLine]
    document: dict[str, Any]
    index: LimitIndex

    def digest(self, *beside: object) -> str:
        """A key under which what was drawn of these facts may be used again.

        It is made of the facts themselves: what changes them changes it.
        """
        shown = [
            (line.row.pk, str(line.accreditation.reason), line.row.report)
            for line in self.lines
        ]
        reports = {report.pk: _columns(report) for _pk, _why, report in shown if report}
        text = json.dumps(
            [
                self.document,
                [(pk, why, report.pk if report else 0) for pk, why, report in shown],
                reports,
                [(rule.id, rule.version) for rule in self.index.rules],
                beside,
            ],
            default=str,
        )
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LotView:
    """A lot held against the limits of the markets chosen on the page."""

    facts: LotFacts
    markets: Sequence[Market]
    table: LotTable


@dataclass(frozen=True, slots=True)
class Column:
    """Markets with the same answer in every row, as one column."""

    label: str
    markets: tuple[Market, ...]

    @property
    def first(self) -> str:
        return str(self.markets[0].pk)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page is narrowed to."""

    markets: frozenset[str] = frozenset()
    group: str = ""
    state: str = ""
    law_only: bool = False
    each: bool = False
    groups: dict[str, Any] = field(default_factory=lambda: GROUPS)


_INDEX: list[LimitIndex] = []


def find_index() -> LimitIndex:
    """The limits of the rule base in use, compiled once for each base."""
    base = read_rule_base()
    if not _INDEX or _INDEX[0].base is not base:
        _INDEX[:] = [index_limits(base)]
        # What was drawn shows the rules of before.
        forget()
    return _INDEX[0]


def list_columns_of(
    markets: Iterable[Market], chosen: Filter, facts: LotFacts
) -> list[Market]:
    """The markets that a filter leaves, without the country of origin."""
    base, day = facts.index.base, facts.day
    return [
        market
        for market in markets
        if market.pk != _HOME
        and (not chosen.markets or market.pk in chosen.markets)
        and (not chosen.group or base.is_in(market.pk, chosen.group, day))
    ]


def _columns(row: Model) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def read_lot_facts(lot: Lot, *, day: date, today: date) -> LotFacts:
    """Read what is kept of a lot, in as many queries for one result as for all.

    `day` stands for every day of a shipment that is not planned yet.
    """
    lines = read_lot_results(lot)
    case = Case(product=lot.product, lot=lot, destination_id="DE")
    for name in ("declared_on", "departs_on", "arrives_on", "placed_on"):
        setattr(case, name, day)
    document = make_case_document(case, as_of=today, lines=lines)
    return LotFacts(lot, day, lines, document, find_index())


def judge_lot(facts: LotFacts, markets: Sequence[Market]) -> LotView:
    """Hold a lot against all `markets` in one pass over the rules."""
    table = lot_table(
        check_case(facts.document), [str(one.pk) for one in markets], facts.index
    )
    return LotView(facts, markets, table)


def list_columns(view: LotView, rows: Sequence[LotRow], *, each: bool) -> list[Column]:
    """One column for each market, or for markets that share every cell."""
    if each:
        return [Column(market.name, (market,)) for market in view.markets]
    alike: dict[tuple[int, ...], list[Market]] = {}
    for market in view.markets:
        key = tuple(id(row.cells.get(str(market.pk))) for row in rows)
        alike.setdefault(key, []).append(market)
    facts = view.facts
    return [
        Column(_label(markets, facts.index.base, facts.day), tuple(markets))
        for markets in alike.values()
    ]


def _label(markets: Sequence[Market], base: RuleBase, day: date) -> str:
    if len(markets) == 1:
        return markets[0].name
    for group, name in GROUPS.items():
        if all(base.is_in(str(market.pk), group, day) for market in markets):
            return _("%(group)s: %(count)d markets") % {
                "group": name,
                "count": len(markets),
            }
    return _("%(count)d markets alike") % {"count": len(markets)}


def list_rows(view: LotView, chosen: Filter) -> list[LotRow]:
    """The rows of the filter; what the law bounds stands first."""
    rows = [row for row in view.table.rows if _is_wanted(row, chosen)]
    return sorted(rows, key=lambda row: not row.counts)


def _is_wanted(row: LotRow, chosen: Filter) -> bool:
    if chosen.law_only and not row.counts:
        return False
    states = {cell.state.value for cell in row.cells.values()}
    return not chosen.state or chosen.state in states


def count_states(view: LotView) -> dict[str, int]:
    """Markets by the worst state of what their law bounds; `none` without a limit."""
    counts = {"fail": 0, "cannot_tell": 0, "pass": 0, "none": 0}
    order = (CellState.FAIL, CellState.CANNOT_TELL, CellState.PASS)
    for market in view.markets:
        states = {
            cell.state
            for row in view.table.rows
            if (cell := row.cells.get(str(market.pk))) is not None and cell.counts
        }
        worst = next((state for state in order if state in states), None)
        counts[worst.value if worst else "none"] += 1
    return counts


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One limit in one language, with the markets it is about."""

    line: LimitLine
    markets: tuple[Market, ...]
    language: str

    @property
    def state(self) -> tuple[str, str, Any]:
        return STATES[self.line.state]

    @property
    def bound(self) -> str:
        basis = self.line.basis.in_language(self.language)
        bound = self.line.bound.in_language(self.language)
        return f"{bound} ({basis})" if basis else bound

    @property
    def measured(self) -> list[str]:
        return [one.in_language(self.language) for one in self.line.measured]

    @property
    def reason(self) -> str:
        return self.line.reason.in_language(self.language)

    @property
    def message(self) -> str:
        return self.line.message.in_language(self.language)

    @property
    def source(self) -> str:
        return self.line.source.name.in_language(self.language)

    @property
    def confidence(self) -> str:
        return str(confidence_words(self.line.confidence))


def show_lines(
    row: LotRow, markets: Sequence[Market], language: str
) -> list[ShownLine]:
    """Each limit of a row once, with all the markets that share it."""
    shared: dict[int, tuple[LimitLine, list[Market]]] = {}
    for market in markets:
        cell = row.cells.get(str(market.pk))
        for line in cell.lines if cell else ():
            shared.setdefault(id(line), (line, []))[1].append(market)
    return [ShownLine(line, tuple(named), language) for line, named in shared.values()]


def worst_state(row: LotRow) -> CellState:
    """The worst answer of a row in any market: of the law where there is one."""
    cells = [cell for cell in row.cells.values() if cell.counts or not row.counts]
    return min((cell.state for cell in cells), key=list(CellState).index)


def bounds_of(cell: Cell, language: str) -> list[str]:
    """The limits of a cell as they stand in the table: those that count, if any do."""
    weighing = [line for line in cell.lines if line.counts] or list(cell.lines)
    return list(dict.fromkeys(line.bound.in_language(language) for line in weighing))


def measured_of(row: LotRow, language: str) -> list[str]:
    """What the laboratory found of a parameter, as it stands under its name."""
    first = next(iter(row.cells.values()), None)
    return (
        [one.in_language(language) for one in first.lines[0].measured] if first else []
    )


def make_sheet(
    view: LotView, rows: Sequence[LotRow], language: str
) -> list[list[object]]:
    """A line for each parameter, market and limit."""
    head: list[object] = [
        _("Parameter"), _("Market"), _("Answer"), _("Counts"), _("Limit"),
        _("Measured"), _("Method"), _("Rule"), _("Reason"), _("Source"),
        _("Checked on"),
    ]  # fmt: skip
    out = [head]
    for row in rows:
        name = row.name.in_language(language)
        for shown in show_lines(row, view.markets, language):
            line = shown.line
            out.extend(
                [
                    name, market.name, str(shown.state[2]),
                    _("law") if line.counts else _("advice"), shown.bound,
                    "; ".join(shown.measured), line.method or "", line.rule,
                    shown.reason, shown.source, line.checked_on,
                ]
                for market in shown.markets
            )  # fmt: skip
    return out
