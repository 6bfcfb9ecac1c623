"""Conditions on facts, judged with three values and with the questions that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wadah.core.values import Truth, all_of, one_of

OPERATORS = (
    "is", "in", "not_in", "includes_all", "only_in", "starts_with", "known",
    "<=", "<", ">=", ">",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The value of a fact, or the names of the facts that would give it."""

    value: object = None
    asks: tuple[str, ...] = ()


Look = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Judged:
    """A truth and, where it cannot be told, what to ask."""

    truth: Truth
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` `operator` `value`; `absent` is the truth of a fact nobody stated."""

    name: str
    operator: str
    value: object
    absent: Truth = Truth.CANNOT_TELL
    # Read once: a list of forty families is held against every case.
    _wanted: frozenset[object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_wanted", frozenset(_words(self.value)))

    def judge(self, look: Look) -> Judged:
        found = look(self.name)
        if found.value is None:
            asks = found.asks if self.absent is Truth.CANNOT_TELL else ()
            return Judged(self.absent, asks)
        if self.operator in _SETS:
            return _SURE[_SETS[self.operator](_words(found.value), self._wanted)]
        if self.operator == "known":
            return _SURE[True]
        return Judged(Truth.of(_compares(found.value, self.operator, self.value)))


@dataclass(frozen=True, slots=True)
class Every:
    """True when every part is; false as soon as one is."""

    parts: tuple[Condition, ...]

    def judge(self, look: Look) -> Judged:
        judged = [part.judge(look) for part in self.parts]
        return _gather(all_of(one.truth for one in judged), judged)


@dataclass(frozen=True, slots=True)
class Some:
    """True as soon as one part is; false when all are."""

    parts: tuple[Condition, ...]

    def judge(self, look: Look) -> Judged:
        judged = [part.judge(look) for part in self.parts]
        return _gather(one_of(one.truth for one in judged), judged)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def judge(self, look: Look) -> Judged:
        judged = self.part.judge(look)
        return Judged(~judged.truth, judged.asks)


Condition = Fact | Every | Some | Not

ALWAYS = Every(())


def names_in(condition: Condition) -> Iterable[str]:
    """Every fact a condition reads."""
    if isinstance(condition, Fact):
        yield condition.name
    elif isinstance(condition, Not):
        yield from names_in(condition.part)
    else:
        for part in condition.parts:
            yield from names_in(part)


def _gather(truth: Truth, judged: Iterable[Judged]) -> Judged:
    if truth is not Truth.CANNOT_TELL:
        return Judged(truth)
    asks = (name for one in judged for name in one.asks)
    return Judged(truth, tuple(dict.fromkeys(asks)))


def _starts(words: set[object], starts: frozenset[object]) -> bool:
    return any(str(word).startswith(str(start)) for word in words for start in starts)


_SURE = {True: Judged(Truth.YES), False: Judged(Truth.NO)}
_SETS: dict[str, Callable[[set[object], frozenset[object]], bool]] = {
    "is": lambda words, choice: bool(words & choice),
    "in": lambda words, choice: bool(words & choice),
    "not_in": lambda words, choice: not words & choice,
    "includes_all": lambda words, choice: choice <= words,
    "only_in": lambda words, choice: words <= choice,
    "starts_with": _starts,
}


def _words(value: object) -> set[object]:
    if isinstance(value, list | tuple | set | frozenset):
        return {_plain(item) for item in value}
    return {_plain(value)}


def _plain(value: object) -> object:
    # True == 1 in Python; a fact stated as 1 must not pass for one stated as true.
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.casefold() if isinstance(value, str) else value


def _compares(value: object, operator: str, wanted: object) -> bool | None:
    order = _order(value, wanted)
    if order is None:
        return None
    return {
        "<=": order <= 0,
        "<": order < 0,
        ">=": order >= 0,
        ">": order > 0,
    }[operator]


def _order(value: object, wanted: object) -> int | None:
    """-1, 0 or 1 for two dates or two numbers, None for anything else."""
    if isinstance(value, date) and isinstance(wanted, date):
        return (value > wanted) - (value < wanted)
    if not isinstance(value, Decimal) or not isinstance(wanted, Decimal):
        return None
    return (value > wanted) - (value < wanted)
