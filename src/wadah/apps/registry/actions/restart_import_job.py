"""A job that no worker took, or whose worker has gone, is done after all."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.run_import_job import run_import_job
from wadah.apps.registry.models import ImportJob
from wadah.apps.registry.queries.imports import get_job


def restart_import_job(*, actor: Actor, job_id: int) -> None:
    """Do the job here and now; loading a list twice changes nothing.

    Raises `Absent`.
    """
    _set_waiting(actor, get_job(actor, job_id))
    run_import_job(job_id)


@transaction.atomic
def _set_waiting(actor: Actor, job: ImportJob) -> None:
    running = ImportJob.objects.filter(pk=job.pk, state=ImportJob.State.RUNNING)
    running.update(state=ImportJob.State.WAITING, phase="")
    write_audit_row(actor=actor, verb="import.restarted", target=job)
