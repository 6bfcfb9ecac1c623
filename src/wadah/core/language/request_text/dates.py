"""The last day by which goods must be there or be shipped."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from wadah.core.language.month_names import MONTH_NAMES
from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.source import Source, Span

_FOREIGN_MONTHS = {
    "januar": 1, "janvier": 1, "februar": 2, "fevrier": 2, "maerz": 3, "marz": 3,
    "mars": 3, "avril": 4, "mai": 5, "maj": 5, "juin": 6, "juillet": 7, "aout": 8,
    "augustus": 8, "septembre": 9, "octobre": 10, "oktober": 10, "novembre": 11,
    "dezember": 12, "decembre": 12, "maart": 3, "juli": 7, "juni": 6, "januari": 1,
    "februari": 2,
}  # fmt: skip
_MONTHS = {**MONTH_NAMES, **_FOREIGN_MONTHS}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>\d{{1,2}})[./](?P<m1>\d{{1,2}})[./](?P<y1"
    rf">\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<m2>{_MONTH})\b\.?,?(?:\s(?"
    rf"P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\b\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?(?:x|mt|t\b"
    rf"|kg|%|\d))(?:,?\s(?P<y3>\d{{4}}))?"
    rf"|(?:(?P<end>end(?: of)?|akhir|ende|fin|eind|mid|mid-)\s(?:bulan\s)?)?"
    rf"\b(?P<m4>{_MONTH})\b\.?(?:\s?[/-]\s?(?P<m5>{_MONTH})\b)?(?:\s(?P<y4>\d{{4}}))?"
)
_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|latest|at the latest"
    r"|deadline"
    r"|sebelum|paling lambat|selambatnya|bis|spatestens|avant|au plus tard|voor"
    r"|uiterlijk|arrival|arrive|eta|need(?:ed)? by)\b"
)
_MOVES = re.compile(
    r"\b(?:ship\w*|deliver\w*|dispatch|load\w*|arriv\w*|need\w*|kirim|pengiriman|butuh"
    r"|liefer\w*|lever\w*|livraison|dibutuhkan|eta|etd)\b"
)
_FROM = re.compile(r"(?:from|starting|start|since|mulai|ab|a partir de|vanaf|dari)\s*$")
_ANSWER = re.compile(
    r"\b(?:jawaban|reply|answer|respond|quote by|offers? (?:by|before)|valid|balasan"
    r"|penawaran sebelum|angebot bis|antwort)\b"
)
_OTHER_MATTER = re.compile(
    r"\b(?:visit|berkunjung|exhibition|fair|booth|last year|bought)\b"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    day: date
    span: Span
    is_answer: bool = False


def read_deadlines(
    source: Source, received_on: date | None, doubts: Doubts
) -> tuple[Deadline, ...]:
    """Days until which something is wanted, in the order of the text."""
    found = []
    for match in _FULL.finditer(source.plain, source.body_start):
        sentence = source.sentence(match.start())
        before = source.plain[sentence[0] : match.start()]
        kind = _kind(before, source.cut(sentence), match)
        if kind is None:
            continue
        day = _day(match, received_on)
        if day is None:
            doubts.add(
                "date_ambiguous",
                "needed_by",
                f"Tahun atau tanggal “{match[0].strip()}” tidak jelas.",
                f"Year or day of “{match[0].strip()}” is not clear.",
                match.span(),
            )
            continue
        found.append(Deadline(day, match.span(), kind == "answer"))
    return tuple(found)


def _kind(before: str, sentence: str, match: re.Match[str]) -> str | None:
    if _ANSWER.search(sentence) and not _MOVES.search(before):
        return "answer"
    if _FROM.search(before.rstrip()[-14:]) or _OTHER_MATTER.search(sentence):
        return None
    near = before[-46:]
    if _DEADLINE.search(near):
        return "needed"
    if _is_month_only(match) and not _MOVES.search(sentence):
        return None
    return "needed" if _MOVES.search(before) or _MOVES.search(sentence) else None


def _is_month_only(match: re.Match[str]) -> bool:
    return match["m4"] is not None


def _day(match: re.Match[str], received_on: date | None) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["y1"]:
            return date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        name = match["m2"] or match["m3"] or match["m5"] or match["m4"]
        month = _MONTHS[name]
        written = match["y2"] or match["y3"] or match["y4"]
        number = match["d2"] or match["d3"]
        year = int(written) if written else _next_year(month, number, received_on)
        if year is None:
            return None
        return date(year, month, int(number or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def _next_year(month: int, day: str | None, received_on: date | None) -> int | None:
    if received_on is None:
        return None
    last = int(day) if day else 31
    is_over = (month, last) < (received_on.month, received_on.day)
    return received_on.year + (1 if is_over else 0)
