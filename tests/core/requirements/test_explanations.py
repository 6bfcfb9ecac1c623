"""What an answer says beside its verdict: evidence, questions in order, ways out."""

from __future__ import annotations

import copy

import pytest

DATED = {"looked_up_on": "2026-11-20", "source": "the authority"}
PLASTIC = {
    "product": {
        "family": "plastic_scrap",
        "hs": "391590",
        "attributes": {"waste_source": "industrial_offcut"},
    },
    "destination": "PK",
    "dates": {"as_of": "2026-11-24"},
    "documents": [{"type": "nib", "number": "0220001234567"}],
}


def codes(out):
    return [question["code"] for question in out["questions"]]


def question(out, code):
    return next(one for one in out["questions"] if one["code"] == code)


def test_a_line_names_the_paper_it_rests_on(judge):
    out = judge(copy.deepcopy(PLASTIC))

    assert out["by_rule"]["ID-ALL-01"]["evidence"][0] == {
        "kind": "document",
        "type": "nib",
        "number": "0220001234567",
        "lot": None,
        "by": None,
        "dated": None,
    }


def test_a_line_names_the_result_and_the_lot(judge, coffee):
    coffee["results"][0]["laboratory"] = "Lab Satu"
    item = judge(coffee)["by_rule"]["EU-ALL-02"]

    assert item["status"] == "met"
    assert item["evidence"] == [
        {
            "kind": "result",
            "parameter": "pesticide.carbaryl",
            "number": None,
            "lot": "L1",
            "by": "Lab Satu",
            "dated": "2026-11-10",
        }
    ]


def test_a_line_names_the_look_up_and_its_day(judge, coffee):
    item = judge(coffee)["by_rule"]["ID-ALL-03"]

    assert [(one["kind"], one["code"], one["dated"]) for one in item["evidence"]] == [
        ("answer", "answers.insw_restriction", "2026-11-23")
    ]


def test_a_result_that_fails_is_shown_beside_one_that_passes(judge, coffee):
    coffee["results"].append(
        {**coffee["results"][0], "below": None, "value": 0.5, "laboratory": "Lab Dua"}
    )
    item = judge(coffee)["by_rule"]["EU-ALL-02"]

    assert item["status"] == "unknown"
    assert [one["by"] for one in item["evidence"]] == ["Lab Dua"]


def test_an_open_fact_is_named_in_both_languages(judge):
    item = judge(copy.deepcopy(PLASTIC))["by_rule"]["PLA-PK-04"]

    assert item["reason"] == {
        "id": "Belum disebut: kantor pabean tujuan.",
        "en": "Not stated: customs station.",
    }


def test_a_doubt_about_scope_names_its_fact(judge, coffee):
    del coffee["product"]["attributes"]["organic_claim"]
    item = judge(coffee)["by_rule"]["EU-ALL-05"]

    assert item["reason"]["en"] == (
        "It cannot be told yet whether this rule applies. Not stated: organic claim."
    )


def test_facts_over_a_bar_are_asked_before_facts_over_a_delay(judge):
    out = judge(copy.deepcopy(PLASTIC))
    asked = codes(out)

    bars = ["attributes.polymers", "attributes.sorting", "attributes.clean"]
    places = [asked.index(code) for code in bars]
    assert max(places) < asked.index("parties.importer.first_import")
    for code in bars:
        assert question(out, code)["worst"] == "prohibited"
        assert "PLA-ALL-02" in question(out, code)["decides"]


def test_the_founding_day_is_folded_under_the_size_of_the_importer(judge, coffee):
    coffee["parties"]["importer"] = {}
    coffee["dates"]["placed_on"] = "2027-01-10"
    out = judge(coffee)

    assert codes(out)[0] == "parties.importer.size"
    size = question(out, "parties.importer.size")
    assert size["then"] == ["parties.importer.established_on"]
    assert size["decides"] == ["COF-EU-01", "EU-ALL-07"]
    assert (size["best"], size["worst"]) == ("cannot_tell", "not_ready")
    assert "parties.importer.established_on" not in codes(out)


