"""The ladder of a deal: which rung may follow which, and what each must show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wadah.core.values import InvalidInput, Text, unknown_word

RUNGS = ("interest", "mou", "sample", "contract", "shipped", "accepted", "paid")

EXPORT_RUNGS = frozenset({"shipped", "accepted", "paid"})
"""Only goods that left the country are export; a MoU or a contract is not."""

TRANSITIONS: tuple[tuple[str, str], ...] = (
    ("", "interest"),
    ("", "mou"),
    ("", "sample"),
    ("", "contract"),
    ("interest", "mou"),
    ("interest", "sample"),
    ("interest", "contract"),
    ("mou", "sample"),
    ("mou", "contract"),
    ("sample", "contract"),
    ("contract", "shipped"),
    ("shipped", "accepted"),
    ("accepted", "paid"),
)
"""From the highest rung reached ("" for none) to the next one.

What lies below a contract may be left out, since many buyers go from a sample straight
to an order; from the contract on every rung is needed.
"""

NEEDED: dict[str, tuple[str, ...]] = {
    "interest": ("reached_on", "proof"),
    "mou": ("reached_on", "proof"),
    "sample": ("reached_on", "proof"),
    "contract": ("reached_on", "proof", "value_amount", "value_currency"),
    "shipped": ("reached_on", "proof", "value_amount", "value_currency", "port"),
    "accepted": ("reached_on", "proof", "value_amount", "value_currency"),
    "paid": ("reached_on", "proof", "value_amount", "value_currency"),
}
"""The fields that a rung cannot do without."""


@dataclass(frozen=True, slots=True)
class RungEntry:
    """One rung as it is recorded.

    Parameters
    ----------
    rung
        A word of `RUNGS`.
    value_amount, value_currency
        Worth of the rung, with an ISO 4217 code.
    port
        UN/LOCODE of the port of loading (five signs), such as `IDPNJ`.
    is_confirmed
        True when a second person has confirmed it.
    """

    rung: str
    reached_on: date | None
    proof: str = ""
    value_amount: Decimal | None = None
    value_currency: str = ""
    port: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RungTotal:
    """What stands on one rung in one currency; never summed over rungs."""

    rung: str
    currency: str
    count: int
    amount: Decimal
    confirmed_amount: Decimal

    @property
    def is_export(self) -> bool:
        return self.rung in EXPORT_RUNGS


class RungNotNext(Exception):
    """The ladder does not lead from the highest rung reached to this one."""

    code = "rung_not_next"

    def __init__(self, highest: str, rung: str) -> None:
        super().__init__(f"{highest or 'nothing'} -> {rung}")
        self.highest = highest
        self.rung = rung
        self.allowed = next_rungs(highest)


def highest_rung(rungs: Iterable[str]) -> str:
    """The highest of the rungs reached, or "" for none.

    Examples
    --------
    >>> highest_rung(["sample", "interest"])
    'sample'
    """
    return max(rungs, key=RUNGS.index, default="")


def next_rungs(highest: str) -> tuple[str, ...]:
    """The rungs that may follow, lowest first.

    Examples
    --------
    >>> next_rungs("contract")
    ('shipped',)
    >>> next_rungs("paid")
    ()
    """
    return tuple(after for before, after in TRANSITIONS if before == highest)


def check_rung(reached: Sequence[RungEntry], entry: RungEntry) -> None:
    """Refuse a rung that is out of order, incomplete or dated before a lower one.

    Parameters
    ----------
    reached
        The rungs the deal has, in any order.
    entry
        The rung to be recorded.

    Raises
    ------
    InvalidInput
        A word is unknown, a needed field is empty, an amount is not above zero, or the
        day lies before that of the rung below.
    RungNotNext
        The table of transitions does not allow it.

    Examples
    --------
    >>> sample = RungEntry("sample", date(2026, 11, 2), "courier slip")
    >>> check_rung([], sample)
    """
    if entry.rung not in RUNGS:
        raise unknown_word("rung", entry.rung, RUNGS)
    highest = highest_rung(one.rung for one in reached)
    if (highest, entry.rung) not in TRANSITIONS:
        raise RungNotNext(highest, entry.rung)
    _check_fields(entry)
    latest = max((one.reached_on for one in reached if one.reached_on), default=None)
    if latest and entry.reached_on and entry.reached_on < latest:
        raise InvalidInput("reached_on", "before_lower_rung", _too_early(latest))


def total_rungs(entries: Iterable[RungEntry]) -> tuple[RungTotal, ...]:
    """Sums per rung and currency, lowest rung first; entries without worth count 0.

    Examples
    --------
    >>> day = date(2026, 11, 2)
    >>> mou = RungEntry("mou", day, "letter", Decimal(9), "USD")
    >>> [(t.rung, t.amount, t.is_export) for t in total_rungs([mou, mou])]
    [('mou', Decimal('18'), False)]
    """
    groups: dict[tuple[str, str], list[RungEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.rung, entry.value_currency), []).append(entry)
    order = sorted(groups, key=lambda key: (RUNGS.index(key[0]), key[1]))
    return tuple(
        RungTotal(
            rung=rung,
            currency=currency,
            count=len(groups[rung, currency]),
            amount=_sum(groups[rung, currency]),
            confirmed_amount=_sum(
                entry for entry in groups[rung, currency] if entry.is_confirmed
            ),
        )
        for rung, currency in order
    )


def _sum(entries: Iterable[RungEntry]) -> Decimal:
    return sum((entry.value_amount or Decimal(0) for entry in entries), Decimal(0))


def _check_fields(entry: RungEntry) -> None:
    for name in NEEDED[entry.rung]:
        if getattr(entry, name) in (None, ""):
            raise InvalidInput(name, "required", _REQUIRED[name])
    if entry.value_amount is not None:
        if entry.value_amount <= 0:
            raise InvalidInput("value_amount", "above_zero", _ABOVE_ZERO)
        if not entry.value_currency:
            raise InvalidInput("value_currency", "required", _REQUIRED["currency"])
    currency = entry.value_currency
    if currency and not (len(currency) == 3 and currency.isascii() and
                         currency.isalpha() and currency.isupper()):  # fmt: skip
        raise InvalidInput("value_currency", "currency_code", _CURRENCY)
    port = entry.port
    if port and not (len(port) == 5 and port.isalnum() and port.isupper()):
        raise InvalidInput("port", "port_code", _PORT)


_REQUIRED = {
    "reached_on": Text("Isi tanggal anak tangga ini.", "Give the day of this rung."),
    "proof": Text(
        "Tulis buktinya, misalnya nomor surat atau B/L.",
        "Name the proof, such as the number of a letter or a bill of lading.",
    ),
    "value_amount": Text(
        "Isi nilainya: mulai dari kontrak setiap anak tangga punya nilai.",
        "Give the value: from the contract on every rung has one.",
    ),
    "value_currency": Text(
        "Isi mata uangnya, misalnya USD.", "Give the currency, such as USD."
    ),
    "currency": Text(
        "Nilai tanpa mata uang tidak berarti. Isi misalnya USD.",
        "A value without a currency means nothing. Give one, such as USD.",
    ),
    "port": Text(
        "Isi pelabuhan muat, misalnya IDPNJ untuk Panjang.",
        "Give the port of loading, such as IDPNJ for Panjang.",
    ),
}
_ABOVE_ZERO = Text("Nilai harus lebih dari nol.", "The value must be above zero.")
_CURRENCY = Text(
    "Mata uang ditulis dengan tiga huruf besar, misalnya USD.",
    "Write the currency as three capital letters, such as USD.",
)
_PORT = Text(
    "Pelabuhan ditulis dengan kode lima huruf, misalnya IDPNJ untuk Panjang.",
    "Write the port as its five-letter code, such as IDPNJ for Panjang.",
)


def _too_early(latest: date) -> Text:
    day = latest.isoformat()
    return Text(
        f"Tanggal tidak boleh sebelum anak tangga di bawahnya ({day}).",
        f"The day must not lie before that of the rung below ({day}).",
    )
