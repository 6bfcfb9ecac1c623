"""A rule as the text of the file format, written and read; nothing is judged here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wadah.core.values import InvalidInput, Text

WIDTH = 88
MOST_SIGNS = 20_000
# The order in which a person reads a rule: which one, when, of what, what, whence.
_ORDER = (
    "id", "version", "kind", "side", "party", "effect", "tier",
    "markets", "excluded_markets", "date_basis", "valid_from", "valid_to", "phases",
    "hs", "hs_edition", "coverage", "families", "forms", "origin_regions", "where",
    "is_lookup", "lookups", "says_not_asked", "tree", "parts", "message",
    "source", "article", "source_date", "confidence", "confidence_note", "mast",
    "checked_on", "review_months",
)  # fmt: skip
_SPREAD = ("tree", "where", "message")


def write_rule(row: Mapping[str, Any]) -> str:
    """One rule as TOML, its keys in the order in which a person reads them."""
    known = [key for key in _ORDER if key in row]
    rest = sorted(key for key in row if key not in _ORDER)
    lines: list[str] = []
    for key in (*known, *rest):
        lines += _lines(key, row[key])
    return "\n".join(lines) + "\n"


def parse_rule(text: str, field: str = "toml") -> dict[str, Any]:
    """The plain data of one rule.

    Raises `InvalidInput` with line and column where the text is no TOML.
    """
    if len(text) > MOST_SIGNS:
        raise InvalidInput(field, "text_too_long", _TOO_LONG)
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise InvalidInput(
            field,
            "toml_syntax",
            Text(f"Bukan TOML: {error}.", f"This is no TOML: {error}."),
        ) from error


def _lines(key: str, value: Any) -> list[str]:
    if key in _SPREAD and isinstance(value, Mapping):
        return [line for part in value for line in _pair(f"{key}.{part}", value[part])]
    return _pair(key, value)


def _pair(name: str, value: Any) -> list[str]:
    line = f"{name} = {_inline(value)}"
    if len(line) <= WIDTH or not isinstance(value, list | tuple):
        return [line]
    return [f"{name} = [", *(f"  {_inline(one)}," for one in value), "]"]


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {_inline(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_inline(one) for one in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    # Basic strings: a backslash first, then the quote, then what may not stand bare.
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    plain = plain.replace("\t", "\\t")
    bare = "".join(
        sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}"
        for sign in plain
    )
    return f'"{bare}"'


_TOO_LONG = Text(
    f"Teks aturan paling panjang {MOST_SIGNS} huruf.",
    f"The text of a rule is no longer than {MOST_SIGNS} signs.",
)
