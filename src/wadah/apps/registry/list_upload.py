"""Keeps a list between its preview and its loading, for a day at most."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core import signing

from wadah.apps.registry.importing.safety import INVISIBLE
from wadah.apps.registry.upload.scanner import scan_file
from wadah.core.values import InvalidInput, Text

KEPT_SECONDS = 24 * 3600
_SALT = "wadah.registry.list_upload"
# Bytes; file systems hold 255 and a suffix of ours follows.
_LONGEST_NAME = 200


class Upload(Protocol):
    """A file as the framework hands it over."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int | None = None) -> Any: ...


def keep_upload(upload: Upload, user_id: int | None) -> str:
    """Write the file under a random folder; the ticket is for this person only.

    The file keeps its own name, because a list without a title block is known by it.
    """
    limit = settings.WADAH_UPLOAD_MAX_BYTES
    content: bytes = upload.read(limit + 1)
    if len(content) > limit:
        megabytes = limit // 1024**2
        raise InvalidInput(
            "file",
            "file_too_large",
            Text(
                f"Berkas lebih dari {megabytes} MB. Bagi daftarnya, lalu coba lagi.",
                f"The file is larger than {megabytes} MB. Split the list, then retry.",
            ),
        )
    scan_file(content, "file")
    _forget_old()
    folder = secrets.token_hex(16)
    name = _safe_name(upload.name or "")
    (_root() / folder).mkdir(parents=True)
    (_root() / folder / name).write_bytes(content)
    return signing.dumps([folder, name, user_id], salt=_SALT)


def find_upload(ticket: str, user_id: int | None) -> Path:
    """The kept file; raise `InvalidInput` when it is gone or another person's."""
    try:
        folder, name, owner = signing.loads(ticket, salt=_SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise InvalidInput("file", "upload_gone", _GONE) from error
    path = _root() / str(folder) / str(name)
    if owner != user_id or not path.is_file():
        raise InvalidInput("file", "upload_gone", _GONE)
    return path


def forget_upload(path: Path) -> None:
    """Remove a kept file with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _root() -> Path:
    home: Path = settings.WADAH_HOME
    return home / "uploads" / "imports"


def _safe_name(name: str) -> str:
    """Its end, without signs that nobody sees or that lead out of the folder."""
    kept = re.sub(r'[/\\:*?"<>|\r\n\t]', "_", INVISIBLE.sub("", name))
    kept = kept.encode()[-_LONGEST_NAME:].decode(errors="ignore")
    return kept if kept.strip(". ") else "list"


def _forget_old() -> None:
    """Previews that nobody went on with hold names and phones; they do not stay."""
    oldest = time.time() - KEPT_SECONDS
    for folder in _root().glob("*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


_GONE = Text(
    "Berkas ini sudah tidak disimpan. Pilih berkasnya sekali lagi.",
    "This file is no longer kept. Choose it once more.",
)
