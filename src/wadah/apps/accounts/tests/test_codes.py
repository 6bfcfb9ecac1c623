"""Codes: six digits that prove a number, an address or a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wadah.apps.accounts.actions.ask_code import ask_code
from wadah.apps.accounts.actions.ask_login_change import ask_login_change
from wadah.apps.accounts.actions.ask_recovery import ask_recovery
from wadah.apps.accounts.actions.change_login import change_login
from wadah.apps.accounts.actions.confirm_account import confirm_account
from wadah.apps.accounts.actions.hand_over_code import hand_over_code
from wadah.apps.accounts.actions.recover_password import recover_password
from wadah.apps.accounts.actions.sign_up import sign_up, sign_up_to_join
from wadah.apps.accounts.actor import Absent, Actor, make_actor
from wadah.apps.accounts.models import (
    ApiToken,
    AuditRow,
    Membership,
    OneTimeCode,
    OutboxMessage,
    Role,
    User,
)
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.queries.codes import list_waiting_codes
from wadah.conftest import PASSWORD
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NEW = "tikar-pandan-halus"


@pytest.fixture
def newcomer(region: object) -> Actor:
    """An owner who has just signed up by telephone."""
    user = sign_up(
        login="0812 3456 7890", name="Ibu Ratna", password=PASSWORD,
        role=Role.OWNER, organisation="Kopi Ratna",
    )  # fmt: skip
    OneTimeCode.objects.update(issued_at=NOW, expires_at=NOW + timedelta(days=14))
    return make_actor(user)


def waiting(actor: Actor, purpose: str = "confirm") -> OneTimeCode:
    return OneTimeCode.objects.get(
        user_id=actor.user_id, purpose=purpose, code_hash="", expires_at__gt=NOW
    )


def hand(officer: Actor, actor: Actor, purpose: str = "confirm") -> str:
    return hand_over_code(
        actor=officer, waiting=waiting(actor, purpose), checked="KTP", now=NOW
    )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_sign_up_leaves_a_request_for_an_officer_and_no_code(newcomer: Actor) -> None:
    row = waiting(newcomer)
    message = OutboxMessage.objects.get()

    assert (row.channel, row.purpose, newcomer.is_confirmed) == (
        "hand",
        "confirm",
        False,
    )
    assert (message.state, message.purpose, message.body) == (
        "waiting",
        "code_confirm",
        "",
    )


def test_a_code_from_an_officer_confirms_the_account(
    newcomer: Actor, officer: Actor
) -> None:
    code = hand(officer, newcomer)

    user = confirm_account(actor=newcomer, code=f" {code[:3]} {code[3:]}", now=NOW)

    assert re.fullmatch(r"\d{6}", code)
    assert user.confirmed_at == NOW
    row = OneTimeCode.objects.get()
    assert (row.checked, row.issued_by_id, row.used_at) == (
        "KTP",
        officer.user_id,
        NOW,
    )
    assert row.expires_at == NOW + timedelta(days=3)
    assert code not in row.code_hash and len(row.code_hash) == 64
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["user.signed_up", "code.handed_over", "user.confirmed"]
    assert code not in str(list(AuditRow.objects.values()))
    states = OutboxMessage.objects.order_by("pk").values_list("purpose", "state")
    assert list(states) == [
        ("code_confirm", "handed_over"),
        ("code_handed_over", "failed"),
    ]


def test_a_code_is_used_once(newcomer: Actor, officer: Actor) -> None:
    code = hand(officer, newcomer)
    confirm_account(actor=newcomer, code=code, now=NOW)

    with pytest.raises(Absent):
        confirm_account(actor=newcomer, code=code, now=NOW)
    with pytest.raises(Absent):
        ask_code(actor=newcomer, now=NOW)


def test_five_wrong_tries_void_a_code(newcomer: Actor, officer: Actor) -> None:
    code = hand(officer, newcomer)
    for _number in range(5):
        with pytest.raises(InvalidInput) as refused:
            confirm_account(actor=newcomer, code=wrong(code), now=NOW)

    with pytest.raises(InvalidInput) as last:
        confirm_account(actor=newcomer, code=code, now=NOW)

    assert refused.value.rule == last.value.rule == "code_wrong"
    assert OneTimeCode.objects.get().failures == 5
    assert User.objects.get(pk=newcomer.user_id).confirmed_at is None


def test_the_fifth_try_may_still_be_right(newcomer: Actor, officer: Actor) -> None:
    code = hand(officer, newcomer)
    for _number in range(4):
        with pytest.raises(InvalidInput):
            confirm_account(actor=newcomer, code=wrong(code), now=NOW)

    assert confirm_account(actor=newcomer, code=code, now=NOW).confirmed_at == NOW


@pytest.mark.parametrize(("hours", "holds"), [(71, True), (73, False)])
def test_a_code_by_hand_holds_three_days(
    newcomer: Actor, officer: Actor, hours: int, holds: bool
) -> None:
    code = hand(officer, newcomer)
    later = NOW + timedelta(hours=hours)

    if holds:
        assert confirm_account(actor=newcomer, code=code, now=later)
    else:
        with pytest.raises(InvalidInput):
            confirm_account(actor=newcomer, code=code, now=later)


@pytest.mark.parametrize("given", ["", "0", "000000000000", "abcdef", "１２３４５６"])
def test_no_other_text_is_a_code(newcomer: Actor, given: str) -> None:
    """Also while none was made: an empty hash agrees with nothing."""
    with pytest.raises(InvalidInput):
        confirm_account(actor=newcomer, code=given, now=NOW)


def test_the_code_of_one_serves_no_other(newcomer: Actor, officer: Actor) -> None:
    other = make_actor(
        sign_up_to_join(login="0812 9999 0000", name="Budi", password=PASSWORD)
    )
    code = hand(officer, newcomer)
    hand_over_code(
        actor=officer,
        waiting=OneTimeCode.objects.get(user_id=other.user_id),
        checked="KTP",
        now=NOW,
    )

    with pytest.raises(InvalidInput):
        confirm_account(actor=other, code=code, now=NOW)


def test_a_new_code_voids_the_old_one(newcomer: Actor, officer: Actor) -> None:
    old = hand(officer, newcomer)
    ask_code(actor=newcomer, now=NOW)
    new = hand(officer, newcomer)

    if old != new:
        with pytest.raises(InvalidInput):
            confirm_account(actor=newcomer, code=old, now=NOW)
    assert confirm_account(actor=newcomer, code=new, now=NOW)


def test_acc_01_what_others_see_waits_for_the_code(
    newcomer: Actor, officer: Actor
) -> None:
    assert not newcomer.is_confirmed

    confirm_account(actor=newcomer, code=hand(officer, newcomer), now=NOW)

    assert make_actor(User.objects.get(pk=newcomer.user_id)).is_confirmed


@pytest.mark.parametrize("who", ["owner", "colleague", "buyer_actor"])
def test_an_officer_serves_businesses_and_buyers(
    who: str, officer: Actor, request: pytest.FixtureRequest
) -> None:
    person: Actor = request.getfixturevalue(who)
    ask_recovery(login=f"{who.split('_')[0]}@example.org", now=NOW)

    assert [row.user_id for row in list_waiting_codes(officer, NOW)] == [person.user_id]


@pytest.mark.parametrize("who", ["officer", "verifier", "approver", "administrator"])
def test_acc_02_codes_for_those_who_see_more_come_from_another_administrator(
    who: str, officer: Actor, make_person: Callable[..., Actor],
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    person: Actor = request.getfixturevalue(who)
    chief = make_person("chief@example.org", Role.ADMINISTRATOR, "trade_office")
    ask_recovery(login=User.objects.get(pk=person.user_id).login, now=NOW)
    row = OneTimeCode.objects.get()

    with pytest.raises(Absent):
        hand_over_code(actor=officer, waiting=row, checked="KTP", now=NOW)
    with pytest.raises(Absent):
        hand_over_code(actor=person, waiting=row, checked="KTP", now=NOW)
    assert len(hand_over_code(actor=chief, waiting=row, checked="KTP", now=NOW)) == 6


@pytest.mark.parametrize(
    "who", ["owner", "colleague", "stranger", "verifier", "approver", "analyst"]
)
def test_nobody_else_hands_codes_over(
    who: str, newcomer: Actor, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Absent):
        hand(request.getfixturevalue(who), newcomer)
    assert OneTimeCode.objects.get().code_hash == ""


def test_a_code_is_not_handed_over_without_a_look(
    newcomer: Actor, officer: Actor
) -> None:
    with pytest.raises(InvalidInput) as refused:
        hand_over_code(actor=officer, waiting=waiting(newcomer), checked=" ", now=NOW)

    assert refused.value.field == "checked"
    assert OneTimeCode.objects.get().code_hash == ""


def test_a_code_is_handed_over_once(newcomer: Actor, officer: Actor) -> None:
    row = waiting(newcomer)
    hand(officer, newcomer)

    with pytest.raises(Absent):
        hand_over_code(actor=officer, waiting=row, checked="KTP", now=NOW)


def test_acc_08_codes_are_asked_for_ten_times_in_a_quarter_of_an_hour(
    newcomer: Actor,
) -> None:
    for _number in range(10):
        ask_code(actor=newcomer, now=NOW)

    with pytest.raises(Refused) as refused:
        ask_code(actor=newcomer, now=NOW)

    assert refused.value.rule.code == "ACC-08"
    assert ask_code(actor=newcomer, now=NOW + timedelta(minutes=16))


def test_a_code_sets_a_new_password_and_ends_sessions_and_tokens(
    owner: Actor, officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    elsewhere = client_of(owner)
    token = ApiToken.objects.create(
        membership=Membership.objects.get(user_id=owner.user_id),
        name="sheet", token_hash="x", hint="x", expires_at=NOW + timedelta(days=9),
    )  # fmt: skip
    ask_recovery(login="owner@example.org", now=NOW)
    code = hand(officer, owner, "recover")

    user = recover_password(
        login=" OWNER@example.org", code=code, password=NEW, now=NOW
    )

    assert user.check_password(NEW)
    assert elsewhere.get("/account/profile/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at == NOW
    row = AuditRow.objects.get(verb="user.password_recovered")
    assert row.after == {"channel": "hand", "issued_by": officer.user_id}
    assert OutboxMessage.objects.filter(purpose="password_changed").count() == 1


def test_a_weak_password_leaves_the_code_unused(owner: Actor, officer: Actor) -> None:
    ask_recovery(login="owner@example.org", now=NOW)
    code = hand(officer, owner, "recover")

    with pytest.raises(InvalidInput) as refused:
        recover_password(
            login="owner@example.org", code=code, password="short", now=NOW
        )

    assert refused.value.field == "password"
    assert OneTimeCode.objects.get().failures == 0


@pytest.mark.parametrize("login", ["owner@example.org", "nobody@example.org"])
def test_recovery_tells_nobody_whether_a_login_has_an_account(
    owner: Actor, login: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        recover_password(login=login, code="123456", password=NEW, now=NOW)

    assert (refused.value.field, refused.value.rule) == ("code", "code_wrong")


def test_the_page_answers_known_and_unknown_logins_alike_and_by_the_same_work(
    owner: Actor,
) -> None:
    seen = []
    for login in ("owner@example.org", "nobody@example.org"):
        client = Client()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.post("/account/recover/", {"login": login})
        shown = client.get("/account/recover/code/").content.decode()
        shown = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", shown)
        words = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked]
        seen.append(
            (answer.status_code, answer["Location"], shown.replace(login, ""), words)
        )

    assert seen[0] == seen[1]


def test_an_unknown_login_pauses_like_a_known_one(owner: Actor) -> None:
    for login in ("owner@example.org", "nobody@example.org"):
        for _number in range(10):
            with pytest.raises(InvalidInput):
                recover_password(login=login, code="123456", password=NEW, now=NOW)
        with pytest.raises(Refused) as refused:
            recover_password(login=login, code="123456", password=NEW, now=NOW)
        assert refused.value.rule.code == "ACC-08"


def test_a_code_proves_a_new_number_and_the_old_one_is_told(
    owner: Actor, officer: Actor
) -> None:
    ask_login_change(actor=owner, login="0812 7000 1000", password=PASSWORD, now=NOW)
    code = hand(officer, owner, "change_login")
    assert User.objects.get(pk=owner.user_id).login == "owner@example.org"

    user = change_login(actor=owner, code=code, now=NOW)

    assert (user.login, user.phone) == ("+6281270001000", "+6281270001000")
    told = OutboxMessage.objects.get(purpose="login_changed")
    assert told.to_address == "owner@example.org"
    row = AuditRow.objects.get(verb="user.login_changed")
    assert row.before["login"].endswith(".org") and "owner" not in row.before["login"]


def test_the_number_of_another_account_is_refused_only_after_the_code(
    owner: Actor, stranger: Actor, officer: Actor
) -> None:
    ask_login_change(
        actor=owner, login="stranger@example.org", password=PASSWORD, now=NOW
    )
    code = hand(officer, owner, "change_login")

    with pytest.raises(InvalidInput) as refused:
        change_login(actor=owner, code=code, now=NOW)

    assert refused.value.rule == "login_taken"
    assert User.objects.get(pk=owner.user_id).login == "owner@example.org"


def test_a_change_needs_the_password(owner: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask_login_change(
            actor=owner, login="0812 7000 1000", password="not-it", now=NOW
        )

    assert refused.value.field == "password"
    assert not OneTimeCode.objects.exists()
