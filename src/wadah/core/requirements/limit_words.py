"""Bounds and measured values in the words of both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from wadah.core.requirements.bases import Restated
from wadah.core.requirements.rules import LimitLeaf
from wadah.core.values import LabResult, Text, convert, dimension, unit_words

_BASES = {
    "as_sold": Text("sebagaimana dijual", "as sold"),
    "dry": Text("berat kering", "dry weight"),
    "fat": Text("dari lemak", "of the fat"),
    "oil": Text("dari minyak", "of the oil"),
    "wet_weight": Text("berat basah", "wet weight"),
    "fresh_weight": Text("berat segar", "fresh weight"),
    "edible_part": Text("bagian yang dimakan", "edible part"),
    "per_amine": Text("per amina", "for each amine"),
    "hydrated": Text("setelah direndam", "after soaking"),
}
_WORDS = {
    "none": Text("tidak ada", "none"),
    "absent": Text("tidak ada", "absent"),
    "present": Text("ada", "present"),
}
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "=": "=", "<": "<", ">": ">", "in": ""}
_CONTENTS = {
    "moisture": Text("kadar air", "moisture"),
    "fat": Text("lemak", "fat"),
}
_TOO_LONG = 6


def basis_words(basis: str | None) -> Text:
    """What a share is a share of; empty where no basis is named."""
    return _BASES.get(basis or "", Text(basis or "", basis or ""))


def bound_words(leaf: LimitLeaf) -> Text:
    """The bound of a limit with its unit, as `≤ 3 ug/kg`; its plan where it has one."""
    line, plan = leaf.line, leaf.plan
    unit = _behind(line.unit)
    if plan is not None:
        m, most = say_number(plan.m), say_number(plan.M)
        return Text(
            f"n={plan.n} c={plan.c} m={m.id} M={most.id}{unit.id}",
            f"n={plan.n} c={plan.c} m={m.en} M={most.en}{unit.en}",
        )
    if line.operator == "between":
        low, high = _say(line.min_value), _say(line.max_value)
        return Text(f"{low.id}–{high.id}{unit.id}", f"{low.en}–{high.en}{unit.en}")
    sign = _SIGNS[line.operator]
    value = _say(line.value)
    return Text(
        f"{sign} {value.id}{unit.id}".strip(), f"{sign} {value.en}{unit.en}".strip()
    )


def measured_words(result: LabResult, unit: str | None) -> Text:
    """What was measured as reported, and in `unit` where that is another."""
    own = _behind(result.unit)
    shown = _value(result)
    words = Text(f"{shown.id}{own.id}", f"{shown.en}{own.en}")
    said = _with_converted(words, result, unit)
    substance = result.parameter.partition(".")[2]
    if not substance:
        return said
    # One limit for each of many substances: which one was it?
    return Text(f"{substance} {said.id}", f"{substance} {said.en}")


def restated_words(restated: Restated, unit: str | None) -> Text:
    """How a result came to the basis of a limit, as one sentence."""
    made = restated.result
    if unit is not None and dimension(unit) == dimension(made.unit):
        factor = convert(Decimal(1), made.unit, unit)
        made = replace(made.mapped(lambda one: _short(one * factor)), unit=unit)
    own = measured_words(restated.reported, None)
    other = measured_words(made, None)
    own_basis, basis = basis_words(restated.own_basis), basis_words(made.basis)
    contents = [
        (_CONTENTS[one.parameter], measured_words(one, None))
        for one in restated.contents
    ]
    with_id = ", ".join(f"{name.id} {shown.id}" for name, shown in contents)
    with_en = ", ".join(f"{name.en} {shown.en}" for name, shown in contents)
    return Text(
        f"Dihitung: {own.id} ({own_basis.id}) menjadi {other.id} ({basis.id}); "
        f"{with_id}.",
        f"Worked out: {own.en} ({own_basis.en}) is {other.en} ({basis.en}); {with_en}.",
    )


def say_number(value: Decimal) -> Text:
    """A number without an exponent and without noughts at its end.

    Examples
    --------
    >>> say_number(Decimal("0.0500"))
    Text(id='0,05', en='0.05')
    """
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Text(plain.replace(".", ","), plain)


def _behind(unit: str | None) -> Text:
    """The unit with the blank before it, or nothing."""
    words = unit_words(unit)
    return Text(words.id and f" {words.id}", words.en and f" {words.en}")


def _value(result: LabResult) -> Text:
    if result.below is not None:
        below = say_number(result.below)
        return Text(f"< {below.id}", f"< {below.en}")
    if result.values:
        shown = [say_number(one) for one in result.values]
        return Text("; ".join(s.id for s in shown), "; ".join(s.en for s in shown))
    return _say(result.value)


def _with_converted(words: Text, result: LabResult, unit: str | None) -> Text:
    number = result.below if result.below is not None else result.value
    if unit is None or unit == result.unit or not isinstance(number, Decimal):
        return words
    if dimension(unit) != dimension(result.unit):
        return words
    other, behind = (
        say_number(_short(convert(number, result.unit, unit))),
        _behind(unit),
    )
    return Text(
        f"{words.id} = {other.id}{behind.id}", f"{words.en} = {other.en}{behind.en}"
    )


def _short(value: Decimal) -> Decimal:
    """Six figures: a converted value is no more exact than that."""
    return value if len(value.as_tuple().digits) <= _TOO_LONG else _rounded(value)


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{value:.{_TOO_LONG}g}")


def _say(value: object) -> Text:
    if isinstance(value, Decimal):
        return say_number(value)
    if isinstance(value, tuple):
        parts = [_say(one) for one in value]
        return Text(", ".join(p.id for p in parts), ", ".join(p.en for p in parts))
    word = str(value) if value is not None else ""
    return _WORDS.get(word, Text(word, word))
