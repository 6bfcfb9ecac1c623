"""`wadah assess`: what the market asks of one case, and whether it is met."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import assess as judge
from wadah.core.requirements import assessment_to_json, case_from_json
from wadah.core.values import InvalidInput, Verdict
from wadah.delivery.cli.output import parse_json, print_json, read_text

WIDTH = 96
NOT_YES = 1

HEADINGS = {
    "id": {
        "failing": "Tidak memenuhi",
        "missing": "Tidak ada",
        "expired": "Kedaluwarsa",
        "unknown": "Belum diketahui",
        "met": "Memenuhi",
        "later": "Nanti",
        "not_asked": "Tidak diminta",
        "advice": "Saran",
        "questions": "Pertanyaan",
        "benefits": "Keuntungan, tidak pernah menghalangi",
        "source": "sumber",
        "checked": "diperiksa",
        "step": "langkah",
    },
    "en": {
        "failing": "Failing",
        "missing": "Missing",
        "expired": "Expired",
        "unknown": "Not known",
        "met": "Met",
        "later": "Later",
        "not_asked": "Not asked",
        "advice": "Advice",
        "questions": "Questions",
        "benefits": "Benefits, which never block",
        "source": "source",
        "checked": "checked",
        "step": "step",
    },
}
GROUPS = (
    "failing", "missing", "expired", "unknown", "later", "met", "not_asked", "advice",
)  # fmt: skip


@click.command()
@click.argument("file", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--batch", metavar="FILE", help="One JSON case a line; gives an array.")
@click.option("--exit-code", is_flag=True, help="Exit 1 unless the verdict is ready.")
@click.option(
    "--language", type=click.Choice(["id", "en"]), default="en", show_default=True
)
def assess(
    file: str | None, as_json: bool, batch: str | None, exit_code: bool, language: str
) -> None:
    """Hold one case against the rule base.

    FILE is a JSON document, - reads standard input. The verdict is prohibited,
    not_ready, cannot_tell or ready, the worst line decides. What nobody stated
    becomes a question; it never becomes a yes.

    In a batch a bad row answers {"error": ...} in its place and the exit code is 0.

    \b
    Examples:
      wadah assess case.json
      wadah assess case.json --json | jq .verdict
      wadah assess --batch cases.jsonl > answers.json
    """
    if batch is not None:
        print_json([answer_line(line) for line in _lines(read_text(batch, "batch"))])
        return
    if file is None:
        raise click.UsageError("Give a FILE, or --batch FILE.")
    answer = answer_case(parse_json(read_text(file)))
    if as_json:
        print_json(answer)
    else:
        print_answer(answer, language)
    if exit_code and answer["verdict"] != Verdict.READY:
        raise SystemExit(NOT_YES)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def answer_case(data: object) -> Mapping[str, Any]:
    """The assessment of one case in the shape of the interface."""
    # The only place where the command asks what day it is.
    today = date.today()  # noqa: DTZ011
    case = case_from_json(data, read_vocabulary(), today)
    return assessment_to_json(judge(case, read_rule_base()))


def answer_line(line: str) -> Mapping[str, Any]:
    """The assessment of one line of a batch, or its error in its place."""
    try:
        return answer_case(parse_json(line, "line"))
    except InvalidInput as error:
        return error.as_json()


def print_answer(answer: Mapping[str, Any], language: str) -> None:
    """The verdict and every line, for a person."""
    words = HEADINGS[language]
    click.echo(f"{answer['verdict'].upper()}\n")
    for status in GROUPS:
        items = [item for item in answer["items"] if item["status"] == status]
        if items:
            click.echo(words[status])
            for item in items:
                _print_item(item, language)
            click.echo("")
    if answer["questions"]:
        click.echo(words["questions"])
        for question in answer["questions"]:
            _say(f"{question['code']}: {question['text'][language]}", "  ? ")
        click.echo("")
    if answer["benefits"]:
        click.echo(words["benefits"])
        for item in answer["benefits"]:
            _say(f"{item['rule']}: {item['message'][language]}", "  + ")


def _print_item(item: Mapping[str, Any], language: str) -> None:
    words = HEADINGS[language]
    _say(f"{item['rule']}: {item['message'][language]}", "  - ")
    _say(item["reason"][language], "    ")
    source = item["source"]
    place = ", ".join(
        part for part in (source["title"], source["number"], source["article"]) if part
    )
    _say(
        f"{words['source']}: {place}; {words['checked']} {item['checked_on']}, "
        f"{item['confidence']}",
        "    ",
    )
    if item["status"] in ("met", "not_asked"):
        return
    for step in item["steps"]:
        cost = (
            f" IDR {step['cost_idr'][0]:,}-{step['cost_idr'][1]:,}"
            if (step["cost_idr"])
            else ""
        )
        days = f", {step['days'][0]}-{step['days'][1]} days" if step["days"] else ""
        _say(f"{words['step']}: {step['text'][language]}{cost}{days}", "    ")


def _say(text: str, first: str) -> None:
    blank = " " * len(first)
    click.echo(
        textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=blank)
    )
