"""Conditions on facts as boolean expressions; null is "cannot tell".

SQL's three-valued AND, OR and NOT are those of Kleene, which `Truth` follows, so the
expression of a condition is the condition itself. What is the same for a whole sweep
(the day, the market) is decided while compiling and leaves no trace in the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from wadah.core.requirements.case import Dates
from wadah.core.requirements.conditions import Condition, Every, Fact, Found, Not, Some
from wadah.core.requirements.population.rows import MARK, word_of
from wadah.core.requirements.population.tables import (
    AMOUNT,
    day_column,
    is_list,
    number_column,
    words_column,
)
from wadah.core.requirements.rules import RuleBase
from wadah.core.values import Truth

# These are columns of their own and hold one word, which needs no mark.
_BARE = {"product.family": "family", "product.hs": "hs"}
# Either decided already, or an expression that gives true, false or null.
Kleene: TypeAlias = Truth | ir.BooleanValue


def every(parts: Iterable[Kleene]) -> Kleene:
    """True when all are; false as soon as one is."""
    kept: list[ir.BooleanValue] = []
    unknown = False
    for part in parts:
        if isinstance(part, Truth):
            if part is Truth.NO:
                return Truth.NO
            unknown = unknown or part is Truth.CANNOT_TELL
        else:
            kept.append(part)
    if not kept:
        return Truth.CANNOT_TELL if unknown else Truth.YES
    return ibis.and_(*kept, ibis.null("boolean")) if unknown else ibis.and_(*kept)


def some(parts: Iterable[Kleene]) -> Kleene:
    """True as soon as one is; false when all are."""
    kept: list[ir.BooleanValue] = []
    unknown = False
    for part in parts:
        if isinstance(part, Truth):
            if part is Truth.YES:
                return Truth.YES
            unknown = unknown or part is Truth.CANNOT_TELL
        else:
            kept.append(part)
    if not kept:
        return Truth.CANNOT_TELL if unknown else Truth.NO
    return ibis.or_(*kept, ibis.null("boolean")) if unknown else ibis.or_(*kept)


def negate(part: Kleene) -> Kleene:
    return ~part


def as_value(part: Kleene) -> ir.BooleanValue:
    """The expression of a truth, decided or not."""
    if not isinstance(part, Truth):
        return part
    if part is Truth.CANNOT_TELL:
        return ibis.null("boolean")
    return ibis.literal(part is Truth.YES)


@dataclass(frozen=True, slots=True)
class Looker:
    """Reads facts from a row of `subjects` before one market (None: any of them)."""

    table: ir.Table
    base: RuleBase
    dates: Dates
    market: str | None

    def judge(self, condition: Condition) -> Kleene:
        """The truth of a condition."""
        if isinstance(condition, Every):
            return every([self.judge(part) for part in condition.parts])
        if isinstance(condition, Some):
            return some([self.judge(part) for part in condition.parts])
        if isinstance(condition, Not):
            return negate(self.judge(condition.part))
        return self._fact(condition)

    def words(self, name: str) -> ir.StringValue:
        """The words of a fact: `|one|two|`, but a family or a code bare."""
        if name in _BARE:
            return self.table[_BARE[name]]
        return self.table[words_column(name)]

    def is_true(self, name: str) -> ir.BooleanValue:
        """Was the fact stated as true? Never null."""
        return self.words(name).fill_null("") == f"{MARK}true{MARK}"

    def is_stated(self, name: str) -> ir.BooleanValue:
        return self.words(name).notnull()

    def _fact(self, fact: Fact) -> Kleene:
        if fact.name == "destination" or fact.name.startswith("dates."):
            return fact.judge(self._given).truth
        words = self.words(fact.name)
        holds = self._holds(words, fact)
        if fact.absent is Truth.CANNOT_TELL:
            return holds
        absent = ibis.literal(fact.absent is Truth.YES)
        return ibis.ifelse(words.isnull(), absent, holds)

    def _given(self, name: str) -> Found:
        if name == "destination":
            return Found(self.market)
        return Found(self.dates.get(name.removeprefix("dates.")))

    def _holds(self, words: ir.StringValue, fact: Fact) -> ir.BooleanValue:
        if fact.operator == "known":
            return ibis.ifelse(words.isnull(), ibis.null("boolean"), True)
        if fact.operator in ("<=", "<", ">=", ">"):
            return self._compares(fact)
        values = fact.value
        if not isinstance(values, list | tuple | set | frozenset):
            values = (values,)
        wanted = sorted({word_of(value) for value in values})
        if is_list(self.base, fact.name):
            return _among_many(words, fact.operator, wanted)
        mark = "" if fact.name in _BARE else MARK
        return _single(words, fact.operator, wanted, mark)

    def _compares(self, fact: Fact) -> ir.BooleanValue:
        value = fact.value
        column = None
        if isinstance(value, Decimal):
            column, bound = number_column(fact.name), ibis.literal(value, AMOUNT)
        elif isinstance(value, date):
            column, bound = day_column(fact.name), ibis.literal(value)
        if column is None or column not in self.table.columns:
            return ibis.null("boolean")
        return compare(self.table[column], fact.operator, bound)


def compare(value: ir.Value, operator: str, bound: ir.Value) -> ir.BooleanValue:
    """`value operator bound`; null where one of them is."""
    if operator == "<=":
        return value <= bound
    if operator == "<":
        return value < bound
    if operator == ">=":
        return value >= bound
    return value > bound


def has_word(words: ir.StringValue, word: str) -> ir.BooleanValue:
    return words.contains(f"{MARK}{word}{MARK}")


def has_any(words: ir.StringValue, wanted: Sequence[str]) -> ir.BooleanValue:
    return ibis.or_(*(has_word(words, word) for word in wanted))


def has_all(words: ir.StringValue, wanted: Sequence[str]) -> ir.BooleanValue:
    return ibis.and_(*(has_word(words, word) for word in wanted))


def _among_many(
    words: ir.StringValue, operator: str, wanted: Sequence[str]
) -> ir.BooleanValue:
    if operator == "not_in":
        return ~has_any(words, wanted)
    if operator == "includes_all":
        return has_all(words, wanted)
    if operator == "only_in":
        one = "|".join(re.escape(word) for word in wanted)
        return words.re_search(rf"^\|(?:(?:{one})\|)*$")
    if operator == "starts_with":
        return ibis.or_(*(words.contains(MARK + start) for start in wanted))
    return has_any(words, wanted)


def _single(
    words: ir.StringValue, operator: str, wanted: Sequence[str], mark: str
) -> ir.BooleanValue:
    if operator == "starts_with":
        return ibis.or_(*(words.startswith(mark + start) for start in wanted))
    if operator == "includes_all" and len(wanted) != 1:
        return ibis.ifelse(words.isnull(), ibis.null("boolean"), False)
    held = words.isin([f"{mark}{word}{mark}" for word in wanted])
    return ~held if operator == "not_in" else held
