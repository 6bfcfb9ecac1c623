"""A backup or restore that is killed at any moment leaves the whole or nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from wadah_test_installations import Home, decrypted_nibs

pytestmark = pytest.mark.slow

KILLS_OF_BACKUP = 12
KILLS_OF_RESTORE = 8
# A busy machine builds slowly, and who builds on keeps the others out.
PATIENCE_SECONDS = 300
# One that ended before its kill tells that the machine is less busy than it was; one
# that was killed where it should have ended, that it is busier.
QUICKER, SLOWER = 0.8, 1.25
BUSINESSES = "SELECT count(*) FROM registry_business"


def kill_after(seconds: float, home: Home, *arguments: str) -> bool:
    """Start a command and end it, and whatever it started, without warning.

    False when it had ended by itself.
    """
    process = subprocess.Popen(
        home.command(*arguments),
        env=home.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def kill_parent_after(seconds: float, home: Home, *arguments: str) -> bool:
    """As above, but what it started lives on."""
    process = subprocess.Popen(
        home.command(*arguments),
        env=home.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def seconds_of(home: Home, *arguments: str) -> float:
    started = time.monotonic()
    home.must(*arguments)
    return time.monotonic() - started


def shares(count: int, seed: int) -> list[float]:
    """Spread over the run, each somewhere in its part; the start teaches nothing."""
    dice = random.Random(seed)
    return [0.3 + (n + dice.random()) / count for n in range(count)]


def pace(was_killed: bool, share: float) -> float:
    """What the next seconds are multiplied by."""
    if not was_killed:
        return QUICKER
    return SLOWER if share > 1 else 1


def test_killed_backup_leaves_the_whole_file_or_none(
    copy_of: Callable[[], Home], empty: Callable[[str], Home], tmp_path: Path
) -> None:
    home, folder = copy_of(), tmp_path / "kept"
    folder.mkdir()
    seconds = seconds_of(home, "backup", str(tmp_path / "first.tar.gz"))

    for number, share in enumerate(shares(KILLS_OF_BACKUP, 7)):
        file = str(folder / f"{number}.tar.gz")
        seconds *= pace(kill_after(share * seconds, home, "backup", file), share)

    home.must("backup", str(folder / "last.tar.gz"))

    # What was begun is gone; the last one made room.
    assert list(folder.glob(".*")) == []
    whole = sorted(folder.glob("[0-9]*.tar.gz"))
    # Kills that all come too early or too late would prove nothing.
    assert 0 < len(whole) < KILLS_OF_BACKUP
    for file in (whole[0], whole[-1]):
        restored = empty("sqlite")
        restored.must("restore", str(file))
        assert restored.ask(BUSINESSES) == [(299,)]
    assert home.ask("PRAGMA integrity_check") == [("ok",)]
    assert "Healthy" in home.must("check")


@pytest.mark.parametrize("kill", [kill_after, kill_parent_after])
def test_killed_restore_leaves_the_old_state_or_the_new(
    kill: Callable[..., bool], copy_of: Callable[[], Home], backups: dict[str, Path]
) -> None:
    """Also the keys: each state is readable with those that lie beside it."""
    file, home, seen = str(backups["sqlite"]), copy_of(), set()
    seconds = seconds_of(home, "restore", file, "--replace")

    for share in shares(KILLS_OF_RESTORE // 2, 11):
        home.change("DELETE FROM registry_business WHERE id > 50")
        was_killed = kill(share * seconds, home, "restore", file, "--replace")
        seconds *= pace(was_killed, share)
        # Who still builds keeps others out; whoever comes next finishes or discards.
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (done := home.run("check")).returncode:
            assert "A restore into" in done.stderr
            assert time.monotonic() < deadline
            time.sleep(0.5)
        seen.add(len(decrypted_nibs(home)))

    assert seen == {50, 299}
    assert home.ask("PRAGMA integrity_check") == [("ok",)]
    home.must("restore", file, "--replace")
    assert list(home.path.glob(".restore-*")) == []
    assert len(decrypted_nibs(home)) == 299
