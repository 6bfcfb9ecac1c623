"""The same lot of coffee, two days, three importers: Art. 38 of the EUDR."""

from __future__ import annotations

import pytest

LARGE = {"size": "large", "established_on": "1998-03-01"}
MICRO_2019 = {"size": "micro", "established_on": "2019-05-01"}
MICRO_2025 = {"size": "micro", "established_on": "2025-02-01"}
PERSON_2019 = {"size": "natural_person", "established_on": "2019-05-01"}
MEDIUM = {"size": "medium"}


@pytest.mark.parametrize(
    ("placed_on", "importer", "status", "verdict"),
    [
        ("2026-12-15", LARGE, "later", "ready"),
        ("2026-12-15", MICRO_2019, "later", "ready"),
        ("2026-12-15", MICRO_2025, "later", "ready"),
        ("2027-01-10", LARGE, "missing", "not_ready"),
        ("2027-01-10", MICRO_2019, "later", "ready"),
        ("2027-01-10", MICRO_2025, "missing", "not_ready"),
        ("2026-12-29", LARGE, "later", "ready"),
        ("2026-12-30", LARGE, "missing", "not_ready"),
        ("2026-12-30", MEDIUM, "missing", "not_ready"),
        ("2027-06-29", PERSON_2019, "later", "ready"),
        ("2027-06-30", PERSON_2019, "missing", "not_ready"),
        ("2027-06-30", MICRO_2019, "missing", "not_ready"),
        (
            "2027-01-10",
            {"size": "small", "established_on": "2024-12-31"},
            "later",
            "ready",
        ),
        (
            "2027-01-10",
            {"size": "small", "established_on": "2025-01-01"},
            "missing",
            "not_ready",
        ),
        ("2027-01-10", {}, "unknown", "cannot_tell"),
        ("2027-01-10", {"size": "micro"}, "unknown", "cannot_tell"),
        ("2027-06-30", {}, "missing", "not_ready"),
        ("2026-12-15", {}, "later", "ready"),
    ],
)
def test_due_diligence_follows_the_day_and_the_importer(
    judge, coffee, placed_on, importer, status, verdict
):
    coffee["dates"]["placed_on"] = placed_on
    coffee["parties"]["importer"] = importer

    out = judge(coffee)

    assert out["by_rule"]["EU-ALL-07"]["status"] == status
    assert out["by_rule"]["COF-EU-01"]["status"] == status
    assert out["verdict"] == verdict


@pytest.mark.parametrize(
    ("importer", "question"),
    [
        ({}, "parties.importer.size"),
        ({"size": "micro"}, "parties.importer.established_on"),
    ],
)
def test_asks_for_the_fact_about_the_importer_that_decides(
    judge, coffee, importer, question
):
    coffee["dates"]["placed_on"] = "2027-01-10"
    coffee["parties"]["importer"] = importer

    assert question in judge(coffee)["codes"]


def test_asks_for_the_day_of_placing_when_the_arrival_cannot_decide(judge, coffee):
    del coffee["dates"]["placed_on"]

    out = judge(coffee)

    assert out["by_rule"]["EU-ALL-07"]["status"] == "unknown"
    assert "dates.placed_on" in out["codes"]


def test_an_arrival_after_the_day_decides_without_the_day_of_placing(judge, coffee):
    coffee["dates"].update(arrives_on="2027-01-08")
    del coffee["dates"]["placed_on"]

    assert judge(coffee)["by_rule"]["EU-ALL-07"]["status"] == "missing"


def test_plots_and_legality_in_hand_leave_the_statement_of_the_operator(judge, coffee):
    coffee["dates"].update(arrives_on="2027-01-08", placed_on="2027-01-10")
    coffee["documents"] += [
        {"type": "plot_geolocation_file", "scope": {"lot": "L1"}},
        {"type": "land_legality_papers", "scope": {"lot": "L1"}},
    ]

    out = judge(coffee)

    assert out["by_rule"]["EU-ALL-07"]["status"] == "later"
    assert out["verdict"] == "ready"


def test_plots_of_another_lot_do_not_count(judge, coffee):
    coffee["dates"].update(arrives_on="2027-01-08", placed_on="2027-01-10")
    coffee["documents"] += [
        {"type": "plot_geolocation_file", "scope": {"lot": "L2"}},
        {"type": "land_legality_papers", "scope": {"lot": "L1"}},
    ]

    out = judge(coffee)

    assert out["by_rule"]["EU-ALL-07"]["status"] == "failing"
    assert out["verdict"] == "not_ready"


def test_eu_rules_stop_at_great_britain_and_northern_ireland(judge, coffee):
    for destination in ("GB", "XI"):
        coffee["destination"] = destination
        rules = judge(coffee)["by_rule"]
        assert not any("-EU-" in rule or rule.startswith("EU-") for rule in rules)
