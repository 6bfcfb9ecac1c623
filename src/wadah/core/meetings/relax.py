"""Timetables without one kind of rule, to tell which kind leaves no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wadah.core.meetings.result import Conflict
from wadah.core.meetings.timetable import Timetable
from wadah.core.values import Text

_TEXTS = {
    "fixed": Text(
        "Tanpa slot yang dikunci, jadwal dapat disusun. Lepaskan sebagian.",
        "Without the fixed slots there is a timetable. Free some of them.",
    ),
    "precedence": Text(
        "Tanpa urutan pertemuan, jadwal dapat disusun. Lepaskan sebagian.",
        "Without the order of meetings there is a timetable. Drop some of it.",
    ),
    "closed": Text(
        "Tanpa slot tertutup, jadwal dapat disusun. Minta kelonggaran peserta.",
        "Without the closed slots there is a timetable. Ask firms for more slots.",
    ),
    "session": Text(
        "Tanpa pembagian pagi dan siang, jadwal dapat disusun.",
        "Without the sessions there is a timetable.",
    ),
    "tables": Text(
        "Dengan meja yang cukup, jadwal dapat disusun. Tambah meja atau slot.",
        "With enough tables there is a timetable. Add tables or slots.",
    ),
    "fairness": Text(
        "Tanpa batas perbedaan jeda, jadwal dapat disusun.",
        "Without the limit on the difference of breaks there is a timetable.",
    ),
}


def relaxations(problem: Timetable) -> Iterator[tuple[Conflict, Timetable]]:
    """Each kind of rule that binds, with the problem that lacks it."""
    free = problem.meetings
    variants = {
        "fixed": replace(
            problem, meetings=tuple(replace(m, fixed_slot=None) for m in free)
        ),
        "precedence": replace(
            problem, meetings=tuple(replace(m, predecessors=frozenset()) for m in free)
        ),
        "closed": replace(problem, closed={}),
        "session": replace(
            problem, meetings=tuple(replace(m, session=3) for m in free)
        ),
        "tables": replace(problem, tables=max(problem.tables, len(free))),
        "fairness": replace(problem, fairness=max(problem.fairness, problem.slots)),
    }
    for code, variant in variants.items():
        if variant != problem:
            yield Conflict(code, (), _TEXTS[code]), variant
