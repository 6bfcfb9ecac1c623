"""The table of a sweep: a family a row, a market a column, one verdict at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wadah.apps.validation.sweep.tally import VERDICTS, Tally


@dataclass(frozen=True, slots=True)
class Cell:
    """Products of a family in one market: how many have the verdict, of how many."""

    market: str
    number: int
    products: int


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family with its products and a cell for each market."""

    family: str
    name: str
    products: int
    number: int
    cells: tuple[Cell, ...]


def total_up(tally: Tally) -> dict[str, int]:
    """Verdicts of all families and markets."""
    cells = [cell for markets in tally.values() for cell in markets.values()]
    return {
        verdict: sum(cell[place] for cell in cells)
        for place, verdict in enumerate(VERDICTS)
    }


def make_rows(
    tally: Tally, names: Mapping[str, str], markets: Sequence[str], verdict: str
) -> list[FamilyRow]:
    """A row for each family that has products, by name."""
    place = VERDICTS.index(verdict)
    rows = []
    for family, by_market in tally.items():
        cells = tuple(
            Cell(market, counts[place], sum(counts))
            for market in markets
            for counts in [by_market.get(market, [0] * len(VERDICTS))]
        )
        rows.append(
            FamilyRow(
                family,
                names.get(family, family),
                max((cell.products for cell in cells), default=0),
                sum(cell.number for cell in cells),
                cells,
            )
        )
    return sorted(rows, key=lambda row: row.name.casefold())


def sort_rows(rows: Sequence[FamilyRow], sort: str) -> list[FamilyRow]:
    """By name, or by products or verdicts; a minus before the word turns it round."""
    keys = {
        "products": lambda row: row.products,
        "number": lambda row: row.number,
        "family": lambda row: row.name.casefold(),
    }
    key = keys.get(sort.removeprefix("-"), keys["family"])
    return sorted(rows, key=key, reverse=sort.startswith("-"))
