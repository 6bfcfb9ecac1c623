"""Who is told that a paper ends, and when: each occasion once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wadah.apps.accounts.actor import Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow, OutboxMessage
from wadah.apps.registry.models import Product
from wadah.apps.validation.actions.warn_of_expiry import warn_of_expiry
from wadah.apps.validation.expiry import Shipment, list_occasions
from wadah.apps.validation.models import Case, Document, ExpiryWarning
from wadah.apps.validation.queries.expiring import ExpiryFilter, list_expiring

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("left", "keys"),
    [
        (91, []), (90, ["90"]), (89, ["90"]), (31, ["90"]), (30, ["30"]), (8, ["30"]),
        (7, ["7"]), (1, ["7"]), (0, ["0"]), (-1, []),
    ],
)  # fmt: skip
def test_tells_at_90_30_7_days_and_on_the_day(left: int, keys: list[str]) -> None:
    found = list_occasions(TODAY + timedelta(days=left), TODAY)

    assert [occasion.key for occasion in found] == keys


@pytest.mark.parametrize(
    ("days", "key"),
    [
        ([("departs_on", 99), ("arrives_on", 120)], None),
        ([("departs_on", 100)], None),
        ([("departs_on", 101), ("arrives_on", 120)], "case-5-departs_on"),
        ([("departs_on", 99), ("arrives_on", 120)], "case-5-arrives_on"),
        ([("departs_on", 99), ("placed_on", 101)], "case-5-placed_on"),
    ],
)
def test_tells_of_the_first_day_that_counts_and_is_missed(
    days: list[tuple[str, int]], key: str | None
) -> None:
    last = TODAY + timedelta(days=100 if key else 120)
    planned = tuple((name, TODAY + timedelta(days=number)) for name, number in days)

    found = list_occasions(last, TODAY, [Shipment(5, "Kopi → Jerman", planned)])

    assert [occasion.key for occasion in found] == ([key] if key else [])


def make_paper(product: Product, left: int, **more: object) -> Document:
    values = {"type": "halal_certificate", **more}
    return Document.objects.create(
        business=product.business, expires_on=TODAY + timedelta(days=left), **values
    )


def run(day: date = TODAY) -> dict[str, int]:
    return warn_of_expiry(actor=make_local_administrator(), today=day)


@pytest.mark.django_db
def test_owner_and_officer_are_told_once(
    owner: Actor, officer: Actor, stranger: Actor, product: Product
) -> None:
    paper = make_paper(product, 30)

    first, again, next_day = run(), run(), run(TODAY + timedelta(days=1))

    assert (first, again["messages"], next_day["messages"]) == (
        {"papers": 1, "messages": 2}, 0, 0,
    )  # fmt: skip
    told = OutboxMessage.objects.filter(purpose="paper_expires")
    assert {row.to_user_id for row in told} == {owner.user_id, officer.user_id}
    assert "24.12.2026" in told.get(to_user=owner.user_id).body
    assert ExpiryWarning.objects.get().document_id == paper.pk
    assert AuditRow.objects.get(verb="document.expiry_told").after == {
        "occasions": ["30"], "messages": 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_way_of_a_paper_to_its_end(owner: Actor, product: Product) -> None:
    make_paper(product, 120)

    for passed in (0, 29, 30, 31, 60, 89, 90, 91, 112, 113, 114, 119, 120, 121):
        run(TODAY + timedelta(days=passed))

    keys = [row.occasion for row in ExpiryWarning.objects.order_by("pk")]
    assert keys == ["90", "30", "7", "0"]
    last = OutboxMessage.objects.filter(purpose="paper_expires_today")
    assert {row.to_user_id for row in last} >= {owner.user_id}


@pytest.mark.django_db
def test_a_paper_that_was_renewed_or_taken_back_is_left_alone(
    officer: Actor, product: Product
) -> None:
    make_paper(product, 30)
    make_paper(product, 800)
    gone = make_paper(product, 30, type="haccp_certificate")
    gone.states.create(state="revoked", from_on=TODAY, reason="x")

    assert run() == {"papers": 0, "messages": 0}


@pytest.mark.django_db
def test_a_paper_of_another_product_renews_nothing(
    officer: Actor, product: Product
) -> None:
    make_paper(product, 30)
    newer = make_paper(product, 800)
    newer.product = product
    newer.save()

    assert run()["papers"] == 1


@pytest.mark.django_db
def test_tells_that_a_paper_ends_before_a_planned_shipment(
    owner: Actor, officer: Actor, product: Product, markets: object
) -> None:
    make_paper(product, 200)
    Case.objects.create(
        product=product, destination_id="DE", departs_on=TODAY + timedelta(days=210)
    )
    Case.objects.create(
        product=product,
        destination_id="AU",
        departs_on=TODAY + timedelta(days=210),
        state="closed",
    )

    run()
    run(TODAY + timedelta(days=1))

    told = OutboxMessage.objects.filter(purpose="paper_ends_before")
    assert told.count() == 2
    assert "22.06.2027" in told.get(to_user=owner.user_id).body
    assert ExpiryWarning.objects.count() == 1


@pytest.mark.django_db
def test_each_person_lists_the_papers_he_sees(
    owner: Actor, colleague: Actor, stranger: Actor, officer: Actor, product: Product
) -> None:
    soon = make_paper(product, 20)
    late = make_paper(product, 80, type="haccp_certificate", number="H-1")
    ended = make_paper(product, -1, type="nib")
    make_paper(product, 400, type="skp_certificate")

    def listed(actor: Actor, **wanted: str) -> list[Document]:
        return list(list_expiring(actor, ExpiryFilter(**wanted), TODAY))

    for actor in (owner, colleague, officer):
        assert listed(actor) == [soon, late]
    assert listed(stranger) == []
    assert listed(owner, within="30") == [soon]
    assert listed(owner, within="ended") == [ended]
    assert listed(owner, type="haccp_certificate") == [late]
    assert listed(owner, text="h-1") == [late]
    assert listed(owner, sort="type") == [late, soon]
