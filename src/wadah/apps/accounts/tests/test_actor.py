"""Who asks, and how far he sees."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from wadah.apps.accounts.actor import ANONYMOUS, Absent, Actor, make_actor
from wadah.apps.accounts.fields import encrypt, fingerprint, mask
from wadah.apps.accounts.matrix import MATRIX, Reach, Subject
from wadah.apps.accounts.models import Membership, Organisation, Role, User
from wadah.apps.registry.models import Business

_BUSINESS = "all published matched own own own none published none"
EXPECTED = {
    "owner": f"{_BUSINESS} own none none",
    "staff": f"{_BUSINESS} named_list none none",
    "officer": "none consented all consented consented consented own all own "
    "own consented own",
    "verifier": "none queue none queue queue none none service_level none "
    "named_list none none",
    "approver": "none queue none queue queue queue none service_level none "
    "named_list none none",
    "buyer": "none published own own own own none published none own none none",
    "analyst": "none named_list counts none none none none all none "
    "named_list none none",
    "administrator": "all all all all all all all all all all all all",
}


@pytest.mark.parametrize("role", list(Role))
def test_the_matrix_says_of_every_role_how_far_it_sees(role: Role) -> None:
    expected = [Reach(word) for word in EXPECTED[role].split()]

    assert list(MATRIX[role]) == list(Subject)
    assert list(MATRIX[role].values()) == expected


@pytest.mark.parametrize("subject", list(Subject))
def test_nobody_signed_in_sees_only_what_is_published(subject: Subject) -> None:
    public = {Subject.OTHER_BUSINESS, Subject.REQUESTS}
    expected = Reach.PUBLISHED if subject in public else Reach.NONE

    assert ANONYMOUS.reach(subject) is expected


def test_a_reach_that_is_not_allowed_looks_absent() -> None:
    with pytest.raises(Absent):
        Actor(role=Role.OWNER).must_reach(Subject.IMPORTS, Reach.ALL, Reach.OWN)


@pytest.mark.django_db
def test_acts_in_the_oldest_membership_unless_another_is_chosen(owner: Actor) -> None:
    user = User.objects.get(pk=owner.user_id)
    second = Organisation.objects.create(kind="buyer", name="Second")
    chosen = Membership.objects.create(user=user, organisation=second, role=Role.BUYER)

    assert make_actor(user).organisation_id == owner.organisation_id
    assert make_actor(user, chosen.pk).role is Role.BUYER
    assert make_actor(user, chosen.pk).organisation_name == "Second"


@pytest.mark.django_db
def test_an_ended_membership_and_that_of_another_cannot_be_chosen(
    owner: Actor, officer: Actor
) -> None:
    user = User.objects.get(pk=owner.user_id)
    house = Organisation.objects.get(pk=officer.organisation_id)
    ended = Membership.objects.create(
        user=user, organisation=house, role=Role.OFFICER, ended_on=date(2026, 11, 1)
    )
    foreign = Membership.objects.get(user_id=officer.user_id)

    assert make_actor(user, ended.pk) == owner
    assert make_actor(user, foreign.pk) == owner


@pytest.mark.django_db
def test_a_person_without_membership_has_no_role(owner: Actor) -> None:
    Membership.objects.filter(user_id=owner.user_id).update(ended_on=date(2026, 11, 1))

    actor = make_actor(User.objects.get(pk=owner.user_id))

    assert actor.is_signed_in
    assert actor.role is None
    assert actor.reach(Subject.OWN_BUSINESS) is Reach.NONE


NIB = "0220001234567"


@pytest.mark.django_db
def test_an_identity_number_is_unreadable_in_the_database(business: Business) -> None:
    business.nib = NIB
    business.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nib FROM registry_business WHERE id = %s", [business.pk])
        raw = cursor.fetchone()[0]

    assert NIB not in raw
    assert raw.startswith("a1:")
    assert Business.objects.get(pk=business.pk).nib == NIB


def test_the_same_number_is_written_differently_each_time() -> None:
    assert encrypt(NIB) != encrypt(NIB)


def test_a_fingerprint_is_the_same_for_the_same_number_only() -> None:
    assert fingerprint(NIB) == fingerprint(NIB)
    assert fingerprint(NIB) != fingerprint(NIB[:-1])
    assert (len(fingerprint(NIB)), fingerprint("")) == (64, "")


@pytest.mark.django_db
def test_a_fingerprint_finds_by_exact_match_only(business: Business) -> None:
    Business.objects.filter(pk=business.pk).update(nib_fingerprint=fingerprint(NIB))

    def find(number: str) -> int:
        return Business.objects.filter(nib_fingerprint=fingerprint(number)).count()

    assert (find(NIB), find(NIB[:-1])) == (1, 0)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(NIB, "•••••••••4567"), ("123", "123"), ("", ""), ("12345", "•2345")],
)
def test_a_mask_shows_the_last_four_only(number: str, shown: str) -> None:
    assert mask(number) == shown
