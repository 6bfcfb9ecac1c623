"""Verdicts of the six corridors on facts as they are, not as they look nice."""

from __future__ import annotations

import pytest

DATES = {
    "as_of": "2026-11-24",
    "declared_on": "2026-12-10",
    "departs_on": "2026-12-12",
    "arrives_on": "2026-12-28",
    "placed_on": "2027-01-04",
}
INSW = {"value": "free", "looked_up_on": "2026-11-20", "source": "INSW"}
SHIPMENT = {
    "lot": "L1",
    "quantity_kg": 20000,
    "value": {"amount": 9000, "currency": "USD"},
    "packing": ["pp_bag"],
    "packing_new_clean": True,
    "transport": "sea",
    "load": "FCL",
}
RESULT = {
    "unit": "text",
    "laboratory_accredited": True,
    "sampled_on": "2026-11-10",
    "lot": "L1",
}


def case(family, hs, destination, attributes, **more):
    return {
        "product": {"family": family, "hs": hs, "attributes": attributes},
        "destination": destination,
        "dates": dict(DATES),
        "consignment": dict(SHIPMENT),
        "documents": [{"type": "nib"}],
        "answers": {"insw_restriction": INSW},
        **more,
    }


def plastic(**attributes):
    return case("plastic_scrap", "391590", "PK", attributes)


def sticks():
    data = case(
        "palm_sticks_ekel", "140490", "TH", {"dried": True, "for_planting": False}
    )
    data["documents"] += [
        {"type": "phytosanitary_certificate"},
        {"type": "fumigation_certificate"},
    ]
    return data


def cocopeat():
    data = case(
        "cocopeat",
        "530500",
        "AU",
        {"free_of_soil": True, "free_of_pests": True, "free_of_animal_matter": True},
    )
    data["documents"] += [
        {
            "type": "phytosanitary_certificate",
            "scope": {
                "declarations": ["clean_free_from_soil", "no_animal_contamination"]
            },
        },
        {"type": "packing_declaration"},
        {"type": "container_cleanliness_declaration"},
    ]
    data["results"] = [
        {"parameter": "salmonella", "value": "absent", **RESULT},
        {
            "parameter": "e_coli",
            "values": [10, 50, 90, 200, 900],
            **RESULT,
            "unit": "cfu/g",
        },
    ]
    data["answers"]["bicon_permit"] = {
        "value": "not_needed",
        "looked_up_on": "2026-11-22",
    }
    return data


def test_coffee_to_germany_with_everything_is_ready(judge, coffee):
    assert judge(coffee)["verdict"] == "ready"


def test_mixed_unclean_plastic_without_consent_is_prohibited(judge):
    out = judge(plastic(polymers=["pe_ld", "pp"], sorting="mixed", clean=False))

    assert out["verdict"] == "prohibited"
    assert out["by_rule"]["PLA-ALL-02"]["status"] == "failing"
    actions = [step["action"] for step in out["by_rule"]["PLA-ALL-02"]["steps"]]
    assert set(actions) == {"ask_authority", "get_document", "rework_lot"}


def test_plastic_of_unknown_sorting_cannot_be_told(judge):
    out = judge(plastic(polymers=["pe_ld", "pp"], clean=False))

    assert out["verdict"] == "cannot_tell"
    assert out["by_rule"]["PLA-ALL-02"]["status"] == "unknown"
    assert "attributes.sorting" in out["codes"]


def test_clean_single_polyethylene_is_not_asked_for_consent(judge):
    out = judge(plastic(polymers=["pe_ld"], sorting="single_polymer", clean=True))

    assert "PLA-ALL-01" not in out["by_rule"]
    assert "PLA-ALL-02" not in out["by_rule"]
    assert out["by_rule"]["PLA-ALL-03"]["status"] == "not_asked"
    assert out["verdict"] == "cannot_tell"


