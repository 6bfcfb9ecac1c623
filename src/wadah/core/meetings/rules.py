"""An event prepared for searching: people, slots and pairs by number, slots as bits.

Every search of this topic reads the event through this one preparation; the checker
reads the event itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.meetings.event import (
    Event,
    Pair,
    Person,
    interpreters_for,
    shares_language,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to hold a meeting: with which interpreter, in which hall.

    Parameters
    ----------
    language
        Of the interpreter, or None where none is needed.
    hall
        None where the event has no walking time, since halls do not matter then.
    """

    language: str | None
    hall: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may meet: its worth, where and when it can.

    Parameters
    ----------
    a, b
        Numbers of the two people.
    open
        Slots in which both are there and no ban holds, one bit each.
    options
        In the order in which they are tried.
    table
        The table the meeting must have, or None.
    must
        Pinned or required: a plan without it is no plan.
    """

    pair: Pair
    a: int
    b: int
    weight: Decimal
    open: int
    options: tuple[Option, ...]
    table: str | None
    must: bool


@dataclass(frozen=True, slots=True)
class Order:
    """Candidate `before` has the earlier slot if `after` is held too."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The event by numbers.

    Parameters
    ----------
    price
        Of one meeting below a minimum: more than all wishes together.
    of_person
        Candidates of each person.
    near
        Per slot the slots so close that nobody changes halls between the two.
    lunch
        Per group its slots as bits.
    tables_in
        Tables of each hall; the key None holds all tables where halls do not matter.
    """

    event: Event
    people: tuple[Person, ...]
    candidates: tuple[Candidate, ...]
    of_person: tuple[tuple[int, ...], ...]
    orders: tuple[Order, ...]
    near: tuple[int, ...]
    lunch: tuple[int, ...]
    tables_in: Mapping[str | None, int]
    price: float

    @property
    def slots(self) -> int:
        return len(self.event.slots)

    def most(self, person: int) -> int:
        """Meetings that a person may have by its maximum and its open slots."""
        one = self.people[person]
        there = len(one.available)
        return there if one.maximum is None else min(one.maximum, there)


def bits(mask: int) -> Iterator[int]:
    """Places of the bits of `mask` from low to high.

    Examples
    --------
    >>> list(bits(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def prepare(event: Event, past: Mapping[Pair, int] | None = None) -> Rules:
    """Number the event; pairs that can never meet are left out.

    Parameters
    ----------
    past
        Pairs that have met already and the number of their slot: no rule of the event
        undoes that, and they do not meet again.
    """
    order = event.order_of()
    number = {person.id: place for place, person in enumerate(event.people)}
    candidates = tuple(_candidates(event, order, number, past or {}))
    place_of = {one.pair: place for place, one in enumerate(candidates)}
    of_person: list[list[int]] = [[] for _ in event.people]
    for place, one in enumerate(candidates):
        of_person[one.a].append(place)
        of_person[one.b].append(place)
    return Rules(
        event=event,
        people=event.people,
        candidates=candidates,
        of_person=tuple(tuple(places) for places in of_person),
        orders=tuple(
            Order(place_of[rule.before], place_of[rule.after])
            for rule in event.precedence
            if rule.before in place_of and rule.after in place_of
        ),
        near=_near(event),
        lunch=tuple(_as_bits(group, order) for group in event.lunch),
        tables_in=_tables_in(event),
        price=float(sum((wish.weight for wish in event.wishes), Decimal(1))),
    )


def halls_matter(event: Event) -> bool:
    return event.walking_minutes > 0 and len({t.hall for t in event.tables}) > 1


def _candidates(
    event: Event,
    order: Mapping[str, int],
    number: Mapping[str, int],
    past: Mapping[Pair, int],
) -> Iterator[Candidate]:
    weight_of: dict[Pair, Decimal] = defaultdict(Decimal)
    for wish in event.wishes:
        weight_of[wish.a, wish.b] += wish.weight
    pins = {(pin.a, pin.b): pin for pin in event.pinned}
    there = [_as_bits(person.available, order) for person in event.people]
    shut_person, shut_pair = _bans(event, order)
    hall_of = {table.id: table.hall for table in event.tables}
    must = (pins.keys() | set(event.required)) - past.keys()
    for pair in sorted(weight_of.keys() | must | past.keys()):
        a, b = number[pair[0]], number[pair[1]]
        pin = pins.get(pair)
        open_slots = there[a] & there[b] & ~shut_pair.get(pair, 0)
        open_slots &= ~(shut_person.get(pair[0], 0) | shut_person.get(pair[1], 0))
        if pin is not None:
            open_slots &= 1 << order[pin.slot]
        if pair in past:
            open_slots = 1 << past[pair]
        first, second = event.people[a], event.people[b]
        table = (pin.table if pin else None) or second.table or first.table
        options = _options(event, first, second, table, hall_of)
        if open_slots and options:
            yield Candidate(
                pair, a, b, weight_of[pair], open_slots, options, table, pair in must
            )


def _options(
    event: Event,
    first: Person,
    second: Person,
    table: str | None,
    hall_of: Mapping[str, str | None],
) -> tuple[Option, ...]:
    languages: Sequence[str | None] = (None,)
    if not shares_language(first, second):
        languages = interpreters_for(event, first, second)
    halls: Sequence[str | None] = (None,)
    if halls_matter(event):
        halls = [hall_of[table]] if table else list(dict.fromkeys(hall_of.values()))
    return tuple(Option(language, hall) for language in languages for hall in halls)


def _bans(
    event: Event, order: Mapping[str, int]
) -> tuple[dict[str, int], dict[Pair, int]]:
    """Closed slots by person and by pair."""
    everything = (1 << len(event.slots)) - 1
    of_person: dict[str, int] = defaultdict(int)
    of_pair: dict[Pair, int] = defaultdict(int)
    for ban in event.forbidden:
        closed = everything if ban.slot is None else 1 << order[ban.slot]
        if len(ban.people) == 1:
            of_person[ban.people[0]] |= closed
        else:
            of_pair[ban.people[0], ban.people[1]] |= closed
    return of_person, of_pair


def _as_bits(slots: frozenset[str], order: Mapping[str, int]) -> int:
    mask = 0
    for slot in slots:
        mask |= 1 << order[slot]
    return mask


def _near(event: Event) -> tuple[int, ...]:
    """Pairs of slots with less than the walking time between them."""
    near = [0] * len(event.slots)
    if not halls_matter(event):
        return tuple(near)
    for early, before in enumerate(event.slots):
        for late in range(early + 1, len(event.slots)):
            gap = event.slots[late].starts_at - before.starts_at
            minutes = gap.total_seconds() / 60 - before.minutes
            if minutes >= event.walking_minutes:
                break
            near[early] |= 1 << late
            near[late] |= 1 << early
    return tuple(near)


def _tables_in(event: Event) -> dict[str | None, int]:
    if not halls_matter(event):
        return {None: len(event.tables)}
    count: dict[str | None, int] = defaultdict(int)
    for table in event.tables:
        count[table.hall] += 1
    return dict(count)
