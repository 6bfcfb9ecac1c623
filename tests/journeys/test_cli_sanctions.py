"""`wadah import sanctions` as a person and as a program sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wadah.apps.matching.models import NameList
from wadah.delivery.cli import import_sanctions

pytestmark = pytest.mark.django_db
LIST = """<CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00.000-05:00">
<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>AMIR</FIRST_NAME><REFERENCE_NUMBER>QDi.001
</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    # The tables of the test are there already.
    monkeypatch.setattr(import_sanctions, "prepare", lambda: None)

    def run(text: str) -> Result:
        path = tmp_path / "list.xml"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(import_sanctions.sanctions, [str(path), "--json"])

    return run


def test_counts_are_one_document_and_the_second_time_changes_nothing(load) -> None:
    first, second = json.loads(load(LIST).stdout), json.loads(load(LIST).stdout)

    del first["seconds"], second["seconds"]
    assert first == {
        "publisher": "un", "layout": "xml", "dated_on": "2026-11-20", "entries": 1,
        "names": 1, "skipped": 0, "is_new": True,
    }  # fmt: skip
    assert second == {**first, "is_new": False}
    assert NameList.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "file_empty"), ("<x>", "xml_broken"), ("<x/>", "layout_unknown"),
     ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "xml_unsafe")],
)  # fmt: skip
def test_bad_file_ends_with_two_and_names_the_rule(load, text: str, rule: str) -> None:
    done = load(text)

    assert done.exit_code == 2
    error = json.loads(done.stderr)["error"]
    assert (error["field"], error["rule"]) == ("file", rule)
    assert NameList.objects.count() == 0
