"""Why no plan exists: which pins, closed slots or limits clash, by name.

For an event only pins can clash, since nobody else must meet. For a timetable the
usual reasons are looked for; none found does not mean that a plan exists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wadah.core.meetings.clashing import smallest_clash
from wadah.core.meetings.event import (
    Event,
    Pin,
    interpreters_for,
    is_banned,
    shares_language,
)
from wadah.core.meetings.result import Conflict
from wadah.core.meetings.rules import Rules, prepare
from wadah.core.meetings.timetable import Timetable, open_slots, tightened_slots
from wadah.core.values import Text


def explain(problem: Timetable | Event) -> tuple[Conflict, ...]:
    """Named reasons why the problem has no plan; empty when none was found.

    Parameters
    ----------
    problem
        A timetable or an event.

    Returns
    -------
    tuple of Conflict
        Codes for events: `unavailable`, `forbidden`, `pinned_twice`, `double_booked`,
        `maximum`, `tables`, `table_taken`, `interpreter`, `precedence`, `no_slot`. For
        timetables: `no_slot`, `order`, `firm_slots`, `double_booked`, `tables`.
    """
    if isinstance(problem, Event):
        return explain_event(problem)
    return explain_timetable(problem)


def explain_event(event: Event) -> tuple[Conflict, ...]:
    """Every clash among the pins of an event."""
    conflicts = [c for pin in event.pinned for c in _alone(event, pin)]
    conflicts += _pairs(event)
    conflicts += _people(event)
    conflicts += _slots(event)
    conflicts += _required(event)
    return tuple(conflicts)


def explain_clash(rules: Rules, seed: int) -> tuple[Conflict, ...]:
    """The smallest set of pinned and required meetings that cannot all be held."""
    clash = smallest_clash(rules, seed)
    if not clash:
        return ()
    names = tuple("–".join(rules.candidates[place].pair) for place in clash)
    listed = ", ".join(names)
    return (
        Conflict(
            "must_meet",
            names,
            Text(
                "Pertemuan wajib ini tidak dapat diadakan semuanya; tanpa salah "
                f"satunya bisa: {listed}.",
                "These meetings that must be held cannot all be held; without any one "
                f"of them the others can: {listed}.",
            ),
        ),
    )


def _required(event: Event) -> Iterator[Conflict]:
    """Required pairs that have no slot at all."""
    known = {one.pair for one in prepare(event).candidates}
    for a, b in dict.fromkeys(event.required):
        if (a, b) not in known:
            yield Conflict(
                "no_slot",
                (a, b),
                Text(
                    f"{a} dan {b} wajib bertemu, tetapi tidak ada slot atau juru "
                    "bahasa untuk keduanya.",
                    f"{a} and {b} must meet, but there is no slot or no interpreter "
                    "for the two.",
                ),
            )


def _name(pin: Pin) -> str:
    return f"{pin.a}–{pin.b} @ {pin.slot}"


def _alone(event: Event, pin: Pin) -> Iterator[Conflict]:
    people, name = event.person(), _name(pin)
    for person in (people[pin.a], people[pin.b]):
        if pin.slot not in person.available:
            yield Conflict(
                "unavailable",
                (name, person.id),
                Text(
                    f"{person.id} tidak hadir pada slot {pin.slot}, "
                    f"padahal pertemuan {name} sudah dikunci.",
                    f"{person.id} is not there in slot {pin.slot}, "
                    f"yet the meeting {name} is pinned.",
                ),
            )
    if is_banned(event, (pin.a, pin.b), pin.slot):
        yield Conflict(
            "forbidden",
            (name,),
            Text(
                f"Pertemuan {name} dikunci sekaligus dilarang.",
                f"The meeting {name} is both pinned and forbidden.",
            ),
        )
    first, second = people[pin.a], people[pin.b]
    options = interpreters_for(event, first, second)
    if not shares_language(first, second) and not options:
        yield _no_interpreter((name,), pin.slot)


def _no_interpreter(names: tuple[str, ...], slot: str) -> Conflict:
    listed = ", ".join(names)
    return Conflict(
        "interpreter",
        names,
        Text(
            f"Juru bahasa pada slot {slot} tidak cukup untuk: {listed}.",
            f"There are not enough interpreters in slot {slot} for: {listed}.",
        ),
    )


def _pairs(event: Event) -> Iterator[Conflict]:
    slots_of: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in event.pinned:
        slots_of[pin.a, pin.b].append(pin)
    for (a, b), pins in slots_of.items():
        if len(pins) > 1:
            yield Conflict(
                "pinned_twice",
                tuple(_name(pin) for pin in pins),
                Text(
                    f"{a} dan {b} dikunci lebih dari sekali.",
                    f"{a} and {b} are pinned more than once.",
                ),
            )
    order = event.order_of()
    for rule in event.precedence:
        for before in slots_of[rule.before]:
            for after in slots_of[rule.after]:
                if order[before.slot] >= order[after.slot]:
                    yield _wrong_order(_name(before), _name(after))


def _wrong_order(before: str, after: str) -> Conflict:
    return Conflict(
        "precedence",
        (before, after),
        Text(
            f"{before} harus lebih awal daripada {after}.",
            f"{before} must come before {after}.",
        ),
    )


def _people(event: Event) -> Iterator[Conflict]:
    for person in event.people:
        mine = [pin for pin in event.pinned if person.id in (pin.a, pin.b)]
        if person.maximum is not None and len(mine) > person.maximum:
            yield Conflict(
                "maximum",
                tuple(_name(pin) for pin in mine),
                Text(
                    f"{person.id} punya {len(mine)} pertemuan terkunci, "
                    f"paling banyak {person.maximum}.",
                    f"{person.id} has {len(mine)} pinned meetings, "
                    f"at most {person.maximum} are allowed.",
                ),
            )
        in_slot: dict[str, list[Pin]] = defaultdict(list)
        for pin in mine:
            in_slot[pin.slot].append(pin)
        for slot, pins in in_slot.items():
            if len({(pin.a, pin.b) for pin in pins}) > 1:
                yield _double_booked(person.id, slot, [_name(pin) for pin in pins])


def _double_booked(who: str, slot: str, names: list[str]) -> Conflict:
    return Conflict(
        "double_booked",
        tuple(names),
        Text(
            f"{who} punya {len(names)} pertemuan pada slot {slot}.",
            f"{who} has {len(names)} meetings in slot {slot}.",
        ),
    )


def _slots(event: Event) -> Iterator[Conflict]:
    people = event.person()
    in_slot: dict[str, list[Pin]] = defaultdict(list)
    for pin in event.pinned:
        in_slot[pin.slot].append(pin)
    for slot, pins in in_slot.items():
        if len(pins) > len(event.tables):
            yield _too_few_tables(slot, len(pins), len(event.tables))
        at_table: dict[str, list[Pin]] = defaultdict(list)
        for pin in pins:
            table = pin.table or people[pin.b].table or people[pin.a].table
            if table is not None:
                at_table[table].append(pin)
        for table, clash in at_table.items():
            if len(clash) > 1:
                yield _table_taken(table, slot, [_name(pin) for pin in clash])
        yield from _interpreters(event, slot, pins)


def _too_few_tables(slot: str, needed: int, tables: int) -> Conflict:
    return Conflict(
        "tables",
        (slot,),
        Text(
            f"Slot {slot} berisi {needed} pertemuan, mejanya hanya {tables}.",
            f"Slot {slot} has {needed} meetings but only {tables} tables.",
        ),
    )


def _table_taken(table: str, slot: str, names: list[str]) -> Conflict:
    listed = ", ".join(names)
    return Conflict(
        "table_taken",
        tuple(names),
        Text(
            f"Meja {table} pada slot {slot} dipakai bersamaan oleh: {listed}.",
            f"Table {table} in slot {slot} is taken at once by: {listed}.",
        ),
    )


def _interpreters(event: Event, slot: str, pins: list[Pin]) -> Iterator[Conflict]:
    people = event.person()
    needs = {}
    for pin in pins:
        first, second = people[pin.a], people[pin.b]
        if not shares_language(first, second):
            needs[_name(pin)] = interpreters_for(event, first, second)
    if all(needs.values()) and not _can_serve(needs, dict(event.interpreters)):
        yield _no_interpreter(tuple(needs), slot)


def _can_serve(needs: dict[str, tuple[str, ...]], free: dict[str, int]) -> bool:
    """Try the languages of one meeting after the other; pins in a slot are few."""
    if not needs:
        return True
    (_, languages), *rest = needs.items()
    for language in languages:
        if free[language] > 0:
            left = {**free, language: free[language] - 1}
            if _can_serve(dict(rest), left):
                return True
    return False


def explain_timetable(problem: Timetable) -> tuple[Conflict, ...]:
    """The usual reasons why a timetable has no plan."""
    conflicts = list(_meetings_without_slot(problem))
    conflicts += _firms_without_slots(problem)
    conflicts += _fixed_clashes(problem)
    places = problem.tables * problem.slots
    if len(problem.meetings) > places:
        conflicts.append(
            Conflict(
                "tables",
                (),
                Text(
                    f"Ada {len(problem.meetings)} pertemuan, tempatnya {places}.",
                    f"There are {len(problem.meetings)} meetings for {places} places.",
                ),
            )
        )
    return tuple(conflicts)


def _meetings_without_slot(problem: Timetable) -> Iterator[Conflict]:
    alone = open_slots(problem)
    chained = tightened_slots(problem)
    for number, domain in enumerate(alone, start=1):
        if not domain:
            yield Conflict(
                "no_slot",
                (str(number),),
                Text(
                    f"Pertemuan {number} tidak punya slot: sesi, slot tertutup "
                    "dan slot tetapnya saling menutup.",
                    f"Meeting {number} has no slot: its session, closed slots and "
                    "fixed slot exclude one another.",
                ),
            )
        elif not chained[number - 1]:
            yield Conflict(
                "order",
                (str(number),),
                Text(
                    f"Pertemuan {number} tidak punya slot karena urutan pertemuan.",
                    f"Meeting {number} has no slot left because of the order of "
                    "meetings.",
                ),
            )


def _firms_without_slots(problem: Timetable) -> Iterator[Conflict]:
    for firm, meetings in problem.meetings_of().items():
        slots = problem.slots - len(problem.closed.get(firm, ()))
        if len(meetings) > slots:
            yield Conflict(
                "firm_slots",
                (str(firm),),
                Text(
                    f"Perusahaan {firm} punya {len(meetings)} pertemuan "
                    f"tetapi hanya {slots} slot terbuka.",
                    f"Firm {firm} has {len(meetings)} meetings but only {slots} "
                    "open slots.",
                ),
            )


def _fixed_clashes(problem: Timetable) -> Iterator[Conflict]:
    of_firm: dict[tuple[int, int], list[str]] = defaultdict(list)
    in_slot: dict[int, int] = defaultdict(int)
    for number, meeting in enumerate(problem.meetings, start=1):
        if meeting.fixed_slot is not None:
            in_slot[meeting.fixed_slot] += 1
            of_firm[meeting.a, meeting.fixed_slot].append(str(number))
            of_firm[meeting.b, meeting.fixed_slot].append(str(number))
    for (firm, slot), numbers in of_firm.items():
        if len(numbers) > 1:
            yield _double_booked(str(firm), str(slot), numbers)
    for slot, needed in in_slot.items():
        if needed > problem.tables:
            yield _too_few_tables(str(slot), needed, problem.tables)
