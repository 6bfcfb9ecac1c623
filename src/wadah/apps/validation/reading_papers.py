"""What the text of a paper seems to say: a proposal, never more.

Own rules over Indonesian and English papers. Each field comes with the words it was
read from, so that a person can compare it with the paper. A field that could be two
things is left out: an empty field is asked about, a wrong one is overlooked.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TypedDict

from wadah.apps.validation.reading_dates import find_dates, has_order_of_month_first
from wadah.apps.validation.reading_words import (
    HOLDER,
    ISSUED,
    ISSUER_LABEL,
    ISSUERS,
    NO_END,
    NUMBER_LABEL,
    NUMBERS,
    TITLES,
    UNTIL,
    VALIDITY,
)

MOST_SIGNS = 20_000
# A title stands at the head of the page; the same words further down weigh half.
HEAD_SIGNS = 500
LONGEST_WORDS = 140
# How far behind its label a date may stand, a line break included.
REACH_SIGNS = 70
_NUMBER_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9./\-]{3,49}(?: \d{4,})?", re.IGNORECASE)

_GOES_ON = tuple("-/")


class Found(TypedDict):
    """A value as the form takes it, and the words it came from."""

    value: str
    words: str


def propose(text: str, today: date) -> dict[str, Found]:
    """Type, number, holder, issuer and dates as far as the text says them clearly."""
    text = _tidy(text)
    found: dict[str, Found | None] = {"type": find_type(text)}
    kind = found["type"]["value"] if found["type"] else ""
    found["number"] = find_number(text, kind)
    found["holder"] = find_holder(text)
    found["issuer"] = find_issuer(text)
    found |= find_days(text, today)
    return {name: value for name, value in found.items() if value}


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MOST_SIGNS]


def find_type(text: str) -> Found | None:
    """The type whose title stands there; None where two weigh the same."""
    scores: list[tuple[float, str, re.Match[str]]] = []
    for slug, pattern in TITLES:
        match = pattern.search(text)
        if match:
            weight = len(match.group()) ** 0.5
            scores.append((weight * _nearness(match.start()), slug, match))
    scores.sort(key=lambda row: row[0], reverse=True)
    if not scores or (len(scores) > 1 and scores[0][0] < scores[1][0] * 1.05):
        return None
    return {"value": scores[0][1], "words": _line_of(text, scores[0][2])}


def _nearness(start: int) -> float:
    return 2.0 if start < 120 else 1.4 if start < HEAD_SIGNS else 0.7


def find_number(text: str, kind: str) -> Found | None:
    """A number in the shape of its type, or behind a label that says number."""
    shape = NUMBERS.get(kind)
    match = shape.search(text) if shape else None
    if match:
        value = re.sub(r"\s+", " ", match.group("number")).strip()
        return {"value": value, "words": _line_of(text, match)}
    for label in NUMBER_LABEL.finditer(text):
        token = _NUMBER_TOKEN.match(text, label.end())
        if token and text[token.end() : token.end() + 1] in _GOES_ON:
            # A machine saw a blank within the number: half of one is a wrong one.
            continue
        if token and any(sign.isdigit() for sign in token.group()):
            value = token.group().rstrip(".-/")
            return {"value": value, "words": _line_of(text, label)}
    return None


def find_holder(text: str) -> Found | None:
    """The name behind a label, on its line or on the next one."""
    return _find_behind(text, HOLDER, 200)


def find_issuer(text: str) -> Found | None:
    """A body that is known, or the name behind "issued by"."""
    named = _find_behind(text, ISSUER_LABEL, 200)
    if named:
        return named
    for pattern in ISSUERS:
        match = pattern.search(text)
        if match:
            value = re.sub(r"\s+", " ", match.group()).strip(" .,")
            return {"value": value[:200], "words": _line_of(text, match)}
    return None


def _find_behind(text: str, label: re.Pattern[str], longest: int) -> Found | None:
    for match in label.finditer(text):
        rest = text[match.end() :].lstrip(" :.-")
        value = rest.lstrip("\n :").split("\n", 1)[0]
        # Two columns of a table are parted by wide gaps or by the next label.
        value = re.split(r" {2,}|\s(?:NIB|NPWP|Alamat|Address)\b\s*:?", value)[0]
        value = value.strip(" .,:;-")
        if len(value) >= 3 and any(sign.isalpha() for sign in value):
            return {"value": value[:longest], "words": _line_of(text, match, value)}
    return None


def find_days(text: str, today: date) -> dict[str, Found | None]:
    """Day of issue and last day, each behind its label."""
    us_order = has_order_of_month_first(text)
    days: dict[str, Found | None] = {
        "issued_on": _day_behind(text, ISSUED, us_order),
        "expires_on": None if NO_END.search(text) else _day_behind(
            text, UNTIL, us_order
        ),
    }  # fmt: skip
    span = _find_span(text, us_order)
    if span:
        first, last, words = span
        days["expires_on"] = {"value": last.isoformat(), "words": words}
        days["issued_on"] = days["issued_on"] or {
            "value": first.isoformat(),
            "words": words,
        }
    issued, ends = days["issued_on"], days["expires_on"]
    if issued and (issued["value"] > today.isoformat()):
        days["issued_on"] = None
    if issued and ends and ends["value"] < issued["value"]:
        # One of the two was read wrong, and nothing tells which.
        return {"issued_on": None, "expires_on": None}
    return days


def _day_behind(text: str, label: re.Pattern[str], us_order: bool) -> Found | None:
    for match in label.finditer(text):
        near = text[match.end() : match.end() + REACH_SIGNS]
        dates = find_dates(near, us_order)
        if dates:
            words = f"{match.group()}{near[: dates[0].end]}"
            return {"value": dates[0].day.isoformat(), "words": _short(words)}
    return None


def _find_span(text: str, us_order: bool) -> tuple[date, date, str] | None:
    """Two dates behind "masa berlaku" or "valid from"."""
    for match in VALIDITY.finditer(text):
        near = text[match.end() : match.end() + REACH_SIGNS]
        dates = find_dates(near, us_order)
        if len(dates) >= 2 and dates[0].day < dates[1].day:
            words = f"{match.group()}{near[: dates[1].end]}"
            return dates[0].day, dates[1].day, _short(words)
    return None


def _line_of(text: str, match: re.Match[str], more: str = "") -> str:
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    return _short(line if not more or more in line else f"{line} {more}")


def _short(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip()
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
