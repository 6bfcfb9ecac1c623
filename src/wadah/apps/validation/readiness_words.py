"""A profile of readiness in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def level_words(code: str) -> str:
    """How far a product is."""
    return {
        "ready": pgettext("readiness", "ready"),
        "nearly": pgettext("readiness", "nearly ready"),
        "on_the_way": pgettext("readiness", "on the way"),
        "begun": pgettext("readiness", "at the beginning"),
    }.get(code, code)


def dimension_words(code: str) -> str:
    """What a dimension is about."""
    return {
        "quality": pgettext("readiness", "Quality"),
        "quantity": pgettext("readiness", "Quantity"),
        "continuity": pgettext("readiness", "Continuity"),
        "packaging": pgettext("readiness", "Packaging"),
        "administration": pgettext("readiness", "Administration"),
    }.get(code, code)


def cap_words(code: str) -> str:
    """What holds the whole down."""
    return {
        "prohibited": _("a law forbids it"),
        "limit_broken": _("a result breaks a limit"),
        "not_ready": _("something the market demands is missing"),
        "no_market": _("no market is chosen"),
        "cannot_tell": _("something the market demands is not known"),
    }.get(code, code)


def describe_profile(result: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The kept JSON of a profile with every word in one language."""
    cap = result["cap"]
    return {
        "as_of": date.fromisoformat(result["as_of"]),
        "score": result["score"],
        "uncapped": result["uncapped"],
        "level": level_words(result["level"]),
        "market": result.get("market", ""),
        "cap": cap
        and {
            "words": cap_words(cap["code"]),
            "at_most": cap["at_most"],
            "reason": cap["reason"][language],
            "rule": cap["rule"],
        },
        "dimensions": [
            {
                "name": dimension_words(one["code"]),
                "code": one["code"],
                "score": one["score"],
                "rows": [_row(row, language) for row in one["indicators"]],
                "known": sum(row["share"] is not None for row in one["indicators"]),
            }
            for one in result["dimensions"]
        ],
        "known": _known(result),
        "all": sum(len(one["indicators"]) for one in result["dimensions"]),
    }


def _known(result: Mapping[str, Any]) -> int:
    return sum(
        row["share"] is not None
        for one in result["dimensions"]
        for row in one["indicators"]
    )


def _row(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    share = row["share"]
    seen_on = row["seen_on"]
    return {
        "code": row["code"],
        "name": row["name"][language],
        "is_known": share is not None,
        "pct": None if share is None else round(Decimal(share) * 100),
        "shown": row["shown"][language],
        "evidence": row["evidence"][language],
        "seen_on": date.fromisoformat(seen_on) if seen_on else None,
    }
