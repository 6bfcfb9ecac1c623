"""Words of rules and answers, and how item statuses weigh into one verdict."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The answer for product x market x date, worst first."""

    PROHIBITED = "prohibited"
    NOT_READY = "not_ready"
    CANNOT_TELL = "cannot_tell"
    READY = "ready"


class Status(StrEnum):
    """What became of one rule in one case."""

    MET = "met"
    MISSING = "missing"
    FAILING = "failing"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    LATER = "later"
    NOT_ASKED = "not_asked"
    ADVICE = "advice"


class Effect(StrEnum):
    """How strongly a rule works."""

    BARS = "bars"
    DELAYS = "delays"
    COSTS = "costs"
    CONTRACT = "contract"
    ADVICE = "advice"
    BENEFIT = "benefit"


class Tier(StrEnum):
    MANDATORY = "mandatory"
    COMMON = "common"
    NICHE = "niche"


class Confidence(StrEnum):
    """V1 read in the law, V2 secondary, VO old official copy, G general knowledge."""

    V1 = "V1"
    V2 = "V2"
    VO = "VO"
    G = "G"


_WORST_FIRST = tuple(Verdict)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several verdicts; ready when there is none.

    Examples
    --------
    >>> worst([Verdict.READY, Verdict.CANNOT_TELL])
    <Verdict.CANNOT_TELL: 'cannot_tell'>
    """
    return min(verdicts, key=_WORST_FIRST.index, default=Verdict.READY)
