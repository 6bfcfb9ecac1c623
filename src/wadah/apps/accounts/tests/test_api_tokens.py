"""Tokens of a person: made for one role, shown once, listed, revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actions.create_api_token import (
    MOST_TOKENS,
    create_api_token,
)
from wadah.apps.accounts.actions.revoke_api_token import revoke_api_token
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.api_tokens import find_caller
from wadah.apps.accounts.models import ApiToken, AuditRow, Membership, User
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


def test_a_token_acts_in_the_role_it_was_made_for(owner: Actor, officer: Actor) -> None:
    _token, text = create_api_token(actor=owner, name="Sheet", days=30)
    # The person joins another organisation, in another role, and acts for it now.
    Membership.objects.create(
        user_id=owner.user_id, organisation_id=officer.organisation_id, role="officer"
    )

    caller = find_caller(text, timezone.now())

    assert caller is not None
    assert caller.actor == owner
    assert find_caller(f"{text}x", timezone.now()) is None
    assert find_caller("", timezone.now()) is None


def test_a_token_holds_until_its_day(owner: Actor) -> None:
    token, text = create_api_token(actor=owner, name="Sheet", days=30)

    last = token.expires_at - timedelta(seconds=1)
    assert find_caller(text, last) is not None
    assert find_caller(text, token.expires_at) is None
    row = AuditRow.objects.get()
    assert (row.verb, row.after["role"]) == ("api_token.created", "owner")


@pytest.mark.parametrize(
    ("name", "days", "field"),
    [(" ", 30, "name"), ("x" * 81, 30, "name"), ("A", 0, "days"), ("A", 367, "days")],
)
def test_refuses_a_token_without_name_or_with_a_wrong_term(
    owner: Actor, name: str, days: int, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_api_token(actor=owner, name=name, days=days)

    assert refusal.value.field == field
    assert ApiToken.objects.count() == 0


def test_refuses_more_living_tokens_than_ten(owner: Actor) -> None:
    tokens = [
        create_api_token(actor=owner, name="A", days=1)[0] for _ in range(MOST_TOKENS)
    ]
    with pytest.raises(InvalidInput) as refusal:
        create_api_token(actor=owner, name="A", days=1)
    assert refusal.value.rule == "too_many"

    revoke_api_token(actor=owner, token=tokens[0])
    create_api_token(actor=owner, name="A", days=1)

    assert ApiToken.objects.count() == MOST_TOKENS + 1


def test_who_acts_for_nobody_gets_no_token() -> None:
    user = User.objects.create(login="new@example.org", name="New")

    with pytest.raises(Absent):
        create_api_token(actor=Actor(user_id=user.pk), name="A", days=1)


@pytest.mark.parametrize("who", ["colleague", "stranger", "administrator"])
def test_nobody_else_revokes_a_token(
    who: str, request: pytest.FixtureRequest, owner: Actor
) -> None:
    token, text = create_api_token(actor=owner, name="Sheet", days=30)

    with pytest.raises(Absent):
        revoke_api_token(actor=request.getfixturevalue(who), token=token)

    assert find_caller(text, timezone.now()) is not None


def test_a_token_is_revoked_once(owner: Actor) -> None:
    token, text = create_api_token(actor=owner, name="Sheet", days=30)

    revoke_api_token(actor=owner, token=token)

    assert find_caller(text, timezone.now()) is None
    with pytest.raises(Absent):
        revoke_api_token(actor=owner, token=token)
    verbs = AuditRow.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["api_token.created", "api_token.revoked"]


def test_the_page_shows_the_text_once_and_revokes(
    owner: Actor, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = reverse("accounts:api_tokens")
    empty = client.get(page).content.decode()

    shown = client.post(
        reverse("accounts:api_token_add"), {"name": "Lembar koperasi", "days": "90"}
    )
    token = ApiToken.objects.get()
    text = shown.context["text"]
    listed = client.get(page).content.decode()
    asked = client.get(reverse("accounts:api_token_revoke", args=[token.pk]))
    still = find_caller(text, timezone.now())
    client.post(reverse("accounts:api_token_revoke", args=[token.pk]))

    assert "Belum ada token" in empty
    assert text in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert text not in listed
    assert "Lembar koperasi" in listed
    assert token.hint in asked.content.decode()
    assert still is not None
    assert find_caller(text, timezone.now()) is None


def test_a_stranger_finds_no_token_to_revoke(
    owner: Actor, stranger: Actor, client_of: ClientOf
) -> None:
    token, _text = create_api_token(actor=owner, name="Sheet", days=30)

    answer = client_of(stranger).post(
        reverse("accounts:api_token_revoke", args=[token.pk])
    )

    assert answer.status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
