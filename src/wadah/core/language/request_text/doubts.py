"""What a reader could not settle and hands back to the buyer."""

from __future__ import annotations

from dataclasses import dataclass, field

from wadah.core.language.request_text.source import Span
from wadah.core.values import Text

DOUBT_CODES = (
    "number_ambiguous", "unit_missing", "quantity_not_weight", "product_ambiguous",
    "hs_ambiguous", "place_ambiguous", "date_ambiguous", "price_differential",
    "certificate_optional", "contradiction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """One open point.

    Parameters
    ----------
    code
        One of `DOUBT_CODES`.
    field
        Path of the field it is about, as `items[0].quantity`.
    text
        A sentence in both languages.
    span
        The words it comes from, where there are any.
    """

    code: str
    field: str
    text: Text
    span: Span | None = None


@dataclass(slots=True)
class Doubts:
    """Collects doubts in the order they arise, each once."""

    found: list[Doubt] = field(default_factory=list)

    def add(
        self,
        code: str,
        at: str,
        indonesian: str,
        english: str,
        span: Span | None = None,
    ) -> None:
        doubt = Doubt(code, at, Text(indonesian, english), span)
        if all((one.code, one.field) != (code, at) for one in self.found):
            self.found.append(doubt)
