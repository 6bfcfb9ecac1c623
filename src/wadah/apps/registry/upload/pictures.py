"""A picture of a paper: decoded, turned upright, drawn anew; nothing else is kept.

What travels in a photo beside its points (the place, the phone, a short film, a second
file) is not kept, and no original is: a paper is to be read, no more.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from wadah.apps.registry.upload.refusals import refuse

MOST_PIXELS = 80_000_000
# An A4 page at 250 points an inch: small print and stamps stay legible.
LONGEST_SIDE = 2900
JPEG_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")


def redraw_picture(content: bytes) -> bytes:
    """The picture as a plain JPEG; raise `InvalidInput` where it is none."""
    # The size stands in the header: a bomb is refused before it is unpacked.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise refuse("picture_pixels") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise refuse("picture_broken") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise refuse("picture_pixels")
    try:
        return _draw(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise refuse("picture_broken") from error


def _draw(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    upright = upright.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A fresh canvas, so that no profile, comment or thumbnail travels along.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True)
    return out.getvalue()
