"""`wadah work`: background work in a process of its own, or by hand."""

from __future__ import annotations

import sys

import click

from wadah.delivery.cli.output import print_json
from wadah.delivery.operations import runs
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.nightly import label_of
from wadah.delivery.operations.worker import THREADS, work

FAILED = 1
BY_HAND = {"nightly": runs.run_nightly, "minute": runs.run_every_minute}


@click.command("work")
@click.option(
    "--once", type=click.Choice(sorted(BY_HAND)),
    help="Run these jobs now, tell how each went, and end.",
)  # fmt: skip
@click.option(
    "--no-schedule", is_flag=True,
    help="Do what is queued, but leave nights and minutes to another machine.",
)  # fmt: skip
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 32),
    help="Tasks side by side.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def work_command(
    once: str | None, no_schedule: bool, threads: int, as_json: bool
) -> None:
    """Do background work. `wadah serve` starts this by itself.

    With --once the exit code is 1 when a job failed.

    \b
    Example:
      wadah work --once nightly
    """
    if once is None:
        work(schedule=not no_schedule, threads=threads)
        return
    done = BY_HAND[once]()
    if as_json:
        print_json({"runs": runs.describe(done)})
    else:
        for run in done:
            click.echo(_line(run))
    if any(run.state == Run.State.FAILED for run in done):
        sys.exit(FAILED)


def _line(run: Run) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in run.result.items())
    tail = run.failure or counts
    return f"{run.state:<8} {run.seconds or 0:6.1f} s  {label_of(run.name)}  {tail}"
