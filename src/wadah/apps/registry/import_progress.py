"""How far a list is, kept beside the queue of background work.

Not in the database: there the loading itself holds the lock of SQLite, and what it
writes is seen by nobody before it is finished.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass

from huey.constants import EmptyData

from wadah.apps.accounts.background import queue

READING, COMPARING, WRITING = "reading", "comparing", "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """The step, how many of its rows are done of how many, and when that was told."""

    phase: str
    done: int
    total: int
    at: float

    @property
    def pct(self) -> int:
        return min(100 * self.done // self.total, 100) if self.total else 0

    def silent_seconds(self) -> float:
        return max(time.time() - self.at, 0.0)


def write_progress(job_id: int, phase: str, done: int, total: int) -> None:
    told = asdict(Progress(phase, done, total, time.time()))
    queue.storage.put_data(_key(job_id), json.dumps(told).encode())


def find_progress(job_id: int) -> Progress | None:
    """What was told last; None before the first word and after the last."""
    data = queue.storage.peek_data(_key(job_id))
    return None if data is EmptyData else Progress(**json.loads(bytes(data)))


def forget_progress(job_id: int) -> None:
    queue.storage.pop_data(_key(job_id))


def _key(job_id: int) -> str:
    return f"wadah.import.{job_id}"
