"""The example's content: what stands in `corridors.toml`, read into plain tables."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

# One person a role. The password is public: the example is for a machine of one's own.
PASSWORD = "tapis-emas-lampung"  # noqa: S105
EXPORT_ORGANISATION = "Wadah Ekspor Lampung (contoh)"
TRADE_OFFICE = "Dinas Perindustrian dan Perdagangan (contoh)"
OWNER_BUSINESS = "Koperasi Kopi Ulubelu Lestari"
BUYER_COMPANY = "Greenhouse Supplies Example Pty Ltd"

PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("owner", "sulastri@wadah.example", "Sulastri"),
    ("staff", "joko@wadah.example", "Joko"),
    ("officer", "dewi@wadah.example", "Dewi Anggraini"),
    ("verifier", "rahmat@wadah.example", "Rahmat"),
    ("approver", "ningsih@wadah.example", "Ningsih"),
    ("buyer", "tan@wadah.example", "R. Tan"),
    ("analyst", "fajar@wadah.example", "Fajar"),
    ("administrator", "admin@wadah.example", "Administrator"),
)


@cache
def read_example() -> dict[str, Any]:
    """The whole file; numbers with a point are exact decimals."""
    source = resources.files(__package__) / "corridors.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"), parse_float=Decimal)


def plain(value: Any) -> Any:
    """A value of the file as JSON takes it: dates as text, decimals as numbers."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
