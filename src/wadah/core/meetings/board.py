"""A plan in the making: what is held, and in which slots a pair could still meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wadah.core.meetings.rules import Candidate, Option, Rules, bits


@dataclass(frozen=True, slots=True)
class Held:
    """Slot (number from 0) and option of a meeting."""

    slot: int
    option: Option


class Board:
    """Meetings held so far; `open_slots` and `place` never break a rule.

    Minimums are no rule here: a board that misses some is still a plan.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.held: dict[int, Held] = {}
        self.count = [0] * len(rules.people)
        self._busy = [0] * len(rules.people)
        # Slots that lunch still keeps free, and those in which another hall is near.
        whole = sum(group for group in rules.lunch if group.bit_count() == 1)
        self._lunch = [whole] * len(rules.people)
        self._halls: list[dict[str | None, int]] = [{} for _ in rules.people]
        everything = (1 << rules.slots) - 1
        self._room = {
            hall: [tables] * rules.slots for hall, tables in rules.tables_in.items()
        }
        self._roomy = {
            hall: everything if tables else 0
            for hall, tables in rules.tables_in.items()
        }
        self._table_busy: dict[str, int] = defaultdict(int)
        interpreters = rules.event.interpreters
        self._free = {
            name: [count] * rules.slots for name, count in interpreters.items()
        }
        self._served = {
            name: everything if count > 0 else 0 for name, count in interpreters.items()
        }
        self._before: dict[int, list[int]] = defaultdict(list)
        self._after: dict[int, list[int]] = defaultdict(list)
        for rule in rules.orders:
            self._before[rule.after].append(rule.before)
            self._after[rule.before].append(rule.after)

    def open_slots(self, place: int, option: Option) -> int:
        """Slots, as bits, in which this candidate fits beside all that is held."""
        one = self.rules.candidates[place]
        for person in (one.a, one.b):
            maximum = self.rules.people[person].maximum
            if maximum is not None and self.count[person] >= maximum:
                return 0
        mask = one.open & self._roomy[option.hall]
        mask &= ~(self._busy[one.a] | self._busy[one.b])
        mask &= ~(self._lunch[one.a] | self._lunch[one.b])
        if option.language is not None:
            mask &= self._served[option.language]
        if one.table is not None:
            mask &= ~self._table_busy[one.table]
        if option.hall is not None:
            mask &= ~(self._far(one.a, option.hall) | self._far(one.b, option.hall))
        return self._in_order(place, mask)

    def place(self, place: int, held: Held) -> None:
        """Hold a candidate; the caller took the slot from `open_slots`."""
        self.held[place] = held
        self._count(place, held, 1)

    def remove(self, place: int) -> Held:
        held = self.held.pop(place)
        self._count(place, held, -1)
        return held

    def fit(self, place: int) -> bool:
        """Hold a candidate where most room is left; False when it fits nowhere."""
        one = self.rules.candidates[place]
        best: tuple[int, int, Option] | None = None
        for option in one.options:
            room = self._room[option.hall]
            for slot in bits(self.open_slots(place, option)):
                if best is None or room[slot] > best[0]:
                    best = (room[slot], slot, option)
        if best is None:
            return False
        self.place(place, Held(best[1], best[2]))
        return True

    def busy(self, person: int) -> int:
        """Slots, as bits, in which a person has a meeting."""
        return self._busy[person]

    def room_left(self, hall: str | None, slot: int) -> int:
        return self._room[hall][slot]

    def interpreters_left(self, language: str, slot: int) -> int:
        return self._free[language][slot]

    def lunch_left(self, person: int, group: int) -> int:
        """Slots of this group that may still be used."""
        return (group & ~self._busy[person]).bit_count() - 1

    def missed(self) -> int:
        """Meetings below the minimums, over all people."""
        return sum(
            max(person.minimum - count, 0)
            for person, count in zip(self.rules.people, self.count, strict=True)
        )

    def value(self) -> float:
        """Wish weight held less the price of missed minimums."""
        gains = (float(self.rules.candidates[place].weight) for place in self.held)
        return sum(gains) - self.rules.price * self.missed()

    def keep(self, held: Mapping[int, Held]) -> None:
        """Replace everything by `held`, a plan that keeps the rules."""
        for place in list(self.held):
            self.remove(place)
        for place, where in held.items():
            self.place(place, where)

    def _in_order(self, place: int, mask: int) -> int:
        for other in self._before.get(place, ()):
            if (held := self.held.get(other)) is not None:
                mask &= ~((2 << held.slot) - 1)
        for other in self._after.get(place, ()):
            if (held := self.held.get(other)) is not None:
                mask &= (1 << held.slot) - 1
        return mask

    def _far(self, person: int, hall: str) -> int:
        """Slots so near a meeting in another hall that nobody could walk over."""
        near = self.rules.near
        mask = 0
        for other, slots in self._halls[person].items():
            if other != hall:
                for slot in bits(slots):
                    mask |= near[slot]
        return mask

    def _count(self, place: int, held: Held, step: int) -> None:
        one, bit = self.rules.candidates[place], 1 << held.slot
        _use(self._room, self._roomy, held.option.hall, held.slot, step)
        if held.option.language is not None:
            _use(self._free, self._served, held.option.language, held.slot, step)
        if one.table is not None:
            self._table_busy[one.table] ^= bit
        for person in (one.a, one.b):
            self._busy[person] ^= bit
            self.count[person] += step
            if held.option.hall is not None:
                halls = self._halls[person]
                halls[held.option.hall] = halls.get(held.option.hall, 0) ^ bit
            self._keep_lunch(person)

    def _keep_lunch(self, person: int) -> None:
        shut = 0
        for group in self.rules.lunch:
            left = group & ~self._busy[person]
            if left.bit_count() <= 1:
                shut |= left
        self._lunch[person] = shut


def _use(
    counts: dict[Any, list[int]],
    masks: dict[Any, int],
    key: object,
    slot: int,
    step: int,
) -> None:
    left = counts[key][slot] - step
    counts[key][slot] = left
    if left > 0:
        masks[key] |= 1 << slot
    else:
        masks[key] &= ~(1 << slot)


def in_order_of_worth(rules: Rules, places: Iterable[int]) -> list[int]:
    """Candidates worth most first; of equals the one with fewest open slots."""

    def key(place: int) -> tuple[float, int, int]:
        one: Candidate = rules.candidates[place]
        return (-float(one.weight), one.open.bit_count(), place)

    return sorted(places, key=key)
