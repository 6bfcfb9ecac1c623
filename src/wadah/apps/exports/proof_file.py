"""Checks an uploaded proof by its content and gives it a name nobody can guess."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from wadah.core.values import InvalidInput, Text

# First bytes of the kinds of file a proof may be, and the ending it is kept under.
_KINDS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


def read_proof(upload: UploadedFile[bytes]) -> ContentFile[bytes]:
    """The content under a random name.

    Raises `InvalidInput` when it is too large or no PDF, JPEG or PNG.
    """
    if (upload.size or 0) > settings.WADAH_UPLOAD_MAX_BYTES:
        raise InvalidInput("proof_upload", "file_too_large", _TOO_LARGE)
    content = upload.read()
    for start, ending in _KINDS:
        if content.startswith(start):
            return ContentFile(content, name=f"{secrets.token_hex(16)}.{ending}")
    raise InvalidInput("proof_upload", "file_kind", _KIND)


_TOO_LARGE = Text(
    "Berkas terlalu besar, paling besar 20 MB.", "The file is too large: 20 MB at most."
)
_KIND = Text(
    "Unggah PDF atau foto (JPG, PNG).", "Upload a PDF or a picture (JPG, PNG)."
)
