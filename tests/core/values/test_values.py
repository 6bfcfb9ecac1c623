"""Value types: truth, verdicts, money, months, units, specification lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.values import (
    CapacityEntry,
    CurrencyMismatch,
    HsCode,
    InvalidInput,
    Money,
    Month,
    SpecLine,
    Text,
    Truth,
    Verdict,
    all_of,
    convert,
    months_between,
    n_of,
    normalise_unit,
    one_of,
    unknown_word,
    worst,
)

YES, NO, CANNOT = Truth.YES, Truth.NO, Truth.CANNOT_TELL
TRUTHS = st.lists(st.sampled_from(Truth), max_size=6)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, CANNOT, CANNOT, YES),
        (YES, NO, NO, YES),
        (CANNOT, CANNOT, CANNOT, CANNOT),
        (CANNOT, NO, NO, CANNOT),
        (NO, NO, NO, NO),
    ],
)
def test_truth_follows_kleene(
    left: Truth, right: Truth, both: Truth, either: Truth
) -> None:
    assert (left & right, right & left) == (both, both)
    assert (left | right, right | left) == (either, either)


@given(TRUTHS)
def test_de_morgan_holds(parts: list[Truth]) -> None:
    assert ~all_of(parts) is one_of([~part for part in parts])


@given(TRUTHS)
def test_n_of_agrees_with_all_and_one(parts: list[Truth]) -> None:
    assert n_of(len(parts), parts) is all_of(parts)
    if parts:
        assert n_of(1, parts) is one_of(parts)


def test_refuses_to_be_read_as_a_bool() -> None:
    with pytest.raises(TypeError):
        bool(CANNOT)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], Verdict.READY),
        ([Verdict.READY, Verdict.CANNOT_TELL], Verdict.CANNOT_TELL),
        ([Verdict.CANNOT_TELL, Verdict.NOT_READY], Verdict.NOT_READY),
        (list(Verdict), Verdict.PROHIBITED),
    ],
)
def test_worst_verdict_wins(verdicts: list[Verdict], expected: Verdict) -> None:
    assert worst(verdicts) is expected


def test_money_of_two_currencies_does_not_add() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(Decimal(1), "USD") + Money(Decimal(1), "IDR")


def test_money_refuses_float() -> None:
    with pytest.raises(TypeError):
        Money(0.1, "USD")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "26-01", "2026-01-01", ""])
def test_refuses_what_is_no_month(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Month.parse(text, "capacity[0].month")

    assert refused.value.field == "capacity[0].month"


def test_counts_months_over_the_year() -> None:
    months = list(months_between(Month(2026, 11), Month(2027, 2)))

    assert [str(month) for month in months] == [
        "2026-11", "2026-12", "2027-01", "2027-02",
    ]  # fmt: skip


@given(st.decimals(0, 10**6, places=3), st.decimals(0, 10**6, places=3))
def test_free_capacity_is_never_below_zero(
    verified: Decimal, promised: Decimal
) -> None:
    entry = CapacityEntry(Month(2026, 1), verified, verified, promised)

    assert entry.free_kg == max(verified - promised, Decimal(0))


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("12.5", "%", "g/kg", "125"),
        ("3", "ug/kg", "mg/kg", "0.003"),
        ("5", "ppb", "ng/g", "5"),
        ("2", "t", "kg", "2000"),
        ("1", "lb", "kg", "0.45359237"),
        ("600", "uS/cm", "mS/cm", "0.600"),
        ("1", "m", "cm", "100"),
    ],
)
def test_converts_within_a_dimension(
    value: str, unit: str, to: str, expected: str
) -> None:
    assert convert(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "to"), [("cfu/g", "mg/kg"), ("ml/100 g", "%"), ("%", "pH")]
)
def test_refuses_to_convert_between_dimensions(unit: str, to: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        convert(Decimal(1), unit, to)

    assert refused.value.rule == "unit_dimension"


@pytest.mark.parametrize("written", ["µg/kg", "μg/kg", "ug/kg"])
def test_reads_both_signs_for_micro(written: str) -> None:
    assert normalise_unit(written) == "ug/kg"


@pytest.mark.parametrize("code", ["0901.11", "0901 11", "090111"])
def test_reads_a_code_with_dots_and_blanks(code: str) -> None:
    assert HsCode.parse(code) == HsCode("090111")


@pytest.mark.parametrize("code", [90111, "9011", "901110", "09011", "abc", ""])
def test_refuses_a_code_that_lost_its_zero_as_a_number(code: object) -> None:
    if isinstance(code, str) and len(code) in (4, 6) and code.isdigit():
        assert HsCode.parse(code).digits == code
        return
    with pytest.raises(InvalidInput):
        HsCode.parse(code)


@pytest.mark.parametrize(
    ("line", "found", "expected"),
    [
        (SpecLine("moisture", "<=", Decimal("12.5")), Decimal("12.5"), YES),
        (SpecLine("moisture", "<", Decimal("12.5")), Decimal("12.5"), NO),
        (SpecLine("length", ">=", Decimal(90)), Decimal(89), NO),
        (SpecLine("length", ">", Decimal(90)), Decimal(91), YES),
        (
            SpecLine("ph", "between", None, Decimal("5.5"), Decimal("6.5")),
            Decimal("6.5"),
            YES,
        ),
        (SpecLine("mould", "=", "none"), "none", YES),
        (SpecLine("mould", "!=", "none"), "none", NO),
        (SpecLine("grade", "in", ("4a", "4b")), "4b", YES),
        (SpecLine("moisture", "<=", Decimal("12.5")), "dry", CANNOT),
    ],
)
def test_a_line_admits_what_keeps_its_bound(
    line: SpecLine, found: Decimal | str, expected: Truth
) -> None:
    assert line.admits(found) is expected


def test_an_unknown_word_is_refused_with_the_nearest_known() -> None:
    error = unknown_word("type", "phytosanitary", ["phytosanitary_certificate", "nib"])

    assert "phytosanitary_certificate" in error.message.en
    assert error.within("documents[0]").field == "documents[0].type"


def test_a_text_is_english_for_all_but_indonesian() -> None:
    text = Text("kadar air", "moisture")

    assert [text.in_language(code) for code in ("id", "id-id", "en", "de")] == [
        "kadar air", "kadar air", "moisture", "moisture",
    ]  # fmt: skip
