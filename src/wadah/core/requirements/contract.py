"""The lines of the case's own contract, judged against the results of the lot."""

from __future__ import annotations

from wadah.core.requirements.assessment import Item
from wadah.core.requirements.case import Case
from wadah.core.requirements.limits import LimitDesk
from wadah.core.requirements.rules import LimitLeaf, Source
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Confidence, Effect, SpecLine, Text, Tier

_SOURCE = Source("CONTRACT", "The contract of this case", title_id="Kontrak kasus ini")


def judge_contract(case: Case, words: Vocabulary) -> list[Item]:
    """One line per specification line, as `CONTRACT-LINE-1`, `CONTRACT-LINE-2`, ..."""
    return [
        _judge_line(number, line, case, words)
        for number, line in enumerate(case.contract, start=1)
    ]


def _judge_line(number: int, line: SpecLine, case: Case, words: Vocabulary) -> Item:
    finding = LimitDesk(case, words).judge(LimitLeaf(line))
    parameter = words.find_parameter(line.parameter)
    name = parameter.name if parameter else Text(line.parameter, line.parameter)
    return Item(
        rule=f"CONTRACT-LINE-{number}",
        status=finding.status,
        effect=Effect.CONTRACT,
        tier=Tier.MANDATORY,
        party="exporter",
        kind="contract",
        side="buyer",
        message=Text(
            f"Kontrak menetapkan batas untuk {name.id}.",
            f"The contract sets a bound on {name.en}.",
        ),
        reason=finding.reason,
        source=_SOURCE,
        checked_on=case.dates.as_of,
        review_by=case.dates.as_of,
        confidence=Confidence.V1,
        steps=finding.steps,
        asks=finding.asks,
        evidence=finding.evidence,
    )
