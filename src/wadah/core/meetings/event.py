"""The event problem: who would like to meet whom, and what binds the organiser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

Pair = tuple[str, str]
"""Id of a person of side a, id of a person of side b."""


@dataclass(frozen=True, slots=True)
class Person:
    """One participant.

    Parameters
    ----------
    side
        `a` or `b`; only people of different sides meet.
    available
        Ids of the slots in which the person is there.
    languages
        Languages spoken; empty means that nobody said, and no interpreter is asked.
    minimum
        Meetings wished at least. It is served first but never forces: a hard minimum
        would make most events infeasible.
    maximum
        Meetings at most, or None.
    table
        The table the person keeps, or None. Side b receives: where both keep a table,
        they meet at that of b.
    """

    id: str
    side: str
    available: frozenset[str]
    languages: frozenset[str] = frozenset()
    minimum: int = 0
    maximum: int | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the day; slots follow one another in the order of `starts_at`."""

    id: str
    starts_at: datetime
    minutes: int
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    hall: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How much a meeting is worth to both, summed; any unit."""

    a: str
    b: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Pin:
    """A meeting already promised: it is held in this slot (and at this table)."""

    a: str
    b: str
    slot: str
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """A person or a pair that may not meet in a slot, or a pair that never may."""

    people: tuple[str, ...]
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Precedence:
    """If both meetings are held, `before` has the earlier slot."""

    before: Pair
    after: Pair


@dataclass(frozen=True, slots=True)
class Event:
    """One event; every id in it is known (see `event_from_json`).

    Parameters
    ----------
    slots
        In the order of their time.
    interpreters
        Language -> interpreters who work at the same time. One of them serves a
        meeting if one of the two speaks that language.
    required
        Pairs that must meet, in whatever slot.
    lunch
        Groups of slots; everybody keeps at least one slot of each group free.
    walking_minutes
        Time to walk from one hall to another. Nobody has meetings in two halls with
        less time between the end of one and the start of the other; 0 never binds.
    """

    people: tuple[Person, ...]
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    wishes: tuple[Wish, ...]
    interpreters: Mapping[str, int] = field(default_factory=dict)
    pinned: tuple[Pin, ...] = ()
    forbidden: tuple[Ban, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    required: tuple[Pair, ...] = ()
    lunch: tuple[frozenset[str], ...] = ()
    walking_minutes: int = 0

    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    def order_of(self) -> dict[str, int]:
        """Place of each slot in time, from 0."""
        return {slot.id: place for place, slot in enumerate(self.slots)}


def is_banned(event: Event, pair: Pair, slot: str | None) -> bool:
    """Does a ban rule out this pair in this slot (for None: altogether)?"""
    return any(
        set(ban.people) <= set(pair) and ban.slot in (None, slot)
        for ban in event.forbidden
    )


def shares_language(first: Person, second: Person) -> bool:
    """True when they share a language or one of them named none."""
    if not first.languages or not second.languages:
        return True
    return bool(first.languages & second.languages)


def interpreters_for(event: Event, first: Person, second: Person) -> tuple[str, ...]:
    """Languages of interpreters who could serve these two, sorted."""
    spoken = first.languages | second.languages
    return tuple(
        sorted(
            language
            for language, count in event.interpreters.items()
            if count > 0 and language in spoken
        )
    )
