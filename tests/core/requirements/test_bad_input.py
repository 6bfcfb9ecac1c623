"""Input that cannot be judged is refused by field and rule, with a way to mend it."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wadah.core.values import InvalidInput

OCHRATOXIN = {"parameter": "ochratoxin_a", "value": 3, "unit": "ug/kg"}
MOISTURE = {"parameter": "moisture", "operator": "between", "unit": "%"}
# field to set, value, field and rule of the refusal, words that say how to mend it
CASES = [
    ("product.family", "coffee_green_robusto", "product.family", "unknown_word",
     "coffee_green_robusta"),
    ("product.hs", 90111, "product.hs", "hs_format", "as text"),
    ("product.hs", "٠٩٠١١١", "product.hs", "hs_format", "4, 6 or 8 digits"),
    ("product.attributes", {"fryed": True}, "product.attributes.fryed",
     "unknown_word", "fried"),
    ("product.attributes", {"fried": "yes"}, "product.attributes.fried",
     "bool_expected", "true or false"),
    ("product.attributes", {"cocoa_share_pct": 150},
     "product.attributes.cocoa_share_pct", "share_over_hundred", "0 to 100"),
    ("destination", "Germany", "destination", "unknown_word", "DE for Germany"),
    ("destination", "de", "destination", "unknown_word", "capitals: DE"),
    ("destination", "QQ", "destination", "unknown_word", "QA"),
    ("destination", "EU", "destination", "unknown_word", "member state"),
    ("dates.placed_on", "30 Desember 2026", "dates.placed_on", "date_format",
     "2026-12-30"),
    ("dates.placed_on", "2026-02-30", "dates.placed_on", "date_format", "2026-12-30"),
    ("dates.as_of", "0001-01-01", "dates.as_of", "date_out_of_range", "1500"),
    ("dates.arrives_on", "2026-11-01", "dates.arrives_on", "date_order",
     "before the departure"),
    ("consignment.quantity_kg", "1.500", "consignment.quantity_kg",
     "number_ambiguous", "1500"),
    ("consignment.quantity_kg", -5, "consignment.quantity_kg", "number_negative",
     "minus"),
    ("consignment.quantity_kg", 10**400, "consignment.quantity_kg",
     "number_out_of_range", "unit"),
    ("consignment.value", {"amount": 5, "currency": "rupiah"},
     "consignment.value.currency", "currency_format", "USD"),
    ("results", [{**OCHRATOXIN, "value": "1.500"}], "results[0].value",
     "number_ambiguous", "decimal point"),
    ("results", [{**OCHRATOXIN, "value": -0.1}], "results[0].value",
     "number_negative", "below"),
    ("results", [{**OCHRATOXIN, "value": float("nan")}], "results[0].value",
     "number_out_of_range", "unit"),
    ("results", [{**OCHRATOXIN, "value": float("inf")}], "results[0].value",
     "number_out_of_range", "unit"),
    ("results", [{**OCHRATOXIN, "value": Decimal("1E+1000000")}], "results[0].value",
     "number_out_of_range", "unit"),
    ("results", [{**OCHRATOXIN, "unit": "cfu/g"}], "results[0].unit",
     "unit_not_for_parameter", "ug/kg"),
    ("results", [{**OCHRATOXIN, "parameter": "e_coli", "unit": "mg/kg"}],
     "results[0].unit", "unit_not_for_parameter", "cfu/g"),
    ("results", [{**OCHRATOXIN, "unit": None}], "results[0].unit", "unit_missing",
     "ug/kg"),
    ("results", [{"parameter": "moisture", "value": 120, "unit": "%"}],
     "results[0].value", "share_over_hundred", "unit"),
    ("results", [{**OCHRATOXIN, "below": 2}], "results[0].value", "one_value",
     "exactly one"),
    ("results", {"lead": 2}, "results", "list_expected", "[ and ]"),
    ("documents", [{"type": "nib", "issued_on": "2026-05-01",
                    "expires_on": "2026-04-30"}],
     "documents[0].expires_on", "date_order", "before the day of issue"),
    ("documents", [{"type": "nibb"}], "documents[0].type", "unknown_word", "nib"),
    ("documents", [{"type": "nib", "scope": {"quantity_kg": -1}}],
     "documents[0].scope.quantity_kg", "number_negative", "minus"),
    ("contract", [{**MOISTURE, "min": 12, "max": 5}], "contract[0].min",
     "bound_order", "Change them round"),
    ("answers", {"bicon_permitt": "needed"}, "answers.bicon_permitt", "unknown_word",
     "bicon_permit"),
]  # fmt: skip


def put(data, path, value):
    *way, last = path.split(".")
    for key in way:
        data = data.setdefault(key, {})
    data[last] = value


@pytest.mark.parametrize(("path", "value", "field", "rule", "hint"), CASES)
def test_is_refused_by_field_and_rule(judge, coffee, path, value, field, rule, hint):
    put(coffee, path, value)

    with pytest.raises(InvalidInput) as refusal:
        judge(coffee)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert hint in refusal.value.message.en
    assert refusal.value.message.id != refusal.value.message.en


def test_water_on_a_dry_basis_may_be_more_than_all(judge, coffee):
    coffee["results"].append(
        {"parameter": "moisture", "value": 150, "unit": "%", "basis": "dry"}
    )

    assert judge(coffee)["verdict"] == "ready"


def test_a_temperature_may_be_below_nought(judge, coffee):
    coffee["results"].append(
        {"parameter": "packing_temperature", "value": -18, "unit": "degC"}
    )

    assert judge(coffee)["verdict"] == "ready"


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.sampled_from(["", "1.500", "2026-13-01", "9999-12-31", "090111", "nib", "EU"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "value", "scope", "id", "amount", "rules.", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def places(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from places(value[key], (*path, key))


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_junk_in_several_places_is_judged_or_refused_and_never_breaks(
    judge, coffee, data
):
    coffee = copy.deepcopy(coffee)
    coffee["contract"] = [{**MOISTURE, "min": 5, "max": 12.5, "basis": "as_sold"}]
    coffee["documents"].append(
        {"type": "halal_certificate", "scope": {"market": "SA", "lot": "L1"}}
    )
    for _ in range(data.draw(st.integers(min_value=1, max_value=3))):
        path = data.draw(st.sampled_from(list(places(coffee))))
        target = coffee
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = data.draw(JUNK)

    try:
        out = judge(coffee)
    except InvalidInput as refusal:
        assert refusal.rule
        assert refusal.message.id
        assert refusal.message.en
    else:
        out.pop("codes")
        assert json.dumps(out)
