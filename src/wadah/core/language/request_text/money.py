"""Prices: amount, currency and unit as written; a differential is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from wadah.core.language.request_text.amounts import UNIT_WORDS
from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span

_CURRENCIES = {
    "USD": r"us ?\$|us ?dollars?|usd|u\.s\.d|dollars?|dolar|\$",
    "EUR": r"eur(?:os?)?\b|€", "GBP": r"gbp|£|pounds sterling|quid",
    "JPY": r"jpy|yen|¥", "CNY": r"cny|rmb|yuan", "MYR": r"myr|rm|ringgit",
    "SGD": r"sgd|s\$", "AUD": r"aud|a\$", "CAD": r"cad|c\$|cdn\$", "NZD": r"nzd",
    "INR": r"inr|rs\.?|rupees?", "IDR": r"idr|rp\.?|rupiah", "PKR": r"pkr",
    "SAR": r"sar|riyals?", "AED": r"aed|dirhams?", "OMR": r"omr", "THB": r"thb|baht",
    "ZAR": r"zar|rand", "CHF": r"chf|fr\.", "KRW": r"krw|won", "HKD": r"hkd",
    "BDT": r"bdt|taka", "PHP": r"php", "TRY": r"try(?= ?\d)", "QAR": r"qar",
    "KWD": r"kwd", "BHD": r"bhd", "PLN": r"pln|zl", "VND": r"vnd",
}  # fmt: skip
_CURRENCY = "|".join(f"(?P<c_{code}>{words})" for code, words in _CURRENCIES.items())
_NAMED = re.compile(rf"(?<![a-z])(?:{_CURRENCY})(?![a-z])")
_RANGE = (
    rf"(?P<low>{NUMBER})(?:\s?(?:-|to|sampai|bis|a)\s?(?P<high>{NUMBER}))?(?:,-|\.-)?"
)
_BEFORE = re.compile(rf"(?<![a-z])(?:{_CURRENCY})\s?{_RANGE}")
_AFTER = re.compile(rf"{_RANGE}\s?(?:{_CURRENCY})(?![a-z])")
_CUE = re.compile(
    r"\b(?:prices?|pric(?:ed|ing)|quote|target|budget|idea|harga|preis\w*|prix|prijs\w*"
    r"|pay(?:s|ing)?|buying|bought|usd|cost|rate|offer|indication)\b|penawaran"
)
_BARE_TARGET = re.compile(
    rf"\b(?:target|budget|idea|harga|price)(?: price| target)?\s?(?:is|of|around"
    rf"|about|:)?\s?(?P<value>{NUMBER})"
    r"(?!\s?(?:%|pct|mt|t\b|kg|g\b|days?|x|'))"
)
# Money that is not the price of the goods.
_NOT_PRICE = re.compile(
    r"freight cost|courier|sample|deposit|per year turnover|fee|penalty"
)
_PER = re.compile(
    r"\s?(?:average\s|max\s|net\s|only\s)?(?:/|\bper\b|\bpro\b|\bpar\b|\beach\b|\ba\b"
    r"|\bfor (?:a|one|each)\b|\bje\b|\bp)?\s?(?:je\s)?(?:one\s)?"
)
_SPECIAL_UNITS = (
    ("t", re.compile(r"pmt\b|mt\b|tonne")),
    ("piece", re.compile(r"(?:plants?|shawls?|panels?|baskets?|bunches|sheets?)\b")),
)
_EXCHANGES = (
    (re.compile(r"london (?:\w+ )?robusta|robusta london|liffe robusta"
                r"|ice robusta"), "London robusta", "USD"),
    (re.compile(r"london (?:\w+ )?cocoa|(?:liffe|ice)[/ \w]* london|london terminal"
                r"|ice london"), "London cocoa", "GBP"),
    (re.compile(r"new york (?:c\b|arabica)|ny ?\"?c\b|kc (?:terminal"
                r"|futures)"), "New York arabica", "USD"),
    (re.compile(r"sicom(?: tsr ?20)?"), "SICOM TSR20", "USD"),
)  # fmt: skip
_DIFFERENTIAL = re.compile(
    r"\b(?:differen[tz]ials?|differentiel|diff\b|(?:price|priced) (?:at|on|against"
    r"|off|over|under)"
    r"|against (?:liffe|ice|london|sicom)|premium over|discount to|minus|plus (?=\d))"
)
_DIFFERENCE = re.compile(
    rf"(?P<sign>plus|minus|premium(?: of)?|discount(?: of)?|\+"
    rf"|(?<!\w)-)\s?(?:(?:{_CURRENCY})\s?)?(?P<value>{NUMBER})(?:\s?(?P<after>usd|gbp"
    rf"|eur|\$|£|€))?"
)
_CUE_REACH, _MOST_CUES = 160, 40
_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR"}


@dataclass(frozen=True, slots=True)
class AskedPrice:
    """The price a buyer names or asks for; every part may be absent."""

    value: Decimal | None
    currency: str | None
    unit: str | None
    span: Span


def read_price(source: Source, notation: Notation, doubts: Doubts) -> AskedPrice | None:
    """The price of the first goods, or None where the text is silent."""
    return (
        _differential(source, notation, doubts)
        or _amount(source, notation, doubts)
        or _bare_target(source, notation)
        or _only_asked(source)
    )


def _differential(
    source: Source, notation: Notation, doubts: Doubts
) -> AskedPrice | None:
    for pattern, name, currency in _EXCHANGES:
        found = pattern.search(source.plain)
        if not found:
            continue
        start, end = source.sentence(found.start())
        if not (
            _DIFFERENTIAL.search(source.plain, start, end)
            or _CUE.search(source.plain, start, end)
        ):
            continue
        difference = _DIFFERENCE.search(
            source.plain, found.end(), end
        ) or _DIFFERENCE.search(source.plain, start, found.start())
        value = None
        if difference:
            value = read_number(difference["value"], notation).value
            if difference["sign"][0] in "m-d":
                value = -value
            written = difference["after"] or _code_of(difference)
            currency = _SIGNS.get(written or "", (written or currency).upper())
        doubts.add(
            "price_differential",
            "price",
            f"Harga mengikuti bursa ({name}); angkanya tidak diterjemahkan.",
            f"The price follows an exchange ({name}); it is left as written.",
            found.span(),
        )
        return AskedPrice(value, currency, f"differential to {name}", found.span())
    return None


def _amount(source: Source, notation: Notation, doubts: Doubts) -> AskedPrice | None:
    matches = [*_BEFORE.finditer(source.plain), *_AFTER.finditer(source.plain)]
    for found in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if _NOT_PRICE.search(source.clause_text(found.start())):
            continue
        low = read_number(found["low"], notation)
        high = read_number(found["high"], notation) if found["high"] else low
        unit, end = _unit_after(source, found.end())
        if unit is None:
            unit, _ = _unit_after_per(
                source, (source.clause(found.start())[0], found.start())
            )
        if low.is_ambiguous:
            doubts.add(
                "number_ambiguous",
                "price",
                f"“{found['low']}” dapat dibaca dua cara.",
                f"“{found['low']}” can be read in two ways.",
                found.span(),
            )
        return AskedPrice(high.value, _code_of(found), unit, (found.start(), end))
    return None


def _bare_target(source: Source, notation: Notation) -> AskedPrice | None:
    found = _BARE_TARGET.search(source.plain)
    if not found:
        return None
    value = read_number(found["value"], notation).value
    unit, end = _unit_after(source, found.end())
    return AskedPrice(value, None, unit, (found.start("value"), end))


def _only_asked(source: Source) -> AskedPrice | None:
    """ "Price in GBP per kg please": a currency, a unit, no amount."""
    for cue in islice(_CUE.finditer(source.plain), _MOST_CUES):
        start, end = source.sentence(cue.start())
        end = min(end, cue.end() + _CUE_REACH)
        named = _NAMED.search(source.plain, start, end)
        if named and not re.match(
            r"\s?(?:or|and|atau|oder) ", source.plain[named.end() :]
        ):
            unit, last = _unit_after(source, named.end())
            if unit is None:
                unit, _ = _unit_after_per(source, (cue.end(), end))
            return AskedPrice(None, _code_of(named), unit, (named.start(), last))
        unit, last = _unit_after_per(source, (cue.end(), end))
        if unit is not None:
            return AskedPrice(None, None, unit, (cue.start(), last))
    return None


def _unit_after_per(source: Source, span: Span) -> tuple[str | None, int]:
    for per in re.finditer(
        r"(?:/|\bper\b|\bpro\b|\bpar\b|\bfor (?=one|a))", source.cut(span)
    ):
        unit, end = _unit_after(source, span[0] + per.start())
        if unit is not None:
            return unit, end
    return None, span[0]


def _unit_after(source: Source, at: int) -> tuple[str | None, int]:
    """The unit a price is for, and where it ends; a bare word counts as well."""
    start = at
    link = _PER.match(source.plain, at)
    if link:
        start = link.end()
    for unit, pattern in (*_SPECIAL_UNITS, *UNIT_WORDS.items()):
        found = pattern.match(source.plain, start)
        if found:
            return unit, found.end()
    if link and "each" in link[0]:
        return "piece", link.end()
    return None, at


def _code_of(found: re.Match[str]) -> str | None:
    return next(
        (key[2:] for key, text in found.groupdict().items()
         if key.startswith("c_") and text),
        None,
    )  # fmt: skip
