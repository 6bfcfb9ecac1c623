"""A PDF: kept as it is, for a signature in it must still hold, or refused."""

from __future__ import annotations

import json
import subprocess  # nosec B404
import sys
from pathlib import Path

from wadah.apps.registry.upload.refusals import refuse

_CHILD = Path(__file__).with_name("pdf_child.py")
WAIT_SECONDS = 30
# After the end mark only blanks; some programs write a few signs more.
_TAIL_SIGNS = 16


def look_into_pdf(content: bytes) -> str:
    """The text of the PDF; raise `InvalidInput` for one that is not to be kept."""
    _, mark, tail = content.rpartition(b"%%EOF")
    if not mark:
        raise refuse("pdf_broken")
    if len(tail.strip(b"\r\n\t \x00")) > _TAIL_SIGNS:
        raise refuse("file_two_kinds")
    try:
        found = json.loads(_run("look", content))
    except (subprocess.SubprocessError, ValueError) as error:
        # It ran out of its time or memory, or brought the library down.
        raise refuse("pdf_heavy") from error
    if "rule" in found:
        raise refuse(found["rule"])
    return str(found["text"])


def draw_first_page(content: bytes) -> bytes | None:
    """The first page as JPEG for reading by machine; None where it cannot be drawn."""
    try:
        return _run("picture", content)
    except subprocess.SubprocessError:
        return None


def _run(what: str, content: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603  # nosec B603
        [sys.executable, "-I", str(_CHILD), what],
        input=content,
        capture_output=True,
        timeout=WAIT_SECONDS,
        check=True,
    )
    return done.stdout
