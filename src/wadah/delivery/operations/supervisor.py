"""Starts the worker beside the server, starts it again when it dies, ends it last."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

logger = logging.getLogger("wadah.work")

COMMAND = (sys.executable, "-m", "wadah.delivery.cli.main", "work")
# Told to the processes of the server: since when a worker is to be expected.
EXPECTED = "WADAH_WORKER_SINCE"
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# A worker that lived this long did not die of the same cause at once.
SOUND_SECONDS = 60.0
# A task gets this long to end by itself, then is interrupted, then killed.
GRACE_SECONDS = (10.0, 5.0)


@dataclass
class Supervisor:
    """Holds one worker alive until `stop`."""

    command: tuple[str, ...] = COMMAND
    _stopping: threading.Event = field(default_factory=threading.Event)
    _process: subprocess.Popen[bytes] | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the worker, before the server makes processes of its own.

        A process that is forked while another is being started holds the pipe by which
        that start is told, and this one would wait for it as long as the server lives.
        """
        os.environ[EXPECTED] = str(int(time.time()))
        self._process = self._open()
        self._thread = threading.Thread(target=self._watch, name="supervisor")
        self._thread.start()

    def stop(self) -> None:
        """End the worker: gently, then firmly."""
        self._stopping.set()
        process = self._process
        if process is not None:
            for number, seconds in zip(
                (signal.SIGINT, signal.SIGTERM), GRACE_SECONDS, strict=True
            ):
                if process.poll() is None:
                    process.send_signal(number)
                    _wait(process, seconds)
            if process.poll() is None:
                process.kill()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        started = time.monotonic()
        while self._process is not None:
            self._process.wait()
            if self._stopping.is_set():
                return
            logger.error("worker died", extra={"code": self._process.returncode})
            if time.monotonic() - started > SOUND_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            started = time.monotonic()
            self._process = self._open()

    def _open(self) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl-C reaches the server, and the server ends it.
        return subprocess.Popen(self.command, start_new_session=True)  # noqa: S603


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        logger.warning("worker is slow to end")


def worker_expected_since() -> float | None:
    """When the server that this process belongs to started its worker; if it did."""
    text = os.environ.get(EXPECTED, "")
    return float(text) if text.isdigit() else None
