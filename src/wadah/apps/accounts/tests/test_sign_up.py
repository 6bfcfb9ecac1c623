"""A person opens an account."""

from __future__ import annotations

from typing import Any

import pytest

from wadah.apps.accounts.actions.sign_up import normalise_login, sign_up
from wadah.apps.accounts.actor import make_actor
from wadah.apps.accounts.models import (
    AuditRow,
    Membership,
    Organisation,
    Role,
    User,
)
from wadah.core.values import InvalidInput

PASSWORD = "perahu-jukung-biru"


def values(**changes: Any) -> dict[str, Any]:
    return {
        "login": "0812 3456 7890",
        "name": " Siti Aminah ",
        "password": PASSWORD,
        "role": Role.OWNER,
        "organisation": " Kopi Sekala ",
        **changes,
    }


def count_rows() -> tuple[int, ...]:
    models = (User, Organisation, Membership, AuditRow)
    return tuple(model.objects.count() for model in models)


@pytest.mark.django_db
def test_opens_an_account_for_an_owner_of_a_business() -> None:
    user = sign_up(**values())

    user.refresh_from_db()
    assert (user.login, user.phone, user.email) == (
        "+6281234567890",
        "+6281234567890",
        "",
    )
    assert (user.name, user.language) == ("Siti Aminah", "id")
    assert not (user.is_staff or user.is_superuser)
    assert user.check_password(PASSWORD)
    house = Organisation.objects.get()
    assert (house.kind, house.name) == ("business", "Kopi Sekala")
    actor = make_actor(user)
    assert (actor.role, actor.organisation_id) == (Role.OWNER, house.pk)


@pytest.mark.django_db
def test_opens_an_account_for_a_buyer_in_english() -> None:
    user = sign_up(
        **values(login="Ann@Example.ORG", role=Role.BUYER, organisation="Roaster GmbH")
    )

    assert (user.login, user.email, user.phone) == (
        "ann@example.org",
        "ann@example.org",
        "",
    )
    assert user.language == "en"
    assert Organisation.objects.get().kind == "buyer"
    assert make_actor(user).role is Role.BUYER


@pytest.mark.django_db
def test_leaves_one_audit_row_without_the_password() -> None:
    user = sign_up(**values())

    row = AuditRow.objects.get()
    assert (row.verb, row.actor_id, row.target_kind, row.target_id) == (
        "user.signed_up",
        user.pk,
        "accounts.user",
        str(user.pk),
    )
    assert row.after == {"role": "owner"}
    assert PASSWORD not in str((row.before, row.after))
    assert PASSWORD not in user.password


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("(0812) 3456.7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("62 812 3456 7890", "+6281234567890"),
        ("812 3456 7890", "+6281234567890"),
        (" +49 30 901820 ", "+4930901820"),
        (" Siti@Example.org ", "siti@example.org"),
    ],
)
def test_reads_a_login_as_people_write_it(text: str, login: str) -> None:
    assert normalise_login(text) == login


@pytest.mark.parametrize(
    "text", ["", "  ", "siti", "08", "siti@", "@x.org", "+", "0" * 40]
)
def test_refuses_what_is_neither_number_nor_address(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        normalise_login(text)

    assert (refusal.value.field, refusal.value.rule) == ("login", "login_format")


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"login": "+62 812 3456 7890"}, "login", "login_taken"),
        ({"login": "siti"}, "login", "login_format"),
        ({"password": "pendek"}, "password", "password_weak"),
        ({"password": "password123"}, "password", "password_weak"),
        ({"role": Role.OFFICER}, "role", "role_by_invitation"),
        ({"role": Role.VERIFIER}, "role", "role_by_invitation"),
        ({"role": Role.APPROVER}, "role", "role_by_invitation"),
        ({"role": Role.ANALYST}, "role", "role_by_invitation"),
        ({"role": Role.ADMINISTRATOR}, "role", "role_by_invitation"),
        ({"role": Role.STAFF}, "role", "role_by_invitation"),
        ({"name": "  "}, "name", "required"),
        ({"organisation": " "}, "organisation", "required"),
    ],
)
@pytest.mark.django_db
def test_a_refusal_names_its_field_and_changes_nothing(
    changes: dict[str, Any], field: str, rule: str
) -> None:
    sign_up(**values())
    before = count_rows()
    other = {"login": "0813 0000 0001", **changes}

    with pytest.raises(InvalidInput) as refusal:
        sign_up(**values(**other))

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
    assert count_rows() == before == (1, 1, 1, 1)
