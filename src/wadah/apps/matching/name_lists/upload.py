"""Lays an uploaded list down for the time of its reading."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from wadah.apps.matching.name_lists.reading import MOST_BYTES
from wadah.apps.matching.name_lists.shapes import refuse


@contextmanager
def kept_for_reading(upload: UploadedFile[bytes]) -> Iterator[Path]:
    """A file that is gone afterwards. Raises `InvalidInput` for one too large."""
    if (upload.size or 0) > MOST_BYTES:
        raise refuse("file_too_large")
    with tempfile.TemporaryDirectory(prefix="wadah-list-") as folder:
        path = Path(folder) / "list"
        with path.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        yield path
