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
    Published,
    Status,
    Timetable,
    event_from_json,
    instance_from_dzn,
    published_from_json,
    repair,
    repair_to_json,
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
    meetings, hours and tables that clash. With `published` in the event, a plan that
    is in people's hands, it is mended: meetings before `untouchable_before` stay, and
    the others too where they can, unless a move is worth its `move_price`.

    \b
    Examples:
      wadah schedule event.json
      wadah schedule forum-13.original.dzn --json --seconds 120
    """
    try:
        problem, published = read_problem(file)
        document = _search(problem, published, seconds, seed)
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
    if exit_code and document["status"] == Status.INFEASIBLE:
        sys.exit(1)


def read_problem(file: str) -> tuple[Timetable | Event, Published | None]:
    """The problem of a .dzn or JSON file, and the plan to mend; its content tells.

    Raises `InvalidInput` naming the field.
    """
    text = read_text(file)
    is_instance = Path(file).suffix == ".dzn" or not text.lstrip().startswith("{")
    if is_instance and "=" in text:
        return instance_from_dzn(text), None
    data = parse_json(text)
    event = event_from_json(data)
    return event, published_from_json(data, event)


def _search(
    problem: Timetable | Event,
    published: Published | None,
    seconds: float,
    seed: int,
) -> dict[str, object]:
    click.echo(f"Searching for at most {seconds:g} s ...", err=True)
    clock = time.monotonic
    stop = within(seconds, clock)
    with _ticking(seconds):
        if published is None or not isinstance(problem, Event):
            return result_to_json(solve(problem, stop=stop, seed=seed, clock=clock))
        mended = repair(
            problem,
            published.meetings,
            untouchable_before=published.untouchable_before,
            move_price=published.move_price,
            stop=stop,
            seed=seed,
            clock=clock,
        )
        return repair_to_json(mended)


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
    for name, pairs in document.get("changes", {}).items():
        if name != "kept" and pairs:
            listed = ", ".join(f"{pair['a']}–{pair['b']}" for pair in pairs)
            click.echo(f"  {name}: {listed}")
    meetings = cast(list[dict[str, Any]], document["meetings"])
    if not meetings:
        return
    click.echo(f"{'slot':>6} {'table':>6}  {'a':<12} {'b':<12} interpreter")
    for row in meetings:
        click.echo(
            f"{row['slot']:>6} {row['table']:>6}  {row['a']!s:<12} {row['b']!s:<12} "
            f"{row['interpreter'] or ''}".rstrip()
        )
