"""Looks into one PDF in a process of its own, whose time and memory are bounded.

Run with `python -I pdf_child.py look|picture`; the PDF comes by stdin. `look` writes
JSON with `rule` (why it is refused) or `pages` and `text`; `picture` writes the first
page as JPEG. It imports nothing of Wadah: what it reads may be made to break it.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2

MOST_PAGES = 100
MOST_VALUES = 400_000
PAGES_READ = 4
MOST_SIGNS = 20_000
CPU_SECONDS = 20
MEMORY_BYTES = 2 * 1024**3
PICTURE_SIDE = 2400
# What acts when the paper is opened or touched, or sends something away.
_ACTS = frozenset(
    "/JavaScript /Launch /ImportData /SubmitForm /GoToE /Rendition /Movie "
    "/RichMediaExecute".split()
)
_ACTIVE_KEYS = frozenset(("/JS", "/XFA", "/RichMediaContent"))


class Refused(Exception):
    """The code of the reason."""


def look(content: bytes) -> dict[str, Any]:
    """Pages and text of a PDF that only shows something; raise `Refused` for others."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refused("pdf_pages")
            if len(pdf.pages) == 0:
                raise Refused("pdf_broken")
            look_for_actions(pdf)
    except pikepdf.PasswordError as error:
        raise Refused("pdf_password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Refused("pdf_broken") from error
    return read_text(content)


def look_for_actions(pdf: pikepdf.Pdf) -> None:
    seen = 0
    for value in pdf.objects:
        for pairs in list_dictionaries(value):
            seen += 1
            if seen > MOST_VALUES:
                raise Refused("pdf_heavy")
            judge(pairs)


def judge(pairs: Any) -> None:
    keys = set(pairs.keys())
    if keys & _ACTIVE_KEYS or str(pairs.get("/S", "")) in _ACTS:
        raise Refused("pdf_active")
    if "/EF" in keys or str(pairs.get("/Type", "")) == "/EmbeddedFile":
        raise Refused("pdf_attachment")


def list_dictionaries(value: Any) -> Iterator[Any]:
    """The dictionaries that lie within one object; references are objects apart."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += [part for part in here if is_within(part)]
        elif isinstance(here, (pikepdf.Dictionary, pikepdf.Stream)):
            yield here
            waiting += [part for _key, part in here.items() if is_within(part)]


def is_within(part: Any) -> bool:
    return (
        isinstance(part, (pikepdf.Array, pikepdf.Dictionary)) and not part.is_indirect
    )


def read_text(content: bytes) -> dict[str, Any]:
    try:
        pdf = pypdfium2.PdfDocument(content)
        parts = [
            pdf[number].get_textpage().get_text_bounded()
            for number in range(min(len(pdf), PAGES_READ))
        ]
    except pypdfium2.PdfiumError as error:
        raise Refused("pdf_broken") from error
    return {"pages": len(pdf), "text": "\n".join(parts)[:MOST_SIGNS]}


def draw_first_page(content: bytes) -> bytes:
    page = pypdfium2.PdfDocument(content)[0]
    scale = min(3.0, PICTURE_SIDE / max(*page.get_size(), 1.0))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("L").save(out, "JPEG", quality=85)
    return out.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    content = sys.stdin.buffer.read()
    if sys.argv[1] == "picture":
        sys.stdout.buffer.write(draw_first_page(content))
        return
    try:
        found = look(content)
    except Refused as refused:
        found = {"rule": str(refused)}
    except MemoryError:
        found = {"rule": "pdf_heavy"}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
