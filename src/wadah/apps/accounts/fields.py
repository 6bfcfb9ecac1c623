"""A text that is unreadable in the database without the installation's key."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _Base = models.TextField[str, str]
else:
    _Base = models.TextField


class EncryptedTextField(_Base):
    """Encrypts on the way in and decrypts on the way out; cannot be searched."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return decrypt(value) if value else ""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else ""


def encrypt(text: str) -> str:
    return Fernet(settings.WADAH_IDENTITY_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    return Fernet(settings.WADAH_IDENTITY_KEY).decrypt(token.encode()).decode()


def fingerprint(number: str) -> str:
    """A keyed hash by which an encrypted number is found by exact match only."""
    if not number:
        return ""
    key = settings.WADAH_IDENTITY_KEY.encode()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()


def mask(number: str) -> str:
    """Only the last four digits, for screens.

    >>> mask("0220001234567")
    '•••••••••4567'
    """
    return "•" * max(len(number) - 4, 0) + number[-4:] if number else ""
