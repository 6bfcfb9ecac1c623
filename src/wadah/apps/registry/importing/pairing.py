"""Which rows of two tables are the same entry, and whether they say the same of it.

Used where a sheet repeats the list, and where a list comes again in another form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from wadah.apps.registry.importing.identity import WHO
from wadah.apps.registry.importing.words import match_key

# Fields that are compared between two entries of one business.
COMPARED = (
    "name", "owner_name", "legal_form", "street", "village", "district", "phone",
    "email", "kbli", "product_name", "data_year", "workers", "investment_idr",
    "production_value_idr",
)  # fmt: skip
# Two spellings of a name, with words left out or in another order.
_SIMILAR = 80
_EVIDENCE = ("name", "owner_name", "street", "phone")


@dataclass(frozen=True, slots=True)
class Pairing:
    """`partner` maps a position of the second table to one of the first."""

    partner: Mapping[int, int]

    @staticmethod
    def differs(field: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
        """Whether two entries say something else in a field.

        Not where only spelling marks differ, nor where the cells were the same and
        only firm and owner were put back in one of the two.
        """
        if match_key(str(mine[field])) == match_key(str(theirs[field])):
            return False
        if field in ("name", "owner_name"):
            cell = f"{field}_cell"
            return match_key(mine[cell]) != match_key(theirs[cell])
        return True


def pair_rows(first: pl.DataFrame, second: pl.DataFrame) -> Pairing:
    """Pair the entries of two tables, each at most once.

    An entry is the same when number and either name, owner, street or phone agree; or
    else when name, owner and address are the same.
    """
    numbers = {n: at for at, n in enumerate(first["external_no"]) if n}
    who = {key: at for at, key in enumerate(_who(first)) if key.strip("|")}
    mine, theirs = first.to_dicts(), second.to_dicts()
    theirs_who = _who(second)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for at, row in enumerate(theirs):
        found = numbers.get(row["external_no"])
        if found is None or not is_same_entry(mine[found], row):
            found = who.get(theirs_who[at])
        if found is not None and found not in taken:
            partner[at] = found
            taken.add(found)
    return Pairing(partner)


def is_same_entry(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether two entries with the same number are one; at least one field agrees."""
    if any(_alike(mine[field], theirs[field]) for field in _EVIDENCE):
        return True
    # Firm and owner may stand in each other's place.
    return _alike(mine["name"], theirs["owner_name"]) or _alike(
        mine["owner_name"], theirs["name"]
    )


def _alike(one: str, other: str) -> bool:
    keys = match_key(one), match_key(other)
    return all(keys) and fuzz.token_set_ratio(*keys) >= _SIMILAR


def _who(frame: pl.DataFrame) -> list[str]:
    return [match_key(*cells) for cells in frame.select(WHO).iter_rows()]
