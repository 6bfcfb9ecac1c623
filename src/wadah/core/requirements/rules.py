"""A rule of the base: scope, tree of leaves, effect, provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from wadah.core.requirements.conditions import ALWAYS, Condition
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Confidence, Effect, SpecLine, Step, Text, Tier

DateName = Literal[
    "as_of", "declared_on", "departs_on", "arrives_on", "placed_on", "produced_on"
]
DATE_BASES = (
    "as_of", "declared_on", "departs_on", "arrives_on", "placed_on", "produced_on",
)  # fmt: skip
DUES = (
    "standing", "per_lot", "before_declaration", "at_declaration",
    "before_departure", "before_arrival", "at_arrival", "on_sale",
)  # fmt: skip
KINDS = (
    "document", "certificate", "registration", "test_limit", "label", "prohibition",
    "levy",
)  # fmt: skip
SIDES = ("origin", "destination", "buyer")
PARTIES = (
    "producer", "collector", "exporter", "laboratory", "surveyor", "fumigator",
    "carrier", "customs_broker", "authority_id", "authority_market", "importer",
    "recycler", "buyer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """`n` samples: at most `c` between `m` and `M`, none above `M`."""

    n: int
    c: int
    m: Decimal
    M: Decimal


@dataclass(frozen=True, slots=True)
class DocumentLeaf:
    """A paper of one of `types`.

    Parameters
    ----------
    due
        A word of `DUES`: until that day its absence is no fault.
    needs
        Scope keys the paper must show, with the values that do.
    declarations
        Declarations the paper must bear.
    holders
        Roles that may hold it.
    """

    types: tuple[str, ...]
    due: str = "standing"
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declarations: tuple[str, ...] = ()
    holders: tuple[str, ...] = ("exporter", "producer", "collector")
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitLeaf:
    """A bound on a parameter of the lot.

    Parameters
    ----------
    line
        The bound; with a `plan` its numbers are those of the plan.
    method
        The method the result must name, or None when any will do.
    needs_accreditation
        True where only an accredited laboratory counts.
    """

    line: SpecLine
    method: str | None = None
    needs_accreditation: bool = False
    plan: SamplingPlan | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLeaf:
    """A fact that must hold."""

    condition: Condition
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NOf:
    needed: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """`part` is asked unless the exemption can be claimed."""

    exemption: Condition
    part: Node


Leaf = DocumentLeaf | LimitLeaf | FactLeaf
Node = AllOf | OneOf | NOf | Unless | DocumentLeaf | LimitLeaf | FactLeaf


@dataclass(frozen=True, slots=True)
class Phase:
    """From when, till when and for whom a rule applies (both days included)."""

    valid_from: date | None = None
    valid_to: date | None = None
    where: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a rule is about.

    Parameters
    ----------
    hs
        Prefixes of the edition `hs_edition`; empty for every code.
    hs_is_partial
        True where the rule covers a part of the code: then the family decides.
    families, forms
        Slugs; empty for every one.
    markets, excluded_markets
        ISO codes and groups; `ALL` for every destination.
    origin_regions
        Code prefixes of the area of origin; empty for everywhere.
    where
        What else must be true of the case.
    """

    hs: tuple[str, ...] = ()
    hs_edition: str = "2022"
    hs_is_partial: bool = False
    families: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    markets: tuple[str, ...] = ("ALL",)
    excluded_markets: tuple[str, ...] = ()
    origin_regions: tuple[str, ...] = ()
    where: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read: law or page, number, article, address, its date.

    Parameters
    ----------
    title_id
        The title in Indonesian, where it is told in our own words.
    """

    key: str
    title: str
    number: str | None = None
    address: str | None = None
    article: str | None = None
    dated: str | None = None
    title_id: str | None = None

    @property
    def name(self) -> Text:
        return Text(self.title_id or self.title, self.title)

    def as_json(self) -> dict[str, str | None]:
        return {
            "key": self.key,
            "title": self.title,
            "title_id": self.title_id,
            "number": self.number,
            "article": self.article,
            "address": self.address,
            "source_date": self.dated,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement; never edited: a change closes it and opens a new version.

    Parameters
    ----------
    row
        The row of the rule files it was read from; a row of several limits gives
        several rules, `FSH-EU-05a` and on.
    lookups
        Look-ups (`answers.*`) whose dated answer backs the rule.
    is_lookup
        True where the rule only points at a list that must be looked up.
    says_not_asked
        True for a row that explains why a paper is not needed.
    checked_on, review_by
        Last and next check against the source.
    """

    id: str
    version: int
    kind: str
    side: str
    party: str
    effect: Effect
    tier: Tier
    scope: Scope
    phases: tuple[Phase, ...]
    date_basis: DateName
    tree: Node | None
    message: Text
    source: Source
    checked_on: date
    review_by: date
    confidence: Confidence
    confidence_note: str | None = None
    mast: str | None = None
    lookups: tuple[str, ...] = ()
    is_lookup: bool = False
    says_not_asked: bool = False
    row: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A market belongs to a group between two days."""

    market: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class _Shelves:
    """Places of the rules by the goods they name, so that one case reads few of them.

    A rule stands under each of its families and, where its codes alone can decide,
    under their chapters; a rule without goods stands on the counter.
    """

    counter: tuple[int, ...]
    by_family: Mapping[str, tuple[int, ...]]
    by_chapter: Mapping[str, tuple[int, ...]]
    by_code_alone: tuple[int, ...]

    @classmethod
    def fill(cls, rules: Sequence[Rule]) -> _Shelves:
        families: dict[str, list[int]] = {}
        chapters: dict[str, list[int]] = {}
        counter: list[int] = []
        codes: list[int] = []
        for place, rule in enumerate(rules):
            scope = rule.scope
            for family in scope.families:
                families.setdefault(family, []).append(place)
            if not scope.hs and not scope.families:
                counter.append(place)
            if scope.hs and not scope.hs_is_partial:
                for chapter in {prefix[:2] for prefix in scope.hs}:
                    chapters.setdefault(chapter, []).append(place)
            if scope.hs and not scope.families:
                codes.append(place)
        return cls(
            tuple(counter),
            {family: tuple(places) for family, places in families.items()},
            {chapter: tuple(places) for chapter, places in chapters.items()},
            tuple(codes),
        )

    def of(self, family: str, digits: str | None) -> list[int]:
        coded = self.by_code_alone if digits is None else ()
        if digits is not None:
            coded = self.by_chapter.get(digits[:2], ())
        return sorted({*self.counter, *self.by_family.get(family, ()), *coded})


@dataclass(frozen=True, slots=True)
class RuleBase:
    """All rules, the groups of markets and the words they are written in."""

    rules: tuple[Rule, ...]
    groups: Mapping[str, tuple[Membership, ...]]
    words: Vocabulary
    _shelves: _Shelves = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shelves", _Shelves.fill(self.rules))

    def may_concern(
        self, family: str, digits: str | None, market: str, day: date
    ) -> list[Rule]:
        """The rules worth judging, in their order; every other one is out of scope.

        Parameters
        ----------
        family
            Family of the product.
        digits
            Its HS code, or None where nobody stated one.
        market, day
            Destination, and the day on which membership in groups counts.
        """
        names = {"ALL", market, *self._groups_of(market, day)}
        return [
            rule
            for place in self._shelves.of(family, digits)
            if not names.isdisjoint((rule := self.rules[place]).scope.markets)
            and names.isdisjoint(rule.scope.excluded_markets)
        ]

    def _groups_of(self, market: str, day: date) -> list[str]:
        return [name for name in self.groups if self.is_in(market, name, day)]

    def is_in(self, market: str, name: str, day: date) -> bool:
        """Is `market` the market `name`, or a member of the group on `day`?

        Parameters
        ----------
        market
            ISO 3166-1 alpha-2, or XI.
        name
            A market, a group of `groups`, or `ALL`.
        day
            The day on which membership counts.
        """
        if name in ("ALL", market):
            return True
        return any(
            member.market == market
            and (member.valid_from is None or member.valid_from <= day)
            and (member.valid_to is None or day <= member.valid_to)
            for member in self.groups.get(name, ())
        )


def leaves(node: Node | None) -> Iterator[Leaf]:
    """Every leaf of a tree, from left to right."""
    if node is None:
        return
    if isinstance(node, DocumentLeaf | LimitLeaf | FactLeaf):
        yield node
    elif isinstance(node, Unless):
        yield from leaves(node.part)
    else:
        for part in node.parts:
            yield from leaves(part)
