"""Cases: opened, answered, assessed; verdicts are never edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Lot, Product
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.answer_question import answer_question
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import Case, CaseVerdict
from wadah.apps.validation.queries.case import case_json, find_current_verdict
from wadah.apps.validation.queries.work import next_steps_of_business
from wadah.core.values import InvalidInput

DAY = date(2026, 11, 24)


@pytest.fixture
def case(owner: Actor, lot: Lot, markets: object) -> Case:
    return open_case(
        actor=owner,
        product=lot.product,
        lot=lot,
        destination="DE",
        declared_on=date(2026, 11, 25),
        departs_on=date(2026, 11, 27),
        arrives_on=date(2027, 1, 8),
        placed_on=date(2027, 1, 10),
        consignment={"quantity_kg": 18000},
        parties={"importer": {"size": "large", "established_on": "1998-03-01"}},
    )


def _status(verdict: CaseVerdict, rule: str) -> str:
    found = [i["status"] for i in verdict.result["items"] if i["rule"] == rule]
    assert len(found) == 1
    return str(found[0])


@pytest.mark.django_db
def test_judges_the_case_by_the_rules_and_says_why(owner: Actor, case: Case) -> None:
    verdict = assess_case(actor=owner, case=case, as_of=DAY)

    assert verdict.verdict == "not_ready"
    assert _status(verdict, "COF-EU-01") == "missing"
    assert verdict.result["case"] == case_json(case, DAY)
    assert AuditRow.objects.get(verb="case.assessed").after["verdict"] == "not_ready"


@pytest.mark.django_db
def test_a_new_verdict_supersedes_and_the_old_one_stays(
    owner: Actor, case: Case
) -> None:
    first = assess_case(actor=owner, case=case, as_of=DAY)

    second = assess_case(actor=owner, case=case, as_of=date(2026, 11, 25))

    first.refresh_from_db()
    assert (first.is_current, first.as_of) == (False, DAY)
    assert find_current_verdict(case) == second
    assert case.verdicts.count() == 2


@pytest.mark.django_db
def test_a_paper_of_another_lot_does_not_count(
    owner: Actor, case: Case, product: Product
) -> None:
    other = Lot.objects.create(product=product, code="L2", quantity_kg=5)
    for kind in ("plot_geolocation_file", "land_legality_papers"):
        add_document(
            actor=owner, business=product.business, type=kind, product=product,
            lot=other,
        )  # fmt: skip

    verdict = assess_case(actor=owner, case=case, as_of=DAY)

    assert _status(verdict, "COF-EU-01") == "missing"


@pytest.mark.django_db
def test_an_answer_with_source_and_day_counts(owner: Actor, case: Case) -> None:
    before = assess_case(actor=owner, case=case, as_of=DAY)

    answer_question(
        actor=owner,
        case=case,
        code="attributes.organic_claim",
        value=False,
        looked_up_on=DAY,
        source="label of the lot",
    )
    after = assess_case(actor=owner, case=case, as_of=DAY)

    assert _status(before, "EU-ALL-05") == "unknown"
    assert "EU-ALL-05" not in {i["rule"] for i in after.result["items"]}
    assert AuditRow.objects.get(verb="question.answered").after["value"] is False


@pytest.mark.parametrize(
    ("code", "value", "source", "rule"),
    [
        ("attributes.colour", "red", "x", "unknown_word"),
        ("insw_restriction", "maybe", "x", "unknown_word"),
        ("insw_restriction", "free", "  ", "required"),
    ],
)
@pytest.mark.django_db
def test_refuses_an_answer_outside_the_lists(
    code: str, value: str, source: str, rule: str, owner: Actor, case: Case
) -> None:
    with pytest.raises(InvalidInput) as refused:
        answer_question(
            actor=owner, case=case, code=code, value=value, looked_up_on=DAY,
            source=source,
        )  # fmt: skip

    assert refused.value.rule == rule
    assert not case.answers.exists()


@pytest.mark.parametrize("person", ["stranger", "buyer_actor", "analyst"])
@pytest.mark.django_db
def test_others_neither_open_nor_assess(
    person: str, case: Case, lot: Lot, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(person)

    with pytest.raises(Absent):
        assess_case(actor=actor, case=case, as_of=DAY)
    with pytest.raises(Absent):
        open_case(actor=actor, product=lot.product, destination="DE")

    assert not case.verdicts.exists()
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_refuses_a_market_that_is_a_group(owner: Actor, product: Product) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_case(actor=owner, product=product, destination="EU")

    assert (refused.value.field, refused.value.rule) == ("destination", "unknown_word")
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_refuses_an_arrival_before_the_departure(
    owner: Actor, product: Product, markets: object
) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_case(
            actor=owner, product=product, destination="DE",
            departs_on=date(2026, 12, 2), arrives_on=date(2026, 12, 1),
        )  # fmt: skip

    assert refused.value.rule == "date_order"
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_next_steps_come_cheapest_first(owner: Actor, case: Case) -> None:
    assess_case(actor=owner, case=case, as_of=DAY)

    steps = next_steps_of_business(owner, case.product.business, DAY, 10)

    costs = [step.cost_idr[0] for step in steps if step.cost_idr]
    assert steps
    assert costs == sorted(costs)


@pytest.mark.django_db
def test_the_page_of_a_verdict_shows_reason_source_and_day(
    owner: Actor, case: Case, client_of: Callable[[Actor], Client]
) -> None:
    assess_case(actor=owner, case=case, as_of=DAY)
    client = client_of(owner)
    client.cookies["wadah_language"] = "en"

    page = client.get(
        reverse("validation:case_detail", args=[case.pk])
    ).content.decode()

    assert "Not ready" in page
    assert "coordinates of every plot" in page
    assert "2023/1115" in page
    assert "24 Nov 2026" in page


@pytest.mark.django_db
def test_an_answer_on_the_page_is_kept_and_the_case_assessed(
    owner: Actor, case: Case, client_of: Callable[[Actor], Client]
) -> None:
    assess_case(actor=owner, case=case, as_of=DAY)

    response = client_of(owner).post(
        reverse("validation:answer_add", args=[case.pk]),
        {
            "code": "attributes.organic_claim",
            "value": "false",
            "looked_up_on": "2026-11-24",
            "source": "label",
        },
    )

    assert response.status_code == 302
    assert case.answers.get().value is False
    assert case.verdicts.count() == 2


@pytest.mark.django_db
def test_a_wrong_answer_comes_back_with_its_reason(
    owner: Actor, case: Case, client_of: Callable[[Actor], Client]
) -> None:
    assess_case(actor=owner, case=case, as_of=DAY)

    response = client_of(owner).post(
        reverse("validation:answer_add", args=[case.pk]),
        {"code": "attributes.organic_claim", "value": "", "source": "label"},
    )

    assert response.status_code == 422
    assert not case.answers.exists()
