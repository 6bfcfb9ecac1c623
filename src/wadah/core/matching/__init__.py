"""Matching of buyers' requests with offers: hard constraints, steps to yes, rank."""

from wadah.core.matching.asked import Asked
from wadah.core.matching.certificates import has_certificate, read_certificate
from wadah.core.matching.evidence_json import Words
from wadah.core.matching.match_json import NO_POOL, match_from_json, match_to_json
from wadah.core.matching.mixing import MixedBound, mixed_bounds, mixed_values
from wadah.core.matching.outcome import (
    CODES,
    Constraint,
    Match,
    MatchResult,
    Refusal,
)
from wadah.core.matching.ranking import Weights, list_constraints, match
from wadah.core.matching.request import (
    INCOTERMS,
    PAYMENTS,
    ROLES,
    Accepted,
    CertificateNeed,
    Lot,
    Offer,
    Pack,
    PoolTerms,
    Price,
    Request,
    RequestItem,
    Window,
)
from wadah.core.matching.what_if import apply_steps

__all__ = [
    "CODES",
    "INCOTERMS",
    "NO_POOL",
    "PAYMENTS",
    "ROLES",
    "Accepted",
    "Asked",
    "CertificateNeed",
    "Constraint",
    "Lot",
    "Match",
    "MatchResult",
    "MixedBound",
    "Offer",
    "Pack",
    "PoolTerms",
    "Price",
    "Refusal",
    "Request",
    "RequestItem",
    "Weights",
    "Window",
    "Words",
    "apply_steps",
    "has_certificate",
    "list_constraints",
    "match",
    "match_from_json",
    "match_to_json",
    "mixed_bounds",
    "mixed_values",
    "read_certificate",
]
