"""What a market asks of a product on a date, and whether a case meets it."""

from wadah.core.requirements.assess import assess, verdict_of
from wadah.core.requirements.assessment import (
    Assessment,
    Item,
    Question,
    assessment_to_json,
)
from wadah.core.requirements.case import Case, Dates
from wadah.core.requirements.case_json import case_from_json
from wadah.core.requirements.evidence_json import read_documents, read_results
from wadah.core.requirements.lot_table import (
    Cell,
    CellState,
    LimitIndex,
    LimitLine,
    LotRow,
    LotTable,
    index_limits,
    lot_table,
)
from wadah.core.requirements.rule_reading import RuleReader
from wadah.core.requirements.rules import (
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Membership,
    NOf,
    OneOf,
    Phase,
    Rule,
    RuleBase,
    SamplingPlan,
    Scope,
    Source,
    Unless,
    leaves,
)
from wadah.core.requirements.vocabulary import (
    DocumentType,
    FactName,
    Parameter,
    Vocabulary,
)

__all__ = [
    "AllOf",
    "Assessment",
    "Case",
    "Cell",
    "CellState",
    "Dates",
    "DocumentLeaf",
    "DocumentType",
    "FactLeaf",
    "FactName",
    "Item",
    "LimitIndex",
    "LimitLeaf",
    "LimitLine",
    "LotRow",
    "LotTable",
    "Membership",
    "NOf",
    "OneOf",
    "Parameter",
    "Phase",
    "Question",
    "Rule",
    "RuleBase",
    "RuleReader",
    "SamplingPlan",
    "Scope",
    "Source",
    "Unless",
    "Vocabulary",
    "assess",
    "assessment_to_json",
    "case_from_json",
    "index_limits",
    "leaves",
    "lot_table",
    "read_documents",
    "read_results",
    "verdict_of",
]
