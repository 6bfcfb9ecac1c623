"""Papers and results on the day that counts, for the lot that counts."""

from __future__ import annotations

import pytest


def roasted(coffee, **result):
    """Roasted coffee with one ochratoxin result (limit 3.0 ug/kg, accredited)."""
    coffee["product"].update(family="coffee_roasted_ground", hs="090121")
    coffee["product"]["form"] = "roasted_ground"
    given = {
        "parameter": "ochratoxin_a",
        "unit": "ug/kg",
        "basis": "as_sold",
        "laboratory_accredited": True,
        "sampled_on": "2026-11-10",
        "lot": "L1",
    }
    coffee["results"].append({**given, **result})
    return coffee


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ({"value": 3.0}, "met"),
        ({"value": 3.1}, "failing"),
        ({"value": 0.003, "unit": "mg/kg"}, "met"),
        ({"value": 3.2, "unit": "ppb"}, "failing"),
        ({"below": 1.0, "loq": 1.0}, "met"),
        ({"below": 1.0}, "unknown"),
        ({"below": 5.0, "loq": 5.0}, "unknown"),
        ({"value": 1.0, "laboratory_accredited": False}, "unknown"),
        ({"value": 1.0, "laboratory_accredited": None}, "unknown"),
        ({"value": 1.0, "lot": "L2"}, "unknown"),
        ({"value": 1.0, "lot": None}, "unknown"),
        ({"value": 1.0, "sampled_on": "2025-01-10"}, "unknown"),
        ({"value": 1.0, "sampled_on": None}, "unknown"),
        ({"value": 1.0, "sampled_on": "2026-12-10"}, "unknown"),
        ({"value": 1.0, "basis": "dry"}, "unknown"),
        ({"values": [1.0, 2.9]}, "met"),
        ({"values": [1.0, 3.3]}, "failing"),
    ],
)
def test_a_limit_reads_only_usable_results(judge, coffee, result, status):
    out = judge(roasted(coffee, **result))

    assert out["by_rule"]["COF-EU-03"]["status"] == status


def test_a_limit_without_result_is_unknown_and_says_what_to_test(judge, coffee):
    out = judge(roasted(coffee, value=1.0, parameter="lead", unit="mg/kg"))

    item = out["by_rule"]["COF-EU-03"]
    assert item["status"] == "unknown"
    assert item["steps"][0]["action"] == "test_lot"
    assert item["steps"][0]["cost_idr"] == [800000, 1500000]
    assert out["verdict"] == "cannot_tell"


def test_an_exceeded_limit_is_not_ready(judge, coffee):
    assert judge(roasted(coffee, value=3.1))["verdict"] == "not_ready"


def test_green_coffee_has_no_ochratoxin_limit_in_law(judge, coffee):
    coffee["results"].append(
        {**coffee["results"][0], "parameter": "ochratoxin_a", "below": 9, "loq": 9}
    )

    out = judge(coffee)

    assert out["by_rule"]["COF-EU-05"]["status"] == "advice"
    assert out["verdict"] == "ready"


@pytest.mark.parametrize(
    ("document", "status", "verdict"),
    [
        ({"expires_on": "2026-11-27"}, "met", "ready"),
        ({"expires_on": "2026-11-26"}, "unknown", "cannot_tell"),
        ({"scope": {"market": "DE"}}, "met", "ready"),
        ({"scope": {"market": "EU"}}, "met", "ready"),
        ({"scope": {"market": "GB"}}, "unknown", "cannot_tell"),
        ({"scope": {"status": "withdrawn"}}, "unknown", "cannot_tell"),
        ({"scope": {"product": "0901"}}, "met", "ready"),
        ({"scope": {"product": "cocopeat"}}, "unknown", "cannot_tell"),
        ({"scope": {"quantity_kg": 17999}}, "unknown", "cannot_tell"),
        ({"scope": {"quantity_kg": 18000}}, "met", "ready"),
        ({"holder": "importer"}, "unknown", "cannot_tell"),
        ({"issued_on": "2026-11-25"}, "unknown", "cannot_tell"),
    ],
)
def test_a_paper_is_tested_on_the_day_and_for_the_consignment(
    judge, coffee, document, status, verdict
):
    # The rule on the NIB rests on general knowledge: alone it never says not ready.
    coffee["documents"] = [{"type": "nib", "holder": "exporter", **document}]

    out = judge(coffee)

    assert out["by_rule"]["ID-ALL-01"]["status"] == status
    assert out["verdict"] == verdict


