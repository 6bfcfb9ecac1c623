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
from wadah.core.requirements.opening import JudgedCase, Opening, rank_papers
from wadah.core.requirements.readiness import (
    DIMENSIONS,
    Cap,
    Dimension,
    Profile,
    make_profile,
    profile_to_json,
)
from wadah.core.requirements.readiness_facts import ProductFacts
from wadah.core.requirements.readiness_indicators import Indicator
from wadah.core.requirements.renewals import Renewal
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
from wadah.core.requirements.schedule import Schedule, Task, make_schedule
from wadah.core.requirements.step_book import (
    Entry,
    Figure,
    StepBook,
    is_subject,
    read_step_book,
)
from wadah.core.requirements.vocabulary import (
    DocumentType,
    FactName,
    Parameter,
    Vocabulary,
)
from wadah.core.requirements.way_steps import WayStep
from wadah.core.requirements.way_to_ready import (
    PartnerWay,
    Way,
    WayTotals,
    way_to_ready,
)

__all__ = [
    "DIMENSIONS",
    "AllOf",
    "Assessment",
    "Cap",
    "Case",
    "Cell",
    "CellState",
    "Dates",
    "Dimension",
    "DocumentLeaf",
    "DocumentType",
    "Entry",
    "FactLeaf",
    "FactName",
    "Figure",
    "Indicator",
    "Item",
    "JudgedCase",
    "LimitIndex",
    "LimitLeaf",
    "LimitLine",
    "LotRow",
    "LotTable",
    "Membership",
    "NOf",
    "OneOf",
    "Opening",
    "Parameter",
    "PartnerWay",
    "Phase",
    "ProductFacts",
    "Profile",
    "Question",
    "Renewal",
    "Rule",
    "RuleBase",
    "RuleReader",
    "SamplingPlan",
    "Schedule",
    "Scope",
    "Source",
    "StepBook",
    "Task",
    "Unless",
    "Vocabulary",
    "Way",
    "WayStep",
    "WayTotals",
    "assess",
    "assessment_to_json",
    "case_from_json",
    "index_limits",
    "is_subject",
    "leaves",
    "lot_table",
    "make_profile",
    "make_schedule",
    "profile_to_json",
    "rank_papers",
    "read_documents",
    "read_results",
    "read_step_book",
    "verdict_of",
    "way_to_ready",
]
