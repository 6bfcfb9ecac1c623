"""The row of one piece of background work: begun, done, failed.

What is run stands in `runs` and `nightly`, which know every job of every step: a
command that only leaves a row need not load them.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from django.utils import timezone

from wadah.delivery.operations.models import Run
from wadah.delivery.operations.redaction import describe_failure


def worker_name() -> str:
    """This process among all that work for the installation."""
    return f"{socket.gethostname()}:{os.getpid()}"


def start_run(run: Run) -> Run:
    run.state = Run.State.RUNNING
    run.started_at = timezone.now()
    run.worker = worker_name()
    run.save()
    return run


def finish_run(run: Run, result: Mapping[str, int] | None) -> None:
    run.state = Run.State.DONE
    run.finished_at = timezone.now()
    run.result = dict(result or {})
    run.save()


def fail_run(run: Run, error: BaseException) -> None:
    """Record why, without what a message may say about a person."""
    run.state = Run.State.FAILED
    run.finished_at = timezone.now()
    run.failure = describe_failure(error)
    run.save()
