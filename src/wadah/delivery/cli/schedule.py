"""`wadah schedule`: a timetable of meetings from a file."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import click

from wadah.core.meetings import (
    Event,
    NoPlanInTime,
    Result,
    Status,
    Timetable,
    event_from_json,
    instance_from_dzn,
    result_to_json,
    solve,
    within,
)
from wadah.core.values import InvalidInput
from wadah.delivery.cli.output import (
    BAD_INPUT,
    parse_json,
    print_json,
    read_text,
    show_failure,
)

SECONDS = 60


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=SECONDS,
    show_default=True,
    help="Longest time to search.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Start of the search; the same seed gives the same plan.",
)
@click.option(
    "--exit-code", is_flag=True, help="Exit 1 when the meetings cannot be placed."
)
def schedule(
    file: str, as_json: bool, seconds: float, seed: int, exit_code: bool
) -> None:
    """Find a timetable for the meetings of FILE ("-" reads standard input).

    FILE is an event as JSON: people with the hours they have, languages and limits;
    slots, tables, interpreters; wishes with a weight; pinned and forbidden meetings
    and those that come before others. The plan keeps every rule and fulfils as much
    weight of wishes as it can.

    FILE may also be a published benchmark instance (.dzn): all meetings are given
    and the plan has the fewest idle breaks. Its meetings and slots keep their
    numbers.

    The answer says optimal (proved best), feasible (time ran out before the proof;
    the bound tells how far it may be from the best) or infeasible, then with the
    meetings, hours and tables that clash.

    \b
    Examples:
      wadah schedule event.json
      wadah schedule forum-13.original.dzn --json --seconds 120
    """
    try:
        problem = read_problem(file)
        result = _search(problem, seconds, seed)
        document = result_to_json(result)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    except NoPlanInTime as error:
        refusal = InvalidInput("--seconds", error.code, error.message)
        show_failure(refusal, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(document)
    else:
        _print_plan(document)
    if exit_code and result.status is Status.INFEASIBLE:
        sys.exit(1)


def read_problem(file: str) -> Timetable | Event:
    """The problem of a .dzn or JSON file; its content tells which.

    Raises `InvalidInput` naming the field.
    """
    text = read_text(file)
    is_instance = Path(file).suffix == ".dzn" or not text.lstrip().startswith("{")
    if is_instance and "=" in text:
        return instance_from_dzn(text)
    return event_from_json(parse_json(text))


def _search(problem: Timetable | Event, seconds: float, seed: int) -> Result:
    click.echo(f"Searching for at most {seconds:g} s ...", err=True)
    with _ticking(seconds):
        return solve(
            problem,
            stop=within(seconds, time.monotonic),
            seed=seed,
            clock=time.monotonic,
        )


@contextmanager
def _ticking(seconds: float) -> Iterator[None]:
    """Draw the time used on a terminal; a pipe or a log gets nothing."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    started = time.monotonic()

    def draw() -> None:
        while not done.wait(0.5):
            used = min((time.monotonic() - started) / seconds, 1.0)
            bar = "#" * int(used * 30)
            click.echo(f"\r[{bar:<30}] {used:4.0%}", nl=False, err=True)
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)

    drawer = threading.Thread(target=draw, daemon=True)
    drawer.start()
    try:
        yield
    finally:
        done.set()
        drawer.join()


def _print_plan(document: Mapping[str, Any]) -> None:
    bound = document["bound"]
    click.echo(
        f"{document['status']}: objective {document['objective']}, bound {bound}, "
        f"{document['seconds']} s"
    )
    for conflict in cast(list[dict[str, Any]], document["conflicts"]):
        click.echo(f"  {conflict['text']['en']} [{conflict['code']}]")
    meetings = cast(list[dict[str, Any]], document["meetings"])
    if not meetings:
        return
    click.echo(f"{'slot':>6} {'table':>6}  {'a':<12} {'b':<12} interpreter")
    for row in meetings:
        click.echo(
            f"{row['slot']:>6} {row['table']:>6}  {row['a']!s:<12} {row['b']!s:<12} "
            f"{row['interpreter'] or ''}".rstrip()
        )
