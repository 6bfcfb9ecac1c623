"""Numbers, weights and days as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language


def current_locale() -> str:
    """Babel's name of the reader's language; English is that of Great Britain."""
    return "id_ID" if (get_language() or "id").startswith("id") else "en_GB"


def format_number(value: object, digits: int = 2) -> str:
    """`1234.5` as `1.234,5` or `1,234.5`; nothing for nothing."""
    if value is None or value == "":
        return ""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return str(format_decimal(number, pattern, locale=current_locale()))


def format_kg(value: object) -> str:
    """Kilograms; from a thousand on the tonnes."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    if abs(number) >= 1000:
        return f"{format_number(number / 1000)} t"
    return f"{format_number(number)} kg"


def format_day(value: object) -> str:
    """A day or a moment in words, moments in the time of the house."""
    if isinstance(value, str) and value:
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        hour = "HH.mm" if current_locale() == "id_ID" else "HH:mm"
        return str(format_datetime(local, f"d MMM y, {hour}", locale=current_locale()))
    if isinstance(value, date):
        return str(format_date(value, "d MMM y", locale=current_locale()))
    return ""


def format_month(value: date) -> str:
    """A month as short as a chart needs it: `Nov 26`."""
    return str(format_date(value, "MMM yy", locale=current_locale()))
