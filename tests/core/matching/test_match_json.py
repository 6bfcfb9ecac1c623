"""Bad input is refused with the path of the field and the rule."""

from datetime import date
from decimal import Decimal

import pytest

from wadah.core.matching import match_from_json
from wadah.core.values import InvalidInput, Month

TODAY = date(2026, 11, 24)
ITEM, OFFER = ("request", "items", 0), ("offers", 0)
RESULT = (*OFFER, "lots", 0, "results", 0)
SPEC = (*ITEM, "specs", 0)
SPEC_PATH = "request.items[0].specs[0]"
MOISTURE = {"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}
RESULT_PATH = "offers[0].lots[0].results[0]"

CASES = [
    (("request",), None, "request", "object"),
    (("request", "items"), [], "request.items", "required"),
    ((*ITEM, "family"), "cofee", "request.items[0].family", "unknown_word"),
    ((*ITEM, "hs6"), 90111, "request.items[0].hs6", "hs_format"),
    ((*SPEC, "parameter"), "moist", f"{SPEC_PATH}.parameter", "unknown_word"),
    ((*SPEC, "operator"), "=<", f"{SPEC_PATH}.operator", "unknown_word"),
    ((*SPEC, "unit"), "pH", f"{SPEC_PATH}.unit", "unit_not_for_parameter"),
    ((*SPEC, "value"), None, f"{SPEC_PATH}.value", "bound_missing"),
    ((*SPEC, "value"), "1.500", f"{SPEC_PATH}.value", "number_ambiguous"),
    ((*SPEC, "basis"), "wet", f"{SPEC_PATH}.basis", "unknown_word"),
    (
        (*ITEM, "certificates"),
        ["organik"],
        "request.items[0].certificates[0]",
        "unknown_word",
    ),
    ((*ITEM, "packing"), ["sack"], "request.items[0].packing[0]", "unknown_word"),
    (
        (*ITEM, "quantity"),
        {"tonnes": -1},
        "request.items[0].quantity.tonnes",
        "out_of_range",
    ),
    (("request", "destination"), "XX", "request.destination", "unknown_word"),
    (("request", "incoterm"), "FOR", "request.incoterm", "unknown_word"),
    (("request", "buyer_role"), "middleman", "request.buyer_role", "unknown_word"),
    (
        (*ITEM, "quantity"),
        {"value": 0, "unit": "t"},
        "request.items[0].quantity.value",
        "above_zero",
    ),
    (
        (*ITEM, "quantity"),
        {"value": 5, "unit": "mS/cm"},
        "request.items[0].quantity.unit",
        "unit_not_for_quantity",
    ),
    (
        (*ITEM, "specs"),
        [
            MOISTURE,
            {"parameter": "moisture", "operator": ">=", "value": 13, "unit": "%"},
        ],
        "request.items[0].specs[1]",
        "contradiction",
    ),
    (
        (*ITEM, "specs"),
        [
            MOISTURE,
            {"parameter": "moisture", "operator": ">", "value": 125, "unit": "g/kg"},
        ],
        "request.items[0].specs[1]",
        "contradiction",
    ),
    (
        (*ITEM, "specs"),
        [{"parameter": "ph", "operator": "between", "min": 7, "max": 6, "unit": "pH"}],
        f"{SPEC_PATH}.min",
        "range",
    ),
    (("window",), {"from": "2026-01", "to": "2026-10"}, "window.to", "past"),
    (("pool",), {"maximum_share": 20}, "pool.maximum_share", "out_of_range"),
    ((*ITEM, "bag_kg"), 0, "request.items[0].bag_kg", "above_zero"),
    ((*OFFER, "role"), "middleman", "offers[0].role", "unknown_word"),
    (("as_of",), "24/11/2026", "as_of", "date_format"),
    (("window",), {"from": "2027-03", "to": "2027-01"}, "window.to", "range"),
    (("window",), {"from": "2027-13", "to": "2027-01"}, "window.from", "month_format"),
    ((*OFFER, "business"), None, "offers[0].business", "required"),
    ((*OFFER, "consent"), "yes", "offers[0].consent", "bool"),
    ((*OFFER, "verdict"), "maybe", "offers[0].verdict", "unknown_word"),
    (
        (*OFFER, "capacity", 0, "verified_kg"),
        None,
        "offers[0].capacity[0].verified_kg",
        "required",
    ),
    (
        (*OFFER, "capacity", 1, "month"),
        "2027-01",
        "offers[0].capacity[1].month",
        "duplicate",
    ),
    (
        (*OFFER, "documents", 0, "type"),
        "plot_geolocation",
        "offers[0].documents[0].type",
        "unknown_word",
    ),
    ((*RESULT, "unit"), None, f"{RESULT_PATH}.unit", "unit_missing"),
    ((*RESULT, "below"), 3, f"{RESULT_PATH}.value", "one_value"),
    ((*RESULT, "value"), "a lot", f"{RESULT_PATH}.value", "number_ambiguous"),
]


@pytest.mark.parametrize(("path", "value", "field", "rule"), CASES)
def test_names_field_and_rule_of_a_bad_value(case, words, path, value, field, rule):
    *way, last = path
    place = case
    for key in way:
        place = place[key]
    place[last] = value

    with pytest.raises(InvalidInput) as refusal:
        match_from_json(case, words, TODAY)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)


