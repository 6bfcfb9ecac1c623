"""`wadah classify`: six-digit codes for goods in anybody's words."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from wadah.apps.reference.code_index import get_code_index
from wadah.apps.reference.goods_answer import answer_goods
from wadah.core.language import parse_answer
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.output import BAD_INPUT, print_json, read_text, show_failure

NOT_LOADED = (
    "The full nomenclature is not loaded: only the curated names answer. "
    "Load it with: wadah reference load-hs FILE"
)


@click.command()
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--batch", metavar="FILE", help="One text a line; answers an array.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="FACT:VALUE",
    help="An answer to a question, as roasting:roasted; may be repeated.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 unless the answer is sure.")
def classify(
    text: str | None,
    as_json: bool,
    batch: str | None,
    limit: int,
    answers: tuple[str, ...],
    exit_code: bool,
) -> None:
    """Find HS 2022 codes for goods, with a score and a reason for each.

    Indonesian, English or mixed; `-` reads the text from standard input. It says that
    it is not sure when it is not, and asks what would settle it. A line of --batch is
    a text, or {"text": ..., "answers": [...]}; a bad line answers an error instead.

    \b
    Examples:
      wadah classify "biji kopi robusta belum disangrai"
      wadah classify "coffee beans" --answer roasting:roasted --json
    """
    if batch is None and text is None:
        raise click.UsageError("Give a TEXT, or --batch FILE.")
    try:
        if batch is not None:
            lines = read_text(batch, "batch").splitlines()
            answer: Any = [_answer_line(line, limit) for line in lines]
            is_sure = all(row.get("sure") for row in answer)
        else:
            words = read_text("-", "text") if text == "-" else text or ""
            answer = answer_goods(words, answers, limit)
            is_sure = bool(answer["sure"])
    except InvalidInput as error:
        show_failure(error, as_json=as_json)
        sys.exit(BAD_INPUT)
    if not get_code_index()[0].is_full:
        click.echo(NOT_LOADED, err=True)
    if as_json or batch is not None:
        print_json(answer)
    else:
        print_answer(answer)
    if exit_code and not is_sure:
        raise SystemExit(1)


def _answer_line(line: str, limit: int) -> dict[str, Any]:
    try:
        text, answers = _read_line(line)
        return answer_goods(text, answers, limit)
    except InvalidInput as error:
        return error.as_json()


def _read_line(line: str) -> tuple[str, tuple[str, ...]]:
    if not line.lstrip().startswith("{"):
        return line, ()
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("", "json_syntax", _NO_JSON) from error
    text, answers = row.get("text"), row.get("answers", [])
    if not isinstance(text, str):
        raise InvalidInput("text", "text_missing", _NO_TEXT)
    if not isinstance(answers, list) or not all(isinstance(a, str) for a in answers):
        raise InvalidInput("answers", "list_of_texts", _NO_LIST)
    for answer in answers:
        parse_answer(answer)
    return text, tuple(answers)


def print_answer(answer: dict[str, Any]) -> None:
    """The answer for a person."""
    if not answer["candidates"]:
        click.echo("No code found. Write the goods in other words.")
        return
    click.echo("Sure." if answer["sure"] else "Not sure. Compare the candidates:")
    for row in answer["candidates"]:
        click.echo(f"{row['hs6']}  {row['score']:.2f}  {row['label']['en']}")
        click.echo(f"              {row['reason']['en']}")
    for question in answer["questions"]:
        click.echo(f"\n{question['text']['en']}")
        for option in question["options"]:
            codes = ", ".join(option["hs6"])
            click.echo(
                f"  --answer {option['answer']}: {option['text']['en']} ({codes})"
            )


_NO_JSON = Text("Baris ini bukan JSON yang benar.", "This line is no correct JSON.")
_NO_TEXT = Text(
    "Objek ini harus berisi text berupa teks.", "This object must have text as a text."
)
_NO_LIST = Text("answers harus daftar teks.", "answers must be a list of texts.")
