"""Payment terms in order of safety for who ships, and how much may be owed at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.matching.buyer_risk import FlagFound, Weight
from wadah.core.values import Truth

PAYMENTS_BY_SAFETY: tuple[str, ...] = (
    "advance",
    "lc_sight",
    "advance_balance_copy_documents",
    "dp",
    "cad",
    "lc_usance",
    "da",
    "mixed",
    "open_account",
)
"""Safest first, for the seller. In advance nothing is owed; a bank stands behind a
letter of credit; against payment the goods are still ours until it is made; on
acceptance and on open account they are gone. `mixed` is taken for its weaker part."""

# By these nothing, or a bank, is owed to who ships: they do not count as exposure.
COVERED = frozenset({"advance", "lc_sight"})

# With an unanswered question the goods are not handed over before the money.
_LOOSEST = {Truth.YES: "lc_sight", Truth.CANNOT_TELL: "cad", Truth.NO: "open_account"}


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a buyer owes or will owe, beside the most that is allowed.

    Parameters
    ----------
    allowed
        The most open exposure; None when nobody has examined the buyer.
    owed
        Values that count, in the currency of `allowed`; None for one not known, such
        as an answer without a price or in another currency.
    """

    allowed: Decimal | None
    owed: tuple[Decimal | None, ...]


def list_allowed_payments(flags: Iterable[FlagFound]) -> tuple[str, ...]:
    """Payment terms that the flags leave, safest first; none where one says stop.

    Examples
    --------
    >>> list_allowed_payments([])[-1]
    'open_account'
    """
    loosest = "open_account"
    for flag in flags:
        if flag.weight is Weight.STOP and flag.truth is Truth.YES:
            return ()
        limit = _limit_of(flag)
        loosest = min(loosest, limit, key=PAYMENTS_BY_SAFETY.index)
    return PAYMENTS_BY_SAFETY[: PAYMENTS_BY_SAFETY.index(loosest) + 1]


def may_have_exposure(flags: Iterable[FlagFound]) -> bool:
    """Whether anything may be owed at all: no weighty flag is up."""
    return not any(
        flag.truth is Truth.YES and flag.weight is not Weight.LOW for flag in flags
    )


def sort_by_safety(payments: Iterable[str]) -> tuple[str, ...]:
    """The terms, safest first, each once.

    Examples
    --------
    >>> sort_by_safety(["open_account", "dp", "advance", "dp"])
    ('advance', 'dp', 'open_account')
    """
    return tuple(sorted(set(payments), key=PAYMENTS_BY_SAFETY.index))


def is_within_exposure(exposure: Exposure) -> Truth:
    """Whether what is owed stays within what is allowed.

    What is known is summed first: a sum that is too large already is too large
    whatever the unknown ones come to.

    Examples
    --------
    >>> is_within_exposure(Exposure(Decimal(100), (Decimal(60), None)))
    <Truth.CANNOT_TELL: 'cannot_tell'>
    >>> is_within_exposure(Exposure(Decimal(100), (Decimal(101), None)))
    <Truth.NO: 'no'>
    """
    if not exposure.owed:
        return Truth.YES
    if exposure.allowed is None:
        return Truth.CANNOT_TELL
    known = sum((value for value in exposure.owed if value is not None), Decimal(0))
    if known > exposure.allowed:
        return Truth.NO
    return Truth.CANNOT_TELL if None in exposure.owed else Truth.YES


def _limit_of(flag: FlagFound) -> str:
    if flag.truth is Truth.NO:
        return _LOOSEST[Truth.NO]
    if flag.truth is Truth.YES and flag.weight is Weight.LOW:
        # A mark that many honest small buyers bear: no more trust than the unknown.
        return _LOOSEST[Truth.CANNOT_TELL]
    if flag.weight is Weight.LOW:
        return "da"
    return _LOOSEST[flag.truth]


def count_tonnes_value(
    kg: Decimal, price_a_tonne: Decimal | None, currency: str, wanted: str
) -> Decimal | None:
    """What is owed for `kg` at a price for a tonne; None in another currency.

    Examples
    --------
    >>> count_tonnes_value(Decimal(5000), Decimal(2000), "USD", "USD")
    Decimal('10000')
    """
    if price_a_tonne is None or currency != wanted:
        return None
    return kg * price_a_tonne / 1000


def list_missing_payments(
    allowed: Sequence[str], proposed: Iterable[str]
) -> tuple[str, ...]:
    """The proposed terms that are looser than the flags allow."""
    return tuple(one for one in sort_by_safety(proposed) if one not in allowed)
