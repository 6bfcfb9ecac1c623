"""A text that is unreadable in the database without the installation's key."""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _Base = models.TextField[str, str]
else:
    _Base = models.TextField

# AES-256-GCM, a random nonce before each text. A token without this mark is one of the
# first release (Fernet): a list of a province holds 70,000 numbers, and Fernet takes
# ten times as long for each.
_VERSION = "a1:"
_NONCE_BYTES = 12
_PURPOSE = b"wadah identity numbers, AES-256-GCM"


class EncryptedTextField(_Base):
    """Encrypts on the way in and decrypts on the way out; cannot be searched."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return decrypt(value) if value else ""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else ""


@lru_cache(maxsize=4)
def _cipher(key: str) -> AESGCM:
    """The cipher of a key; the key of Fernet itself is never used for it."""
    secret = urlsafe_b64decode(key.encode())
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret))


def encrypt(text: str) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    hidden = _cipher(settings.WADAH_IDENTITY_KEY).encrypt(nonce, text.encode(), None)
    return _VERSION + urlsafe_b64encode(nonce + hidden).decode()


def encrypt_all(texts: Iterable[str]) -> list[str]:
    """`encrypt` of many texts; an empty one stays empty."""
    hide = _cipher(settings.WADAH_IDENTITY_KEY).encrypt

    def token(text: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        hidden = nonce + hide(nonce, text.encode(), None)
        return _VERSION + urlsafe_b64encode(hidden).decode()

    return [token(text) if text else "" for text in texts]


def decrypt(token: str) -> str:
    """The text of a token, of an earlier release too.

    Raises `cryptography.fernet.InvalidToken` when the key is another one or the token
    was changed.
    """
    key = settings.WADAH_IDENTITY_KEY
    if not token.startswith(_VERSION):
        return Fernet(key).decrypt(token.encode()).decode()
    content = urlsafe_b64decode(token[len(_VERSION) :].encode())
    nonce, hidden = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
    try:
        return _cipher(key).decrypt(nonce, hidden, None).decode()
    except InvalidTag as error:
        raise InvalidToken from error


def fingerprint(number: str) -> str:
    """A keyed hash by which an encrypted number is found by exact match only."""
    if not number:
        return ""
    key = settings.WADAH_IDENTITY_KEY.encode()
    return hmac.digest(key, number.encode(), "sha256").hex()


def fingerprints(numbers: Iterable[str]) -> list[str]:
    """`fingerprint` of many numbers."""
    key = settings.WADAH_IDENTITY_KEY.encode()
    return [
        hmac.digest(key, number.encode(), "sha256").hex() if number else ""
        for number in numbers
    ]


def mask(number: str) -> str:
    """Only the last four digits, for screens.

    >>> mask("0220001234567")
    '•••••••••4567'
    """
    return "•" * max(len(number) - 4, 0) + number[-4:] if number else ""


def mask_address(address: str) -> str:
    """A phone number or an e-mail address as others may see it.

    >>> mask_address("+6281234567890")
    '••••••••••7890'
    >>> mask_address("siti@example.org")
    's•••@example.org'
    """
    name, at, house = address.partition("@")
    return f"{name[:1]}•••@{house}" if at else mask(address)
