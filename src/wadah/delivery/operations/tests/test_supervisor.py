"""One worker lives as long as the server."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wadah.delivery.operations import supervisor
from wadah.delivery.operations.supervisor import Supervisor

WRITES_ITS_NUMBER = (
    "import os, sys, time, pathlib\n"
    "pathlib.Path(sys.argv[1], str(os.getpid())).touch()\n"
    "time.sleep(600)\n"
)


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE_SECONDS", 0.05)
    held = Supervisor((sys.executable, "-c", WRITES_ITS_NUMBER, str(tmp_path)))
    held.start()
    yield held
    held.stop()


def wait_for(folder: Path, count: int) -> list[Path]:
    deadline = time.monotonic() + 60
    while len(found := list(folder.iterdir())) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_starts_a_worker_again_when_it_died(held: Supervisor, tmp_path: Path) -> None:
    wait_for(tmp_path, 1)
    first = held._process
    assert first is not None

    first.kill()
    wait_for(tmp_path, 2)

    assert held._process is not None
    assert held._process.pid != first.pid
    assert held._process.poll() is None


def test_ends_the_worker_and_starts_none_again(
    held: Supervisor, tmp_path: Path
) -> None:
    wait_for(tmp_path, 1)
    last = held._process
    assert last is not None

    held.stop()

    assert last.poll() is not None
    assert held._process is last
    assert len(list(tmp_path.iterdir())) == 1
