"""The products in the caller's sight as offers for a request that brings none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.queries.offers import list_offers
from wadah.core.matching import Offer, Request, match_from_json
from wadah.core.requirements import Vocabulary
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class RegistryOffers:
    """Offers, and by product key the names of business and product."""

    offers: tuple[Offer, ...]
    names: Mapping[str, tuple[str, str]]


def read_registry(
    actor: Actor, data: Mapping[str, object], terms: Request, words: Vocabulary,
    today: date,
) -> RegistryOffers:  # fmt: skip
    """What the registry has of the families asked for and of their neighbours.

    Raises `InvalidInput` when the request names no family.
    """
    families = [item.family for item in terms.items if item.family]
    if not families:
        raise InvalidInput("request.items[0].family", "required", _FAMILY)
    rows = list_offers(actor, families, terms.destination)
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
