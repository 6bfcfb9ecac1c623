"""Writes docs/process-rules.md from the rules in the code."""

from __future__ import annotations

import importlib
from pathlib import Path

from wadah.apps.accounts.process_rules import ProcessRule

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "process-rules.md"
HEAD = """# Process rules

Who may do what, and when. A refusal names the code. This page is written by
`tools/list_process_rules.py`; a test compares it with the code.

| code | rule | aturan |
|---|---|---|
"""


def list_rules() -> list[ProcessRule]:
    """Every process rule of every app, by code."""
    rules = {}
    for path in sorted((ROOT / "src/wadah/apps").glob("*/process_rules.py")):
        module = importlib.import_module(f"wadah.apps.{path.parent.name}.process_rules")
        for value in vars(module).values():
            if isinstance(value, ProcessRule):
                rules[value.code] = value
    return [rules[code] for code in sorted(rules)]


def make_page() -> str:
    """The whole page."""
    rows = (
        f"| {rule.code} | {rule.sentence.en} | {rule.sentence.id} |"
        for rule in list_rules()
    )
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    TARGET.write_text(make_page(), encoding="utf-8")
