"""A person is erased: no column names him; what has to stay stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actions.set_second_factor import begin_second_factor
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import EncryptedTextField, fingerprint
from wadah.apps.accounts.models import (
    AuditRow,
    DataRequest,
    Invitation,
    OutboxMessage,
    User,
)
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.models import (
    Business,
    Consent,
    ImportBatch,
    ImportProblem,
    Lot,
    Person,
    Product,
    Site,
    Visit,
)
from wadah.apps.registry.queries.personal_data import (
    copy_personal_data,
    list_what_must_stay,
)
from wadah.apps.validation.models import Document
from wadah.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
NAME, PHONE, EMAIL = "Sulastri Wahyuningsih", "+6281234567890", "sulastri@example.org"
NIB, NIK, NPWP = "0220001234567", "1871014567890001", "012345678901000"
FIRM = "Dapur Sulastri Wahyuningsih"
SIGNS = [NAME, "sulastri wahyuningsih", EMAIL, "81234567890", "0812 3456 7890", NIB,
         NIK, NPWP, "Jalan Pramuka 7"]  # fmt: skip


@pytest.fixture
def person(owner: Actor, officer: Actor, business: Business, lot: Lot) -> User:
    """The owner with traces in every table that can hold one."""
    user = User.objects.get(pk=owner.user_id)
    user.name, user.phone, user.email, user.login = NAME, PHONE, EMAIL, EMAIL
    user.save()
    business.organisation.name = FIRM
    business.organisation.save()
    batch = ImportBatch.objects.create(
        file_name="list.xlsx", file_sha256="0", list_key="list"
    )
    for name, value in {
        "name": FIRM, "owner_name": NAME, "phone": PHONE, "email": EMAIL, "nib": NIB,
        "nib_fingerprint": fingerprint(NIB), "npwp": NPWP, "street": "Jalan Pramuka 7",
        "made": f"keripik {NAME}", "about": f"Saya {NAME}", "batch": batch,
        "original": {"Pemilik": NAME, "HP": "0812 3456 7890"}, "source_key": "k",
        "list_key": "list",
    }.items():  # fmt: skip
        setattr(business, name, value)
    business.save()
    ImportProblem.objects.create(
        batch=batch, row=3, column="HP", rule="phone", severity="warning",
        message_id="x", message_en="x", cell=f"{NAME} 0812 3456 7890",
    )  # fmt: skip
    Consent.objects.update(given_by=NAME, held_phone=NAME)
    Visit.objects.create(
        business=business, visited_on=date(2026, 11, 1), seen=f"Bertemu {NAME}",
        visited_by_id=officer.user_id,
    )  # fmt: skip
    Site.objects.create(
        business=business, kind="workshop", name="Rumah", street="Jalan Pramuka 7",
        latitude=Decimal("-5.40000"),
    )  # fmt: skip
    Person.objects.create(
        business=business, name=NAME, task="owner", phone=PHONE, nik=NIK,
        nik_fingerprint=fingerprint(NIK),
    )  # fmt: skip
    Product.objects.update(about=f"Buatan {NAME}", name=f"Robusta {NAME}")
    lot.code = f"{NAME} 1"
    lot.save()
    document = Document(business=business, type="nib", holder=NAME, number=NIB)
    document.file.save("nib.pdf", ContentFile(b"%PDF"))
    edit_business(actor=owner, business=business, owner_name=f"{NAME} baru")
    edit_business(actor=officer, business=business, owner_name=NAME)
    write_message(to_user=user, purpose="password_changed")
    write_message(
        to_user=User.objects.get(pk=officer.user_id), purpose="claim_asked",
        name=NAME, business=FIRM,
    )  # fmt: skip
    Invitation.objects.create(
        organisation_id=officer.organisation_id, role="officer", name=NAME, login=EMAIL,
        token_hash="t", expires_at=NOW,
    )  # fmt: skip
    DataRequest.objects.create(user=user, kind="correction", text=NAME, due_at=NOW)
    begin_second_factor(actor=owner)
    return user


def list_found() -> dict[str, list[str]]:
    """Which columns of the database hold a sign of the person, readable or not."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            values = model._default_manager.values_list(field.name, flat=True)
            if not isinstance(field, EncryptedTextField):
                values = read_raw(model._meta.db_table, field.column)
            text = "\n".join(str(value) for value in values)
            signs = [sign for sign in SIGNS if sign.casefold() in text.casefold()]
            if signs:
                found[f"{model.__name__}.{field.name}"] = signs
    return found


