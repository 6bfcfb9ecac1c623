"""The signature inside the file of a sheet: one block of comment lines.

It stands right before the last `startxref` of the PDF, where a reader skips it: no
object moves, nothing follows the end of the file, and PDF/A stays PDF/A. Everything
outside of the block is the page; the signed payload holds the hash of the page. So each
byte of the file is covered, and the block itself has only one way to be written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OPENING = b"%Wadah-Sheet-1\n"
CLOSING = b"%Wadah-Sheet-End\n"
ANCHOR = b"startxref"
# ISO 32000-1, 7.5.1 asks for lines of at most 255 bytes outside of streams.
LINE = 96


class NoBlock(Exception):
    """The file carries no block, or none where it belongs."""


class BadBlock(Exception):
    """There is a block, and it is not as Wadah writes one."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in the file: the page, the bytes that were signed, the signature."""

    page: bytes
    payload: bytes
    signature: bytes


def canonical_json(document: Mapping[str, Any]) -> bytes:
    """The one way to write a document: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def hash_page(page: bytes) -> str:
    return hashlib.sha256(page).hexdigest()


def put_block(page: bytes, payload: bytes, signature: bytes) -> bytes:
    """The page with its signature. Raises `NoBlock` when it is no PDF."""
    place = _find_anchor(page)
    return page[:place] + _write(payload, signature) + page[place:]


def read_block(data: bytes) -> Block:
    """The parts of a file. Raises `NoBlock` or `BadBlock`."""
    start = data.rfind(OPENING)
    if start < 0:
        raise NoBlock
    end = data.find(CLOSING, start)
    if end < 0:
        raise BadBlock
    end += len(CLOSING)
    payload, signature = _read(data[start + len(OPENING) : end - len(CLOSING)])
    # One way to write it: no bit can be turned without being seen.
    if data[start:end] != _write(payload, signature):
        raise BadBlock
    page = data[:start] + data[end:]
    try:
        place = _find_anchor(page)
    except NoBlock as error:
        raise BadBlock from error
    if place != start:
        raise BadBlock
    return Block(page, payload, signature)


def _find_anchor(page: bytes) -> int:
    place = page.rfind(ANCHOR)
    if place < 0:
        raise NoBlock
    return place


def _write(payload: bytes, signature: bytes) -> bytes:
    text = (
        base64.urlsafe_b64encode(payload) + b"." + base64.urlsafe_b64encode(signature)
    )
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    return OPENING + b"".join(b"%" + line + b"\n" for line in lines) + CLOSING


def _read(body: bytes) -> tuple[bytes, bytes]:
    text = b"".join(line[1:] for line in body.split(b"\n"))
    payload, dot, signature = text.partition(b".")
    if not dot:
        raise BadBlock
    try:
        return base64.urlsafe_b64decode(payload), base64.urlsafe_b64decode(signature)
    except (binascii.Error, ValueError) as error:
        raise BadBlock from error
