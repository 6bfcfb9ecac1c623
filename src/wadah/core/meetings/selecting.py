"""Which meetings are worth holding, as if every slot were open: the bound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from wadah.core.meetings.linear import LinearModel, maximise
from wadah.core.meetings.rules import Rules


@dataclass(frozen=True, slots=True)
class Selection:
    """No plan is worth more than `bound`; `chosen` are the candidates that reach it.

    `chosen` is None where the time ran out first.
    """

    bound: float
    chosen: frozenset[int] | None


def select(rules: Rules, seconds: float, seed: int) -> Selection:
    """Choose the meetings worth most within what each person and all tables can hold.

    Notes
    -----
    A choice with limits per person on two sides is a b-matching, whose linear program
    has whole corners, so this is quick at any size. Closed slots, walks and order are
    left out, which only makes the value larger: it stays a bound.
    """
    linear = LinearModel()
    columns: dict[tuple[int, str | None], int] = {}
    of_pair, of_language, of_person = (defaultdict[Any, list[int]](list) for _ in "123")
    for place, one in enumerate(rules.candidates):
        for language in dict.fromkeys(option.language for option in one.options):
            column = linear.add_column(float(one.weight))
            columns[place, language] = column
            of_pair[place].append(column)
            of_language[language].append(column)
            of_person[one.a].append(column)
            of_person[one.b].append(column)
    for place, one in enumerate(rules.candidates):
        (linear.exactly if one.must else linear.at_most)(of_pair[place], 1)
    for number, person in enumerate(rules.people):
        linear.at_most(of_person[number], _most(rules, number))
        if person.minimum > 0:
            missed = linear.add_column(-rules.price, person.minimum)
            linear.at_least([*of_person[number], missed], person.minimum)
    linear.at_most(columns.values(), len(rules.event.tables) * rules.slots)
    for language, count in rules.event.interpreters.items():
        linear.at_most(of_language[language], count * rules.slots)
    answer = maximise(linear, seconds, seed)
    if answer.values is None:
        return Selection(answer.bound, None)
    values = answer.values
    chosen = (place for (place, _), column in columns.items() if values[column])
    return Selection(answer.bound, frozenset(chosen))


def _most(rules: Rules, number: int) -> int:
    """Meetings a person can have at most: its maximum, its slots less one for lunch."""
    person, most = rules.people[number], rules.most(number)
    slots = rules.event.slots
    free = sum(
        all(slots[place].id in person.available for place in range(rules.slots)
            if group >> place & 1)
        for group in rules.lunch
    )  # fmt: skip
    return min(most, len(person.available) - free)
