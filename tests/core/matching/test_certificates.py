"""A paper counts when it is of the type, in force and of the scope asked for."""

import pytest

GEO = "plot_geolocation_file"
ORGANIC = "organic_certificate"

CASES = [
    ("eudr_geolocation", [{"type": GEO}], None),
    ("eudr_geolocation", [], "get_document"),
    (GEO, [{"type": GEO, "expires_on": "2027-03-31"}], None),
    (GEO, [{"type": GEO, "expires_on": "2027-03-30"}], "renew_document"),
    (GEO, [{"type": GEO, "scope": {"status": "suspended"}}], "extend_scope"),
    (GEO, [{"type": GEO, "scope": {"product": "cocopeat"}}], "extend_scope"),
    (GEO, [{"type": GEO, "scope": {"product": "0901"}}], None),
    ("organic_eu", [{"type": ORGANIC, "scope": {"scheme": "eu"}}], None),
    ("organic_eu", [{"type": ORGANIC, "scope": {"scheme": ["jas"]}}], "extend_scope"),
    ("organic_eu", [{"type": ORGANIC}], None),
    ("coa", [], None),
    ("coa_heavy_metals", [], "test_lot"),
    ("kosher_optional", [], None),
]


@pytest.mark.parametrize(("name", "papers", "action"), CASES)
def test_asks_for_what_is_amiss_with_a_paper(judge, case, name, papers, action):
    case["request"]["items"][0]["certificates"] = [name]
    case["offers"][0]["documents"] = papers

    found = [c for r in judge(case).refused for c in r.constraints]

    assert [c.code for c in found] == (["certificate"] if action else [])
    assert [s.action for c in found for s in c.steps] == ([action] if action else [])


def test_takes_a_result_of_the_lot_for_the_report_on_it(judge, case):
    case["request"]["items"][0]["certificates"] = ["coa_heavy_metals"]
    case["offers"][0]["lots"][0]["results"].append(
        {"parameter": "lead", "value": 0.1, "unit": "mg/kg"}
    )

    assert len(judge(case).matches) == 1


def test_raises_the_score_for_a_welcome_paper(judge, case):
    before = judge(case).matches[0].score
    case["offers"][0]["documents"].append({"type": "kosher_certificate"})

    assert judge(case).matches[0].score == pytest.approx(before + 0.1)


def test_does_not_ask_for_an_entry_marked_as_not_required(judge, case):
    case["request"]["items"][0]["certificates"] = [
        {"name": "organic_eu", "required": False}
    ]

    assert len(judge(case).matches) == 1