def test_a_question_that_decides_nothing_comes_last(judge, coffee):
    del coffee["product"]["attributes"]["organic_claim"]
    out = judge(coffee)

    idle = [not one["decides"] for one in out["questions"]]
    assert idle == sorted(idle)
    assert codes(out)[0] == "attributes.organic_claim"


def test_a_question_about_a_paper_names_the_paper(judge, coffee):
    coffee["destination"] = "AU"
    text = question(judge(coffee), "answers.asked_by_market")["text"]

    assert text["en"] == (
        "Does the market ask for the phytosanitary certificate with these goods?"
    )
    assert "sertifikat fitosanitari" in text["id"]


def test_a_question_about_an_agreement_names_the_agreement(judge, coffee):
    text = question(judge(coffee), "answers.preference_in_force")["text"]

    assert "I-EU CEPA" in text["en"]
    assert "I-EU CEPA" in text["id"]


def test_a_question_about_a_rule_says_what_the_rule_asks(judge, coffee):
    coffee["results"] = []
    text = question(judge(coffee), "rules.EU-ALL-02")["text"]

    assert text["en"].startswith("Checked at its official source, and met? Pesticide")


def test_a_no_says_what_would_lift_it(judge):
    data = copy.deepcopy(PLASTIC)
    data["product"]["attributes"] |= {
        "polymers": ["pp", "ps"],
        "sorting": "mixed",
        "clean": False,
    }
    item = judge(data)["by_rule"]["PLA-ALL-02"]

    assert item["status"] == "failing"
    assert "rework_lot" in [step["action"] for step in item["steps"]]


def test_taking_the_logo_off_ends_the_duty_it_made(judge, coffee):
    coffee["destination"] = "SA"
    coffee["product"]["attributes"] |= {
        "halal_claim": True,
        "animal_ingredients": ["none"],
        "slaughtered_animal": "none",
    }
    item = judge(coffee)["by_rule"]["SA-ALL-01"]

    assert item["status"] == "missing"
    assert [step["action"] for step in item["steps"]] == [
        "get_document",
        "remove_claim",
    ]
    coffee["product"]["attributes"]["halal_claim"] = False
    assert "SA-ALL-01" not in judge(coffee)["by_rule"]


def test_meat_is_not_freed_by_taking_the_logo_off(judge):
    data = copy.deepcopy(PLASTIC) | {"destination": "SA"}
    data["product"] = {
        "family": "beef_prepared",
        "hs": "160250",
        "attributes": {
            "intended_use": "human_food",
            "halal_claim": True,
            "animal_ingredients": ["meat"],
            "slaughtered_animal": "cattle",
        },
    }
    item = judge(data)["by_rule"]["SA-ALL-01"]

    assert [step["action"] for step in item["steps"]] == ["get_document"]


@pytest.mark.parametrize("word", ["unknown", "changed"])
def test_an_answer_that_decides_nothing_backs_no_rule(judge, word):
    data = copy.deepcopy(PLASTIC)
    data["product"]["attributes"] |= {
        "polymers": ["pp"],
        "sorting": "single_polymer",
        "clean": True,
    }
    data["answers"] = {"pk_policy_order": {"value": word, **DATED}}
    assert judge(data)["by_rule"]["PLA-PK-01"]["status"] == "unknown"

    data["answers"]["pk_policy_order"]["value"] = "unchanged"
    assert judge(data)["by_rule"]["PLA-PK-01"]["status"] == "missing"


def test_a_benefit_shows_the_saving_the_form_and_the_last_day(judge, coffee):
    out = judge(coffee)
    benefit = next(one for one in out["benefits"] if one["rule"] == "PREF-EU-01")

    assert benefit["benefit"]["ends_on"] == "2026-12-31"
    assert [one["type"] for one in benefit["benefit"]["forms"]] == [
        "rex_origin_statement"
    ]
    assert "USD 720.00" in benefit["benefit"]["saving"]["en"]
    assert "USD 720,00" in benefit["benefit"]["saving"]["id"]
    assert out["verdict"] == "ready"


def test_an_agreement_not_in_force_promises_no_saving(judge, coffee):
    out = judge(coffee)
    benefit = next(one for one in out["benefits"] if one["rule"] == "PREF-EU-04")

    assert benefit["status"] == "unknown"
    assert benefit["benefit"]["saving"] is None
