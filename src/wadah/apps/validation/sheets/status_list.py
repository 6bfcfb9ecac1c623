"""The signed list of sheets that hold no more, for whoever checks without a network.

It names a sheet by the hash of its code: who holds a sheet finds it, nobody reads from
the list which sheets there are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from wadah.apps.validation.sheets.block import canonical_json
from wadah.apps.validation.sheets.checking import Register
from wadah.apps.validation.sheets.signing import (
    STATUS,
    PublicKey,
    is_signed_by,
    keys_as_json,
    read_keys,
    sign,
)
from wadah.apps.validation.sheets.state import Standing, State
from wadah.core.values import InvalidInput, Text

FORMAT = "wadah-status-1"


def hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def make_status_list(
    *,
    folder: Path,
    key_id: str,
    keys: Iterable[PublicKey],
    ended: Iterable[tuple[str, Standing]],
    as_of: datetime,
) -> dict[str, str]:
    """The document of the list: a canonical text and its signature.

    Raises `KeyMissing`.
    """
    payload = canonical_json(
        {
            "format": FORMAT,
            "as_of": as_of.isoformat(),
            "key": key_id,
            "keys": keys_as_json(keys),
            "sheets": [_line(code, standing) for code, standing in ended],
        }
    )
    signature = sign(folder, key_id, STATUS, payload)
    return {
        "format": FORMAT,
        "payload": payload.decode(),
        "signature": base64.urlsafe_b64encode(signature).decode(),
    }


def _line(code: str, standing: Standing) -> dict[str, str | None]:
    at = standing.revoked_at or standing.superseded_at
    state = State.REVOKED if standing.revoked_at else State.SUPERSEDED
    return {
        "sheet": hash_code(code),
        "state": (state if at else State.CANNOT_TELL).value,
        "at": at.isoformat() if at else None,
        "newer": standing.newer_number or None,
    }


def read_status_list(
    data: bytes, keys: Mapping[str, PublicKey]
) -> tuple[Register, dict[str, PublicKey]]:
    """The register of the list, and the keys with what the list says of them.

    A key that the list names and that was not known before is taken: one that is known
    vouches for it. Raises `InvalidInput`.
    """
    try:
        payload, body, signature = _open(data)
        key = keys.get(str(body["key"]))
        if key is None:
            raise InvalidInput("status", "status_unknown_key", _UNKNOWN_KEY)
        if key.distrusted_from or not is_signed_by(key, STATUS, payload, signature):
            raise InvalidInput("status", "status_signature", _BAD_SIGNATURE)
        as_of = datetime.fromisoformat(body["as_of"])
        ended = {str(row["sheet"]): _standing(row) for row in body["sheets"]}
        stated = read_keys(body["keys"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput("status", "status_unreadable", _UNREADABLE) from error

    def find(code: str, _file_sha256: str) -> Standing:
        return ended.get(hash_code(code), Standing())

    if as_of.tzinfo is None or stated.get(key.id, key).distrusted_from:
        raise InvalidInput("status", "status_signature", _BAD_SIGNATURE)
    return Register("status_list", as_of, find, False), {**keys, **stated}


def _open(data: bytes) -> tuple[bytes, Any, bytes]:
    document = json.loads(data)
    payload = str(document["payload"]).encode()
    body = json.loads(payload)
    if document["format"] != FORMAT or body["format"] != FORMAT:
        raise ValueError(FORMAT)
    try:
        return payload, body, base64.urlsafe_b64decode(document["signature"])
    except binascii.Error as error:
        raise ValueError("signature") from error


def _standing(row: Mapping[str, Any]) -> Standing:
    if row["state"] == State.CANNOT_TELL:
        return Standing(is_doubted=True)
    at = datetime.fromisoformat(row["at"])
    if row["state"] == State.REVOKED:
        return Standing(revoked_at=at)
    if row["state"] != State.SUPERSEDED:
        raise ValueError(row["state"])
    return Standing(superseded_at=at, newer_number=row.get("newer") or "")


_UNREADABLE = Text(
    "Ini bukan daftar status Wadah. Unduh dari alamat /sheets/status.json milik "
    "penerbit.",
    "This is no status list of Wadah. Get it at /sheets/status.json of the issuer.",
)
_UNKNOWN_KEY = Text(
    "Daftar status ditandatangani dengan kunci yang tidak ada di berkas kunci Anda. "
    "Unduh kunci yang baru dari penerbit.",
    "The status list was signed with a key that is not in your file of keys. Get the "
    "new keys from the issuer.",
)
_BAD_SIGNATURE = Text(
    "Tanda tangan daftar status tidak cocok. Unduh lagi dari penerbit.",
    "The signature of the status list does not fit. Get it again from the issuer.",
)
