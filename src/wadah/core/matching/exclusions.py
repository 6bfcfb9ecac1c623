"""What one side does not want of the other: names, places, roles; and consent."""

from __future__ import annotations

from wadah.core.matching.asked import Asked
from wadah.core.matching.outcome import Constraint
from wadah.core.matching.request import Offer
from wadah.core.values import Step, Text


def excluded_by_buyer(asked: Asked, offer: Offer) -> Constraint | None:
    """By name, or by role: a buyer who wants no brokers gets none."""
    terms = asked.terms
    if offer.business in terms.excluded_businesses:
        return Constraint(
            "excluded_by_buyer",
            offer.business,
            [*sorted(terms.excluded_businesses)],
            Text(
                "Pembeli tidak menghendaki usaha ini.",
                "The buyer does not want this business.",
            ),
        )
    if offer.role is None or offer.role not in terms.excluded_roles:
        return None
    return Constraint(
        "excluded_by_buyer",
        offer.role,
        [*sorted(terms.excluded_roles)],
        Text(
            f"Pembeli tidak membeli dari pihak seperti ini: {offer.role}.",
            f"The buyer does not buy from this kind of seller: {offer.role}.",
        ),
    )


def excluded_by_seller(asked: Asked, offer: Offer) -> Constraint | None:
    """By name, destination or role of the buyer."""
    terms = asked.terms
    named = (terms.buyer, terms.destination)
    excluded = offer.excluded_buyers | offer.excluded_destinations
    clash = sorted(name for name in named if name is not None and name in excluded)
    if terms.buyer_role in offer.excluded_roles and terms.buyer_role is not None:
        clash.append(terms.buyer_role)
    if not clash:
        return None
    return Constraint(
        "excluded_by_seller",
        [*sorted(excluded | offer.excluded_roles)],
        [*clash],
        Text(
            f"Penjual tidak melayani: {', '.join(clash)}.",
            f"The seller does not serve: {', '.join(clash)}.",
        ),
    )


def consent(asked: Asked, offer: Offer) -> Constraint | None:
    if offer.has_consent is not False:
        return None
    return Constraint(
        "consent",
        False,
        True,
        Text(
            "Pemilik belum setuju usahanya diperlihatkan kepada pembeli.",
            "The owner has not agreed that buyers see the business.",
        ),
        (
            Step(
                "get_document",
                "consent",
                Text(
                    "Minta persetujuan pemilik usaha.",
                    "Ask the owner for consent.",
                ),
            ),
        ),
    )