def test_an_expired_paper_of_a_read_rule_is_expired_and_not_ready(judge, coffee):
    coffee["dates"].update(arrives_on="2027-01-08", placed_on="2027-01-10")
    coffee["documents"] += [
        {"type": "plot_geolocation_file", "expires_on": "2027-01-09"},
        {"type": "land_legality_papers"},
    ]

    out = judge(coffee)

    assert out["by_rule"]["EU-ALL-07"]["status"] == "expired"
    assert out["verdict"] == "not_ready"


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ({"declarations": ["permit_conditions_repeated"]}, "met"),
        ({"declarations": []}, "failing"),
        ({"declarations": ["not_for_planting"]}, "failing"),
        ({}, "unknown"),
    ],
)
def test_a_declaration_must_be_read_on_the_certificate(judge, coffee, scope, status):
    coffee["destination"] = "PK"
    coffee["dates"] = {"as_of": "2026-11-24", "departs_on": "2026-11-24"}
    coffee["documents"] += [
        {"type": "import_permit", "holder": "importer"},
        {"type": "phytosanitary_certificate", "scope": scope},
    ]

    assert judge(coffee)["by_rule"]["PK-ALL-01"]["status"] == status


@pytest.mark.parametrize(
    ("line", "status", "verdict"),
    [
        ({"operator": "<=", "value": 12.5}, "met", "ready"),
        ({"operator": "<=", "value": 11.5}, "failing", "not_ready"),
        ({"operator": "between", "min": 11, "max": 12}, "met", "ready"),
        ({"operator": "<=", "value": 125, "unit": "g/kg"}, "met", "ready"),
        # 12 of 100 as sold is 12 to 88 of the dry matter: 13.636 %.
        ({"operator": "<=", "value": 12.5, "basis": "dry"}, "failing", "not_ready"),
        ({"operator": "<=", "value": 13.637, "basis": "dry"}, "met", "ready"),
        ({"operator": "<=", "value": 90, "basis": "fat"}, "unknown", "cannot_tell"),
    ],
)
def test_a_contract_line_is_judged_against_the_lot(
    judge, coffee, line, status, verdict
):
    coffee["results"].append(
        {**coffee["results"][0], "parameter": "moisture", "value": 12.0, "unit": "%"}
    )
    del coffee["results"][1]["below"]
    coffee["contract"] = [{"parameter": "moisture", "unit": "%", **line}]

    out = judge(coffee)

    item = out["by_rule"]["CONTRACT-LINE-1"]
    assert (item["status"], item["effect"]) == (status, "contract")
    assert out["verdict"] == verdict


def test_a_contract_line_without_result_says_test_the_lot(judge, coffee):
    coffee["contract"] = [
        {"parameter": "triage", "operator": "<=", "value": 10, "unit": "%"}
    ]

    out = judge(coffee)

    assert out["by_rule"]["CONTRACT-LINE-1"]["status"] == "unknown"
    assert out["by_rule"]["CONTRACT-LINE-1"]["steps"][0]["action"] == "test_lot"
    assert out["verdict"] == "cannot_tell"


def test_usual_contract_terms_weigh_nothing_outside_the_contract(judge, coffee):
    coffee["results"].append(
        {**coffee["results"][0], "parameter": "moisture", "value": 19.0, "unit": "%"}
    )
    del coffee["results"][1]["below"]

    out = judge(coffee)

    assert out["by_rule"]["COF-BUY-01a"]["status"] == "advice"
    assert out["verdict"] == "ready"


def test_steps_come_cheapest_first(judge, coffee):
    coffee["dates"].update(arrives_on="2027-01-08", placed_on="2027-01-10")

    steps = judge(coffee)["by_rule"]["EU-ALL-07"]["steps"]

    assert [step["subject"] for step in steps] == [
        "plot_geolocation_file",
        "land_legality_papers",
        "eudr_due_diligence_statement",
    ]
    assert steps[0]["cost_idr"] == [50000, 150000]
