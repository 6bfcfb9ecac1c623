"""A paper that proves something: PDF or picture, told by its content."""

from __future__ import annotations

import secrets
from typing import Any, Protocol

from django.conf import settings
from django.core.files.base import ContentFile

from wadah.apps.registry.photo_file import encode_photo
from wadah.core.values import InvalidInput, Text

PDF_MARK = b"%PDF-"
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


class Upload(Protocol):
    """A file as the framework hands it over."""

    def read(self, num_bytes: int | None = None) -> Any: ...

    def seek(self, offset: int) -> Any: ...


def read_paper(upload: Upload, field: str = "paper") -> ContentFile[bytes]:
    """The content under a random name; a picture is drawn anew, without its place.

    Raises `InvalidInput` when it is too large, or neither a PDF nor a picture.
    """
    most = settings.WADAH_UPLOAD_MAX_BYTES
    content: bytes = upload.read(most + 1)
    if len(content) > most:
        raise InvalidInput(field, "too_large", _too_large(most))
    if content.startswith(PDF_MARK):
        return ContentFile(content, name=f"{secrets.token_hex(16)}.pdf")
    upload.seek(0)
    try:
        full, _small = encode_photo(upload, most)  # type: ignore[arg-type]
    except InvalidInput as error:
        raise InvalidInput(field, "not_a_paper", _NOT_A_PAPER) from error
    return ContentFile(full, name=f"{secrets.token_hex(16)}.jpg")


def _too_large(most_bytes: int) -> Text:
    most = most_bytes // (1024 * 1024)
    return Text(
        f"Berkas terlalu besar; paling besar {most} MB.",
        f"The file is too large; at most {most} MB.",
    )


_NOT_A_PAPER = Text(
    "Hanya PDF atau foto (JPEG, PNG, WebP). Foto saja suratnya.",
    "Only PDF or a photo (JPEG, PNG, WebP). Simply take a photo of the paper.",
)
