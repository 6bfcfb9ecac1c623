"""Numbers as buyers write them: either notation, in words, in lakh and dozens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.language.request_text.source import Source

_UNITS = {
    word: value
    for value, words in {
        0: "zero nil nol null", 1: "one satu se ein eine einen eins een une un",
        2: "two dua zwei twee deux couple", 3: "three tiga drei drie trois",
        4: "four empat vier quatre", 5: "five lima funf vijf cinq",
        6: "six enam sechs zes", 7: "seven tujuh sieben zeven sept",
        8: "eight delapan acht huit", 9: "nine sembilan neun negen neuf",
        10: "ten sepuluh zehn tien dix", 11: "eleven sebelas elf onze",
        12: "twelve zwolf twaalf douze", 13: "thirteen", 14: "fourteen",
        15: "fifteen funfzehn vijftien quinze", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twenty zwanzig twintig vingt",
        30: "thirty dreissig dertig trente", 40: "forty vierzig veertig quarante",
        50: "fifty funfzig vijftig cinquante", 60: "sixty sechzig zestig",
        70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_SCALES = {
    "puluh": 10, "belas": 0, "hundred": 100, "ratus": 100, "seratus": 100,
    "hundert": 100, "honderd": 100, "cent": 100, "thousand": 1000, "ribu": 1000,
    "seribu": 1000, "rb": 1000, "tausend": 1000, "mille": 1000, "duizend": 1000,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "juta": 1_000_000,
    "million": 1_000_000, "crore": 10_000_000,
}  # fmt: skip
# Words that are numbers in one language and common in another count only before a
# scale or a unit; a bare "a", "un" or "se" is never a number on its own.
_WEAK = frozenset("se null un une sept elf nil couple".split())
_WORDS = "|".join(sorted({*_UNITS, *_SCALES} - _WEAK, key=len, reverse=True))
DIGITS = (
    r"(?:10\s?\^\s?\d|\d{1,3}(?: \d{3})+(?![\d.,]*\d)"
    r"|\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,]\d+)?)"
)
_SCALE_AFTER = (
    r"(?:\s?(?:thousand|lakhs?|lac|crore|million|ribu|rb|juta|tausend"
    r"|mille|duizend|hundred|ratus)\b)?"
)
NUMBER = (
    rf"(?:(?:half|setengah|halbe)(?: an?| of an?)?(?= (?:ton|mt|kg|kilo|dozen|cont"
    rf"|fcl|lakh|million))"
    rf"|(?<![\w.,^]){DIGITS}{_SCALE_AFTER}"
    rf"|\b(?:{_WORDS})(?:[ -](?:and )?(?:{_WORDS})){{0,7}}\b)"
)
"""Pattern of a number; `read_number` tells its value."""

_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}")
_GROUPS = re.compile(r"\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})+|\d{1,3} \d{3}(?: \d{3})*")
_POWER = re.compile(r"10\s?\^\s?(\d)")
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d,.]*\d)|\d\.\d{3},")
_POINT_DECIMAL = re.compile(r"(?<![\d.,])\d+\.\d{1,2}(?![\d.,]*\d)|\d,\d{3}\.")
_COMMA_LANGUAGES = re.compile(
    r"\b(?:dan|yang|untuk|kadar|harga|kami|mohon|und|wir|bitte|menge|preis|nous|pour"
    r"|quantite|wij|graag|prijs|hoeveelheid|dengan|minta|cari|saya)\b"
)


@dataclass(frozen=True, slots=True)
class Notation:
    """Which mark this writer puts before decimals.

    Parameters
    ----------
    comma_decimals, point_decimals
        Numbers of the text that can be read in one way only.
    is_comma_language
        Indonesian, German, French or Dutch by its common words.
    """

    comma_decimals: int
    point_decimals: int
    is_comma_language: bool

    @property
    def groups_with(self) -> str:
        """The mark of thousands: `.`, `,`, or empty when the text does not tell."""
        if self.is_comma_language and self.point_decimals <= self.comma_decimals:
            return "."
        if self.comma_decimals and not self.point_decimals:
            return "."
        if self.point_decimals and not self.comma_decimals:
            return ","
        return ""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A value, and whether another reader could take it for another one."""

    value: Decimal
    is_ambiguous: bool = False


def read_notation(source: Source) -> Notation:
    return Notation(
        len(_COMMA_DECIMAL.findall(source.plain)),
        len(_POINT_DECIMAL.findall(source.plain)),
        len(_COMMA_LANGUAGES.findall(source.plain)) > 1,
    )


def read_number(
    written: str, notation: Notation, *, is_count: bool = False, is_share: bool = False
) -> ReadNumber:
    """The value of what `NUMBER` matched.

    Parameters
    ----------
    is_count
        Pieces and cartons have no decimals: 2.000 of them are two thousand.
    is_share
        Of a percentage: 0,150 and 12.500 are never thousands.

    Examples
    --------
    >>> read_number("five lakh", Notation(0, 0, False)).value
    Decimal('500000')
    >>> read_number("2.150", Notation(0, 1, False))
    ReadNumber(value=Decimal('2.150'), is_ambiguous=True)
    """
    if written.startswith(("half", "setengah", "halbe")):
        return ReadNumber(Decimal("0.5"))
    power = _POWER.fullmatch(written)
    if power:
        return ReadNumber(Decimal(10) ** int(power[1]))
    if not written[:1].isdigit():
        return ReadNumber(_value_of_words(written))
    digits, _, scale = (
        written.partition(" ") if written[-1].isalpha() else (written, "", "")
    )
    found = re.match(DIGITS, written)
    digits = found[0] if found else digits
    scale = written[len(digits) :].strip() or scale
    factor = Decimal(_SCALES.get(scale, 1)) if scale else Decimal(1)
    read = _value_of_digits(digits, notation, is_count=is_count, is_share=is_share)
    return ReadNumber(read.value * factor, read.is_ambiguous and factor == 1)


def _value_of_digits(
    digits: str, notation: Notation, *, is_count: bool, is_share: bool
) -> ReadNumber:
    if _GROUPS.fullmatch(digits):
        return ReadNumber(Decimal(re.sub(r"[.,' ]", "", digits)))
    if "." in digits and "," in digits:
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole = re.sub(r"[.,]", "", digits[:decimal])
        return ReadNumber(Decimal(f"{whole}.{digits[decimal + 1 :]}"))
    plain = Decimal(digits.replace(",", ".").replace("'", ""))
    grouped = _GROUPED.fullmatch(digits)
    if not grouped or digits.startswith("0") or is_share:
        return ReadNumber(plain)
    thousands = Decimal(re.sub("[.,]", "", digits))
    mark = grouped[1]
    if is_count or notation.groups_with == mark:
        return ReadNumber(thousands)
    # An English comma groups; a point in a text that also writes 2.5 does not tell.
    if mark == "," and notation.groups_with != ".":
        return ReadNumber(thousands)
    return ReadNumber(
        thousands if mark == "." and not notation.groups_with else plain, True
    )


def _value_of_words(written: str) -> Decimal:
    total, part = Decimal(0), Decimal(0)
    for word in re.split(r"[ -]+", written):
        if word in _SCALES and word != "belas":
            scale = _SCALES[word]
            if scale >= 1000:
                total += (part or Decimal(1)) * scale
                part = Decimal(0)
            else:
                part = (part or Decimal(1)) * scale if part < 100 else part + scale
        elif word == "belas":
            part += 10
        elif word in _UNITS:
            part += _UNITS[word]
    return total + part
