"""Every job of a night runs and leaves its row, whatever became of the others."""

from __future__ import annotations

import time

import pytest

from wadah.delivery.operations import heartbeat, runs
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.nightly import Counts, Job, label_of

pytestmark = pytest.mark.django_db


def fail() -> Counts:
    raise ValueError("no business 'Kopi Siti' for siti@example.org")


JOBS = (
    Job("first", "First", lambda: {"seen": 3}),
    Job("second", "Second", fail),
    Job("third", "Third", lambda: None),
)


def test_a_job_that_fails_does_not_keep_the_others_from_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "NIGHTLY", JOBS)

    runs.run_nightly()

    rows = Run.objects.order_by("pk").values_list("name", "state", "result", "failure")
    assert list(rows) == [
        ("first", "done", {"seen": 3}, ""),
        ("second", "failed", {}, "ValueError: no business [value] for [e-mail]"),
        ("third", "done", {}, ""),
    ]
    assert all(run.seconds is not None for run in Run.objects.all())


def test_only_minutes_that_did_something_leave_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    idle = Job("idle", "Idle", lambda: {"sent": 0})
    monkeypatch.setattr(runs, "EVERY_MINUTE", (*JOBS, idle))

    runs.run_every_minute()

    rows = Run.objects.order_by("pk").values_list("kind", "name", "state")
    assert list(rows) == [("minute", "first", "done"), ("minute", "second", "failed")]


def test_a_run_whose_worker_died_is_interrupted_and_no_other() -> None:
    heartbeat.beat("here:2", time.time())
    dead = Run.objects.create(kind="task", name="a", state="running", worker="gone:1")
    alive = Run.objects.create(kind="task", name="b", state="running", worker="here:2")
    done = Run.objects.create(kind="task", name="c", state="done", worker="gone:1")

    assert runs.close_interrupted_runs() == 1

    for run in (dead, alive, done):
        run.refresh_from_db()
    assert [run.state for run in (dead, alive, done)] == [
        "interrupted",
        "running",
        "done",
    ]


def test_a_job_that_is_gone_is_shown_by_its_name() -> None:
    assert label_of("no_longer_there") == "no_longer_there"


def test_the_jobs_of_the_night_stand_being_run_twice() -> None:
    first, second = runs.run_nightly(), runs.run_nightly()

    assert [run.failure for run in (*first, *second) if run.failure] == []
