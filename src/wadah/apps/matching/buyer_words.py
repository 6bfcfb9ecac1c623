"""A buyer's words as they arrive: a text, a mail, or the JSON of a program."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any, cast

from wadah.apps.matching.word_lists import list_words
from wadah.apps.reference.data_files import read_families, read_thesaurus
from wadah.core.language import (
    GoodsIndex,
    RequestReading,
    build_goods_index,
    read_request,
)
from wadah.core.matching import match_from_json
from wadah.core.values import InvalidInput, Text, unknown_word

MOST_BYTES = 10_000_000
"""A mail with its attachments; more is refused before it is looked at."""

_HEADER = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}"
)
_MAIL_HEADERS = re.compile(
    rb"(?im)^(?:from|to|subject|received|message-id|mime-version):"
)
_BLOCKS = frozenset("p div br li tr h1 h2 h3 h4 table blockquote".split())
_SILENT = frozenset(("style", "script", "head", "title"))


@dataclass(frozen=True, slots=True)
class BuyerWords:
    """What was written, when it came and from which country, as far as known."""

    body: str
    subject: str = ""
    received_on: date | None = None
    buyer_country: str | None = None


@cache
def goods_index() -> GoodsIndex:
    """The names of the packaged families, indexed once a process."""
    return build_goods_index(read_thesaurus())


def read_words(words: BuyerWords) -> RequestReading:
    """The structured request behind the words. Raises `InvalidInput`."""
    return read_request(
        words.body,
        goods_index(),
        subject=words.subject,
        received_on=words.received_on,
        buyer_country=words.buyer_country,
    )


def words_of_file(raw: bytes, name: str = "") -> BuyerWords:
    """The words in a file: JSON, a mail (`.eml`), or plain text.

    Raises
    ------
    InvalidInput
        `file_too_large`, `file_not_utf8`, or what is wrong with the mail.
    """
    if len(raw) > MOST_BYTES:
        raise InvalidInput("file", "file_too_large", _TOO_LARGE)
    if name.lower().endswith(".eml") or _is_mail(raw):
        return words_of_mail(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("file", "file_not_utf8", _NOT_UTF8) from error
    return BuyerWords(text)


def _is_mail(raw: bytes) -> bool:
    head = _HEADER.match(raw[:4000])
    return bool(head) and len(_MAIL_HEADERS.findall(cast(Any, head)[0])) > 1


def words_of_mail(raw: bytes) -> BuyerWords:
    """Subject, day and readable part of a mail; attachments are not opened."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise InvalidInput("body", "text_empty", _NO_TEXT)
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        text = bytes(cast(Any, payload) or b"").decode("utf-8", "replace")
    if part.get_content_type() == "text/html":
        text = _text_of_html(text)
    return BuyerWords(text, str(mail["subject"] or ""), _day_of(mail))


def _day_of(mail: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(mail["date"])).date()
    except (TypeError, ValueError, IndexError):
        return None


class _Reader(HTMLParser):
    """The words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def _text_of_html(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return re.sub(r"\n\s*\n+", "\n", "".join(reader.parts)).strip()


def words_of_json(data: object) -> BuyerWords:
    """The words in `{"subject", "body", "received_on", "buyer_country"}`.

    Raises
    ------
    InvalidInput
        With the field, for what is missing, of the wrong kind or not in its list.
    """
    if isinstance(data, str):
        return BuyerWords(data)
    if not isinstance(data, Mapping):
        raise InvalidInput("", "object", _OBJECT)
    return BuyerWords(
        body=_text(data, "body", is_needed=True),
        subject=_text(data, "subject"),
        received_on=_day(data.get("received_on")),
        buyer_country=_country(data.get("buyer_country")),
    )


def _text(data: Mapping[Any, Any], field: str, *, is_needed: bool = False) -> str:
    value = data.get(field)
    if value is None and not is_needed:
        return ""
    if not isinstance(value, str):
        rule = "required" if value is None else "text"
        raise InvalidInput(field, rule, _TEXT)
    return value


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    return _date(str(value), "received_on")


def _date(written: str, field: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InvalidInput(field, "date_format", _DATE) from error


def _country(value: object) -> str | None:
    if value is None or value == "":
        return None
    known = _words().destinations
    if value not in known:
        raise unknown_word("buyer_country", value, known)
    return str(value)


@cache
def _words() -> Any:
    return list_words(frozenset(row.family for row in read_families()))


def check_structured(data: Mapping[Any, Any], today: date) -> dict[str, Any]:
    """A request that is structured already: checked, with the names of the interface.

    Raises
    ------
    InvalidInput
        With the field: a word that is not in its list, a unit of another dimension,
        bounds that exclude one another, a quantity of nothing, a day in the past.
    """
    received = _day(data.get("received_on")) or today
    needed = data.get("needed_by")
    is_day = isinstance(needed, str) and len(needed) == len("2026-12-31")
    if is_day and _date(str(needed), "request.needed_by") < received:
        raise InvalidInput("request.needed_by", "in_the_past", _PAST)
    request, _, _ = match_from_json({"request": data}, _words(), today)
    rows = cast(list[Mapping[str, Any]], data["items"])
    items = [
        {**row, "specs": [line.as_json() for line in read.specs]}
        for row, read in zip(rows, request.items, strict=True)
    ]
    return {**data, "items": items, "doubts": data.get("doubts", [])}


_TOO_LARGE = Text(
    "Berkas lebih dari 10 MB. Kirim hanya surat atau teks permintaannya.",
    "The file is above 10 MB. Send the mail or the text of the request only.",
)
_NOT_UTF8 = Text(
    "Berkas ini bukan teks UTF-8. Simpan ulang sebagai UTF-8.",
    "This file is not UTF-8 text. Save it again as UTF-8.",
)
_NO_TEXT = Text(
    "Surat ini tidak berisi teks yang dapat dibaca.", "This mail has no text to read."
)
_OBJECT = Text(
    "Tulis objek dengan subject, body, received_on dan buyer_country, atau teks.",
    "Write an object with subject, body, received_on and buyer_country, or a text.",
)
_TEXT = Text("Bagian ini harus berupa teks.", "This part must be a text.")
_DATE = Text("Tulis tanggal seperti 2026-12-31.", "Write the day as 2026-12-31.")
_PAST = Text(
    "Hari ini sudah lewat saat permintaan diterima.",
    "This day lies before the day the request came.",
)
