"""Incoterm, named place and country of destination."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from wadah.core.language.request_text.doubts import Doubts
from wadah.core.language.request_text.place_names import COUNTRIES, PLACES
from wadah.core.language.request_text.source import Source, Span

_CODES = "exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp"
# Terms of older editions and short forms, as the list of 2020 has them.
_OLDER = {"c&f": "CFR", "cnf": "CFR", "c+f": "CFR", "c and f": "CFR", "c & f": "CFR",
    "cf": "CFR",
          "c i f": "CIF", "f o b": "FOB", "dat": "DPU", "ex works": "EXW", "ab werk":
              "EXW"}  # fmt: skip
_TERM = re.compile(
    rf"(?<![a-z0-9])(?P<term>{_CODES}|c ?& ?f|c\+f|c and f|cnf|c i f|f o b|ex works"
    rf"|ab werk)(?![a-z0-9&])"
)
_UNKNOWN_TERM = re.compile(
    r"(?:incoterms?|delivery terms?|terms?)\s*(?:2020)?\s*[:=]\s*(?P<term>[a-z]{3})\b"
)
_REFUSED_AFTER = re.compile(r"\s?(?:no\b|not (?:possible|ok|wanted)|impossible|tidak)")
_REFUSED_BEFORE = re.compile(r"(?:\bno|\bnot|bukan|kein)\s$")
_PLACE = re.compile(
    r"(?<![a-z])(?:" + "|".join(sorted(PLACES, key=len, reverse=True)) + r")(?![a-z])"
)
_COUNTRY = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(sorted(COUNTRIES, key=len, reverse=True))
    + r")(?![a-z])"
)
_NAME = re.compile(
    r"\s?(?:port(?: of)?:?\s)?(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_LOWER_NAME = re.compile(r"\s(?P<name>[a-z]{4,}(?: [a-z]{5,})?)(?=\s*(?:[.,;\n]|$))")
_NOT_A_PLACE = frozenset(
    (
        "price prices pls please basis terms incl both only or and quote offer usd eu"
        "r both"
        " harga your port payment when target max monthly with terms delivery"
    ).split()
)
_PORT_FIELD = re.compile(
    r"(?:^|\n)\s*(?:port|place|destination port|pelabuhan"
    r"|hafen)[^:\n]{0,20}:\s*(?P<name>[^\n,;]+)"
)
_UP_TO = re.compile(
    r"(?:sampai|up to|delivered to|franco|bis|until port|sampe)\s(?=[a-z])"
)
_BUYER_AT = re.compile(
    r"(?:buyer|importir|importer|pembeli|distributor|pengedar|customer|kami|factory"
    r"|pabrik)\b[^.;\n]{0,40}?\b(?:di|in|from|dari|at|of)\s$"
)
_GOES_TO = re.compile(r"(?:\bto|destination|tujuan|ke|nach|for)\s?:?\s$")
# The seller's home port, where a buyer leaves the choice between ports.
_HOME_PORT = "panjang"
_LONGEST_GAP, _MOST_TERMS = 22, 20


@dataclass(frozen=True, slots=True)
class NamedTerm:
    code: str
    place: str | None
    iso2: str | None
    span: Span
    place_span: Span | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where goods change hands and where they go; every part may be absent."""

    incoterm: str | None = None
    place: str | None = None
    destination: str | None = None
    term_span: Span | None = None
    place_span: Span | None = None
    destination_span: Span | None = None


def read_delivery(
    source: Source, buyer_country: str | None, doubts: Doubts
) -> Delivery:
    """The terms asked for; of several, the one the price is named for.

    Where the text leaves the choice, a term that carries the goods to the buyer's port
    goes before one that ends in Indonesia or at his door, and the doubt is noted.
    """
    terms = _terms(source)
    chosen = _choose(terms, source, doubts)
    _doubt_unknown_term(source, doubts)
    if chosen is None:
        place, iso2, span = _place_without_term(source)
        chosen = NamedTerm("", place, iso2, span or (0, 0), span)
    destination, at = _destination(source, buyer_country, chosen)
    return Delivery(
        incoterm=chosen.code or None,
        place=chosen.place,
        destination=destination,
        term_span=chosen.span if chosen.code else None,
        place_span=chosen.place_span,
        destination_span=at,
    )


def _terms(source: Source) -> list[NamedTerm]:
    found = []
    for match in islice(_TERM.finditer(source.plain), _MOST_TERMS):
        before = source.plain[max(0, match.start() - 8) : match.start()]
        if _REFUSED_AFTER.match(source.plain, match.end()) or _REFUSED_BEFORE.search(
            before
        ):
            continue
        written = re.sub(r"\s?&\s?", "&", match["term"])
        code = _OLDER.get(written, written.upper())
        places = _places_after(source, match) if code != "EXW" else []
        if not places:
            found.append(NamedTerm(code, None, None, match.span(), None))
        for place, iso2, span in places:
            found.append(NamedTerm(code, place, iso2, match.span(), span))
    return found


Found = tuple[str, str | None, Span]


