"""Reads a file of notifications (as ePing gives it) into rows; nothing is kept here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from wadah.apps.reference.data_files import read_markets, read_thesaurus
from wadah.core.language import search_families
from wadah.core.values import InvalidInput, Text

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
# What a heading may be called; compared without blanks, case and signs.
_HEADINGS = {
    "symbol": ("symbol", "documentsymbol", "notificationsymbol", "docsymbol"),
    "member": ("notifyingmember", "member", "notifyingmembers", "country"),
    "title": ("title", "documenttitle"),
    "products": ("products", "productscovered", "productdescription", "description"),
    "hs": ("hscodes", "hs", "hscode", "productshscodes"),
    "distributed_on": ("distributiondate", "datedistributed", "date", "distributedon"),
    "comments_until": ("finaldateforcomments", "commentdeadline", "commentsuntil",
                       "deadlineforcomments"),
    "adopted_on": ("proposeddateofadoption", "proposedadoption", "adoption"),
    "in_force_on": ("proposeddateofentryintoforce", "proposedentryintoforce",
                    "entryintoforce"),
    "link": ("link", "url", "linktonotification", "address"),
}  # fmt: skip
_NEEDED = ("symbol", "member", "title", "distributed_on")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
# How members of the WTO are called where our list says otherwise.
_CALLED = {
    "europeanunion": "EU", "eu": "EU", "europeancommunities": "EU",
    "unitedkingdom": "GB", "uk": "GB", "unitedstatesofamerica": "US", "usa": "US",
    "korearepublicof": "KR", "republicofkorea": "KR", "vietnam": "VN",
    "hongkongchina": "HK", "russianfederation": "RU", "chinesetaipei": "TW",
    "saudiarabiakingdomof": "SA", "kingdomofsaudiarabia": "SA", "turkey": "TR",
    "bruneidarussalam": "BN", "laopeoplesdemocraticrepublic": "LA",
    "kuwaitthestateof": "KW", "bahrainkingdomof": "BH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One notification as the file states it."""

    symbol: str
    member: str
    markets: tuple[str, ...]
    title: str
    products: str
    hs_codes: tuple[str, ...]
    families: tuple[str, ...]
    distributed_on: date
    comments_until: date | None
    adopted_on: date | None
    in_force_on: date | None
    link: str


@dataclass(frozen=True, slots=True)
class FeedFault:
    """What is wrong with one row."""

    row: int
    error: InvalidInput

    def as_json(self) -> dict[str, object]:
        return {"row": self.row, **self.error.as_json()["error"]}


def read_feed(content: bytes) -> tuple[list[FeedRow], list[FeedFault]]:
    """The rows and the faults of the others.

    Raises `InvalidInput` where the file as a whole cannot be read.
    """
    table = csv.DictReader(io.StringIO(_decode(content)), delimiter=_mark(content))
    names = _map_headings(table.fieldnames or [])
    rows: list[FeedRow] = []
    faults: list[FeedFault] = []
    seen: set[str] = set()
    for number, cells in enumerate(_rows(table), start=2):
        try:
            row = _read(cells, names)
            if row.symbol in seen:
                raise _fault("symbol", "symbol_twice", "Simbol ini ada dua kali.",
                             "This symbol stands twice in the file.")  # fmt: skip
        except InvalidInput as error:
            faults.append(FeedFault(number, error))
            continue
        seen.add(row.symbol)
        rows.append(row)
    return rows, faults


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _fault("file", "file_too_large", "Berkas paling besar 5 MB.",
                     "The file is no larger than 5 MB.")  # fmt: skip
    if b"\0" in content:
        raise _fault("file", "file_not_csv", "Berkas ini bukan CSV.",
                     "This file is no CSV.")  # fmt: skip
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("file", "file_not_utf8", "Simpan ulang berkas sebagai CSV UTF-8.",
                     "Save the file again as CSV UTF-8.") from error  # fmt: skip


def _mark(content: bytes) -> str:
    head = content.split(b"\n", 1)[0]
    return ";" if head.count(b";") > head.count(b",") else ","


