"""Bounds on numbers: which parameter, at most or at least how much."""

from __future__ import annotations

import re
from dataclasses import replace

from wadah.core.language.request_text.bounds import (
    COMPLAINT,
    LEFT,
    LESS,
    ONLY_BOUNDS,
    RIGHT,
    Bound,
    FoundSpec,
    Hit,
    in_unit,
    read_bound,
)
from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span
from wadah.core.language.request_text.spec_shapes import read_shapes
from wadah.core.language.request_text.spec_word import NumberWord
from wadah.core.language.request_text.spec_words import NUMBER_WORDS
from wadah.core.values import InvalidInput, SpecLine

_SECOND = re.compile(rf"\s?(?:and|,|/|-)?\s?(?:{LESS})\s?(?P<number>{NUMBER})")
_OVER = re.compile(r"above|over|more than|lebih dari|uber|>")
_REFUSED = re.compile(
    r"\bno\b|\bnot\b|refused|reject\w*|credited|penalt\w*|claim|discount|ditolak"
    r"|abgelehnt"
)
_LEFT_REACH, _LEFT_WORDS = 40, 16


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
            spec = _read_named(source, _qualified(word, name), name, notation, doubts)
            if spec is None or _overlaps(name.span(), taken):
                continue
            if _overlaps(spec.span, taken):
                continue
            taken.append(spec.span)
            _doubt_second_bound(found, spec, doubts)
            found.append(spec)
    found += read_shapes(source, family, notation, taken)
    return tuple(sorted(found, key=lambda one: one.span))


def _read_named(
    source: Source, word: NumberWord, name: re.Match[str], notation: Notation,
    doubts: Doubts,
) -> FoundSpec | None:  # fmt: skip
    if COMPLAINT.search(source.sentence_text(name.start())):
        return None
    bound = _bound(source, word, name, notation, doubts)
    if bound is None:
        return None
    span = (min(name.start(), bound.span[0]), max(name.end(), bound.span[1]))
    line = _line(word, bound, doubts, span)
    return FoundSpec(line, span) if line is not None else None


def _doubt_second_bound(
    found: list[FoundSpec], spec: FoundSpec, doubts: Doubts
) -> None:
    """The same bound with another number further on: the first holds, and is asked."""
    for other in found:
        same = (other.line.parameter, other.line.qualifier, other.line.operator)
        if same == (spec.line.parameter, spec.line.qualifier, spec.line.operator) and (
            other.line.value != spec.line.value
        ):
            doubts.add(
                "contradiction", f"specs.{spec.line.parameter}",
                f"{spec.line.parameter} disebut dua kali dengan angka berbeda.",
                f"{spec.line.parameter} is stated twice with different numbers.",
                spec.span,
            )  # fmt: skip


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
) -> Bound | None:  # fmt: skip
    """The bound behind the name, or before it where that is nearer."""
    right = RIGHT.match(source.plain, name.end())
    if right is None or _names_another(right["filler"], word):
        return _left_bound(source, word, name, notation, doubts)
    hit = Hit(right, word)
    bound = read_bound(hit, notation, doubts)
    if bound is None or (word.unit == "%" and not hit.written_unit):
        nearer = _left_bound(source, word, name, notation, doubts)
        if nearer is not None or bound is None:
            return nearer
    return _with_second(source, _turned(source, hit, bound), notation)


def _left_bound(
    source: Source, word: NumberWord, name: re.Match[str], notation: Notation,
    doubts: Doubts,
) -> Bound | None:  # fmt: skip
    """ "Max 2 % husk", "80 defects": the number before the name."""
    start = max(source.clause(name.start())[0], name.start() - _LEFT_REACH)
    for match in re.finditer(NUMBER, source.plain[start : name.start()]):
        shift = max(source.clause(name.start())[0], start + match.start() - _LEFT_WORDS)
        left = LEFT.search(source.plain[shift : name.start()])
        if left:
            return read_bound(Hit(left, word, shift, is_left=True), notation, doubts)
    return None


def _turned(source: Source, hit: Hit, bound: Bound) -> Bound:
    """ "No spinosum above 1 %", "above 5 % is credited": what is over is refused."""
    words = f"{hit.match['filler']} {hit.match['sign'] or ''}"
    is_over = bound.operator == ">=" and _OVER.search(words)
    if hit.word.operator != "<=" or not is_over:
        return bound
    clause = source.clause_text(hit.match.start())
    return replace(bound, operator="<=") if _REFUSED.search(clause) else bound


def _names_another(filler: str, word: NumberWord) -> bool:
    """ "salmonella and moisture 12": the number belongs to the nearer name."""
    if len(filler) < 4 or ONLY_BOUNDS.fullmatch(filler):
        return False
    return any(
        other.parameter != word.parameter and other.name.search(filler)
        for other in NUMBER_WORDS
        if not other.needs_unit and other.parameter not in ("length", "height")
    )


def _with_second(source: Source, bound: Bound, notation: Notation) -> Bound:
    second = _SECOND.match(source.plain, bound.span[1])
    if bound.operator != ">=" or not second:
        return bound
    high = read_number(second["number"], notation, is_share=bound.unit == "%").value
    return replace(
        bound, operator="between", high=high, span=(bound.span[0], second.end())
    )


def _line(
    word: NumberWord, bound: Bound, doubts: Doubts, span: Span
) -> SpecLine | None:
    target = word.unit
    try:
        low = in_unit(bound.low, bound.unit, target)
        high = in_unit(bound.high, bound.unit, target)
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
