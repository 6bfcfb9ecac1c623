"""Each hard constraint refuses with its code, what is there and what is needed."""

import pytest

from wadah.core.matching import CODES, match_to_json


def offer(**changes):
    def change(case):
        case["offers"][0].update(changes)

    return change


def item(**changes):
    def change(case):
        case["request"]["items"][0].update(changes)

    return change


def terms(**changes):
    def change(case):
        case["request"].update(changes)

    return change


USD_PER_KG = {"currency": "USD", "unit": "kg"}

REFUSALS = [
    (offer(family="cocopeat"), "family", "cocopeat", "coffee_green_robusta", None),
    (item(form="roasted_ground"), "form", "green", "roasted_ground", "change_form"),
    (offer(verdict="cannot_tell"), "readiness", "cannot_tell", "ready", None),
    (
        offer(capacity=[{"month": "2027-02", "verified_kg": 9000}]),
        "volume",
        {"kg": 9000},
        {"kg": 19200},
        "use_certified_partner",
    ),
    (offer(capacity=[]), "volume", {"kg": 0}, {"kg": 19200}, "ask_authority"),
    (
        offer(capacity=[{"month": "2027-06", "verified_kg": 90000}]),
        "window",
        ["2027-06"],
        {"from": "2027-01", "to": "2027-03"},
        "change_date",
    ),
    (
        offer(min_order_kg=19201),
        "minimum_order",
        {"kg": 19201},
        {"kg": 19200},
        "ask_importer",
    ),
    (
        item(packing=["jumbo_bag"]),
        "packing",
        ["jute_bag", "pp_bag"],
        ["jumbo_bag"],
        "change_packing",
    ),
    (
        offer(price_floor={"value": 2.51, **USD_PER_KG}),
        "price_floor",
        {"value": 2.51, **USD_PER_KG},
        {"value": 2.5, **USD_PER_KG},
        "ask_importer",
    ),
    (
        offer(price_floor=2.6),
        "price_floor",
        {"value": 2.6, **USD_PER_KG},
        {"value": 2.5, **USD_PER_KG},
        "ask_importer",
    ),
    (offer(payment=["lc_sight"]), "payment", ["lc_sight"], "cad", "ask_importer"),
    (terms(excluded_businesses=["b1"]), "excluded_by_buyer", "b1", ["b1"], None),
    (
        offer(excluded_destinations=["DE"]),
        "excluded_by_seller",
        ["DE"],
        ["DE"],
        None,
    ),
    (offer(consent=False), "consent", False, True, "get_document"),
]


@pytest.mark.parametrize(
    ("change", "code", "have", "need", "action"),
    REFUSALS,
    ids=[f"{row[1]}-{i}" for i, row in enumerate(REFUSALS)],
)
def test_refuses_with_code_have_need_and_step(
    judge, case, change, code, have, need, action
):
    change(case)

    result = judge(case)

    assert result.matches == ()
    (constraint,) = result.refused[0].constraints
    assert (constraint.code, constraint.have, constraint.need) == (code, have, need)
    assert [s.action for s in constraint.steps] == ([action] if action else [])
    assert code in CODES


def test_matches_the_offer_that_meets_everything_with_reasons(judge, case):
    result = judge(case)

    (found,) = result.matches
    # quality (12.5-12)/12.5 = 0.04; volume (22000-19200)/19200 = 0.1458;
    # readiness not judged 0.5; no kosher paper 0:
    # 0.4*0.04 + 0.3*0.14583 + 0.2*0.5 + 0 = 0.15975
    assert found.score == 0.1598
    assert [reason.en for reason in found.reasons] == [
        "The product fits: coffee_green_robusta.",
        "22000 kg are free, enough for 19200 kg.",
        "Lot L1 meets the whole specification: moisture.",
        "The papers asked for are there and valid: plot_geolocation_file.",
    ]


def test_leaves_prices_in_other_currencies_to_talks_and_says_so(judge, case):
    case["offers"][0]["price_floor"] = {"value": 9, "currency": "EUR", "unit": "kg"}

    (found,) = judge(case).matches

    assert found.reasons[-1].en == (
        "Prices cannot be compared yet: currency or unit differs."
    )


def test_sends_only_the_too_small_to_the_pool(judge, case):
    small = case["offers"][0] | {
        "product": "small",
        "capacity": [{"month": "2027-01", "verified_kg": 6000}],
    }
    small_and_wet = small | {"product": "wet", "lots": []}
    case["offers"] += [small, small_and_wet]

    result = judge(case)

    assert [o.product for o, _ in result.pool] == ["p1", "small"]
    assert [r.offer.product for r in result.refused] == ["small", "wet"]


def test_ranks_the_larger_reserve_first_and_equals_by_name(judge, case):
    large = case["offers"][0] | {
        "product": "p3",
        "capacity": [{"month": "2027-01", "verified_kg": 60000}],
    }
    case["offers"] += [case["offers"][0] | {"product": "p0"}, large]

    products = [found.offer.product for found in judge(case).matches]

    assert products == ["p3", "p0", "p1"]


def test_puts_refusals_without_a_way_to_yes_last(judge, case):
    other = case["offers"][0] | {"family": "cocopeat", "product": "a"}
    near = case["offers"][0] | {"min_order_kg": 99999, "product": "z"}
    case["offers"] = [other, near]

    assert [r.offer.product for r in judge(case).refused] == ["z", "a"]


def test_writes_the_answer_in_the_agreed_shape(judge, case):
    case["offers"].append(case["offers"][0] | {"product": "p2", "lots": []})
    pool = {"status": "filled", "shares": [], "shortfall_kg": 0, "binding": []}

    answer = match_to_json(judge(case), pool)

    assert set(answer) == {"matches", "refused", "pool"}
    assert answer["matches"][0]["product"] == "p1"
    refused = answer["refused"][0]
    assert refused["product"] == "p2"
    assert refused["constraints"][0]["code"] == "spec_unknown"
    assert refused["steps"][0]["action"] == "test_lot"
    assert refused["steps"][0]["subject"] == "moisture"
    assert answer["pool"] == pool
