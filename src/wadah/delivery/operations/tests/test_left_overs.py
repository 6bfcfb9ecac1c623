"""What a killed backup left goes with the next one; what is being written stays."""

from __future__ import annotations

from pathlib import Path

from wadah.delivery.operations.backup.durable import is_free
from wadah.delivery.operations.backup.make import PARTIAL, remove_left_overs


def test_removes_only_what_nobody_writes(tmp_path: Path) -> None:
    left, written, own = (
        tmp_path / name for name in (f".a.1{PARTIAL}", f".b.2{PARTIAL}", ".c.partial")
    )
    for path in (left, written, own):
        path.write_bytes(b"half")

    with written.open("rb") as stream:
        assert is_free(stream.fileno())
        remove_left_overs(tmp_path)

    assert sorted(tmp_path.iterdir()) == sorted([written, own])
