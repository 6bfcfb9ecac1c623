"""What one carton, bag or pouch weighs, where the text tells."""

from __future__ import annotations

import re
from decimal import Decimal

from wadah.core.language.request_text.amounts import MASSES, VOLUMES, Amount
from wadah.core.language.request_text.source import Source, Span

_RETAIL = (
    r"pouch\w*|packs?|packets?|bottles?|botol|box(?:es)?|jars?|tins?|cans?|pcs"
    r"|pieces|sachets?|bungkus|bars?|units?"
)
_CARTON = r"cartons?|ctns?|ctn|dus|karton|case|master|kardus"
# Counts inside a carton: "12 x 180 g", "24 pouches / carton", "isi 20", "(24 bottles)".
_INNER = (
    re.compile(r"(?P<n>\d{1,3})\s?x\s?(?=\d{1,4}(?:[.,]\d+)?\s?(?:g|gr|gram|ml|kg)\b)"),
    re.compile(r"\d\s?(?:g|gr|gram|ml|kg)\s?x\s?(?P<n>\d{1,3})\b"),
    re.compile(
        rf"(?P<n>\d{{1,3}})\s(?:{_RETAIL})\s?(?:x|/|per|a|each)\s?(?:{_CARTON}|box)"
    ),
    re.compile(rf"(?P<n>\d{{1,3}})\s(?:{_RETAIL})\s?x\s?\d"),
    re.compile(
        rf"(?:{_CARTON})s?\s?\(?(?:of|isi|a|mit"
        rf"|with)?\s?\(?(?P<n>\d{{1,3}})\s?(?:{_RETAIL})"
    ),
    re.compile(r"\bisi\s(?P<n>\d{1,3})\b(?!\s?(?:x|ton|t\b|kg))"),
    re.compile(rf"(?P<n>\d{{1,3}})\s?(?:per|/)\s?(?:{_CARTON})"),
)
_SMALL = Decimal("0.002")  # tonnes: what one retail pack can weigh at most


def unit_tonnes(
    source: Source, amount: Amount, inside: tuple[Amount, ...], region: Span
) -> tuple[Decimal, bool] | None:
    """Tonnes in one `amount.unit`, and whether a volume stood for the weight.

    Parameters
    ----------
    inside
        The other amounts of the same goods.
    region
        Part of the text that speaks of these goods.
    """
    if amount.unit in ("carton", "box"):
        return _carton(source, inside, region)
    weights = [one for one in inside if one.is_mass and one.unit in ("kg", "g", "lb")]
    near = sorted(weights, key=lambda one: abs(one.span[0] - amount.span[1]))
    for one in near:
        weight = one.tonnes()
        if weight and _is_size_of(source, one, amount):
            return weight, False
    if amount.unit in ("bottle", "jar", "tin", "pouch", "pack", "piece"):
        return _retail(inside)
    return None


def _is_size_of(source: Source, size: Amount, amount: Amount) -> bool:
    gap = source.plain[amount.span[1] : size.span[0]]
    follows = size.span[0] >= amount.span[1] and re.fullmatch(
        r"\s?\(?(?:of|x|a|zu|@|je|isi|de|van|,)?\s?\(?", gap
    )
    words = {
        "bag": r"bags?|sack|karung|sacke|jute",
        "bale": r"bales?",
        "drum": r"drums?",
        "block": r"blocks?|compressed",
    }
    named = words.get(amount.unit, amount.unit)
    after = source.plain[size.span[1] : size.span[1] + 24]
    before = source.plain[max(0, size.span[0] - 14) : size.span[0]]
    is_named = re.match(rf"\s?\w*\s?(?:{named}|each)", after) or re.search(
        rf"(?:{named})s?\s(?:of\s)?$", before
    )
    return bool(follows or is_named) and size.unit != "t"


def _retail(inside: tuple[Amount, ...]) -> tuple[Decimal, bool] | None:
    for one in inside:
        factor = (
            MASSES.get(one.unit) if one.unit in ("g", "kg") else VOLUMES.get(one.unit)
        )
        if factor is not None and one.high * factor <= _SMALL:
            return one.high * factor, one.unit in VOLUMES
    return None


def _carton(
    source: Source, inside: tuple[Amount, ...], region: Span
) -> tuple[Decimal, bool] | None:
    pack = _retail(inside)
    counts = _inner_counts(source, region)
    if pack is None or not counts:
        return None
    weight = pack[0]
    for count in counts:
        weight *= count
    return weight, pack[1]


def inner_spans(source: Source) -> list[Span]:
    """Where counts inside a carton stand: they are no quantity."""
    return [
        match.span("n")
        for pattern in _INNER
        for match in pattern.finditer(source.plain)
    ]


def _inner_counts(source: Source, region: Span) -> list[int]:
    found: dict[int, int] = {}
    for pattern in _INNER:
        for match in pattern.finditer(source.plain, *region):
            found.setdefault(match.start("n"), int(match["n"]))
    return [found[place] for place in sorted(found)]
