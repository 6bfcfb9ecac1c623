"""Ed25519 keys: the private halves lie in the home, the public ones go to everybody."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from wadah.core.values import InvalidInput, Text

KEYS_FORMAT = "wadah-keys-1"
# What is signed says what it is: a signature of one thing fits no other.
SHEET = b"wadah-sheet-1\n"
STATUS = b"wadah-status-1\n"


class KeyMissing(Exception):
    """The private half of the key that signs is not in this home."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What everybody may know of a key."""

    id: str
    public_hex: str
    created_at: datetime
    retired_at: datetime | None = None
    distrusted_from: datetime | None = None


def make_private_key(folder: Path) -> tuple[str, str]:
    """Write a new private key that only its owner reads; its id and public half."""
    private = Ed25519PrivateKey.generate()
    public_hex = private.public_key().public_bytes_raw().hex()
    key_id = name_key(public_hex)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(_path(folder, key_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)
        stream.flush()
        os.fsync(stream.fileno())
    return key_id, public_hex


def name_key(public_hex: str) -> str:
    """The id of a key is made of the key: nobody can give it to another."""
    return hashlib.sha256(bytes.fromhex(public_hex)).hexdigest()[:16]


def has_private_key(folder: Path, key_id: str) -> bool:
    return _path(folder, key_id).is_file()


def sign(folder: Path, key_id: str, purpose: bytes, payload: bytes) -> bytes:
    """The signature of a payload. Raises `KeyMissing`."""
    try:
        pem = _path(folder, key_id).read_bytes()
    except OSError as error:
        raise KeyMissing(key_id) from error
    private = load_pem_private_key(pem, None)
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissing(key_id)
    return private.sign(purpose + payload)


def is_signed_by(
    key: PublicKey, purpose: bytes, payload: bytes, signature: bytes
) -> bool:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_hex))
    try:
        public.verify(signature, purpose + payload)
    except InvalidSignature:
        return False
    return True


def keys_as_json(keys: Iterable[PublicKey]) -> list[dict[str, str | None]]:
    return [
        {
            "id": key.id,
            "public": key.public_hex,
            "created_at": key.created_at.isoformat(),
            "retired_at": key.retired_at.isoformat() if key.retired_at else None,
            "distrusted_from": (
                key.distrusted_from.isoformat() if key.distrusted_from else None
            ),
        }
        for key in keys
    ]


def read_keys_file(data: bytes) -> dict[str, PublicKey]:
    """The keys of a file that `wadah keys list --json` or the site gave.

    Raises `InvalidInput`.
    """
    try:
        document = json.loads(data)
        if document["format"] != KEYS_FORMAT:
            raise InvalidInput("keys", "keys_unreadable", _NO_KEYS)
        return read_keys(document["keys"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput("keys", "keys_unreadable", _NO_KEYS) from error


def read_keys(rows: Iterable[Mapping[str, Any]]) -> dict[str, PublicKey]:
    """Raises `ValueError`, `KeyError` or `TypeError` for what is no list of keys."""
    found = {}
    for row in rows:
        public_hex = str(row["public"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        if name_key(public_hex) != row["id"]:
            raise ValueError(row["id"])
        found[str(row["id"])] = PublicKey(
            str(row["id"]),
            public_hex,
            _moment(row["created_at"]),
            _moment(row["retired_at"]) if row.get("retired_at") else None,
            _moment(row["distrusted_from"]) if row.get("distrusted_from") else None,
        )
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _path(folder: Path, key_id: str) -> Path:
    return folder / f"sheet-{key_id}.pem"


_NO_KEYS = Text(
    "Ini bukan berkas kunci publik Wadah. Unduh dari alamat /sheets/keys.json milik "
    "penerbit, atau buat dengan `wadah keys list --json`.",
    "This is no file of public keys of Wadah. Get it at /sheets/keys.json of the "
    "issuer, or make it with `wadah keys list --json`.",
)