def read_raw(table: str, column: str) -> list[str]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quote(column)} FROM {quote(table)}")
        return [str(row[0]) for row in cursor.fetchall()]


def make_deal(product: Product, buyer_actor: Actor, officer: Actor) -> Deal:
    request = BuyerRequest.objects.create(
        buyer=apps.get_model("matching.Buyer").objects.get(),
        family=product.family, quantity_kg=Decimal(1000),
        window_from=date(2026, 12, 1), window_to=date(2026, 12, 31),
        destination_id="DE",
    )  # fmt: skip
    Meeting.objects.create(
        request=request, product=product, place="Aula", starts_at=NOW,
        notes=f"dengan {NAME}", next_step_owner=NAME,
    )  # fmt: skip
    deal = Deal.objects.create(request=request, product=product)
    DealRung.objects.create(
        deal=deal, rung="contract", reached_on=date(2026, 11, 2),
        proof=f"Kontrak {NAME}", recorded_by_id=officer.user_id,
    )  # fmt: skip
    return deal


def test_traces_are_found_before(person: User) -> None:
    found = list_found()

    assert {"User.name", "Business.nib", "Person.nik", "AuditRow.after",
            "OutboxMessage.subject", "ImportProblem.cell", "Visit.seen",
            "Document.holder", "Lot.code"} <= set(found)  # fmt: skip