@pytest.mark.parametrize(
    ("quantity", "kg"),
    [
        ({"value": 3, "unit": "FCL20", "tonnes": 57.6}, Decimal("57600")),
        ({"value": 19.2, "unit": "MT", "tonnes": None}, Decimal("19200")),
        ({"value": 100, "unit": "lb"}, Decimal("45.359237")),
        ({"value": 4400, "unit": "block"}, None),
        (None, None),
    ],
)
def test_reads_the_weight_asked_for(case, words, quantity, kg):
    case["request"]["items"][0]["quantity"] = quantity

    request, _, _ = match_from_json(case, words, TODAY)

    assert request.items[0].quantity_kg == kg


@pytest.mark.parametrize(
    "lines",
    [
        [MOISTURE, {"parameter": "moisture", "operator": ">=", "value": 12.5,
                    "unit": "%"}],
        [MOISTURE, {"parameter": "moisture", "operator": ">", "value": 13, "unit": "%",
                    "basis": "dry"}],
    ],
)  # fmt: skip
def test_bounds_that_leave_a_value_over_are_no_contradiction(case, words, lines):
    case["request"]["items"][0]["specs"] = lines

    assert len(match_from_json(case, words, TODAY)[0].items[0].specs) == 2


def test_reads_full_containers_and_bags(case, words):
    case["request"]["items"][0]["quantity"] = {
        "value": 3, "unit": "FCL20", "tonnes": 57.6
    }  # fmt: skip
    case["request"]["items"][0]["bag_kg"] = 60

    item = match_from_json(case, words, TODAY)[0].items[0]

    assert (item.container_kg, item.bag_kg) == (19200, 60)


@pytest.mark.parametrize(
    ("needed_by", "last", "last_day"),
    [
        ("2027-02-10", Month(2027, 2), date(2027, 2, 10)),
        (None, Month(2027, 10), date(2027, 10, 31)),
        ("as soon as possible", Month(2027, 10), date(2027, 10, 31)),
    ],
)
def test_gives_a_request_without_window_twelve_months(
    case, words, needed_by, last, last_day
):
    del case["window"]
    case["request"]["needed_by"] = needed_by

    _, _, window = match_from_json(case, words, TODAY)

    assert (window.first, window.last) == (Month(2026, 11), last)
    assert window.last_day == last_day


def test_tells_an_absent_list_of_offers_from_an_empty_one(case, words):
    case["offers"] = []
    assert match_from_json(case, words, TODAY)[1] == ()

    del case["offers"]
    assert match_from_json(case, words, TODAY)[1] is None
