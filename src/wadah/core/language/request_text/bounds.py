"""The grammar of one bound: at most, at least, from, to, plus or minus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Span
from wadah.core.language.request_text.spec_word import UNITS_OF, NumberWord
from wadah.core.values import SpecLine, convert, dimension

_UNIT = "|".join(f"(?:{pattern.pattern})" for pattern, _ in UNITS_OF)
_NOT_LESS = r"not less than|no less than|tidak kurang dari|nicht weniger als"
LESS = (
    r"max\w*|maks\w*|not (?:over|more than|above|exceed\w*)|no more than|below|under"
    r"|less than|up to|at most|<=?|≤|tidak lebih(?: dari)?|(?:di ?)?bawah|kurang dari"
    r"|hochstens|unter|moins de|inferieur\w*|niet meer dan|jusqu\w*|paling banyak"
)
_MORE = (
    r"min(?:imal|imum|dest\w*|stens)?|at least|above|over|more than|>=?|≥|au moins"
    r"|sedikitnya|di ?atas|lebih dari|uber|superieur\w*|plus de"
)
_LESS_THAN, _MORE_THAN, _NOT_LESS_THAN = (
    re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for words in (LESS, _MORE, _NOT_LESS)
)
ONLY_BOUNDS = re.compile(
    rf"(?:\s|[:=%-]|(?:{_NOT_LESS}|{LESS}|{_MORE}|content|value|level|of|is|be"
    rf"|should|must|to|not|about|the)(?![a-z]))*"
)
AFTER = (
    r"(?:\s?\(?(?:by count |or |and |at )?(?P<after{0}>max\w*(?! ?\d)|maks\w*(?! ?\d)"
    r"|min(?:imal|imum"
    r"|dest\w*)?(?![a-z])(?! ?\d)"
    r"|less\b|lower|below|over\b|more\b|above|up\b|plus\b|\+|most|least|ke atas"
    r"|lebih))?"
)
RANGE = (
    rf"(?P<low>{NUMBER})\s?(?P<unit1>{_UNIT})?(?![a-z])"
    rf"(?:\s?(?P<link>-|to|sampai|s/d|bis|hingga|a|and|tot"
    rf"|/)\s?(?P<high>{NUMBER})\s?(?P<unit2>{_UNIT})?(?![a-z]))?"
    r"(?:\s?\(?\+\s?/\s?-\s?(?P<tolerance>\d+(?:[.,]\d+)?))?"
)
_FILLER = r"(?P<filler>(?:\([^)\d]{0,40}\)|[^,;\n\d<>=≤≥.()]){0,36}?)"
RIGHT = re.compile(rf"{_FILLER}(?P<sign>[<>=≤≥]{{1,2}})?\s?{RANGE}{AFTER.format('')}")
LEFT = re.compile(
    rf"(?P<filler>(?:{_NOT_LESS}|{LESS}|{_MORE})\s?)?(?P<sign>[<>≤≥]=?)?\s?{RANGE}"
    rf"{AFTER.format('')}\s?(?:of |\w+ )?$"
)
# What went wrong with somebody else's goods is a complaint, not a bound.
COMPLAINT = re.compile(
    r"last (?:cargo|year|time|shipment|lot)|from other (?:seller|supplier)"
    r"|previous(?:ly)?|came (?:with )?\d"
    r"|we (?:got|received) |was rejected|too much|letztes mal|kiriman (?:lalu"
    r"|terakhir)|dulu "
)
# 1,000 mg/g of iodine is another measure than the one of the list.
_OTHER_UNIT = re.compile(
    r"\s?[a-z]{1,4}\s?/\s?[a-z0-9]+|\s?(?:fcl|mt\b|tons?\b|tonn|cont|bags?\b|x\s?\d"
    r"|ft\b|'|pcs|usd|\$|cartons?)"
)
_SHORT_WORDS = 12
_BETWEEN = re.compile(r"between|antara|zwischen|entre|tussen|from")


@dataclass(frozen=True, slots=True)
class FoundSpec:
    """A line of the specification and the words it comes from."""

    line: SpecLine
    span: Span


@dataclass(frozen=True, slots=True)
class Bound:
    """Ends in the unit as written; both are the same but for `between`."""

    operator: str
    low: Decimal
    high: Decimal
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of `RIGHT` or `LEFT` for a parameter.

    Parameters
    ----------
    shift
        Where the searched part begins in the text.
    """

    match: re.Match[str]
    word: NumberWord
    shift: int = 0
    is_left: bool = False

    @property
    def written_unit(self) -> str:
        return self.match["unit2"] or self.match["unit1"] or ""

    @property
    def has_unit(self) -> bool:
        """The unit written is one of the parameter's."""
        return bool(re.fullmatch(self.word.units, self.written_unit))

    @property
    def span(self) -> Span:
        has_words = self.is_left and self.match["filler"]
        start = self.match.start("filler" if has_words else "low")
        return start + self.shift, self.match.end() + self.shift

    @property
    def field(self) -> str:
        return f"specs.{self.word.parameter}"


