"""How ready a product is: five dimensions, each made of indicators with evidence.

The indicators themselves are in `readiness_indicators`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wadah.core.requirements.assess import verdict_of
from wadah.core.requirements.assessment import Assessment, Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.readiness_facts import ProductFacts
from wadah.core.requirements.readiness_indicators import Indicator, list_indicators
from wadah.core.requirements.rules import LimitLeaf, RuleBase, leaves
from wadah.core.values import Effect, Status, Text, Verdict

# The four K of quality, quantity, continuity and packing, and A for administration.
DIMENSIONS = ("quality", "quantity", "continuity", "packaging", "administration")
# From how many of a hundred on a level is reached.
LEVELS = ((90, "ready"), (70, "nearly"), (40, "on_the_way"), (0, "begun"))
# What a show-stopper leaves: it lies below the level that the rest could reach.
_AT_MOST = {
    "prohibited": 20,
    "limit_broken": 39,
    "not_ready": 69,
    "no_market": 69,
    "cannot_tell": 89,
}


@dataclass(frozen=True, slots=True)
class Cap:
    """What holds the whole down, whatever the rest says.

    Parameters
    ----------
    code
        `prohibited`, `limit_broken`, `not_ready`, `no_market` or `cannot_tell`.
    rule
        The line that says so; empty where no market was chosen.
    """

    code: str
    at_most: int
    reason: Text
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five, with what it is made of."""

    code: str
    score: int
    indicators: tuple[Indicator, ...]

    @property
    def known_count(self) -> int:
        return sum(one.share is not None for one in self.indicators)


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole and its five dimensions.

    Parameters
    ----------
    score
        Of a hundred, after the cap.
    uncapped
        Of a hundred, before it.
    cap
        The heaviest show-stopper, or None.
    """

    as_of: date
    score: int
    uncapped: int
    cap: Cap | None
    dimensions: tuple[Dimension, ...]

    @property
    def level(self) -> str:
        """`ready`, `nearly`, `on_the_way` or `begun`."""
        return next(name for least, name in LEVELS if self.score >= least)

    @property
    def known_count(self) -> int:
        return sum(one.known_count for one in self.dimensions)

    @property
    def all_count(self) -> int:
        return sum(len(one.indicators) for one in self.dimensions)


def make_profile(
    facts: ProductFacts,
    case: Case | None = None,
    assessment: Assessment | None = None,
    base: RuleBase | None = None,
    *,
    as_of: date,
) -> Profile:
    """The readiness of a product from what is on record.

    Parameters
    ----------
    facts
        Capacity, papers, packing and numbers of product and business.
    case, assessment, base
        The market in which the product stands best, what `assess` said of it, and the
        rules; None where no market was chosen.
    as_of
        The day of the profile.

    Returns
    -------
    Profile
        Five dimensions with their indicators, the whole, and what caps it.

    Notes
    -----
    Score of a dimension = 100 x sum of the shares of its indicators / their number; an
    indicator that is not known counts as nought and is shown as not known: what nobody
    shows is no evidence. The whole is the mean of the five. A show-stopper caps the
    whole instead of entering the mean, so nothing outweighs it: a law that forbids
    leaves 20, a broken limit 39, another line that stops the shipment 69, no market 69,
    a line that cannot be told 89. So 90 and above mean that the verdict is "ready".
    """
    indicators = list_indicators(facts, case, assessment, base, as_of)
    dimensions = tuple(
        _dimension(code, [one for one in indicators if one.dimension == code])
        for code in DIMENSIONS
    )
    uncapped = _whole(sum(one.score for one in dimensions), len(dimensions))
    cap = _find_cap(assessment, base)
    score = uncapped if cap is None else min(uncapped, cap.at_most)
    return Profile(as_of, score, uncapped, cap, dimensions)


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """The profile for `json.dumps`.

    Parameters
    ----------
    profile
        What `make_profile` returned.

    Returns
    -------
    dict
        `as_of`, `score`, `uncapped`, `level`, `cap` and `dimensions`.
    """
    cap = profile.cap
    return {
        "as_of": profile.as_of.isoformat(),
        "score": profile.score,
        "uncapped": profile.uncapped,
        "level": profile.level,
        "cap": None
        if cap is None
        else {
            "code": cap.code,
            "at_most": cap.at_most,
            "reason": cap.reason.as_json(),
            "rule": cap.rule,
        },
        "dimensions": [
            {
                "code": one.code,
                "score": one.score,
                "indicators": [row.as_json() for row in one.indicators],
            }
            for one in profile.dimensions
        ],
    }


def _dimension(code: str, indicators: Sequence[Indicator]) -> Dimension:
    known = [one.share for one in indicators if one.share is not None]
    total = sum(known, Decimal(0)) * 100
    return Dimension(code, _whole(total, len(indicators)), tuple(indicators))


def _whole(total: Decimal | int, count: int) -> int:
    if not count:
        return 0
    mean = Decimal(total) / count
    return int(mean.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _find_cap(assessment: Assessment | None, base: RuleBase | None) -> Cap | None:
    if assessment is None or base is None:
        reason = Text(
            "Belum ada pasar yang dipilih, jadi belum jelas apa yang diminta.",
            "No market is chosen, so nothing says what is asked.",
        )
        return Cap("no_market", _AT_MOST["no_market"], reason)
    if assessment.verdict is Verdict.READY:
        return None
    weighing = [i for i in assessment.items if verdict_of(i) is not Verdict.READY]
    broken = next((item for item in weighing if _breaks_a_limit(item, base)), None)
    first = next(i for i in weighing if verdict_of(i) is assessment.verdict)
    if assessment.verdict is Verdict.PROHIBITED:
        return _cap("prohibited", first)
    if broken is not None:
        return _cap("limit_broken", broken)
    return _cap(assessment.verdict.value, first)


def _cap(code: str, item: Item) -> Cap:
    reason = Text(
        f"{item.message.id} {item.reason.id}", f"{item.message.en} {item.reason.en}"
    )
    return Cap(code, _AT_MOST[code], reason, item.rule)


def _breaks_a_limit(item: Item, base: RuleBase) -> bool:
    if item.status is not Status.FAILING:
        return False
    return item.effect is Effect.CONTRACT or item.rule in _rules_with_limits(base)


def _rules_with_limits(base: RuleBase) -> Iterable[str]:
    return {
        rule.id
        for rule in base.rules
        if any(isinstance(leaf, LimitLeaf) for leaf in leaves(rule.tree))
    }
