"""What is looked at on a visit, by the kind of the product: packaged, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from wadah.apps.reference.models import ProductFamily
from wadah.core.values import InvalidInput, Text, unknown_word

SEEN = ("yes", "no", "not_seen")
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at; `code` is kept with what was seen."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class _List:
    kinds: frozenset[str]
    points: tuple[Point, ...]


@lru_cache(maxsize=1)
def _read_lists() -> tuple[_List, ...]:
    path = resources.files(__package__) / "data" / "site_checklist.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _List(
            frozenset(row["kinds"]),
            tuple(
                Point(f"{row['code']}.{point['code']}", Text(point["id"], point["en"]))
                for point in row["point"]
            ),
        )
        for row in data["list"]
    )


def list_points(family: ProductFamily) -> list[Point]:
    """The points for a product of this family: for all, then for its kind."""
    kind = family.details.get("kind")
    return [
        point
        for one in _read_lists()
        if not one.kinds or kind in one.kinds
        for point in one.points
    ]


def find_point(code: str) -> Point | None:
    """The point of a code, or None where it is asked no more."""
    points = (point for one in _read_lists() for point in one.points)
    return next((point for point in points if point.code == code), None)


def read_points(
    given: Mapping[str, Mapping[str, Any]], family: ProductFamily
) -> dict[str, dict[str, str]]:
    """What was seen, point by point; raise `InvalidInput` for a point left out."""
    points = {point.code: point for point in list_points(family)}
    for code in given:
        if code not in points:
            raise unknown_word("points", code, points)
    kept = {}
    for code in points:
        row = given.get(code) or {}
        seen, remark = str(row.get("seen", "")), str(row.get("remark", "")).strip()
        if seen not in SEEN:
            raise InvalidInput(code, "required", _EACH)
        if seen == "no" and not remark:
            raise InvalidInput(code, "remark", _WHY)
        kept[code] = {"seen": seen, "remark": remark[:LONGEST_REMARK]}
    return kept


_EACH = Text(
    "Pilih ya, tidak, atau tidak dilihat untuk setiap butir.",
    "Choose yes, no or not seen for every point.",
)
_WHY = Text(
    "Tulis apa yang Anda lihat bila jawabannya tidak.",
    "Write what you saw where the answer is no.",
)
