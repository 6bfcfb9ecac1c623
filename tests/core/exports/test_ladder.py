"""The ladder of a deal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wadah.core.exports import (
    RUNGS,
    TRANSITIONS,
    RungEntry,
    RungNotNext,
    check_rung,
    highest_rung,
    next_rungs,
    total_rungs,
)
from wadah.core.values import InvalidInput

DAY = date(2026, 11, 10)


def entry(rung: str, **changes: object) -> RungEntry:
    facts: dict[str, object] = {"reached_on": DAY, "proof": "letter 7"}
    if RUNGS.index(rung) >= RUNGS.index("contract"):
        facts |= {"value_amount": Decimal("43200"), "value_currency": "USD"}
    if rung == "shipped":
        facts["port"] = "IDPNJ"
    return RungEntry(rung, **{**facts, **changes})  # type: ignore[arg-type]


def test_every_transition_leads_upwards() -> None:
    for before, after in TRANSITIONS:
        assert before == "" or RUNGS.index(before) < RUNGS.index(after)


def test_every_rung_can_be_reached() -> None:
    assert {after for _, after in TRANSITIONS} == set(RUNGS)


def test_whole_ladder_is_climbed_rung_by_rung() -> None:
    reached: list[RungEntry] = []
    for rung in RUNGS:
        check_rung(reached, entry(rung))
        reached.append(entry(rung))

    assert highest_rung(one.rung for one in reached) == "paid"
    assert next_rungs("paid") == ()


@pytest.mark.parametrize(
    ("reached", "rung"),
    [
        ([], "shipped"),
        ([], "paid"),
        (["interest", "mou"], "shipped"),
        (["contract"], "accepted"),
        (["contract", "shipped"], "paid"),
        (["contract"], "mou"),
        (["sample"], "sample"),
    ],
)
def test_refuses_a_rung_out_of_order(reached: list[str], rung: str) -> None:
    with pytest.raises(RungNotNext) as caught:
        check_rung([entry(one) for one in reached], entry(rung))

    assert caught.value.rung == rung
    assert caught.value.highest == highest_rung(reached)


@pytest.mark.parametrize(
    ("rung", "changes", "field", "rule"),
    [
        ("interest", {"proof": ""}, "proof", "required"),
        ("interest", {"reached_on": None}, "reached_on", "required"),
        ("contract", {"value_amount": None}, "value_amount", "required"),
        ("contract", {"value_currency": ""}, "value_currency", "required"),
        ("contract", {"value_amount": Decimal(0)}, "value_amount", "above_zero"),
        ("contract", {"value_currency": "usd"}, "value_currency", "currency_code"),
        ("mou", {"value_amount": Decimal(5)}, "value_currency", "required"),
        ("sample", {"port": "Panjang"}, "port", "port_code"),
    ],
)
def test_refuses_a_rung_that_lacks_a_field(
    rung: str, changes: dict[str, object], field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_rung([], entry(rung, **changes))

    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_refuses_shipped_without_port() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_rung([entry("contract")], entry("shipped", port=""))

    assert (caught.value.field, caught.value.rule) == ("port", "required")


def test_refuses_a_day_before_the_rung_below() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_rung([entry("sample")], entry("contract", reached_on=date(2026, 11, 9)))

    assert caught.value.rule == "before_lower_rung"


def test_refuses_an_unknown_rung_with_the_nearest() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_rung([], RungEntry("samples", DAY, "slip"))

    assert caught.value.rule == "unknown_word"
    assert "sample" in caught.value.message.en


def test_totals_stand_apart_by_rung_and_currency() -> None:
    totals = total_rungs(
        [
            entry("mou", value_amount=Decimal(900), value_currency="USD"),
            entry("shipped", value_amount=Decimal(400), is_confirmed=True),
            entry("shipped", value_amount=Decimal(50)),
            entry("shipped", value_amount=Decimal(70), value_currency="EUR"),
        ]
    )

    found = [
        (one.rung, one.currency, one.count, one.amount, one.confirmed_amount)
        for one in totals
    ]
    assert found == [
        ("mou", "USD", 1, Decimal(900), Decimal(0)),
        ("shipped", "EUR", 1, Decimal(70), Decimal(0)),
        ("shipped", "USD", 2, Decimal(450), Decimal(400)),
    ]
    assert [one.is_export for one in totals] == [False, True, True]