def test_mixed_plastic_with_consent_and_contract_is_not_barred(judge):
    data = plastic(polymers=["pe_ld"], sorting="mixed", clean=False)
    data["documents"] += [{"type": "basel_consent"}, {"type": "basel_contract"}]

    out = judge(data)

    assert out["by_rule"]["PLA-ALL-02"]["status"] == "met"
    assert out["verdict"] == "cannot_tell"


def test_pvc_needs_consent_however_clean(judge):
    out = judge(plastic(polymers=["pvc"], sorting="single_polymer", clean=True))

    assert out["verdict"] == "prohibited"


def test_hospital_waste_is_prohibited_in_pakistan(judge):
    out = judge(
        plastic(
            polymers=["pe_ld"],
            sorting="single_polymer",
            clean=True,
            waste_source="hospital",
        )
    )

    assert out["by_rule"]["PLA-PK-05"]["status"] == "failing"
    assert out["verdict"] == "prohibited"


def test_palm_sticks_with_their_papers_wait_for_the_thai_department(judge):
    out = judge(sticks())

    assert out["verdict"] == "cannot_tell"
    assert "answers.th_plant_condition" in out["codes"]
    assert out["by_rule"]["LID-ID-01"]["status"] == "met"


@pytest.mark.parametrize(
    ("answer", "status", "verdict"),
    [
        ("none", "met", "ready"),
        ("phytosanitary_only", "met", "ready"),
        ("permit", "missing", "not_ready"),
        ("refused", "failing", "not_ready"),
    ],
)
def test_the_dated_thai_answer_decides(judge, answer, status, verdict):
    data = sticks()
    data["answers"]["th_plant_condition"] = {
        "value": answer,
        "looked_up_on": "2026-11-20",
    }

    out = judge(data)

    assert out["by_rule"]["LID-TH-01"]["status"] == status
    assert out["verdict"] == verdict


def test_an_undated_or_stale_answer_is_no_answer(judge):
    for looked_up_on in (None, "2026-05-01", "2026-12-24"):
        data = sticks()
        data["answers"]["th_plant_condition"] = {
            "value": "none",
            "looked_up_on": looked_up_on,
        }
        assert judge(data)["by_rule"]["LID-TH-01"]["status"] == "unknown"


def test_cocopeat_to_australia_with_everything_is_ready_with_warnings(judge):
    out = judge(cocopeat())

    assert out["verdict"] == "ready"
    assert out["by_rule"]["COC-AU-03"]["status"] == "met"
    assert out["by_rule"]["COC-AU-03"]["warning"] is not None


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ([99, 99, 99, 1000, 1000], "met"),
        ([99, 99, 100, 100, 100], "failing"),
        ([10, 10, 10, 10, 1001], "failing"),
        ([10, 10, 10, 10], "unknown"),
    ],
)
def test_e_coli_follows_the_sampling_plan(judge, counts, status):
    data = cocopeat()
    data["results"][1]["values"] = counts

    assert judge(data)["by_rule"]["COC-AU-04"]["status"] == status


def test_salmonella_found_makes_cocopeat_not_ready(judge):
    data = cocopeat()
    data["results"][0]["value"] = "present"

    assert judge(data)["verdict"] == "not_ready"


def test_cocopeat_without_a_bicon_answer_cannot_be_told(judge):
    data = cocopeat()
    del data["answers"]["bicon_permit"]

    out = judge(data)

    assert out["verdict"] == "cannot_tell"
    assert "answers.bicon_permit" in out["codes"]


def test_a_permit_that_bicon_asks_for_is_missing(judge):
    data = cocopeat()
    data["answers"]["bicon_permit"]["value"] = "needed"

    out = judge(data)

    assert out["by_rule"]["COC-AU-05"]["status"] == "missing"
    assert out["verdict"] == "not_ready"


