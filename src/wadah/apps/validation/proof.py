"""Whether an approved decision still stands, and until when its papers carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wadah.apps.registry.models import Product
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.case_states import OVER
from wadah.apps.validation.models import CaseDecision, CaseFlag, CaseVerdict, State
from wadah.core.requirements import assess
from wadah.core.values import Verdict

_GONE = tuple(OVER - {State.APPROVED})


def list_living_decisions(product: Product, today: date) -> QuerySet[CaseDecision]:
    """Approvals with the answer ready that nothing has ended, by what is written.

    The newest of its case, not revoked, its papers not lapsed, no flag on the case,
    the case neither withdrawn nor closed.
    """
    newer = CaseDecision.objects.filter(
        case=OuterRef("case"),
        outcome=CaseDecision.Outcome.APPROVED,
        version__gt=OuterRef("version"),
    )
    flagged = CaseFlag.objects.filter(case=OuterRef("case"), lifted_at__isnull=True)
    return (
        CaseDecision.objects.filter(
            Q(holds_until__isnull=True) | Q(holds_until__gte=today),
            ~Exists(newer),
            ~Exists(flagged),
            case__product=product,
            outcome=CaseDecision.Outcome.APPROVED,
            revoked_at__isnull=True,
            verdict__verdict=Verdict.READY.value,
        )
        .exclude(case__state__in=_GONE)
        .select_related("case__product__business", "case__lot", "verdict")
        .order_by("case", "pk")
    )


def is_carried(decision: CaseDecision) -> bool:
    """The papers and facts of today still give what was approved.

    Judged as of the day of the verdict: what falls due later is no reason to fall back,
    a paper that was revoked or a result that was mended is.
    """
    document = make_case_document(decision.case, as_of=decision.verdict.as_of)
    return _judge(document) is Verdict.READY


def is_proved(product: Product, today: date) -> bool:
    """An approval stands behind the product."""
    return any(map(is_carried, list_living_decisions(product, today)))


def find_end_of_evidence(verdict: CaseVerdict, today: date) -> date | None:
    """The last day on which the papers of a verdict carry it, or None without an end.

    Papers are taken away in the order in which they lapse, until the answer changes;
    one that nothing rests on ends nothing.
    """
    document: dict[str, Any] = verdict.result["case"]
    papers: list[Mapping[str, Any]] = document["documents"]
    for day in _ends(papers, today):
        left = [row for row in papers if not _ends_by(row, day)]
        if _judge({**document, "documents": left}).value != verdict.verdict:
            return day
    return None


def _ends(papers: Iterable[Mapping[str, Any]], today: date) -> list[date]:
    ends = {
        date.fromisoformat(row["expires_on"]) for row in papers if row["expires_on"]
    }
    return sorted(day for day in ends if day >= today)


def _ends_by(paper: Mapping[str, Any], day: date) -> bool:
    end = paper["expires_on"]
    return bool(end) and date.fromisoformat(end) <= day


def _judge(document: dict[str, Any]) -> Verdict:
    return assess(check_case(document), read_rule_base()).verdict
