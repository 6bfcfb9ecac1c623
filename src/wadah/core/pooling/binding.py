"""Names what holds a short pool back, by looking what each constraint alone costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from wadah.core.pooling.problem import BINDING, ZERO, Problem, Relief

Refill = Callable[[Problem], Decimal]
"""Kilograms that a problem can be filled with."""


def name_binding(
    problem: Problem, total: Decimal, refill: Refill
) -> tuple[tuple[str, ...], tuple[Relief, ...]]:
    """Words of `BINDING` in their order, and the kilograms each alone takes away.

    Where no constraint alone costs anything, those are named that do so together.
    """
    relief = []
    held = [word for word in BINDING if word in _RELAXED and _applies(word, problem)]
    for word in held:
        more = refill(_RELAXED[word](problem)) - total
        if more > 0:
            relief.append(Relief(word, more))
    words = {one.constraint for one in relief}
    zero = ZERO
    free = sum((problem.window_free(one) for one in problem.sellers), zero)
    if free < problem.need_kg:
        words.add("capacity")
    if not words:
        words = _together(problem, total, held, refill)
    return tuple(word for word in BINDING if word in words), tuple(relief)


def _together(
    problem: Problem, total: Decimal, held: list[str], refill: Refill
) -> set[str]:
    """A smallest set of constraints whose absence brings more."""
    dropped: list[str] = []
    for word in held:
        dropped.append(word)
        if refill(_without(problem, dropped)) > total:
            break
    else:
        return {"capacity"}
    for word in list(dropped):
        fewer = [other for other in dropped if other != word]
        if fewer and refill(_without(problem, fewer)) > total:
            dropped = fewer
    return set(dropped)


def _without(problem: Problem, words: list[str]) -> Problem:
    for word in words:
        problem = _RELAXED[word](problem)
    return problem


def _applies(word: str, problem: Problem) -> bool:
    return _RELAXED[word](problem) != problem


def _any_month(problem: Problem) -> Problem:
    months = {m for one in problem.sellers for m, kg in one.free_kg.items() if kg > 0}
    first = min([*months, problem.first])
    return replace(problem, first=first, last=max([*months, problem.last]))


def _any_minimum(problem: Problem) -> Problem:
    sellers = tuple(replace(one, minimum_kg=ZERO) for one in problem.sellers)
    return replace(problem, sellers=sellers, minimum_share=None)


_RELAXED: dict[str, Callable[[Problem], Problem]] = {
    "window": _any_month,
    "minimum_share": _any_minimum,
    "maximum_share": lambda problem: replace(problem, maximum_share=None),
    "lot_mix": lambda problem: replace(problem, limits=()),
    "certificate": lambda problem: replace(problem, coverage=()),
    "bag": lambda problem: replace(problem, bag_kg=None),
    "container": lambda problem: replace(problem, container_kg=None),
    "distance": lambda problem: replace(problem, maximum_distance_km=None),
    "frozen_share": lambda problem: replace(problem, frozen=()),
    "new_exporters": lambda problem: replace(problem, new_exporters=0),
}
