"""What became of one leaf or one tree, and how parts combine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from wadah.core.requirements.evidence import Evidence
from wadah.core.values import Status, Step, Text

_T = TypeVar("_T")

# Worst first: the order in which parts of an `all of` speak for the whole.
_WORST_FIRST = (
    Status.FAILING,
    Status.EXPIRED,
    Status.MISSING,
    Status.UNKNOWN,
    Status.LATER,
    Status.MET,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A status with its reason, the questions that decide and the steps to yes.

    Parameters
    ----------
    evidence
        What the status rests on, used or found wanting.
    is_scope_doubt
        True where the questions decide whether the rule applies at all.
    """

    status: Status
    reason: Text
    asks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    is_scope_doubt: bool = False


MET = Finding(Status.MET, Text("Syarat terpenuhi.", "The requirement is met."))


def unknown(reason: Text, asks: Iterable[str], steps: Iterable[Step] = ()) -> Finding:
    return Finding(Status.UNKNOWN, reason, tuple(asks), tuple(steps))


def met(evidence: Iterable[Evidence], reason: Text = MET.reason) -> Finding:
    return Finding(Status.MET, reason, evidence=tuple(evidence))


def join_all(parts: Sequence[Finding]) -> Finding:
    """All must be met: the worst speaks, every unmet part adds its steps."""
    if not parts:
        return MET
    worst = min(parts, key=lambda one: _WORST_FIRST.index(one.status))
    unmet = [one for one in parts if one.status is not Status.MET]
    reasons = [one.reason for one in unmet if one.status is worst.status]
    return replace(
        worst,
        reason=sentences(reasons) if reasons else worst.reason,
        asks=_once(name for one in unmet for name in one.asks),
        steps=_once(step for one in unmet for step in one.steps),
        evidence=_once(one for part in parts for one in part.evidence),
    )


def join_some(needed: int, parts: Sequence[Finding]) -> Finding:
    """At least `needed` must be met: the `needed`-th best speaks.

    The steps of every part are kept: each is another way to yes.
    """
    if needed <= 0 or not parts:
        return MET
    ordered = sorted(parts, key=lambda one: -_WORST_FIRST.index(one.status))
    if needed > len(ordered):
        return ordered[-1]
    deciding = ordered[needed - 1]
    if deciding.status is Status.MET:
        used = _once(one for part in ordered[:needed] for one in part.evidence)
        return replace(deciding, evidence=used)
    rest = ordered
    return replace(
        deciding,
        asks=_once(name for one in rest for name in one.asks),
        steps=_once(step for one in rest for step in one.steps),
        evidence=_once(one for part in rest for one in part.evidence),
    )


def sentences(reasons: Sequence[Text]) -> Text:
    """Several reasons one after the other, each once."""
    kept = list(dict.fromkeys(reasons))
    return Text(" ".join(one.id for one in kept), " ".join(one.en for one in kept))


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
