"""Papers, laboratory results, cases, verdicts and decisions."""

from wadah.apps.validation.models.case_work import (
    CaseFlag,
    CaseMove,
    CaseNote,
    CaseQuestion,
    CaseVisit,
    CaseVisitPhoto,
)
from wadah.apps.validation.models.cases import Case, CaseAnswer, CaseVerdict, State
from wadah.apps.validation.models.decisions import CaseDecision
from wadah.apps.validation.models.documents import Document
from wadah.apps.validation.models.readiness import ProductReadiness
from wadah.apps.validation.models.results import LabReport, LotResult
from wadah.apps.validation.models.sheets import SigningKey, ValidationSheet
from wadah.apps.validation.models.step_figures import StepFigure

__all__ = [
    "Case",
    "CaseAnswer",
    "CaseDecision",
    "CaseFlag",
    "CaseMove",
    "CaseNote",
    "CaseQuestion",
    "CaseVerdict",
    "CaseVisit",
    "CaseVisitPhoto",
    "Document",
    "LabReport",
    "LotResult",
    "ProductReadiness",
    "SigningKey",
    "State",
    "StepFigure",
    "ValidationSheet",
]
