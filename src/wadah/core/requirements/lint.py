"""Looks for faults in a rule base that a reader of single rows cannot see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from wadah.core.requirements.lint_limits import lint_limits
from wadah.core.requirements.lint_notes import LintNote
from wadah.core.requirements.lint_overlaps import lint_overlaps
from wadah.core.requirements.lint_references import References, lint_references
from wadah.core.requirements.reach import Reach
from wadah.core.requirements.rules import Rule, RuleBase
from wadah.core.values import Confidence, Effect, Text

# How long before its day of review a rule is named.
NEAR = timedelta(days=30)
_GENERAL = "GK"
Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rules of a market hold for a family, by effect and by confidence."""

    family: str
    market: str
    rules: int
    effects: Mapping[str, int]
    confidence: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        return {
            "family": self.family,
            "market": self.market,
            "rules": self.rules,
            "effects": dict(self.effects),
            "confidence": dict(self.confidence),
        }


@dataclass(frozen=True, slots=True)
class LintReport:
    """What was found, worst first, and which family is covered in which market.

    Parameters
    ----------
    gaps
        (family, market) for which no rule of the destination names the goods: there
        the verdict is never better than cannot tell.
    """

    notes: tuple[LintNote, ...]
    cells: tuple[Cell, ...]
    gaps: tuple[tuple[str, str], ...]
    families: tuple[str, ...]
    markets: tuple[str, ...]

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(note.level == level for note in self.notes)


def lint_rule_base(base: RuleBase, references: References, today: date) -> LintReport:
    """Look at every rule by itself and beside the others.

    Parameters
    ----------
    base
        The rules, groups and words.
    references
        What the rules may point at: codes of families, regions, sources, names.
    today
        The day against which `review_by` is held.

    Returns
    -------
    LintReport
        Findings of level `error` (the base is wrong), `warning` (a person should
        look) and `note` (worth knowing); and the coverage by family and market.
    """
    reach = Reach(base, references.family_codes, today)
    notes = [
        *_each(base.rules, lambda rule: _provenance(rule, today)),
        *lint_references(base, references),
        *lint_limits(base),
        *lint_overlaps(base, reach),
    ]
    cells, gaps, families, markets = _coverage(base, reach)
    order = ("error", "warning", "note")
    ordered = sorted(notes, key=lambda n: (order.index(n.level), n.code, n.rule))
    return LintReport(tuple(ordered), cells, gaps, families, markets)


def _each(
    rules: Iterable[Rule], look: Callable[[Rule], Iterator[LintNote]]
) -> Iterator[LintNote]:
    for rule in rules:
        yield from look(rule)


def _provenance(rule: Rule, today: date) -> Iterator[LintNote]:
    if not rule.source.title or not rule.source.dated:
        yield LintNote(
            "error",
            "source_undated",
            rule.id,
            "source_date",
            Text(
                "Sumber tidak menyebut tanggalnya.",
                "The source does not say of which day it is.",
            ),
        )
    if rule.checked_on > today:
        yield LintNote(
            "error",
            "checked_in_future",
            rule.id,
            "checked_on",
            Text(
                f"Tanggal cek {rule.checked_on} belum tiba.",
                f"The day of the check, {rule.checked_on}, is still to come.",
            ),
        )
    if rule.source.key == _GENERAL and rule.confidence is not Confidence.G:
        yield LintNote(
            "error",
            "confidence_without_source",
            rule.id,
            "confidence",
            Text(
                f"Tanda {rule.confidence} tidak cocok dengan sumber pengetahuan umum.",
                f"{rule.confidence} cannot be where the source is general knowledge.",
            ),
        )
    yield from _review(rule, today)


def _review(rule: Rule, today: date) -> Iterator[LintNote]:
    if rule.review_by < today:
        yield LintNote(
            "warning",
            "review_overdue",
            rule.id,
            "review_by",
            Text(
                f"Seharusnya dicek lagi paling lambat {rule.review_by}.",
                f"It should have been checked again by {rule.review_by}.",
            ),
        )
    elif rule.review_by <= today + NEAR:
        yield LintNote(
            "note",
            "review_near",
            rule.id,
            "review_by",
            Text(
                f"Perlu dicek lagi paling lambat {rule.review_by}.",
                f"It is to be checked again by {rule.review_by}.",
            ),
        )


def _coverage(
    base: RuleBase, reach: Reach
) -> tuple[
    tuple[Cell, ...], tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]
]:
    """Rules of the destination that name the goods, as a case would count them."""
    found: dict[tuple[str, str], list[Rule]] = {}
    read = _markets_read(base)
    for rule in base.rules:
        names_goods = bool(rule.scope.families or rule.scope.hs)
        is_of_market = rule.side == "destination" and rule.effect is not Effect.BENEFIT
        if not (names_goods and is_of_market):
            continue
        for pair in reach.pairs(rule):
            found.setdefault(pair, []).append(rule)
    families = tuple(sorted(reach.family_codes))
    markets = tuple(sorted(read))
    cells = tuple(_cell(pair, found[pair]) for pair in sorted(found) if pair[1] in read)
    gaps = tuple((f, m) for f in families for m in markets if (f, m) not in found)
    return cells, gaps, families, markets


def _markets_read(base: RuleBase) -> frozenset[str]:
    """Markets somebody has read about: those a rule names; one for a whole group."""
    named = {
        name
        for rule in base.rules
        if rule.side == "destination"
        for name in rule.scope.markets
    }
    single = named & base.words.destinations
    # Every member of the Union has the rules of the Union: Germany stands for all.
    return frozenset(single | ({"DE"} if "EU" in named else set()))


def _cell(pair: tuple[str, str], rules: list[Rule]) -> Cell:
    effects: dict[str, int] = {}
    confidence: dict[str, int] = {}
    for rule in rules:
        effects[rule.effect.value] = effects.get(rule.effect.value, 0) + 1
        sure = rule.confidence.value
        confidence[sure] = confidence.get(sure, 0) + 1
    return Cell(*pair, len(rules), effects, confidence)
