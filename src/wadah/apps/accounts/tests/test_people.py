"""How people come into an organisation, and how they leave it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from wadah.apps.accounts.actions.accept_invitation import (
    accept_invitation,
    accept_with_new_account,
)
from wadah.apps.accounts.actions.ask_to_join import ask_to_join
from wadah.apps.accounts.actions.decide_join_request import decide_join_request
from wadah.apps.accounts.actions.end_membership import end_membership
from wadah.apps.accounts.actions.hand_over_ownership import hand_over_ownership
from wadah.apps.accounts.actions.invite_member import Invited, invite_member
from wadah.apps.accounts.actions.sign_up import sign_up_to_join
from wadah.apps.accounts.actions.withdraw_invitation import withdraw_invitation
from wadah.apps.accounts.actions.withdraw_join_request import withdraw_join_request
from wadah.apps.accounts.actor import Absent, Actor, make_actor
from wadah.apps.accounts.models import (
    AuditRow,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    OutboxMessage,
    Role,
    User,
)
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.queries.people import find_public_organisation
from wadah.apps.registry.models import Business
from wadah.conftest import PASSWORD
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BUDI = "budi@example.org"


def house_of(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation_id)


def invite(actor: Actor, role: str, login: str = BUDI, **more: object) -> str:
    """The token of the invitation."""
    organisation = more.pop("organisation", None) or house_of(actor)
    assert isinstance(organisation, Organisation)
    _row, token = invite_member(
        actor=actor,
        organisation=organisation,
        invited=Invited("Budi", login, role, **more),  # type: ignore[arg-type]
        link=lambda token: token,
        now=NOW,
    )
    return token


def membership_of(actor: Actor, role: Role | None = None) -> Membership:
    found = Membership.objects.filter(user_id=actor.user_id or 0)
    return found.get(role=role) if role else found.get()


def test_an_owner_invites_and_a_new_person_joins(owner: Actor) -> None:
    token = invite(owner, "staff")

    user = accept_with_new_account(token=token, name="Budi", password=PASSWORD, now=NOW)

    actor = make_actor(user)
    assert (actor.role, actor.organisation_id) == (Role.STAFF, owner.organisation_id)
    assert user.login == BUDI
    row = Invitation.objects.get()
    assert (row.accepted_by_id, row.accepted_at) == (user.pk, NOW)
    assert token not in row.token_hash
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["member.invited", "invitation.accepted"]
    told = OutboxMessage.objects.get(purpose="member_joined")
    assert told.to_user_id == owner.user_id


def test_a_link_passed_on_by_an_owner_proves_no_number(owner: Actor) -> None:
    """Else an owner could confirm numbers that are nobody's."""
    user = accept_with_new_account(
        token=invite(owner, "staff"), name="Budi", password=PASSWORD, now=NOW
    )

    assert user.confirmed_at is None


def test_a_link_from_an_officer_counts_as_a_code_handed_over(officer: Actor) -> None:
    user = accept_with_new_account(
        token=invite(officer, "verifier"), name="Budi", password=PASSWORD, now=NOW
    )

    assert user.confirmed_at == NOW


def test_somebody_with_an_account_joins_by_signing_in(
    owner: Actor, stranger: Actor, user_of: Callable[[Actor], User]
) -> None:
    token = invite(owner, "staff", "stranger@example.org")

    member = accept_invitation(user=user_of(stranger), token=token, now=NOW)

    assert (member.role, member.organisation_id) == ("staff", owner.organisation_id)
    with pytest.raises(InvalidInput):
        accept_with_new_account(
            token=invite(owner, "staff", "officer@example.org"), name="X",
            password="a", now=NOW,
        )  # fmt: skip


def test_acc_06_only_the_number_that_was_invited_may_accept(
    owner: Actor, stranger: Actor, user_of: Callable[[Actor], User]
) -> None:
    token = invite(owner, "staff")

    with pytest.raises(Refused) as refused:
        accept_invitation(user=user_of(stranger), token=token, now=NOW)

    assert refused.value.rule.code == "ACC-06"
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("how", ["used", "withdrawn", "too late", "never made"])
def test_a_link_works_once_and_for_seven_days(owner: Actor, how: str) -> None:
    token, moment = invite(owner, "staff"), NOW
    if how == "used":
        accept_with_new_account(token=token, name="B", password=PASSWORD, now=NOW)
    elif how == "withdrawn":
        withdraw_invitation(actor=owner, invitation=Invitation.objects.get(), now=NOW)
    elif how == "too late":
        moment = NOW + timedelta(days=7, seconds=1)
    else:
        token = "x" * 43

    with pytest.raises(Absent):
        accept_with_new_account(token=token, name="B", password=PASSWORD, now=moment)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("colleague", "staff"),
        ("owner", "officer"),
        ("owner", "administrator"),
        ("officer", "administrator"),
        ("officer", "analyst"),
        ("verifier", "verifier"),
        ("buyer_actor", "owner"),
        ("analyst", "analyst"),
    ],
)
def test_acc_03_each_invites_the_roles_that_his_role_looks_after(
    who: str, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused) as refused:
        invite(request.getfixturevalue(who), role)

    assert refused.value.rule.code == "ACC-03"
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("role", ["administrator", "owner", "analyst"])
def test_acc_04_a_role_fits_the_kind_of_organisation(
    administrator: Actor, officer: Actor, role: str
) -> None:
    with pytest.raises(Refused) as refused:
        invite(administrator, role, organisation=house_of(officer))

    assert refused.value.rule.code == "ACC-04"


