"""A stream that nobody reads or changes without the passphrase.

The key comes from the passphrase by scrypt (RFC 7914); the text is cut into chunks,
each sealed with AES-256 in Galois/Counter Mode. The nonce of a chunk holds its number
and whether it is the last one, so that chunks cannot be swapped and a file that was cut
off is noticed (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"WADAH-SEALED-1\n"
SALT_BYTES = 16
PREFIX_BYTES = 7
TAG_BYTES = 16
CHUNK_BYTES = 1 << 20
# 128 MB and about half a second for each guess: OWASP's advice of 2023 for scrypt.
SCRYPT_LOG2_N = 17
SCRYPT_R = 8
SCRYPT_P = 1
# Bounds what a hostile file can make us allocate.
MAX_LOG2_N = 18


class WrongPassphrase(Exception):
    """The passphrase is not that of the file, or the file was changed or cut off."""


def _derive(passphrase: str, salt: bytes, log2_n: int) -> bytes:
    scrypt = Scrypt(salt=salt, length=32, n=1 << log2_n, r=SCRYPT_R, p=SCRYPT_P)
    return scrypt.derive(passphrase.encode())


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


class SealedWriter(io.RawIOBase):
    """Seals what is written to it; `close` seals the last chunk, not the file below."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        super().__init__()
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self._head = MAGIC + bytes([SCRYPT_LOG2_N]) + salt + self._prefix
        self._cipher = AESGCM(_derive(passphrase, salt, SCRYPT_LOG2_N))
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer
        self._waiting += piece
        # A full chunk is kept back: only `close` knows which one is the last.
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(piece)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._head))
        self._number += 1

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()


class SealedReader(io.RawIOBase):
    """Opens what a `SealedWriter` sealed.

    Raises `WrongPassphrase` when it is not the passphrase, or the file was changed or
    cut off.
    """

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        super().__init__()
        size = len(MAGIC) + 1 + SALT_BYTES + PREFIX_BYTES
        self._head = source.read(size)
        log2_n = self._head[len(MAGIC)] if len(self._head) == size else 0
        if not 10 <= log2_n <= MAX_LOG2_N:
            raise WrongPassphrase
        salt = self._head[len(MAGIC) + 1 : -PREFIX_BYTES]
        self._prefix = self._head[-PREFIX_BYTES:]
        self._cipher = AESGCM(_derive(passphrase, salt, log2_n))
        self._source = source
        self._next = source.read(CHUNK_BYTES + TAG_BYTES)
        self._open = b""
        self._number = 0
        self._is_done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        while not self._open and not self._is_done:
            self._unseal()
        count = min(len(view), len(self._open))
        view[:count] = self._open[:count]
        self._open = self._open[count:]
        return count

    def _unseal(self) -> None:
        chunk, self._next = self._next, self._source.read(CHUNK_BYTES + TAG_BYTES)
        self._is_done = not self._next
        nonce = _nonce(self._prefix, self._number, self._is_done)
        try:
            self._open = self._cipher.decrypt(nonce, chunk, self._head)
        except InvalidTag as error:
            raise WrongPassphrase from error
        self._number += 1
