"""From a staged row to the fields of the business as it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from wadah.apps.registry.importing.places import PlaceFinder
from wadah.apps.registry.importing.staged import StagedBusiness, StagedProduct
from wadah.apps.registry.importing.words import match_key
from wadah.core.language import normalise

# What a list gives. Everything else of a record (its organisation, whether it is
# public, what an owner told about it) never comes from a list.
LIST_FIELDS = (
    "name", "search_name", "legal_form", "region_id", "district", "village", "street",
    "owner_name", "phone", "email", "nib", "nib_fingerprint", "npwp", "kbli", "made",
    "family_id", "data_year", "workers", "investment_idr", "production_value_idr",
)  # fmt: skip

Values = dict[str, object]
_LONGEST_KEY = 200


class RecordMaker:
    """Fields of a record; what it knows of regions and families is handed in."""

    def __init__(
        self,
        places: PlaceFinder,
        family_of: Callable[[str], str | None],
        fingerprint: Callable[[str], str],
    ) -> None:
        self._places = places
        self._family_of = family_of
        self._fingerprint = fingerprint
        # Lists repeat themselves: 1,440 rows of one hold about 600 product texts.
        self._families: dict[str, str | None] = {}

    def make(self, row: StagedBusiness) -> Values:
        """The value of each of `LIST_FIELDS`."""
        products = (row.product, *row.further_products)
        return {
            "name": row.name,
            # As the search spells what a person types; a name of which nothing is
            # left there is found by its letters.
            "search_name": (normalise(row.name) or match_key(row.name))[:_LONGEST_KEY],
            "legal_form": row.legal_form,
            "region_id": self._places.find(row.regency, row.district),
            "district": row.district,
            "village": row.village,
            "street": row.street,
            "owner_name": row.owner_name,
            "phone": row.phone,
            "email": row.email,
            "nib": row.nib,
            "nib_fingerprint": self._fingerprint(row.nib),
            "npwp": row.npwp,
            "kbli": next((p.kbli for p in products if p.kbli), ""),
            "made": _joined(_made(p) or p.kbli_title for p in products),
            "family_id": self._family(_joined(map(_made, products))),
            "data_year": row.data_year,
            "workers": row.workers,
            "investment_idr": row.investment_idr,
            "production_value_idr": _production_value(products),
        }

    def _family(self, made: str) -> str | None:
        if made not in self._families:
            self._families[made] = self._family_of(made) if made else None
        return self._families[made]


def original_cells(row: StagedBusiness) -> dict[str, object]:
    """Every cell as it stood, those of the rows of further products too."""
    further = [product.original for product in row.further_products]
    return (
        {**row.original, "further_products": further} if further else {**row.original}
    )


def _made(product: StagedProduct) -> str:
    return product.product_name or product.commodity or product.category


def _joined(texts: Iterable[str]) -> str:
    kept = (text for text in texts if text)
    return "; ".join(dict.fromkeys(kept))


def _production_value(products: tuple[StagedProduct, ...]) -> Decimal | None:
    known = [
        product.production_value_idr
        for product in products
        if product.production_value_idr is not None
    ]
    return sum(known, Decimal(0)) if known else None
