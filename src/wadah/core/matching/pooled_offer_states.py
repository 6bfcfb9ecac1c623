"""The life of an offer of several members, and of each share: no other moves."""

from __future__ import annotations

from wadah.core.values import next_state

POOLED_OFFER_MOVES: tuple[tuple[str, str, str], ...] = (
    ("proposed", "answer", "proposed"),
    ("proposed", "re_solve", "proposed"),
    ("proposed", "agree", "agreed"),
    ("proposed", "withdraw", "withdrawn"),
    ("proposed", "lapse", "lapsed"),
)
"""From, action, to. What is agreed holds capacity; its promises have their own life."""

POOLED_OFFER_STATES = ("proposed", "agreed", "withdrawn", "lapsed")

SHARE_MOVES: tuple[tuple[str, str, str], ...] = (
    ("asked", "accept", "accepted"),
    ("asked", "refuse", "refused"),
    ("asked", "replace", "replaced"),
)
"""From, action, to. `replace`: a new solution asks the member for other kilograms."""

SHARE_STATES = ("asked", "accepted", "refused", "replaced")
# These make up the offer; the others are its history.
LIVING_SHARES = frozenset({"asked", "accepted"})


def move_pooled_offer(state: str, action: str) -> str:
    """The state of an offer after `action`.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move_pooled_offer("proposed", "agree")
    'agreed'
    """
    return next_state(POOLED_OFFER_MOVES, state, action)


def move_share(state: str, action: str) -> str:
    """The state of a share after `action`.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move_share("asked", "accept")
    'accepted'
    """
    return next_state(SHARE_MOVES, state, action)
