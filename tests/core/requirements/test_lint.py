"""The look through the rule base: each kind of fault is found, the base has none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wadah.apps.requirements.lint_world import read_references
from wadah.core.requirements import Membership, RuleBase, RuleReader
from wadah.core.requirements.lint import lint_rule_base
from wadah.core.requirements.lint_references import References
from wadah.core.values import InvalidInput

TODAY = date(2026, 11, 24)
SOURCES = {"LAW": {"title": "A law"}, "GK": {"title": "General knowledge"}}
TO = References(
    family_codes={"cocopeat": ("530500",), "coffee_green_robusta": ("090111",)},
    regions=frozenset({"18"}),
    sources=frozenset({"LAW"}),
)
ROW = {
    "id": "XX-TEST-01",
    "kind": "test_limit",
    "side": "destination",
    "party": "exporter",
    "effect": "delays",
    "markets": ["AU"],
    "date_basis": "arrives_on",
    "checked_on": date(2026, 11, 24),
    "source": "LAW",
    "source_date": "2026",
    "confidence": "V1",
    "families": ["cocopeat"],
    "tree": {"limit": "lead", "value": 1, "unit": "mg/kg"},
    "message": {"id": "Timbal.", "en": "Lead."},
}
OTHER = {**ROW, "id": "XX-TEST-02"}


def lint(words, *rows, today=TODAY, to=TO):
    reader = RuleReader(words, SOURCES)
    rules = tuple(rule for row in rows for rule in reader.read_row(row))
    groups = {"PAIR": (Membership("AU"), Membership("NZ"))}
    return lint_rule_base(RuleBase(rules, groups, words), to, today)


def found(words, *rows, **more):
    report = lint(words, *rows, **more)
    return {(n.level, n.code, n.rule) for n in report.notes if n.code != "group_unused"}


def test_the_packaged_base_has_no_error_and_no_warning(base):
    report = lint_rule_base(base, read_references(), TODAY)

    assert [note for note in report.notes if note.level != "note"] == []


@pytest.mark.parametrize(
    ("change", "level", "code"),
    [
        ({"source_date": None}, "error", "source_undated"),
        ({"checked_on": date(2026, 11, 25)}, "error", "checked_in_future"),
        ({"source": "GK"}, "error", "confidence_without_source"),
        ({"checked_on": date(2025, 11, 23)}, "warning", "review_overdue"),
        ({"checked_on": date(2025, 12, 20)}, "note", "review_near"),
        ({"markets": ["NOWHERE"]}, "error", "markets_unknown"),
        ({"families": ["tea_cake"]}, "error", "families_unknown"),
        ({"forms": ["sculpted"]}, "error", "forms_unknown"),
        ({"origin_regions": ["97"]}, "error", "origin_regions_unknown"),
        ({"hs": ["53.05"]}, "error", "hs_unknown"),
        ({"hs": ["4402"], "families": []}, "error", "hs_of_no_family"),
        ({"hs": ["0901"]}, "note", "family_outside_codes"),
        (
            {"where": {"fact": "product.family", "is": "tea_cake"}},
            "error",
            "families_unknown",
        ),
        (
            {"where": {"fact": "attributes.dried", "at_most": 3}},
            "error",
            "operator_for_type",
        ),
        (
            {"tree": {"limit": "lead", "value": 1, "unit": "cfu/g"}},
            "error",
            "unit_for_parameter",
        ),
        (
            {"tree": {"limit": "lead", "value": 1, "unit": "mg/kg", "basis": "moon"}},
            "error",
            "basis_unknown",
        ),
        ({"tree": {"limit": "lead", "unit": "mg/kg"}}, "error", "limit_without_bound"),
        (
            {
                "tree": {
                    "limit": "salmonella",
                    "op": "=",
                    "value": "some",
                    "unit": "text",
                }
            },
            "error",
            "limit_word_unknown",
        ),
        (
            {
                "tree": {
                    "all": [
                        ROW["tree"],
                        {"limit": "cadmium", "value": 1, "unit": "ppm"},
                    ]
                }
            },
            "error",
            "two_limits_in_one",
        ),
        (
            {
                "tree": {"holds": {"fact": "attributes.dried", "is": True}},
                "message": {"id": "x", "en": "Lead no more than 0.50 mg/kg."},
            },
            "error",
            "limit_in_words",
        ),
    ],
)
def test_a_fault_is_found_and_named(words, change, level, code):
    row = {key: one for key, one in {**ROW, **change}.items() if one is not None}

    assert (level, code, "XX-TEST-01") in found(words, row)


def test_a_whole_rule_has_no_finding(words):
    assert found(words, ROW) == set()


def test_a_source_no_rule_uses_is_named(words):
    to = References(TO.family_codes, TO.regions, frozenset({"LAW", "OLD"}))

    assert found(words, ROW, to=to) == {("warning", "source_unused", "")}


DIFFERENT = {"tree": {"limit": "lead", "value": 2, "unit": "mg/kg"}}
DRIED = {"fact": "attributes.spice_part", "is": "bark"}
FRESH = {"fact": "attributes.spice_part", "in": ["seed", "bud"]}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({}, DIFFERENT, "limits_differ"),
        ({}, {}, "bound_twice"),
        ({}, {**DIFFERENT, "families": [], "hs": ["5305"]}, "limits_differ"),
        ({}, {**DIFFERENT, "markets": ["PAIR"]}, "limits_differ"),
        ({}, {**DIFFERENT, "markets": ["US"]}, None),
        ({}, {**DIFFERENT, "markets": ["PAIR"], "excluded_markets": ["AU"]}, None),
        ({}, {**DIFFERENT, "families": ["coffee_green_robusta"]}, None),
        ({"valid_to": date(2026, 12, 31)}, {**DIFFERENT, "valid_from": date(2027, 1, 1)}, None),  # noqa: E501
        ({"valid_to": date(2027, 1, 1)}, {**DIFFERENT, "valid_from": date(2027, 1, 1)}, "limits_differ"),  # noqa: E501
        ({"where": DRIED}, {**DIFFERENT, "where": FRESH}, None),
        ({"where": DRIED}, {**DIFFERENT, "where": {"not": DRIED}}, None),
        ({"where": DRIED}, {**DIFFERENT, "where": DRIED}, "limits_differ"),
    ],
)  # fmt: skip
def test_two_limits_clash_only_where_both_can_hold(words, one, other, code):
    codes = {c for _, c, _ in found(words, {**ROW, **one}, {**OTHER, **other})}

    assert codes & {"limits_differ", "bound_twice"} == ({code} if code else set())


def test_a_paper_asked_by_two_rules_is_worth_a_note(words):
    paper = {"tree": {"document": "import_permit"}}

    notes = found(words, {**ROW, **paper}, {**OTHER, **paper})

    assert ("note", "asked_twice", "XX-TEST-01") in notes


def test_an_alternative_is_no_second_request(words):
    paper = {"tree": {"document": "import_permit"}}
    choice = {"tree": {"one": [{"document": "import_permit"}, {"document": "nib"}]}}

    notes = found(words, {**ROW, **paper}, {**OTHER, **choice})

    assert "asked_twice" not in {code for _, code, _ in notes}


def test_coverage_counts_rules_by_effect_and_confidence(words):
    report = lint(words, ROW, {**OTHER, **DIFFERENT, "effect": "advice"})

    (cell,) = report.cells
    assert (cell.family, cell.market, cell.rules) == ("cocopeat", "AU", 2)
    assert cell.effects == {"delays": 1, "advice": 1}
    assert cell.confidence == {"V1": 2}
    assert report.gaps == (("coffee_green_robusta", "AU"),)


def test_a_benefit_covers_nothing(words):
    report = lint(words, {**ROW, "effect": "benefit"})

    assert report.cells == ()


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"effekt": "delays"}, "rules[XX-TEST-01].effekt", "unknown_word"),
        ({"families": "cocopeat"}, "rules[XX-TEST-01].families", "list_expected"),
        ({"checked_on": "2026-11-24"}, "rules[XX-TEST-01].checked_on", "date_format"),
        ({"tree": {"limit": "lead", "valeu": 1}}, "rules[XX-TEST-01].tree.valeu", "unknown_word"),  # noqa: E501
        ({"tree": {}}, "rules[XX-TEST-01].tree", "form_unknown"),
        ({"tree": {"one": []}}, "rules[XX-TEST-01].tree.one", "list_expected"),
        ({"tree": {"holds": {"fact": "attributes.dried"}}}, "rules[XX-TEST-01].tree.holds", "operator_missing"),  # noqa: E501
        ({"confidence": "V9"}, "rules[XX-TEST-01].confidence", "unknown_word"),
        ({"source": "RUMOUR"}, "rules[XX-TEST-01].source", "unknown_word"),
        ({"party": "king"}, "rules[XX-TEST-01].party", "unknown_word"),
        ({"review_months": Decimal("0.5")}, "rules[XX-TEST-01].review_months", "number_expected"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_by_the_key_that_is_wrong(words, change, field, rule):
    with pytest.raises(InvalidInput) as caught:
        RuleReader(words, SOURCES).read_row({**ROW, **change})

    assert (caught.value.field, caught.value.rule) == (field, rule)


def test_a_key_that_must_be_there_is_named(words):
    row = {key: value for key, value in ROW.items() if key != "source"}

    with pytest.raises(InvalidInput) as caught:
        RuleReader(words, SOURCES).read_row(row)

    assert caught.value.field == "rules[XX-TEST-01].source"
    assert caught.value.rule == "key_missing"
