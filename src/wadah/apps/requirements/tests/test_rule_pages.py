"""The public pages of the rules."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.requirements.queries.rule import find_rule, list_rules
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.requirements.tree_words import Line, describe_condition, describe_tree
from wadah.apps.requirements.words import (
    confidence_words,
    day_words,
    due_words,
    effect_words,
    party_words,
    tier_words,
)
from wadah.core.requirements.rules import DATE_BASES, DUES, PARTIES
from wadah.core.values import Confidence, Effect, Tier

pytestmark = pytest.mark.django_db


def _ids(**asked: str) -> set[str]:
    return {rule.id for rule in list_rules(**asked)}


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [text for line in lines for text in (line.text, *_texts(line.parts))]


def test_without_a_filter_every_rule_is_listed_by_its_code() -> None:
    rules = list_rules()

    assert len(rules) == len(read_rule_base().rules)
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


@pytest.mark.parametrize(
    ("market", "inside", "outside"),
    [
        ("DE", {"COF-EU-01", "ID-ALL-01"}, {"PLA-PK-01", "COC-AU-01"}),
        ("PK", {"PLA-PK-01", "ID-ALL-01"}, {"COF-EU-01"}),
        ("EU", {"COF-EU-01"}, {"ID-ALL-01", "PLA-PK-01"}),
    ],
)
def test_a_market_has_its_own_rules_those_of_its_group_and_those_of_all(
    market: str, inside: set[str], outside: set[str]
) -> None:
    found = _ids(market=market)

    assert inside <= found
    assert not outside & found


@pytest.mark.parametrize(
    ("asked", "inside", "outside"),
    [
        ({"family": "plastic_scrap"}, {"PLA-PK-01", "ID-ALL-01"}, {"COF-EU-01"}),
        ({"effect": "bars"}, {"PLA-ALL-02"}, {"COF-EU-03"}),
        ({"query": "OCHRATOXIN roasted"}, {"COF-EU-03"}, {"COF-EU-01"}),
        ({"query": "geolokasi"}, {"COF-EU-01"}, {"PLA-PK-01"}),
        ({"query": "pla-pk-01"}, {"PLA-PK-01"}, {"PLA-PK-05"}),
    ],
)
def test_finds_rules_by_product_effect_and_words(
    asked: dict[str, str], inside: set[str], outside: set[str]
) -> None:
    found = _ids(**asked)

    assert inside <= found
    assert not outside & found


def test_a_rule_that_is_not_there_is_found_as_none() -> None:
    assert find_rule("COF-XX-99") is None


def test_every_word_of_the_rules_has_words_for_people() -> None:
    """A code that comes back as it went in was forgotten."""
    pairs = [
        *((effect_words, str(code)) for code in Effect if code != "advice"),
        *((tier_words, str(code)) for code in Tier if code != "mandatory"),
        *((confidence_words, str(code)) for code in Confidence),
        *((day_words, code) for code in DATE_BASES),
        *((due_words, code) for code in DUES),
        *((party_words, code) for code in PARTIES if "_" in code),
    ]

    assert [code for say, code in pairs if say(code) == code] == []


def test_every_tree_and_condition_can_be_told_without_a_slug() -> None:
    words = read_vocabulary()
    for rule in read_rule_base().rules:
        lines = (
            *describe_tree(rule.tree, words),
            *describe_condition(rule.scope.where, words),
        )
        for text in _texts(lines):
            assert "_" not in text, (rule.id, text)


@pytest.mark.django_db
def test_the_list_is_open_to_everybody(client: Client) -> None:
    client.cookies["wadah_language"] = "en"

    page = client.get(reverse("requirements:rule_list"), {"q": "PLA-PK-01"})

    assert page.status_code == 200
    assert [row["rule"].id for row in page.context["rows"]] == ["PLA-PK-01"]
    assert page.context["found"] == 1


@pytest.mark.django_db
def test_nothing_found_says_what_to_do(client: Client) -> None:
    client.cookies["wadah_language"] = "en"

    page = client.get(reverse("requirements:rule_list"), {"q": "zzzz"}).content.decode()

    assert "Try another word or another market." in page


@pytest.mark.django_db
def test_a_rule_shows_its_tree_its_days_and_its_source(client: Client) -> None:
    client.cookies["wadah_language"] = "en"

    page = client.get(
        reverse("requirements:rule_detail", args=["EU-ALL-07"])
    ).content.decode()

    assert "Paper: coordinates of every plot, for each lot" in page
    assert "Not asked if:" in page
    assert "the day it is placed on the market" in page
    assert "2023/1115" in page
    assert "read in the law" in page


@pytest.mark.django_db
def test_every_rule_has_a_page(client: Client) -> None:
    statuses = {
        rule.id: client.get(
            reverse("requirements:rule_detail", args=[rule.id])
        ).status_code
        for rule in read_rule_base().rules[::10]
    }

    assert set(statuses.values()) == {200}


@pytest.mark.django_db
def test_an_unknown_rule_is_not_found(client: Client) -> None:
    page = client.get(reverse("requirements:rule_detail", args=["COF-XX-99"]))

    assert page.status_code == 404
