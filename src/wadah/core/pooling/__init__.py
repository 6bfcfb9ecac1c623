"""Several sellers fill one request together."""

from wadah.core.pooling.fill import solve
from wadah.core.pooling.problem import (
    Clock,
    Pool,
    PoolStatus,
    Problem,
    Result,
    Seller,
    Share,
    StopRule,
)
from wadah.core.pooling.result_json import result_to_json

__all__ = [
    "Clock",
    "Pool",
    "PoolStatus",
    "Problem",
    "Result",
    "Seller",
    "Share",
    "StopRule",
    "result_to_json",
    "solve",
]
