"""Pages of the way to ready: who opens them, whose figures they reckon with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.keep_step_figure import (
    FigureValues,
    keep_step_figure,
)
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import Case
from wadah.apps.validation.next_things import list_next_things
from wadah.apps.validation.way_pages import (
    describe_way,
    find_way,
    judge_markets,
    rank_for_business,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
ClientOf = Callable[[Actor], Client]
SEES = [
    ("owner", 200), ("colleague", 200), ("officer", 200), ("administrator", 200),
    ("verifier", 200), ("approver", 200), ("stranger", 404), ("buyer_actor", 404),
    ("analyst", 404),
]  # fmt: skip


@pytest.fixture
def case(owner: Actor, lot: Lot, markets: object) -> Case:
    lot.product.attributes = {"for_planting": False, "intended_use": "human_food"}
    lot.product.save()
    return open_case(actor=owner, product=lot.product, lot=lot, destination="DE")


def keep(actor: Actor, cost: int) -> None:
    values = FigureValues(
        subject="nib", valid_from=DAY, source="OSS", cost_low_idr=cost,
        cost_high_idr=cost, days_low=2, days_high=2,
    )  # fmt: skip
    keep_step_figure(actor=actor, values=values)


@pytest.mark.parametrize(("person", "status"), SEES)
def test_ways_open_for_those_who_see_the_business(
    person: str, status: int, request: pytest.FixtureRequest, case: Case,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(person))
    addresses = [
        reverse("validation:case_way", args=[case.pk]),
        reverse("validation:product_papers", args=[case.product_id]),
        reverse("validation:business_papers", args=[case.product.business_id]),
    ]

    found = [client.get(address).status_code for address in addresses]

    assert found == [status] * 3


def test_the_number_is_a_step_until_its_paper_is_there(
    owner: Actor, case: Case
) -> None:
    before = {step.key for step in find_way(owner, case, DAY).steps}

    add_document(actor=owner, business=case.product.business, type="nib", issued_on=DAY)

    assert "paper:nib" in before
    assert before - {step.key for step in find_way(owner, case, DAY).steps} == {
        "paper:nib"
    }


def test_owner_and_officer_reckon_with_the_figures_of_who_cares(
    owner: Actor, officer: Actor, verifier: Actor, administrator: Actor, case: Case
) -> None:
    keep(officer, 111_000)
    keep(administrator, 999_000)

    def seen_by(actor: Actor) -> object:
        return find_way(actor, case, DAY).find("paper:nib").cost_idr

    assert seen_by(owner) == seen_by(officer) == seen_by(verifier) == (111_000, 111_000)
    assert seen_by(administrator) == (999_000, 999_000)


def test_a_figure_counts_from_its_first_day_to_its_last(
    officer: Actor, case: Case
) -> None:
    values = FigureValues(
        subject="nib", valid_from=date(2026, 11, 20), ended_on=date(2026, 11, 25),
        source="OSS", days_low=9, days_high=9,
    )  # fmt: skip
    keep_step_figure(actor=officer, values=values)

    days = [
        find_way(officer, case, date(2026, 11, day)).find("paper:nib").days
        for day in (19, 20, 24, 25)
    ]

    assert days == [(1, 1), (9, 9), (9, 9), (1, 1)]


def test_a_step_leads_to_the_form_of_its_paper_filled_in(
    owner: Actor, case: Case
) -> None:
    page = describe_way(find_way(owner, case, DAY), case, "en")
    steps = {step["key"]: step for stage in page["stages"] for step in stage}

    form = f"/cases/business/{case.product.business_id}/paper/"
    assert (
        steps["paper:nib"]["upload_url"] == f"{form}?product={case.product_id}&type=nib"
    )
    assert steps["test_lot:pesticide.*"]["upload_url"] == (
        f"{form}?product={case.product_id}"
        f"&type=certificate_of_analysis&lot={case.lot_id}"
    )
    assert steps["test_lot:pesticide.*"]["waits_for"] == [
        "Take a sample of the lot and send it to the laboratory."
    ]


def test_the_page_says_cost_days_date_and_who(
    owner: Actor, case: Case, client_of: ClientOf
) -> None:
    client = client_of(owner)
    client.cookies["wadah_language"] = "en"

    page = client.get(reverse("validation:case_way", args=[case.pk]))

    text, way = page.content.decode(), page.context["page"]["way"]
    assert way.as_of == timezone.localdate()
    assert "IDR 2,050,000 to 4,300,000" in text
    assert "Get the business identification number (NIB)" in text or (
        "Register for the business identification number (NIB)." in text
    )
    assert "estimate" in text
    assert "Who:" in text


def test_markets_of_which_the_rules_know_nothing_are_left_out(
    product: Product, markets: object
) -> None:
    judged = judge_markets(product, DAY)

    assert {"DE", "AU"} <= set(judged)
    assert not any(
        item.rule.startswith("COVER-")
        for one in judged.values()
        for item in one.assessment.items
    )


def test_papers_are_ranked_over_all_products_of_a_business(
    business: Business, product: Product, families: dict[str, object], markets: object
) -> None:
    Product.objects.create(
        business=business, family_id="cinnamon_cassia", name="Kulit kayu manis"
    )

    openings, names, left_out = rank_for_business(business, DAY)

    nib = next(one for one in openings if one.subject == "nib")
    told = {names[label] for label in (*nib.better, *nib.nearer)}
    assert left_out == 0
    assert {"Robusta petik merah", "Kulit kayu manis"} == {
        name.split(" → ")[0] for name in told
    }


def test_an_owner_is_told_three_things_with_why_cost_and_days(
    owner: Actor, case: Case, client_of: ClientOf
) -> None:
    things = list_next_things(owner, DAY, 3, "en")

    by_kind = {thing.kind: thing for thing in things}
    assert len(things) == 3
    assert by_kind["question"].questions >= 1
    nib = next(thing for thing in things if thing.subject == "nib")
    assert (nib.cost_idr, nib.days) == ((0, 0), (1, 1))
    assert nib.upload_url.endswith("type=nib")
    assert nib.help_url == "/cases/paper-help/nib/"
    assert "business identification number (NIB)" in nib.why

    page = client_of(owner).get(reverse("home")).content.decode()
    assert page.count('class="card card-accent stack"') == 3
    assert "Sudah ada: unggah foto" in page


def test_one_thing_for_two_markets_is_told_once(owner: Actor, case: Case) -> None:
    open_case(actor=owner, product=case.product, lot=case.lot, destination="AU")

    things = list_next_things(owner, DAY, 9, "en")

    nib = [thing for thing in things if thing.subject == "nib"]
    assert [set(thing.markets) for thing in nib] == [{"Jerman", "Australia"}]


def test_nobody_is_told_the_things_of_another(
    stranger: Actor, colleague: Actor, case: Case
) -> None:
    assert list_next_things(stranger, DAY, 3, "id") == []
    assert len(list_next_things(colleague, DAY, 3, "id")) == 3
