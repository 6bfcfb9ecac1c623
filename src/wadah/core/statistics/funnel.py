"""The steps of the funnel, their definitions and denominators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """What a step counts, and out of which other step."""

    code: str
    name: Text
    definition: Text
    denominator: str | None


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One counted step: businesses, with the denominator's count and the share."""

    definition: StepDefinition
    count: int
    out_of: int | None

    @property
    def share(self) -> float | None:
        """Count over denominator, 0 to 1; None where there is nothing to divide by."""
        return self.count / self.out_of if self.out_of else None


def _step(
    code: str, names: tuple[str, str], definitions: tuple[str, str], of: str | None
) -> StepDefinition:
    return StepDefinition(code, Text(*names), Text(*definitions), of)


STEPS: tuple[StepDefinition, ...] = (
    _step(
        "registered",
        ("Terdaftar", "Registered"),
        (
            "Usaha yang tercatat di register ini.",
            "Businesses with a record in this register.",
        ),
        None,
    ),
    _step(
        "contactable",
        ("Dapat dihubungi", "Contactable"),
        (
            "Usaha terdaftar dengan nomor telepon atau e-mail yang dapat dipakai.",
            "Registered businesses with a usable phone number or e-mail address.",
        ),
        "registered",
    ),
    _step(
        "assessed",
        ("Dinilai", "Assessed"),
        (
            "Usaha terdaftar dengan sedikitnya satu hasil penilaian yang berlaku "
            "untuk satu pasar.",
            "Registered businesses with at least one current verdict for a market.",
        ),
        "registered",
    ),
    _step(
        "ready",
        ("Siap untuk satu pasar", "Ready for a market"),
        (
            "Usaha yang dinilai dan sedikitnya satu hasil yang berlaku berbunyi siap.",
            "Assessed businesses of which at least one current verdict says ready.",
        ),
        "assessed",
    ),
    _step(
        "matched",
        ("Dicocokkan", "Matched"),
        (
            "Usaha terdaftar yang produknya cocok, sendiri atau bersama, dengan "
            "permintaan pembeli.",
            "Registered businesses with a product matched, alone or in a pool, to a "
            "buyer's request.",
        ),
        "registered",
    ),
    _step(
        "met",
        ("Bertemu pembeli", "Met a buyer"),
        (
            "Usaha yang dicocokkan dan sedikitnya satu pertemuannya terlaksana.",
            "Matched businesses with at least one meeting that was held.",
        ),
        "matched",
    ),
    *(
        _step(
            code,
            names,
            (
                f"Usaha dengan sedikitnya satu transaksi yang mencapai anak tangga "
                f"“{names[0].lower()}”, dengan bukti dan dikonfirmasi orang kedua.",
                f"Businesses with at least one deal on the rung “{names[1].lower()}”, "
                "with proof and confirmed by a second person.",
            ),
            "registered",
        )
        for code, names in (
            ("interest", ("Minat", "Interest")),
            ("mou", ("Nota kesepahaman", "Memorandum of understanding")),
            ("sample", ("Sampel", "Sample")),
            ("contract", ("Kontrak", "Contract")),
            ("shipped", ("Dikirim", "Shipped")),
            ("accepted", ("Diterima pembeli", "Accepted")),
            ("paid", ("Dibayar", "Paid")),
        )
    ),
)


def make_funnel(counts: Mapping[str, int]) -> tuple[FunnelStep, ...]:
    """Put counts of businesses by step code into the declared funnel.

    Parameters
    ----------
    counts
        Businesses per step code; every code of `STEPS` must be there.

    Raises
    ------
    KeyError
        When a step was not counted: a missing count is not a zero.

    Examples
    --------
    >>> counts = dict.fromkeys((step.code for step in STEPS), 0) | {"registered": 4}
    >>> make_funnel(counts | {"contactable": 3})[1].share
    0.75
    """
    return tuple(
        FunnelStep(
            step,
            counts[step.code],
            counts[step.denominator] if step.denominator else None,
        )
        for step in STEPS
    )
