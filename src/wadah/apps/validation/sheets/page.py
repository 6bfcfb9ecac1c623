"""What the pages about a sheet show, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wadah.apps.validation.sheets.rendering import (
    list_dates,
    list_facts,
    list_people,
)
from wadah.apps.validation.sheets.state import State

# State -> the look of a verdict, an icon of the house, a word. Only what holds looks
# as what is ready.
LOOKS: dict[State, tuple[str, str, Any]] = {
    State.VALID: ("ready", "ready", _("Valid")),
    State.SUPERSEDED: ("not_ready", "half", _("Superseded")),
    State.LAPSED: ("not_ready", "clock", _("Lapsed")),
    State.REVOKED: ("prohibited", "stop", _("Revoked")),
    State.TAMPERED: ("prohibited", "stop", _("Tampered with")),
    State.UNKNOWN_KEY: ("cannot_tell", "question", _("Unknown key")),
    State.UNSIGNED: ("cannot_tell", "question", _("Not signed")),
    State.CANNOT_TELL: ("cannot_tell", "question", _("Cannot tell")),
}


def describe_sheet(payload: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Facts, days, who vouches and what was checked."""

    def pick(entries: list[dict[str, Any]]) -> list[tuple[str, str]]:
        return [(row["label"][language], row["value"][language]) for row in entries]

    return {
        "number": payload["number"],
        "market": payload["market"]["name"][language],
        "product": payload["product"]["name"],
        "is_example": payload.get("is_example", False),
        "facts": pick([*list_facts(payload), *list_dates(payload)]),
        "people": pick(list_people(payload)),
        "checks": [
            {
                **check,
                "text": check["message"][language],
                "note": check["warning"][language] if check["warning"] else "",
                "day": date.fromisoformat(check["checked_on"]),
            }
            for check in payload["checks"]
        ],
    }
