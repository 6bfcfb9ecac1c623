"""Reads by which ways messages leave: a mail server, a gateway for text messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wadah.config.environment import BadSetting

MAIL_SECONDS = 20
_PORTS = {"smtp": 587, "smtps": 465}
_LOCAL = ("localhost", "127.0.0.1", "::1")


def read_mail(environ: Mapping[str, str]) -> dict[str, Any]:
    """The mail server of `WADAH_SMTP`; an empty mapping when there is none.

    smtp://user:password@host:587 starts TLS unless the server is this machine; smtps
    speaks it from the first byte.
    """
    url = environ.get("WADAH_SMTP", "").strip()
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadSetting(
            f"WADAH_SMTP starts with “{parts.scheme}”; write smtp://user:password@host "
            "or leave it out"
        )
    sender = environ.get("WADAH_MAIL_FROM", "").strip()
    if "@" not in sender:
        raise BadSetting("WADAH_MAIL_FROM must name the address that mail comes from")
    return {
        "from": sender,
        "connection": {
            "host": parts.hostname,
            "port": parts.port or _PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and parts.hostname not in _LOCAL,
            "timeout": MAIL_SECONDS,
        },
    }


def read_sms(environ: Mapping[str, str]) -> dict[str, Any]:
    """The HTTP gateway for text messages; an empty mapping when there is none.

    `WADAH_SMS_URL` is asked with POST. `WADAH_SMS_FIELDS` is a query string or JSON
    whose values may hold `{to}` and `{text}`; `WADAH_SMS_AUTHORIZATION` becomes that
    header.
    """
    url = environ.get("WADAH_SMS_URL", "").strip()
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise BadSetting("WADAH_SMS_URL must start with https://")
    fields = environ.get("WADAH_SMS_FIELDS", "to={to}&text={text}").strip()
    return {
        "url": url,
        "is_json": fields.startswith("{"),
        "fields": _read_fields(fields),
        "authorization": environ.get("WADAH_SMS_AUTHORIZATION", "").strip(),
    }


def _read_fields(text: str) -> dict[str, str]:
    try:
        read = json.loads(text) if text.startswith("{") else dict(parse_qsl(text))
    except ValueError as error:
        raise BadSetting("WADAH_SMS_FIELDS is no JSON") from error
    fields = {str(name): str(value) for name, value in read.items()}
    held = " ".join(fields.values())
    if "{to}" not in held or "{text}" not in held:
        raise BadSetting("WADAH_SMS_FIELDS must hold {to} and {text}")
    return fields
