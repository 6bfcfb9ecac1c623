"""Laboratory values on pages: exact, and without marks of thousands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language

from wadah.core.requirements.limit_words import say_number
from wadah.core.values import unit_words

register = template.Library()


@register.filter
def measured(result: Mapping[str, Any]) -> str:
    """A kept result as its report writes it: `12,5 %`, `< 0,01 mg/kg`, `1; 2; 3`.

    No marks of thousands: 1.500 would be read in two ways.
    """
    unit = unit_words(result.get("unit")).in_language(get_language() or "id")
    behind = unit and f" {unit}"
    if result.get("below") is not None:
        return f"< {_say(result['below'])}{behind}"
    if result.get("values"):
        return f"{'; '.join(_say(one) for one in result['values'])}{behind}"
    return f"{_say(result.get('value'))}{behind}"


def _say(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    return say_number(Decimal(str(value))).in_language(get_language() or "id")
