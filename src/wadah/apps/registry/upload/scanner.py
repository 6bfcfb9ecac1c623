"""Asks clamd, where one is configured, whether a file is malware.

`WADAH_SCANNER` names it. When it is configured and does not answer, nothing is kept:
a file that nobody scanned is not served to anybody.
"""

from __future__ import annotations

import logging
import socket
import struct
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from wadah.apps.registry.upload.refusals import FIELD, refuse

logger = logging.getLogger("wadah.scanner")
SECONDS = 30
_CHUNK = 64 * 1024


class NoAnswer(Exception):
    """The scanner cannot be reached or says something else than yes or no."""


def scan_file(content: bytes, field: str = FIELD) -> datetime | None:
    """When it was found clean; None without a scanner.

    Raises `InvalidInput` for malware, and when the scanner does not answer.
    """
    address: tuple[str, int] | str = settings.WADAH_SCANNER
    if not address:
        return None
    try:
        answer = ask(address, content)
        if answer.endswith("FOUND"):
            logger.warning("malware refused", extra={"found": answer[:120]})
            raise refuse("malware", field)
        if not answer.endswith("OK"):
            raise NoAnswer(answer[:120])
    except (NoAnswer, OSError) as error:
        logger.error("scanner silent", extra={"reason": str(error)[:200]})
        raise refuse("scanner_silent", field) from error
    return timezone.now()


def ask(address: tuple[str, int] | str, content: bytes) -> str:
    """What clamd says of the content, by its command INSTREAM."""
    is_path = isinstance(address, str)
    kind = socket.AF_UNIX if is_path else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(address)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            part = line.recv(4096)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
