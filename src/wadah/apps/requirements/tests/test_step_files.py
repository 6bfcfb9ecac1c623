"""The packaged order and estimates of steps."""

from __future__ import annotations

import pytest

from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.requirements.step_files import (
    list_subjects,
    read_packaged_steps,
    read_typical_orders,
)
from wadah.core.requirements import DocumentLeaf, Task, leaves, make_schedule
from wadah.core.values import Effect, Step, Text

# What only the other side does: how long that takes nobody here can say.
OTHER_SIDE = {"importer", "buyer", "recycler", "authority_market"}


def test_the_order_of_all_papers_together_has_no_ring() -> None:
    book = read_packaged_steps()
    tasks = [
        Task(
            subject,
            frozenset({
                *book.needs("get_document", subject),
                *book.after("get_document", subject),
            }),
            (1, 1),
        )
        for subject in list_subjects()
    ]  # fmt: skip

    plan = make_schedule(tasks)

    places = {one.key: one.stage for one in plan.placed}
    assert places["nib"] < places["skp_certificate"] < places["haccp_certificate"]
    assert places["haccp_certificate"] < places["establishment_approval"]
    assert places["lab_sample"] < places["certificate_of_analysis"]


@pytest.mark.parametrize(
    ("action", "subject", "needed"),
    [
        ("get_document", "halal_certificate", ("nib", "halal_supervisor")),
        ("get_document", "haccp_certificate", ("haccp_plan",)),
        ("test_lot", "lead", ("lab_sample",)),
        ("get_document", "certificate_of_analysis", ("lab_sample",)),
        ("register", "nib", ()),
    ],
)
def test_a_step_waits_for_what_must_be_there(
    action: str, subject: str, needed: tuple[str, ...]
) -> None:
    assert read_packaged_steps().needs(action, subject) == needed


def test_every_figure_is_a_range_with_a_source_and_marked_as_an_estimate() -> None:
    book = read_packaged_steps()

    assert len(book.figures) == len(book.entries)
    for figure in book.figures:
        for pair in (figure.cost_idr, figure.days):
            assert pair is None or 0 <= pair[0] <= pair[1]
        assert figure.source.id != figure.source.en
        assert figure.source.en
        step = Step(figure.action or "get_document", figure.subject, Text("", ""))
        assert book.price(step).is_estimate


@pytest.mark.django_db
def test_every_standing_paper_of_the_business_has_days() -> None:
    book, words = read_packaged_steps(), read_vocabulary()
    asked = {
        slug
        for rule in read_rule_base().rules
        if rule.effect in (Effect.BARS, Effect.DELAYS) and rule.party not in OTHER_SIDE
        for leaf in leaves(rule.tree)
        if isinstance(leaf, DocumentLeaf) and "importer" not in leaf.holders
        for slug in leaf.types[:1]
        if words.document_types[slug].bound == "S"
    }

    without = {
        slug
        for slug in asked
        if book.price(Step("get_document", slug, Text("", ""))).days is None
    }

    assert len(asked) > 10
    assert without == set()


def test_a_usual_first_order_is_known_for_every_family() -> None:
    orders = read_typical_orders()

    assert orders["coffee_green_robusta"] == 18_000
    assert orders[""] == 1_000
    assert set(orders) - {""} <= read_vocabulary().families
