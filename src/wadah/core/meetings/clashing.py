"""A smallest set of meetings that must be held and cannot all be held."""

from __future__ import annotations

from collections.abc import Iterable

from wadah.core.meetings.board import Board
from wadah.core.meetings.placing import model
from wadah.core.meetings.rules import Rules

_SECONDS = 5.0


def smallest_clash(rules: Rules, seed: int) -> tuple[int, ...]:
    """Candidates that must be held, of which no plan holds all; none of them to spare.

    Empty where they can all be held, or where that is not settled within seconds.

    Notes
    -----
    Parts of the set, halves first and single meetings last, are left out in turn and
    stay out if the others still clash.
    """
    clash = [place for place, one in enumerate(rules.candidates) if one.must]
    if not _is_clash(rules, clash, seed):
        return ()
    size = len(clash)
    while size > 1:
        size = (size + 1) // 2
        start = 0
        while start < len(clash):
            rest = clash[:start] + clash[start + size :]
            if _is_clash(rules, rest, seed):
                clash = rest
            else:
                start += size
    return tuple(clash)


def _is_clash(rules: Rules, places: Iterable[int], seed: int) -> bool:
    """True when it is proved that these cannot all be held."""
    placing = model(Board(rules), places, (1 << rules.slots) - 1)
    return placing.solve(_SECONDS, seed).infeasible
