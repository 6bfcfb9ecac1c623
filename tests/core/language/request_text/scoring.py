"""Field-wise F1 of readings against labels; the labels of the request data too.

A fact is one field of a request with its value. A right fact counts once; a wrong value
costs twice, for it is both a fact that is not in the text and one that was missed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wadah.apps.reference.data_files import read_families, read_parameter_rows
from wadah.core.values import UNITS

Fact = tuple[str, object]

_ALIASES = {
    alias: row["slug"]
    for row in read_parameter_rows()
    for alias in row["aliases"].split(";")
    if alias
}
_SCREENS = {"below_screen13_pct": "13", "screen16_up_pct": "16"}
_UNITS_OF_LABELS = {"L/kg": "l/kg", "g/L": "g/l", "C": "degC", "": "text"}
_SAME_WORDS = {"absent": "none", "nil": "none", "negative": "none"}
_HS6 = {row.family: row.hs6 for row in read_families()}
_QUANTITY_UNITS = (
    ("FCL20", r"^FCL20"),
    ("FCL40HC", r"^FCL40HC"),
    ("flexitank", r"^flexitank"),
    ("block", r"^block"),
    ("carton", r"^carton"),
    ("bag", r"^bag"),
    ("piece", r"^(piece|pcs)"),
    ("kg", r"^kg"),
    ("t", r"^MT"),
)
_PRICE_UNITS = (
    ("differential", r"^differential"),
    ("t", r"^(MT|t|mt)$"),
    ("kg", r"^kg"),
    ("block", r"^block"),
    ("pouch", r"^pouch"),
    ("bottle", r"^bottle"),
    ("pack", r"^pack"),
    ("piece", r"^(piece|shawl)"),
    ("tin", r"^(tin|can)$"),
)
# The free words of the labels in the closed list of the interface.
_FREQUENCIES = (
    ("every_2_months", r"every 2 months|about 6 per year"),
    ("weekly", r"^weekly"),
    ("monthly", r"^monthly"),
    ("quarterly", r"^quarterly"),
    ("trial_then_quarterly", r"trial then .* per quarter"),
    ("trial_then_monthly", r"then 10000 pcs/month"),
    ("one_off", r"^one-off"),
)
_PAYMENTS = (
    ("cad", r"^CAD"),
    ("advance_balance_copy_documents", r"20% TT|TT 30/70"),
    ("lc_sight", r"LC at sight"),
    ("mixed", r"90% at sight|50/50"),
)


@dataclass
class Score:
    """Counts of facts and the facts that went wrong."""

    right: int = 0
    invented: list[tuple[str, Fact]] = field(default_factory=list)
    missed: list[tuple[str, Fact]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        wrong = len(self.invented) + len(self.missed)
        return 2 * self.right / (2 * self.right + wrong)

    def add(self, name: str, labelled: Iterable[Fact], read: Iterable[Fact]) -> None:
        left = list(labelled)
        for fact in read:
            at = next((one for one in left if _agrees(one, fact)), None)
            if at is None:
                self.invented.append((name, fact))
            else:
                self.right += 1
                left.remove(at)
        self.missed += [(name, fact) for fact in left]


def _agrees(label: Fact, read: Fact) -> bool:
    """The same field with one of the values the label accepts."""
    if label[0] != read[0]:
        return False
    wanted, found = label[1], read[1]
    if isinstance(wanted, frozenset):
        return found in wanted
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return abs(wanted - found) <= 1e-6 * max(1.0, abs(wanted))
    return wanted == found


def score_request(
    score: Score, name: str, label: Mapping[str, Any], read: Mapping[str, Any]
) -> None:
    """Add one request; `label` is what `own_label` or `shared_label` made."""
    score.add(name, _request_facts(label, is_label=True), _request_facts(read))
    left = [_item_facts(item) for item in read["items"]]
    for item in label["items"]:
        wanted = _item_facts(item, is_label=True)
        keys = {fact[0] for fact in wanted}
        best = max(left, key=lambda facts: _overlap(wanted, facts), default=None)
        if best is None or not _overlap(wanted, best):
            score.add(name, wanted, [])
            continue
        left.remove(best)
        told = item.get("told")
        score.add(
            name,
            wanted,
            [f for f in best if told is None or f[0] in told or f[0] in keys],
        )
    for facts in left:
        score.add(name, [], [fact for fact in facts if fact[0] == "family"])


def _overlap(wanted: Sequence[Fact], facts: Sequence[Fact]) -> int:
    return sum(any(_agrees(one, fact) for fact in facts) for one in wanted)


def _request_facts(row: Mapping[str, Any], *, is_label: bool = False) -> list[Fact]:
    price = row["price"] or {}
    unit = price.get("unit")
    facts: list[Fact] = [
        ("incoterm", row["incoterm"]),
        ("named_place", (row["named_place"] or "").casefold() or None),
        ("destination", row["destination"]),
        ("price.value", price.get("value")),
        ("price.currency", price.get("currency")),
        ("price.unit", _unit_in(_PRICE_UNITS, unit) if unit else None),
        ("payment", row["payment"]),
        ("needed_by", row["needed_by"]),
    ]
    return [fact for fact in facts if fact[1] is not None]


def _unit_in(table: Sequence[tuple[str, str]], written: str) -> str:
    return next(
        (word for word, pattern in table if re.search(pattern, written)), written
    )


def _item_facts(item: Mapping[str, Any], *, is_label: bool = False) -> list[Fact]:
    quantity = item["quantity"] or {}
    facts: list[Fact] = [
        ("family", item["family"]),
        ("hs6", item["hs6"]),
        ("quantity.value", quantity.get("value")),
        ("quantity.unit", quantity.get("unit")),
        ("quantity.tonnes", quantity.get("tonnes")),
        ("frequency", item["frequency"]),
    ]
    facts = [fact for fact in facts if fact[1] is not None]
    facts += [("specs", _spec(line)) for line in item["specs"]]
    facts += [("certificates", name) for name in item["certificates"]]
    facts += [("packing", word) for word in item["packing"]]
    return facts


def _spec(line: Mapping[str, Any]) -> tuple[object, ...]:
    name = line.get("parameter", line.get("param"))
    slug = _ALIASES.get(name, name)
    operator = line.get("operator", line.get("op"))
    screen = _SCREENS.get(name) or re.sub(r"\D", "", line.get("qualifier") or "")
    low, high = line.get("min"), line.get("max")
    value = line.get("value")
    if operator != "between" and value is None:
        value = high if operator == "<=" else low
    if isinstance(value, str):
        word = value.casefold().strip()
        return slug, operator, _SAME_WORDS.get(word, word), screen
    unit = line.get("unit") or "text"
    unit = _UNITS_OF_LABELS.get(unit, unit)
    factor = float(UNITS[unit][1]) if unit in UNITS else 1.0
    bounds = (low, high) if operator == "between" else (value,)
    return slug, operator, *(round(float(one) * factor, 3) for one in bounds), screen


def own_label(row: Mapping[str, Any]) -> dict[str, Any]:
    """A label of `own_requests.json` in the shape of the interface."""
    expected = row["expected"]
    price = expected["price"]
    return {
        **expected,
        "price": dict(zip(("value", "currency", "unit"), price, strict=True))
        if price
        else None,
        "items": [
            {
                **item,
                "hs6": _HS6[item["family"]],
                "quantity": dict(
                    zip(("value", "unit", "tonnes"), item["quantity"], strict=True)
                ),
                "specs": [_own_spec(line) for line in item["specs"]],
            }
            for item in expected["items"]
        ],
    }


def _own_spec(line: Sequence[Any]) -> dict[str, Any]:
    parameter, operator, *rest = line
    if operator == "between":
        low, high, unit = rest
        return {
            "parameter": parameter,
            "operator": operator,
            "min": low,
            "max": high,
            "unit": unit,
        }
    value, unit = rest
    return {"parameter": parameter, "operator": operator, "value": value, "unit": unit}


def shared_label(row: Mapping[str, str]) -> dict[str, Any]:
    """A row of the request data in the shape of the interface."""
    first = {
        "family": row["product_family"],
        "hs6": frozenset({row["hs6"], *filter(None, row["hs6_accept"].split("|"))}),
        "quantity": {
            "value": _number(row["quantity_value"]),
            "unit": _unit_in(_QUANTITY_UNITS, row["quantity_unit"]),
            "tonnes": _number(row["quantity_tonnes"]),
        },
        "frequency": _unit_in(_FREQUENCIES, row["frequency"]) or None,
        "specs": json.loads(row["specs_json"]),
        "certificates": [name for name in row["certificates"].split("|") if name],
        # Packing is free text there; it is not scored.
        "packing": [],
        "told": (
            "family",
            "hs6",
            "quantity.value",
            "quantity.unit",
            "quantity.tonnes",
            "frequency",
            "specs",
            "certificates",
        ),
    }
    others = [
        {
            "family": other["family"],
            "hs6": None,
            "quantity": {"tonnes": other.get("qt")},
            "frequency": None,
            "specs": other.get("specs", []),
            "certificates": [],
            "packing": [],
            "told": ("family", *(("specs",) if "specs" in other else ())),
        }
        for other in json.loads(row["other_items_json"])
    ]
    price = {
        "value": _number(row["price_value"]),
        "currency": row["price_currency"] or None,
        "unit": row["price_unit"] or None,
    }
    return {
        "items": [first, *others],
        "incoterm": row["incoterm"] or None,
        "named_place": row["named_place"] or None,
        "destination": row["destination_country"] or None,
        "price": price,
        "payment": _unit_in(_PAYMENTS, row["payment_terms"])
        if row["payment_terms"] and row["payment_terms"] != "LC irrevocable"
        else None,
        "needed_by": row["needed_by"] or None,
    }


def _number(written: str) -> float | None:
    return float(written) if written else None
