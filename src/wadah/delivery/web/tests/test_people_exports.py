"""Lists of people as files: masked, written down, for whom the table says."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import (
    Membership,
    OneTimeCode,
    PersonalExport,
    User,
)

ClientOf = Callable[[Actor], Client]


def lines_of(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_people_of_ones_organisation_leave_masked_and_written_down(
    owner: Actor, colleague: Actor, client_of: ClientOf
) -> None:
    User.objects.filter(pk=owner.user_id).update(name="=cmd", login="siti@example.org")
    User.objects.filter(pk=colleague.user_id).update(name="Budi")

    answer = client_of(owner).get(reverse("people_export"), {"q": "cmd"})
    by_staff = client_of(colleague).get(reverse("people_export"))

    told = lines_of(answer)
    assert [(row[0], row[3]) for row in told[1:]] == [("'=cmd", "s•••@example.org")]
    assert {row[0] for row in lines_of(by_staff)[1:]} == {"'=cmd", "Budi"}
    # Who manages nobody is not shown where people are reached.
    assert {len(row) for row in lines_of(by_staff)} == {3}
    kept = PersonalExport.objects.filter(user_id=owner.user_id).get()
    assert (kept.what, kept.rows) == ("people", 1)


@pytest.mark.django_db
def test_people_of_another_organisation_are_absent(
    owner: Actor, stranger: Actor, administrator: Actor, client_of: ClientOf
) -> None:
    address = reverse("organisation_people_export", args=[owner.organisation_id])

    assert client_of(stranger).get(address).status_code == 404
    told = lines_of(client_of(administrator).get(address))
    members = Membership.objects.filter(organisation_id=owner.organisation_id)
    assert len(told) - 1 == members.count() > 0


@pytest.mark.django_db
def test_organisations_leave_with_the_number_of_their_people(
    owner: Actor, administrator: Actor, client_of: ClientOf
) -> None:
    name = Membership.objects.filter(user_id=owner.user_id)[0].organisation.name

    told = lines_of(client_of(administrator).get(reverse("organisation_export")))

    assert {row[0]: row[2] for row in told}[name] == "1"


@pytest.mark.django_db
def test_who_waits_for_a_code_leaves_without_the_code(
    owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    OneTimeCode.objects.create(
        user_id=owner.user_id, purpose=OneTimeCode.Purpose.RECOVER, code_hash="",
        expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip

    told = lines_of(client_of(officer).get(reverse("code_export")))

    assert len(told) == 2
    assert told[1][0] == User.objects.get(pk=owner.user_id).name


@pytest.mark.django_db
def test_too_many_exports_in_a_day_answer_with_the_list_and_the_reason(
    owner: Actor, client_of: ClientOf, settings: object
) -> None:
    settings.WADAH_EXPORT_TIMES_A_DAY = 1  # type: ignore[attr-defined]
    client = client_of(owner)
    assert client.get(reverse("people_export")).status_code == 200

    answer = client.get(reverse("people_export"))

    assert answer["Location"] == reverse("accounts:people")
    assert PersonalExport.objects.count() == 1
