"""An officer types beside the owner: all of it is stored, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Business, CapacityMonth, Consent, Product

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
TYPED = {
    "name": "Kopi Wati", "owner_name": "Wati", "phone": "0812 3456 7890",
    "legal_form": "UD", "region_code": "18.71", "district": "Kedaton",
    "village": "Sukamenanti", "street": "Jl. Mawar 3", "size_class": "micro",
    "nib": "1234567890123", "family": "coffee_green_robusta",
    "product_name": "Robusta petik merah", "kg": "750",
    "read_out": "Data ini kami simpan.", "consent_given_by": "Wati binti Ali",
    "held_phone": "petugas",
}  # fmt: skip


def enter(client: Client, **changes: str) -> Any:
    return client.post(reverse("registry:assisted_add"), {**TYPED, **changes})


def test_stores_business_consent_product_and_capacity_together(
    officer: Actor, families: object, client_of: ClientOf
) -> None:
    enter(client_of(officer))

    business = Business.objects.get()
    assert (business.name, business.owner_name, business.phone, business.nib) == (
        "Kopi Wati", "Wati", "+6281234567890", "1234567890123",
    )  # fmt: skip
    consent = Consent.objects.get()
    assert (consent.basis, consent.given_by) == ("spoken", "Wati binti Ali")
    assert (consent.read_out, consent.held_phone) == (
        "Data ini kami simpan.", "petugas",
    )  # fmt: skip
    assert Product.objects.get().name == "Robusta petik merah"
    assert [row.declared_kg for row in CapacityMonth.objects.all()] == [750] * 6
    assert AuditRow.objects.filter(verb="business.entered_assisted").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nib", "12"),
        ("phone", "abc"),
        ("family", "no_such_family"),
        ("read_out", " "),
        ("held_phone", ""),
        ("consent_given_by", ""),
        ("kg", "-1"),
        ("region_code", "11.71"),
    ],
)
def test_stores_nothing_when_one_answer_is_wrong_and_keeps_what_was_typed(
    field: str, value: str, officer: Actor, families: object, client_of: ClientOf
) -> None:
    page = enter(client_of(officer), **{field: value})

    assert page.context["form"].errors[field]
    assert page.context["form"]["product_name"].value() == "Robusta petik merah"
    for table in (Business, Consent, Product, CapacityMonth, AuditRow):
        assert table.objects.count() == 0


def test_next_owner_of_the_queue_finds_the_place_filled_in(
    officer: Actor, families: object, client_of: ClientOf
) -> None:
    client = client_of(officer)

    page = client.get(enter(client, then="next").url)

    form = page.context["form"]
    assert form["region_code"].value() == "18.71"
    assert (form["district"].value(), form["name"].value()) == ("Kedaton", None)
    assert [business.name for business in page.context["entered"]] == ["Kopi Wati"]
    assert "autofocus" in page.content.decode()


def test_a_colleague_does_not_see_what_another_officer_entered_today(
    officer: Actor, families: object, client_of: ClientOf,
    make_person: Callable[..., Actor],
) -> None:  # fmt: skip
    enter(client_of(officer))
    colleague = make_person(
        "second@example.org", "officer", "export_organisation", officer.organisation_id
    )

    page = client_of(colleague).get(reverse("registry:assisted_add"))

    assert list(page.context["entered"]) == []


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "analyst"])
def test_only_an_officer_or_administrator_enters_for_somebody(
    who: str, request: pytest.FixtureRequest, families: object, client_of: ClientOf
) -> None:
    assert enter(client_of(request.getfixturevalue(who))).status_code == 404
    assert Business.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Nama usaha"), ("en", "Name of the business")]
)
def test_paper_form_asks_the_same_in_either_language(
    language: str, words: str, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    client.cookies["wadah_language"] = language

    page = client.get(reverse("registry:paper_form")).content.decode()

    assert words in page
    assert page.count('<i class="comb">') == 4
