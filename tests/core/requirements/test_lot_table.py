"""One lot against the limits of many markets, each unit trap with its exact answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wadah.core.requirements import (
    CellState,
    LimitLine,
    LotTable,
    RuleBase,
    Vocabulary,
    assess,
    case_from_json,
    index_limits,
    lot_table,
)
from wadah.core.requirements.limit_words import say_number
from wadah.core.values import InvalidInput

TODAY = date(2026, 11, 24)
DAYS = ("as_of", "declared_on", "departs_on", "arrives_on", "placed_on")
MARKETS = ("DE", "FR", "GB", "JP", "AU")


@pytest.fixture
def judge(words: Vocabulary, base: RuleBase) -> Any:
    index = index_limits(base)

    def run(
        *results: dict[str, Any], markets: tuple[str, ...] = MARKETS, **product: Any
    ) -> LotTable:
        named = {"family": "coffee_roasted_ground", "hs": "090121", **product}
        data = {
            "product": named,
            "origin": {"region": "18.71"},
            "destination": "DE",
            "dates": dict.fromkeys(DAYS, TODAY.isoformat()),
            "consignment": {"lot": "L1"},
            "results": [
                {"sampled_on": "2026-11-10", "lot": "L1",
                 "laboratory_accredited": True, **one}
                for one in results
            ],
        }  # fmt: skip
        return lot_table(case_from_json(data, words, TODAY), markets, index)

    return run


def line_of(table: LotTable, parameter: str, market: str) -> LimitLine:
    (row,) = [row for row in table.rows if row.parameter == parameter]
    (line,) = [line for line in row.cells[market].lines if line.counts]
    return line


def ochratoxin(**changes: Any) -> dict[str, Any]:
    return {"parameter": "ochratoxin_a", "unit": "ug/kg", "basis": "as_sold", **changes}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        # The limit of the European Union is 3 ug/kg = 0.003 mg/kg = 3 ppb.
        ({"value": 3}, CellState.PASS),
        ({"value": 3.01}, CellState.FAIL),
        ({"value": 0.003, "unit": "mg/kg"}, CellState.PASS),
        ({"value": 0.0031, "unit": "mg/kg"}, CellState.FAIL),
        # 3 mg/kg is a thousand times the limit, whatever the digits say.
        ({"value": 3, "unit": "mg/kg"}, CellState.FAIL),
        ({"value": 2.9, "unit": "ppb"}, CellState.PASS),
        ({"value": 2.9, "unit": "ng/g"}, CellState.PASS),
        # Below a limit of quantification: good where that lies at or under the limit.
        ({"below": 1, "loq": 1}, CellState.PASS),
        ({"below": 3, "loq": 3}, CellState.PASS),
        ({"below": 5, "loq": 5}, CellState.CANNOT_TELL),
        # "Not found" without a limit of quantification says nothing.
        ({"below": 1}, CellState.CANNOT_TELL),
        ({"value": 1, "lot": "L2"}, CellState.CANNOT_TELL),
        ({"value": 9, "lot": "L2"}, CellState.CANNOT_TELL),
        ({"value": 1, "laboratory_accredited": None}, CellState.CANNOT_TELL),
        ({"value": 1, "laboratory_accredited": False}, CellState.CANNOT_TELL),
        ({"value": 1, "sampled_on": "2026-01-05"}, CellState.CANNOT_TELL),
        ({"value": 1, "sampled_on": None}, CellState.CANNOT_TELL),
    ],
)
def test_ochratoxin_in_roasted_coffee(
    judge: Any, changes: dict[str, Any], state: CellState
) -> None:
    table = judge(ochratoxin(**changes))

    assert line_of(table, "ochratoxin_a", "DE").state is state


def test_percent_grams_and_ppm_are_one_dimension(judge: Any) -> None:
    # 12.5 % = 12.5 g/100 g = 125 g/kg; the norm for green coffee is 12.5 %.
    for value, unit in ((12.5, "%"), (12.5, "g/100 g"), (125, "g/kg")):
        table = judge(
            {"parameter": "moisture", "value": value, "unit": unit},
            family="coffee_green_robusta", hs="090111",
        )  # fmt: skip
        (row,) = [row for row in table.rows if row.parameter == "moisture"]
        assert row.cells["DE"].state is CellState.PASS
        assert not row.cells["DE"].counts


def test_every_result_must_keep_the_bound(judge: Any) -> None:
    table = judge(ochratoxin(value=9), ochratoxin(value=1))

    line = line_of(table, "ochratoxin_a", "DE")
    assert line.state is CellState.FAIL
    assert [one.en for one in line.measured] == ["9 ug/kg", "1 ug/kg"]


def test_says_the_value_in_the_unit_of_the_limit_in_both_languages(judge: Any) -> None:
    line = line_of(judge(ochratoxin(value=0.0021, unit="mg/kg")), "ochratoxin_a", "DE")

    assert line.bound.en == "≤ 3 ug/kg"
    assert line.basis.id == "sebagaimana dijual"
    assert line.reason.en == "0.0021 mg/kg = 2.1 ug/kg keeps the limit ≤ 3 ug/kg."
    assert line.reason.id == "0,0021 mg/kg = 2,1 ug/kg memenuhi batas ≤ 3 ug/kg."


def test_a_result_that_cannot_be_used_is_not_named_as_the_reason(judge: Any) -> None:
    line = line_of(
        judge(ochratoxin(value=1), ochratoxin(value=2, lot="L2")), "ochratoxin_a", "DE"
    )

    assert line.reason.en == "1 ug/kg keeps the limit ≤ 3 ug/kg."


def test_markets_of_a_group_share_a_cell_and_others_have_none(judge: Any) -> None:
    (row,) = [
        row
        for row in judge(ochratoxin(value=1)).rows
        if row.parameter == "ochratoxin_a"
    ]

    assert row.cells["DE"] is row.cells["FR"]
    assert "AU" not in row.cells
    assert row.name.id == "okratoksin A"


def test_what_was_measured_and_is_bounded_nowhere_is_told(judge: Any) -> None:
    table = judge({"parameter": "lead", "value": 0.1, "unit": "mg/kg"})

    assert table.unlimited == ("lead",)


def test_a_residue_of_a_named_substance_counts_for_all_of_them(judge: Any) -> None:
    table = judge(
        {"parameter": "pesticide.carbaryl", "value": 0.02, "unit": "mg/kg"},
        {"parameter": "pesticide.isoprocarb", "value": 0.002, "unit": "mg/kg"},
    )

    line = line_of(table, "pesticide.*", "DE")
    assert [one.en for one in line.measured] == [
        "carbaryl 0.02 mg/kg",
        "isoprocarb 0.002 mg/kg",
    ]
    assert table.unlimited == ()


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("value", [1, 9])
def test_the_table_says_what_a_single_case_says(
    judge: Any, words: Vocabulary, base: RuleBase, market: str, value: int
) -> None:
    data = {
        "product": {"family": "coffee_roasted_ground", "hs": "090121"},
        "origin": {"region": "18.71"},
        "destination": market,
        "dates": dict.fromkeys(DAYS, TODAY.isoformat()),
        "consignment": {"lot": "L1"},
        "results": [
            {"sampled_on": "2026-11-10", "lot": "L1", "laboratory_accredited": True,
             **ochratoxin(value=value)}
        ],
    }  # fmt: skip
    case = case_from_json(data, words, TODAY)
    items = {item.rule: item.status.value for item in assess(case, base).items}

    table = judge(ochratoxin(value=value))

    expected = {"met": "pass", "failing": "fail", "unknown": "cannot_tell"}
    for row in table.rows:
        for line in row.cells[market].lines if market in row.cells else ():
            if line.counts and row.parameter == "ochratoxin_a":
                assert line.state.value == expected[items[line.rule]]


def test_a_number_is_said_without_noughts_or_exponent() -> None:
    assert say_number(Decimal("0.0500")).id == "0,05"
    assert say_number(Decimal("1E+3")).en == "1000"


def state_of(table: LotTable, parameter: str, market: str) -> CellState:
    (row,) = [row for row in table.rows if row.parameter == parameter]
    return row.cells[market].state


@pytest.mark.parametrize(
    ("result", "state"),
    [
        # Iodine in seaweed: 1000 mg/kg of the dry weight.
        ({"value": 1000, "unit": "mg/kg", "basis": "dry"}, CellState.PASS),
        ({"value": 0.1, "unit": "%", "basis": "dry"}, CellState.PASS),
        ({"value": 0.11, "unit": "%", "basis": "dry"}, CellState.FAIL),
        # The same digits of the goods as sold say nothing without their moisture.
        ({"value": 900, "unit": "mg/kg", "basis": "as_sold"}, CellState.CANNOT_TELL),
    ],
)
def test_a_limit_of_the_dry_weight(
    judge: Any, result: dict[str, Any], state: CellState
) -> None:
    table = judge(
        {"parameter": "iodine", **result},
        family="seaweed_hijiki",
        hs="121221",
        attributes={"species": "Sargassum fusiforme"},
    )

    assert state_of(table, "iodine", "AU") is state


@pytest.mark.parametrize(
    ("result", "state"),
    [
        # Benzo(a)pyrene in cocoa beans: 5 ug/kg of the fat.
        ({"value": 5, "unit": "ug/kg", "basis": "fat"}, CellState.PASS),
        ({"value": 5.1, "unit": "ppb", "basis": "fat"}, CellState.FAIL),
        # 2.6 of beans with half their weight in fat would be 5.2 of the fat.
        ({"value": 2.6, "unit": "ug/kg", "basis": "as_sold"}, CellState.CANNOT_TELL),
    ],
)
def test_a_limit_of_the_fat(
    judge: Any, result: dict[str, Any], state: CellState
) -> None:
    table = judge(
        {"parameter": "benzo_a_pyrene", **result}, family="cocoa_beans", hs="180100"
    )

    assert state_of(table, "benzo_a_pyrene", "DE") is state


@pytest.mark.parametrize(
    ("result", "broken"),
    [
        # n=5 c=2 m=100 M=1000: two of five may lie between, none above.
        ({"values": [10, 10, 10, 10, 10]}, False),
        ({"values": [500, 500, 10, 10, 10]}, False),
        ({"values": [500, 500, 500, 10, 10]}, True),
        ({"values": [1001, 10, 10, 10, 10]}, True),
        # Four samples are too few, and so is one.
        ({"values": [10, 10, 10, 10]}, None),
        ({"value": 10}, None),
        # Another way of counting does not compare.
        ({"values": [10, 10, 10, 10, 10], "unit": "MPN/g"}, None),
    ],
)
def test_a_plan_of_five_samples(
    judge: Any, words: Vocabulary, base: RuleBase, result: dict[str, Any],
    broken: bool | None,
) -> None:  # fmt: skip
    table = judge(
        {"parameter": "e_coli", "unit": "cfu/g", **result},
        family="cocopeat", hs="530500",
    )  # fmt: skip
    (row,) = [row for row in table.rows if row.parameter == "e_coli"]
    (line,) = row.cells["AU"].lines

    assert line.bound.en == "n=5 c=2 m=100 M=1000 cfu/g"
    # The rule is read in an old copy; what it says is the same.
    says = {False: CellState.PASS, True: CellState.FAIL, None: CellState.CANNOT_TELL}
    assert line.state is says[broken]


@pytest.mark.parametrize("unit", ["mg/kg", "ppm", "%"])
def test_a_count_of_colonies_is_never_a_mass(judge: Any, unit: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        judge({"parameter": "e_coli", "unit": unit, "value": 10})

    assert refused.value.field == "results[0].unit"
    assert refused.value.rule == "unit_not_for_parameter"


def test_a_word_is_a_result_too(judge: Any) -> None:
    absent = {"parameter": "salmonella", "value": "absent", "unit": "text"}
    present = {**absent, "value": "present"}

    kept = judge(absent, family="cocopeat", hs="530500")
    broken = judge(present, family="cocopeat", hs="530500")

    assert state_of(kept, "salmonella", "AU") is CellState.PASS
    assert state_of(broken, "salmonella", "AU") is CellState.FAIL


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"parameter": "live_insects", "value": 0, "unit": "count"}, ("0", "0")),
        ({"parameter": "defect_value", "value": 68, "unit": "points/300 g"},
         ("68 nilai per 300 g", "68 points per 300 g")),
        ({"parameter": "moisture", "value": 12.5, "unit": "%"},
         ("12,5 %", "12.5 %")),
    ],
)  # fmt: skip
def test_what_was_measured_reads_in_both_languages(
    judge: Any, result: dict[str, Any], said: tuple[str, str]
) -> None:
    table = judge(result, family="coffee_green_robusta", hs="090111", form="green")
    (row,) = [row for row in table.rows if row.parameter == result["parameter"]]
    (words, *_) = row.cells["DE"].lines[0].measured

    assert (words.id, words.en) == said
