"""Compiles every catalogue of translations beside itself."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_translations(root: Path) -> int:
    """Compile each .po under `root`; return how many."""
    count = 0
    for source in sorted(root.rglob("*.po")):
        with source.open("rb") as handle:
            catalog = read_po(handle, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, catalog)
        count += 1
    return count


if __name__ == "__main__":
    found = compile_translations(Path(__file__).resolve().parents[1] / "src")
    print(f"{found} catalogues compiled")
