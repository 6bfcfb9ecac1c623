"""What a meeting is worth: the wishes of both sides and how well they match."""

from __future__ import annotations

from decimal import Decimal

MUST_MEET, MEET, NOT_ASKED, NO_THANKS = 2, 1, 0, -1
"""Grades of a wish. One "no thanks" rules a pair out."""

BUYER_COUNTS = Decimal(2)
"""The buyer's wish counts twice: an unwilling buyer buys nothing."""

MATCH_COUNTS = Decimal(3)
"""The most that the match of product and request adds: less than a buyer's must."""


def weigh(buyer: int, seller: int, match: Decimal) -> Decimal | None:
    """Weight of a meeting, or None where one side does not want it.

    Parameters
    ----------
    buyer, seller
        Grades from -1 (no thanks) to 2 (must meet); 0 where nothing was said.
    match
        0 to 1, how well the seller can fill what the buyer asks for.

    Returns
    -------
    Decimal or None
        2 x buyer + seller + 3 x match; None below that for a pair ruled out, and for
        one that nobody wished and that does not match.

    Examples
    --------
    >>> weigh(2, 1, Decimal("0.5"))
    Decimal('6.5')
    >>> weigh(2, -1, Decimal(1)) is None
    True
    """
    if NO_THANKS in (buyer, seller):
        return None
    weight = BUYER_COUNTS * buyer + seller + MATCH_COUNTS * match
    return weight if weight > 0 else None
