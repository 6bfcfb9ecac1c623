"""What the administrator's page shows."""

from __future__ import annotations

from pathlib import Path

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.delivery.operations import heartbeat
from wadah.delivery.operations.backup.make import backup_folder
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.tasks import progress_key

ACTIVE = (Run.State.WAITING, Run.State.RUNNING)
TROUBLE = (Run.State.FAILED, Run.State.INTERRUPTED)


def visible_runs(actor: Actor) -> QuerySet[Run]:
    """Raises `Absent` unless the actor keeps the whole installation."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    return Run.objects.select_related("asked_by")


def list_runs(actor: Actor, *kinds: Run.Kind) -> QuerySet[Run]:
    return visible_runs(actor).filter(kind__in=kinds)


def list_failed_runs(actor: Actor) -> QuerySet[Run]:
    return visible_runs(actor).filter(state__in=TROUBLE)


def get_backup_file(actor: Actor, pk: int) -> tuple[Run, Path]:
    """An encrypted backup that is still in its folder.

    Raises `Absent` for any other: one that anybody can read does not leave by a page.
    """
    runs = visible_runs(actor).filter(kind=Run.Kind.BACKUP, state=Run.State.DONE)
    run = runs.filter(pk=pk).first()
    if run is None or not is_downloadable(run):
        raise Absent(pk)
    return run, backup_folder() / run.name


def is_downloadable(run: Run) -> bool:
    if not run.result.get("encrypted") or Path(run.name).name != run.name:
        return False
    return (backup_folder() / run.name).is_file()


def read_progress_pct(run: Run) -> int:
    """How much of a backup at work is written."""
    share = heartbeat.read(progress_key(run.pk))
    return int(float(share) * 100) if share else 0
