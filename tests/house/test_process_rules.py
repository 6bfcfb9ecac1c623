"""Each process rule has a code, a sentence, a test of its name and a line of docs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "list_process_rules.py"))
CODES = [rule.code for rule in TOOL["list_rules"]()]
TESTS = "\n".join(path.read_text() for path in (ROOT / "src").rglob("tests/test_*.py"))


def test_the_page_says_what_the_code_says() -> None:
    page = (ROOT / "docs" / "process-rules.md").read_text(encoding="utf-8")

    assert page == TOOL["make_page"](), "run tools/list_process_rules.py"


@pytest.mark.parametrize("code", CODES)
def test_each_rule_has_a_test_of_its_name(code: str) -> None:
    name = code.lower().replace("-", "_")

    assert re.search(rf"def test_{name}_", TESTS)
