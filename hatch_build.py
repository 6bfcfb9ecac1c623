"""Build hook: dependencies from one file, translations compiled into the package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent


def compile_translations(root: Path) -> int:
    """Compile each .po under `root` beside itself; return how many."""
    # Only the build environment has to have babel when this module is loaded.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    count = 0
    for source in sorted(root.rglob("*.po")):
        with source.open("rb") as handle:
            catalog = read_po(handle, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, catalog)
        count += 1
    return count


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_translations(ROOT / "src")


class CustomMetadataHook(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
        metadata["dependencies"] = [
            line.strip() for line in lines if re.match(r"[A-Za-z]", line)
        ]


if __name__ == "__main__":
    print(f"{compile_translations(ROOT / 'src')} translations compiled")