def test_no_column_names_the_person_afterwards(
    person: User, owner: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    path = Document.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(actor=owner, user=person, now=NOW)

    assert list_found() == {}
    assert not default_storage.exists(path)
    business = Business.objects.get()
    assert business.name == f"[dihapus] {business.pk}"
    assert business.region_id == "18.71"
    assert not business.is_published
    assert not Consent.objects.filter(withdrawn_on__isnull=True).exists()
    person.refresh_from_db()
    assert (person.login, person.is_active, person.erased_at) == (
        f"erased-{person.pk}",
        False,
        NOW,
    )


def test_trail_still_tells_who_did_what_when(person: User, owner: Actor) -> None:
    before = list(
        AuditRow.objects.values_list("pk", "at", "actor", "verb", "target_id")
    )

    erase_person(actor=owner, user=person, now=NOW)

    kept = AuditRow.objects.exclude(verb="person.erased")
    assert list(kept.values_list("pk", "at", "actor", "verb", "target_id")) == before
    row = AuditRow.objects.get(verb="person.erased")
    assert row.after["registry.Visit removed"] == 1
    assert row.after["audit rows emptied"] == 2
    assert AuditRow.objects.filter(redacted_at=NOW).count() == 2


def test_erased_person_cannot_sign_in(person: User, owner: Actor) -> None:
    erase_person(actor=owner, user=person, now=NOW)

    client = Client()
    for login in (EMAIL, f"erased-{person.pk}", PHONE):
        client.post(reverse("accounts:sign_in"), {"login": login, "password": PASSWORD})
        assert "_auth_user_id" not in client.session


def test_another_person_of_the_same_name_keeps_it(
    person: User, owner: Actor, stranger: Actor
) -> None:
    User.objects.filter(pk=stranger.user_id).update(name=NAME)
    other = Business.objects.create(
        name="Lain", search_name="lain", owner_name=NAME, phone="+6289999999999",
        organisation_id=stranger.organisation_id,
    )  # fmt: skip

    erase_person(actor=owner, user=person, now=NOW)

    other.refresh_from_db()
    assert other.owner_name == NAME
    assert User.objects.get(pk=stranger.user_id).name == NAME


def test_business_with_a_colleague_goes_on_without_him(
    person: User, owner: Actor, colleague: Actor
) -> None:
    erase_person(actor=owner, user=person, now=NOW)

    business = Business.objects.get()
    assert business.name == FIRM
    assert (business.owner_name, business.phone, business.email) == ("", "", "")
    assert not Person.objects.exists()
    assert business.nib == NIB
    assert Visit.objects.count() == 1


def test_reg_30_with_a_deal_somebody_decides(
    person: User, owner: Actor, officer: Actor, buyer_actor: Actor, product: Product
) -> None:
    make_deal(product, buyer_actor, officer)
    assert [entry.count for entry in list_what_must_stay(person)] == [1]

    with pytest.raises(Refused) as refusal:
        erase_person(actor=owner, user=person, now=NOW)

    assert refusal.value.rule.code == "REG-30"
    person.refresh_from_db()
    assert person.name == NAME


def test_officer_erases_and_the_deal_stays(
    person: User, officer: Actor, buyer_actor: Actor, product: Product
) -> None:
    make_deal(product, buyer_actor, officer)

    erase_person(actor=officer, user=person, now=NOW)

    assert set(list_found()) == {"DealRung.proof"}
    assert Deal.objects.count() == 1
    assert Meeting.objects.get().notes == ""


def test_who_does_not_care_for_the_business_finds_nobody(
    person: User, stranger: Actor, analyst: Actor, officer: Actor
) -> None:
    Consent.objects.update(withdrawn_on=date(2026, 11, 2))

    for actor in (stranger, analyst, officer):
        with pytest.raises(Absent):
            erase_person(actor=actor, user=person, now=NOW)

    assert User.objects.get(pk=person.pk).name == NAME


def test_nobody_is_erased_twice(person: User, administrator: Actor) -> None:
    erase_person(actor=administrator, user=person, now=NOW)

    with pytest.raises(Absent):
        erase_person(actor=administrator, user=person, now=NOW)


def test_copy_holds_everything_about_the_person(person: User, owner: Actor) -> None:
    copied = copy_personal_data(owner)

    assert copied["accounts.User"][0]["login"] == EMAIL
    record = copied["registry.Business"][0]
    assert (record["nib"], record["npwp"], record["owner_name"]) == (NIB, NPWP, NAME)
    assert copied["registry.Person"][0]["nik"] == NIK
    assert copied["registry.Visit"][0]["seen"] == f"Bertemu {NAME}"
    assert copied["registry.Consent"][0]["given_by"] == NAME
    assert copied["validation.Document"][0]["holder"] == NAME
    assert "password" not in str(copied["accounts.User"])
    assert "secret" not in str(copied.get("accounts.SecondFactor"))
    assert len(copied["accounts.OutboxMessage"]) == 1
    edits = [row for row in copied["accounts.AuditRow"]
             if row["verb"] == "business.edited"]  # fmt: skip
    assert [row["by_me"] for row in edits] == [True, False]


def test_copy_of_a_member_of_staff_has_no_record_of_the_business(
    person: User, colleague: Actor
) -> None:
    copied = copy_personal_data(colleague)

    assert "registry.Business" not in copied
    assert NIB not in str(copied)
    assert NAME not in str(copied)


def test_copy_of_an_officer_has_no_data_of_others(person: User, officer: Actor) -> None:
    copied = copy_personal_data(officer)

    text = str({name: part for name, part in copied.items()
                if name != "accounts.OutboxMessage"})  # fmt: skip
    assert NAME not in text
    assert [row["verb"] for row in copied["accounts.AuditRow"]] == ["business.edited"]


def test_message_to_the_officer_no_longer_names_him(
    person: User, owner: Actor, officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    erase_person(actor=owner, user=person, now=NOW)

    message = OutboxMessage.objects.get(to_user_id=officer.user_id)
    assert NAME not in message.subject
    assert "[dihapus]" in message.subject
