"""The four amounts of each month as lengths of a bar, in per cent of the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wadah.apps.registry.queries.capacity import YearRow

_MARK = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths as SVG writes them: with a point, whatever the language."""

    row: YearRow
    declared: str
    promised: str
    free: str
    mark: str


def make_bars(rows: Sequence[YearRow]) -> list[Bar]:
    """Promised and free lie side by side within declared; a mark shows the calendar."""
    longest = max(
        (max(row.declared_kg, row.verified_kg, row.expected_kg or Decimal(0))
         for row in rows),
        default=Decimal(0),
    )  # fmt: skip

    def length(kg: Decimal) -> Decimal:
        # Room for the mark at the very end.
        return kg / longest * (100 - _MARK) if longest else Decimal(0)

    return [
        Bar(
            row=row,
            declared=_percent(length(row.declared_kg)),
            promised=_percent(length(row.promised_kg)),
            free=_percent(length(row.free_kg)),
            mark=_percent(length(row.expected_kg)) if row.expected_kg else "",
        )
        for row in rows
    ]


def _percent(length: Decimal) -> str:
    return f"{length:.2f}%"
