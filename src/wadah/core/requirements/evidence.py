"""What a line of the answer rests on: the papers, results, answers and facts used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wadah.core.requirements.case import Case
from wadah.core.values import Document, LabResult

Kind = Literal["document", "result", "answer", "fact"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence as the case names it.

    Parameters
    ----------
    kind
        What it is; `subject` is then a document type, a parameter, the name of a
        look-up or of a fact.
    number
        Number of the paper.
    lot
        Lot of the result.
    by
        Issuer, laboratory, or the source of an answer.
    dated
        Day of issue, of sampling or of the look-up.
    """

    kind: Kind
    subject: str
    number: str | None = None
    lot: str | None = None
    by: str | None = None
    dated: date | None = None

    def as_json(self) -> dict[str, str | None]:
        return {
            "kind": self.kind,
            _SUBJECT[self.kind]: self.subject,
            "number": self.number,
            "lot": self.lot,
            "by": self.by,
            "dated": self.dated.isoformat() if self.dated else None,
        }


_SUBJECT: dict[Kind, str] = {
    "document": "type",
    "result": "parameter",
    "answer": "code",
    "fact": "code",
}


def of_document(document: Document) -> Evidence:
    return Evidence(
        "document",
        document.type,
        number=document.number,
        by=document.issuer,
        dated=document.issued_on,
    )


def of_result(result: LabResult) -> Evidence:
    return Evidence(
        "result",
        result.parameter,
        lot=result.lot,
        by=result.laboratory,
        dated=result.sampled_on,
    )


def of_names(names: Iterable[str], case: Case) -> tuple[Evidence, ...]:
    """The answers and facts among `names` that the case states."""
    found: list[Evidence] = []
    for name in dict.fromkeys(names):
        answer = case.answers.get(name)
        if answer is not None:
            found.append(
                Evidence("answer", name, by=answer.source, dated=answer.looked_up_on)
            )
        elif case.states(name):
            found.append(Evidence("fact", name))
    return tuple(found)
