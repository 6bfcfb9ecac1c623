"""What a business can show: papers, laboratory results, dated answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of a type of the vocabulary.

    Parameters
    ----------
    scope
        Optional limits of the paper (`site`, `product`, `lot`, `market`, ...); every
        key given is tested, a key not given limits nothing.
    """

    type: str
    number: str | None = None
    issuer: str | None = None
    holder: str | None = None
    scope: Mapping[str, object] = field(default_factory=dict)
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class LabResult:
    """One laboratory result.

    Exactly one of `value`, `values` (one number a sample of a plan) and `below` (the
    number of a "< 0.5" or "not detected" result, which needs `loq` or is it) is given.
    """

    parameter: str
    unit: str
    value: Decimal | str | None = None
    values: tuple[Decimal, ...] = ()
    below: Decimal | None = None
    basis: str | None = None
    method: str | None = None
    loq: Decimal | None = None
    sample_count: int | None = None
    laboratory: str | None = None
    laboratory_accredited: bool | None = None
    sampled_by: str | None = None
    sampled_on: date | None = None
    lot: str | None = None
    qualifier: str | None = None

    def mapped(self, change: Callable[[Decimal], Decimal]) -> LabResult:
        """The result with every number of its scale changed alike."""
        value = self.value
        return replace(
            self,
            value=change(value) if isinstance(value, Decimal) else value,
            values=tuple(change(one) for one in self.values),
            below=None if self.below is None else change(self.below),
            loq=None if self.loq is None else change(self.loq),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A dated answer to a question: what somebody looked up, where and when."""

    value: object
    looked_up_on: date | None = None
    source: str | None = None
