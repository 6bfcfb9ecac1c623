"""Searches of timetables that the worker does."""

from __future__ import annotations

from wadah.apps.accounts.background import background
from wadah.apps.meetings.actions.search_timetable import run_timetable


@background("meetings.search_timetable")
def search_timetable(timetable_id: int) -> None:
    run_timetable(timetable_id)
