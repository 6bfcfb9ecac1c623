"""Reads the permits and certificates that a list states."""

from __future__ import annotations

import re
from datetime import date

from wadah.apps.registry.importing.fieldreader import FieldReader
from wadah.apps.registry.importing.staged import StagedCertificate
from wadah.apps.registry.importing.words import clean_text, clean_value
from wadah.core.language import MONTH_NAMES

# Column field and the kind it states. The forms of the numbers: P-IRT 13 digits and two
# of the year, halal 14 digits (MUI) or ID and 17 (BPJPH), marks IDM or an application.
KINDS = {
    "certificate_iumk": "iumk",
    "certificate_pirt": "pirt",
    "certificate_halal": "halal",
    "certificate_mark": "mark",
    "certificate_bpom": "bpom",
}
_NUMBERS = {
    "iumk": re.compile(
        r"(\d[\w./ -]*?/[\w./ -]*?\w)"
        r"(?= *(?:tanggal|tgl|tahun|$)| +\d{1,2} +[a-z])",
        re.IGNORECASE,
    ),
    "pirt": re.compile(r"(\d{13} ?- ?\d{2}|\d{15}|\d{12,13})"),
    "halal": re.compile(r"(ID ?\d{17}|\d{14,17}|\d{11})"),
    "mark": re.compile(r"(IDM ?\d{9}|[DJ]ID ?\d{10})", re.IGNORECASE),
    "bpom": re.compile(r"(MD ?\d{12}(?:\d{3})?)", re.IGNORECASE),
}  # fmt: skip
_DATE_IN_WORDS = re.compile(r"\b(\d{1,2})[ -]+([a-z]{3,9})\.?[ -]+(\d{4})\b", re.I)
_DATE_IN_NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_LONGEST_STATED = 500
# "ada" and "proses" say something, though no number.
_SAYS_NO = re.compile(r"tidak|belum|no|none|x", re.IGNORECASE)


def read_certificates(
    reader: FieldReader,
) -> dict[int, tuple[StagedCertificate, ...]]:
    """The certificates of each row that states one, by its position."""
    found: dict[int, tuple[StagedCertificate, ...]] = {}
    for field, kind in KINDS.items():
        if not reader.has(field):
            continue
        cells = reader.raw(field)
        for at in (cells.str.contains(r"\w")).arg_true():
            certificate = read_certificate(kind, cells[at])
            if certificate is not None:
                found[at] = (*found.get(at, ()), certificate)
    return found


def read_certificate(kind: str, cell: str) -> StagedCertificate | None:
    """Number and day of issue of one cell, as far as it states them.

    >>> read_certificate("pirt", "No. 2066471014792-23 tanggal 4 Juni 2018")
    StagedCertificate(kind='pirt', number='2066471014792-23', issued_on='2018-06-04', \
stated='No. 2066471014792-23 tanggal 4 Juni 2018')
    """
    stated = clean_value(cell)[:_LONGEST_STATED]
    if not stated or _SAYS_NO.fullmatch(stated):
        return None
    number = _NUMBERS[kind].search(stated)
    issued = read_date(stated)
    return StagedCertificate(
        kind=kind,
        number=re.sub(r" ?- ?", "-", number[1]).strip().upper() if number else "",
        issued_on=issued.isoformat() if issued else "",
        stated=stated,
    )


def read_date(text: str) -> date | None:
    """The day that a text names in Indonesian or English words, or in numbers.

    >>> read_date("tanggal 06 Januari 2017")
    datetime.date(2017, 1, 6)
    >>> read_date("tahun 2017") is None
    True
    """
    bare = clean_text(text)
    words = _DATE_IN_WORDS.search(bare)
    if words and words[2].lower() in MONTH_NAMES:
        return _day(int(words[3]), MONTH_NAMES[words[2].lower()], int(words[1]))
    iso = _ISO_DATE.search(bare)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _DATE_IN_NUMBERS.search(bare)
    # Day before month, as in Indonesia.
    return _day(int(numbers[3]), int(numbers[2]), int(numbers[1])) if numbers else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
