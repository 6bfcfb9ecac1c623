"""A code of the Harmonized System with its edition."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values.refusal import InvalidInput
from wadah.core.values.text import Text


@dataclass(frozen=True, slots=True)
class HsCode:
    """Digits of a heading, subheading or national line in one edition.

    Examples
    --------
    >>> HsCode.parse("0901.11").digits
    '090111'
    """

    digits: str
    edition: str = "2022"

    @classmethod
    def parse(cls, text: object, edition: str = "2022", field: str = "hs") -> HsCode:
        """Read 4, 6 or 8 digits as text; dots and blanks are dropped.

        A number is refused: 040900 read as a number has already lost its zero.
        """
        digits = text.replace(".", "").replace(" ", "") if isinstance(text, str) else ""
        if not (digits.isascii() and digits.isdigit()) or len(digits) not in (4, 6, 8):
            raise InvalidInput(
                field,
                "hs_format",
                Text(
                    f"“{text}” bukan kode HS. Tulis 4, 6 atau 8 angka sebagai teks.",
                    f"“{text}” is no HS code. Write 4, 6 or 8 digits, as text.",
                ),
            )
        return cls(digits, edition)

    @property
    def hs6(self) -> str:
        return self.digits[:6]

    def is_within(self, prefix: str) -> bool:
        """True when this code lies under `prefix` (digits)."""
        return self.digits.startswith(prefix)
