"""Which table each meeting has, once slots and halls are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from wadah.core.meetings.board import Held
from wadah.core.meetings.rules import Rules


def seat(
    rules: Rules,
    held: Mapping[int, Held],
    kept: Mapping[int, str] | None = None,
) -> dict[int, str]:
    """A table for each meeting held: its own, else where one of the two sat before.

    Parameters
    ----------
    held
        A plan that keeps the rules, so that each hall has tables enough.
    kept
        Tables that meetings keep where they can, from an earlier plan.
    """
    table_of: dict[int, str] = {}
    taken: dict[int, set[str]] = defaultdict(set)
    for place, where in held.items():
        own = rules.candidates[place].table
        if own is not None:
            table_of[place] = own
            taken[where.slot].add(own)
    last: dict[int, str] = {}
    for place, where in sorted(held.items(), key=lambda row: (row[1].slot, row[0])):
        one = rules.candidates[place]
        if place not in table_of:
            wished = [(kept or {}).get(place), last.get(one.b), last.get(one.a)]
            free = [
                table.id
                for table in rules.event.tables
                if table.id not in taken[where.slot]
                and where.option.hall in (None, table.hall)
            ]
            table_of[place] = next((t for t in wished if t in free), None) or free[0]
            taken[where.slot].add(table_of[place])
        last[one.a] = last[one.b] = table_of[place]
    return table_of
