"""Matching of buyers' requests with offers: hard constraints, steps to yes, rank."""

from wadah.core.matching.certificates import read_certificate
from wadah.core.matching.evidence_json import Words
from wadah.core.matching.match_json import (
    NO_POOL,
    PAYMENTS,
    match_from_json,
    match_to_json,
)
from wadah.core.matching.outcome import (
    CODES,
    Constraint,
    Match,
    MatchResult,
    Refusal,
)
from wadah.core.matching.ranking import match
from wadah.core.matching.request import (
    CertificateNeed,
    Lot,
    Offer,
    Price,
    Request,
    RequestItem,
    Window,
)

__all__ = [
    "CODES",
    "NO_POOL",
    "PAYMENTS",
    "CertificateNeed",
    "Constraint",
    "Lot",
    "Match",
    "MatchResult",
    "Offer",
    "Price",
    "Refusal",
    "Request",
    "RequestItem",
    "Window",
    "Words",
    "match",
    "match_from_json",
    "match_to_json",
    "read_certificate",
]
