"""`wadah rules check` as a person and as a program sees it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from wadah.delivery.cli.rules import rules


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(rules, [*words])


def test_the_packaged_rules_have_no_error(run):
    done = run("check", "--exit-code", "--as-of", "2026-11-24")

    assert done.exit_code == 0
    assert "Errors: 0" in done.output
    assert "family" in done.output and "Gaps" in done.output


def test_json_is_one_document_with_findings_and_coverage(run):
    report = json.loads(run("check", "--json", "--as-of", "2026-11-24").stdout)

    # The fact base has 249; China's Decree 248 is a row of our own.
    assert report["rows"] == 250
    assert report["errors"] == 0
    assert {"level", "code", "rule", "field", "message"} == set(report["findings"][0])
    cells = report["coverage"]["cells"]
    lead = next(
        c for c in cells if (c["family"], c["market"]) == ("cinnamon_cassia", "DE")
    )
    assert lead["rules"] == sum(lead["effects"].values())
    gaps = report["coverage"]["gaps"]
    assert {"family": "cocopeat", "market": "JP"} in gaps


def test_an_overdue_rule_is_a_warning_and_no_error(run):
    done = run("check", "--json", "--exit-code", "--as-of", "2028-01-01")

    report = json.loads(done.stdout)
    overdue = [one for one in report["findings"] if one["code"] == "review_overdue"]
    assert done.exit_code == 0
    assert len(overdue) == report["rules"]
