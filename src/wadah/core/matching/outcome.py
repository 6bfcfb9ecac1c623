"""What matching answers."""

from __future__ import annotations

from dataclasses import dataclass

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
        Cheapest steps that turn this no into a yes; empty where there is none.
    """

    code: str
    have: JsonValue
    need: JsonValue
    text: Text
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that can fill the item alone, with its score (0..1) and why."""

    offer: Offer
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An offer that cannot fill the item alone, with every reason.

    `is_small` is True where volume is the only reason: it may join a pool.
    """

    offer: Offer
    constraints: tuple[Constraint, ...]
    score: float = 0.0

    @property
    def is_small(self) -> bool:
        return all(constraint.code == "volume" for constraint in self.constraints)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Steps to yes, each once."""
        steps = (step for constraint in self.constraints for step in constraint.steps)
        return tuple(dict.fromkeys(steps))


@dataclass(frozen=True, slots=True)
class MatchResult:
    """Matches, best first, and refusals, nearest to a yes first.

    `pool` holds the offers that may fill the item together: all matches, and the
    refusals whose only fault is volume.
    """

    matches: tuple[Match, ...]
    refused: tuple[Refusal, ...]

    @property
    def pool(self) -> tuple[tuple[Offer, float], ...]:
        small = [(r.offer, r.score) for r in self.refused if r.is_small]
        able = [(m.offer, m.score) for m in self.matches] + small
        return tuple(able)
