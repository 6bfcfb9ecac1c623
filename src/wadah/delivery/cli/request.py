"""`wadah request`: a buyer's words into a structured request."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wadah.apps.matching.buyer_words import (
    MOST_BYTES,
    check_structured,
    read_words,
    words_of_file,
    words_of_json,
)
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.output import (
    BAD_INPUT,
    parse_json,
    print_json,
    read_text,
    show_failure,
)

_STRUCTURED = ("items", "request")


@click.group()
def request() -> None:
    """Requests of buyers."""


@request.command()
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option(
    "--batch",
    metavar="FILE",
    help="One text or one JSON object a line; answers an array.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 when something is in doubt.")
def parse(file: str | None, as_json: bool, batch: str | None, exit_code: bool) -> None:
    """Read a buyer's mail, chat line, form or note into a structured request.

    FILE ("-" reads standard input) is a text, a mail (.eml), or JSON: {"subject",
    "body", "received_on", "buyer_country"}. English or Indonesian, with German, French
    or Dutch words. What the text does not say stays empty; what can be read in two
    ways is under "doubts"; "words" tells for each field which signs of the text
    (subject, line break, body) it comes from.

    A JSON request that is structured already ("items") is checked and answered with
    the names of the interface, or refused with field and rule.

    \b
    Examples:
      wadah request parse mail.eml --json
      echo "need 20 t robusta, moisture 13 max, c&f alexandria" | wadah request parse -
    """
    if (file is None) == (batch is None):
        raise click.UsageError("Give a FILE, or --batch FILE.")
    if batch is not None:
        # splitlines() would also cut at signs that stand inside a JSON text.
        lines = read_text(batch, "batch").removesuffix("\n").split("\n")
        print_json([_answer_line(line) for line in lines])
        return
    try:
        answer = _answer_file(file or "-")
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=file or "")
        sys.exit(BAD_INPUT)
    if as_json:
        print_json(answer)
    else:
        _print_answer(answer)
    if exit_code and answer["doubts"]:
        sys.exit(1)


def _answer_file(path: str) -> Mapping[str, Any]:
    raw = _raw(path)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _answer_json(parse_json(_decoded(raw)))
    return read_words(words_of_file(raw, path)).as_json()


def _answer_json(data: Any) -> Mapping[str, Any]:
    if isinstance(data, dict) and any(key in data for key in _STRUCTURED):
        inner = data.get("request", data)
        if not isinstance(inner, dict) or not isinstance(inner.get("items"), list):
            raise InvalidInput("items", "list", _ITEMS)
        return check_structured(inner, datetime.now(UTC).date())
    return read_words(words_of_json(data)).as_json()


def _answer_line(line: str) -> Mapping[str, Any]:
    """The answer for one line of a batch; what is wrong with it stands in its place."""
    try:
        if line.lstrip()[:1] in ("{", '"'):
            return _answer_json(parse_json(line, "line"))
        return read_words(words_of_json(line)).as_json()
    except InvalidInput as error:
        return error.as_json()


def _raw(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(path).open("rb") as handle:
            return handle.read(MOST_BYTES + 1)
    except OSError as error:
        message = Text(
            f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.",
            f"The file {path} cannot be read. Check its name and its permissions.",
        )
        raise InvalidInput("file", "file_unreadable", message) from error


def _decoded(raw: bytes) -> str:
    words = words_of_file(raw)
    return words.body


def _print_answer(answer: Mapping[str, Any]) -> None:
    for item in answer["items"]:
        quantity = item.get("quantity") or {}
        tonnes = quantity.get("tonnes")
        weight = f" ({tonnes} t)" if tonnes is not None else ""
        click.echo(
            f"{item.get('family') or 'unknown goods'}: {quantity.get('value', '-')} "
            f"{quantity.get('unit') or ''}{weight} {item.get('frequency') or ''}"
        )
        for line in item["specs"]:
            click.echo(f"  {_show_line(line)}")
        for name in item.get("certificates") or []:
            click.echo(f"  paper: {name}")
    for field in ("incoterm", "named_place", "destination", "payment", "needed_by"):
        if answer.get(field):
            click.echo(f"{field}: {answer[field]}")
    if answer.get("price"):
        click.echo(f"price: {json.dumps(answer['price'])}")
    for doubt in answer["doubts"]:
        click.echo(
            f"in doubt: {doubt['field']}: {doubt['text']['en']} [{doubt['code']}]"
        )


def _show_line(line: Mapping[str, Any]) -> str:
    unit = line.get("unit") or ""
    if line["operator"] == "between":
        return f"{line['parameter']} {line['min']} to {line['max']} {unit}".rstrip()
    return f"{line['parameter']} {line['operator']} {line['value']} {unit}".rstrip()


_ITEMS = Text(
    "Permintaan terstruktur memerlukan daftar items.",
    "A structured request needs a list of items.",
)
