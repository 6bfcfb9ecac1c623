"""Signs of life of the workers, kept beside the queue.

Not in the database: there an import of a province holds the lock of SQLite for longer
than a worker may be silent.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from huey.constants import EmptyData

from wadah.apps.accounts.background import queue

BEAT_SECONDS = 5
# Six missed beats: a machine that swaps or saves a large file is not dead yet.
SILENT_SECONDS = 30
LAST = "wadah.beat"


@dataclass(frozen=True, slots=True)
class Beat:
    """The latest sign of life of any worker."""

    worker: str
    at: float

    def age_seconds(self, now: float) -> float:
        return max(now - self.at, 0.0)


def read(key: str) -> str | None:
    """A value kept beside the queue."""
    data = queue.storage.peek_data(_key(key))
    return None if data is EmptyData else bytes(data).decode()


def write(key: str, value: str) -> None:
    queue.storage.put_data(_key(key), value.encode())


def forget(key: str) -> None:
    queue.storage.pop_data(_key(key))


def write_once(key: str, value: str) -> bool:
    """Write unless somebody has; of several workers exactly one gets True."""
    return bool(queue.storage.put_if_empty(_key(key), value.encode()))


def _key(name: str) -> bytes | str:
    # SQLite keeps a text; Redis takes either.
    return name


def beat(worker: str, now: float) -> None:
    line = json.dumps({"worker": worker, "at": now})
    write(LAST, line)
    write(f"{LAST}.{worker}", line)


def last_beat() -> Beat | None:
    line = read(LAST)
    return Beat(**json.loads(line)) if line else None


def is_alive(worker: str) -> bool:
    """Has this worker given a sign within the last half minute?"""
    line = read(f"{LAST}.{worker}") if worker else None
    if line is None:
        return False
    return Beat(**json.loads(line)).age_seconds(time.time()) < SILENT_SECONDS


def start_beating(worker: str, stop: threading.Event, each: Callable[[], None]) -> None:
    """Beat in a thread until `stop`; `each` is called with every beat."""

    def go() -> None:
        while not stop.is_set():
            beat(worker, time.time())
            each()
            stop.wait(BEAT_SECONDS)
        forget(f"{LAST}.{worker}")

    threading.Thread(target=go, name="heartbeat", daemon=True).start()
