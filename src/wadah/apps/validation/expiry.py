"""When somebody has to hear that a paper ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Days before the last day; on the day itself as the last of them.
WARN_AT_DAYS = (90, 30, 7, 0)
FIRST_WARNING_DAYS = WARN_AT_DAYS[0]
COUNTED_DAYS = ("departs_on", "arrives_on", "placed_on")


@dataclass(frozen=True, slots=True)
class Shipment:
    """A planned shipment of a case that is not over, and the days that count in it."""

    case_id: int
    words: str
    days: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why somebody is told; `key` makes it happen once for one last day."""

    key: str
    shipment: str = ""
    counts_on: date | None = None


def list_occasions(
    last_day: date, today: date, shipments: Iterable[Shipment] = ()
) -> list[Occasion]:
    """What is to be told today of a paper that counts until `last_day`.

    A night that was missed loses nothing: with 20 days left the 30 are due.
    """
    found = []
    left = (last_day - today).days
    due = [days for days in WARN_AT_DAYS if 0 <= left <= days]
    if due:
        found.append(Occasion(str(min(due))))
    for shipment in shipments:
        # The first of its days on which the paper no longer counts: one message each.
        missed = [
            (day, name) for name, day in shipment.days if day > last_day and day > today
        ]
        if missed and left >= 0:
            day, name = min(missed)
            key = f"case-{shipment.case_id}-{name}"
            found.append(Occasion(key, shipment.words, day))
    return found
