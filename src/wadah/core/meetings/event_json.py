"""Reads an event as the command line and the API take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from wadah.core.meetings.event import (
    Ban,
    Event,
    Pair,
    Person,
    Pin,
    Precedence,
    Slot,
    Table,
    Wish,
)
from wadah.core.meetings.fields import (
    as_count,
    as_list,
    as_object,
    as_weight,
    as_word,
    optional_word,
    refuse,
    required_list,
)
from wadah.core.values import InvalidInput, unknown_word

Row = Mapping[str, object]
Thing = TypeVar("Thing")


def event_from_json(data: object) -> Event:
    """Read an event.

    Parameters
    ----------
    data
        `{"people", "slots", "tables", "wishes", "interpreters", "pinned",
        "forbidden", "precedence"}`; further keys are left alone. An absent or null
        `available` means every slot. Several wishes for one pair add up. `pinned` rows
        are `{"a", "b", "slot", "table"?}`; `forbidden` rows `{"person", "slot"}`,
        `{"a", "b"}` or `{"a", "b", "slot"}`; `precedence` rows `{"before": {"a", "b"},
        "after": {"a", "b"}}`; `required` rows `{"a", "b"}`; `lunch` is a list of lists
        of slots, of each of which everybody keeps one free; `walking_minutes` a number.

    Raises
    ------
    InvalidInput
        With the path of the field, as `wishes[2].a`.
    """
    top = as_object(data, "")
    slots = _slots(top)
    tables = _rows(top, "tables", _table, needed=True)
    _once(tables, "tables")
    slot_ids = frozenset(slot.id for slot in slots)
    table_ids = frozenset(table.id for table in tables)
    people = _rows(
        top, "people", lambda row: _person(row, slot_ids, table_ids), needed=True
    )
    _once(people, "people")
    side_of = {person.id: person.side for person in people}
    return Event(
        people=people,
        slots=slots,
        tables=tables,
        wishes=_rows(top, "wishes", lambda row: _wish(row, side_of)),
        interpreters=_interpreters(top),
        pinned=_rows(top, "pinned", lambda row: _pin(row, side_of, slots, table_ids)),
        forbidden=_rows(top, "forbidden", lambda row: _ban(row, side_of, slot_ids)),
        precedence=_rows(top, "precedence", lambda row: _precedence(row, side_of)),
        required=_rows(top, "required", lambda row: _pair(row, side_of)),
        lunch=_lunch(top, slot_ids),
        walking_minutes=as_count(top.get("walking_minutes") or 0, "walking_minutes"),
    )


def _rows(
    top: Row, key: str, read: Callable[[Row], Thing], *, needed: bool = False
) -> tuple[Thing, ...]:
    rows = required_list(top, key) if needed else as_list(top.get(key), key)
    things = []
    for index, row in enumerate(rows):
        try:
            things.append(read(as_object(row, "")))
        except InvalidInput as refusal:
            raise refusal.within(f"{key}[{index}]") from None
    return tuple(things)


def _once(things: Iterable[Person | Slot | Table], key: str) -> None:
    seen: set[str] = set()
    for index, thing in enumerate(things):
        if thing.id in seen:
            raise refuse(
                f"{key}[{index}].id",
                "duplicate",
                f"“{thing.id}” sudah dipakai. Beri nama lain.",
                f"“{thing.id}” is used already. Give another name.",
            )
        seen.add(thing.id)


def _known(value: object, field: str, known: Iterable[str]) -> str:
    word, names = as_word(value, field), set(known)
    if word not in names:
        raise unknown_word(field, word, names)
    return word


def _slots(top: Row) -> tuple[Slot, ...]:
    read = _rows(top, "slots", _slot, needed=True)
    _once(read, "slots")
    if len({slot.starts_at.tzinfo is None for slot in read}) > 1:
        raise refuse(
            "slots",
            "time_zone",
            "Tulis zona waktu pada semua slot, atau tidak sama sekali.",
            "Write a time zone in every slot or in none.",
        )
    slots = tuple(sorted(read, key=lambda slot: slot.starts_at))
    for slot, following in pairwise(slots):
        if slot.starts_at + timedelta(minutes=slot.minutes) > following.starts_at:
            raise refuse(
                f"slots[{read.index(following)}].starts_at",
                "overlap",
                f"Slot {following.id} mulai sebelum slot {slot.id} selesai.",
                f"Slot {following.id} starts before slot {slot.id} ends.",
            )
    return slots


def _slot(row: Row) -> Slot:
    written = as_word(row.get("starts_at"), "starts_at")
    try:
        starts_at = datetime.fromisoformat(written)
    except ValueError:
        raise refuse(
            "starts_at",
            "date_time",
            f"“{written}” bukan waktu. Tulis seperti 2026-12-01T09:00:00+07:00.",
            f"“{written}” is no time. Write it as 2026-12-01T09:00:00+07:00.",
        ) from None
    return Slot(
        id=as_word(row.get("id"), "id"),
        starts_at=starts_at,
        minutes=as_count(row.get("minutes"), "minutes"),
        session=optional_word(row.get("session"), "session"),
    )


def _table(row: Row) -> Table:
    return Table(as_word(row.get("id"), "id"), optional_word(row.get("hall"), "hall"))


def _person(row: Row, slots: frozenset[str], tables: frozenset[str]) -> Person:
    listed = row.get("available")
    available = slots
    if listed is not None:
        available = frozenset(
            _known(slot, f"available[{index}]", slots)
            for index, slot in enumerate(as_list(listed, "available"))
        )
    table, most = row.get("table"), row.get("max")
    languages = as_list(row.get("languages"), "languages")
    person = Person(
        id=as_word(row.get("id"), "id"),
        side=_known(row.get("side"), "side", ("a", "b")),
        available=available,
        languages=frozenset(
            as_word(language, f"languages[{index}]")
            for index, language in enumerate(languages)
        ),
        minimum=as_count(row.get("min") or 0, "min"),
        maximum=None if most is None else as_count(most, "max"),
        table=None if table is None else _known(table, "table", tables),
    )
    if person.maximum is not None and person.minimum > person.maximum:
        raise refuse(
            "min",
            "range",
            "Nilai min tidak boleh lebih besar daripada max.",
            "The value of min must not be above max.",
        )
    return person


def _pair(row: Row, side_of: Mapping[str, str]) -> Pair:
    a, b = (_known(row.get(side), side, side_of) for side in ("a", "b"))
    for side, person_id in (("a", a), ("b", b)):
        if side_of[person_id] != side:
            raise refuse(
                side,
                "side",
                f"{person_id} berada di pihak {side_of[person_id]}, bukan {side}.",
                f"{person_id} is on side {side_of[person_id]}, not {side}.",
            )
    return a, b


def _wish(row: Row, side_of: Mapping[str, str]) -> Wish:
    return Wish(*_pair(row, side_of), weight=as_weight(row.get("weight"), "weight"))


def _pin(
    row: Row, side_of: Mapping[str, str], slots: tuple[Slot, ...], tables: Iterable[str]
) -> Pin:
    table = row.get("table")
    return Pin(
        *_pair(row, side_of),
        slot=_known(row.get("slot"), "slot", (slot.id for slot in slots)),
        table=None if table is None else _known(table, "table", tables),
    )


def _ban(row: Row, side_of: Mapping[str, str], slots: Iterable[str]) -> Ban:
    slot = row.get("slot")
    slot_id = None if slot is None else _known(slot, "slot", slots)
    if "person" not in row:
        return Ban(_pair(row, side_of), slot_id)
    if slot_id is None:
        raise refuse(
            "slot",
            "required",
            "Sebutkan slot yang dilarang bagi orang ini.",
            "Name the slot that is forbidden to this person.",
        )
    return Ban((_known(row["person"], "person", side_of),), slot_id)


def _precedence(row: Row, side_of: Mapping[str, str]) -> Precedence:
    pairs = []
    for key in ("before", "after"):
        try:
            pairs.append(_pair(as_object(row.get(key), ""), side_of))
        except InvalidInput as refusal:
            raise refusal.within(key) from None
    if pairs[0] == pairs[1]:
        raise refuse(
            "after",
            "order",
            "Sebuah pertemuan tidak dapat mendahului dirinya sendiri.",
            "A meeting cannot come before itself.",
        )
    return Precedence(before=pairs[0], after=pairs[1])


def _interpreters(top: Row) -> dict[str, int]:
    counts: dict[str, int] = {}

    def read(row: Row) -> None:
        language = as_word(row.get("language"), "language")
        count = as_count(row.get("count"), "count")
        counts[language] = counts.get(language, 0) + count

    _rows(top, "interpreters", read)
    return counts


def _lunch(top: Row, slots: frozenset[str]) -> tuple[frozenset[str], ...]:
    groups: list[frozenset[str]] = []
    for index, listed in enumerate(as_list(top.get("lunch"), "lunch")):
        field = f"lunch[{index}]"
        group = frozenset(
            _known(slot, f"{field}[{place}]", slots)
            for place, slot in enumerate(as_list(listed, field))
        )
        if any(group & other for other in groups):
            raise refuse(
                field,
                "overlap",
                "Satu slot hanya boleh berada dalam satu kelompok makan siang.",
                "A slot may stand in one group of lunch only.",
            )
        groups.append(group)
    return tuple(groups)
