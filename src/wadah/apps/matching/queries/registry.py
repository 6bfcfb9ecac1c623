"""The products in the caller's sight as offers for a request that brings none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.queries.offers import OfferRow, list_offers
from wadah.apps.matching.queries.screening import (
    Screen,
    count_idle,
    screen_products,
)
from wadah.core.matching import Offer, Request, Window, match_from_json
from wadah.core.requirements import Vocabulary


@dataclass(frozen=True, slots=True)
class RegistryOffers:
    """Offers, the names of business and product by product key, and what was left out.

    `screens` has one for each item of the request.
    """

    offers: tuple[Offer, ...]
    names: Mapping[str, tuple[str, str]]
    screens: tuple[Screen, ...]


def read_registry(
    actor: Actor, data: Mapping[str, object], terms: Request, window: Window,
    words: Vocabulary,
) -> RegistryOffers:  # fmt: skip
    """What the registry has for the items asked for.

    Raises `InvalidInput` when an item names no family.
    """
    screens = tuple(screen_products(actor, item, terms, window) for item in terms.items)
    keys = sorted({key for one in screens for key in one.keys})
    rows = list_offers(actor, keys, terms.destination)
    return RegistryOffers(
        as_offers(data, rows, words, window.as_of),
        {
            str(row.product.pk): (row.product.business.name, row.product.name)
            for row in rows
        },
        screens,
    )


def count_left_out(
    actor: Actor, terms: Request, window: Window, screens: Sequence[Screen]
) -> list[dict[str, int]]:
    """For each item how many products were left out, by reason; `unread` ones too."""
    counted = []
    for item, screen in zip(terms.items, screens, strict=True):
        counts = dict(screen.left_out)
        for code, count in count_idle(actor, item, window).items():
            counts[code] = counts.get(code, 0) + count
        if screen.unread:
            counts["unread"] = screen.unread
        counted.append(counts)
    return counted


def as_offers(
    data: Mapping[str, object], rows: Sequence[OfferRow], words: Vocabulary, today: date
) -> tuple[Offer, ...]:
    """The rows as core reads them, with the steps of their verdicts."""
    document = {**data, "offers": [row.data for row in rows]}
    _, offers, _ = match_from_json(document, words, today)
    steps = {str(row.data["product"]): row.steps for row in rows}
    return tuple(replace(one, verdict_steps=steps[one.product]) for one in offers or ())
