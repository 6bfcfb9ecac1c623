"""The tables of this app, by their names."""

from wadah.apps.registry.models.business import (
    Business,
    Consent,
    Visit,
)
from wadah.apps.registry.models.capacity import (
    CapacityMonth,
    Downtime,
    HarvestMonth,
    LedgerEntry,
    ProductionTerms,
    StockCount,
)
from wadah.apps.registry.models.certificates import StatedCertificate
from wadah.apps.registry.models.counts import RegisterCount
from wadah.apps.registry.models.duplicates import (
    Merge,
    PossibleDuplicate,
)
from wadah.apps.registry.models.erased import ErasedRecord
from wadah.apps.registry.models.imports import (
    BatchChange,
    ImportBatch,
    ImportDifference,
    ImportJob,
    ImportProblem,
)
from wadah.apps.registry.models.places import (
    Claim,
    Group,
    GroupMember,
    Person,
    Site,
)
from wadah.apps.registry.models.product import (
    Lot,
    Product,
    ProductionStep,
    ProductPhoto,
    RawMaterial,
)
from wadah.apps.registry.models.product_index import (
    ProductIndexEntry,
    ProductIndexTotals,
    ProductIndexWord,
)
from wadah.apps.registry.models.row_imports import RowImport

__all__ = [
    "BatchChange",
    "Business",
    "CapacityMonth",
    "Claim",
    "Consent",
    "Downtime",
    "ErasedRecord",
    "Group",
    "GroupMember",
    "HarvestMonth",
    "ImportBatch",
    "ImportDifference",
    "ImportJob",
    "ImportProblem",
    "LedgerEntry",
    "Lot",
    "Merge",
    "Person",
    "PossibleDuplicate",
    "Product",
    "ProductIndexEntry",
    "ProductIndexTotals",
    "ProductIndexWord",
    "ProductPhoto",
    "ProductionStep",
    "ProductionTerms",
    "RawMaterial",
    "RegisterCount",
    "RowImport",
    "Site",
    "StatedCertificate",
    "StockCount",
    "Visit",
]
