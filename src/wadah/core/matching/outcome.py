"""What matching answers."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.matching.estimates import total_cost, total_days
from wadah.core.matching.request import Offer
from wadah.core.values import Step, Text

CODES = (
    "family", "form", "spec_unknown", "spec_fails", "readiness", "volume", "window",
    "minimum_order", "packing", "certificate", "price_floor", "payment",
    "excluded_by_buyer", "excluded_by_seller", "consent",
)  # fmt: skip

JsonValue = str | int | float | bool | None | dict[str, "JsonValue"] | list["JsonValue"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One hard constraint that an offer does not meet.

    Parameters
    ----------
    code
        A word of `CODES`.
    have, need
        What the offer has and what the request needs, in plain values.
    text
        The same as a sentence.
    steps
        Steps that turn this no into a yes; empty where there is none.
    others
        Other ways to the same yes.
    is_shared
        True where the offer may still join a pool, which meets this as a whole.
    """

    code: str
    have: JsonValue
    need: JsonValue
    text: Text
    steps: tuple[Step, ...] = ()
    others: tuple[tuple[Step, ...], ...] = ()
    is_shared: bool = False

    @property
    def ways(self) -> tuple[tuple[Step, ...], ...]:
        return (self.steps, *self.others) if self.steps else self.others


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that can fill the item alone, with its score (0..1) and why.

    `parts` are what the score is made of, each 0..1, kept for whoever learns from
    outcomes one day.
    """

    offer: Offer
    score: float
    reasons: tuple[Text, ...]
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An offer that cannot fill the item alone, with every reason.

    Parameters
    ----------
    steps
        The cheapest set of steps, each once.
    is_yes_after_steps
        True where the steps, applied to the facts, make the offer pass.
    """

    offer: Offer
    constraints: tuple[Constraint, ...]
    score: float = 0.0
    steps: tuple[Step, ...] = ()
    is_yes_after_steps: bool = False

    @property
    def can_join(self) -> bool:
        """Every reason is one that a pool meets as a whole."""
        return all(constraint.is_shared for constraint in self.constraints)

    @property
    def cost_idr(self) -> tuple[int, int] | None:
        return total_cost(self.steps)

    @property
    def days(self) -> tuple[int, int] | None:
        return total_days(self.steps)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """Matches, best first, and refusals, nearest to a yes first.

    `pool` holds the offers that may fill the item together: all matches, and the
    refusals whose faults a pool meets as a whole.
    """

    matches: tuple[Match, ...]
    refused: tuple[Refusal, ...]

    @property
    def pool(self) -> tuple[tuple[Offer, float], ...]:
        joining = [(r.offer, r.score) for r in self.refused if r.can_join]
        able = [(m.offer, m.score) for m in self.matches] + joining
        return tuple(able)
