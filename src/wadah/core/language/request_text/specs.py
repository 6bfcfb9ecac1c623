"""Bounds on numbers: which parameter, at most or at least how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span
from wadah.core.language.request_text.spec_words import (
    NUMBER_WORDS,
    UNITS_OF,
    NumberWord,
)
from wadah.core.values import InvalidInput, SpecLine, convert, dimension

_UNIT = "|".join(f"(?:{pattern.pattern})" for pattern, _ in UNITS_OF)
_NOT_LESS = r"not less than|no less than|tidak kurang dari|nicht weniger als"
_LESS = (
    r"max\w*|maks\w*|not (?:over|more than|above|exceed\w*)|no more than|below|under"
    r"|less than|up to|at most|<=?|≤|tidak lebih(?: dari)?|(?:di ?)?bawah|kurang dari"
    r"|hochstens|unter|moins de|inferieur\w*|niet meer dan|jusqu\w*|paling banyak"
)
_MORE = (
    r"min(?:imal|imum|dest\w*|stens)?|at least|above|over|more than|>=?|≥|au moins"
    r"|sedikitnya|di ?atas|lebih dari|uber|superieur\w*|plus de"
)
_LESS_THAN, _MORE_THAN, _NOT_LESS_THAN = (
    re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for words in (_LESS, _MORE, _NOT_LESS)
)
_ONLY_BOUNDS = re.compile(
    rf"(?:\s|[:=%-]|(?:{_NOT_LESS}|{_LESS}|{_MORE}|content|value|level|of|is|be|should|must|to|not|about|the)(?![a-z]))*"
)
_AFTER = (
    r"(?:\s?\(?(?:by count |or |and |at )?(?P<after{0}>max\w*|maks\w*|min(?:imal|imum|dest\w*)?(?![a-z])(?! ?\d)"
    r"|less\b|lower|below|over\b|more\b|above|up\b|plus\b|\+|most|least|ke atas|lebih))?"
)
_RANGE = (
    rf"(?P<low>{NUMBER})\s?(?P<unit1>{_UNIT})?(?![a-z])"
    rf"(?:\s?(?P<link>-|to|sampai|s/d|bis|hingga|a|and|tot|/)\s?(?P<high>{NUMBER})\s?(?P<unit2>{_UNIT})?(?![a-z]))?"
    r"(?:\s?\(?\+\s?/\s?-\s?(?P<tolerance>\d+(?:[.,]\d+)?))?"
)
_FILLER = r"(?P<filler>(?:\([^)\d]{0,40}\)|[^,;\n\d<>=≤≥.()]){0,36}?)"
_RIGHT = re.compile(
    rf"{_FILLER}(?P<sign>[<>=≤≥]{{1,2}})?\s?{_RANGE}{_AFTER.format('')}"
)
_LEFT = re.compile(
    rf"(?P<filler>(?:{_NOT_LESS}|{_LESS}|{_MORE})\s?)?(?P<sign>[<>≤≥]=?)?\s?{_RANGE}{_AFTER.format('')}\s?(?:of |\w+ )?$"
)
_SECOND = re.compile(rf"\s?(?:and|,|/|-)?\s?(?:{_LESS})\s?(?P<number>{NUMBER})")
# What went wrong with somebody else's goods is a complaint, not a bound.
_COMPLAINT = re.compile(
    r"last (?:cargo|year|time|shipment|lot)|from other (?:seller|supplier)|previous(?:ly)?|came (?:with )?\d"
    r"|we (?:got|received) |was rejected|too much|letztes mal|kiriman (?:lalu|terakhir)|dulu "
)
# 1,000 mg/g of iodine is another measure than the one of the list.
_OTHER_UNIT = re.compile(r"\s?[a-z]{1,4}\s?/\s?[a-z0-9]+")
_OVER = re.compile(r"above|over|more than|lebih dari|uber|>")
_REFUSED = re.compile(
    r"\bno\b|\bnot\b|refused|reject\w*|credited|penalt\w*|claim|discount|ditolak|abgelehnt"
)
_BARE_LENGTH = re.compile(
    rf"(?<![\dx*/]\s)(?<![\dx*]){_RANGE}(?!\s?[x*]\s?\d){_AFTER.format('')}"
)
_SIDES = re.compile(r"\d\s?(?:x|\*)\s?$")
_LONG_UNITS = ("cm", "inch", "mm")
_CUBE = re.compile(r"(?<!\d)(?P<a>\d{2,3})\s?(?:mm)?\s?x\s?(?P=a)\s?(?:mm)?\s?x\s?(?P=a)\s?(?:mm)?(?!\d)")
_MESH = re.compile(rf"(?P<low>{NUMBER})\s?mesh|mesh\s?(?P<high>\d+)")
_BLOCK = re.compile(
    rf"(?P<low>{NUMBER})\s?kgs?\s(?:\w+ )?(?:blocks?|bricks?)|blocks? (?:of )?(?P<high>{NUMBER})\s?kg"
)
_MONTHS_ALONE = re.compile(r"^\s?(\d{1,2}) (?:months?|bulan|bln)\s?[.,;)]?\s?$")
_FOODS = re.compile(r"chips|crackers|sambal|drink|paste|honey|coffee_roasted|sugar|chocolate|canned|juice|milk|snack")


@dataclass(frozen=True, slots=True)
class FoundSpec:
    """A line of the specification and the words it comes from."""

    line: SpecLine
    span: Span


@dataclass(frozen=True, slots=True)
class _Bound:
    operator: str
    low: Decimal
    high: Decimal
    unit: str
    span: Span
    is_ambiguous: bool = False


def read_number_specs(
    source: Source, family: str, notation: Notation, doubts: Doubts
) -> tuple[FoundSpec, ...]:
    """Every bound the text states for goods of `family`, in its order."""
    taken: list[Span] = []
    found: list[FoundSpec] = []
    for word in NUMBER_WORDS:
        if word.families and not re.search(word.families, family):
            continue
        for name in word.name.finditer(source.plain):
            if _overlaps(name.span(), taken):
                continue
            if _COMPLAINT.search(source.sentence_text(name.start())):
                continue
            bound = _bound(source, word, name, notation, doubts)
            if bound is None or _overlaps(bound.span, taken):
                continue
            taken += [name.span(), bound.span]
            span = (min(name.start(), bound.span[0]), max(name.end(), bound.span[1]))
            line = _line(_qualified(word, name), bound, doubts, span)
            if line is not None:
                found.append(FoundSpec(line, span))
    found += _shapes(source, family, notation, taken)
    return tuple(sorted(found, key=lambda one: one.span))


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in taken)


def _qualified(word: NumberWord, name: re.Match[str]) -> NumberWord:
    screen = name.groupdict().get("screen")
    if not screen:
        return word
    usual = {"below_screen13_pct": "13", "screen16_up_pct": "16"}.get(word.alias)
    alias = word.alias if usual == screen else ""
    return replace(word, qualifier=f"screen_no {screen}", alias=alias)


def _bound(
    source: Source, word: NumberWord, name: re.Match[str], notation: Notation,
    doubts: Doubts,
) -> _Bound | None:  # fmt: skip
    right = _RIGHT.match(source.plain, name.end())
    if right and not _names_another(right["filler"], word):
        bound = _read(right, word, notation, doubts)
        if bound is not None:
            turned = _turned(source, word, right, bound)
            return _with_second(source, turned, notation)
    start = source.clause(name.start())[0]
    left = None
    for match in re.finditer(NUMBER, source.plain[max(start, name.start() - 40) : name.start()]):
        at = max(start, name.start() - 40) + match.start()
        before = source.plain[max(start, at - 16) : name.start()]
        left = _LEFT.search(before)
        if left:
            shift = name.start() - len(before)
            return _read(left, word, notation, doubts, shift=shift, is_left=True)
    return None


def _turned(
    source: Source, word: NumberWord, match: re.Match[str], bound: _Bound
) -> _Bound:
    """ "No spinosum above 1 %", "above 5 % is credited": what is over is refused."""
    words = f"{match['filler']} {match['sign'] or ''}"
    if word.operator != "<=" or bound.operator != ">=" or not _OVER.search(words):
        return bound
    sentence = source.clause_text(match.start())
    return replace(bound, operator="<=") if _REFUSED.search(sentence) else bound


def _names_another(filler: str, word: NumberWord) -> bool:
    """ "salmonella and moisture 12": the number belongs to the nearer name."""
    if len(filler) < 4 or _ONLY_BOUNDS.fullmatch(filler):
        return False
    return any(
        other.parameter != word.parameter and other.name.search(filler)
        for other in NUMBER_WORDS
        if not other.needs_unit and other.parameter not in ("length", "height")
    )


def _read(
    match: re.Match[str], word: NumberWord, notation: Notation, doubts: Doubts,
    *, shift: int = 0, is_left: bool = False,
) -> _Bound | None:  # fmt: skip
    written_unit = match["unit2"] or match["unit1"] or ""
    fits = bool(written_unit) and re.fullmatch(word.units, written_unit) is not None
    operator = _operator(match)
    if written_unit and not fits:
        return _other_dimension(match, word, written_unit, doubts, shift)
    if not fits and (word.needs_unit or (is_left and not operator and word.unit in ("%",))):
        return None
    if not written_unit and _OTHER_UNIT.match(match.string, match.end("low")):
        return None
    low = read_number(match["low"], notation, is_share=word.unit == "%")
    high = read_number(match["high"], notation, is_share=word.unit == "%") if match["high"] else low
    span = (match.start("filler") if match["filler"] else match.start("low"), match.end())
    if is_left is False:
        span = (match.start("low"), match.end())
    span = (span[0] + shift, span[1] + shift)
    unit = unit_of(written_unit) if fits else word.unit
    if not fits and word.unit == "%" and not is_left:
        doubts.add(
            "unit_missing", f"specs.{word.parameter}",
            f"Satuan {word.parameter} tidak ditulis; dibaca sebagai persen.",
            f"The unit of {word.parameter} is not written; read as per cent.", span,
        )  # fmt: skip
    if match["tolerance"]:
        spread = Decimal(match["tolerance"].replace(",", "."))
        return _Bound("between", low.value - spread, low.value + spread, unit, span)
    if match["high"]:
        return _range(word, operator, low.value, high.value, unit, span)
    chosen = operator or word.operator
    return _Bound(chosen, low.value, low.value, unit, span, low.is_ambiguous) if chosen else None


def _range(
    word: NumberWord, operator: str, low: Decimal, high: Decimal, unit: str, span: Span
) -> _Bound | None:
    if operator == "<=":
        return _Bound("<=", high, high, unit, span)
    if operator == ">=" or word.parameter == "good_cut":
        return _Bound(">=", low, low, unit, span)
    return _Bound("between", low, high, unit, span)


def _operator(match: re.Match[str]) -> str:
    words = f"{match['filler'] or ''} {match['sign'] or ''}"
    after = match["after"] or ""
    if _NOT_LESS_THAN.search(words):
        return ">="
    if _LESS_THAN.search(words):
        return "<="
    if _MORE_THAN.search(words):
        return ">="
    if re.match(r"max|maks|less|lower|below|most", after):
        return "<="
    return ">=" if after else ""


def _other_dimension(
    match: re.Match[str], word: NumberWord, written: str, doubts: Doubts, shift: int
) -> None:
    """A weight for a moisture is no bound; it is asked about where it looks like one."""
    is_bound = bool(_operator(match)) and len(match["filler"] or "") < 12
    if is_bound and dimension(unit_of(written)) != "points":
        doubts.add(
            "contradiction", f"specs.{word.parameter}",
            f"Satuan {written} tidak cocok untuk {word.parameter}.",
            f"The unit {written} does not fit {word.parameter}.",
            (match.start("low") + shift, match.end() + shift),
        )  # fmt: skip


def unit_of(written: str) -> str:
    """The unit of the interface for a unit as written; text where unknown."""
    return next((unit for pattern, unit in UNITS_OF if pattern.fullmatch(written)), "text")


def _with_second(source: Source, bound: _Bound, notation: Notation) -> _Bound:
    second = _SECOND.match(source.plain, bound.span[1])
    if bound.operator != ">=" or not second:
        return bound
    high = read_number(second["number"], notation, is_share=bound.unit == "%").value
    return replace(
        bound, operator="between", high=high, span=(bound.span[0], second.end())
    )


def _line(word: NumberWord, bound: _Bound, doubts: Doubts, span: Span) -> SpecLine | None:
    target = word.unit
    try:
        low = _in_unit(bound.low, bound.unit, target)
        high = _in_unit(bound.high, bound.unit, target)
    except InvalidInput:
        doubts.add(
            "contradiction", f"specs.{word.parameter}",
            f"Satuan {bound.unit} tidak cocok untuk {word.parameter}.",
            f"The unit {bound.unit} does not fit {word.parameter}.", span,
        )  # fmt: skip
        return None
    if bound.operator == "between" and low > high:
        doubts.add(
            "contradiction", f"specs.{word.parameter}",
            f"Batas bawah {word.parameter} lebih tinggi dari batas atasnya.",
            f"The lower bound of {word.parameter} is above the upper one.", span,
        )  # fmt: skip
        return None
    is_between = bound.operator == "between"
    return SpecLine(
        parameter=word.parameter,
        operator=bound.operator,
        value=None if is_between else low,
        min_value=low if is_between else None,
        max_value=high if is_between else None,
        unit=target,
        qualifier=word.qualifier,
        alias=word.alias or None,
    )


def _in_unit(value: Decimal, unit: str, target: str) -> Decimal:
    if unit == target:
        return value
    found = convert(value, unit, target)
    # An inch is 2.54 cm: one decimal is what a ruler in a warehouse shows.
    if unit == "inch":
        return found.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return found.normalize() if found == found.to_integral() else found


def _plain_line(parameter: str, alias: str, unit: str, operator: str, low: Decimal,
                high: Decimal | None = None) -> SpecLine:  # fmt: skip
    is_between = operator == "between"
    return SpecLine(
        parameter, operator, None if is_between else low, low if is_between else None,
        high if is_between else None, unit, alias=alias or None,
    )  # fmt: skip


def _shapes(
    source: Source, family: str, notation: Notation, taken: list[Span]
) -> Iterator[FoundSpec]:
    """Sizes that stand without the name of a parameter."""
    for pattern, parameter, alias, unit in (
        (_CUBE, "cube_edge", "cube_mm", "mm"),
        (_MESH, "mesh", "mesh", "mesh"),
        (_BLOCK, "block_weight", "block_weight_kg", "kg"),
    ):
        match = pattern.search(source.plain)
        if match and not _overlaps(match.span(), taken):
            groups = match.groupdict()
            written = groups.get("a") or groups.get("low") or groups["high"]
            value = read_number(written, notation).value
            yield FoundSpec(_plain_line(parameter, alias, unit, "=", value), match.span())
            taken.append(match.span())
            # The block of five kilograms is what is pressed, whatever the family.
    yield from _bare_length(source, family, notation, taken)
    if _FOODS.search(family):
        yield from _bare_months(source, taken)


def _bare_length(
    source: Source, family: str, notation: Notation, taken: list[Span]
) -> Iterator[FoundSpec]:
    for match in _BARE_LENGTH.finditer(source.plain):
        unit = match["unit2"] or match["unit1"]
        if not unit or unit_of(unit) not in _LONG_UNITS or _overlaps(match.span(), taken):
            continue
        if _SIDES.search(source.plain[: match.start()][-4:]) or _is_diameter(source, match):
            continue
        if _COMPLAINT.search(source.sentence_text(match.start())):
            continue
        low = read_number(match["low"], notation).value
        high = read_number(match["high"], notation).value if match["high"] else low
        target = "cm" if unit_of(unit) != "mm" else "mm"
        if target == "mm":
            continue
        name, alias = ("height", "height_cm") if family == "ornamental_plants" else ("length", "length_cm")
        operator = "between" if match["high"] else (_operator_after(match) or "=")
        line = _plain_line(
            name, alias, target, operator,
            _in_unit(low, unit_of(unit), target), _in_unit(high, unit_of(unit), target),
        )  # fmt: skip
        yield FoundSpec(line, match.span())
        return


def _operator_after(match: re.Match[str]) -> str:
    after = match["after"] or ""
    if not after:
        return ""
    return "<=" if re.match(r"max|maks|less|lower|below|most", after) else ">="


def _is_diameter(source: Source, match: re.Match[str]) -> bool:
    return "approx" in source.plain[match.end() : match.end() + 10]


def _bare_months(source: Source, taken: list[Span]) -> Iterator[FoundSpec]:
    start = 0
    for end in (*source.clause_ends, len(source.plain)):
        match = _MONTHS_ALONE.match(source.plain[start:end])
        if match and not _overlaps((start, end), taken):
            line = _plain_line("shelf_life", "shelf_life_months", "month", ">=", Decimal(match[1]))
            yield FoundSpec(line, (start, end))
            return
        start = end
