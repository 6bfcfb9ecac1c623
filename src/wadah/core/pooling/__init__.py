"""Several sellers fill one request together."""

from wadah.core.pooling.check import Breach, find_breaches
from wadah.core.pooling.containers import (
    CONTAINERS,
    Container,
    Freight,
    Load,
    Pack,
    plan_containers,
)
from wadah.core.pooling.fill import bound_kg, solve, without
from wadah.core.pooling.problem import (
    BINDING,
    MIX_TOLERANCE,
    Clock,
    Coverage,
    Limit,
    Pool,
    PoolStatus,
    Problem,
    Relief,
    Result,
    Seller,
    Share,
    Spare,
    StopRule,
)
from wadah.core.pooling.result_json import result_to_json
from wadah.core.pooling.tracing import Part, trace_containers

__all__ = [
    "BINDING",
    "CONTAINERS",
    "MIX_TOLERANCE",
    "Breach",
    "Clock",
    "Container",
    "Coverage",
    "Freight",
    "Limit",
    "Load",
    "Pack",
    "Part",
    "Pool",
    "PoolStatus",
    "Problem",
    "Relief",
    "Result",
    "Seller",
    "Share",
    "Spare",
    "StopRule",
    "bound_kg",
    "find_breaches",
    "plan_containers",
    "result_to_json",
    "solve",
    "trace_containers",
    "without",
]
