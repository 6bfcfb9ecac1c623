"""Buyers, what they ask for, who can fill it, and what was promised."""

from wadah.apps.matching.models.buyer import Buyer
from wadah.apps.matching.models.match import Match, Refusal
from wadah.apps.matching.models.promise import Promise
from wadah.apps.matching.models.request import BuyerRequest

__all__ = ["Buyer", "BuyerRequest", "Match", "Promise", "Refusal"]
