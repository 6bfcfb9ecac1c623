"""What every command prints: one JSON document, or lines for a person."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import django
from django.apps import apps

from wadah.core.values import InvalidInput, Text

BAD_INPUT = 2
INTERNAL = 70  # EX_SOFTWARE of sysexits.h


def start_django() -> None:
    """Load the applications; commands that need no database never call this."""
    if not apps.ready:
        django.setup()


def print_json(document: object) -> None:
    """Write one JSON document to standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    sys.stdout.write("\n")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def show_failure(error: InvalidInput, *, as_json: bool = False, file: str = "") -> None:
    """Tell file, field, rule and how to mend it, on standard error."""
    if as_json:
        click.echo(json.dumps(error.as_json(), ensure_ascii=False), err=True)
        return
    place = ": ".join(part for part in (file, error.field) if part)
    click.echo(f"Error: {place}: {error.message.en} [{error.rule}]", err=True)


def read_text(path: str, field: str = "file") -> str:
    """The text of a file, or of standard input for `-`.

    Raises `InvalidInput` when it cannot be read or is no UTF-8.
    """
    try:
        if path == "-":
            return sys.stdin.read()
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(field, "file_unreadable", _unreadable(path)) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(field, "file_not_utf8", _not_utf8(path)) from error


def parse_json(text: str, field: str = "file") -> Any:
    """The document in a JSON text; numbers with a point become exact decimals.

    Raises `InvalidInput` with line and column when it is no JSON.
    """
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        place = f"{field}:{error.lineno}:{error.colno}"
        message = Text(f"Bukan JSON: {error.msg}.", f"Not JSON: {error.msg}.")
        raise InvalidInput(place, "json_syntax", message) from error
    except (RecursionError, ValueError) as error:
        # Endless brackets, or a number of thousands of digits.
        raise InvalidInput(field, "json_too_large", _ABSURD) from error


_ABSURD = Text(
    "JSON ini terlalu dalam, atau satu angkanya terlalu panjang.",
    "This JSON is too deep, or one of its numbers is too long.",
)


def _unreadable(path: str) -> Text:
    return Text(
        f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.",
        f"The file {path} cannot be read. Check its name and its permissions.",
    )


def _not_utf8(path: str) -> Text:
    return Text(
        f"Berkas {path} bukan teks UTF-8. Simpan ulang sebagai UTF-8.",
        f"The file {path} is not UTF-8 text. Save it again as UTF-8.",
    )
