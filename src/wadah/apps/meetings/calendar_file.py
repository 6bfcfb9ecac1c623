"""An agenda as a calendar file (RFC 5545) that phones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from wadah.apps.meetings.models import Participant, PlannedMeeting

LINE_BYTES = 75


def calendar_of(
    participant: Participant, meetings: Iterable[PlannedMeeting], now: datetime
) -> str:
    """The published meetings of one participant, one VEVENT each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wadah//Meetings//EN",
             "METHOD:PUBLISH"]  # fmt: skip
    for held in meetings:
        lines += _entry(participant, held, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _entry(participant: Participant, held: PlannedMeeting, now: datetime) -> list[str]:
    other = held.buyer if participant.is_seller else held.seller
    start = held.slot.starts_at
    place = ", ".join(
        word
        for word in (participant.event.place, held.table.hall, held.table.name)
        if word
    )
    return [
        "BEGIN:VEVENT",
        # The pair and not the row: a meeting that moves is the same entry, moved.
        f"UID:wadah-{participant.event_id}-{held.seller_id}-{held.buyer_id}",
        f"SEQUENCE:{held.timetable_id}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(start + timedelta(minutes=held.slot.minutes))}",
        f"SUMMARY:{_text(other.name)}",
        f"LOCATION:{_text(place)}",
        "END:VEVENT",
    ]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _fold(line: str) -> str:
    """Lines of at most 75 bytes, cut between signs."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LINE_BYTES:
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part])
