"""A loading is called off, as long as it has not begun to write."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.import_progress import WRITING, find_progress
from wadah.apps.registry.models import ImportJob
from wadah.apps.registry.queries.imports import get_job
from wadah.core.values import InvalidInput, Text


def cancel_import_job(*, actor: Actor, job_id: int) -> ImportJob:
    """Call it off.

    Raises `Absent`, or `InvalidInput` when it writes already or has ended.
    """
    job = get_job(actor, job_id)
    told = find_progress(job.pk)
    # Asked first: while a list is written, SQLite would keep us waiting for its lock.
    if told is not None and told.phase == WRITING:
        raise InvalidInput("", "import_writes", _TOO_LATE)
    return _cancel(actor, job)


@transaction.atomic
def _cancel(actor: Actor, job: ImportJob) -> ImportJob:
    open_states = Q(state=ImportJob.State.WAITING) | Q(state=ImportJob.State.RUNNING)
    stopped = (
        ImportJob.objects.filter(open_states, pk=job.pk)
        .exclude(phase=WRITING)
        .update(state=ImportJob.State.CANCELLED, finished_at=timezone.now())
    )
    if not stopped:
        raise InvalidInput("", "import_writes", _TOO_LATE)
    job.refresh_from_db()
    write_audit_row(
        actor=actor,
        verb="import.cancelled",
        target=job,
        before={"file": job.file_name},
    )
    return job


_TOO_LATE = Text(
    "Sudah terlambat: daftar ini sedang disimpan atau sudah selesai. Setelah selesai, "
    "seluruh daftar bisa dibatalkan.",
    "It is too late: this list is being stored or is done. Once it is done the whole "
    "list can be undone.",
)
