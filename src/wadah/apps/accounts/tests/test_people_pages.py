"""Pages of people, codes and messages stand whatever is typed into them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from wadah.apps.accounts.actions.ask_recovery import ask_recovery
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import OneTimeCode, User
from wadah.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
ODD = ["'; DROP TABLE x --", "<script>", "\u202e", "%", "a" * 10_000, "=cmd"]
LISTS = [
    "/account/codes/", "/account/people/", "/account/organisations/",
    "/account/outbox/", "/account/messages/", "/account/join/", "/claims/",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_stands_whatever_is_searched(
    path: str, odd: str, administrator: Actor, client_of: ClientOf
) -> None:
    asked = {"q": odd, "name": odd, "purpose": odd, "state": odd, "page": odd}

    page = client_of(administrator).get(path, asked)

    assert page.status_code == 200
    assert "<script>;" not in page.content.decode()


def test_the_code_is_in_one_answer_that_nobody_keeps(
    owner: Actor, officer: Actor, client_of: ClientOf
) -> None:
    ask_recovery(login="owner@example.org", now=timezone.now())
    client, row = client_of(officer), OneTimeCode.objects.get()

    shown = client.post(f"/account/codes/{row.pk}/", {"checked": "KTP"})

    assert "no-store" in shown["Cache-Control"]
    code = shown.context["digits"].replace(" ", "")
    assert client.get(f"/account/codes/{row.pk}/").status_code == 404
    answer = Client().post(
        "/account/recover/code/",
        {"login": "owner@example.org", "code": code, "password": "sutra-hijau-tua"},
    )
    assert answer["Location"] == "/account/sign-in/"


def test_a_new_person_is_confirmed_by_the_page(
    officer: Actor, client_of: ClientOf
) -> None:
    browser = Client()
    browser.post(
        "/account/sign-up/",
        {
            "role": "join", "name": "Budi", "login": "0812 5555 0000",
            "password": PASSWORD, "agrees": "on",
        },
    )  # fmt: skip
    banner = browser.get("/").content.decode()
    assert "/account/code/" in banner
    row = OneTimeCode.objects.get()
    shown = client_of(officer).post(f"/account/codes/{row.pk}/", {"checked": "KTP"})

    wrong = browser.post("/account/code/", {"code": "x"})
    right = browser.post("/account/code/", {"code": shown.context["digits"]})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert User.objects.get(name="Budi").confirmed_at is not None
    assert "/account/code/" not in browser.get("/").content.decode()
    assert browser.get("/account/join/").status_code == 200
