"""The words and codes that every later step points at.

Rows are loaded from the packaged files or kept by an administrator, and never
deleted: a row that no longer holds gets `disabled_from`.
"""

from wadah.apps.reference.models.confirmed_code import ConfirmedCode, IndexMark
from wadah.apps.reference.models.holiday import Holiday
from wadah.apps.reference.models.hs import HsCode, HsCorrelation
from wadah.apps.reference.models.kept import Kept
from wadah.apps.reference.models.laboratory import (
    Laboratory,
    LaboratoryScope,
    Standing,
)
from wadah.apps.reference.models.market import Market, MarketMembership
from wadah.apps.reference.models.money import Currency, ExchangeRate
from wadah.apps.reference.models.official_count import OfficialCount
from wadah.apps.reference.models.port import Port
from wadah.apps.reference.models.product_family import ProductFamily
from wadah.apps.reference.models.region import Region
from wadah.apps.reference.models.vocabulary import DocumentType, Parameter

__all__ = [
    "ConfirmedCode",
    "Currency",
    "DocumentType",
    "ExchangeRate",
    "Holiday",
    "HsCode",
    "HsCorrelation",
    "IndexMark",
    "Kept",
    "Laboratory",
    "LaboratoryScope",
    "Market",
    "MarketMembership",
    "OfficialCount",
    "Parameter",
    "Port",
    "ProductFamily",
    "Region",
    "Standing",
]
