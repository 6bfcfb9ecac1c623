"""Build hook: dependencies from one file, translations compiled into the package."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).parent


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        tool = runpy.run_path(str(ROOT / "tools" / "compile_translations.py"))
        tool["compile_translations"](ROOT / "src")


class CustomMetadataHook(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
        metadata["dependencies"] = [
            line.strip() for line in lines if re.match(r"[A-Za-z]", line)
        ]
