"""Containers asked for: how many, which size, with what load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from wadah.core.language.request_text.amounts import Amount
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span

_BOX = r"(?:containers?|kontainer|conteneurs?|cont|cntr|fcls?|boxes)"
_FOOT = (
    r"(?:'+|\"|ft\b\.?|feet|foot(?:ers?)?|-?foot(?:ers?)?|kaki|fuss?|fu\w?|pieds?"
    r"|voet|fcl)"
)
_KIND = r"(?P<kind{0}>hc|hq|high ?cube|rf|reefer|rh|gp|dc|dv|std)?"
_SIZED = re.compile(
    rf"(?P<count>{NUMBER}|\ba\b|\ban\b)\s?(?:x\s?|\*\s?|of\s|mixed\s|voll\w*\s)?"
    rf"(?:{_BOX}\s?(?:of\s|a\s|@\s?|x\s?|ukuran\s|van\s)?(?P<size1>20"
    rf"|40)\s?[- ]?{_FOOT}?\s?{_KIND.format(1)}"
    rf"|(?P<size2>20|40)\s?[- ]?(?:{_FOOT}\s?{_KIND.format(2)}|(?P<kind3>hc|hq"
    rf"|rf))(?:\s?{_BOX})?)(?!\w)"
)
_UNSIZED = re.compile(rf"(?P<count>{NUMBER})\s?(?:x\s?)?(?:full\s)?{_BOX}(?!\w)")
_BARE = re.compile(
    rf"(?<![\d.,x])(?P<size>20|40)\s?[- ]?(?:{_FOOT}\s?{_KIND.format(1)}|(?P<kind2>hc"
    rf"|hq|rf))(?!\w)"
)
_PER_BOX = re.compile(
    rf"\s?(?:/|per|in each|each|every|je|pro|par|to a|tiap)\s?(?:one|a)?\s?(?:{_BOX}"
    rf"|box|20|40|flexi\w*)"
)
_EACH = re.compile(r"\s?(?:each|in each|per piece|masing|je\b|apiece|per fcl)")
_LOAD_BEFORE = re.compile(
    r"(?:\bof|\b(?:fcl|cont\w*|hc|hq|ft) x|\beach(?: flexi\w*)?|\bje|\ba|\bwith|@"
    r"|\bisi|\bloaded|\bper (?:cont\w*|box))\s?\(?$"
)
_MOST_CONTAINERS = 40
_TWENTY_MOST_TONNES = Decimal(21)


@dataclass(frozen=True, slots=True)
class Containers:
    """A number of containers.

    Parameters
    ----------
    unit
        `FCL20`, `FCL40`, `FCL40HC`, `FCL20RF`, `FCL40RF`, or `FCL` of unknown size.
    """

    count: Decimal
    unit: str
    span: Span


def list_containers(source: Source, notation: Notation) -> tuple[Containers, ...]:
    """Containers in the order of the text, each once."""
    found = [
        *islice(_sized(source, notation), _MOST_CONTAINERS),
        *islice(_unsized(source, notation), _MOST_CONTAINERS),
    ]
    kept: list[Containers] = []
    for one in sorted(found, key=lambda box: (box.span[0], -box.span[1])):
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
    return tuple(kept)


def _sized(source: Source, notation: Notation) -> Iterator[Containers]:
    for match in _SIZED.finditer(source.plain):
        size = match["size1"] or match["size2"]
        kind = match["kind1"] or match["kind2"] or match["kind3"] or ""
        count = match["count"]
        value = (
            Decimal(1)
            if count in ("a", "an")
            else read_number(count, notation, is_count=True).value
        )
        yield Containers(value, unit_of(size, kind), match.span())


def _unsized(source: Source, notation: Notation) -> Iterator[Containers]:
    for match in _UNSIZED.finditer(source.plain):
        value = read_number(match["count"], notation, is_count=True).value
        after = _BARE.match(source.plain, match.end() + 1)
        unit, end = "FCL", match.end()
        if after:
            unit, end = _unit_of_bare(after), after.end()
        yield Containers(value, unit, (match.start(), end))


def find_size(source: Source, span: Span) -> tuple[str, Span] | None:
    """A size written without a number in the sentences of `span`: "14 mt per 20ft"."""
    for match in _BARE.finditer(source.plain, *span):
        return _unit_of_bare(match), match.span()
    return None


def _unit_of_bare(match: re.Match[str]) -> str:
    return unit_of(match["size"], match["kind1"] or match["kind2"] or "")


def unit_of(size: str, kind: str) -> str:
    """The unit of the interface: high cube and reefer only where written."""
    if kind.startswith(("rf", "reefer", "rh")):
        return f"FCL{size}RF"
    if size == "40" and kind.startswith(("hc", "hq", "high")):
        return "FCL40HC"
    return f"FCL{size}"


def is_load(source: Source, amount: Amount) -> bool:
    """Whether a mass tells what goes into one container, bag or tank."""
    after = source.plain[amount.span[1] : amount.span[1] + 24]
    before = source.plain[max(0, amount.span[0] - 18) : amount.span[0]]
    return bool(
        _PER_BOX.match(after) or _EACH.match(after) or _LOAD_BEFORE.search(before)
    )


def size_by_load(tonnes: Decimal | None) -> str:
    """The likely size of a container named without one."""
    if tonnes is None:
        return "FCL20"
    return "FCL20" if tonnes <= _TWENTY_MOST_TONNES else "FCL40"
