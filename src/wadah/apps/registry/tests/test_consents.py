"""Two organisations may care for one business: who sees and who edits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Organisation, OutboxMessage, Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.change_consent import change_consent
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.actions.give_consent import give_consent
from wadah.apps.registry.actions.record_spoken_consent import (
    Spoken,
    find_by_name_and_phone,
    record_spoken_consent,
)
from wadah.apps.registry.actions.withdraw_consent import withdraw_consent
from wadah.apps.registry.models import Business, Consent, Product
from wadah.apps.registry.queries.business import can_edit, visible_businesses
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
SPOKEN = Spoken("Siti", "We keep these data …", "her daughter")


@pytest.fixture
def other_officer(make_person: Callable[..., Actor]) -> Actor:
    return make_person("other@example.org", Role.OFFICER, "export_organisation")


def consent_of(actor: Actor) -> Consent:
    return Consent.objects.get(
        organisation_id=actor.organisation_id, withdrawn_on__isnull=True
    )


def sees(actor: Actor) -> bool:
    return visible_businesses(actor).exists()


def test_two_organisations_see_and_each_edits_as_it_was_agreed(
    owner: Actor, officer: Actor, other_officer: Actor, business: Business
) -> None:
    assert (sees(officer), sees(other_officer)) == (True, False)

    give_consent(
        actor=owner, business=business, given_by="Siti", basis="self", may_edit=False,
        organisation=Organisation.objects.get(pk=other_officer.organisation_id),
    )  # fmt: skip

    assert (sees(officer), sees(other_officer)) == (True, True)
    assert can_edit(officer, business) and not can_edit(other_officer, business)
    edit_business(actor=officer, business=business, about="Kopi")
    with pytest.raises(Absent):
        edit_business(actor=other_officer, business=business, about="Teh")


@pytest.mark.parametrize("who", ["owner", "colleague", "administrator"])
def test_an_organisation_is_brought_down_to_seeing_only(
    who: str, officer: Actor, product: Product, client_of: Callable[[Actor], Client],
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    business, client = product.business, client_of(officer)

    change_consent(
        actor=request.getfixturevalue(who), consent=consent_of(officer),
        may_edit=False,
    )  # fmt: skip

    with pytest.raises(Absent):
        edit_product(actor=officer, product=product, name="Other")
    assert client.get(f"/businesses/{business.pk}/").status_code == 200
    for path in ("edit", "visits/add", "products/add"):
        assert client.get(f"/businesses/{business.pk}/{path}/").status_code == 404
    row = AuditRow.objects.get(verb="consent.changed")
    assert (row.before, row.after["may_edit"]) == ({"may_edit": True}, False)


@pytest.mark.parametrize(
    "who", ["stranger", "other_officer", "verifier", "buyer_actor"]
)
def test_nobody_else_changes_or_withdraws(
    who: str, officer: Actor, business: Business, request: pytest.FixtureRequest
) -> None:
    actor, consent = request.getfixturevalue(who), consent_of(officer)

    with pytest.raises(Absent):
        change_consent(actor=actor, consent=consent, may_edit=False)
    with pytest.raises(Absent):
        withdraw_consent(actor=actor, consent=consent)
    with pytest.raises(Refused):
        change_consent(actor=officer, consent=consent, may_edit=False)


def test_withdrawal_ends_sight_says_who_and_tells_the_organisation(
    owner: Actor, officer: Actor, business: Business
) -> None:
    consent = withdraw_consent(actor=owner, consent=consent_of(officer))

    assert not sees(officer)
    assert consent.withdrawn_by_id == owner.user_id
    told = OutboxMessage.objects.get(purpose="consent_withdrawn")
    assert told.to_user_id == officer.user_id


def test_a_spoken_consent_keeps_who_when_what_and_who_held_the_phone(
    owner: Actor, other_officer: Actor, business: Business
) -> None:
    found = find_by_name_and_phone(
        actor=other_officer, name=" KOPI ulubelu", phone="0810 0000 0000", now=NOW
    )
    consent = record_spoken_consent(actor=other_officer, business=found, spoken=SPOKEN)

    assert (consent.given_by, consent.held_phone, consent.read_out) == (
        "Siti",
        "her daughter",
        "We keep these data …",
    )
    assert (consent.basis, consent.recorded_by_id) == ("spoken", other_officer.user_id)
    assert can_edit(other_officer, business)
    told = OutboxMessage.objects.get(purpose="consent_recorded")
    assert told.to_user_id == owner.user_id


@pytest.mark.parametrize("missing", ["given_by", "read_out", "held_phone"])
def test_a_spoken_consent_is_whole_or_not_recorded(
    officer: Actor, business: Business, missing: str
) -> None:
    values = {"given_by": "Siti", "read_out": "text", "held_phone": "Siti"}

    with pytest.raises(InvalidInput) as refused:
        record_spoken_consent(
            actor=officer, business=business,
            spoken=Spoken(**{**values, missing: " "}),
        )  # fmt: skip

    assert refused.value.field == missing
    assert Consent.objects.get().basis == "self"


@pytest.mark.parametrize(
    ("name", "phone"), [("Kopi Ulubelu", "0811 0000 0000"), ("Kopi", "081000000000")]
)
def test_a_record_of_others_is_found_by_both_exactly_and_few_times_a_day(
    other_officer: Actor, business: Business, name: str, phone: str
) -> None:
    for _number in range(20):
        with pytest.raises(InvalidInput):
            find_by_name_and_phone(actor=other_officer, name=name, phone=phone, now=NOW)

    with pytest.raises(Refused) as refused:
        find_by_name_and_phone(
            actor=other_officer, name="Kopi Ulubelu", phone="081000000000", now=NOW
        )
    assert refused.value.rule.code == "REG-45"
    assert find_by_name_and_phone(
        actor=other_officer, name="Kopi Ulubelu", phone="081000000000",
        now=NOW + timedelta(days=2),
    )  # fmt: skip


def test_the_owner_reads_on_the_page_who_cares_and_narrows_it(
    owner: Actor, officer: Actor, business: Business,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    record_spoken_consent(actor=officer, business=business, spoken=SPOKEN)
    client, consent = client_of(owner), consent_of(officer)

    page = client.get(f"/businesses/{business.pk}/").content.decode()
    answer = client.post(
        f"/businesses/{business.pk}/consents/{consent.pk}/change/", {"may": "see"}
    )

    assert "her daughter" in page and "We keep these data …" in page
    assert answer.status_code == 302
    consent.refresh_from_db()
    assert consent.may_edit is False


def test_an_officer_records_by_the_page(
    other_officer: Actor, business: Business, client_of: Callable[[Actor], Client]
) -> None:
    answer = client_of(other_officer).post(
        "/consents/record/",
        {
            "name": "Kopi Ulubelu", "phone": "0810 0000 0000", "read_out": "text",
            "given_by": "Siti", "held_phone": "Siti",
        },
    )  # fmt: skip

    assert answer.status_code == 302
    assert sees(other_officer) and not can_edit(other_officer, business)


def test_entering_a_business_keeps_what_was_read_out_and_who_held_the_phone(
    officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    client_of(officer).post(
        "/businesses/add/",
        {
            "name": "Lidi Way Kanan", "region_code": "18.71",
            "consent_given_by": "Budi", "consent_held_phone": "his son",
        },
    )  # fmt: skip

    consent = Consent.objects.get()
    assert (consent.given_by, consent.held_phone) == ("Budi", "his son")
    assert len(consent.read_out) > 50
