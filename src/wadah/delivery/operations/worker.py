"""The process that does background work; `wadah serve` starts and watches it."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from huey.api import crontab
from huey.consumer import Consumer

from wadah.apps.accounts.background import background, queue
from wadah.delivery.operations import heartbeat, run_rows, runs
from wadah.delivery.operations.models import Run

logger = logging.getLogger("wadah.work")

THREADS = 2
# 02:00 in Western Indonesia, when offices sleep; the queue counts in UTC.
NIGHT_HOUR_UTC = 19
# A night and two hours: the machine was off when its hour struck.
MISSED_AFTER = timedelta(hours=26)
# Longest wait until a queued task is noticed; a person waits for it at a page.
MAX_DELAY_SECONDS = 1.0


@background("operations.nightly")
def nightly() -> None:
    """Run the jobs of the night once, however many machines were told to."""
    day = timezone.now().date()
    if heartbeat.write_once(f"wadah.night.{day}", run_rows.worker_name()):
        heartbeat.forget(f"wadah.night.{day - timedelta(days=1)}")
        runs.run_nightly()


@background("operations.every_minute")
def every_minute() -> None:
    runs.run_every_minute()


def is_night_missed() -> bool:
    """Has no night been worked through since yesterday's?"""
    last = Run.objects.filter(kind=Run.Kind.NIGHTLY).order_by("-asked_at").first()
    return last is None or last.asked_at < timezone.now() - MISSED_AFTER


def declare_schedule() -> None:
    """Tell the consumer when to queue the jobs of nights and minutes."""
    queue.periodic_task(
        crontab(hour=str(NIGHT_HOUR_UTC), minute="0"), name="operations.queue_nightly"
    )(nightly.later)
    queue.periodic_task(crontab(), name="operations.queue_every_minute")(
        every_minute.later
    )


@dataclass
class TaskLog:
    """Leaves a row for every task that ended, but for those that keep their own."""

    started: dict[str, Run] = field(default_factory=dict)

    def attach(self) -> None:
        queue.signal("executing")(self.start)
        queue.signal("complete")(self.finish)
        queue.signal("error", "interrupted")(self.fail)

    def start(self, _signal: str, task: object) -> None:
        name = str(getattr(task, "name", ""))
        if not name.startswith("operations."):
            self.started[_id(task)] = Run(
                kind=Run.Kind.TASK,
                name=name,
                started_at=timezone.now(),
                worker=run_rows.worker_name(),
            )

    def finish(self, _signal: str, task: object) -> None:
        run = self.started.pop(_id(task), None)
        if run is not None:
            run_rows.finish_run(run, None)

    def fail(self, _signal: str, task: object, error: BaseException) -> None:
        run = self.started.pop(_id(task), None)
        if run is not None:
            run_rows.fail_run(run, error)


def _id(task: object) -> str:
    return str(getattr(task, "id", ""))


def work(*, schedule: bool = True, threads: int = THREADS) -> None:
    """Do background work until told to stop, or until the server that started it ends.

    Parameters
    ----------
    schedule
        Whether to queue the jobs of nights and minutes; on one machine of several.
    threads
        Tasks done side by side.
    """
    autodiscover_modules("tasks")
    TaskLog().attach()
    runs.close_interrupted_runs()
    if schedule:
        declare_schedule()
        if is_night_missed():
            nightly.later()
    stop = threading.Event()
    heartbeat.start_beating(run_rows.worker_name(), stop, _leave_with(os.getppid()))
    consumer = Consumer(
        queue, workers=threads, periodic=schedule, max_delay=MAX_DELAY_SECONDS
    )
    logger.info("worker started")
    try:
        consumer.run()
    finally:
        stop.set()
        logger.info("worker stopped")


def _leave_with(parent: int) -> Callable[[], None]:
    """Ends this process when its parent has gone, even by `kill -9`."""

    def look() -> None:
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGINT)

    return look
