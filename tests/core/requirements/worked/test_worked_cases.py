"""Cases worked by hand from the sources, held against the rules as they are coded.

A case is a table of the TOML files beside this one. It says what a person would say
and no more; `build_case` adds a consignment that has nothing remarkable: lot L1 of 20
tonnes by sea in a full container, declared on 10 and sailing on 12 December 2026,
sampled on 10 November, the number of the business in hand, INSW free. A row of several
limits (`CIN-EU-04a`, `b`) is judged by its worst part.
"""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
DATES = {
    "as_of": "2026-11-24",
    "declared_on": "2026-12-10",
    "departs_on": "2026-12-12",
    "arrives_on": "2026-12-28",
    "placed_on": "2027-01-04",
}
CONSIGNMENT = {
    "lot": "L1",
    "quantity_kg": 20000,
    "value": {"amount": 9000, "currency": "USD", "basis": "fob"},
    "packing": ["pp_bag"],
    "packing_new_clean": True,
    "transport": "sea",
    "load": "FCL",
}
RESULT = {"laboratory_accredited": True, "sampled_on": "2026-11-10", "lot": "L1"}
ADDED = ("documents", "results", "contract", "rules_ok")
MERGED = (
    "attributes",
    "dates",
    "answers",
    "consignment",
    "importer",
    "exporter",
    "producer",
)
OPEN = ("missing", "failing", "expired", "unknown", "later")
WORST_FIRST = (*OPEN, "met", "advice", "not_asked")


def read_cases() -> list[Any]:
    """Every case with its base laid under it."""
    cases = []
    for path in sorted(HERE.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in data["cases"]:
            below = data.get("base", {}).get(row.get("from"), {})
            cases.append(pytest.param(lay_over(below, row), id=row["name"]))
    return cases


def lay_over(below: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    laid = copy.deepcopy(below)
    for key, value in row.items():
        if key in MERGED:
            laid[key] = {**laid.get(key, {}), **value}
        elif key in ADDED and key != "results":
            laid[key] = [*laid.get(key, []), *value]
        else:
            laid[key] = value
    return laid


def build_case(row: dict[str, Any]) -> dict[str, Any]:
    """The input of `assess`; an empty text takes a value of the base away."""
    looked_up_on = row.get("looked_up_on", "2026-11-20")
    answers = {"insw_restriction": "free", **row.get("answers", {})}
    settled = {f"rules.{rule}": True for rule in row.get("rules_ok", [])}
    return {
        "product": {
            "family": row["family"],
            "hs": row["hs"],
            "form": row.get("form"),
            "attributes": stated(row.get("attributes", {})),
        },
        "origin": stated(
            {
                "region": row.get("region", ""),
                "processing_region": row.get("processing", ""),
            }
        ),
        "destination": row["to"],
        "dates": {**DATES, **row.get("dates", {})},
        "consignment": {
            **CONSIGNMENT,
            "packing": row.get("packing", CONSIGNMENT["packing"]),
            **row.get("consignment", {}),
        },
        "parties": {
            "importer": row.get("importer", {}),
            "exporter": row.get("exporter", {}),
            "producer": row.get("producer", {}),
        },
        "documents": [{"type": "nib"}, *row.get("documents", [])],
        "results": [{**RESULT, **one} for one in row.get("results", [])],
        "answers": {
            name: {"value": value, "looked_up_on": looked_up_on}
            for name, value in {**stated(answers), **settled}.items()
        },
        "contract": row.get("contract", []),
    }


def stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != ""}


def statuses(items: list[dict[str, Any]], rule: str) -> list[str]:
    return [
        item["status"]
        for item in items
        if item["rule"] == rule or item["rule"][:-1] == rule
    ]


def worst(found: list[str]) -> str | None:
    return min(found, key=WORST_FIRST.index, default=None)


@pytest.mark.parametrize("row", read_cases())
def test_the_case_is_judged_as_worked_by_hand(judge, row):
    out = judge(build_case(row))

    held = {rule: worst(statuses(out["items"], rule)) for rule in row.get("status", {})}
    assert held == row.get("status", {})
    assert [one for one in row.get("absent", []) if statuses(out["items"], one)] == []
    assert out["verdict"] == row["verdict"], weighing(out)


@pytest.mark.parametrize("row", read_cases())
def test_the_case_asks_what_decides_and_nothing_abolished(judge, row):
    out = judge(build_case(row))

    assert set(row.get("asks", [])) <= out["codes"]
    wanted = {
        step["subject"]
        for item in out["items"]
        if item["status"] in OPEN
        for step in item["steps"]
    }
    assert wanted & set(row.get("never", [])) == set()
    benefits = {item["rule"] for item in out["benefits"]}
    assert set(row.get("benefits", [])) <= benefits
    assert benefits & set(row.get("no_benefit", [])) == set()


def test_every_group_of_goods_and_both_sides_of_each_day_are_worked():
    rows = [case.values[0] for case in read_cases()]

    assert len(rows) >= 60
    assert len({row["name"] for row in rows}) == len(rows)
    assert len({row["family"] for row in rows}) >= 30
    assert {row["verdict"] for row in rows} == {
        "prohibited", "not_ready", "cannot_tell", "ready",
    }  # fmt: skip


def weighing(out: dict[str, Any]) -> str:
    """What to read when a verdict differs: the lines that weigh."""
    return "; ".join(
        f"{item['rule']} {item['status']}: {item['reason']['en']}"
        for item in out["items"]
        if item["effect"] in ("bars", "delays") or item["kind"] == "contract"
        if item["status"] in OPEN[:4]
    )
