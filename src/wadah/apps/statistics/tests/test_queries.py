"""Figures that hold: each step counted by hand, sums that agree, who may see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import Buyer, BuyerRequest, Match
from wadah.apps.meetings.models import Meeting
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, Product
from wadah.apps.statistics.queries import (
    count_by_region,
    count_funnel,
    count_outside_province,
    count_registered_by_month,
    list_official_counts,
)
from wadah.apps.validation.models import Case, CaseVerdict

DAY = date(2026, 11, 24)


@pytest.fixture
def deal(product: Product, buyer_actor: Actor) -> Deal:
    """One business that was assessed, matched, met and has a deal."""
    case = Case.objects.create(product=product, destination_id="DE")
    CaseVerdict.objects.create(case=case, as_of=DAY, verdict="ready", result={})
    request = BuyerRequest.objects.create(
        buyer=Buyer.objects.get(organisation_id=buyer_actor.organisation_id),
        family=product.family,
        quantity_kg=Decimal(1),
        window_from=DAY,
        window_to=DAY,
        destination_id="DE",
    )
    Match.objects.create(request=request, product=product, score=1, as_of=DAY)
    Meeting.objects.create(
        request=request,
        product=product,
        starts_at=datetime(2026, 11, 20, 3, tzinfo=UTC),
        place="Hall",
        state=Meeting.State.HELD,
        outcome="later",
        next_step_owner="Siti",
        next_step_due_on=DAY,
    )
    return Deal.objects.create(request=request, product=product)


def _counts(actor: Actor) -> dict[str, int]:
    return {step.definition.code: step.count for step in count_funnel(actor)}


@pytest.mark.django_db
def test_counts_each_business_once_a_step(
    deal: Deal, business: Business, analyst: Actor
) -> None:
    Business.objects.create(name="Without contact", search_name="without contact")
    second = Product.objects.create(
        business=business, family=deal.product.family, name="Second"
    )
    case = Case.objects.create(product=second, destination_id="DE")
    CaseVerdict.objects.create(case=case, as_of=DAY, verdict="not_ready", result={})
    recount()

    counts = _counts(analyst)

    assert counts["registered"] == 2
    assert counts["contactable"] == 1
    assert counts["assessed"] == 1
    assert counts["ready"] == 1
    assert counts["matched"] == 1
    assert counts["met"] == 1
    assert counts["paid"] == 0


@pytest.mark.django_db
def test_a_superseded_verdict_does_not_count(deal: Deal, analyst: Actor) -> None:
    CaseVerdict.objects.update(is_current=False)

    counts = _counts(analyst)

    assert (counts["assessed"], counts["ready"]) == (0, 0)


@pytest.mark.django_db
def test_a_rung_counts_once_a_second_person_confirmed_it(
    deal: Deal, officer: Actor, approver: Actor, analyst: Actor
) -> None:
    rung = DealRung.objects.create(
        deal=deal,
        rung="mou",
        reached_on=DAY,
        proof="signed",
        value_amount=Decimal(49600),
        value_currency="USD",
        recorded_by_id=officer.user_id,
    )
    before = _counts(analyst)["mou"]

    rung.confirmed_by_id = approver.user_id
    rung.save()
    after = _counts(analyst)

    assert before == 0
    assert after["mou"] == 1
    assert after["shipped"] == after["paid"] == 0


@pytest.mark.django_db
def test_regions_and_the_rest_add_up_to_all(analyst: Actor) -> None:
    load_reference()
    for number, region in enumerate(["18.71", "18.71", "18.06", "18", "11", None]):
        Business.objects.create(
            name=f"B{number}", search_name=f"b{number}", region_id=region
        )
    recount()

    regions = count_by_region(analyst)

    assert len(regions) == 15
    assert {row.code: row.registered for row in regions if row.registered} == {
        "18.71": 2,
        "18.06": 1,
    }
    assert count_outside_province(analyst) == 3
    assert sum(row.registered for row in regions) + 3 == Business.objects.count()


@pytest.mark.django_db
def test_official_counts_stand_side_by_side_each_with_its_source(
    analyst: Actor,
) -> None:
    load_reference()

    rows = list(list_official_counts(analyst))

    assert {156150, 168938, 18} <= {row.count for row in rows}
    assert all(row.office_en and row.source_address and row.as_of for row in rows)


@pytest.mark.parametrize(
    "person",
    ["owner", "colleague", "stranger", "verifier", "approver", "buyer_actor"],
)
@pytest.mark.django_db
def test_others_see_no_figures(person: str, request: pytest.FixtureRequest) -> None:
    actor: Actor = request.getfixturevalue(person)

    for query in (count_funnel, count_by_region, list_official_counts,
                  count_registered_by_month, count_outside_province):  # fmt: skip
        with pytest.raises(Absent):
            query(actor)


@pytest.mark.parametrize("person", ["officer", "analyst", "administrator"])
@pytest.mark.django_db
def test_the_file_says_what_each_figure_is(
    person: str,
    business: Business,
    request: pytest.FixtureRequest,
    client_of: Callable[[Actor], Client],
) -> None:
    client = client_of(request.getfixturevalue(person))
    client.cookies["wadah_language"] = "en"

    lines = client.get(reverse("statistics:funnel_export")).content.decode("utf-8-sig")

    assert lines.splitlines()[0] == "step,count,out of,definition,counted on"
    assert lines.splitlines()[1].startswith(
        "Registered,1,,Businesses with a record in this register.,"
    )


@pytest.mark.django_db
def test_the_page_never_prints_an_official_count_alone(
    analyst: Actor, client_of: Callable[[Actor], Client]
) -> None:
    load_reference()
    client = client_of(analyst)
    client.cookies["wadah_language"] = "en"

    page = client.get(reverse("statistics:overview")).content.decode()

    for shown in ("156,150", "168,938", "150,988"):
        assert shown in page
    assert "None of them is a count of this register" in page
