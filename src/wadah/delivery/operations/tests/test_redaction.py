"""What a log may not hold does not get into it, whoever writes it."""

from __future__ import annotations

import json
import logging

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError

from wadah.delivery.operations.logs import JsonFormatter, TerminalFormatter, current
from wadah.delivery.operations.redaction import describe_failure, redact

JWT = (
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"
)
# A hostile message and the words of it that may not be written.
HOSTILE = (
    ("mail to siti.aminah+kopi@usaha.co.id failed", "siti"),
    ("mail to sití@kopi.id failed", "@kopi.id"),
    ("call +62 812-3456-7890 now", "3456"),
    ("call +6281234567890", "8123"),
    ("call 0812 3456 7890", "3456"),
    ("call (0721) 48-1234-5", "1234"),
    ("NIK 1871012345670001 is taken", "187101"),
    ("NIK 1871 0123 4567 0001", "0123"),
    ("NIK １８７１０１２３４５６７０００１", "１８７１"),
    ("NIB 1230000000123", "12300"),
    ("NPWP 01.234.567.8-912.000", "234.567"),
    ("Authorization: Bearer wadah_9f8e7d6c5b4a39281706", "9f8e7d"),
    ("authorization=Basic c2l0aTpyYWhhc2lh", "c2l0aTp"),
    ("Bearer abcdef123456", "abcdef"),
    (f"got {JWT} from a client", "eyJ"),
    ('{"password": "kain-tapis-emas"}', "kain"),
    ("kata sandi: rahasia123", "rahasia"),
    ("cookie sessionid=a1b2c3d4e5f6; csrftoken=zzz999", "a1b2"),
    ("cookie sessionid=a1b2c3d4e5f6; csrftoken=zzz999", "zzz"),
    ("connect to postgresql://wadah:geheim@db/wadah", "geheim"),
    ("GET /search/?q=Siti+Aminah&page=2 failed", "Siti"),
    ("key 7Zk3pQ9vXw2LmN8rT5yB4cD6 was wrong", "7Zk3"),
)


@pytest.mark.parametrize(("message", "secret"), HOSTILE)
def test_takes_out_what_is_personal_or_secret(message: str, secret: str) -> None:
    assert secret in message
    assert secret not in redact(message)


@pytest.mark.parametrize(
    "harmless",
    [
        "worker started",
        "job failed",
        "updates missing: 3, 78650 MB free",
        "registry:business_list 200 in 12.5 ms",
        "wadah.delivery.operations.backup.make",
        "SQLite 3.40.1",
        "20 of 156150 rows",
    ],
)
def test_leaves_what_is_harmless(harmless: str) -> None:
    assert redact(harmless) == harmless


def record_of(error: BaseException, message: str = "job failed") -> logging.LogRecord:
    try:
        raise error
    except BaseException as raised:
        return logging.LogRecord(
            "wadah.work", logging.ERROR, __file__, 1, message, (),
            (type(raised), raised, raised.__traceback__),
        )  # fmt: skip


@pytest.mark.parametrize("form", [JsonFormatter(), TerminalFormatter()])
@pytest.mark.parametrize(("message", "secret"), HOSTILE)
def test_an_exception_is_told_without_what_it_says(
    form: logging.Formatter, message: str, secret: str
) -> None:
    line = form.format(record_of(RuntimeError(message)))

    assert "RuntimeError" in line
    assert "test_redaction.py" in line
    assert secret not in line


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError("Siti Aminah"), "KeyError: [value]"),
        (ValueError("no owner 'Siti Aminah'"), "ValueError: no owner [value]"),
        (
            IntegrityError(
                'duplicate key value violates unique constraint "user_login_key"\n'
                "DETAIL:  Key (login)=(Siti Aminah) already exists."
            ),
            "IntegrityError: duplicate key value violates unique constraint [value]",
        ),
        (ObjectDoesNotExist(), "ObjectDoesNotExist"),
    ],
)
def test_what_an_exception_quotes_is_dropped(error: Exception, told: str) -> None:
    assert describe_failure(error) == told


def test_the_exception_behind_is_told_and_redacted_too() -> None:
    try:
        try:
            raise KeyError("siti@example.org")
        except KeyError as inner:
            raise RuntimeError("outer") from inner
    except RuntimeError as outer:
        line = json.loads(JsonFormatter().format(record_of(outer)))

    assert (line["error"], line["because"]) == (
        "RuntimeError: outer",
        "KeyError: [value]",
    )


@pytest.mark.parametrize(
    ("logger", "told"),
    [("django.request", "request failed"), ("huey", "Executing %s for %s")],
)
def test_values_of_other_loggers_are_dropped(logger: str, told: str) -> None:
    record = logging.LogRecord(
        logger, logging.ERROR, "", 1,
        "Executing %s for %s", ("/businesses/17/?q=Siti", "Siti"), None,
    )  # fmt: skip

    line = json.loads(JsonFormatter().format(record))

    assert line["message"] == told
    assert "17" not in json.dumps({**line, "time": ""})


def test_only_declared_fields_are_written() -> None:
    record = logging.LogRecord(
        "wadah.request", logging.INFO, "", 1, "request", (), None
    )
    record.route, record.ms, record.owner_name = "home", 12.5, "Siti"
    token = current.set({"request": "ab12"})

    line = json.loads(JsonFormatter().format(record))
    current.reset(token)

    assert {name: line[name] for name in line if name != "time"} == {
        "level": "INFO", "logger": "wadah.request", "message": "request",
        "request": "ab12", "route": "home", "ms": 12.5,
    }  # fmt: skip
