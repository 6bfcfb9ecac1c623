"""Reads settings from the environment and fails loudly on what it cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class BadSetting(ImproperlyConfigured):
    """A setting of the environment cannot be used; the message says how to mend it."""


def read_bool(environ: Mapping[str, str], name: str, default: bool) -> bool:
    text = environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise BadSetting(f"{name} is “{text}”; write 1 or 0")


def read_count(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdigit():
        return int(text)
    raise BadSetting(f"{name} is “{text}”; write a whole number such as {default}")


def read_choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of the words; the first one when nothing is said."""
    text = environ.get(name, "").strip().lower() or choices[0]
    if text in choices:
        return text
    raise BadSetting(f"{name} is “{text}”; write {' or '.join(choices)}")


def read_scanner(environ: Mapping[str, str], name: str) -> tuple[str, int] | str:
    """Where clamd listens: a socket's path, or host and port; empty for none."""
    text = environ.get(name, "").strip()
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme == "unix" and parts.path.startswith("/"):
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return parts.hostname, parts.port
    raise BadSetting(
        f"{name} is “{text}”; write unix:/run/clamav/clamd.ctl or tcp://host:3310"
    )


def read_list(environ: Mapping[str, str], name: str, default: list[str]) -> list[str]:
    text = environ.get(name, "")
    return [part.strip() for part in text.split(",") if part.strip()] or default


def read_database(environ: Mapping[str, str], home: Path) -> dict[str, Any]:
    """The Django database of `DATABASE_URL`, or SQLite in WAL mode in the home."""
    url = environ.get("DATABASE_URL", "")
    if not url:
        return sqlite_database(home / "wadah.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme == "sqlite":
        return sqlite_database(Path(unquote(parts.path)))
    raise BadSetting(
        f"DATABASE_URL starts with “{parts.scheme}”; write postgresql://user:password"
        "@host/name or leave it out for SQLite"
    )


def sqlite_database(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening one reads the whole schema: dearer than most questions to it.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A writer takes its lock at once: a reader that upgrades later would
            # get "database is locked" without waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON;PRAGMA cache_size=-32000;"
            ),
        },
    }
