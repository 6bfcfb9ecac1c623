"""A sealed stream opens whole with its passphrase and not at all otherwise."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from wadah.delivery.operations.backup.sealing import (
    CHUNK_BYTES,
    MAGIC,
    PREFIX_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)

PASSPHRASE = "kain tapis benang emas"
HEAD = len(MAGIC) + 1 + SALT_BYTES + PREFIX_BYTES
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
TEXT = b"".join(number.to_bytes(4, "big") for number in range(CHUNK_BYTES * 5 // 8))


def seal(text: bytes) -> bytes:
    target = io.BytesIO()
    with SealedWriter(target, PASSPHRASE) as writer:
        for start in range(0, len(text), 100_003):
            writer.write(text[start : start + 100_003])
    return target.getvalue()


def unseal(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(data), passphrase)).read()


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(TEXT)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, len(TEXT)])
def test_opens_what_it_sealed(size: int) -> None:
    assert unseal(seal(TEXT[:size])) == TEXT[:size]


def test_the_same_text_is_never_sealed_alike(sealed: bytes) -> None:
    assert seal(TEXT)[HEAD:] != sealed[HEAD:]


def test_refuses_another_passphrase(sealed: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        unseal(sealed, "kain tapis benang perak")


def swap_chunks(data: bytes) -> bytes:
    head, body = data[:HEAD], data[HEAD:]
    first, second = body[:SEALED_CHUNK], body[SEALED_CHUNK : 2 * SEALED_CHUNK]
    return head + second + first + body[2 * SEALED_CHUNK :]


@pytest.mark.parametrize(
    "spoil",
    [
        swap_chunks,
        lambda data: data[: HEAD + SEALED_CHUNK],  # cut between two chunks
        lambda data: data[: HEAD + 2 * SEALED_CHUNK],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data[: HEAD + 9] + bytes([data[HEAD + 9] ^ 1]) + data[HEAD + 10 :],
        lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:],  # the salt
        lambda data: data[: len(MAGIC)] + b"\xff" + data[len(MAGIC) + 1 :],
        lambda data: data[:10],
    ],
)
def test_refuses_what_was_changed(
    spoil: Callable[[bytes], bytes], sealed: bytes
) -> None:
    with pytest.raises(WrongPassphrase):
        unseal(spoil(sealed))
