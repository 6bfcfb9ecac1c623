"""Where a person is signed in; signing out from afar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import AuditRow, SignIn
from wadah.apps.accounts.sessions import describe_agent

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/119.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/120.0",
         "Firefox di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1",
         "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/119 Safari/537 Edg/119",
         "Edge di Windows"),
        ("curl/8.1", "program lain"),
        ("", "program lain"),
    ],
)  # fmt: skip
def test_browser_is_told_in_plain_words(agent: str, words: str) -> None:
    assert describe_agent(agent) == words


def here_and_there(owner: Actor, client_of: ClientOf) -> tuple[Client, Client]:
    here, there = client_of(owner), client_of(owner)
    here.get("/", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0")
    there.get("/", HTTP_USER_AGENT=PHONE)
    return here, there


def test_page_lists_each_browser_and_marks_this_one(
    owner: Actor, stranger: Actor, client_of: ClientOf
) -> None:
    here, _there = here_and_there(owner, client_of)
    client_of(stranger).get("/")

    page = here.get(reverse("accounts:security")).content.decode()

    assert page.count("perangkat ini") == 1
    assert "Firefox di Linux" in page
    assert "Chrome di Android" in page
    assert "program lain" not in page
    assert SignIn.objects.count() == 3


def test_one_is_signed_out(owner: Actor, client_of: ClientOf) -> None:
    here, there = here_and_there(owner, client_of)
    row = SignIn.objects.get(session_key=there.session.session_key)

    here.post(reverse("accounts:session_end", args=[row.pk]))

    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert AuditRow.objects.get().verb == "sign_in.ended"


def test_that_of_another_person_is_absent(
    owner: Actor, stranger: Actor, client_of: ClientOf
) -> None:
    here, _there = here_and_there(owner, client_of)
    row = SignIn.objects.get(session_key=here.session.session_key)

    answer = client_of(stranger).post(reverse("accounts:session_end", args=[row.pk]))

    assert answer.status_code == 404
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert AuditRow.objects.count() == 0


def test_all_others_are_signed_out(owner: Actor, client_of: ClientOf) -> None:
    here, there = here_and_there(owner, client_of)

    here.post(reverse("accounts:sessions_end_others"))

    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert AuditRow.objects.get().after == {"count": 1}


def test_new_password_signs_out_the_others_and_keeps_this_one(
    owner: Actor, client_of: ClientOf, user_of
) -> None:
    here, there = here_and_there(owner, client_of)

    weak = here.post(reverse("accounts:password_change"), {"password": "pendek"})
    assert weak.status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 200
    here.post(reverse("accounts:password_change"), {"password": "tiga kata mudah"})

    assert user_of(owner).check_password("tiga kata mudah")
    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert AuditRow.objects.get().verb == "user.password_changed"


def test_visit_is_noted_every_five_minutes_and_no_oftener(
    owner: Actor, client_of: ClientOf, django_assert_num_queries, user_of
) -> None:
    client = client_of(owner)
    client.get(reverse("health"))
    first = SignIn.objects.get()

    client.get(reverse("health"))
    assert SignIn.objects.get().last_seen_at == first.last_seen_at
    session = client.session
    session["noted_at"] = (first.last_seen_at - timedelta(minutes=6)).isoformat()
    session.save()
    client.get(reverse("health"))

    assert SignIn.objects.get().last_seen_at > first.last_seen_at
    assert user_of(owner).last_seen_on is not None
