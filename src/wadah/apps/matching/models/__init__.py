"""Buyers, what they ask for, who can fill it, and what was promised."""

from wadah.apps.matching.models.buyer import (
    Buyer,
    BuyerContact,
    BuyerProof,
    BuyerReport,
)
from wadah.apps.matching.models.due_diligence import DueDiligence, NameHit
from wadah.apps.matching.models.imported_request import ImportedRequest
from wadah.apps.matching.models.listed_name import ListedName, NameList
from wadah.apps.matching.models.match import Match, Refusal
from wadah.apps.matching.models.pooled_offer import PooledOffer, PooledShare
from wadah.apps.matching.models.promise import Promise
from wadah.apps.matching.models.request import BuyerRequest, RequestMove
from wadah.apps.matching.models.request_answer import ContactLook, RequestAnswer
from wadah.apps.matching.models.request_search import RequestNotice, SavedSearch
from wadah.apps.matching.models.request_thread import RequestMessage, RequestView
from wadah.apps.matching.models.shortlist import Shortlist, ShortlistEntry

__all__ = [
    "Buyer",
    "BuyerContact",
    "BuyerProof",
    "BuyerReport",
    "BuyerRequest",
    "ContactLook",
    "DueDiligence",
    "ImportedRequest",
    "ListedName",
    "Match",
    "NameHit",
    "NameList",
    "PooledOffer",
    "PooledShare",
    "Promise",
    "Refusal",
    "RequestAnswer",
    "RequestMessage",
    "RequestMove",
    "RequestNotice",
    "RequestView",
    "SavedSearch",
    "Shortlist",
    "ShortlistEntry",
]