def test_red_seaweed_is_not_asked_for_the_iodine_test(judge):
    data = case(
        "seaweed_cottonii",
        "121221",
        "AU",
        {
            "species": "Kappaphycus alvarezii",
            "intended_use": "food_ingredient",
            "retail_packed": False,
            "dried": True,
            "commercially_prepared": True,
            "free_of_pests": True,
        },
    )
    data["documents"] += [
        {"type": "packing_declaration"},
        {"type": "container_cleanliness_declaration"},
        {"type": "fish_health_certificate_smkhp"},
    ]
    data["answers"]["bicon_permit"] = {
        "value": "not_needed",
        "looked_up_on": "2026-11-22",
    }

    out = judge(data)

    assert out["by_rule"]["SEA-AU-04"]["status"] == "not_asked"
    assert "SEA-AU-02" not in out["by_rule"]
    assert out["verdict"] == "ready"


def test_seaweed_without_a_scientific_name_cannot_be_told(judge):
    out = judge(case("seaweed_cottonii", "121221", "AU", {}))

    assert out["by_rule"]["SEA-AU-01"]["status"] == "unknown"
    assert "attributes.species" in out["codes"]


@pytest.mark.parametrize(
    ("category", "verdict"),
    [("low", "ready"), ("medium_b", "ready"), ("high", "not_ready")],
)
def test_cinnamon_to_great_britain_rests_on_its_category(judge, category, verdict):
    data = case(
        "cinnamon_cassia",
        "090619",
        "GB",
        {"intended_use": "food_ingredient", "retail_packed": False},
    )
    data["dates"] = {"as_of": "2026-11-24", "departs_on": "2026-11-20"}
    data["documents"] += [
        {"type": name}
        for name in (
            "export_declaration_peb",
            "export_service_note_npe",
            "commercial_invoice",
            "packing_list",
            "vgm_declaration",
        )
    ]
    data["answers"]["gb_plant_category"] = {
        "value": category,
        "looked_up_on": "2026-11-01",
    }

    assert judge(data)["verdict"] == verdict


def test_proofs_of_origin_are_benefits_and_never_block(judge, coffee):
    out = judge(coffee)

    benefits = {item["rule"] for item in out["benefits"]}
    assert {"PREF-EU-01", "PREF-EU-04"} <= benefits
    assert not any(item["rule"].startswith("PREF-EU") for item in out["items"])
    assert out["verdict"] == "ready"


def test_abolished_papers_are_named_as_not_asked_and_never_demanded(judge, coffee):
    out = judge(coffee)

    assert out["by_rule"]["COF-ID-01"]["status"] == "not_asked"
    subjects = {step["subject"] for item in out["items"] for step in item["steps"]}
    assert not subjects & {"coffee_export_letter_spek", "registered_exporter_et"}


def test_a_banned_code_is_prohibited_only_when_looked_up(judge, coffee):
    coffee["answers"]["insw_restriction"]["value"] = "banned"
    assert judge(coffee)["verdict"] == "prohibited"

    coffee["answers"]["insw_restriction"] = "banned"
    assert judge(coffee)["verdict"] == "cannot_tell"


def test_a_market_nobody_has_read_about_is_never_ready(judge, coffee):
    coffee["destination"] = "BR"

    out = judge(coffee)

    assert out["verdict"] == "cannot_tell"
    assert out["by_rule"]["COVER-BR-00"]["status"] == "unknown"


def test_the_heaviest_line_comes_first(judge):
    out = judge(plastic(polymers=["pe_ld", "pp"], sorting="mixed", clean=False))

    assert out["items"][0]["rule"] == "PLA-ALL-02"
    assert out["items"][-1]["status"] in ("met", "advice", "not_asked")


def test_wood_pallets_need_treatment_and_mark(judge, coffee):
    coffee["consignment"]["packing"] = ["jute_bag", "pallet_wood"]
    coffee["dates"]["departs_on"] = coffee["dates"]["declared_on"] = "2026-11-24"

    out = judge(coffee)

    assert out["by_rule"]["ID-ALL-06"]["status"] == "missing"
    assert out["by_rule"]["ID-ALL-06"]["steps"][0]["cost_idr"] == [50000, 150000]