def _places_after(source: Source, match: re.Match[str]) -> list[Found]:
    """Places named for one term: "FOB Tanjung Priok atau Panjang" names two."""
    end = min(source.sentence(match.end() - 1)[1], match.end() + 70)
    following = _TERM.search(source.plain, match.end(), end)
    if following:
        end = following.start()
    found: list[Found] = []
    at = match.end()
    for place in _PLACE.finditer(source.plain, at, end):
        gap = source.plain[at : place.start()]
        is_next = (
            not found
            and len(gap) <= _LONGEST_GAP
            and not re.search(r"[,;]", gap.strip(" :"))
        )
        is_other = bool(found) and re.fullmatch(r"\s?(?:or|atau|/|oder|ou)\s?", gap)
        if not (is_next or is_other):
            break
        found.append(
            (_written(source, place.span()), PLACES[_key(place[0])], place.span())
        )
        at = place.end()
    return found or _place_before(source, match) or _unknown_place(source, match, end)


def _place_before(source: Source, match: re.Match[str]) -> list[Found]:
    for place in _PLACE.finditer(
        source.plain, max(0, match.start() - 18), match.start()
    ):
        if not source.plain[place.end() : match.start()].strip(" ,("):
            return [
                (_written(source, place.span()), PLACES[_key(place[0])], place.span())
            ]
    field = _PORT_FIELD.search(source.plain)
    if field:
        known = _PLACE.search(source.plain, field.start("name"), field.end("name"))
        span = known.span() if known else field.span("name")
        return [
            (
                _written(source, span),
                PLACES.get(_key(known[0])) if known else None,
                span,
            )
        ]
    return []


def _unknown_place(source: Source, match: re.Match[str], end: int) -> list[Found]:
    name = _NAME.match(source.text, match.end(), end)
    if (
        name
        and name["name"].split()[0].lower() not in _NOT_A_PLACE
        and not name["name"].isupper()
    ):
        return [(name["name"], None, name.span("name"))]
    low = _LOWER_NAME.match(source.plain, match.end(), end)
    is_chat = (
        source.text[source.body_start :].islower()
        or source.text[match.start()].islower()
    )
    if low and is_chat and not _NOT_A_PLACE & set(low["name"].split()):
        return [(_written(source, low.span("name")), None, low.span("name"))]
    return []


def _choose(terms: list[NamedTerm], source: Source, doubts: Doubts) -> NamedTerm | None:
    if not terms:
        return None
    if len({(term.code, term.place) for term in terms if term.place}) > 1:
        doubts.add(
            "place_ambiguous",
            "named_place",
            "Pembeli menyebut lebih dari satu syarat atau tempat penyerahan.",
            "The buyer names more than one delivery term or place.",
            terms[0].span,
        )
    return min(terms, key=lambda term: (_rank(term, source), term.span[0]))


def _rank(term: NamedTerm, source: Source) -> tuple[bool, int, bool]:
    priced = re.search(
        rf"\d[\d.,]*\s?(?:usd|eur|\$)?\s?(?:/|per)?\s?(?:mt|kg|ton"
        rf"|t)?\s{term.code.lower()}\b",
        source.plain,
    )
    carried = {"CIF": 0, "CFR": 0, "CIP": 0, "CPT": 0, "FOB": 1, "DAP": 1, "DDP": 1}
    is_home = (term.place or "").lower() == _HOME_PORT
    return (
        not (priced and term.place),
        (0 if term.place else 5) + carried.get(term.code, 2),
        not is_home,
    )


def _place_without_term(source: Source) -> tuple[str | None, str | None, Span | None]:
    for cue in _UP_TO.finditer(source.plain):
        place = _PLACE.match(source.plain, cue.end())
        if place:
            return _written(source, place.span()), PLACES[_key(place[0])], place.span()
    return None, None, None


def _destination(
    source: Source, buyer_country: str | None, chosen: NamedTerm
) -> tuple[str | None, Span | None]:
    """The buyer's country; for a relay from Indonesia the country named in the text."""
    if buyer_country and buyer_country != "ID":
        return buyer_country, None
    named = _named_countries(source)
    at_buyer = [
        one for one in named if _BUYER_AT.search(source.plain[: one[1][0]][-60:])
    ]
    going_to = [
        one for one in named if _GOES_TO.search(source.plain[: one[1][0]][-16:])
    ]
    if at_buyer or going_to:
        return (at_buyer or going_to)[0]
    if chosen.iso2 and chosen.iso2 != "ID":
        return chosen.iso2, chosen.place_span
    return named[0] if named else (None, None)


def _named_countries(source: Source) -> list[tuple[str, Span]]:
    found = [
        (COUNTRIES[_key(m[0], COUNTRIES)], m.span())
        for m in _COUNTRY.finditer(source.plain)
    ]
    found += [(PLACES[_key(m[0])], m.span()) for m in _PLACE.finditer(source.plain)]
    return sorted((one for one in found if one[0] != "ID"), key=lambda one: one[1])


def _doubt_unknown_term(source: Source, doubts: Doubts) -> None:
    match = _UNKNOWN_TERM.search(source.plain)
    if match and not _TERM.fullmatch(match["term"]):
        doubts.add(
            "contradiction",
            "incoterm",
            f"“{match['term'].upper()}” bukan Incoterm 2020.",
            f"“{match['term'].upper()}” is no Incoterm of 2020.",
            match.span("term"),
        )


def _key(written: str, table: dict[str, str] = PLACES) -> str:
    if written in table:
        return written
    return next(name for name in table if re.fullmatch(name, written))


def _written(source: Source, span: Span) -> str:
    """As the buyer wrote it, with capitals where he left them out."""
    words = source.text[span[0] : span[1]].strip()
    return words.title() if words.islower() or words.isupper() else words
