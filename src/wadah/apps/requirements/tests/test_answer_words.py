"""Every word that can be chosen has a name in both languages."""

from __future__ import annotations

import pytest

from wadah.apps.requirements.answer_words import read_answer_words, say_word
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.core.requirements import leaves
from wadah.core.requirements.rules import DocumentLeaf

pytestmark = pytest.mark.django_db


def _chosen() -> set[str]:
    return {word for fact in read_vocabulary().facts.values() for word in fact.allowed}


def _shown() -> set[str]:
    papers = [
        leaf
        for rule in read_rule_base().rules
        for leaf in leaves(rule.tree)
        if isinstance(leaf, DocumentLeaf)
    ]
    needs = {
        word
        for paper in papers
        for key, values in paper.needs.items()
        for word in (key, *values)
    }
    return needs | {word for paper in papers for word in paper.declarations}


def test_no_word_of_an_answer_or_a_paper_is_without_a_name() -> None:
    assert sorted((_chosen() | _shown()) - set(read_answer_words())) == []


def test_no_name_is_empty_or_a_slug() -> None:
    names = read_answer_words()

    bad = [
        word
        for word, name in names.items()
        if not name.id or not name.en or "_" in name.id + name.en
    ]

    assert bad == []


@pytest.mark.parametrize(
    ("word", "language", "name"),
    [
        ("natural_person", "id", "perorangan"),
        ("natural_person", "en", "a person"),
        ("coffee_green_robusta", "id", "biji kopi robusta"),
        ("never_heard", "en", "never heard"),
    ],
)
def test_says_a_word_in_the_language_of_the_reader(
    word: str, language: str, name: str
) -> None:
    assert say_word(word, language) == name
