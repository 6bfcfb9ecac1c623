"""The products of this installation as offers for `wadah match`.

Apart from the command: it needs the database, a file with offers of its own does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.matching.queries.offers import list_offers
from wadah.core.matching import Offer, Request, match_from_json
from wadah.core.requirements import Vocabulary
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import prepare


@dataclass(frozen=True, slots=True)
class RegistryOffers:
    """Offers, and by product key the names of business and product."""

    offers: tuple[Offer, ...]
    names: Mapping[str, tuple[str, str]]


def read_registry(
    data: Mapping[str, object], terms: Request, words: Vocabulary, today: date
) -> RegistryOffers:
    """What the registry has of the families asked for and of their neighbours.

    Raises `InvalidInput` when the request names no family.
    """
    families = [item.family for item in terms.items if item.family]
    if not families:
        raise InvalidInput("request.items[0].family", "required", _FAMILY)
    prepare()
    rows = list_offers(make_local_administrator(), families, terms.destination)
    document = {**data, "offers": [row.data for row in rows]}
    _, offers, _ = match_from_json(document, words, today)
    steps = {str(row.data["product"]): row.steps for row in rows}
    return RegistryOffers(
        tuple(replace(one, verdict_steps=steps[one.product]) for one in offers or ()),
        {
            str(row.product.pk): (row.product.business.name, row.product.name)
            for row in rows
        },
    )


_FAMILY = Text(
    "Sebutkan keluarga produk agar registri dapat dicari.",
    "Name the product family, so that the registry can be searched.",
)
