"""Papers as files: what they are is read from their content, not from their name."""

from __future__ import annotations

import secrets
from typing import Any, Protocol

from django.conf import settings
from django.core.files.base import ContentFile

from wadah.core.values import InvalidInput, Text

SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


class Upload(Protocol):
    """A file as the framework hands it over."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int | None = None) -> Any: ...


def read_upload(upload: Upload) -> ContentFile[bytes]:
    """The content under a random name; raise `InvalidInput` for any other type."""
    limit = settings.WADAH_UPLOAD_MAX_BYTES
    content: bytes = upload.read(limit + 1)
    if len(content) > limit:
        megabytes = limit // 1024**2
        raise InvalidInput(
            "upload",
            "file_too_large",
            Text(
                f"Berkas lebih dari {megabytes} MB. Perkecil atau pindai ulang.",
                f"The file is larger than {megabytes} MB. Scan it again, smaller.",
            ),
        )
    kind = next((k for mark, k in SIGNATURES.items() if content.startswith(mark)), None)
    if kind is None:
        raise InvalidInput(
            "upload",
            "file_type",
            Text(
                "Hanya PDF, JPG atau PNG. Simpan ulang sebagai salah satunya.",
                "Only PDF, JPG or PNG. Save it again as one of them.",
            ),
        )
    return ContentFile(content, name=f"{secrets.token_hex(16)}.{kind}")
