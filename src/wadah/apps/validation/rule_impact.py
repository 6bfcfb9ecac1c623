"""What a change of the rules would do to the cases, products and deals of today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.requirements.change_checks import base_with, read_changes
from wadah.apps.requirements.lint_world import read_references
from wadah.apps.requirements.models import RuleChangeSet
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import Case, CaseVerdict
from wadah.apps.validation.models.cases import State
from wadah.apps.validation.rule_impact_products import choose_products
from wadah.core.requirements import Assessment, RuleBase, assess
from wadah.core.requirements import Case as CoreCase
from wadah.core.requirements.changing import Change
from wadah.core.requirements.reach import Reach
from wadah.core.values import InvalidInput

# One judgement under both bases takes some 20 ms: a page answers within ten seconds.
MOST_CASES = 300
_ENDED = (State.WITHDRAWN, State.CLOSED)
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal under way that waits for a product in a market."""

    pk: int
    label: str
    rung: str


# A later step tells which deals hang on a product in a market; see `DealFinder`.
DealFinder = Callable[[Actor, Sequence[Pair]], Mapping[Pair, Sequence[DealLine]]]
DEAL_FINDERS: list[DealFinder] = []


@dataclass(frozen=True, slots=True)
class LineChange:
    """The status of one rule before and after; empty where it was not there."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flip:
    """One case, or one product without a case in a market, that changes."""

    product: Product
    market: str
    before: str
    after: str
    lines: tuple[LineChange, ...]
    case: Case | None = None
    deals: tuple[DealLine, ...] = ()

    @property
    def is_flip(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Impact:
    """What was looked at and what would be another verdict.

    Parameters
    ----------
    flips
        Cases and products whose verdict changes.
    moved
        Those whose verdict stays and whose lines change.
    left_out
        Cases beyond the bound, which were not judged.
    unlisted
        Products whose verdict changes and that stand in no line.
    is_at_once
        Products were judged all at once: lines that decide nothing were not compared.
    markets
        Where products without a case were tried; one stands for its group.
    hidden
        Flips of businesses that the actor may not see: counted, not named.
    """

    flips: tuple[Flip, ...]
    moved: tuple[Flip, ...]
    cases: int
    products: int
    left_out: int = 0
    hidden: int = 0
    unlisted: int = 0
    is_at_once: bool = False
    markets: tuple[str, ...] = ()
    rows: tuple[str, ...] = field(default=())


def preview_rule_changes(
    *, actor: Actor, change_set: RuleChangeSet, as_of: date
) -> Impact:
    """Judge what the changed rows reach by the rules of today and by the new ones.

    Nothing is kept. What the actor may not see is counted and not named.
    """
    changes = read_changes(change_set)
    return _compare(actor, changes, as_of)


def recompute_verdict(verdict: CaseVerdict) -> Assessment:
    """The verdict again: the case as it was, by the rules known at that moment."""
    case = check_case(verdict.result["case"])
    return assess(case, read_rule_base(known_on=verdict.given_at))


@dataclass(frozen=True, slots=True)
class _Bases:
    """The rules of today, those with the changes, and whom the changes reach."""

    old: RuleBase
    new: RuleBase
    rows: frozenset[str]
    reached: frozenset[tuple[str, str]]


def _compare(actor: Actor, changes: Sequence[Change], as_of: date) -> Impact:
    old, new = read_rule_base(), base_with(changes)
    rows = frozenset(change.row for change in changes)
    bases = _Bases(old, new, rows, _reached(old, new, rows, as_of))
    reached = _cases(bases)
    market_of = _markets(bases)
    seen = {(case.product_id, case.destination_id) for case in reached}
    chosen = choose_products(actor, (old, new), market_of, seen, as_of)
    cases = reached[:MOST_CASES]
    found = [one for case in cases if (one := _judge_case(case, bases, as_of))]
    found += [
        one
        for product, market in chosen.pairs
        if (one := _judge_product(product, market, bases, as_of))
    ]
    shown = _visible(actor, found)
    with_deals = _with_deals(actor, shown)
    return Impact(
        flips=tuple(one for one in with_deals if one.is_flip),
        moved=tuple(one for one in with_deals if not one.is_flip),
        cases=len(cases),
        products=chosen.looked_at,
        left_out=len(reached) - len(cases),
        hidden=_count_flips(found) - _count_flips(shown) + chosen.hidden,
        unlisted=chosen.unlisted,
        is_at_once=chosen.is_at_once,
        markets=tuple(sorted(set(market_of.values()))),
        rows=tuple(sorted(rows)),
    )


def _reached(
    old: RuleBase, new: RuleBase, rows: frozenset[str], day: date
) -> frozenset[tuple[str, str]]:
    """(family, market) of any version of the changed rows, before or after."""
    codes = read_references().family_codes
    return frozenset(
        pair
        for base in (old, new)
        for rule in base.rules
        if rule.row in rows
        for pair in Reach(base, codes, day).pairs(rule)
    )


def _count_flips(found: Iterable[Flip]) -> int:
    return sum(one.is_flip for one in found)


def _cases(bases: _Bases) -> list[Case]:
    """The open cases that the change reaches, the latest first."""
    families = {family for family, _market in bases.reached}
    rows = (
        Case.objects.exclude(state__in=_ENDED)
        .filter(product__family__in=families)
        .select_related("product__business", "product__family", "lot", "destination")
        .order_by("-opened_at", "-pk")
    )
    return [
        case
        for case in rows.iterator(chunk_size=500)
        if (case.product.family_id, case.destination_id) in bases.reached
    ]


def _markets(bases: _Bases) -> dict[str, str]:
    """The market in which products of a family without a case are tried."""
    market_of: dict[str, str] = {}
    for family, market in sorted(bases.reached):
        market_of.setdefault(family, market)
    return market_of | {f: m for f, m in bases.reached if m == "DE"}


def _judge_case(case: Case, bases: _Bases, as_of: date) -> Flip | None:
    document = make_case_document(case, as_of=as_of)
    return _judge(document, case.product, case.destination_id, bases, case)


def _judge_product(
    product: Product, market: str, bases: _Bases, as_of: date
) -> Flip | None:
    bare = Case(product=product, destination_id=market)
    document = make_case_document(bare, as_of=as_of)
    return _judge(document, product, market, bases, None)


def _judge(
    document: dict[str, Any],
    product: Product,
    market: str,
    bases: _Bases,
    case: Case | None,
) -> Flip | None:
    try:
        core: CoreCase = check_case(document)
    except InvalidInput:
        # A case with a word that is not known any more has no verdict to change.
        return None
    before, after = assess(core, bases.old), assess(core, bases.new)
    lines = tuple(_lines(before, after, bases))
    if not lines and before.verdict == after.verdict:
        return None
    return Flip(product, market, before.verdict.value, after.verdict.value, lines, case)


def _lines(
    before: Assessment, after: Assessment, bases: _Bases
) -> Iterator[LineChange]:
    old, new = _statuses(before, bases.old), _statuses(after, bases.new)
    for rule, row in sorted({*old, *new}):
        was, is_now = old.get((rule, row), ""), new.get((rule, row), "")
        if row in bases.rows and was != is_now:
            yield LineChange(rule, was, is_now)


def _statuses(judged: Assessment, base: RuleBase) -> dict[tuple[str, str], str]:
    """The worst status of each rule; two versions may speak at a change of the law."""
    row_of = {rule.id: rule.row for rule in base.rules}
    found: dict[tuple[str, str], str] = {}
    for item in (*judged.items, *judged.benefits):
        key = (item.rule, row_of.get(item.rule, item.rule))
        found.setdefault(key, item.status.value)
    return found


def _visible(actor: Actor, flips: Sequence[Flip]) -> list[Flip]:
    ids = {flip.product.business_id for flip in flips}
    seen = set(
        Product.objects.filter(
            of_visible(actor, "business_id"), business__in=ids
        ).values_list("business_id", flat=True)
    )
    return [flip for flip in flips if flip.product.business_id in seen]


def _with_deals(actor: Actor, flips: Iterable[Flip]) -> list[Flip]:
    rows = list(flips)
    pairs = [(row.product.pk, row.market) for row in rows]
    deals: dict[Pair, list[DealLine]] = {}
    for find in DEAL_FINDERS:
        for pair, lines in find(actor, pairs).items():
            deals.setdefault(pair, []).extend(lines)
    return [
        Flip(
            row.product,
            row.market,
            row.before,
            row.after,
            row.lines,
            row.case,
            tuple(deals.get((row.product.pk, row.market), ())),
        )
        for row in rows
    ]
