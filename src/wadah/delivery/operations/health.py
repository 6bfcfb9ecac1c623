"""Is this installation well? For machines in one document, for people on a page."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.delivery.operations import heartbeat
from wadah.delivery.operations.backup.snapshot import disk_loader, list_applied
from wadah.delivery.operations.supervisor import worker_expected_since

# Below this an import or a backup of a province may stop half-way.
MIN_FREE_BYTES = 500 * 1024 * 1024

GOOD, STARTING, ABSENT, BAD = "good", "starting", "absent", "bad"
STATES: dict[str, Promise] = {
    GOOD: _("good"),
    STARTING: _("starting"),
    ABSENT: _("not run here"),
    BAD: _("bad"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was looked at; the measure is a number without a secret."""

    name: str
    label: Promise
    state: str
    measure: int | None = None
    unit: Promise | str = ""
    help: Promise | str = ""

    @property
    def state_label(self) -> Promise:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Health:
    """All parts, and whether one of them is bad."""

    version: str
    parts: tuple[Part, ...]

    @property
    def is_well(self) -> bool:
        return all(part.state != BAD for part in self.parts)

    def as_json(self) -> dict[str, object]:
        """What a monitor reads."""
        return {
            "status": "ok" if self.is_well else "bad",
            "version": self.version,
            "parts": {
                part.name: {"state": part.state, "measure": part.measure}
                for part in self.parts
            },
        }


def look() -> Health:
    """Look at everything; quick enough to be asked every few seconds."""
    database = _look_at_database()
    parts = [database, _look_at_disk(), look_at_worker(time.time())]
    if database.state == GOOD:
        parts.insert(1, _look_at_tables())
    return Health(version("wadah"), tuple(parts))


def _look_at_database() -> Part:
    label = _("Database")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Part("database", label, BAD, help=_("It does not answer. Start it."))
    return Part("database", label, GOOD)


def _look_at_tables() -> Part:
    label, unit = _("Tables"), _("updates missing")
    try:
        missing = set(disk_loader().graph.nodes) - set(list_applied(connection))
    except DatabaseError:
        missing = set(disk_loader().graph.nodes)
    if missing:
        help_text = _("Stop the server and run: wadah serve")
        return Part("migrations", label, BAD, len(missing), unit, help_text)
    return Part("migrations", label, GOOD, 0, unit)


def _look_at_disk() -> Part:
    free = shutil.disk_usage(settings.WADAH_HOME).free
    label, unit = _("Free disk"), "MB"
    state = GOOD if free > MIN_FREE_BYTES else BAD
    help_text = "" if state == GOOD else _("Make room on the disk.")
    return Part("disk", label, state, free // 1024**2, unit, help_text)


def look_at_worker(now: float) -> Part:
    """The worker is to be there when this server started one."""
    label, unit = _("Background work"), _("seconds since the last sign of life")
    beat, since = heartbeat.last_beat(), worker_expected_since()
    age = None if beat is None else int(beat.age_seconds(now))
    if age is not None and age < heartbeat.SILENT_SECONDS:
        return Part("worker", label, GOOD, age, unit)
    if since is None:
        return Part("worker", label, ABSENT, age, unit)
    if now - since < heartbeat.SILENT_SECONDS:
        return Part("worker", label, STARTING, age, unit)
    help_text = _("It is started again by itself; look into the log when it is not.")
    return Part("worker", label, BAD, age, unit, help_text)