def test_nobody_invites_into_the_house_of_another(
    owner: Actor, stranger: Actor, officer: Actor
) -> None:
    for actor in (stranger, officer):
        with pytest.raises(Absent):
            invite(actor, "staff", organisation=house_of(owner))


def test_an_unconfirmed_person_invites_nobody(owner: Actor) -> None:
    with pytest.raises(Refused) as refused:
        invite(replace(owner, is_confirmed=False), "staff")

    assert refused.value.rule.code == "ACC-01"


def test_what_wadah_cannot_send_it_does_not_promise(owner: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite(owner, "staff", send=True)

    assert refused.value.field == "send"


def test_acc_05_the_last_owner_and_the_last_administrator_stay(
    owner: Actor, colleague: Actor, administrator: Actor, buyer_actor: Actor
) -> None:
    for actor in (owner, administrator, buyer_actor):
        with pytest.raises(Refused) as refused:
            end_membership(actor=actor, membership=membership_of(actor), now=NOW)
        assert refused.value.rule.code == "ACC-05"

    assert not Membership.objects.filter(ended_on__isnull=False).exists()


def test_staff_leave_and_are_let_go(
    owner: Actor, colleague: Actor, user_of: Callable[[Actor], User],
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    client = client_of(colleague)
    assert client.get("/account/people/").status_code == 200

    end_membership(actor=owner, membership=membership_of(colleague), now=NOW)

    row = membership_of(colleague)
    assert (str(row.ended_on), row.ended_by_id) == ("2026-11-24", owner.user_id)
    assert make_actor(user_of(colleague)).role is None
    assert client.get("/account/people/").status_code == 404
    assert client.get("/account/profile/").status_code == 200
    told = OutboxMessage.objects.get(purpose="membership_ended")
    assert told.to_user_id == colleague.user_id


def test_a_stranger_ends_no_membership(colleague: Actor, stranger: Actor) -> None:
    with pytest.raises(Absent):
        end_membership(actor=stranger, membership=membership_of(colleague), now=NOW)
    with pytest.raises(Refused):
        end_membership(
            actor=colleague,
            membership=Membership.objects.get(
                organisation_id=colleague.organisation_id, role="owner"
            ),
            now=NOW,
        )


def test_who_left_can_be_invited_again(owner: Actor, colleague: Actor) -> None:
    end_membership(actor=colleague, membership=membership_of(colleague), now=NOW)
    token = invite(owner, "staff", "colleague@example.org")

    accept_invitation(user=User.objects.get(pk=colleague.user_id), token=token, now=NOW)

    assert membership_of(colleague).ended_on is None


def test_acc_07_ownership_goes_from_the_owner_to_his_staff(
    owner: Actor, colleague: Actor, officer: Actor
) -> None:
    for actor, membership in (
        (colleague, membership_of(colleague)),
        (owner, membership_of(owner)),
    ):
        with pytest.raises(Refused) as refused:
            hand_over_ownership(actor=actor, membership=membership, now=NOW)
        assert refused.value.rule.code == "ACC-07"
    with pytest.raises(Absent):
        hand_over_ownership(actor=owner, membership=membership_of(officer), now=NOW)

    hand_over_ownership(actor=owner, membership=membership_of(colleague), now=NOW)

    living = Membership.objects.filter(
        organisation_id=owner.organisation_id, ended_on__isnull=True
    ).values_list("user_id", "role")
    assert set(living) == {(owner.user_id, "staff"), (colleague.user_id, "owner")}
    told = OutboxMessage.objects.values_list("to_user_id", "purpose")
    assert set(told) == {
        (owner.user_id, "ownership_given"),
        (colleague.user_id, "ownership_received"),
    }


def test_finds_an_organisation_by_its_exact_name_among_the_public_ones(
    owner: Actor, officer: Actor, business: Business, buyer_actor: Actor
) -> None:
    office, own = house_of(officer), house_of(owner)

    assert find_public_organisation(f"  {office.name.upper()} ") == office
    assert find_public_organisation(office.name[:-1]) is None
    assert find_public_organisation(own.name) is None
    assert find_public_organisation(house_of(buyer_actor).name) is None
    Business.objects.update(is_published=True)
    assert find_public_organisation(own.name) == own


@pytest.fixture
def joiner(region: object) -> Actor:
    """Somebody who acts for nobody yet."""
    user = sign_up_to_join(login=BUDI, name="Budi", password=PASSWORD)
    user.confirmed_at = NOW
    user.save()
    return make_actor(user)


def test_asks_to_join_and_is_let_in_with_a_reason(
    joiner: Actor, officer: Actor
) -> None:
    row = ask_to_join(
        actor=joiner, name=house_of(officer).name, role="verifier", message="Baru"
    )
    asked = OutboxMessage.objects.get(purpose="join_asked")
    assert asked.to_user_id == officer.user_id
    with pytest.raises(InvalidInput):
        decide_join_request(
            actor=officer, request=row, accepted=True, reason=" ", now=NOW
        )

    decide_join_request(
        actor=officer, request=row, accepted=True, reason="Kenal", now=NOW
    )

    actor = make_actor(User.objects.get(login=BUDI))
    assert (actor.role, actor.organisation_id) == ("verifier", officer.organisation_id)
    with pytest.raises(Absent):
        decide_join_request(
            actor=officer, request=row, accepted=False, reason="x", now=NOW
        )


def test_a_refusal_tells_its_reason_and_lets_nobody_in(
    joiner: Actor, officer: Actor
) -> None:
    row = ask_to_join(actor=joiner, name=house_of(officer).name, role="officer")

    decide_join_request(
        actor=officer, request=row, accepted=False, reason="Tidak kenal", now=NOW
    )

    assert make_actor(User.objects.get(login=BUDI)).role is None
    told = OutboxMessage.objects.get(purpose="join_refused")
    assert told.subject.endswith("ditolak: Tidak kenal")


def test_one_request_at_a_time_and_it_can_be_withdrawn(
    joiner: Actor, officer: Actor
) -> None:
    name = house_of(officer).name
    row = ask_to_join(actor=joiner, name=name, role="officer")
    with pytest.raises(InvalidInput):
        ask_to_join(actor=joiner, name=name, role="officer")

    withdraw_join_request(actor=joiner, request=row, now=NOW)

    assert JoinRequest.objects.get().decision == "withdrawn"
    assert ask_to_join(actor=joiner, name=name, role="officer")


@pytest.mark.parametrize("who", ["owner", "colleague", "stranger", "verifier"])
def test_nobody_else_decides_a_request(
    who: str, joiner: Actor, officer: Actor, request: pytest.FixtureRequest
) -> None:
    row = ask_to_join(actor=joiner, name=house_of(officer).name, role="officer")

    with pytest.raises(Absent):
        decide_join_request(
            actor=request.getfixturevalue(who), request=row, accepted=True,
            reason="x", now=NOW,
        )  # fmt: skip


def test_an_officer_admits_no_analyst(
    joiner: Actor, analyst: Actor, administrator: Actor
) -> None:
    office = house_of(analyst)
    colleague = replace(
        joiner, role=Role.OFFICER, organisation_id=office.pk, user_id=analyst.user_id
    )
    row = ask_to_join(actor=joiner, name=office.name, role="analyst")

    with pytest.raises(Absent):
        decide_join_request(
            actor=colleague, request=row, accepted=True, reason="x", now=NOW
        )
    decide_join_request(
        actor=administrator, request=row, accepted=True, reason="x", now=NOW
    )


def test_an_administrator_is_never_asked_for(joiner: Actor, analyst: Actor) -> None:
    with pytest.raises(Refused):
        ask_to_join(actor=joiner, name=house_of(analyst).name, role="administrator")


def test_an_unconfirmed_person_asks_nobody(joiner: Actor, officer: Actor) -> None:
    User.objects.filter(pk=joiner.user_id).update(confirmed_at=None)

    with pytest.raises(Refused) as refused:
        ask_to_join(actor=joiner, name=house_of(officer).name, role="officer")

    assert refused.value.rule.code == "ACC-01"


def test_invites_by_the_page_and_joins_by_the_link(
    owner: Actor, client_of: Callable[[Actor], Client]
) -> None:
    page = client_of(owner).post(
        f"/account/organisations/{owner.organisation_id}/invite/",
        {"name": "Budi", "login": BUDI, "role": "staff"},
    )
    found = re.search(r"/account/invitation/[\w-]+/", page.content.decode())
    assert found and "no-store" in page["Cache-Control"]
    browser = Client()

    answer = browser.post(found[0], {"name": "Budi", "password": PASSWORD})

    assert answer.status_code == 302
    assert browser.get("/account/people/").status_code == 200
    assert browser.get(found[0]).status_code == 404
