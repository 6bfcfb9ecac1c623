"""Pages of deals, by role."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.registry.models import Product
from wadah.apps.registry.tests.paper_files import make_pdf

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
Record = Callable[..., DealRung]


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("colleague", 200), ("stranger", 404), ("officer", 200),
     ("buyer_actor", 200), ("administrator", 200), ("approver", 200),
     ("analyst", 404), ("verifier", 404)],
)  # fmt: skip
def test_deal_and_its_proof_open_for_those_of_it(
    who: str, status: int, request: pytest.FixtureRequest, record: Record,
    client_of: ClientOf,
) -> None:  # fmt: skip
    upload = SimpleUploadedFile("a.pdf", make_pdf("B/L 17"), "application/pdf")
    rung = record("interest", proof_upload=upload)
    client = client_of(request.getfixturevalue(who))

    page = client.get(reverse("exports:deal_detail", args=[rung.deal_id]))
    proof = client.get(reverse("exports:rung_proof", args=[rung.pk]))

    assert (page.status_code, proof.status_code) == (status, status)
    if status == 200:
        assert proof["Content-Disposition"].startswith("attachment")


def test_officer_opens_deal_and_owner_records_rung(
    officer: Actor, owner: Actor, wanted: BuyerRequest, product: Product,
    client_of: ClientOf,
) -> None:  # fmt: skip
    client_of(officer).post(reverse("exports:deal_add", args=[wanted.pk, product.pk]))
    deal = Deal.objects.get()
    url = reverse("exports:rung_add", args=[deal.pk])
    client = client_of(owner)
    values = {"rung": "contract", "reached_on": "2026-11-20", "proof": "TS-2611"}

    lacking = client.post(url, values)
    done = client.post(
        url, {**values, "value_amount": "49600", "value_currency": "usd"}
    )

    assert list(lacking.context["form"].errors) == ["value_amount"]
    assert done.status_code == 302
    rung = DealRung.objects.get()
    assert (rung.value_amount, rung.value_currency) == (Decimal(49600), "USD")


def test_form_offers_only_the_next_rungs(
    officer: Actor, record: Record, deal: Deal, client_of: ClientOf
) -> None:
    record("contract", value_amount=Decimal(5), value_currency="USD")

    page = client_of(officer).get(reverse("exports:rung_add", args=[deal.pk]))

    choices = [value for value, _ in page.context["form"].fields["rung"].choices]
    assert choices == ["shipped"]


def test_approver_confirms_from_the_queue(
    record: Record, approver: Actor, client_of: ClientOf
) -> None:
    rung = record("interest")
    client = client_of(approver)
    assert "letter 7" in client.get(reverse("exports:rung_queue")).content.decode()

    response = client.post(
        reverse("exports:rung_confirm", args=[rung.pk]), {"back": "queue"}
    )

    rung.refresh_from_db()
    assert response["Location"] == reverse("exports:rung_queue")
    assert rung.confirmed_by_id == approver.user_id


def test_own_rung_is_refused_with_its_rule(
    record: Record, officer: Actor, client_of: ClientOf
) -> None:
    rung = record("interest")

    page = client_of(officer).post(reverse("exports:rung_confirm", args=[rung.pk]))

    assert page.status_code == 409
    assert "EXP-01" in page.content.decode()


def test_list_keeps_intentions_apart_from_exports(
    record: Record, officer: Actor, client_of: ClientOf
) -> None:
    record("mou", value_amount=Decimal(49600), value_currency="USD")

    page = client_of(officer).get(
        reverse("exports:deal_list"), {"q": "ulubelu", "rung": "mou", "sort": "buyer"}
    )

    assert page.status_code == 200
    assert page.context["exported"] == []
    assert [row["total"].rung for row in page.context["before_export"]] == ["mou"]


@pytest.mark.parametrize("who", ["stranger", "buyer_actor"])
def test_others_can_neither_record_nor_confirm(
    who: str, request: pytest.FixtureRequest, record: Record, client_of: ClientOf
) -> None:
    rung = record("interest")
    client = client_of(request.getfixturevalue(who))

    added = client.post(reverse("exports:rung_add", args=[rung.deal_id]))
    confirmed = client.post(reverse("exports:rung_confirm", args=[rung.pk]))

    assert (added.status_code, confirmed.status_code) == (404, 404)
