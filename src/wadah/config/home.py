"""The folder that holds everything an installation writes, and its keys."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from cryptography.fernet import Fernet

from wadah.delivery.operations.backup.swap import finish_restores, hold_home


def find_home(environ: os._Environ[str] | dict[str, str]) -> Path:
    """`WADAH_HOME`, or the folder for a user's data on this system."""
    given = environ.get("WADAH_HOME")
    if given:
        return Path(given).expanduser().resolve()
    if sys.platform == "win32":
        base = Path(environ.get("LOCALAPPDATA", "~")).expanduser()
    elif sys.platform == "darwin":
        base = Path("~/Library/Application Support").expanduser()
    else:
        base = Path(environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return base / "wadah"


def prepare_home(home: Path) -> None:
    """Make the folders of an installation; a folder that exists is left as it is.

    A restore that was interrupted after its decision is carried to its end first.
    """
    # Database, uploads and keys are nobody else's; one that exists is left as it is.
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    hold_home(home)
    finish_restores(home)
    for part in ("", "uploads", "keys"):
        (home / part).mkdir(parents=True, exist_ok=True)
    (home / "keys").chmod(0o700)


def read_or_make_key(path: Path, *, fernet: bool = False) -> str:
    """Read a secret kept beside the data, or make it with only the owner reading.

    `O_EXCL` lets exactly one of several first processes write; the others read.
    """
    if not path.exists():
        fresh = Fernet.generate_key().decode() if fernet else secrets.token_urlsafe(50)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as stream:
            stream.write(fresh)
    return path.read_text().strip()
