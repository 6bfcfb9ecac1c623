"""The packaged rules and words hold together."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import wadah.core.requirements as face
from wadah.core.requirements import DocumentLeaf, LimitLeaf, leaves
from wadah.core.values import Effect, dimension

FACTS = Path(__file__).parents[4] / "shared/reference/requirements-facts.md"
# Rows read from a source of their own, which the fact base does not hold.
ADDED_ROWS = {"CN-ALL-02": "V2"}
RULE_ID = re.compile(r"[A-Z0-9]+-[A-Z0-9]+-[A-Z0-9]+[a-z]?")


def test_every_rule_is_whole(base):
    for rule in base.rules:
        assert RULE_ID.fullmatch(rule.id), rule.id
        assert rule.message.id.endswith((".", "?")), rule.id
        assert rule.message.en.endswith((".", "?")), rule.id
        assert rule.message.id != rule.message.en, rule.id
        assert rule.source.title, rule.id
        assert rule.checked_on == date(2026, 11, 24), rule.id
        assert rule.review_by > rule.checked_on, rule.id


def test_the_public_face_names_all_it_shows():
    shown = {
        name
        for name, value in vars(face).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }

    assert shown == set(face.__all__)


def test_no_rule_binds_two_parameters(base):
    """A row of two limits is two rules: each has its own line, reason and steps."""
    for rule in base.rules:
        bound = {
            leaf.line.parameter.removesuffix(".*")
            for leaf in leaves(rule.tree)
            if isinstance(leaf, LimitLeaf)
        }
        assert len(bound - {"fat"}) <= 1, rule.id


def test_parts_of_a_row_keep_its_id(base):
    parts = [rule.id for rule in base.rules if rule.row == "FSH-EU-05"]

    assert parts == ["FSH-EU-05a", "FSH-EU-05b", "FSH-EU-05c"]


def test_versions_of_a_rule_are_unique(base):
    keys = [(rule.id, rule.version) for rule in base.rules]

    assert len(keys) == len(set(keys))


def test_every_family_of_a_rule_is_known(base, families):
    used = {family for rule in base.rules for family in rule.scope.families}

    assert used <= families


def test_every_limit_is_in_a_unit_of_its_parameter(base, words):
    for rule in base.rules:
        for leaf in leaves(rule.tree):
            if isinstance(leaf, LimitLeaf):
                slug = leaf.line.parameter.removesuffix(".*")
                parameter = words.find_parameter(slug)
                allowed = {dimension(unit) for unit in parameter.units}
                assert dimension(leaf.line.unit) in allowed, rule.id


def test_every_market_named_is_a_country_or_a_group(base, words):
    for rule in base.rules:
        for market in (*rule.scope.markets, *rule.scope.excluded_markets):
            known = market == "ALL" or market in words.destinations
            assert known or market in base.groups, rule.id


def test_the_union_has_27_members_without_gb_and_xi(base):
    members = {one.market for one in base.groups["EU"]}

    assert len(members) == 27
    assert not members & {"GB", "XI"}


def test_a_member_belongs_to_a_group_only_from_its_day(base):
    assert not base.is_in("HR", "EU", date(2013, 6, 30))
    assert base.is_in("HR", "EU", date(2013, 7, 1))


def test_preferences_are_benefits(base):
    for rule in base.rules:
        if re.match(r"PREF-(?!US|SA)[A-Z]{2}-", rule.id):
            assert rule.effect is Effect.BENEFIT, rule.id


def test_abolished_papers_are_in_no_tree(base):
    papers = {
        slug
        for rule in base.rules
        for leaf in leaves(rule.tree)
        if isinstance(leaf, DocumentLeaf)
        for slug in leaf.types
    }

    assert not papers & {"coffee_export_letter_spek", "registered_exporter_et"}


def test_the_word_lists_are_complete(words):
    assert len(words.document_types) == 129
    assert len(words.parameters) == 114
    assert sum(name.startswith("answers.") for name in words.facts) == 29
    for fact in words.facts.values():
        assert fact.question.id.endswith("?"), fact.name
        assert fact.question.en.endswith("?"), fact.name


@pytest.mark.skipif(not FACTS.exists(), reason="the fact base is not beside us")
def test_no_row_of_the_fact_base_is_missing(base):
    rows = set(re.findall(r"^\| ([A-Z]+-[A-Z]+-[A-Z0-9]+) \|", FACTS.read_text(), re.M))

    assert rows ^ {rule.row for rule in base.rules} == set(ADDED_ROWS)


@pytest.mark.skipif(not FACTS.exists(), reason="the fact base is not beside us")
def test_confidence_is_the_first_mark_of_the_row(base):
    marks = dict(ADDED_ROWS)
    for line in FACTS.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 13 and RULE_ID.fullmatch(cells[0]):
            marks[cells[0]] = re.match(r"V1|V2|VO|G", cells[12])[0]

    for rule in base.rules:
        assert rule.confidence.value == marks[rule.row], rule.id
