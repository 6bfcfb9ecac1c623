"""The page of a sheet: PDF/A-3b, drawn by Typst from the data that are signed."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import segno
import typst
from babel.dates import format_date
from babel.numbers import format_decimal
from django.contrib.staticfiles import finders

from wadah.apps.validation.sheets.block import canonical_json
from wadah.core.values import InvalidInput, Text

TEMPLATE = Path(__file__).with_name("sheet.typ")
# As many checks as fit stand on the page, all of them in the attached data: first in
# the usual size, then smaller, then fewer.
SIZES = ((8.6, 1.1), (8.0, 0.8), (7.4, 0.6))
CHECK_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="11" fill="#256f49"/>'
    '<path d="m7 12.4 3.4 3.4L17.2 9" fill="none" stroke="#fffdf9" stroke-width="2.4" '
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
)
Pair = dict[str, str]


def render_sheet(payload: Mapping[str, Any]) -> bytes:
    """The PDF of a payload, one page A4.

    Raises `InvalidInput` when a sign of its text is in no font of ours, or when the
    page cannot hold it.
    """
    checks = payload["checks"]
    for size, inset in SIZES:
        pdf = _draw(payload, checks, size, inset)
        if pdf is not None:
            return pdf
    size, inset = SIZES[-1]
    for count in range(len(checks) - 1, -1, -1):
        pdf = _draw(payload, checks[:count], size, inset)
        if pdf is not None:
            return pdf
    raise InvalidInput("sheet", "sheet_too_long", _TOO_LONG)


def _draw(
    payload: Mapping[str, Any], checks: list[Any], size: float, inset: float
) -> bytes | None:
    """The PDF, or None when it needs more than one page."""
    shown = describe(payload, checks)
    shown |= {"check-size": size, "check-inset": inset}
    files: Any = {
        "main.typ": TEMPLATE.read_bytes(),
        "sheet.json": json.dumps(shown).encode(),
        "payload.json": canonical_json(payload),
        "qr.svg": draw_code(payload["address"]),
        "check.svg": CHECK_MARK.encode(),
        "ornament.svg": _read_static("web/ornament.svg"),
        "wordmark.svg": _read_static("web/wordmark.svg"),
    }
    try:
        compiler = typst.Compiler(files, ignore_system_fonts=True)
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
        if pages != 1:
            return None
        pdf = compiler.compile(files, format="pdf", pdf_standards="a-3b")
        return pdf if isinstance(pdf, bytes) else None
    except typst.TypstError as error:
        # A sign without a glyph would leave a hole in what two people vouch for.
        if "could not be displayed" in str(error):
            raise InvalidInput("sheet", "sheet_sign", _no_glyph(str(error))) from error
        raise


def draw_code(address: str) -> bytes:
    """The QR code of an address, as SVG."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=0, dark="#211a17", xmldecl=False, svgns=True)
    return out.getvalue()


