"""Value types that every topic of core shares."""

from wadah.core.values.capacity import CapacityEntry
from wadah.core.values.evidence import Answer, Document, LabResult
from wadah.core.values.hs_code import HsCode
from wadah.core.values.money import CurrencyMismatch, Money
from wadah.core.values.month import Month, months_between
from wadah.core.values.moves import Move, MoveNotAllowed, next_state
from wadah.core.values.refusal import InvalidInput, unknown_word
from wadah.core.values.size_class import (
    SIZE_NAMES,
    SIZE_RULES,
    SizeClass,
    size_class,
)
from wadah.core.values.spec_line import OPERATORS, SpecLine
from wadah.core.values.step import ACTIONS, Step
from wadah.core.values.text import Text
from wadah.core.values.truth import Truth, all_of, n_of, one_of
from wadah.core.values.units import (
    QUANTITY_UNITS,
    UNITS,
    check_unit_allowed,
    convert,
    dimension,
    normalise_unit,
    unit_words,
)
from wadah.core.values.verdict import (
    Confidence,
    Effect,
    Status,
    Tier,
    Verdict,
    worst,
)
from wadah.core.values.working_days import (
    Span,
    count_working_days,
    find_due_day,
    is_working_day,
)
from wadah.core.values.written_number import is_written_number, read_written_number

__all__ = [
    "ACTIONS",
    "OPERATORS",
    "QUANTITY_UNITS",
    "SIZE_NAMES",
    "SIZE_RULES",
    "UNITS",
    "Answer",
    "CapacityEntry",
    "Confidence",
    "CurrencyMismatch",
    "Document",
    "Effect",
    "HsCode",
    "InvalidInput",
    "LabResult",
    "Money",
    "Month",
    "Move",
    "MoveNotAllowed",
    "SizeClass",
    "Span",
    "SpecLine",
    "Status",
    "Step",
    "Text",
    "Tier",
    "Truth",
    "Verdict",
    "all_of",
    "check_unit_allowed",
    "convert",
    "count_working_days",
    "dimension",
    "find_due_day",
    "is_working_day",
    "is_written_number",
    "months_between",
    "n_of",
    "next_state",
    "normalise_unit",
    "one_of",
    "read_written_number",
    "size_class",
    "unit_words",
    "unknown_word",
    "worst",
]
