"""The cheapest set of steps, applied to the facts, makes the pair pass."""

from copy import deepcopy
from datetime import date
from itertools import combinations

import pytest

from wadah.core.matching import Asked, apply_steps, list_constraints, match_from_json


def offer(**changes):
    def change(case):
        case["offers"][0].update(changes)

    return change


def item(**changes):
    def change(case):
        case["request"]["items"][0].update(changes)

    return change


def line(parameter, operator, value, unit):
    return {"parameter": parameter, "operator": operator, "value": value, "unit": unit}


def spec(*lines, **results):
    def change(case):
        case["request"]["items"][0]["specs"] = list(lines)
        units = {one["parameter"]: one["unit"] for one in lines}
        rows = [
            {"parameter": key, "value": value, "unit": units[key]}
            for key, value in results.items()
        ]
        case["offers"][0]["lots"] = [{"id": "L1", "results": rows}]

    return change


MOISTURE = line("moisture", "<=", 12.5, "%")
LEAD = line("lead", "<", 0.2, "mg/kg")
JUNE = [{"month": "2027-06", "verified_kg": 90000}]
BEFORE = [{"month": "2026-12", "verified_kg": 90000}]
SOME = [{"month": "2027-01", "verified_kg": 9000}]

FAULTS = {
    "form": item(form="roasted_ground"),
    "small": offer(capacity=SOME),
    "no capacity": offer(capacity=[]),
    "too late": offer(capacity=JUNE),
    "too early": offer(capacity=BEFORE),
    "large order": offer(min_order_kg=30000),
    "packing": item(packing=["jumbo_bag", "jute_bag"]),
    "dear": offer(price_floor={"value": 9, "currency": "USD", "unit": "kg"}),
    "payment": offer(payment=["lc_sight"]),
    "consent": offer(consent=False),
    "no paper": offer(documents=[]),
    "old paper": offer(
        documents=[{"type": "plot_geolocation_file", "expires_on": "2027-01-05"}]
    ),
    "untested": offer(lots=[]),
    "wet": spec(MOISTURE, moisture=14.0),
    "a little wet": spec(MOISTURE, moisture=13.0),
    "leaden": spec(MOISTURE, LEAD, moisture=12, lead=0.3),
    "two bounds": spec(line("ph", ">=", 5, "pH"), line("ph", "<=", 6, "pH"), ph=7),
}


def judged(case, words, judge):
    """The refusal, and what still stands in the way after its steps."""
    (refusal,) = judge(case).refused
    terms, offers, window = match_from_json(case, words, date(2026, 11, 24))
    asked = Asked(terms.items[0], terms, window)
    return refusal, list_constraints(*apply_steps(asked, offers[0], refusal.steps))


@pytest.mark.parametrize("first", FAULTS)
def test_steps_make_the_pair_pass(case, words, judge, first):
    """One fault, and every two and three faults that begin with it."""
    later = list(FAULTS)[list(FAULTS).index(first) + 1 :]
    rests = [()] + [c for size in (1, 2) for c in combinations(later, size)]
    for rest in rests:
        broken = deepcopy(case)
        for fault in (first, *rest):
            FAULTS[fault](broken)

        refusal, left = judged(broken, words, judge)

        assert (rest, left) == (rest, [])
        assert refusal.is_yes_after_steps
        assert all(step.cost_idr and step.days for step in refusal.steps)


@pytest.mark.parametrize(
    "change",
    [offer(family="cocopeat"), offer(excluded_destinations=["DE"]),
     offer(verdict="not_ready")],
)  # fmt: skip
def test_promises_no_yes_where_no_step_leads_to_one(case, judge, change):
    change(case)

    (refusal,) = judge(case).refused

    assert refusal.steps == ()
    assert not refusal.is_yes_after_steps


def steps_of(refusal):
    return [(step.action, step.subject) for step in refusal.steps]


def test_waits_where_waiting_is_cheaper_than_a_partner(case, judge):
    """April brings the missing 10.2 t: 1 day after the window, against
    500,000 + 18.5 days * 100,000 rupiah for a pool."""
    case["offers"][0]["capacity"] = [
        {"month": "2027-01", "verified_kg": 9000},
        {"month": "2027-04", "verified_kg": 10200},
    ]

    (refusal,) = judge(case).refused

    assert steps_of(refusal) == [("change_date", "2027-01/2027-04")]
    assert refusal.days == (1, 1)
    assert refusal.cost_idr == (0, 0)


def test_takes_a_partner_where_waiting_is_long(case, judge):
    """October is 184 days after the end of March."""
    case["offers"][0]["capacity"] = [
        {"month": "2027-01", "verified_kg": 9000},
        {"month": "2027-10", "verified_kg": 10200},
    ]

    assert steps_of(judge(case).refused[0]) == [("use_certified_partner", "pool")]


def test_one_step_clears_two_constraints(case, judge):
    """Too little and a little wet: a pool meets both, so the lot is not reworked."""
    spec(MOISTURE, moisture=13.0)(case)
    offer(capacity=SOME)(case)

    (refusal,) = judge(case).refused

    assert [one.code for one in refusal.constraints] == ["volume", "spec_fails"]
    assert steps_of(refusal) == [("use_certified_partner", "pool")]
    assert refusal.can_join


def test_adds_money_and_takes_the_longest_wait(case, judge):
    """A packing (0.5-3 million, 7-21 days) and a test (0.25-0.75 million, 7-14)."""
    item(packing=["jumbo_bag"])(case)
    offer(lots=[])(case)

    (refusal,) = judge(case).refused

    assert refusal.cost_idr == (750_000, 3_750_000)
    assert refusal.days == (7, 21)


def test_exports_through_a_partner_who_holds_the_paper(case, judge):
    """Halal certification of one's own: 2.75 million and 37 days; a partner: 0.5
    million and 18.5 days. Only where somebody among the offers holds it."""
    case["request"]["items"][0]["certificates"] = ["halal"]
    case["offers"].append(
        case["offers"][0]
        | {
            "product": "p2",
            "business": "b2",
            "documents": [{"type": "halal_certificate"}],
        }
    )

    result = judge(case)

    assert [one.offer.product for one in result.matches] == ["p2"]
    assert steps_of(result.refused[0]) == [
        ("use_certified_partner", "halal_certificate")
    ]
    case["offers"].pop()
    assert steps_of(judge(case).refused[0]) == [("get_document", "halal_certificate")]


def test_no_partner_lends_the_proof_of_another_field(case, judge):
    case["offers"][0]["documents"] = []
    case["offers"].append(
        case["offers"][0]
        | {
            "product": "p2", "business": "b2",
            "documents": [{"type": "plot_geolocation_file"}],
        }
    )  # fmt: skip

    assert steps_of(judge(case).refused[0]) == [
        ("get_document", "plot_geolocation_file")
    ]
