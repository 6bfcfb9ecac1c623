"""What becomes of each leaf for each subject: papers and results, once a subject.

A status is a number, worst first, as in `finding`: failing, expired, missing, unknown,
later, met. Each distinct leaf is one column; a subject without a paper or a result of
its kind has none of the rows and takes the default of the leaf.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import ibis
import ibis.expr.types as ir

from wadah.core.requirements.bases import usual_basis
from wadah.core.requirements.case import Case, Dates
from wadah.core.requirements.papers import PaperDesk
from wadah.core.requirements.population.rows import MARK
from wadah.core.requirements.population.tables import (
    AMOUNT,
    HOLDER_ROLES,
    Population,
    number_column,
    words_column,
)
from wadah.core.requirements.population.truths import (
    Kleene,
    as_value,
    compare,
    every,
    has_all,
    has_any,
)
from wadah.core.requirements.rules import (
    DateName,
    DocumentLeaf,
    LimitLeaf,
    RuleBase,
    SamplingPlan,
)
from wadah.core.requirements.sampling import SAMPLE_MAX_AGE
from wadah.core.values import UNITS, SpecLine, dimension

FAILING, EXPIRED, MISSING, UNKNOWN, LATER, MET = range(6)
# The best of several papers speaks: met, unknown, failing, expired. Each rank carries
# its status in the last digit, so that the largest is at once the best and its status.
_EXPIRED_PAPER = 10 + EXPIRED
_FAILING_PAPER = 20 + FAILING
_UNKNOWN_PAPER = 30 + UNKNOWN
_MET_PAPER = 40 + MET
# Codes of goods have up to 8 digits.
_HS_DIGITS = 8


@dataclass(frozen=True, slots=True)
class LeafKey:
    """A leaf without its steps: two leaves that are judged alike are one column."""

    types: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    declarations: tuple[str, ...]
    holders: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class LimitKey:
    line: SpecLine
    method: str | None
    needs_accreditation: bool
    plan: SamplingPlan | None


@dataclass(slots=True)
class LeafColumns:
    """The columns of the leaves met so far."""

    base: RuleBase
    dates: Dates
    papers: dict[LeafKey, str] = field(default_factory=dict)
    limits: dict[LimitKey, str] = field(default_factory=dict)

    def paper(self, leaf: DocumentLeaf, basis: DateName) -> str:
        """The column of a document leaf on the day that counts."""
        key = LeafKey(
            leaf.types,
            tuple(sorted(leaf.needs.items())),
            leaf.declarations,
            leaf.holders,
            self.desk(basis).day_that_counts(),
        )
        return self.papers.setdefault(key, f"paper_{len(self.papers)}")

    def limit(self, leaf: LimitLeaf) -> str:
        key = LimitKey(leaf.line, leaf.method, leaf.needs_accreditation, leaf.plan)
        return self.limits.setdefault(key, f"limit_{len(self.limits)}")

    def desk(self, basis: DateName) -> PaperDesk:
        """The desk of the single case, for what depends on the days alone."""
        probe = Case(family="", destination="", dates=self.dates)
        return PaperDesk(probe, self.base, self.base.words, basis)


def hold_papers(population: Population, columns: LeafColumns) -> ir.Table:
    """The papers in hand, each with its own scope judged, before any leaf looks."""
    papers, as_of = population.papers, columns.dates.as_of
    in_hand = papers.filter(papers.issued_on.isnull() | (papers.issued_on <= as_of))
    subjects = _with_known_lot(population)
    held = in_hand.join(subjects, "subject", rname="{name}_of_subject")
    read = [name for name in papers.columns if name.startswith("needs__")]
    names = [words_column(f"parties.{role}.name") for role in HOLDER_ROLES]
    return held.select(
        "subject", "type", "holder", "expires_on", "declarations", *read, *names,
        fits=as_value(every(_fixed_scope(held))),
    )  # fmt: skip


def judge_papers(held: ir.Table, columns: LeafColumns) -> ir.Table:
    """A row for each subject that has papers: the status of every document leaf."""
    states = {
        name: (_paper_state(held, key).max() % 10).cast("int8")
        for key, name in columns.papers.items()
    }
    return held.group_by("subject").agg(**states)


def judge_results(population: Population, columns: LeafColumns) -> ir.Table:
    """A row for each subject that has usable results: the status of every limit."""
    return _results(population.results, _with_known_lot(population), columns)


def _with_known_lot(population: Population) -> ir.Table:
    """The lot of the consignment, or the one lot of the results; see `Case`."""
    results = population.results
    named = results.group_by("subject").agg(
        lots=results.lot.nunique(), one_lot=results.lot.max()
    )
    joined = population.subjects.left_join(named, "subject", rname="{name}_named")
    one = ibis.ifelse(joined.lots == 1, joined.one_lot, ibis.null("string"))
    names = [f"parties.{role}.name" for role in HOLDER_ROLES]
    held = [words_column(name) for name in (*names, *_SAME.values())]
    return joined.select(
        "subject", "family", "hs", "lot",
        number_column("consignment.quantity_kg"), *held,
        known_lot=ibis.coalesce(joined.lot, one),
    )  # fmt: skip


_SAME = {
    "site": "parties.producer.site",
    "consignment": "consignment.id",
    "species": "attributes.species",
}


def _paper_state(held: ir.Table, key: LeafKey) -> ir.IntegerValue:
    fits = every([held.fits, *_asked(held, key), _holder(held, key.holders)])
    value = as_value(fits)
    state = ibis.cases(
        (held.expires_on < key.day, _EXPIRED_PAPER),
        (value.isnull(), _UNKNOWN_PAPER),
        (value, _MET_PAPER),
        else_=_FAILING_PAPER,
    )
    of_type = held["type"].isin(key.types)
    return ibis.ifelse(of_type, state, ibis.null("int8")).cast("int8")


def _fixed_scope(held: ir.Table) -> Iterable[Kleene]:
    """Every limit the paper itself names, tested against the subject."""
    yield held.is_valid
    yield held.fits_market.fill_null(True)
    yield _unless_absent(held["product"], _product(held))
    known = MARK + held.known_lot + MARK
    lot = held["lot"]
    yield _unless_absent(lot, lot.contains(known))
    quantity = held[number_column("consignment.quantity_kg")]
    yield ibis.ifelse(held.limits_quantity, quantity <= held.quantity_kg, True)
    for key, fact in _SAME.items():
        stated = held[words_column(fact)]
        same = held[key].contains(stated)
        if key != "species":
            # A paper for one site says nothing against a case that names none.
            same = same.fill_null(True)
        yield _unless_absent(held[key], same)


def _unless_absent(scope: ir.StringValue, fits: ir.BooleanValue) -> ir.BooleanValue:
    return ibis.ifelse(scope.isnull(), True, fits)


def _product(held: ir.Table) -> ir.BooleanValue:
    """The family, or a code under which the goods lie; a code asks for theirs."""
    is_family = held["product"].contains(MARK + held.family + MARK)
    codes = held.product_codes
    within = ibis.or_(
        *(
            (held.hs.length() >= digits)
            & codes.contains(MARK + held.hs.substr(0, digits) + MARK)
            for digits in range(1, _HS_DIGITS + 1)
        )
    )
    return is_family | ibis.ifelse(codes == MARK, False, within)


def _asked(held: ir.Table, key: LeafKey) -> Iterable[Kleene]:
    """What the rule wants to read on the paper; not written is null."""
    for name, wanted in key.needs:
        yield has_any(held[f"needs__{name}"], wanted)
    if key.declarations:
        yield has_all(held.declarations, key.declarations)


def _holder(held: ir.Table, holders: tuple[str, ...]) -> Kleene:
    """A role that may hold it, or the name of one who may; an unnamed one may."""
    holder = held.holder
    names = [
        held[words_column(f"parties.{role}.name")]
        for role in holders
        if role in HOLDER_ROLES
    ]
    if not names:
        of_name: ir.BooleanValue = ibis.literal(True)
    else:
        nobody = ibis.and_(*(name.isnull() for name in names))
        of_name = nobody | ibis.or_(*((holder == n).fill_null(False) for n in names))
    return ibis.cases(
        (holder.isnull(), True),
        (holder.isin(HOLDER_ROLES), holder.isin(holders)),
        else_=of_name,
    )


def _results(results: ir.Table, subjects: ir.Table, columns: LeafColumns) -> ir.Table:
    as_of = columns.dates.as_of
    lots = subjects.select("subject", "known_lot", subject_lot=subjects.lot)
    joined = results.join(lots, "subject", rname="{name}_of_subject")
    of_lot = ibis.ifelse(
        joined.lot.notnull(),
        (joined.lot == joined.known_lot).fill_null(False),
        joined.subject_lot.isnull(),
    )
    oldest: date = as_of - SAMPLE_MAX_AGE
    fresh = joined.sampled_on.between(oldest, as_of)
    usable = joined.filter(of_lot & fresh)
    states = {
        name: _limit_state(usable, key, columns.base).min()
        for key, name in columns.limits.items()
    }
    return usable.group_by("subject").agg(**states)


def _limit_state(rows: ir.Table, key: LimitKey, base: RuleBase) -> ir.IntegerValue:
    keeps = _keeps(rows, key)
    is_usable = ibis.and_(*_usable(rows, key, base))
    state = ibis.ifelse(keeps, MET, FAILING)
    is_told = is_usable & keeps.notnull()
    return ibis.ifelse(is_told, state, ibis.null("int8")).cast("int8")


def _usable(rows: ir.Table, key: LimitKey, base: RuleBase) -> Iterable[ir.BooleanValue]:
    line = key.line
    yield _of_parameter(rows, line.parameter)
    usual = usual_basis(line.parameter, base.words)
    yield rows.basis.fill_null(usual) == (line.basis or usual)
    yield rows.dimension == dimension(line.unit or "text")
    if key.method is not None:
        yield rows.method == key.method
    if line.qualifier is not None:
        yield rows.qualifier.fill_null(line.qualifier) == line.qualifier
    if key.needs_accreditation:
        yield rows.is_accredited
    enough = ibis.literal(True)
    if key.plan is not None:
        enough = rows.amounts.length().fill_null(0) >= key.plan.n
    yield ibis.ifelse(rows.below.notnull(), rows.has_loq, enough)


def _of_parameter(rows: ir.Table, name: str) -> ir.BooleanValue:
    family, _, substance = name.partition(".")
    same = rows.parameter == name
    if substance != "*":
        return same
    return same | (rows.parameter == family) | rows.parameter.startswith(f"{family}.")


def _keeps(rows: ir.Table, key: LimitKey) -> ir.BooleanValue:
    """Does a usable result keep the bound? Null where it cannot be told."""
    if key.plan is not None:
        counted = _plan(rows, key.plan, key.line)
    else:
        counted = ibis.ifelse(
            rows.word.notnull(), _word_keeps(rows, key.line), _admits(rows, key.line)
        )
    return ibis.ifelse(rows.below.notnull(), _below(rows, key.line), counted)


def _in_base(value: object, line: SpecLine) -> ir.Value:
    """A bound of the line in the first unit of its dimension."""
    return ibis.literal(value * UNITS[line.unit or "text"][1], AMOUNT)  # type: ignore[operator]


def _is_amount(value: object) -> bool:
    return value is not None and not isinstance(value, str | tuple)


def _admits(rows: ir.Table, line: SpecLine) -> ir.BooleanValue:
    if line.operator == "between":
        return _between(rows, line)
    if line.operator in ("in", "=", "!="):
        return _equals(rows, line)
    if not _is_amount(line.value):
        return ibis.null("boolean")
    side = rows.highest if line.operator in ("<=", "<") else rows.lowest
    return compare(side, line.operator, _in_base(line.value, line))


def _between(rows: ir.Table, line: SpecLine) -> ir.BooleanValue:
    low = high = ibis.literal(True)
    if line.min_value is not None:
        low = rows.lowest >= _in_base(line.min_value, line)
    if line.max_value is not None:
        high = rows.highest <= _in_base(line.max_value, line)
    return low & high


def _equals(rows: ir.Table, line: SpecLine) -> ir.BooleanValue:
    """`=`, `!=` and `in`: each of the numbers must be one, or none, of the choice."""
    values = line.value if isinstance(line.value, tuple) else (line.value,)
    choice = [_in_base(one, line) for one in values if _is_amount(one)]
    if not choice:
        return ibis.literal(line.operator == "!=")
    inside = rows.amounts.filter(lambda one: one.isin(choice)).length()
    if line.operator == "!=":
        return inside == 0
    return inside == rows.amounts.length()


def _word_keeps(rows: ir.Table, line: SpecLine) -> ir.BooleanValue:
    if line.operator not in ("in", "=", "!="):
        return ibis.null("boolean")
    values = line.value if isinstance(line.value, tuple) else (line.value,)
    held = rows.word.isin([one for one in values if isinstance(one, str)])
    return ~held if line.operator == "!=" else held


def _below(rows: ir.Table, line: SpecLine) -> ir.BooleanValue:
    """The value lies from nought to `below`: the answer must hold for all of it."""
    unknown = ibis.null("boolean")
    if line.operator in ("<=", "<") and _is_amount(line.value):
        return ibis.ifelse(rows.below <= _in_base(line.value, line), True, unknown)
    low = line.min_value if line.operator == "between" else line.value
    if line.operator in (">=", ">", "between") and _is_amount(low):
        return ibis.ifelse(rows.below <= _in_base(low, line), False, unknown)
    return unknown


def _plan(rows: ir.Table, plan: SamplingPlan, line: SpecLine) -> ir.BooleanValue:
    marginal = _in_base(plan.m, line)
    counted = rows.amounts.filter(lambda one: one >= marginal).length()
    return (rows.highest <= _in_base(plan.M, line)) & (counted <= plan.c)


def is_due_later(columns: LeafColumns, leaf: DocumentLeaf, basis: DateName) -> bool:
    """Does the day the paper is due lie ahead? The same for the whole sweep."""
    return columns.desk(basis).is_due_later(leaf.due)