def _read_static(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def describe(payload: Mapping[str, Any], checks: list[Any]) -> dict[str, Any]:
    """The words of the page, in both languages."""
    issued = datetime.fromisoformat(payload["issued_at"])
    market = payload["market"]["name"]
    notes = list_notes(checks)
    return {
        "title": f"Wadah {payload['number']}",
        "issuer": payload["issuer"]["organisation"],
        "issued": [issued.year, issued.month, issued.day],
        "number": payload["number"],
        "address": payload["address"],
        "key": payload["key"],
        "verdict": _pair(f"Siap untuk {market['id']}", f"Ready for {market['en']}"),
        "sentence": _pair(*_SENTENCE),
        "facts": list_facts(payload),
        "dates": list_dates(payload),
        "checked": _pair("Yang diperiksa", "What was checked"),
        "headings": [
            _pair("Aturan", "Rule"),
            _pair("", "Asked and met"),
            _pair("Diminta dan terpenuhi", ""),
            _pair("Sumber", "Source"),
        ],
        "checks": [
            {
                "rule": check["rule"],
                **check["message"],
                "mark": notes.index(check["warning"]) + 1 if check["warning"] else 0,
                "source": check["source"],
                "day": check["checked_on"],
            }
            for check in checks
        ],
        "notes": notes,
        "synthetic": _pair(*_SYNTHETIC) if payload["is_example"] else None,
        "more": _more(len(payload["checks"]) - len(checks)),
        "people": list_people(payload),
        "small": _pair(*_SMALL),
    }


def list_notes(checks: list[Any]) -> list[Pair]:
    """The warnings of the checks, each once: a check carries their number."""
    notes: list[Pair] = []
    for check in checks:
        if check["warning"] and check["warning"] not in notes:
            notes.append(check["warning"])
    return notes


def list_facts(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Product, business, lot and market."""
    product, lot, business = payload["product"], payload["lot"], payload["business"]
    hs_code = f"HS {product['hs']} ({product['hs_edition']})" if product["hs"] else "–"
    place = business["name"] + (f", {business['district']}" if business["district"]
                                else "")  # fmt: skip
    return [
        _fact("Produk", "Product", _same(product["name"])),
        _fact("Jenis", "Kind", _capital(product["family"])),
        _fact("Kode HS", "HS code", _same(hs_code)),
        _fact("Usaha", "Business", _same(place)),
        _fact("Lot", "Lot", _lot(lot)),
        _fact("Pasar", "Market", payload["market"]["name"]),
    ]


def list_dates(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The days of the shipment that are planned."""
    return [
        _fact(in_id, in_en, _day(payload["dates"][name]))
        for name, in_id, in_en in _DATES
        if payload["dates"].get(name)
    ]


def list_people(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """By whom and when; offices and roles, no names of people."""
    checked = _day(payload["checked_on"])
    decided = _day(payload["decided_on"])
    return [
        _fact("Penerbit", "Issued by", _same(payload["issuer"]["organisation"])),
        _fact("Diperiksa", "Checked", checked),
        _fact("Disahkan", "Approved", decided),
        _fact("Berlaku sampai", "Holds until", _day(payload["holds_until"])),
    ]


def _lot(lot: Mapping[str, Any] | None) -> Pair:
    if lot is None:
        return _pair("semua lot", "any lot")
    weight = float(lot["quantity_kg"])
    return _pair(
        f"{lot['code']}, {format_decimal(weight, locale='id')} kg",
        f"{lot['code']}, {format_decimal(weight, locale='en')} kg",
    )


def _day(text: str) -> Pair:
    day = date.fromisoformat(text)
    return _pair(
        format_date(day, "d MMMM y", locale="id"),
        format_date(day, "d MMMM y", locale="en"),
    )


def _more(count: int) -> Pair | None:
    if not count:
        return None
    return _pair(
        f"dan {count} lagi, di data terlampir dan di alamat lembar ini",
        f"and {count} more, in the attached data and at the address of this sheet",
    )


def _fact(in_id: str, in_en: str, value: Mapping[str, str]) -> dict[str, Any]:
    return {"label": _pair(in_id, in_en), "value": dict(value)}


def _capital(words: Mapping[str, str]) -> Pair:
    return {language: text[:1].upper() + text[1:] for language, text in words.items()}


def _same(text: str) -> Pair:
    return _pair(text, text)


def _pair(in_id: str, in_en: str) -> Pair:
    return {"id": in_id, "en": in_en}


def _no_glyph(found: str) -> Text:
    sign = found.split("`")[1] if "`" in found else found
    return Text(
        f"{sign} tidak dapat dicetak di lembar validasi. Tulis nama itu dengan huruf "
        "Latin.",
        f"{sign} cannot be printed on a validation sheet. Write that name in Latin "
        "letters.",
    )


_DATES = (
    ("declared_on", "PEB", "Declared"),
    ("departs_on", "Berangkat", "Departs"),
    ("arrives_on", "Tiba", "Arrives"),
    ("placed_on", "Dipasarkan", "On the market"),
)
_SYNTHETIC = ("contoh buatan", "synthetic example")
_SENTENCE = (
    "Dua orang memeriksa: setiap surat yang sudah wajib ada, dan setiap batas "
    "terpenuhi, untuk lot, pasar dan tanggal di bawah.",
    "Two people checked it: every paper that is due is there and every limit is kept, "
    "for the lot, the market and the dates below.",
)
_SMALL = (
    "Berlaku hanya untuk lot, pasar dan tanggal di atas; bukan sertifikat instansi dan "
    "bukan nasihat hukum. Dapat dicabut atau digantikan: periksa dengan kode QR, atau "
    "tanpa internet dengan: wadah verify BERKAS. Satu huruf yang diubah merusak tanda "
    "tangan.",
    "Covers only the lot, market and dates above; no certificate of an authority and "
    "no legal advice. It can be revoked or superseded: check by the QR code, or "
    "without a network by: wadah verify FILE. One changed letter breaks the signature.",
)
_TOO_LONG = Text(
    "Isi lembar tidak muat di satu halaman. Pendekkan nama produk atau usaha.",
    "The sheet does not fit one page. Shorten the name of the product or business.",
)
