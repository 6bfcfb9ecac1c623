"""Members and organisations that an administrator enters; the audit trail."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from wadah.apps.accounts.actions.add_member import add_member
from wadah.apps.accounts.actions.add_organisation import add_organisation
from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor, make_actor
from wadah.apps.accounts.models import AuditRow, Membership, Organisation, Role, User
from wadah.apps.reference.models import Region

NOT_ADMINISTRATORS = (
    "owner",
    "colleague",
    "officer",
    "verifier",
    "approver",
    "analyst",
    "buyer_actor",
)


def invite(actor: Actor, house: Organisation, role: Role = Role.OFFICER) -> User:
    return add_member(
        actor=actor,
        organisation=house,
        login="0812 1111 2222",
        name="Rudi",
        role=role,
        password="sekapur-sirih-pinang",
    )


@pytest.mark.django_db
def test_adds_an_organisation_with_its_regions(
    administrator: Actor, region: Region
) -> None:
    house = add_organisation(
        actor=administrator,
        kind=Organisation.Kind.EXPORT,
        name="Balai Ekspor",
        region_codes=["18"],
    )

    assert list(house.regions.values_list("pk", flat=True)) == ["18"]
    row = AuditRow.objects.get(verb="organisation.added")
    assert (row.actor_id, row.target_id) == (administrator.user_id, str(house.pk))
    assert row.after == {"kind": "export_organisation", "regions": ["18"]}


@pytest.mark.django_db
def test_adding_twice_changes_nothing(administrator: Actor) -> None:
    house = add_organisation(actor=administrator, kind="buyer", name="Roaster")
    first = invite(administrator, house)
    rows = AuditRow.objects.count()

    again = add_organisation(actor=administrator, kind="buyer", name="Roaster")
    second = invite(administrator, again)

    assert (again.pk, second.pk) == (house.pk, first.pk)
    assert Membership.objects.filter(user=first).count() == 1
    assert AuditRow.objects.count() == rows


@pytest.mark.django_db
def test_adds_a_member_who_acts_in_the_role(administrator: Actor) -> None:
    house = add_organisation(actor=administrator, kind="trade_office", name="Office")

    user = invite(administrator, house, Role.ANALYST)

    assert user.login == "+6281211112222"
    assert not user.is_staff
    assert make_actor(user).role is Role.ANALYST
    row = AuditRow.objects.get(verb="member.added")
    assert row.after == {"user": user.pk, "role": "analyst"}


@pytest.mark.parametrize("person", NOT_ADMINISTRATORS)
@pytest.mark.django_db
def test_refuses_everybody_but_an_administrator(
    person: str, owner: Actor, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(person)
    house = Organisation.objects.get(pk=owner.organisation_id)
    before = (User.objects.count(), Organisation.objects.count())

    with pytest.raises(Absent):
        add_organisation(actor=actor, kind="buyer", name="Roaster")
    with pytest.raises(Absent):
        invite(actor, house)

    assert (User.objects.count(), Organisation.objects.count()) == before
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditrow SET verb = 'x'",
        "DELETE FROM accounts_auditrow",
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_to_change_an_audit_row(
    statement: str, owner: Actor, user_of: object
) -> None:
    target = User.objects.get(pk=owner.user_id)
    row = write_audit_row(actor=owner, verb="user.seen", target=target)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditRow.objects.get(pk=row.pk).verb == "user.seen"


@pytest.mark.django_db
def test_the_models_cannot_change_an_audit_row_either(owner: Actor) -> None:
    target = User.objects.get(pk=owner.user_id)
    row = write_audit_row(actor=owner, verb="user.seen", target=target)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(verb="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.delete()

    assert AuditRow.objects.values_list("verb", flat=True).get() == "user.seen"
