"""Runs jobs and leaves a row for each: when, how long, with what result."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.utils import timezone

from wadah.delivery.operations.heartbeat import is_alive
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.nightly import EVERY_MINUTE, NIGHTLY, Job
from wadah.delivery.operations.run_rows import (
    fail_run,
    finish_run,
    start_run,
    worker_name,
)

logger = logging.getLogger("wadah.work")


def run_nightly() -> list[Run]:
    """Every job of the night; one that fails does not keep the others from running."""
    return [_run_job(job, Run.Kind.NIGHTLY) for job in NIGHTLY]


def run_every_minute() -> list[Run]:
    """The jobs of each minute; only those that did something leave a row."""
    runs = (_run_quietly(job) for job in EVERY_MINUTE)
    return [run for run in runs if run is not None]


def _run_job(job: Job, kind: Run.Kind) -> Run:
    run = start_run(Run(kind=kind, name=job.name))
    try:
        result = job.run()
    except Exception as error:  # whatever it is, the next job has to run
        logger.exception("job failed", extra={"job": job.name})
        fail_run(run, error)
    else:
        finish_run(run, result)
    return run


def _run_quietly(job: Job) -> Run | None:
    run = Run(
        kind=Run.Kind.MINUTE,
        name=job.name,
        started_at=timezone.now(),
        worker=worker_name(),
    )
    try:
        result = job.run()
    except Exception as error:  # as above
        logger.exception("job failed", extra={"job": job.name})
        fail_run(run, error)
        return run
    if not any((result or {}).values()):
        return None
    finish_run(run, result)
    return run


def close_interrupted_runs() -> int:
    """Runs whose worker is no longer there did not end, whatever their row says."""
    running = Run.objects.filter(state=Run.State.RUNNING)
    dead = [run.pk for run in running if not is_alive(run.worker)]
    return Run.objects.filter(pk__in=dead).update(
        state=Run.State.INTERRUPTED, finished_at=timezone.now()
    )


def describe(runs: Iterable[Run]) -> list[dict[str, object]]:
    """Runs as the command line prints them."""
    return [
        {
            "name": run.name,
            "state": run.state,
            "seconds": run.seconds,
            "result": run.result,
            "failure": run.failure,
        }
        for run in runs
    ]
