"""Small files for the tests, made at run time: good papers, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image


def make_pdf(*lines: str, pages: int = 1) -> bytes:
    """A PDF with a line of text each; its pages are all the same."""
    pdf = pikepdf.new()
    drawn = [f"1 0 0 1 50 {780 - 16 * row} Tm ({line}) Tj"
             for row, line in enumerate(lines)]  # fmt: skip
    content = pdf.make_stream(("BT /F1 11 Tf " + " ".join(drawn) + " ET").encode())
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
    )
    for _number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = content
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    return save(pdf)


def save(pdf: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in how, **how)
    return out.getvalue()


def change(content: bytes, **root: object) -> bytes:
    """The PDF with entries added to its root."""
    pdf = pikepdf.open(io.BytesIO(content))
    for name, value in root.items():
        pdf.Root[f"/{name}"] = value
    return save(pdf)


def act(**action: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(**action)


def lock(content: bytes) -> bytes:
    pdf = pikepdf.open(io.BytesIO(content))
    return save(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


def attach(content: bytes) -> bytes:
    pdf = pikepdf.open(io.BytesIO(content))
    pdf.attachments["letter.exe"] = b"MZ program"
    return save(pdf)


def make_picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), exif: Image.Exif | None = None
) -> bytes:
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    if exif is None:
        picture.save(out, kind)
    else:
        picture.save(out, kind, exif=exif)
    return out.getvalue()


def make_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that would unpack to `side` squared points."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG", optimize=True)
    return out.getvalue()


def make_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return out.getvalue()
