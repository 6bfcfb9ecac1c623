"""Sites and people of a business: entered, corrected, ended, and by whom not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.add_person import add_person
from wadah.apps.registry.actions.add_site import add_site
from wadah.apps.registry.actions.edit_person import edit_person
from wadah.apps.registry.actions.edit_site import edit_site
from wadah.apps.registry.actions.end_person import end_person
from wadah.apps.registry.actions.remove_site import remove_site
from wadah.apps.registry.models import (
    Business,
    Person,
    Product,
    ProductionStep,
    Site,
)
from wadah.apps.registry.queries.places import list_people
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NIK = "1871014501900001"
SHUT = ["stranger", "verifier", "approver", "buyer_actor", "analyst"]
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def site(business: Business) -> Site:
    return Site.objects.create(business=business, kind="drying", name="Lantai jemur")


@pytest.fixture
def person(business: Business) -> Person:
    return Person.objects.create(business=business, name="Siti", task="owner")


@pytest.mark.parametrize("who", ["owner", "colleague", "officer", "administrator"])
def test_a_site_lies_where_the_business_is_unless_said(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    actor = request.getfixturevalue(who)

    site = add_site(
        actor=actor, business=business, kind="field", name="  Kebun   atas ",
        latitude="-5.4291", longitude="105.2611", area_m2="7500.04",
    )  # fmt: skip

    site.refresh_from_db()
    assert (site.name, site.region_id) == ("Kebun atas", "18.71")
    assert (site.latitude, site.longitude) == (Decimal("-5.4291"), Decimal("105.2611"))
    assert site.area_m2 == Decimal("7500.0")
    row = AuditRow.objects.get()
    assert (row.verb, row.actor_id) == ("site.added", actor.user_id)
    assert row.after["business"] == business.pk
    assert row.after["kind"] == "field"


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 121}, "name", "too_long"),
        ({"kind": "castle"}, "kind", "unknown_word"),
        ({"region": "99"}, "region_code", "unknown_region"),
        ({"latitude": "51.5", "longitude": "105"}, "latitude", "out_of_range"),
        ({"latitude": "-5.4"}, "latitude", "half_a_point"),
        ({"area_m2": "-1"}, "area_m2", "out_of_range"),
        ({"area_m2": "NaN"}, "area_m2", "out_of_range"),
        ({"owner": "x"}, "owner", "unknown_word"),
    ],
)
def test_refuses_a_bad_site(
    owner: Actor, business: Business, values: dict[str, object], field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_site(
            **{"actor": owner, "business": business, "kind": "field", "name": "A",
               **values}
        )  # fmt: skip

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert Site.objects.count() == 0
    assert AuditRow.objects.count() == 0


def test_a_removed_site_leaves_its_steps_and_a_row(
    owner: Actor, site: Site, product: Product
) -> None:
    ProductionStep.objects.create(
        product=product, position=1, title="Drying", site=site
    )

    remove_site(actor=owner, site=site)

    assert Site.objects.count() == 0
    assert ProductionStep.objects.get().site is None
    row = AuditRow.objects.get()
    assert row.verb == "site.removed"
    assert row.before["name"] == "Lantai jemur"


def test_only_what_changed_of_a_site_is_written_down(owner: Actor, site: Site) -> None:
    edit_site(actor=owner, site=site, name="Para-para", village="Ngarip")

    row = AuditRow.objects.get()
    assert row.before == {"name": "Lantai jemur", "village": ""}
    assert row.after == {"name": "Para-para", "village": "Ngarip"}


def test_a_nik_is_encrypted_masked_and_found_by_exact_match(
    owner: Actor, business: Business
) -> None:
    person = add_person(
        actor=owner, business=business, name="Siti", task="owner",
        nik="1871-0145-0190-0001", phone="0812 3456 7890", languages=["id", "en"],
    )  # fmt: skip

    with connection.cursor() as cursor:
        cursor.execute("SELECT nik FROM registry_person")
        stored = cursor.fetchone()[0]
    person.refresh_from_db()
    assert NIK not in stored
    assert (person.nik, person.masked_nik) == (NIK, "••••••••••••0001")
    assert Person.objects.get(nik_fingerprint=fingerprint(NIK)) == person
    assert (person.phone, person.languages) == ("+6281234567890", ["id", "en"])
    assert NIK not in str(AuditRow.objects.get().after)


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"name": ""}, "name", "required"),
        ({"task": "king"}, "task", "unknown_word"),
        ({"nik": "123"}, "nik", "nik_format"),
        ({"phone": "12"}, "phone", "phone_format"),
        ({"email": "siti"}, "email", "email_format"),
        ({"languages": ["xx"]}, "languages", "unknown_word"),
    ],
)
def test_refuses_a_bad_person(
    owner: Actor, business: Business, values: dict[str, object], field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_person(
            **{"actor": owner, "business": business, "name": "A", "task": "other",
               **values}
        )  # fmt: skip

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert Person.objects.count() == 0
    assert AuditRow.objects.count() == 0


def test_a_new_contact_takes_the_place_of_the_one_before(
    owner: Actor, business: Business, person: Person
) -> None:
    edit_person(actor=owner, person=person, is_contact=True)

    second = add_person(
        actor=owner, business=business, name="Budi", task="export", is_contact=True
    )

    assert list(Person.objects.filter(is_contact=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_contact=True)


def test_a_changed_nik_is_written_down_even_when_its_mask_is_the_same(
    owner: Actor, person: Person
) -> None:
    edit_person(actor=owner, person=person, nik=NIK)
    edit_person(actor=owner, person=person, nik="3201014501900001")

    row = AuditRow.objects.first()
    assert row is not None
    assert row.before == row.after == {"nik": "••••••••••••0001"}


def test_who_has_gone_is_no_contact_and_not_listed(
    owner: Actor, business: Business, person: Person
) -> None:
    edit_person(actor=owner, person=person, is_contact=True)
    today = timezone.localdate()

    end_person(actor=owner, person=person, ended_on=today)

    person.refresh_from_db()
    assert (person.is_contact, person.ended_on) == (False, today)
    assert list(list_people(owner, business, today)) == []
    with pytest.raises(Absent):
        edit_person(actor=owner, person=person, name="x")


def test_refuses_a_last_day_in_the_future(owner: Actor, person: Person) -> None:
    with pytest.raises(InvalidInput) as refusal:
        end_person(
            actor=owner,
            person=person,
            ended_on=timezone.localdate() + timedelta(days=1),
        )

    assert refusal.value.rule == "in_the_future"
    assert Person.objects.get().ended_on is None


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_touches_places_and_people(
    who: str,
    request: pytest.FixtureRequest,
    business: Business,
    site: Site,
    person: Person,
) -> None:
    actor = request.getfixturevalue(who)
    attempts: list[Callable[[], object]] = [
        lambda: add_site(actor=actor, business=business, kind="field", name="x"),
        lambda: edit_site(actor=actor, site=site, name="x"),
        lambda: remove_site(actor=actor, site=site),
        lambda: add_person(actor=actor, business=business, name="x", task="other"),
        lambda: edit_person(actor=actor, person=person, name="x"),
        lambda: end_person(actor=actor, person=person, ended_on=date(2026, 1, 1)),
    ]

    for attempt in attempts:
        with pytest.raises(Absent):
            attempt()

    assert (Site.objects.get().name, Person.objects.get().name) == (
        "Lantai jemur",
        "Siti",
    )
    assert AuditRow.objects.count() == 0


def test_owner_enters_changes_and_removes_a_place_by_hand(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = reverse("business_page", args=[business.pk])
    assert "Belum ada tempat tercatat" in client.get(page).content.decode()

    answer = client.post(
        reverse("registry:site_add", args=[business.pk]),
        {"kind": "pond", "name": "Tambak"},
    )
    site = Site.objects.get()
    client.post(
        reverse("registry:site_edit", args=[site.pk]),
        {"kind": "pond", "name": "Tambak 2", "region": "18.71"},
    )
    shown = client.get(page).content.decode()
    asked = client.get(reverse("registry:site_remove", args=[site.pk]))
    assert Site.objects.count() == 1
    client.post(reverse("registry:site_remove", args=[site.pk]))

    assert answer["Location"] == f"{page}#places"
    assert "Tambak 2" in shown
    assert "Hapus tempat ini?" in asked.content.decode()
    assert Site.objects.count() == 0


def test_owner_enters_and_ends_a_person_and_a_known_nik_stays(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    client = client_of(owner)
    values = {"name": "Siti", "task": "owner", "nik": NIK, "is_contact": "on"}
    client.post(reverse("registry:person_add", args=[business.pk]), values)
    person = Person.objects.get()

    form = client.get(reverse("registry:person_edit", args=[person.pk]))
    client.post(
        reverse("registry:person_edit", args=[person.pk]), {**values, "nik": ""}
    )
    page = client.get(reverse("business_page", args=[business.pk])).content.decode()
    client.post(
        reverse("registry:person_end", args=[person.pk]), {"ended_on": "2026-01-31"}
    )

    assert NIK not in form.content.decode()
    assert "••••••••••••0001" in form.content.decode()
    person.refresh_from_db()
    assert person.nik == NIK
    assert "••••••••••••0001" in page
    assert "hubungi dulu" in page
    assert person.ended_on == date(2026, 1, 31)


def test_a_refused_person_comes_back_beside_the_field(
    owner: Actor, business: Business, client_of: ClientOf
) -> None:
    answer = client_of(owner).post(
        reverse("registry:person_add", args=[business.pk]),
        {"name": "Siti", "task": "owner", "nik": "12"},
    )

    assert answer.context["form"].errors == {
        "nik": ["NIK terdiri dari 16 angka, seperti di KTP."]
    }


def test_an_analyst_sees_neither_people_nor_places(
    analyst: Actor, business: Business, site: Site, person: Person, client_of: ClientOf
) -> None:
    person.name = "Ibu Rahasia"
    person.save()

    page = client_of(analyst).get(reverse("business_page", args=[business.pk]))

    assert page.status_code == 200
    assert "Ibu Rahasia" not in page.content.decode()
    assert "Lantai jemur" not in page.content.decode()
