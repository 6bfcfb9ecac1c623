"""Turns an uploaded picture into two plain JPEGs that carry nothing but pixels."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from wadah.apps.registry.upload.scanner import scan_file
from wadah.core.values import InvalidInput, Text

FULL_PIXELS = 1600
SMALL_PIXELS = 480
JPEG_QUALITY = 82
# Phones of today take 50 megapixels; what is larger is an attack or a scan.
MOST_PIXELS = 64_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def encode_photo(upload: IO[bytes], most_bytes: int) -> tuple[bytes, bytes]:
    """The picture at full and at small size, without the place where it was taken.

    Raises `InvalidInput` when it is too large, malware or no picture; what the file
    calls itself does not count.
    """
    content = upload.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise InvalidInput("upload", "too_large", _too_large(most_bytes))
    scan_file(content)
    try:
        picture = _open(content)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InvalidInput("upload", "not_a_picture", _NOT_A_PICTURE) from error
    return _encode(picture, FULL_PIXELS), _encode(picture, SMALL_PIXELS)


def _open(content: bytes) -> Image.Image:
    """Decode after the size in the header was looked at: a bomb is never unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise InvalidInput("upload", "too_many_pixels", _TOO_MANY) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise InvalidInput("upload", "too_many_pixels", _TOO_MANY)
    picture.draft("RGB", (FULL_PIXELS, FULL_PIXELS))
    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    return upright.convert("RGB")


def _encode(picture: Image.Image, most: int) -> bytes:
    copy = picture.copy()
    copy.thumbnail((most, most), Image.Resampling.LANCZOS)
    # A fresh canvas, so that no profile, comment or thumbnail travels along.
    plain = Image.new("RGB", copy.size)
    plain.paste(copy)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _too_large(most_bytes: int) -> Text:
    most = most_bytes // (1024 * 1024)
    return Text(
        f"Foto terlalu besar; paling besar {most} MB.",
        f"The photo is too large; at most {most} MB.",
    )


_NOT_A_PICTURE = Text(
    "Berkas ini bukan foto yang dapat dibaca. Pakai JPEG, PNG atau WebP.",
    "This file is no picture that can be read. Use JPEG, PNG or WebP.",
)
_TOO_MANY = Text(
    "Foto ini memiliki terlalu banyak piksel. Kecilkan dahulu.",
    "This picture has too many pixels. Make it smaller first.",
)
