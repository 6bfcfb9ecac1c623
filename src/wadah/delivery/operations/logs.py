"""How a line of the log looks: JSON for machines, one short line at a terminal.

Only declared fields are written. Of loggers that are not ours the sentence is taken and
its values are dropped: they may be an address, a name or a row.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from wadah.delivery.operations.redaction import describe_failure, redact

OURS = "wadah"
# What a line may carry beside its sentence: words of ours, numbers, nothing typed in.
FIELDS = (
    "request", "route", "method", "status", "ms", "role", "user", "job", "seconds",
    "code", "count",
)  # fmt: skip
MAX_FRAMES = 30
WORDS = {"json": True, "text": False}

# What the request at hand is; every line that is written meanwhile bears it.
current: ContextVar[Mapping[str, object] | None] = ContextVar("current", default=None)


def message_of(record: logging.LogRecord) -> str:
    """The sentence, without what is personal."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return redact(record.getMessage())
    if record.name == "django.request":
        return "request failed"
    return redact(str(record.msg))


def fields_of(record: logging.LogRecord) -> dict[str, object]:
    """The declared fields of a record and of the request at hand."""
    found = dict(current.get() or {})
    for name in FIELDS:
        value = getattr(record, name, None)
        if isinstance(value, str):
            found[name] = redact(value)
        elif isinstance(value, int | float):
            found[name] = value
    return found


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told of an exception."""

    error: str
    at: tuple[str, ...]
    because: str


def failure_of(record: logging.LogRecord) -> Failure | None:
    """Kind, redacted first line and places of an exception; no line of code, no value.

    The exceptions behind it are told too: the cause is often the outermost of them.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return None
    behind = error.__cause__ or error.__context__
    because = "" if behind is None else describe_failure(behind)
    return Failure(describe_failure(error), _places(error.__traceback__), because)


def _places(trace: TracebackType | None) -> tuple[str, ...]:
    frames = traceback.extract_tb(trace)[-MAX_FRAMES:]
    return tuple(f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames)


def _short(file: str) -> str:
    """From the package on: where it is installed names the person who did it."""
    parts = Path(file).parts
    for mark in ("site-packages", "src"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return parts[-1] if parts else file


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            **fields_of(record),
        }
        failure = failure_of(record)
        if failure is not None:
            line.update(asdict(failure))
        return json.dumps(line, ensure_ascii=False)


class TerminalFormatter(logging.Formatter):
    """A short line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone()
        fields = fields_of(record)
        shown = " ".join(f"{name}={value}" for name, value in fields.items())
        lines = [f"{at:%H:%M:%S} {record.levelname:<7} {message_of(record)} {shown}"]
        failure = failure_of(record)
        if failure is not None:
            lines.append(f"    {failure.error}")
            lines += [f"      {place}" for place in failure.at]
        return "\n".join(lines).rstrip()


class Formatter(logging.Formatter):
    """JSON or short lines by the setting; by itself short lines only at a terminal."""

    def __init__(self, form: str = "") -> None:
        super().__init__()
        as_json = WORDS.get(form, not sys.stderr.isatty())
        self._inner = JsonFormatter() if as_json else TerminalFormatter()

    def format(self, record: logging.LogRecord) -> str:
        return self._inner.format(record)


def make_logging(form: str, level: str) -> dict[str, Any]:
    """The configuration of the module `logging`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"wadah": {"()": f"{__name__}.Formatter", "form": form}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "wadah",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "wadah": {"level": level},
            # The framework brings handlers of its own, which know nothing of this.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Below this it tells the address of every page that was not found.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # A line for each task, with all that was handed to it.
            "huey": {"level": "WARNING"},
        },
    }
