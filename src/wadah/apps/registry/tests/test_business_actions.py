"""Correcting, showing, consenting to and visiting a business."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Organisation
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.give_consent import give_consent
from wadah.apps.registry.actions.publish_business import publish_business
from wadah.apps.registry.actions.record_visit import record_visit
from wadah.apps.registry.actions.withdraw_consent import withdraw_consent
from wadah.apps.registry.models import Business, Consent, Visit
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
SHUT = ["stranger", "verifier", "approver", "analyst", "buyer_actor"]


@pytest.fixture
def office(business: Business) -> Organisation:
    return Organisation.objects.create(kind="export_organisation", name="Another")


@pytest.mark.parametrize("who", ["owner", "colleague", "officer", "administrator"])
def test_edits_what_is_named_and_keeps_the_rest(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    actor = request.getfixturevalue(who)

    edit_business(actor=actor, business=business, name="Kopi Baru", about="Robusta")

    business.refresh_from_db()
    assert (business.name, business.search_name) == ("Kopi Baru", "kopi baru")
    assert (business.about, business.owner_name) == ("Robusta", "Siti")
    row = AuditRow.objects.get(verb="business.edited")
    assert row.before == {"about": "", "name": "Kopi Ulubelu"}
    assert row.after == {"about": "Robusta", "name": "Kopi Baru"}


def test_edit_of_an_identity_number_leaves_only_its_mask(
    owner: Actor, business: Business
) -> None:
    edit_business(actor=owner, business=business, nib="1110001234567")
    edit_business(actor=owner, business=business, nib="2220001234567")

    rows = AuditRow.objects.filter(verb="business.edited")
    assert [row.after for row in rows] == [{"nib": "•••••••••4567"}] * 2


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_edits_or_publishes(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        edit_business(actor=actor, business=business, name="Mine")
    with pytest.raises(Absent):
        publish_business(actor=actor, business=business, published=True)

    business.refresh_from_db()
    assert business.name == "Kopi Ulubelu"
    assert business.is_published is False
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"owner": "x"}, "owner", "unknown_word"),
        ({"organisation_id": 3}, "organisation_id", "unknown_word"),
        ({"name": ""}, "name", "required"),
        ({"family": "kopi"}, "family", "unknown_word"),
    ],
)
def test_edit_refuses_bad_values(
    owner: Actor, business: Business, changes: dict[str, object], field: str, rule: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        edit_business(actor=owner, business=business, **changes)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert AuditRow.objects.count() == 0


def test_publishes_and_hides(owner: Actor, officer: Actor, business: Business) -> None:
    publish_business(actor=officer, business=business, published=True)
    business.refresh_from_db()
    assert business.is_published is True

    publish_business(actor=owner, business=business, published=False)
    business.refresh_from_db()
    assert business.is_published is False

    verbs = AuditRow.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["business.published", "business.hidden"]


def test_owner_gives_consent_to_any_organisation_once(
    owner: Actor, business: Business, office: Organisation
) -> None:
    for _ in range(2):
        give_consent(
            actor=owner, business=business, organisation=office,
            given_by="Siti", basis="self",
        )  # fmt: skip

    consent = Consent.objects.get(organisation=office)
    assert (consent.business, consent.given_by, consent.basis) == (
        business, "Siti", "self",
    )  # fmt: skip
    assert AuditRow.objects.filter(verb="consent.given").count() == 1


def test_reg_04_officer_gives_consent_for_no_other_organisation(
    officer: Actor, business: Business, office: Organisation
) -> None:
    with pytest.raises(Refused) as refusal:
        give_consent(
            actor=officer, business=business, organisation=office,
            given_by="Siti", basis="spoken",
        )  # fmt: skip

    assert refusal.value.rule.code == "REG-04"
    assert not Consent.objects.filter(organisation=office).exists()
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    ("given_by", "basis", "field"),
    [("", "self", "given_by"), ("Siti", "", "basis"), ("Siti", "rumour", "basis")],
)
def test_consent_needs_who_and_how(
    owner: Actor, business: Business, office: Organisation,
    given_by: str, basis: str, field: str,
) -> None:  # fmt: skip
    with pytest.raises(InvalidInput) as refusal:
        give_consent(
            actor=owner, business=business, organisation=office,
            given_by=given_by, basis=basis,
        )  # fmt: skip

    assert refusal.value.field == field
    assert not Consent.objects.filter(organisation=office).exists()


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_gives_consent(
    who: str, request: pytest.FixtureRequest, business: Business, office: Organisation
) -> None:
    with pytest.raises(Absent):
        give_consent(
            actor=request.getfixturevalue(who), business=business,
            organisation=office, given_by="Siti", basis="self",
        )  # fmt: skip

    assert not Consent.objects.filter(organisation=office).exists()


def test_officer_loses_sight_when_consent_is_withdrawn(
    officer: Actor, business: Business
) -> None:
    Consent.objects.update(withdrawn_on=DAY)

    with pytest.raises(Absent):
        edit_business(actor=officer, business=business, name="Kopi")


def test_records_a_visit(officer: Actor, business: Business) -> None:
    visit = record_visit(
        actor=officer, business=business, visited_on=DAY, seen=" Jemur di para-para ",
        next_step="Uji kadar air", next_step_due_on=date(2026, 12, 1),
    )  # fmt: skip

    assert visit.seen == "Jemur di para-para"
    assert visit.visited_by_id == officer.user_id
    assert visit.next_step_due_on == date(2026, 12, 1)
    row = AuditRow.objects.get()
    assert row.verb == "visit.recorded"
    assert row.after["business"] == business.pk


def test_reg_06_owner_does_not_visit_himself(owner: Actor, business: Business) -> None:
    with pytest.raises(Refused) as refusal:
        record_visit(actor=owner, business=business, visited_on=DAY, seen="Baik")

    assert refusal.value.rule.code == "REG-06"
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_records_a_visit(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        record_visit(actor=actor, business=business, visited_on=DAY, seen="Baik")

    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"seen": " "}, "seen", "required"),
        ({"next_step_due_on": date(2026, 11, 23), "next_step": "Uji"},
         "next_step_due_on", "before_visit"),
        ({"next_step_due_on": DAY}, "next_step", "required"),
    ],
)  # fmt: skip
def test_refuses_an_incomplete_visit(
    officer: Actor, business: Business, changes: dict[str, object], field: str,
    rule: str,
) -> None:  # fmt: skip
    values = {"visited_on": DAY, "seen": "Baik", **changes}

    with pytest.raises(InvalidInput) as refusal:
        record_visit(actor=officer, business=business, **values)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert Visit.objects.count() == 0
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("who", ["owner", "colleague", "administrator"])
def test_business_withdraws_its_consent_once(
    who: str, request: pytest.FixtureRequest, officer: Actor, business: Business
) -> None:
    actor = request.getfixturevalue(who)
    consent = Consent.objects.get()

    withdraw_consent(actor=actor, consent=consent)

    assert Consent.objects.get().withdrawn_on is not None
    assert not visible_businesses(officer).exists()
    row = AuditRow.objects.get()
    assert (row.verb, row.target_id) == ("consent.withdrawn", str(consent.pk))
    with pytest.raises(Absent):
        withdraw_consent(actor=actor, consent=consent)
    assert AuditRow.objects.count() == 1


def test_reg_07_officer_does_not_withdraw_for_the_business(
    officer: Actor, business: Business
) -> None:
    with pytest.raises(Refused) as refusal:
        withdraw_consent(actor=officer, consent=Consent.objects.get())

    assert refusal.value.rule.code == "REG-07"
    assert Consent.objects.get().withdrawn_on is None


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_withdraws(
    who: str, request: pytest.FixtureRequest, business: Business
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        withdraw_consent(actor=actor, consent=Consent.objects.get())

    assert Consent.objects.get().withdrawn_on is None
    assert AuditRow.objects.count() == 0
