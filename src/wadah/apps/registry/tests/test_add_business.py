from __future__ import annotations

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.reference.models import Region
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.queries.business import get_business
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NIB = "0220001234567"


def add(actor: Actor, **changes: object) -> Business:
    values = {
        "name": "Kopi  Ulubelu", "region_code": "18.71", "phone": "0812 3456 7890",
        "consent_given_by": "Siti",
    }  # fmt: skip
    return add_business(actor=actor, **{**values, **changes})


def count_rows() -> tuple[int, int, int]:
    return Business.objects.count(), Consent.objects.count(), AuditRow.objects.count()


def test_owner_enters_the_business_of_the_organisation(owner: Actor) -> None:
    business = add(owner, nib=NIB, size_class="micro", email="Siti@Example.org")

    assert business.organisation_id == owner.organisation_id
    assert business.name == "Kopi Ulubelu"
    assert business.search_name == "kopi ulubelu"
    assert business.phone == "+6281234567890"
    assert business.email == "siti@example.org"
    assert business.region_id == "18.71"
    assert Consent.objects.count() == 0
    assert get_business(owner, business.pk) == business


def test_colleague_sees_it_and_a_stranger_does_not(
    owner: Actor, colleague: Actor, stranger: Actor
) -> None:
    business = add(owner)

    assert get_business(colleague, business.pk) == business
    with pytest.raises(Absent):
        get_business(stranger, business.pk)


def test_identity_number_is_unreadable_in_the_database_and_in_the_trail(
    owner: Actor,
) -> None:
    business = add(owner, nib="0220 0012 34567")

    business.refresh_from_db()
    stored = Business.objects.raw("SELECT id, nib AS kept FROM registry_business")[0]
    row = AuditRow.objects.get(verb="business.added")
    assert business.nib == NIB
    assert business.nib_fingerprint == fingerprint(NIB)
    assert business.masked_nib == "•••••••••4567"
    assert NIB not in stored.kept
    assert row.after["nib"] == "•••••••••4567"
    assert NIB not in str(row.after)


def test_officer_enters_one_with_the_consent_of_its_owner(officer: Actor) -> None:
    business = add(officer, consent_given_by=" Siti ")

    consent = Consent.objects.get()
    assert business.organisation_id is None
    assert consent.business == business
    assert consent.organisation_id == officer.organisation_id
    assert consent.basis == "spoken"
    assert consent.given_by == "Siti"
    assert consent.recorded_by_id == officer.user_id
    assert get_business(officer, business.pk) == business


def test_leaves_one_audit_row(officer: Actor) -> None:
    business = add(officer)

    row = AuditRow.objects.get()
    assert (row.verb, row.target_id) == ("business.added", str(business.pk))
    assert (row.actor_id, row.acting_for_id) == (
        officer.user_id,
        officer.organisation_id,
    )
    assert row.after["consent_given_by"] == "Siti"


def test_reg_01_refuses_a_second_business_of_an_organisation(
    owner: Actor, colleague: Actor
) -> None:
    add(owner)
    before = count_rows()

    for actor in (owner, colleague):
        with pytest.raises(Refused) as refusal:
            add(actor, name="Another", phone="")
        assert refusal.value.rule.code == "REG-01"

    assert count_rows() == before


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"name": "  "}, "name", "required"),
        ({"name": "x" * 201}, "name", "too_long"),
        ({"region_code": "99"}, "region_code", "unknown_region"),
        ({"region_code": ""}, "region_code", "unknown_region"),
        ({"phone": "12"}, "phone", "phone_format"),
        ({"email": "siti"}, "email", "email_format"),
        ({"nib": "022000123456"}, "nib", "nib_format"),
        ({"nib": "022000123456x"}, "nib", "nib_format"),
        ({"kbli": "1077"}, "kbli", "kbli_format"),
        ({"size_class": "mikro"}, "size_class", "unknown_word"),
        ({"consent_given_by": " "}, "consent_given_by", "required"),
    ],
)
def test_refuses_a_bad_value(
    officer: Actor, changes: dict[str, str], field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(officer, **changes)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert count_rows() == (0, 0, 0)


def test_refuses_a_region_outside_the_officers_own(officer: Actor) -> None:
    Region.objects.create(pk="35.13", name="Probolinggo", kind="regency")

    with pytest.raises(InvalidInput) as refusal:
        add(officer, region_code="35.13")

    assert refusal.value.rule == "outside_region"
    assert count_rows() == (0, 0, 0)


def test_names_the_duplicate_only_to_who_may_see_it(
    officer: Actor, stranger: Actor
) -> None:
    there = add(officer)
    before = count_rows()

    with pytest.raises(InvalidInput) as seen:
        add(officer, name="KOPI ulubelu", phone="+62 812-3456-7890")
    with pytest.raises(InvalidInput) as unseen:
        add(stranger)

    assert seen.value.rule == unseen.value.rule == "duplicate"
    assert f"number {there.pk}" in seen.value.message.en
    assert "Kopi Ulubelu" not in unseen.value.message.en
    assert str(there.pk) not in unseen.value.message.en
    assert count_rows() == before


def test_same_name_with_another_number_is_another_business(officer: Actor) -> None:
    first = add(officer)

    second = add(officer, phone="0813 1111 2222")

    assert second.pk != first.pk


@pytest.mark.parametrize("role", ["verifier", "approver", "analyst", "buyer_actor"])
def test_refuses_every_other_role(role: str, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(role)

    with pytest.raises(Absent):
        add(actor)

    assert Business.objects.count() == 0
    assert AuditRow.objects.count() == 0
