"""How the goods are to be packed, in the words of the closed list."""

from __future__ import annotations

import re

from wadah.core.language.request_text.patterns import WordPattern
from wadah.core.language.request_text.source import Source, Span

_RULES = tuple(
    (word, WordPattern(pattern))
    for word, pattern in (
        ("jute_bag", r"jute|gunny|karung goni|jutesack\w*"),
        (
            "pp_bag",
            r"\bpp (?:woven|bags?|sacks?)|woven pp|pp-?sack\w*|karung pp"
            r"|polypropylene",
        ),
        ("paper_bag", r"kraft|paper (?:bags?|sacks?)|papier\w*|kantong kertas"),
        ("jumbo_bag", r"jumbo|big ?bags?|fibc"),
        (
            "inner_box",
            r"inner (?:box\w*|carton)|innenbox\w*|innenkarton\w*"
            r"|kotak dalam",
        ),
        ("carton", r"cartons?\b|\bctns?\b|\bdus\b|karton\w*|kardus"),
        ("pouch", r"pouch\w*|standbeutel|ziplock"),
        ("tin", r"\btins?\b|\bcans\b|kaleng"),
        ("glass", r"\bglass\b|\bjars?\b|toples kaca"),
        ("bottle", r"bottles?\b|bottled|botol"),
        ("drum", r"drums?\b"),
        ("ibc", r"\bibc\b"),
        ("flexibag", r"flexi[ -]?(?:bag|tank)s?|\bflexi\b"),
        ("iso_tank", r"iso[ -]?tank"),
        ("bulk_liner", r"bulk liner|liner bag|in bulk with liner"),
        ("bale", r"bales?\b|\bballen\b|\bbalen\b"),
        ("bundle", r"bundles?\b|ikat(?:an)?\b"),
        ("block", r"\bblocks?\b|balok"),
        ("pallet_plastic", r"plastic pallets?"),
        ("pallet_wood", r"wood(?:en)? pallets?|palet kayu|holzpalett\w*"),
        ("crate_wood", r"wood(?:en)? crates?|peti kayu"),
        ("reefer", r"reefer|\d0 ?rf\b"),
    )
)
_OTHER = re.compile(
    r"(?:also accepted|or|atau|oder|no|without|tanpa|kein\w*"
    r"|not)\s?(?:\d+ ?kg )?(?:a |in )?$"
)
_ALTERNATIVE = re.compile(
    r"^\s?(?:or|atau|oder|/)\s?(?:in )?(?:\w+ ){0,2}(?:bags?|cartons?|sacks?|pp|jute"
    r"|box)"
)
_ALSO = re.compile(r"also (?:accepted|ok|fine)|juga boleh|auch moglich")


def read_packing(
    source: Source, start: int = 0, end: int | None = None
) -> dict[str, Span]:
    """Words of the closed list with their place.

    Two ways of packing that are offered as alternatives are both left out: the list
    means that all of it is needed.
    """
    last = len(source.plain) if end is None else end
    found: dict[str, Span] = {}
    for word, pattern in _RULES:
        for match in pattern.finditer(source.plain, start, last):
            if _is_wanted(source, match.span()):
                found[word] = match.span()
                break
    return found


def _is_wanted(source: Source, span: Span) -> bool:
    before = source.plain[max(0, span[0] - 18) : span[0]]
    after = source.plain[span[1] : span[1] + 30]
    if _OTHER.search(before) or _ALTERNATIVE.match(after):
        return False
    return not _ALSO.search(source.sentence_text(span[0]))
