"""The size of a business by PP 7/2021: boundaries, measures, what cannot be told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.values import InvalidInput, Truth, size_class

TODAY = date(2026, 11, 24)
BILLION = 10**9
ORDER = ["micro", "small", "medium", "large"]
CAPITAL = "pp7_2021_art35_3_capital"
SALES = "pp7_2021_art35_5_sales"


@pytest.mark.parametrize(
    ("capital", "size"),
    [
        (1, "micro"),
        (1 * BILLION, "micro"),
        (1 * BILLION + 1, "small"),
        (5 * BILLION, "small"),
        (5 * BILLION + 1, "medium"),
        (10 * BILLION, "medium"),
        (10 * BILLION + 1, "large"),
    ],
)
def test_a_ceiling_of_capital_belongs_to_the_lower_class(
    capital: int, size: str
) -> None:
    found = size_class(capital, None, TODAY, established_on=date(2024, 1, 1))

    assert (found.size, found.rule, found.basis_idr) == (size, CAPITAL, capital)


@pytest.mark.parametrize(
    ("sales", "size"),
    [
        (1, "micro"),
        (2 * BILLION, "micro"),
        (2 * BILLION + 1, "small"),
        (15 * BILLION, "small"),
        (15 * BILLION + 1, "medium"),
        (50 * BILLION, "medium"),
        (50 * BILLION + 1, "large"),
    ],
)
def test_a_ceiling_of_sales_belongs_to_the_lower_class(sales: int, size: str) -> None:
    found = size_class(None, sales, TODAY)

    assert (found.size, found.rule, found.basis_idr) == (size, SALES, sales)


@pytest.mark.parametrize(
    ("established_on", "rule", "size"),
    [
        (None, SALES, "micro"),
        (date(2021, 2, 1), SALES, "micro"),
        (date(2021, 2, 2), CAPITAL, "small"),
        (date(2025, 6, 1), CAPITAL, "small"),
    ],
)
def test_the_founding_says_which_figure_decides(
    established_on: date | None, rule: str, size: str
) -> None:
    found = size_class(3 * BILLION, BILLION, TODAY, established_on=established_on)

    assert (found.rule, found.size) == (rule, size)


def test_the_other_figure_decides_when_it_is_the_only_one_and_says_so() -> None:
    found = size_class(3 * BILLION, None, TODAY, established_on=date(2010, 1, 1))

    assert (found.size, found.rule) == ("small", CAPITAL)
    assert "What should decide is not known" in found.explanation.en
    assert "belum diketahui" in found.explanation.id


def test_the_explanation_names_figure_ceiling_and_article() -> None:
    found = size_class(None, Decimal(750_000_000), TODAY)

    assert found.explanation.en == (
        "A micro business, because IDR 750,000,000 of annual sales is at most "
        "IDR 2 billion (PP 7/2021 Article 35(5): sales of a year)."
    )
    assert found.explanation.id == (
        "Usaha mikro, karena hasil penjualan setahun Rp750.000.000 paling banyak "
        "Rp2 miliar (PP 7/2021 Pasal 35 ayat (5): hasil penjualan setahun)."
    )


@pytest.mark.parametrize(
    ("capital", "sales", "on"),
    [
        (None, None, TODAY),
        (0, None, TODAY),
        (0, 0, TODAY),
        (BILLION, BILLION, date(2021, 2, 1)),
    ],
)
def test_cannot_tell_without_a_figure_or_before_the_regulation(
    capital: int | None, sales: int | None, on: date
) -> None:
    found = size_class(capital, sales, on)

    assert (found.size, found.rule, found.basis_idr) == ("", "", None)
    assert found.is_stated_rightly("micro") is Truth.CANNOT_TELL
    assert found.explanation.en.startswith("Cannot tell")


def test_a_stated_class_is_held_against_the_figures() -> None:
    found = size_class(None, BILLION, TODAY)

    assert found.is_stated_rightly("micro") is Truth.YES
    assert found.is_stated_rightly("medium") is Truth.NO
    assert found.is_stated_rightly("") is Truth.CANNOT_TELL


@pytest.mark.parametrize("wrong", [-1, Decimal("NaN"), Decimal("Infinity")])
def test_refuses_what_is_no_amount(wrong: Decimal | int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        size_class(None, wrong, TODAY)

    assert (refusal.value.field, refusal.value.rule) == (
        "annual_sales_idr",
        "below_zero",
    )


@given(
    low=st.integers(1, 10**12),
    more=st.integers(0, 10**12),
    is_new=st.booleans(),
)
def test_more_money_never_makes_a_business_smaller(
    low: int, more: int, is_new: bool
) -> None:
    founded = date(2024, 1, 1) if is_new else date(2000, 1, 1)

    before = size_class(low, low, TODAY, established_on=founded)
    after = size_class(low + more, low + more, TODAY, established_on=founded)

    assert ORDER.index(before.size) <= ORDER.index(after.size)
