"""Amounts with a unit: masses, pieces, cartons, bags, tanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span

# unit of the interface -> how it is written
_WRITTEN = {
    "t": r"m\.?/?t\.?s?|metric tonn?e?s?|metric tons?|tonn?e?s?|tons?|tonnen"
    r"|tonnellate|tan|t",
    "kg": r"kgs?|kilos?|kilograms?|kilogrammes?|kilogramm|kilo",
    "g": r"gr?|grams?|grammes?|gramm",
    "lb": r"lbs?|pounds",
    "quintal": r"quintals?|kuintal|kwintal",
    "ml": r"ml|cc",
    "l": r"l|ltrs?|lit(?:er|re)s?",
    "carton": r"doos|kartons?|ctns?|cartons?|cts|dus|kardus|karton|kartons?",
    "bag": r"bags?|sacks?|karung|sacke|sack|sacs?|zakken|zak",
    "bale": r"bales?|bals?|ballen|balles",
    "block": r"blocks?|bricks?|balok",
    "drum": r"drums?|fasser|vaten|futs?",
    "bottle": r"bottles?|botol|btl|flaschen?|fles(?:sen)?|bouteilles?",
    "pouch": r"pouch(?:es)?|sachets?|beutel",
    "pack": r"packs?|packets?|pkts?|bungkus|bks|pek|packungen|paquets?|pakjes",
    "set": r"sets?",
    "stem": r"stems?|tangkai",
    "dozen": r"dozens?|doz|lusin|dutzend|dozijn|douzaines?",
    "piece": r"pcs?|pieces?|pce|units?|buah|bh|biji|helai|lembar|stuck|stuks?|stk"
    r"|shawls?|panels?|baskets?|scarves|plants?|korbe",
    "jar": r"jars?|toples|glaser|potten|pots?",
    "tin": r"tins?|cans?|kaleng|dosen|blikken|boites?",
    "box": r"box(?:es)?|kotak|schachteln|dozen van|boite",
    "flexitank": r"flexi[ -]?(?:tank|bag)s?|flexis?",
    "iso_tank": r"iso[ -]?tanks?",
}
MASSES = {
    "t": Decimal(1), "kg": Decimal("0.001"), "quintal": Decimal("0.1"),
    "lb": Decimal("0.00045359237"), "g": Decimal("0.000001"),
}  # fmt: skip
"""Tonnes in one unit of mass."""
VOLUMES = {"ml": Decimal("0.000001"), "l": Decimal("0.001")}
"""Tonnes in one unit of volume at the density of water."""
COUNTS = frozenset(_WRITTEN) - MASSES.keys() - VOLUMES.keys()
PIECES_OF = {"dozen": 12}
CONTRACT_UNITS = {"jar": "bottle", "tin": "piece", "box": "pack"}
"""Units of retail packs that the closed list of quantities has no word for."""

_MOST_AMOUNTS = 150
_UNIT = "|".join(f"(?P<u_{unit}>{words})" for unit, words in _WRITTEN.items())
_AMOUNT = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?(?:-|to|sampai|s/d|bis|a|up to)\s?(?P<high>{NUMBER}))?"
    rf"\s?-?(?:{_UNIT})(?![\w²]|\s?/\s?(?:kg|l|g|cm|100)\b)"
)
# "Dozen" are boxes to a Dutch buyer.
_DUTCH = re.compile(r"\b(?:wij|graag|per doos|prijs|geachte|goedemiddag)\b")
UNIT_WORDS = {
    unit: re.compile(rf"(?:{words})(?![\w])") for unit, words in _WRITTEN.items()
}


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of the text.

    Parameters
    ----------
    low, high
        The ends of a range; the same for a single number.
    is_ambiguous
        The number can be read in two ways.
    """

    low: Decimal
    high: Decimal
    unit: str
    span: Span
    is_ambiguous: bool = False

    @property
    def is_mass(self) -> bool:
        return self.unit in MASSES

    @property
    def is_count(self) -> bool:
        return self.unit in COUNTS

    def tonnes(self) -> Decimal | None:
        """Tonnes of the upper end; None for a count or a volume."""
        factor = MASSES.get(self.unit)
        return None if factor is None else self.high * factor


def list_amounts(source: Source, notation: Notation) -> tuple[Amount, ...]:
    """Every amount in the order of the text."""
    return tuple(islice(_amounts(source, notation), _MOST_AMOUNTS))


def _amounts(source: Source, notation: Notation) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(source.plain):
        unit = next(key[2:] for key, text in found.groupdict().items()
                    if key.startswith("u_") and text)  # fmt: skip
        is_count = unit in COUNTS
        low = read_number(found["low"], notation, is_count=is_count)
        high = (
            read_number(found["high"], notation, is_count=is_count)
            if found["high"]
            else low
        )
        low_value, high_value = low.value, high.value
        if unit == "kg" and low.is_ambiguous and low_value < 1000:
            # Nobody orders kilograms to the gram; 12.000 kg are twelve tonnes.
            low_value, high_value = low_value * 1000, high_value * 1000
        if unit == "dozen" and _DUTCH.search(source.plain):
            unit = "carton"
        if unit == "dozen":
            unit, low_value, high_value = "piece", low_value * 12, high_value * 12
        yield Amount(low_value, high_value, unit, found.span(), low.is_ambiguous)
