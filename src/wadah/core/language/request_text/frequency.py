"""How often the buyer wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wadah.core.language.request_text.patterns import WordPattern
from wadah.core.language.request_text.source import Source, Span

_PER = (
    r"(?:/\s?|per |each |every |a |an |pro |par |im |tiap |setiap |per|je |elke "
    r"|chaque |the |in the )"
)
_RULES = tuple(
    (word, WordPattern(pattern))
    for word, pattern in (
        (
            "every_2_months",
            r"every (?:2|two|second|other) months?|each (?:2"
            r"|two) months?"
            r"|(?:alle|aller) (?:2|zwei) monate|tiap (?:2|dua) bulan|per (?:2"
            r"|dua) bulan"
            r"|bimonthly|tous les (?:2|deux) mois|om de (?:2|twee) maanden",
        ),
        (
            "quarterly",
            rf"{_PER}(?:quarter|quartal|kwartaal|triwulan|trimestre)\b"
            rf"|quarterly"
            r"|(?:every|each|again after|setiap|tiap|per|alle) (?:3|three|tiga"
            r"|drei) (?:months?|bulan|monate)",
        ),
        (
            "half_yearly",
            r"half[- ]yearly|every (?:6|six) months|(?:per|tiap) (?:6"
            r"|enam) bulan|twice a year"
            r"|halbjahrlich",
        ),
        (
            "weekly",
            rf"{_PER}(?:week|woche|minggu|pekan|semaine)\b|weekly|mingguan"
            rf"|wochentlich",
        ),
        (
            "monthly",
            rf"{_PER}(?:months?|mon(?:at)?|mth|bulan|bln|mois|maand)\b"
            rf"|monthly|monatlich|bulanan|mensuel"
            r"|maandelijks|p\.?m\.?(?= basis)|rutin bulanan",
        ),
        ("yearly", r"yearly|annually|every year|once a year|tiap tahun|jahrlich"),
        ("on_call", r"on call|call[- ]off|auf abruf|op afroep|sesuai permintaan"),
    )
)
TRIAL = re.compile(
    r"\b(?:trial|to try|to begin|to start|start(?: with)?\b|first order|initial"
    r"|sample order"
    r"|test order|percobaan|order awal|awal\b|coba dulu|probe\w*|essai|proef\w*)"
)
THEN = re.compile(
    r"\b(?:then|thereafter|afterwards?|after that|later|lalu|kemudian|kalau laku"
    r"|danach|ensuite|puis|daarna|if accepted|if ok)\b"
)
_OF_SOMETHING_ELSE = re.compile(r"annual|per year|a year|pro jahr|per tahun|sehari")
_PER_YEAR_TIMES = {
    12: "monthly",
    6: "every_2_months",
    4: "quarterly",
    2: "half_yearly",
    1: "yearly",
}


def read_frequency(
    source: Source, ignored: Iterable[Span] = ()
) -> tuple[str, Span] | None:
    """The word of the closed list and where it stands; None when the text has none."""
    best: tuple[str, Span] | None = None
    spans = tuple(ignored)
    for word, pattern in _RULES:
        for found in pattern.finditer(source.plain):
            if any(low <= found.start() < high for low, high in spans):
                continue
            if word == "yearly" and _OF_SOMETHING_ELSE.search(
                source.clause_text(found.start())
            ):
                continue
            if best is None or found.start() < best[1][0]:
                best = (word, found.span())
            break
        if best is not None and word == "every_2_months":
            return best
    return best


def with_trial(word: str, *, has_trial: bool) -> str:
    """`trial_then_monthly` and `trial_then_quarterly` where the list has them."""
    if has_trial and word in ("monthly", "quarterly"):
        return f"trial_then_{word}"
    return word


def frequency_of_need(lots_a_year: int) -> str | None:
    """The rhythm behind "15 t a lot, 90 t a year"."""
    return _PER_YEAR_TIMES.get(lots_a_year)
