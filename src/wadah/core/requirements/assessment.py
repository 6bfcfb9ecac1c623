"""The answer: a verdict, a line per rule, the questions, the benefits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wadah.core.requirements.benefits import Benefit
from wadah.core.requirements.evidence import Evidence
from wadah.core.requirements.rules import Source
from wadah.core.values import Confidence, Effect, Status, Step, Text, Tier, Verdict

COUNTING = (Effect.BARS, Effect.DELAYS)
NOT_GOOD = (Status.MISSING, Status.EXPIRED, Status.FAILING)


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one rule, or of one line of the contract.

    Parameters
    ----------
    steps
        What would change the answer, cheapest first.
    asks
        Codes of the questions it waits for.
    evidence
        The papers, results, answers and facts it rests on.
    is_scope_doubt
        True where the questions decide whether the rule applies at all.
    may_refuse
        False for a rule that only asks until something backs it.
    benefit
        For a row about duty: the saving, the forms and the last day.
    """

    rule: str
    status: Status
    effect: Effect
    tier: Tier
    party: str
    kind: str
    side: str
    message: Text
    reason: Text
    source: Source
    checked_on: date
    review_by: date
    confidence: Confidence
    version: int = 1
    warning: Text | None = None
    steps: tuple[Step, ...] = ()
    asks: tuple[str, ...] = ()
    mast: str | None = None
    evidence: tuple[Evidence, ...] = ()
    is_scope_doubt: bool = False
    may_refuse: bool = True
    benefit: Benefit | None = None

    def as_json(self) -> dict[str, object]:
        gain = {"benefit": self.benefit.as_json()} if self.benefit else {}
        return {
            **gain,
            "rule": self.rule,
            "version": self.version,
            "status": self.status.value,
            "effect": self.effect.value,
            "tier": self.tier.value,
            "party": self.party,
            "kind": self.kind,
            "side": self.side,
            "mast": self.mast,
            "message": self.message.as_json(),
            "reason": self.reason.as_json(),
            "warning": self.warning.as_json() if self.warning else None,
            "source": self.source.as_json(),
            "checked_on": self.checked_on.isoformat(),
            "review_by": self.review_by.isoformat(),
            "confidence": self.confidence.value,
            "questions": list(self.asks),
            "steps": [step.as_json() for step in self.steps],
            "evidence": [one.as_json() for one in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that decides and that nobody stated.

    Parameters
    ----------
    code
        Where the answer belongs, as `attributes.fried` or `answers.bicon_permit`.
    rules
        The rules that wait for it.
    decides
        Those of them on which the verdict turns.
    then
        Questions to ask only if this answer leaves them open.
    best, worst
        The verdicts between which this answer alone can still move the case.
    """

    code: str
    text: Text
    rules: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    best: Verdict = Verdict.CANNOT_TELL
    worst: Verdict = Verdict.CANNOT_TELL

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "text": self.text.as_json(),
            "allowed": list(self.allowed),
            "rules": list(self.rules),
            "decides": list(self.decides),
            "then": list(self.then),
            "best": self.best.value,
            "worst": self.worst.value,
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the market asks of the product on the dates, and whether it is met."""

    verdict: Verdict
    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    benefits: tuple[Item, ...]


def verdict_of(item: Item) -> Verdict:
    """The weight of one line; `ready` for a line without weight."""
    stands_in_contract = item.effect is Effect.CONTRACT and item.kind == "contract"
    if item.effect not in COUNTING and not stands_in_contract:
        return Verdict.READY
    if item.status is Status.UNKNOWN:
        return Verdict.CANNOT_TELL
    if item.status not in NOT_GOOD:
        return Verdict.READY
    if item.effect is Effect.BARS:
        return Verdict.PROHIBITED
    return Verdict.NOT_READY


def assessment_to_json(assessment: Assessment) -> Mapping[str, object]:
    """The assessment in the shape of the command line.

    Parameters
    ----------
    assessment
        What `assess` returned.

    Returns
    -------
    Mapping[str, object]
        `verdict`, `items`, `questions`, `benefits`, ready for `json.dumps`.
    """
    return {
        "verdict": assessment.verdict.value,
        "items": [item.as_json() for item in assessment.items],
        "questions": [question.as_json() for question in assessment.questions],
        "benefits": [item.as_json() for item in assessment.benefits],
    }
