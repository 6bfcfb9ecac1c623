"""Work that a request leaves behind for the worker that `wadah serve` starts.

Each app declares its tasks in its `tasks.py` with `background`. A task is an ordinary
function whose arguments are keys and plain values, never rows: a row may have changed
or gone when the work is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Generic, ParamSpec

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, transaction
from huey import MemoryHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.serializer import SignedSerializer

P = ParamSpec("P")
IN_MEMORY = "memory"


def make_queue(address: str, home: Path, secret: str) -> Huey:
    """The queue of an installation: a file in its home, or Redis for several machines.

    Raises `ImproperlyConfigured` for an address that is neither.
    """
    # Signed: whoever can write to the queue but does not know the secret cannot make
    # the worker load an object of his choice.
    common = {"serializer": SignedSerializer(secret, "wadah.queue"), "results": False}
    if address == IN_MEMORY:
        return MemoryHuey("wadah", immediate=True, **common)
    if not address:
        made = SqliteHuey("wadah", filename=str(home / "queue.sqlite3"), **common)
        # The server may fork after this, and SQLite forbids a connection to cross it.
        made.storage.close()
        return made
    if address.startswith(("redis://", "rediss://", "unix://")):
        return _make_redis_queue(address, common)
    raise ImproperlyConfigured(
        f"WADAH_QUEUE is “{address}”; write redis://host:6379/0 or leave it out"
    )


def _make_redis_queue(address: str, common: dict[str, Any]) -> Huey:
    try:
        return RedisHuey("wadah", url=address, **common)
    except Exception as error:
        raise ImproperlyConfigured(
            "WADAH_QUEUE names Redis, which needs a package: pip install redis "
            f"({type(error).__name__})"
        ) from error


queue = make_queue(settings.WADAH_QUEUE, settings.WADAH_HOME, settings.SECRET_KEY)


class Task(Generic[P]):
    """A function that can be done now, by calling it, or later by the worker."""

    def __init__(
        self, name: str, run: Callable[P, object], retries: int, retry_seconds: int
    ) -> None:
        self.name = name
        self.run = run

        @wraps(run)
        def in_worker(*args: Any, **kwargs: Any) -> None:
            # A connection that a database server closed meanwhile is of no use; in the
            # tests there is no worker and the connection is theirs.
            if not queue.immediate:
                close_old_connections()
            try:
                run(*args, **kwargs)
            finally:
                if not queue.immediate:
                    close_old_connections()

        self._queued = queue.task(
            name=name, retries=retries, retry_delay=retry_seconds
        )(in_worker)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        return self.run(*args, **kwargs)

    def later(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Queue it when the transaction commits; never when it is rolled back."""
        transaction.on_commit(lambda: self._queued(*args, **kwargs))


def background(
    name: str, *, retries: int = 0, retry_seconds: int = 60
) -> Callable[[Callable[P, object]], Task[P]]:
    """Declare a task under a name that stays: queued work finds its function by it.

    A task that failed is tried again `retries` times; it must stand being repeated.
    """

    def declare(run: Callable[P, object]) -> Task[P]:
        return Task(name, run, retries, retry_seconds)

    return declare
