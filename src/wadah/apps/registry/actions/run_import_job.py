"""Reads or loads the list of a job. The worker calls it, never a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor, list_memberships, make_actor
from wadah.apps.registry.actions.import_businesses import (
    ImportOutcome,
    import_businesses,
)
from wadah.apps.registry.import_preview import write_preview
from wadah.apps.registry.import_progress import (
    COMPARING,
    READING,
    WRITING,
    forget_progress,
    write_progress,
)
from wadah.apps.registry.import_table import open_list
from wadah.apps.registry.list_upload import find_upload, forget_upload
from wadah.apps.registry.models import ImportJob
from wadah.core.values import InvalidInput, Text

# Telling more often would cost more than it says.
TOLD_EVERY_SECONDS = 0.5
State = ImportJob.State


class JobCancelled(Exception):
    """Somebody called the loading off before it began to write."""


def run_import_job(job_id: int) -> None:
    """Do the job unless it was cancelled or somebody else does it."""
    if not _move(job_id, State.WAITING, State.RUNNING):
        return
    job = ImportJob.objects.select_related("started_by").get(pk=job_id)
    write_progress(job_id, READING, 0, 0)
    try:
        _do(job)
    except JobCancelled:
        pass
    except InvalidInput as refusal:
        _refuse(job, refusal.message)
    except Absent:
        _refuse(job, _NO_LONGER)
    except Exception:
        # The worker logs it; the person at the page must not wait for ever.
        _refuse(job, _FAULT)
        raise
    finally:
        forget_progress(job_id)


def _do(job: ImportJob) -> None:
    path = find_upload(job.ticket, job.started_by_id)
    outcome = import_businesses(
        actor=_actor_of(job),
        path=path,
        sheet=job.sheet or None,
        overrides=job.overrides,
        dry_run=job.is_preview,
        progress=Teller(job.pk, is_preview=job.is_preview),
    )
    if job.is_preview:
        rows = open_list(path, job.sheet).first_rows(job.overrides)
        write_preview(path, outcome.counts(), rows, outcome.problems)
    _finish(job, path, outcome)


def _actor_of(job: ImportJob) -> Actor:
    """Who started it, in the organisation for which he did. Raises `Absent`."""
    if job.started_by is None:
        raise Absent("person")
    for membership in list_memberships(job.started_by):
        if membership.organisation_id == job.organisation_id:
            return make_actor(job.started_by, membership.pk)
    raise Absent("membership")


class Teller:
    """Tells how far it is, and stops the job when it was cancelled meanwhile."""

    def __init__(
        self,
        job_id: int,
        *,
        is_preview: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._job_id = job_id
        self._is_preview = is_preview
        self._clock = clock
        self._told_at = 0.0
        self._phase = ""

    def __call__(self, phase: str, done: int, total: int) -> None:
        if self._is_preview and phase == WRITING:
            # A look only compares.
            phase = COMPARING
        if phase == self._phase and self._clock() < self._told_at + TOLD_EVERY_SECONDS:
            return
        if phase == WRITING and self._phase != WRITING:
            running = ImportJob.objects.filter(pk=self._job_id, state=State.RUNNING)
            if not running.update(phase=WRITING):
                raise JobCancelled
        elif phase != WRITING and _is_cancelled(self._job_id):
            raise JobCancelled
        self._phase, self._told_at = phase, self._clock()
        write_progress(self._job_id, phase, done, total)


def _is_cancelled(job_id: int) -> bool:
    return ImportJob.objects.filter(pk=job_id, state=State.CANCELLED).exists()


def _move(job_id: int, before: str, after: str) -> bool:
    """One of several that try it at once succeeds."""
    waiting = ImportJob.objects.filter(pk=job_id, state=before)
    return bool(waiting.update(state=after))


def _finish(job: ImportJob, path: Path, outcome: ImportOutcome) -> None:
    ImportJob.objects.filter(pk=job.pk, state=State.RUNNING).update(
        state=State.DONE,
        batch=outcome.batch_id,
        done_rows=outcome.rows,
        all_rows=outcome.rows,
        finished_at=timezone.now(),
    )
    if not job.is_preview:
        forget_upload(path)


@transaction.atomic
def _refuse(job: ImportJob, why: Text) -> None:
    ImportJob.objects.filter(pk=job.pk).update(
        state=State.REFUSED,
        refusal_id=why.id,
        refusal_en=why.en,
        finished_at=timezone.now(),
    )
    write_audit_row(
        actor=Actor(user_id=job.started_by_id, organisation_id=job.organisation_id),
        verb="import.refused",
        target=job,
        after={"file": job.file_name, "why": why.en},
    )


_NO_LONGER = Text(
    "Anda tidak lagi bertugas di organisasi yang memuat daftar ini.",
    "You no longer act for the organisation for which this list was to be loaded.",
)
_FAULT = Text(
    "Terjadi kesalahan di Wadah. Tidak ada yang disimpan. Coba sekali lagi; bila "
    "terulang, beri tahu administrator.",
    "Something went wrong within Wadah. Nothing was stored. Try once more; if it "
    "happens again, tell the administrator.",
)
