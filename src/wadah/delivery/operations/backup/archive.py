"""The file of a backup: a tar in gzip, sealed with a passphrase or not."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from wadah.core.values import InvalidInput, Text
from wadah.delivery.operations.backup.manifest import Member
from wadah.delivery.operations.backup.sealing import (
    MAGIC,
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)

# The levels above save a tenth of the size for three times the time.
COMPRESSION = 3
FILE_MODE = 0o600
# A member is held in memory only up to this; larger ones are uploads and flow.
MAX_IN_MEMORY = 64 * 1024 * 1024
COPY_BYTES = 1 << 20


class ArchiveWriter:
    """Writes members one after the other and remembers each with its sha256."""

    def __init__(self, target: IO[bytes], passphrase: str | None) -> None:
        self.members: list[Member] = []
        self._stack = ExitStack()
        flow: IO[bytes] = target
        if passphrase is not None:
            sealed = cast(IO[bytes], SealedWriter(target, passphrase))
            flow = self._stack.enter_context(sealed)
        packed = gzip.GzipFile(fileobj=flow, mode="wb", compresslevel=COMPRESSION)
        self._stack.enter_context(packed)
        tar = tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  the stack closes it
        self._tar = self._stack.enter_context(tar)

    def add_bytes(self, name: str, data: bytes) -> None:
        self.members.append(Member(name, len(data), hashlib.sha256(data).hexdigest()))
        self._tar.addfile(_info(name, len(data)), io.BytesIO(data))

    def add_file(self, name: str, source: IO[bytes], size: int) -> None:
        hashing = _HashingReader(source)
        self._tar.addfile(_info(name, size), cast(IO[bytes], hashing))
        self.members.append(Member(name, size, hashing.hexdigest()))

    def close(self) -> None:
        self._stack.close()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(time.time()), FILE_MODE
    return info


class _HashingReader:
    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        return data

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def is_sealed(path: Path) -> bool:
    """Raises `InvalidInput` when the file cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise InvalidInput("file", "backup_unreadable", _unreadable(path)) from error


class ArchiveReader:
    """Reads members in their order; what is damaged raises `InvalidInput`."""

    def __init__(self, tar: tarfile.TarFile, packed: gzip.GzipFile) -> None:
        self._tar = tar
        self._packed = packed
        self.members: list[Member] = []

    def __iter__(self) -> Iterator[tuple[str, int, IO[bytes]]]:
        for info in self._tar:
            if not info.isfile() or not _is_safe(info.name):
                raise damaged()
            stream = self._tar.extractfile(info)
            if stream is None:
                raise damaged()
            yield info.name, info.size, stream

    def take_bytes(self, name: str, size: int, stream: IO[bytes]) -> bytes:
        """The whole member."""
        if size > MAX_IN_MEMORY:
            raise damaged()
        data = stream.read()
        if len(data) != size:
            raise damaged()
        self.members.append(Member(name, size, hashlib.sha256(data).hexdigest()))
        return data

    def drain(self) -> None:
        """Read to the end: a sum and a seal that cover everything stand there."""
        if self._tar.next() is not None:
            raise damaged()  # something behind what ought to be the last member
        while self._packed.read(COPY_BYTES):
            continue

    def take_to(self, name: str, size: int, stream: IO[bytes], path: Path) -> None:
        """Write the member to a file."""
        digest, left = hashlib.sha256(), size
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            while block := stream.read(COPY_BYTES):
                digest.update(block)
                target.write(block)
                left -= len(block)
        if left:
            raise damaged()
        self.members.append(Member(name, size, digest.hexdigest()))


@contextmanager
def open_archive(path: Path, passphrase: str | None) -> Iterator[ArchiveReader]:
    """Read a backup.

    Raises `InvalidInput` when it is none, is damaged or cut off, or the passphrase is
    wrong or missing.
    """
    sealed = is_sealed(path)
    if sealed and passphrase is None:
        raise InvalidInput("passphrase-file", "passphrase_missing", _MISSING)
    try:
        with ExitStack() as stack:
            flow: IO[bytes] = stack.enter_context(path.open("rb"))
            if sealed:
                opened = SealedReader(flow, passphrase or "")
                flow = cast(IO[bytes], io.BufferedReader(opened))
            packed = stack.enter_context(gzip.GzipFile(fileobj=flow, mode="rb"))
            tar = stack.enter_context(tarfile.open(fileobj=packed, mode="r|"))
            yield ArchiveReader(tar, packed)
    except WrongPassphrase as error:
        raise InvalidInput("passphrase-file", "passphrase_wrong", _WRONG) from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged() from error


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def damaged() -> InvalidInput:
    return InvalidInput("file", "backup_damaged", _DAMAGED)


def _unreadable(path: Path) -> Text:
    return Text(
        f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.",
        f"The file {path} cannot be read. Check its name and its permissions.",
    )


_DAMAGED = Text(
    "Berkas ini bukan cadangan Wadah yang utuh: terpotong, berubah, atau berkas lain. "
    "Pakai cadangan yang lain; tidak ada yang diubah.",
    "This file is no whole backup of Wadah: cut off, changed, or something else. "
    "Use another backup; nothing was changed.",
)
_MISSING = Text(
    "Cadangan ini dienkripsi. Sebut berkas frasa sandinya dengan --passphrase-file.",
    "This backup is encrypted. Name the file of its passphrase with --passphrase-file.",
)
_WRONG = Text(
    "Frasa sandi ini bukan milik cadangan ini, atau berkasnya berubah atau terpotong. "
    "Tidak ada yang diubah.",
    "The passphrase is not that of this backup, or the file was changed or cut off. "
    "Nothing was changed.",
)
