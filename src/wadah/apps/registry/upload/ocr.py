"""Reads the letters of a picture with tesseract, where it is installed."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess  # nosec B404

logger = logging.getLogger("wadah.ocr")
WAIT_SECONDS = 90
LANGUAGES = ("ind+eng", "eng")


def can_read_pictures() -> bool:
    """Whether the machine has the program."""
    return shutil.which("tesseract") is not None


def read_picture(content: bytes) -> str:
    """The text of a picture; empty where nothing can be read."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    # Without the Indonesian letters it still reads numbers and dates.
    for languages in LANGUAGES:
        try:
            done = subprocess.run(  # noqa: S603  # nosec B603
                [program, "stdin", "stdout", "-l", languages, "--psm", "3"],
                input=content,
                capture_output=True,
                timeout=WAIT_SECONDS,
                check=False,
                # Its threads wait for one another: one is more than twice as fast.
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            logger.warning("reading took too long")
            return ""
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace")
    logger.warning("tesseract could not read")
    return ""
