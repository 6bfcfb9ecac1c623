"""Reads what was published from an event as the command line takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wadah.core.meetings.event import Event
from wadah.core.meetings.fields import (
    as_list,
    as_object,
    as_weight,
    as_word,
    optional_word,
    refuse,
)
from wadah.core.meetings.repairing import Repair
from wadah.core.meetings.result import PlannedMeeting
from wadah.core.meetings.result_json import result_to_json
from wadah.core.values import InvalidInput, unknown_word


@dataclass(frozen=True, slots=True)
class Published:
    """A plan that people have in their hands; see `repair`."""

    meetings: tuple[PlannedMeeting, ...]
    untouchable_before: datetime | None
    move_price: float | None


def published_from_json(data: object, event: Event) -> Published | None:
    """Read `published`, `untouchable_before` and `move_price`; None without the first.

    Parameters
    ----------
    data
        `published` rows are those of an answer, `{"a", "b", "slot", "table",
        "interpreter"?}`. Tables that are no longer there are fine: they broke.

    Raises
    ------
    InvalidInput
        With the path of the field, as `published[2].slot`.
    """
    top = as_object(data, "")
    if top.get("published") is None:
        return None
    sides = {person.id: person.side for person in event.people}
    slots = {slot.id for slot in event.slots}
    meetings: list[PlannedMeeting] = []
    for index, row in enumerate(as_list(top["published"], "published")):
        try:
            meetings.append(_meeting(as_object(row, ""), index, sides, slots))
        except InvalidInput as refusal:
            raise refusal.within(f"published[{index}]") from None
    _once(meetings)
    price = top.get("move_price")
    return Published(
        tuple(meetings),
        _moment(top.get("untouchable_before"), event),
        None if price is None else float(as_weight(price, "move_price")),
    )


def repair_to_json(repair: Repair) -> dict[str, object]:
    """The answer of `schedule` with `changes`: pairs kept, moved, added and lost."""
    groups = {
        "kept": repair.kept,
        "moved": repair.moved,
        "added": repair.added,
        "lost": repair.lost,
    }
    changes = {
        name: [{"a": a, "b": b} for a, b in pairs] for name, pairs in groups.items()
    }
    return {**result_to_json(repair.result), "changes": changes}


def _meeting(
    row: Mapping[str, object], index: int, sides: Mapping[str, str], slots: set[str]
) -> PlannedMeeting:
    people = []
    for side in ("a", "b"):
        who = as_word(row.get(side), side)
        if sides.get(who) != side:
            raise unknown_word(side, who, {p for p, s in sides.items() if s == side})
        people.append(who)
    slot = as_word(row.get("slot"), "slot")
    if slot not in slots:
        raise unknown_word("slot", slot, slots)
    return PlannedMeeting(
        index + 1,
        people[0],
        people[1],
        slot,
        as_word(row.get("table"), "table"),
        optional_word(row.get("interpreter"), "interpreter"),
    )


def _once(meetings: list[PlannedMeeting]) -> None:
    """A published plan has nobody twice in a slot and no pair twice."""
    seen: set[tuple[object, ...]] = set()

    def note(index: int, key: tuple[object, ...], field: str) -> None:
        if key in seen:
            raise refuse(
                f"published[{index}].{field}",
                "duplicate",
                f"{', '.join(map(str, key))} tercatat dua kali.",
                f"{', '.join(map(str, key))} stands there twice.",
            )
        seen.add(key)

    for index, held in enumerate(meetings):
        note(index, (held.a, held.b), "b")
        note(index, (held.a, held.slot), "slot")
        note(index, (held.b, held.slot), "slot")


def _moment(written: object, event: Event) -> datetime | None:
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(as_word(written, "untouchable_before"))
    except ValueError:
        raise refuse(
            "untouchable_before",
            "date_time",
            f"“{written}” bukan waktu. Tulis seperti 2026-12-01T09:00:00+07:00.",
            f"“{written}” is no time. Write it as 2026-12-01T09:00:00+07:00.",
        ) from None
    if (moment.tzinfo is None) != (event.slots[0].starts_at.tzinfo is None):
        raise refuse(
            "untouchable_before",
            "time_zone",
            "Tulis zona waktu seperti pada slot.",
            "Write the time zone as the slots do.",
        )
    return moment
