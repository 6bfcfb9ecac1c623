"""What differs between two timetables of an event."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.apps.meetings.models import PlannedMeeting


@dataclass(frozen=True, slots=True)
class Changes:
    """Meetings by what became of them; `moved` is the old one and the new one."""

    kept: tuple[PlannedMeeting, ...]
    moved: tuple[tuple[PlannedMeeting, PlannedMeeting], ...]
    added: tuple[PlannedMeeting, ...]
    lost: tuple[PlannedMeeting, ...]

    def counts(self) -> dict[str, int]:
        return {
            "kept": len(self.kept),
            "moved": len(self.moved),
            "added": len(self.added),
            "lost": len(self.lost),
        }

    def participants(self) -> set[int]:
        """Keys of all whose agenda is another one."""
        pairs = [one for pair in self.moved for one in pair]
        changed = (*pairs, *self.added, *self.lost)
        return {pk for one in changed for pk in (one.seller_id, one.buyer_id)}


def changes_between(old_pk: int | None, new_pk: int) -> Changes:
    """Compare by pair, slot and table; without an old one all meetings are added."""
    old = {(one.seller_id, one.buyer_id): one for one in _meetings(old_pk)}
    new = {(one.seller_id, one.buyer_id): one for one in _meetings(new_pk)}
    both = [(old[pair], new[pair]) for pair in new if pair in old]
    same = [
        now
        for was, now in both
        if (was.slot_id, was.table_id) == (now.slot_id, now.table_id)
    ]
    stays = {one.pk for one in same}
    return Changes(
        kept=tuple(same),
        moved=tuple((was, now) for was, now in both if now.pk not in stays),
        added=tuple(one for pair, one in new.items() if pair not in old),
        lost=tuple(one for pair, one in old.items() if pair not in new),
    )


def _meetings(timetable_pk: int | None) -> list[PlannedMeeting]:
    if timetable_pk is None:
        return []
    found = PlannedMeeting.objects.filter(timetable=timetable_pk)
    return list(
        found.select_related("slot", "table", "seller__business", "buyer__buyer")
    )