def _rows(table: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    try:
        for number, cells in enumerate(table):
            if number >= MOST_ROWS:
                raise _fault("file", "too_many_rows", f"Batasnya {MOST_ROWS} baris.",
                             f"No more than {MOST_ROWS} rows.")  # fmt: skip
            if any(isinstance(one, str) and one.strip() for one in cells.values()):
                yield cells
    except csv.Error as error:
        raise _fault("file", "file_not_csv", "Berkas ini bukan CSV.",
                     "This file is no CSV.") from error  # fmt: skip


def _map_headings(headings: Sequence[str]) -> Mapping[str, str]:
    plain = {_plain(one): one for one in headings if one}
    found = {
        name: plain[word]
        for name, words in _HEADINGS.items()
        for word in words
        if word in plain
    }
    for name in _NEEDED:
        if name not in found:
            raise _fault(name, "column_missing", f"Kolom {name} tidak ada.",
                         f"The column {name} is missing.")  # fmt: skip
    return found


def _read(cells: Mapping[str, str], names: Mapping[str, str]) -> FeedRow:
    def text(name: str, most: int = 4000) -> str:
        value = (cells.get(names.get(name, "")) or "").strip()
        if len(value) > most:
            raise _fault(name, "text_too_long", f"Paling panjang {most} huruf.",
                         f"No longer than {most} signs.")  # fmt: skip
        if name in _NEEDED and not value:
            raise _fault(name, "required", "Isi dahulu.", "Fill this in.")
        return value

    title, products = text("title", 500), text("products")
    link = text("link", 500)
    if link and not re.fullmatch(r"https?://\S+", link):
        raise _fault("link", "link_format", "Tautan harus diawali https://.",
                     "A link begins with https://.")  # fmt: skip
    stated = text("distributed_on")
    distributed = _day(stated, "distributed_on")
    if distributed is None:
        raise _no_day("distributed_on", stated)
    member = text("member", 120)
    return FeedRow(
        symbol=text("symbol", 60),
        member=member,
        markets=_markets(member),
        title=title,
        products=products,
        hs_codes=_codes(text("hs"), products),
        families=_families(products or title),
        distributed_on=distributed,
        comments_until=_day(text("comments_until"), "comments_until"),
        adopted_on=_day(text("adopted_on"), "adopted_on"),
        in_force_on=_day(text("in_force_on"), "in_force_on"),
        link=link,
    )


def _day(value: str, field: str) -> date | None:
    """A day; words such as "To be determined" are none, a wrong day is a fault."""
    if not value or not re.search(r"\d", value):
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(value, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise _no_day(field, value)


def _no_day(field: str, value: str) -> InvalidInput:
    return _fault(field, "date_format", f"“{value}” bukan tanggal. Tulis 2026-12-30.",
                  f"“{value}” is not a date. Write 2026-12-30.")  # fmt: skip


def _markets(member: str) -> tuple[str, ...]:
    """Our code of each member named; a member we have no market of gives none."""
    known = _members()
    parts = [member, *re.split(r"[;/]", member)]
    return tuple(
        dict.fromkeys(known[_plain(one)] for one in parts if _plain(one) in known)
    )


@cache
def _members() -> Mapping[str, str]:
    rows = read_markets()
    known = {_plain(row.name.en): row.iso2 for row in rows}
    return known | {row.iso2.lower(): row.iso2 for row in rows} | _CALLED


def _codes(stated: str, products: str) -> tuple[str, ...]:
    """HS codes: all digits of the column, in other words only after "HS"."""
    digits = re.findall(r"\d{2,4}(?:[. ]?\d{2}){0,3}", stated)
    said = re.findall(r"HS[^;.]{0,40}?((?:\d{2,4}(?:\.\d{2}){0,2}[,\s]*)+)", products)
    digits += [one for group in said for one in re.findall(r"[\d.]+", group)]
    plain = (re.sub(r"\D", "", one) for one in digits)
    return tuple(
        dict.fromkeys(one[:6] for one in plain if len(one) in (2, 4, 6, 8, 10))
    )


def _families(words: str) -> tuple[str, ...]:
    """Families the words name for sure."""
    found: list[str] = []
    for part in re.split(r"[;,()]| and ", words)[:20]:
        family = _family(part.strip().lower())
        found += [family] if family else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _family(words: str) -> str:
    hits = search_families(words, read_thesaurus()) if words else ()
    return hits[0].family if hits and hits[0].score >= _SURE else ""


# Of 1: below it a word is like the name of a family and not the name itself.
_SURE = 0.9


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _fault(field: str, rule: str, in_indonesian: str, in_english: str) -> InvalidInput:
    return InvalidInput(field, rule, Text(in_indonesian, in_english))
