"""Papers that are handed in: what one is, is read from its content, not its name.

In this order, so that the cheap comes first: size, kind, a second kind within, malware,
then the whole file is opened. What does not pass is refused and nothing of it is kept.
Photos of products and visits pass `registry.photo_file`, which asks the same scanner.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.core.files.base import ContentFile

from wadah.apps.registry.upload.pdf_files import look_into_pdf
from wadah.apps.registry.upload.pictures import redraw_picture
from wadah.apps.registry.upload.refusals import FIELD, refuse, too_large
from wadah.apps.registry.upload.scanner import scan_file
from wadah.core.values import InvalidInput

SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
# What is kept: a picture is drawn anew as JPEG, PNG is of former days.
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_WEBP = (b"RIFF", b"WEBP")
_SCRIPT = re.compile(rb"<(script|html|svg|\?php|!doctype)\b", re.IGNORECASE)
# A browser guesses the kind of a file from its beginning.
_GUESSED_FROM = 1024


class Upload(Protocol):
    """A file as the framework hands it over."""

    @property
    def name(self) -> str | None: ...

    def read(self, num_bytes: int | None = None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Received:
    """A file that may be kept, and the text in it as far as it holds any."""

    content: bytes
    kind: str
    sha256: str
    scanned_at: datetime | None
    text: str
    file_name: str

    def make_file(self) -> ContentFile[bytes]:
        """The content under a name that nobody can guess."""
        name = f"{secrets.token_hex(16)}.{self.kind}"
        return ContentFile(self.content, name=name)


def receive_upload(upload: Upload, field: str = FIELD) -> Received:
    """Look at a file; raise `InvalidInput` on `field` for one not to be kept."""
    try:
        return _receive(upload)
    except InvalidInput as error:
        raise InvalidInput(field, error.rule, error.message) from error


def _receive(upload: Upload) -> Received:
    limit = settings.WADAH_UPLOAD_MAX_BYTES
    content: bytes = upload.read(limit + 1)
    if len(content) > limit:
        raise too_large(limit)
    kind = _find_kind(content)
    scanned_at = scan_file(content)
    text = ""
    kept = content
    if kind == "pdf":
        text = look_into_pdf(content)
    else:
        kept, kind = redraw_picture(content), "jpg"
    return Received(
        content=kept,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        scanned_at=scanned_at,
        text=text,
        file_name=(upload.name or "")[-200:],
    )


def _find_kind(content: bytes) -> str:
    if not content:
        raise refuse("file_empty")
    kind = next((k for mark, k in SIGNATURES.items() if content.startswith(mark)), None)
    if kind is None and (content[:4], content[8:12]) == _WEBP:
        kind = "webp"
    if kind is None:
        raise refuse("file_type")
    if _is_two_kinds(content, kind):
        raise refuse("file_two_kinds")
    return kind


def _is_two_kinds(content: bytes, kind: str) -> bool:
    if zipfile.is_zipfile(io.BytesIO(content)):
        return True
    if kind == "pdf":
        return bool(_SCRIPT.search(content[:_GUESSED_FROM]))
    return b"%PDF-" in content or bool(_SCRIPT.search(content))
