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
from wadah.apps.validation.models.certificates import (
    Certificate,
    CertificateAudit,
    CertificateState,
    ExpiryWarning,
)
from wadah.apps.validation.models.decisions import CaseDecision
from wadah.apps.validation.models.documents import Document, PaperDraft
from wadah.apps.validation.models.readiness import ProductReadiness
from wadah.apps.validation.models.register_checks import RegisterCheck
from wadah.apps.validation.models.results import LabReport, LotResult
from wadah.apps.validation.models.sheets import SigningKey, ValidationSheet
from wadah.apps.validation.models.step_figures import StepFigure
from wadah.apps.validation.models.sweep import (
    Sweep,
    SweepOrder,
    SweptProduct,
    SweptVerdict,
)

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
    "Certificate",
    "CertificateAudit",
    "CertificateState",
    "Document",
    "ExpiryWarning",
    "LabReport",
    "LotResult",
    "PaperDraft",
    "ProductReadiness",
    "RegisterCheck",
    "SigningKey",
    "State",
    "StepFigure",
    "Sweep",
    "SweepOrder",
    "SweptProduct",
    "SweptVerdict",
    "ValidationSheet",
]
