"""What must hold for every case."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ORDER = ["prohibited", "not_ready", "cannot_tell", "ready"]
FAST = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FACTS = {
    "free_of_soil": st.booleans(),
    "free_of_pests": st.booleans(),
    "free_of_animal_matter": st.booleans(),
    "digested_by_animal": st.booleans(),
    "waste_only": st.booleans(),
    "halal_claim": st.booleans(),
    "smoked": st.booleans(),
    "sold_in_indonesia": st.booleans(),
    "spice_part": st.sampled_from(["bark", "fruit", "seed"]),
    "waste_source": st.sampled_from(["hospital", "household"]),
    "polymers": st.lists(st.sampled_from(["pp", "pvc", "pet"]), min_size=1),
    "sorting": st.sampled_from(["mixed", "single_polymer"]),
    "clean": st.booleans(),
}
PAPERS = [
    {"type": "plot_geolocation_file", "scope": {"lot": "L1"}},
    {"type": "land_legality_papers"},
    {"type": "nib", "expires_on": "2026-11-01"},
    {"type": "phytosanitary_certificate"},
    {"type": "eudr_due_diligence_statement", "holder": "importer"},
]
PLASTIC = {
    "product": {"family": "plastic_scrap", "hs": "391590", "attributes": {}},
    "destination": "PK",
    "dates": {"as_of": "2026-11-24"},
}


@FAST
@given(facts=st.fixed_dictionaries({}, optional=FACTS))
def test_a_fact_more_never_turns_ready_into_prohibited(judge, coffee, facts):
    assert judge(coffee)["verdict"] == "ready"
    more = copy.deepcopy(coffee)
    more["product"]["attributes"].update(facts)

    assert judge(more)["verdict"] != "prohibited"


@FAST
@given(facts=st.fixed_dictionaries({}, optional=FACTS))
def test_a_bar_over_an_unknown_fact_is_never_called_ready(judge, facts):
    data = copy.deepcopy(PLASTIC)
    data["product"]["attributes"] = facts
    out = judge(data)

    if not {"polymers", "sorting", "clean"} <= facts.keys():
        assert out["by_rule"]["PLA-ALL-02"]["status"] == "unknown"
    assert out["verdict"] != "ready"


@FAST
@given(
    held=st.lists(st.sampled_from(PAPERS), max_size=5),
    drop=st.integers(min_value=0, max_value=4),
    placed_on=st.sampled_from(["2026-12-15", "2027-01-10"]),
)
def test_a_paper_less_never_makes_the_verdict_better(
    judge, coffee, held, drop, placed_on
):
    coffee["dates"]["placed_on"] = placed_on
    coffee["documents"] = [*coffee["documents"][:1], *held]
    fewer = copy.deepcopy(coffee)
    if drop < len(fewer["documents"]):
        del fewer["documents"][drop]

    before, after = judge(coffee)["verdict"], judge(fewer)["verdict"]

    assert ORDER.index(after) <= ORDER.index(before)


@pytest.mark.parametrize("index", [0])
def test_a_good_result_less_never_makes_the_verdict_better(judge, coffee, index):
    before = judge(coffee)["verdict"]
    del coffee["results"][index]

    assert ORDER.index(judge(coffee)["verdict"]) < ORDER.index(before)


@FAST
@given(facts=st.fixed_dictionaries({}, optional=FACTS))
def test_the_same_case_gets_the_same_answer(judge, facts):
    data = copy.deepcopy(PLASTIC)
    data["product"]["attributes"] = facts
    shown = []
    for _ in range(2):
        out = judge(copy.deepcopy(data))
        out["codes"] = sorted(out["codes"])
        shown.append(json.dumps(out, sort_keys=True))

    assert shown[0] == shown[1]
