"""Are the limits of a rule whole, in a unit of their parameter, and all in its tree?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wadah.core.requirements.lint_notes import LintNote
from wadah.core.requirements.rules import LimitLeaf, Rule, RuleBase, leaves
from wadah.core.requirements.vocabulary import Parameter
from wadah.core.values import OPERATORS, UNITS, Effect, Text, dimension

# A number with a unit in the sentence of a rule: 0.50 mg/kg, 12-12.5 %, 1,000 cfu/g.
_UNIT_WORDS = (
    "mg/kg", "µg/kg", "ug/kg", "ppm", "ppb", "g/100 g", "%", "cfu/g", "meq/kg",
    "kcal/kg", "mS/cm", "µg/cm2/week", "l/kg", "mm", "cm", "°C",
)  # fmt: skip
_UNIT = "|".join(re.escape(word) for word in _UNIT_WORDS)
_BOUND = re.compile(
    r"(?P<low>\d[\d.,]*)(?:\s?[-–]\s?(?P<high>\d[\d.,]*))?"
    rf"\s?(?P<unit>{_UNIT})(?![\w/])"
)
_COUNTING = (Effect.BARS, Effect.DELAYS)


def lint_limits(base: RuleBase) -> Iterator[LintNote]:
    """Faults of single limits, rows that bind two things, numbers in words alone."""
    for rule in base.rules:
        bounds = [leaf for leaf in leaves(rule.tree) if isinstance(leaf, LimitLeaf)]
        for leaf in bounds:
            yield from _limit(rule, leaf, base)
        yield from _two_in_one(rule, bounds)
        yield from _words_alone(rule, bounds)


def _error(rule: Rule, code: str, field: str, message: Text) -> LintNote:
    return LintNote("error", code, rule.id, field, message)


def _limit(rule: Rule, leaf: LimitLeaf, base: RuleBase) -> Iterator[LintNote]:
    line = leaf.line
    parameter = base.words.find_parameter(line.parameter.removesuffix(".*"))
    if parameter is None:
        return
    yield from _unit(rule, leaf, parameter)
    if line.basis is not None and line.basis not in base.words.lists["basis"]:
        yield _error(
            rule,
            "basis_unknown",
            "basis",
            Text(
                f"Dasar hitung “{line.basis}” tidak dikenal.",
                f"The basis “{line.basis}” is not known.",
            ),
        )
    if not _has_bound(leaf):
        yield _error(
            rule,
            "limit_without_bound",
            line.parameter,
            Text(
                f"Batas {line.parameter} tidak memuat angka atau kata untuk diuji.",
                f"The limit of {line.parameter} has no number or word to test against.",
            ),
        )
    words = line.value if isinstance(line.value, tuple) else (line.value,)
    for word in words if parameter.words else ():
        if isinstance(word, str) and word not in parameter.words:
            yield _error(
                rule,
                "limit_word_unknown",
                line.parameter,
                Text(
                    f"“{word}” bukan kata hasil {line.parameter}.",
                    f"“{word}” is no word a result of {line.parameter} can be.",
                ),
            )


def _unit(rule: Rule, leaf: LimitLeaf, parameter: Parameter) -> Iterator[LintNote]:
    unit = leaf.line.unit or "text"
    # A parameter of words may also be counted: mould as "none" or as colonies.
    allowed = {dimension(one) for one in parameter.units if one in UNITS}
    allowed.add(dimension(parameter.unit))
    if dimension(unit) not in allowed:
        yield _error(
            rule,
            "unit_for_parameter",
            leaf.line.parameter,
            Text(
                f"Satuan {unit} tidak sedimensi dengan {leaf.line.parameter} "
                f"({parameter.unit}).",
                f"The unit {unit} is of another dimension than {leaf.line.parameter} "
                f"({parameter.unit}).",
            ),
        )


def _has_bound(leaf: LimitLeaf) -> bool:
    line, plan = leaf.line, leaf.plan
    if plan is not None:
        return plan.n >= 1 and 0 <= plan.c <= plan.n and plan.m <= plan.M
    if line.operator == "between":
        low, high = line.min_value, line.max_value
        return low is not None and high is not None and low <= high
    if line.operator in ("<=", "<", ">=", ">"):
        return isinstance(line.value, Decimal)
    return line.operator in OPERATORS and line.value not in (None, ())


def _two_in_one(rule: Rule, bounds: list[LimitLeaf]) -> Iterator[LintNote]:
    bound = {leaf.line.parameter.removesuffix(".*") for leaf in bounds}
    # The fat content decides on which basis another limit is held.
    named = sorted(bound - {"fat"})
    if len(named) > 1:
        yield _error(
            rule,
            "two_limits_in_one",
            "tree",
            Text(
                f"Batas {', '.join(named)} dalam satu aturan; jadikan bagian a, b, ….",
                f"Limits of {', '.join(named)} in one rule; make them parts a, b, ….",
            ),
        )


def _words_alone(rule: Rule, bounds: list[LimitLeaf]) -> Iterator[LintNote]:
    """Numbers with a unit that stand in the sentence and in no leaf."""
    if rule.says_not_asked:
        return
    held = _numbers(bounds)
    said = {
        number
        for match in _BOUND.finditer(rule.message.en)
        for text in (match["low"], match["high"])
        if text and (number := _read(text)) is not None
    }
    # Of a range one end is the bound: 12-12.5 % is held as 12.5.
    missing = [
        match.group(0)
        for match in _BOUND.finditer(rule.message.en)
        if not {_read(match["low"]), _read(match["high"] or "")} & held
    ]
    if said and missing:
        counts = rule.effect in _COUNTING and rule.kind == "test_limit"
        yield LintNote(
            "error" if counts and not bounds else "note",
            "limit_in_words",
            rule.id,
            "message",
            Text(
                f"Angka dalam kalimat yang tidak ada di pohon: {'; '.join(missing)}.",
                f"Numbers of the sentence that stand in no leaf: {'; '.join(missing)}.",
            ),
        )


def _numbers(bounds: list[LimitLeaf]) -> set[Decimal | None]:
    held: set[Decimal | None] = set()
    for leaf in bounds:
        line = leaf.line
        held |= {
            one
            for one in (line.value, line.min_value, line.max_value)
            if isinstance(one, Decimal)
        }
        if leaf.plan is not None:
            held |= {leaf.plan.m, leaf.plan.M}
    return held


def _read(text: str) -> Decimal | None:
    """A number as an English sentence writes it: 7,000 and 0.050."""
    plain = text.strip(".,").replace(",", "")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None
