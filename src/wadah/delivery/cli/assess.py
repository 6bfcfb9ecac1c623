"""`wadah assess`: what the market asks of one case, and whether it is met."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import assess as judge
from wadah.core.requirements import assessment_to_json, case_from_json
from wadah.core.values import InvalidInput, Text, Verdict
from wadah.delivery.cli.output import (
    BAD_INPUT,
    parse_json,
    print_json,
    read_text,
    show_failure,
)

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
        "days": "hari",
        "warning": "perhatian",
        "form": "bukti",
        "until": "sampai",
        "evidence": "dasar",
        "with_a_yes": "Bila ya: {best}. Bila tidak: {worst}.",
        "with_the_best": "Jawaban terbaik: {best}. Jawaban terburuk: {worst}.",
        "alone": "Jawaban ini saja tidak mengubah putusan: {best}.",
        "decides": "menentukan",
        "then": "lalu, tergantung jawabannya",
        "prohibited": "DILARANG",
        "not_ready": "BELUM SIAP",
        "cannot_tell": "BELUM DAPAT DIPASTIKAN",
        "ready": "SIAP",
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
        "days": "days",
        "warning": "note",
        "form": "proof",
        "until": "until",
        "evidence": "on",
        "with_a_yes": "With a yes: {best}. With a no: {worst}.",
        "with_the_best": "With the best answer: {best}. With the worst: {worst}.",
        "alone": "Alone it leaves the verdict at: {best}.",
        "decides": "decides",
        "then": "then, depending on the answer",
        "prohibited": "PROHIBITED",
        "not_ready": "NOT READY",
        "cannot_tell": "CANNOT TELL",
        "ready": "READY",
    },
}
GROUPS = (
    "failing", "missing", "expired", "unknown", "later", "met", "not_asked", "advice",
)  # fmt: skip


@click.command()
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option("--batch", metavar="FILE", help="One JSON case a line; gives an array.")
@click.option("--exit-code", is_flag=True, help="Exit 1 unless the verdict is ready.")
@click.option(
    "--language",
    type=click.Choice(["id", "en"]),
    default="en",
    show_default=True,
    help="Language of the answer for a person.",
)
def assess(
    file: str | None, as_json: bool, batch: str | None, exit_code: bool, language: str
) -> None:
    """Hold one case against the rule base ("-" reads standard input).

    FILE is JSON: "product" with family, HS code, form and attributes; "origin";
    "destination" as ISO alpha-2 (XI for Northern Ireland); "dates" of declaration,
    departure, arrival and placing on the market; "consignment", "parties",
    "documents", "results" of laboratories, dated "answers" and the "contract". Only
    "product" with its family, "destination" and "dates" are needed. Without
    dates.as_of today counts. No database is needed.

    The verdict is prohibited, not_ready, cannot_tell or ready; the worst line
    decides. Each line has its reason, its source, the day it was checked and the
    steps to yes. What nobody stated becomes a question; it never becomes a yes.

    In a batch a bad row answers {"error": ...} in its place and the exit code is 0.

    \b
    Example of a FILE:
      {"product": {"family": "coffee_green_robusta", "hs": "090111",
                   "form": "green", "attributes": {"organic_claim": false}},
       "origin": {"region": "18.06"}, "destination": "DE",
       "dates": {"departs_on": "2026-11-27", "placed_on": "2027-01-10"},
       "documents": [{"type": "nib", "number": "0220001234567"}]}

    \b
    Examples:
      wadah assess case.json
      wadah assess case.json --language id
      wadah assess case.json --json | jq .verdict
      wadah assess --batch cases.jsonl > answers.json
    """
    if (file is None) is (batch is None):
        raise click.UsageError("Give either a FILE or --batch FILE.")
    try:
        if batch is not None:
            rows = _lines(read_text(batch, "batch"))
            print_json([answer_line(row, place) for place, row in rows])
            return
        answer = answer_case(_parse(read_text(file or "-"), "file"))
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file or batch or "")
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(answer)
    else:
        print_answer(answer, language)
    if exit_code and answer["verdict"] != Verdict.READY:
        sys.exit(NOT_YES)


def _parse(text: str, field: str) -> object:
    """The document in a JSON text.

    A number of thousands of digits, brackets nested without end, or half of a
    surrogate pair are faults of the sender, not of the program: in a batch they cost
    their own row and no other.
    """
    try:
        document: object = parse_json(text, field)
        if "\\ud" in text.lower():
            json.dumps(document, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(field, "text_not_unicode", _HALF_SIGN) from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput(field, "json_too_large", _TOO_LARGE) from error
    return document


_HALF_SIGN = Text(
    "Ada separuh tanda Unicode (\\ud800 sampai \\udfff). Tulis tandanya utuh.",
    "There is half of a Unicode sign (\\ud800 to \\udfff). Write the whole sign.",
)
_TOO_LARGE = Text(
    "Terlalu dalam bersarang atau angkanya terlalu panjang. Kirim kasus yang wajar.",
    "It is nested too deep or a number is too long. Send a case of ordinary size.",
)


def _lines(text: str) -> list[tuple[int, str]]:
    """Lines that hold something, with their numbers.

    Not `splitlines`: a JSON text may hold U+2028, which that takes for an end.
    """
    rows = enumerate(text.split("\n"), start=1)
    return [(number, line) for number, line in rows if line.strip()]


def answer_case(data: object) -> Mapping[str, Any]:
    """The assessment of one case in the shape of the interface."""
    # The only place where the command asks what day it is.
    today = date.today()  # noqa: DTZ011
    case = case_from_json(data, read_vocabulary(), today)
    return assessment_to_json(judge(case, read_rule_base()))


def answer_line(line: str, number: int) -> Mapping[str, Any]:
    """The assessment of one line of a batch, or its error in its place."""
    try:
        return answer_case(_parse(line, f"line {number}"))
    except InvalidInput as error:
        return error.as_json()


def print_answer(answer: Mapping[str, Any], language: str) -> None:
    """The verdict and every line, for a person."""
    words = HEADINGS[language]
    click.echo(f"{words[answer['verdict']]}\n")
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
            _print_question(question, language)
        click.echo("")
    if answer["benefits"]:
        click.echo(words["benefits"])
        for item in answer["benefits"]:
            _print_benefit(item, language)


def _print_question(question: Mapping[str, Any], language: str) -> None:
    """The question, what its answer decides, and what it may lead to."""
    words = HEADINGS[language]
    _say(f"{question['code']}: {question['text'][language]}", "  ? ")
    if question["decides"]:
        best, worst = (words[question[end]].lower() for end in ("best", "worst"))
        is_yes = question["code"].startswith("rules.")
        form = "with_a_yes" if is_yes else "with_the_best"
        if best == worst:
            form = "alone"
        _say(words[form].format(best=best, worst=worst), "    ")
        _say(f"{words['decides']}: {', '.join(question['decides'])}", "    ")
    if question["then"]:
        _say(f"{words['then']}: {', '.join(question['then'])}", "    ")


def _print_benefit(item: Mapping[str, Any], language: str) -> None:
    """The saving, the forms and the last day; what is not known is left out."""
    words = HEADINGS[language]
    benefit = item["benefit"]
    _say(f"{item['rule']}: {item['message'][language]}", "  + ")
    if benefit["saving"]:
        _say(benefit["saving"][language], "    ")
    if benefit["forms"]:
        names = ", ".join(form["name"][language] for form in benefit["forms"])
        _say(f"{words['form']}: {names}", "    ")
    if benefit["ends_on"]:
        _say(f"{words['until']}: {benefit['ends_on']}", "    ")


def _print_item(item: Mapping[str, Any], language: str) -> None:
    words = HEADINGS[language]
    _say(f"{item['rule']}: {item['message'][language]}", "  - ")
    _say(item["reason"][language], "    ")
    source = item["source"]
    own = source["title_id"] if language == "id" else None
    parts = (own or source["title"], source["number"], source["article"])
    place = ", ".join(part for part in parts if part)
    _say(
        f"{words['source']}: {place}; {words['checked']} {item['checked_on']}, "
        f"{item['confidence']}",
        "    ",
    )
    if item["evidence"]:
        shown = "; ".join(_name_evidence(one) for one in item["evidence"])
        _say(f"{words['evidence']}: {shown}", "    ")
    if item["warning"]:
        _say(f"{words['warning']}: {item['warning'][language]}", "    ")
    if item["status"] in ("met", "not_asked"):
        return
    for step in item["steps"]:
        _say(f"{words['step']}: {_describe_step(step, language)}", "    ")


def _name_evidence(one: Mapping[str, Any]) -> str:
    """A paper by number, a result by lot, an answer or a fact by its place."""
    subject = one.get("type") or one.get("parameter") or one["code"]
    marks = (one["number"], one["lot"], one["by"], one["dated"])
    return " ".join([subject, *(mark for mark in marks if mark)])


def _describe_step(step: Mapping[str, Any], language: str) -> str:
    """What to do, with the estimates of cost and days where there are any."""
    parts = [step["text"][language]]
    if step["cost_idr"]:
        low, high = (f"{amount:,}" for amount in step["cost_idr"])
        amounts = f"{low} - {high}"
        if language == "id":
            amounts = amounts.replace(",", ".")
        parts.append(f"IDR {amounts}")
    if step["days"]:
        low, high = step["days"]
        parts.append(f"{low} - {high} {HEADINGS[language]['days']}")
    return "; ".join(parts)


def _say(text: str, first: str) -> None:
    blank = " " * len(first)
    click.echo(
        textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=blank)
    )