def read_bound(hit: Hit, notation: Notation, doubts: Doubts) -> Bound | None:
    """The bound, or None where the number is about something else."""
    if not _is_about(hit, doubts):
        return None
    match, word = hit.match, hit.word
    is_share = word.unit == "%"
    low = read_number(match["low"], notation, is_share=is_share).value
    high = (
        read_number(match["high"], notation, is_share=is_share).value
        if match["high"]
        else low
    )
    unit = unit_of(hit.written_unit) if hit.has_unit else word.unit
    if is_share and not hit.has_unit and not hit.is_left:
        doubts.add(
            "unit_missing", hit.field,
            f"Satuan {word.shown} tidak ditulis; dibaca sebagai persen.",
            f"The unit of {word.shown} is not written; read as per cent.", hit.span,
        )  # fmt: skip
    if match["tolerance"]:
        spread = Decimal(match["tolerance"].replace(",", "."))
        return Bound("between", low - spread, low + spread, unit, hit.span)
    operator = operator_of(match)
    if not match["high"]:
        operator = operator or word.operator
        return Bound(operator, low, low, unit, hit.span) if operator else None
    return _range(hit, operator, (low, high), unit)


def _is_about(hit: Hit, doubts: Doubts) -> bool:
    match, word = hit.match, hit.word
    if hit.written_unit and not hit.has_unit:
        _doubt_dimension(hit, doubts)
        return False
    is_bare = not hit.has_unit
    if is_bare and (word.needs_unit or _is_stray(hit)):
        return False
    end = match.end("high") if match["high"] else match.end("low")
    if is_bare and _OTHER_UNIT.match(match.string, end):
        return False
    if match["link"] == "and" and not _BETWEEN.search(match["filler"] or ""):
        doubts.add(
            "number_ambiguous", hit.field,
            f"Dua nilai {word.shown}; tidak jelas yang mana untuk barang apa.",
            f"Two values of {word.shown}; it is not clear which is for what.",
            hit.span,
        )  # fmt: skip
        return False
    return True


def _is_stray(hit: Hit) -> bool:
    """A number before a name needs a sign that it belongs to it."""
    return hit.is_left and hit.word.unit == "%" and not operator_of(hit.match)


def _range(hit: Hit, operator: str, ends: tuple[Decimal, Decimal], unit: str) -> Bound:
    low, high = ends
    if operator == "<=":
        return Bound("<=", high, high, unit, hit.span)
    if operator == ">=" or hit.word.parameter == "good_cut":
        return Bound(">=", low, low, unit, hit.span)
    return Bound("between", low, high, unit, hit.span)


def operator_of(match: re.Match[str]) -> str:
    """`<=`, `>=`, or nothing where no word tells."""
    words = f"{match['filler'] or ''} {match['sign'] or ''}"
    if _NOT_LESS_THAN.search(words):
        return ">="
    if _LESS_THAN.search(words):
        return "<="
    if _MORE_THAN.search(words):
        return ">="
    return operator_after(match)


def operator_after(match: re.Match[str]) -> str:
    """What the word behind the number tells: "5 max", "75 C or over"."""
    after = match["after"] or ""
    if re.match(r"max|maks|less|lower|below|most", after):
        return "<="
    return ">=" if after else ""


def _doubt_dimension(hit: Hit, doubts: Doubts) -> None:
    """A weight for a moisture is no bound; it is asked about."""
    words = hit.match["filler"] or ""
    is_bound = bool(operator_of(hit.match)) and len(words) < _SHORT_WORDS
    if is_bound and dimension(unit_of(hit.written_unit)) != "points":
        doubts.add(
            "contradiction", hit.field,
            f"Satuan {hit.written_unit} tidak cocok untuk {hit.word.shown}.",
            f"The unit {hit.written_unit} does not fit {hit.word.shown}.", hit.span,
        )  # fmt: skip


def unit_of(written: str) -> str:
    """The unit of the interface for a unit as written; text where unknown."""
    return next(
        (unit for pattern, unit in UNITS_OF if pattern.fullmatch(written)), "text"
    )


def in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    if unit == target:
        return value
    found = convert(value, unit, target)
    # An inch is 2.54 cm: one decimal is what a ruler in a warehouse shows.
    if unit == "inch":
        return found.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return found.normalize() if found == found.to_integral() else found
