"""The size of a business by Government Regulation 7 of 2021."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wadah.core.values.refusal import InvalidInput
from wadah.core.values.text import Text
from wadah.core.values.truth import Truth

# The regulation was given and took effect on this day.
IN_FORCE_FROM = date(2021, 2, 2)
CAPITAL_RULE = "pp7_2021_art35_3_capital"
SALES_RULE = "pp7_2021_art35_5_sales"
SIZE_RULES: dict[str, Text] = {
    CAPITAL_RULE: Text(
        "PP 7/2021 Pasal 35 ayat (3): modal usaha, tanpa tanah dan bangunan",
        "PP 7/2021 Article 35(3): capital, without land and buildings",
    ),
    SALES_RULE: Text(
        "PP 7/2021 Pasal 35 ayat (5): hasil penjualan setahun",
        "PP 7/2021 Article 35(5): sales of a year",
    ),
}
SIZE_NAMES: dict[str, Text] = {
    "micro": Text("mikro", "micro"),
    "small": Text("kecil", "small"),
    "medium": Text("menengah", "medium"),
    "large": Text("besar", "large"),
}
_BILLION = Decimal(10) ** 9
# The most of each class in rupiah, itself still within the class.
_CEILINGS: dict[str, tuple[tuple[str, Decimal], ...]] = {
    CAPITAL_RULE: (
        ("micro", 1 * _BILLION),
        ("small", 5 * _BILLION),
        ("medium", 10 * _BILLION),
    ),
    SALES_RULE: (
        ("micro", 2 * _BILLION),
        ("small", 15 * _BILLION),
        ("medium", 50 * _BILLION),
    ),
}


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A size and what it rests on.

    Parameters
    ----------
    size
        `micro`, `small`, `medium` or `large`; empty when it cannot be told.
    rule
        One of `SIZE_RULES`; empty when it cannot be told.
    basis_idr
        The figure that decided, in rupiah; None when it cannot be told.
    explanation
        One sentence that says why.
    """

    size: str
    rule: str
    basis_idr: Decimal | None
    explanation: Text

    def is_stated_rightly(self, stated: str) -> Truth:
        """Does a class that somebody wrote down agree with the figures?

        Examples
        --------
        >>> found = size_class(None, Decimal(900_000_000), date(2026, 11, 24))
        >>> found.is_stated_rightly("small")
        <Truth.NO: 'no'>
        >>> found.is_stated_rightly("")
        <Truth.CANNOT_TELL: 'cannot_tell'>
        """
        if not stated or not self.size:
            return Truth.CANNOT_TELL
        return Truth.of(stated == self.size)


def size_class(
    capital_idr: Decimal | int | None,
    annual_sales_idr: Decimal | int | None,
    on: date,
    *,
    established_on: date | None = None,
) -> SizeClass:
    """Tell the size of a business on a day.

    Parameters
    ----------
    capital_idr
        Own and borrowed capital in rupiah, without land and buildings of the place
        of business; None or 0 when it is not known.
    annual_sales_idr
        Sales of a year in rupiah; None or 0 when they are not known or none were made.
    on
        The day for which the class is asked; before 2 February 2021 other law applied.
    established_on
        Day on which the business began, where it is known.

    Returns
    -------
    SizeClass
        With an empty `size` when neither figure is known.

    Raises
    ------
    InvalidInput
        When a figure is below zero.

    Notes
    -----
    Capital is the measure at the founding and registration of a business that began
    on or after 2 February 2021; sales are the measure of one that was there before.
    When the founding is not known, sales go before capital, because a business that
    sells is there already. When only the other figure is known, that one decides and
    the explanation says so. A ceiling belongs to the lower class ("paling banyak").

    References
    ----------
    Peraturan Pemerintah 7/2021, Article 35(2) to (5) and Article 36. What lies above
    the ceilings of a medium business is large by Article 1 of Law 20/2008.

    Examples
    --------
    >>> size_class(Decimal(1_000_000_000), None, date(2026, 11, 24)).size
    'micro'
    >>> size_class(Decimal(1_000_000_001), None, date(2026, 11, 24)).size
    'small'
    >>> size_class(None, Decimal(2_000_000_000), date(2026, 11, 24)).rule
    'pp7_2021_art35_5_sales'
    >>> size_class(None, None, date(2026, 11, 24)).size
    ''
    """
    figures = {
        CAPITAL_RULE: _read("capital_idr", capital_idr),
        SALES_RULE: _read("annual_sales_idr", annual_sales_idr),
    }
    if on < IN_FORCE_FROM:
        return SizeClass("", "", None, _OTHER_LAW)
    is_new = established_on is not None and established_on >= IN_FORCE_FROM
    order = (CAPITAL_RULE, SALES_RULE) if is_new else (SALES_RULE, CAPITAL_RULE)
    for rule in order:
        figure = figures[rule]
        if figure is not None:
            size = _place(rule, figure)
            return SizeClass(size, rule, figure, _explain(size, rule, figure, order))
    return SizeClass("", "", None, _NO_FIGURE)


def _read(field: str, figure: Decimal | int | None) -> Decimal | None:
    """The figure, or None for what says nothing: lists write 0 for "not asked"."""
    if figure is None:
        return None
    amount = Decimal(figure)
    if not amount.is_finite() or amount < 0:
        raise InvalidInput(field, "below_zero", _BELOW_ZERO)
    return amount or None


def _place(rule: str, figure: Decimal) -> str:
    return next((size for size, most in _CEILINGS[rule] if figure <= most), "large")


def _explain(size: str, rule: str, figure: Decimal, order: tuple[str, str]) -> Text:
    measure, name = SIZE_RULES[rule], SIZE_NAMES[size]
    missing = SIZE_RULES[order[0]] if rule != order[0] else None
    plain = f"{figure:,.0f}"
    grouped = plain.replace(",", ".")
    tail_id = tail_en = ""
    if missing is not None:
        tail_id = f" Yang seharusnya dipakai belum diketahui ({missing.id})."
        tail_en = f" What should decide is not known ({missing.en})."
    return Text(
        f"Usaha {name.id}, karena {_WORDS[rule].id} Rp{grouped} "
        f"{_bound(size, rule).id} ({measure.id}).{tail_id}",
        f"A {name.en} business, because IDR {plain} of {_WORDS[rule].en} "
        f"{_bound(size, rule).en} ({measure.en}).{tail_en}",
    )


def _bound(size: str, rule: str) -> Text:
    ceilings = dict(_CEILINGS[rule])
    is_above = size not in ceilings
    most = ceilings["medium"] if is_above else ceilings[size]
    billions = int(most / _BILLION)
    if is_above:
        return Text(f"di atas Rp{billions} miliar", f"is above IDR {billions} billion")
    return Text(
        f"paling banyak Rp{billions} miliar", f"is at most IDR {billions} billion"
    )


_WORDS = {
    CAPITAL_RULE: Text("modal usaha", "capital"),
    SALES_RULE: Text("hasil penjualan setahun", "annual sales"),
}
_NO_FIGURE = Text(
    "Belum dapat dipastikan: isi modal usaha atau hasil penjualan setahun.",
    "Cannot tell: give the capital or the sales of a year.",
)
_OTHER_LAW = Text(
    "Belum dapat dipastikan: PP 7/2021 baru berlaku sejak 2 Februari 2021.",
    "Cannot tell: PP 7/2021 holds from 2 February 2021 on.",
)
_BELOW_ZERO = Text(
    "Tulis jumlah rupiah, tidak di bawah nol.",
    "Write an amount in rupiah, not below zero.",
)
