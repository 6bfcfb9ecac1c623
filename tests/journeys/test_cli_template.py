"""`wadah template businesses`, as a user starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def wadah(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        capture_output=True, text=True, timeout=180, check=False, cwd=folder,
        env={**os.environ, "WADAH_HOME": str(folder / "home"), "DATABASE_URL": ""},
    )  # fmt: skip


def test_template_is_written_loads_as_it_is_and_is_not_written_over(
    tmp_path: Path,
) -> None:
    made = wadah(tmp_path, "template", "businesses", "isi.xlsx", "--json")
    loaded = wadah(tmp_path, "import", "businesses", "isi.xlsx", "--dry-run", "--json")
    again = wadah(tmp_path, "template", "businesses", "isi.xlsx", "--json")
    wrong = wadah(tmp_path, "template", "busines", "--json")

    answer = json.loads(made.stdout)
    assert (made.returncode, answer["file"]) == (0, "isi.xlsx")
    assert (tmp_path / "isi.xlsx").stat().st_size == answer["bytes"]
    counts = json.loads(loaded.stdout)
    assert (counts["created"], counts["refused"]) == (0, 0)
    assert (again.returncode, again.stdout) == (2, "")
    assert json.loads(again.stderr)["error"]["rule"] == "file_exists"
    assert wrong.returncode == 2
    assert "businesses" in json.loads(wrong.stderr)["error"]["message"]["en"]
