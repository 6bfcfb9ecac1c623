"""What must hold for every case."""

from __future__ import annotations

import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wadah.core.values import InvalidInput

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
    coffee = copy.deepcopy(coffee)
    coffee["dates"]["placed_on"] = placed_on
    coffee["documents"] = [*coffee["documents"][:1], *held]
    fewer = copy.deepcopy(coffee)
    if drop < len(fewer["documents"]):
        del fewer["documents"][drop]

    before, after = judge(coffee)["verdict"], judge(fewer)["verdict"]

    assert ORDER.index(after) <= ORDER.index(before)


def test_a_good_result_less_never_makes_the_verdict_better(judge, coffee):
    before = judge(coffee)["verdict"]
    del coffee["results"][0]

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


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "1.500", "2026-13-01", "090111", "pp", "L1", "nib"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "value", "scope", "id", "x"]), inner)
    ),
    max_leaves=6,
)


def places(value, path=()):
    """Every path into a nested case."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


@settings(FAST, max_examples=200)
@given(data=st.data())
def test_any_value_in_any_place_is_judged_or_refused_by_name(judge, coffee, data):
    coffee = copy.deepcopy(coffee)
    coffee["contract"] = [
        {"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}
    ]
    path = data.draw(st.sampled_from(list(places(coffee))))
    target = coffee
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = data.draw(JSON)

    try:
        out = judge(coffee)
    except InvalidInput as refusal:
        assert refusal.field.split(".")[0].split("[")[0] == path[0]
    else:
        assert out["verdict"] in ORDER
