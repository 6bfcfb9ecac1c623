"""A case of the tables as the document that `wadah assess` takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.evidence import (
    hold_to_product,
    list_sites,
    name_covered,
    paper_json,
    read_coverage,
)
from wadah.apps.validation.lot_results import LotLine, read_lot_results
from wadah.apps.validation.models import Case, CaseAnswer, Document
from wadah.core.requirements import Case as CoreCase
from wadah.core.requirements import case_from_json

# The day does not matter where only the words of a case are looked at.
_ANY_DAY = date(2000, 1, 1)


def check_case(document: dict[str, Any]) -> CoreCase:
    """The document as core reads it; raise `InvalidInput` with its field."""
    return case_from_json(document, read_vocabulary(), _ANY_DAY)


def make_case_document(
    case: Case,
    *,
    as_of: date | None = None,
    evidence: bool = True,
    extra: Sequence[CaseAnswer] = (),
    lines: Sequence[LotLine] | None = None,
) -> dict[str, Any]:
    """The document of a case; without evidence it holds no papers and no results.

    `lines` are the results of its lot where they were read before.
    """
    product, lot = case.product, case.lot
    region = (lot.region_id if lot else None) or product.business.region_id
    saved = list(case.answers.all()) if case.pk else []
    answers = _newest([*extra, *saved])
    consignment = dict(case.consignment)
    if lot is not None:
        consignment.setdefault("lot", lot.code)
    return {
        "product": {
            "family": product.family_id,
            "hs": product.hs_code or None,
            "hs_edition": product.hs_edition,
            "form": product.form or None,
            "name": product.name,
            "attributes": {
                **product.attributes,
                **(lot.attributes if lot else {}),
                **_produced(case),
            },
        },
        "origin": {"country": "ID", **({"region": region} if region else {})},
        "destination": case.destination_id,
        "dates": {
            "as_of": as_of.isoformat() if as_of else None,
            **{
                name: day.isoformat() if (day := getattr(case, name)) else None
                for name in ("declared_on", "departs_on", "arrives_on", "placed_on")
            },
        },
        "consignment": consignment,
        "parties": _parties(case),
        "documents": _papers(case) if evidence else [],
        "results": _results(case, lines) if evidence else [],
        "answers": {
            answer.code.removeprefix("answers."): {
                "value": answer.value,
                "looked_up_on": answer.looked_up_on.isoformat(),
                "source": answer.source,
            }
            for answer in answers
        },
        "contract": case.contract,
    }


def _parties(case: Case) -> dict[str, Any]:
    """Who takes part; the places of the producer are those of the product's steps."""
    sites = list_sites(case.product)
    if not sites:
        return dict(case.parties)
    producer = case.parties.get("producer") or {}
    return {**case.parties, "producer": {"site": sites, **producer}}


def _produced(case: Case) -> dict[str, str]:
    day = case.lot.produced_on if case.lot else None
    return {"produced_on": day.isoformat()} if day else {}


def _newest(answers: Iterable[CaseAnswer]) -> list[CaseAnswer]:
    """One answer a code: the first met, as they come newest first."""
    first: dict[str, CaseAnswer] = {}
    for answer in answers:
        first.setdefault(answer.code, answer)
    return list(first.values())


def _papers(case: Case) -> list[dict[str, Any]]:
    """Papers of the business, of the product and of this lot, of no other."""
    own = Q(product__isnull=True) | Q(product=case.product)
    lots = Q(lot__isnull=True) | (Q(lot=case.lot) if case.lot else Q(pk__in=[]))
    papers = Document.objects.filter(own, lots, business=case.product.business_id)
    return [
        hold_to_product(paper, name_covered(row), case.product)
        for row in read_coverage(papers)
        if (paper := paper_json(row)) is not None
    ]


def _results(case: Case, lines: Sequence[LotLine] | None) -> list[dict[str, Any]]:
    if case.lot is None:
        return []
    found = read_lot_results(case.lot) if lines is None else lines
    return [line.result for line in found]
