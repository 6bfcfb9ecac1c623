"""Rows of people and messages for the walk over every route: all the owner's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.codes import issue_code
from wadah.apps.accounts.models import Invitation, JoinRequest, Membership, User
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.queries.people import hash_token
from wadah.apps.registry.models import Business, Claim

TOKEN = "a-token-of-an-invitation"


@pytest.fixture
def people_rows(owner: Actor, officer: Actor, business: Business) -> dict[str, int]:
    """A code that waits, an invitation, a request to join, a message."""
    now = timezone.now()
    user = User.objects.get(pk=owner.user_id or 0)
    house = owner.organisation_id
    assert house is not None
    return {
        "claim": Claim.objects.create(
            business=business, user=user, organisation_id=house, proof="visit"
        ).pk,
        "organisation": house,
        "waiting_code": issue_code(user, "recover", now, by_hand=True).pk,
        "invitation": Invitation.objects.create(
            organisation_id=house,
            role="staff",
            name="Budi",
            login="budi@example.org",
            token_hash=hash_token(TOKEN),
            expires_at=now + timedelta(days=7),
        ).pk,
        "membership": Membership.objects.get(user=user).pk,
        "join_request": JoinRequest.objects.create(
            organisation_id=house, user_id=officer.user_id or 0, role="staff"
        ).pk,
        "message": write_message(
            to_user=user, purpose="password_changed", organisation_id=house
        ).pk,
    }
