"""The pages of sign-in, and the pause for whoever guesses."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import (
    AuditRow,
    Membership,
    Organisation,
    Role,
    SignInFailure,
    User,
)
from wadah.apps.accounts.queries.sign_in import find_blocked_until
from wadah.conftest import PASSWORD

LOGIN = "owner@example.org"
URL = "/account/sign-in/"
TOO_MANY = "Too many wrong passwords"
NO_MATCH = "do not match"

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.cookies["wadah_language"] = "en"
    return client


def sign_in(
    client: Client, password: str, login: str = LOGIN, **values: str
) -> HttpResponse:
    data = {"login": login, "password": password, **values}
    response: HttpResponse = client.post(URL, data)
    return response


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def fail(client: Client, times: int, login: str = LOGIN) -> None:
    for _ in range(times):
        assert NO_MATCH in sign_in(client, "wrong-password", login).content.decode()


def test_signs_in_however_the_login_is_written(browser: Client, owner: Actor) -> None:
    response = sign_in(browser, PASSWORD, " Owner@Example.org ")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(browser)
    assert response.cookies["wadah_language"].value == "id"


@pytest.mark.parametrize(
    ("login", "password"),
    [(LOGIN, "wrong-password"), ("nobody@example.org", PASSWORD)],
)
def test_does_not_tell_a_wrong_password_from_an_unknown_login(
    login: str, password: str, browser: Client, owner: Actor
) -> None:
    response = sign_in(browser, password, login)

    assert response.status_code == 200
    assert NO_MATCH in response.content.decode()
    assert not is_signed_in(browser)


def test_a_closed_account_cannot_sign_in(browser: Client, owner: Actor) -> None:
    User.objects.filter(pk=owner.user_id).update(is_active=False)

    assert sign_in(browser, PASSWORD).status_code == 200
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("target", "led_to"),
    [
        ("/cases/?page=2", "/cases/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_leads_on_to_pages_of_its_own_only(
    target: str, led_to: str, browser: Client, owner: Actor
) -> None:
    assert sign_in(browser, PASSWORD, next=target)["Location"] == led_to


def test_keeps_the_page_asked_for_through_a_wrong_password(
    browser: Client, owner: Actor
) -> None:
    first = browser.get(reverse("validation:case_list"))
    page = browser.get(first["Location"])
    wrong = sign_in(browser, "wrong-password", next="/cases/")

    for response in (page, wrong):
        assert 'name="next" value="/cases/"' in response.content.decode()


def test_the_tenth_failure_shuts_the_login_and_says_until_when(
    browser: Client, owner: Actor
) -> None:
    fail(browser, 9)
    tenth = sign_in(browser, "wrong-password").content.decode()
    first = SignInFailure.objects.order_by("at")[0].at
    clock = timezone.localtime(first + timedelta(minutes=16)).strftime("%H.%M")

    assert TOO_MANY in tenth
    assert f"after {clock} Western Indonesian Time" in tenth
    assert TOO_MANY in sign_in(browser, PASSWORD).content.decode()
    assert not is_signed_in(browser)


def test_a_shut_login_is_told_once_in_the_audit_trail(
    browser: Client, owner: Actor
) -> None:
    fail(browser, 9)
    for _ in range(4):
        sign_in(browser, "wrong-password")

    row = AuditRow.objects.get()
    assert (row.verb, row.target_id) == ("user.sign_in_blocked", str(owner.user_id))
    assert SignInFailure.objects.count() == 10


def test_a_login_without_account_is_shut_as_well(browser: Client) -> None:
    fail(browser, 9, "nobody@example.org")

    answer = sign_in(browser, "wrong-password", "nobody@example.org")

    assert TOO_MANY in answer.content.decode()
    assert AuditRow.objects.count() == 0


def test_other_logins_are_free_while_one_is_shut(
    browser: Client, owner: Actor, stranger: Actor
) -> None:
    fail(browser, 9)
    sign_in(browser, "wrong-password")

    assert sign_in(browser, PASSWORD, "stranger@example.org").status_code == 302


def test_after_a_quarter_of_an_hour_the_login_is_free(
    browser: Client, owner: Actor
) -> None:
    fail(browser, 9)
    sign_in(browser, "wrong-password")
    past = timezone.now() - timedelta(minutes=15, seconds=1)
    SignInFailure.objects.update(at=past)

    assert sign_in(browser, PASSWORD).status_code == 302
    assert SignInFailure.objects.count() == 0


def test_the_right_password_clears_the_count(browser: Client, owner: Actor) -> None:
    fail(browser, 9)
    sign_in(browser, PASSWORD)

    assert SignInFailure.objects.count() == 0


def test_the_pause_ends_with_the_oldest_of_the_last_ten(owner: Actor) -> None:
    now = timezone.now()
    before: list[datetime] = [now - timedelta(minutes=14 - n) for n in range(12)]
    fail_at(before)

    assert find_blocked_until(LOGIN, now) == before[2] + timedelta(minutes=15)


def fail_at(moments: list[datetime]) -> None:
    Client().post(URL, {"login": LOGIN, "password": "wrong-password"})
    row = SignInFailure.objects.get()
    SignInFailure.objects.all().delete()
    for moment in moments:
        SignInFailure.objects.create(login_fingerprint=row.login_fingerprint, at=moment)


def test_the_count_keeps_no_login_in_the_clear(browser: Client, owner: Actor) -> None:
    sign_in(browser, "wrong-password")

    row = SignInFailure.objects.get()
    assert (len(row.login_fingerprint), LOGIN in row.login_fingerprint) == (64, False)


def test_the_plain_admin_pauses_too(browser: Client, owner: Actor) -> None:
    fail(browser, 9)
    sign_in(browser, "wrong-password")
    User.objects.filter(pk=owner.user_id).update(is_staff=True)

    browser.post("/admin/login/", {"username": LOGIN, "password": PASSWORD})

    assert not is_signed_in(browser)


def test_no_password_reaches_a_log(
    browser: Client, owner: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "rahasia-sekali-2026"
    with caplog.at_level(logging.DEBUG):
        sign_in(browser, secret)
        browser.post("/account/sign-up/", {"login": "x", "password": secret})

    assert secret not in caplog.text
    assert secret not in str(list(AuditRow.objects.values()))


def test_signs_up_by_the_form_and_is_signed_in(browser: Client) -> None:
    data = {
        "role": "owner",
        "name": "Siti",
        "organisation": "Kopi Sekala",
        "login": "0812 3456 7890",
        "password": "perahu-jukung-biru",
        "agrees": "on",
    }

    response = browser.post("/account/sign-up/", data)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(browser)
    assert User.objects.get().login == "+6281234567890"


@pytest.mark.parametrize("left_out", ["name", "organisation", "login", "agrees"])
def test_the_sign_up_form_asks_for_what_is_missing(
    left_out: str, browser: Client
) -> None:
    data = dict.fromkeys(("name", "organisation"), "Siti") | {
        "role": "owner", "login": "0812 3456 7890", "agrees": "on",
        "password": "perahu-jukung-biru",
    }  # fmt: skip
    del data[left_out]

    response = browser.post("/account/sign-up/", data)

    assert left_out in response.context["form"].errors
    assert User.objects.count() == 0


def test_an_invited_role_cannot_be_taken_by_the_form(browser: Client) -> None:
    response = browser.post("/account/sign-up/", {"role": "administrator"})

    assert "role" in response.context["form"].errors
    assert User.objects.count() == 0


def test_chooses_the_organisation_to_act_for(
    owner: Actor, officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    house = Organisation.objects.get(pk=officer.organisation_id)
    second = Membership.objects.create(
        user_id=owner.user_id, organisation=house, role=Role.OFFICER
    )
    foreign = Membership.objects.get(user_id=officer.user_id)
    client = client_of(owner)

    client.post("/account/acting-for/", {"membership": str(second.pk)})
    mine = client.session["membership"]
    client.post("/account/acting-for/", {"membership": str(foreign.pk)})
    client.post("/account/acting-for/", {"membership": "x"})

    assert mine == client.session["membership"] == second.pk
    assert client.get(reverse("registry:import_list")).status_code == 200


def test_signs_out_by_post_only(
    owner: Actor, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)

    assert client.get("/account/sign-out/").status_code == 405
    assert is_signed_in(client)
    assert client.post("/account/sign-out/").status_code == 302
    assert not is_signed_in(client)
