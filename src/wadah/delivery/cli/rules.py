"""`wadah rules`: look through the rule base, and load what may change it."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import click
from django.utils import timezone

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.requirements.actions.load_rule_feed import FeedRefused, load_rule_feed
from wadah.apps.requirements.feed_file import FeedFault
from wadah.apps.requirements.lint_world import lint
from wadah.apps.requirements.rule_base import read_packaged_rules, read_rule_base
from wadah.core.requirements import RuleBase
from wadah.core.requirements.lint import LintReport
from wadah.core.requirements.lint_notes import LintNote
from wadah.core.values import InvalidInput
from wadah.delivery.cli.output import (
    BAD_INPUT,
    print_json,
    read_text,
    show_failure,
)

FOUND = 1
WIDTH = 96
LEVELS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
# What stands for all members of a group in the table.
STANDS_FOR = {"DE": "EU"}


@click.group()
def rules() -> None:
    """Look through the rules of markets, and load what may change them."""


@rules.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option("--exit-code", is_flag=True, help="Exit 1 where there are errors.")
@click.option(
    "--installed",
    is_flag=True,
    help="With the changes approved in this installation.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day against which reviews and dates are held; today without it.",
)
@click.option(
    "--notes", is_flag=True, help="Show the notes too, not their number only."
)
def check(
    as_json: bool, exit_code: bool, installed: bool, as_of: date | None, notes: bool
) -> None:
    """Lint the rule base.

    Errors are what makes the base wrong: a source without a date, a reference that
    leads nowhere, a unit of another dimension than the parameter, two different limits
    for the same goods on the same day, two limits in one rule. Warnings are for a
    person to look at, notes are worth knowing. The table tells how many rules of a
    market name a family of products; a gap means that the verdict there is never
    better than "cannot tell".

    \b
    Examples:
      wadah rules check
      wadah rules check --notes
      wadah rules check --json | jq '.findings[] | select(.level == "error")'
      wadah rules check --exit-code --as-of 2027-12-01
    """
    # The only place where the command asks what day it is.
    today = as_of or date.today()  # noqa: DTZ011
    day = date(today.year, today.month, today.day)
    base = read_rule_base() if installed else read_packaged_rules()
    report = lint(base, day)
    if as_json:
        print_json(report_to_json(base, report, day))
    else:
        print_report(base, report, day, with_notes=notes)
    if exit_code and report.count("error"):
        sys.exit(FOUND)


def report_to_json(base: RuleBase, report: LintReport, day: date) -> dict[str, object]:
    """The whole report in one document."""
    return {
        "as_of": day.isoformat(),
        "rules": len(base.rules),
        "rows": len({rule.row for rule in base.rules}),
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "notes": report.count("note"),
        "findings": [note.as_json() for note in report.notes],
        "coverage": {
            "families": list(report.families),
            "markets": list(report.markets),
            "cells": [cell.as_json() for cell in report.cells],
            "gaps": [{"family": f, "market": m} for f, m in report.gaps],
        },
    }


def print_report(
    base: RuleBase, report: LintReport, day: date, *, with_notes: bool
) -> None:
    """The report for a person: findings by kind, then the table."""
    rows = len({rule.row for rule in base.rules})
    click.echo(f"Rule base on {day}: {len(base.rules)} rules of {rows} rows\n")
    for level, heading in LEVELS.items():
        found = [note for note in report.notes if note.level == level]
        click.echo(f"{heading}: {len(found)}")
        if level != "note" or with_notes:
            _print_notes(found)
    if not with_notes and report.count("note"):
        click.echo("  (--notes shows them)")
    click.echo("")
    _print_coverage(report)


def _print_notes(notes: Sequence[LintNote]) -> None:
    for code in dict.fromkeys(note.code for note in notes):
        same = [note for note in notes if note.code == code]
        click.echo(f"  {code} ({len(same)})")
        for note in same:
            head = f"    {note.rule or note.field}: "
            click.echo(
                textwrap.fill(
                    note.message.en,
                    WIDTH,
                    initial_indent=head,
                    subsequent_indent=" " * 6,
                )
            )


def _print_coverage(report: LintReport) -> None:
    """One line a family, one column a market: rules that name the goods there."""
    counts = {(cell.family, cell.market): cell.rules for cell in report.cells}
    named = [
        f for f in report.families if any((f, m) in counts for m in report.markets)
    ]
    wide = max((len(family) for family in named), default=6)
    heads = [STANDS_FOR.get(market, market) for market in report.markets]
    click.echo("Rules of the destination that name the goods, by family and market")
    click.echo(_line("family", heads, wide))
    for family in named:
        cells = [str(counts.get((family, m), "·")) for m in report.markets]
        click.echo(_line(family, cells, wide))
    without = [family for family in report.families if family not in named]
    click.echo(f"\nGaps (·): {len(report.gaps)} of "
               f"{len(report.families) * len(report.markets)} pairs.")  # fmt: skip
    if without:
        click.echo(
            textwrap.fill(
                f"Families no market names ({len(without)}): {', '.join(without)}.",
                WIDTH,
                subsequent_indent="  ",
            )
        )
    _print_totals(report)


def _line(name: str, cells: Iterable[str], wide: int) -> str:
    return f"{name:<{wide}} " + "".join(f"{cell:>4}" for cell in cells)


def _print_totals(report: LintReport) -> None:
    click.echo("\nPairs of rule and family by effect and confidence")
    for market in report.markets:
        cells = [cell for cell in report.cells if cell.market == market]
        effects = _sum(cell.effects for cell in cells)
        sure = _sum(cell.confidence for cell in cells)
        name = STANDS_FOR.get(market, market)
        click.echo(f"  {name}  {_counts(effects)};  {_counts(sure)}")


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for name, number in one.items():
            total[name] = total.get(name, 0) + number
    return total


def _counts(total: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(total.items()))


@rules.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
def feed(file: str, as_json: bool) -> None:
    """Load notifications of drafts: which rules may change.

    FILE is a CSV as ePing of the WTO gives it: Symbol, Notifying Member, Title,
    Distribution Date, and where known Products, HS Codes, Final Date for Comments,
    Proposed Date of Adoption, Proposed Date of Entry into Force, Link. A rule whose
    market and goods a notification touches is marked "may change"; no rule is changed.
    The same file twice changes nothing; with a wrong row nothing of it is kept, and
    every wrong row is named.

    \b
    Examples:
      wadah rules feed eping.csv
      wadah rules feed eping.csv --json | jq .flags
    """
    try:
        counts = load_rule_feed(
            actor=make_local_administrator(),
            content=read_text(file).encode(),
            today=timezone.localdate(),
        )
    except FeedRefused as refused:
        _show_faults(file, refused.faults, as_json=as_json)
        sys.exit(BAD_INPUT)
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file)
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(counts.as_json())
        return
    click.echo(
        f"{counts.rows} notifications: {counts.new} new, {counts.changed} changed, "
        f"{counts.unchanged} as before; {counts.elsewhere} touch no rule.\n"
        f"Rules that may change: {counts.flags} new flags."
    )


def _show_faults(file: str, faults: Sequence[FeedFault], *, as_json: bool) -> None:
    if as_json:
        rows = [{"file": file, **fault.as_json()} for fault in faults]
        click.echo(json.dumps({"errors": rows}, ensure_ascii=False), err=True)
        return
    for fault in faults:
        error = fault.error
        place = f"{file}: row {fault.row}: {error.field}"
        click.echo(f"Error: {place}: {error.message.en} [{error.rule}]", err=True)
    click.echo("Nothing of the file was kept.", err=True)
