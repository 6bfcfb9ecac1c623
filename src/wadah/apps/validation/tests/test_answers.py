"""Every question that a verdict asks can be answered on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.apps.validation.actions.answer_question import answer_question
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import Case, LotResult
from wadah.apps.validation.question import find_question
from wadah.apps.validation.question_words import describe_question
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def case(owner: Actor, lot: Lot, markets: object) -> Case:
    return open_case(actor=owner, product=lot.product, lot=lot, destination="TH")


def _status(case: Case, rule: str) -> set[str]:
    items = case.verdicts.get(is_current=True).result["items"]
    return {item["status"] for item in items if item["rule"] == rule}


def test_a_rule_that_asks_to_be_checked_is_answered_on_its_page(
    owner: Actor, case: Case, client_of: ClientOf
) -> None:
    today = timezone.localdate()
    assess_case(actor=owner, case=case, as_of=today)
    before = _status(case, "ID-ALL-01")

    response = client_of(owner).post(
        reverse("validation:answer_add", args=[case.pk]),
        {
            "code": "rules.ID-ALL-01",
            "value": "true",
            "looked_up_on": today.isoformat(),
            "source": "oss.go.id",
        },
    )

    assert response.status_code == 302
    assert before == {"unknown"}
    assert _status(case, "ID-ALL-01") == {"met"}


def test_a_no_to_a_rule_leaves_it_unknown(owner: Actor, case: Case) -> None:
    answer_question(
        actor=owner, case=case, code="rules.ID-ALL-01", value=False, looked_up_on=DAY,
        source="oss.go.id",
    )  # fmt: skip

    assess_case(actor=owner, case=case, as_of=DAY)

    assert _status(case, "ID-ALL-01") == {"unknown"}


def test_an_old_answer_counts_no_more(owner: Actor, case: Case) -> None:
    answer_question(
        actor=owner, case=case, code="rules.ID-ALL-01", value=True,
        looked_up_on=date(2026, 8, 1), source="oss.go.id",
    )  # fmt: skip

    assess_case(actor=owner, case=case, as_of=DAY)

    assert _status(case, "ID-ALL-01") == {"unknown"}


def test_the_newest_answer_counts(owner: Actor, case: Case) -> None:
    for value in (True, False):
        answer_question(
            actor=owner, case=case, code="rules.ID-ALL-01", value=value,
            looked_up_on=DAY, source="oss.go.id",
        )  # fmt: skip

    assess_case(actor=owner, case=case, as_of=DAY)

    assert _status(case, "ID-ALL-01") == {"unknown"}
    assert case.answers.count() == 2


@pytest.mark.parametrize(
    "code", ["rules.ID-ALL-99", "rules.COVER-ZZ-00", "colour", "rules."]
)
def test_refuses_a_question_that_nobody_asks(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        find_question(code)

    assert (refused.value.field, refused.value.rule) == ("code", "unknown_word")


@pytest.mark.parametrize("destination", ["DE", "AU", "GB", "PK", "TH"])
def test_every_question_of_a_verdict_has_a_form(
    destination: str, owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    case = open_case(actor=owner, product=lot.product, lot=lot, destination=destination)
    verdict = assess_case(actor=owner, case=case, as_of=DAY)
    asked = {question["code"] for question in verdict.result["questions"]}

    page = client_of(owner).get(reverse("validation:case_detail", args=[case.pk]))

    assert asked
    offered = {question["code"] for question, _form in page.context["forms"]}
    assert offered == asked


@pytest.mark.parametrize(
    ("code", "best", "worst", "said"),
    [
        ("rules.X", "ready", "not_ready", "With a yes: ready. With a no: not ready."),
        (
            "attributes.clean", "cannot_tell", "prohibited",
            "With the best answer: cannot tell. With the worst: prohibited.",
        ),
        ("rules.X", "cannot_tell", "cannot_tell",
         "Alone it leaves the verdict at: cannot tell."),
    ],
)  # fmt: skip
def test_a_question_says_what_its_answer_decides(
    code: str, best: str, worst: str, said: str
) -> None:
    question = {
        "code": code, "text": {"id": "?", "en": "?"}, "decides": ["X"],
        "best": best, "worst": worst, "then": ["attributes.clean"],
    }  # fmt: skip

    with override("en"):
        shown = describe_question(question, "cannot_tell", "en")

    assert shown["outcome"] == said
    assert shown["asked_next"] == ["Is the scrap almost free of dirt and other waste?"]


def test_a_question_that_turns_no_verdict_promises_nothing() -> None:
    question = {
        "code": "rules.X", "text": {"id": "?", "en": "?"}, "decides": [],
        "best": "ready", "worst": "ready", "then": [],
    }  # fmt: skip

    assert describe_question(question, "ready", "en")["outcome"] == ""


def test_a_question_of_the_laboratory_leads_to_its_report(
    owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    case = open_case(actor=owner, product=lot.product, lot=lot, destination="DE")
    verdict = assess_case(actor=owner, case=case, as_of=DAY)
    asked = {**verdict.result["questions"][0], "code": "results.moisture", "then": []}
    case.verdicts.filter(pk=verdict.pk).update(
        result={**verdict.result, "questions": [asked]}
    )

    page = client_of(owner).get(reverse("validation:case_detail", args=[case.pk]))

    assert [form for _question, form in page.context["forms"]] == [None]
    assert reverse("validation:report_add", args=[lot.pk]) in page.content.decode()


def test_a_number_with_a_comma_is_kept_as_an_answer(
    owner: Actor, case: Case, client_of: ClientOf
) -> None:
    client_of(owner).post(
        reverse("validation:answer_add", args=[case.pk]),
        {"code": "consignment.quantity_kg", "value": "18250,5",
         "looked_up_on": "2026-11-24", "source": "packing list"},
    )  # fmt: skip

    assert case.answers.get().value == 18250.5


def test_an_ambiguous_number_comes_back_with_both_readings(
    owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    case = open_case(actor=owner, product=lot.product, lot=lot, destination="AU")
    assess_case(actor=owner, case=case, as_of=DAY)

    response = client_of(owner).post(
        reverse("validation:answer_add", args=[case.pk]),
        {"code": "consignment.quantity_kg", "value": "18.250",
         "looked_up_on": "2026-11-24", "source": "packing list"},
    )  # fmt: skip

    assert response.status_code == 422
    assert "Tulis 18250 atau 18,25." in response.content.decode()
    assert not case.answers.exists()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("12,1", {"value": 12.1}),
        ("12.1", {"value": 12.1}),
        ("< 0.5", {"below": 0.5}),
    ],
)
def test_a_result_is_typed_as_the_report_writes_it(
    value: str, kept: dict[str, float], owner: Actor, lot: Lot, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        reverse("validation:result_add", args=[lot.pk]),
        {"parameter": "moisture", "value": value, "unit": "%"},
    )

    result = LotResult.objects.get().result
    assert response.status_code == 302
    assert {name: result[name] for name in kept} == kept


def test_a_result_that_reads_two_ways_is_refused_beside_its_field(
    owner: Actor, lot: Lot, client_of: ClientOf
) -> None:
    response = client_of(owner).post(
        reverse("validation:result_add", args=[lot.pk]),
        {"parameter": "moisture", "value": "1.500", "unit": "%"},
    )

    assert list(response.context["form"].errors) == ["value"]
    assert not LotResult.objects.exists()
