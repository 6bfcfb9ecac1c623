"""Messages: written with what causes them, sent later, and why not."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.utils.translation import override

from wadah.apps.accounts.actions.ask_recovery import ask_recovery
from wadah.apps.accounts.actions.recover_password import recover_password
from wadah.apps.accounts.actions.send_message_again import send_message_again
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, OneTimeCode, OutboxMessage, User
from wadah.apps.accounts.outbox import send_due, write_message
from wadah.apps.accounts.queries.messages import (
    MessageFilter,
    describe,
    list_messages,
    list_own_messages,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NOW = datetime(2100, 1, 1, tzinfo=UTC)
MAIL = {"from": "wadah@example.org", "connection": {"host": "mail.example.org"}}


@pytest.fixture
def with_mail(settings: LazySettings) -> None:
    settings.WADAH_MAIL = MAIL


class _Gateway(BaseHTTPRequestHandler):
    status = 200
    asked: list[tuple[str, str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        kind = self.headers["Content-Type"]
        self.asked.append((kind, self.headers.get("Authorization", ""), body))
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture
def gateway(settings: LazySettings) -> Iterator[type[_Gateway]]:
    """A gateway for text messages on this machine."""
    _Gateway.asked, _Gateway.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WADAH_SMS = {
        "url": f"http://127.0.0.1:{server.server_port}/send",
        "is_json": True,
        "fields": {"msisdn": "{to}", "message": "{text}"},
        "authorization": "Bearer secret",
    }
    yield _Gateway
    server.shutdown()
    server.server_close()


@pytest.fixture
def person(owner: Actor, user_of: Callable[[Actor], User]) -> User:
    return user_of(owner)


def write(person: User, purpose: str = "password_changed") -> OutboxMessage:
    return write_message(to_user=person, purpose=purpose)


def test_without_a_mail_server_the_outbox_says_so(person: User) -> None:
    line = describe(write(person))

    assert (line.message.state, line.message.failure) == ("failed", "no_mail_server")
    with override("en"):
        assert "No mail server is set up" in str(line.why_not)
    assert send_due(NOW) == {"sent": 0, "failed": 0, "again": 0, "ran_out": 0}


def test_a_message_is_gone_when_its_cause_is_rolled_back(person: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write(person)
        raise RuntimeError

    assert OutboxMessage.objects.count() == 0


def test_sends_by_mail_in_the_language_of_who_gets_it(
    person: User, with_mail: None
) -> None:
    write(person)
    person.language = "en"
    write(person)

    assert send_due(NOW)["sent"] == 2

    assert [message.to for message in mail.outbox] == [["owner@example.org"]] * 2
    subjects = [message.subject for message in mail.outbox]
    assert subjects[0].startswith("Kata sandi Wadah Anda sudah diganti")
    assert subjects[1].startswith("Your Wadah password was changed")
    row = OutboxMessage.objects.first()
    assert row and (row.state, row.body, row.sent_at) == ("sent", "", NOW)
    assert send_due(NOW)["sent"] == 0


def test_a_mailed_code_sets_a_password_and_is_readable_nowhere_afterwards(
    person: User, with_mail: None
) -> None:
    asked_at = datetime(2026, 11, 24, 3, tzinfo=UTC)
    ask_recovery(login="owner@example.org", now=asked_at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM accounts_outboxmessage")
        kept = cursor.fetchone()[0]
    assert "Kode" not in kept and kept

    OutboxMessage.objects.update(due_at=asked_at)
    send_due(asked_at)

    code = next(word for word in mail.outbox[0].body.split() if word[:6].isdigit())[:6]
    assert code not in str(list(OutboxMessage.objects.values()))
    assert OneTimeCode.objects.get().expires_at == asked_at + timedelta(minutes=30)
    late = asked_at + timedelta(minutes=31)
    with pytest.raises(InvalidInput):
        recover_password(
            login="owner@example.org", code=code, password="sutra-hijau-tua", now=late
        )
    assert recover_password(
        login="owner@example.org", code=code, password="sutra-hijau-tua", now=asked_at
    )


def test_sends_a_text_message_through_any_gateway(
    person: User, gateway: type[_Gateway]
) -> None:
    person.email, person.phone = "", "+6281234567890"
    write(person)

    assert send_due(NOW)["sent"] == 1

    kind, authorization, body = gateway.asked[0]
    assert (kind, authorization) == ("application/json", "Bearer secret")
    sent = json.loads(body)
    assert sent["msisdn"] == "+6281234567890"
    assert sent["message"].startswith("Bukan Anda?")


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (500, "waiting", "server_refused"),
        (302, "waiting", "server_refused"),
        (400, "failed", "bad_address"),
    ],
)
def test_a_gateway_that_refuses_is_asked_again_unless_it_never_will(
    person: User, gateway: type[_Gateway], status: int, state: str, reason: str
) -> None:
    gateway.status = status
    person.email, person.phone = "", "+6281234567890"
    write(person)

    send_due(NOW)

    row = OutboxMessage.objects.get()
    assert (row.state, row.failure, len(gateway.asked)) == (state, reason, 1)


def test_pauses_grow_and_end(person: User, settings: LazySettings) -> None:
    settings.WADAH_SMS = {
        "url": "http://127.0.0.1:1/", "is_json": False, "authorization": "",
        "fields": {"to": "{to}", "text": "{text}"},
    }  # fmt: skip
    person.email, person.phone = "", "+6281234567890"
    write(person)
    now, pauses = NOW, []

    while send_due(now)["again"]:
        row = OutboxMessage.objects.get()
        pauses.append((row.due_at - now) // timedelta(minutes=1))
        now = row.due_at

    row = OutboxMessage.objects.get()
    assert pauses == [1, 5, 30, 120, 480, 960]
    assert (row.state, row.attempts, row.failure) == ("failed", 7, "no_answer")


def test_a_message_that_another_worker_holds_is_left_alone(
    person: User, with_mail: None
) -> None:
    row = write(person)
    held = NOW + timedelta(minutes=5)
    OutboxMessage.objects.filter(pk=row.pk).update(attempts=1, due_at=held)

    assert send_due(NOW)["sent"] == 0
    assert send_due(held)["sent"] == 1


def test_a_code_that_ran_out_is_not_sent(person: User, with_mail: None) -> None:
    ask_recovery(login="owner@example.org", now=NOW - timedelta(hours=1))

    counts = send_due(NOW)

    row = OutboxMessage.objects.get()
    assert (counts["ran_out"], counts["sent"], row.state) == (1, 0, "cancelled")
    assert (row.body, len(mail.outbox)) == ("", 0)


def test_a_line_break_in_a_name_makes_no_header(person: User, with_mail: None) -> None:
    write_message(
        to_user=person, purpose="membership_ended",
        organisation="Kopi\r\nBcc: spy@example.org",
    )  # fmt: skip

    send_due(NOW)

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["owner@example.org"]


def test_sends_again_once_there_is_a_way(
    person: User, administrator: Actor, settings: LazySettings
) -> None:
    row = write(person)
    with pytest.raises(InvalidInput) as refused:
        send_message_again(actor=administrator, message=row, now=NOW)
    assert refused.value.rule == "no_way"

    settings.WADAH_MAIL = MAIL
    send_message_again(actor=administrator, message=row, now=NOW)
    send_due(NOW)

    assert len(mail.outbox) == 1
    assert AuditRow.objects.filter(verb="message.sent_again").count() == 1
    with pytest.raises(Absent):
        send_message_again(actor=administrator, message=row, now=NOW)


def test_each_sees_the_messages_that_are_his(
    person: User, owner: Actor, stranger: Actor, officer: Actor,
    administrator: Actor,
) -> None:  # fmt: skip
    house = officer.organisation_id
    write(person)
    write_message(
        to_user=person, purpose="claim_accepted", organisation_id=house,
        business="Kopi",
    )  # fmt: skip

    def seen(actor: Actor) -> list[str]:
        found = list_messages(actor, MessageFilter(sort="old"))
        return [message.purpose for message in found]

    assert seen(officer) == ["claim_accepted"]
    assert seen(administrator) == ["password_changed", "claim_accepted"]
    assert list_own_messages(owner).count() == 2
    assert list_own_messages(stranger).count() == 0
    for actor in (owner, stranger):
        with pytest.raises(Absent):
            seen(actor)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MessageFilter(text="owner"), 2),
        (MessageFilter(text="owner@example.org"), 2),
        (MessageFilter(text="nobody"), 0),
        (MessageFilter(purpose="password_changed"), 1),
        (MessageFilter(state="waiting"), 0),
    ],
)
def test_finds_by_person_purpose_and_state(
    person: User, administrator: Actor, wanted: MessageFilter, found: int
) -> None:
    write(person)
    write(person, "login_changed")

    assert list_messages(administrator, wanted).count() == found


def test_the_page_and_the_file_mask_to_whom(
    person: User, administrator: Actor, client_of: Callable[[Actor], Client]
) -> None:
    write(person)
    client = client_of(administrator)

    page = client.get("/account/outbox/").content.decode()
    sheet = client.get("/messages/export/").content.decode("utf-8-sig")

    assert "o•••@example.org" in page and "owner@example.org" not in page
    assert "o•••@example.org" in sheet and "owner@example.org" not in sheet
    assert client.get("/messages/export/?format=xlsx").content[:2] == b"PK"
    assert AuditRow.objects.filter(verb="personal_data.exported").count() == 2


def test_a_person_reads_what_was_told_him(
    person: User, owner: Actor, client_of: Callable[[Actor], Client]
) -> None:
    write(person)

    page = client_of(owner).get("/account/messages/").content.decode()

    assert "Kata sandi Wadah Anda sudah diganti" in page
