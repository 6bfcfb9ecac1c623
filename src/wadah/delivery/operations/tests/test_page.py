"""The administrator's page: who sees it, what it tells, what one can do there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import encrypt
from wadah.apps.accounts.models import AuditRow, PersonalExport
from wadah.core.values import InvalidInput
from wadah.delivery.operations import health, heartbeat
from wadah.delivery.operations.actions import ask_for_backup, take_backup
from wadah.delivery.operations.backup.archive import is_sealed, open_archive
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.tasks import make_backup_for

PASSPHRASE = "kain tapis benang emas"
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NAME = "wadah-20261124-030000.wadah"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(settings.WADAH_HOME) / "backups"
    yield folder
    for path in folder.glob("*"):
        path.unlink()


@pytest.fixture
def kept(administrator: Actor, folder: Path) -> Run:
    """A finished, encrypted backup in its folder."""
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(b"sealed")
    return Run.objects.create(
        kind=Run.Kind.BACKUP,
        name=NAME,
        state=Run.State.DONE,
        asked_by_id=administrator.user_id,
        result={"rows": 1234, "encrypted": 1},
    )


def test_makes_the_backup_that_an_administrator_asked_for(
    administrator: Actor,
    folder: Path,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks() as queued:
        run = ask_for_backup(actor=administrator, passphrase=PASSPHRASE, now=NOW)

    assert (run.name, run.state, len(queued)) == (NAME, Run.State.WAITING, 1)
    queued[0]()
    run.refresh_from_db()
    assert (run.state, run.failure) == (Run.State.DONE, "")
    assert run.result["encrypted"] == 1
    assert is_sealed(folder / NAME)
    with open_archive(folder / NAME, PASSPHRASE) as archive:
        assert next(iter(archive))[0] == "wadah-backup.json"
    verbs = AuditRow.objects.filter(actor_id=administrator.user_id)
    assert [row.verb for row in verbs] == ["backup.made", "backup.asked"]


def test_a_backup_that_fails_says_why_and_leaves_no_file(
    administrator: Actor, folder: Path
) -> None:
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(b"in the way")
    run = Run.objects.create(kind=Run.Kind.BACKUP, name=NAME)

    with pytest.raises(InvalidInput, match="backup_exists"):
        make_backup_for(run.pk, encrypt(PASSPHRASE))

    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert run.failure.startswith("InvalidInput")
    assert (folder / NAME).read_bytes() == b"in the way"


@pytest.mark.parametrize(
    ("passphrase", "rule"), [("short", "passphrase_short"), ("", "passphrase_short")]
)
def test_refuses_a_passphrase_that_protects_nothing(
    passphrase: str, rule: str, administrator: Actor
) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask_for_backup(actor=administrator, passphrase=passphrase, now=NOW)

    assert refused.value.rule == rule
    assert not Run.objects.exists()
    assert not AuditRow.objects.filter(verb__startswith="backup").exists()


def test_refuses_a_second_backup_while_one_is_made(administrator: Actor) -> None:
    ask_for_backup(actor=administrator, passphrase=PASSPHRASE, now=NOW)

    with pytest.raises(InvalidInput) as refused:
        ask_for_backup(actor=administrator, passphrase=PASSPHRASE, now=NOW)

    assert refused.value.rule == "backup_at_work"
    assert Run.objects.count() == 1


@pytest.mark.parametrize("person", ["owner", "officer", "analyst", "approver"])
def test_nobody_else_may_ask_or_take(
    person: str, kept: Run, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(person)

    with pytest.raises(Absent):
        ask_for_backup(actor=actor, passphrase=PASSPHRASE, now=NOW)
    with pytest.raises(Absent):
        take_backup(actor=actor, pk=kept.pk)

    assert Run.objects.count() == 1
    assert not PersonalExport.objects.exists()


def test_taking_a_backup_is_logged(
    kept: Run, administrator: Actor, client_of: Callable[[Actor], Client]
) -> None:
    answer = client_of(administrator).get(f"/operations/backups/{kept.pk}/")

    assert b"".join(answer.streaming_content) == b"sealed"
    assert NAME in answer["Content-Disposition"]
    export = PersonalExport.objects.get()
    assert (export.user_id, export.what, export.rows) == (
        administrator.user_id,
        "backup",
        1234,
    )
    assert AuditRow.objects.filter(verb="backup.downloaded").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"result": {"rows": 1, "encrypted": 0}},
        {"state": Run.State.RUNNING},
        {"name": "../keys/identity.key"},
        {"name": "gone.wadah"},
        {"kind": Run.Kind.TASK},
    ],
)
def test_other_files_do_not_leave_by_the_page(
    change: dict[str, object], kept: Run, administrator: Actor
) -> None:
    Run.objects.filter(pk=kept.pk).update(**change)

    with pytest.raises(Absent):
        take_backup(actor=administrator, pk=kept.pk)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("Operasional", "Hapus baris lama", "Instalasi ini sehat", "1.234")),
        (
            "en",
            ("Operations", "Remove old lines", "This installation is well", "1,234"),
        ),
    ],
)
def test_page_tells_health_backups_nights_and_failures(
    language: str,
    words: tuple[str, ...],
    kept: Run,
    administrator: Actor,
    client_of: Callable[[Actor], Client],
) -> None:
    Run.objects.create(kind="nightly", name="remove_old_runs", state="done")
    Run.objects.create(
        kind="task", name="registry.x", state="failed", failure="KeyError: [value]"
    )
    client = client_of(administrator)
    client.cookies["wadah_language"] = language

    answer = client.get("/operations/")

    text = answer.content.decode()
    assert [
        word for word in (*words, NAME, "KeyError: [value]") if word not in text
    ] == []
    assert "Refresh" not in answer.headers


def test_page_looks_again_while_a_backup_is_made(
    administrator: Actor, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(administrator)
    form = {"passphrase": PASSPHRASE, "again": PASSPHRASE}

    client.post("/operations/", form)
    run = Run.objects.get()
    heartbeat.write(f"wadah.progress.{run.pk}", "0.42")
    answer = client.get("/operations/")

    assert answer.headers["Refresh"] == "3; url=/operations/"
    assert "42 %" in answer.content.decode()


def test_page_refuses_a_passphrase_that_was_mistyped(
    administrator: Actor, client_of: Callable[[Actor], Client]
) -> None:
    form = {"passphrase": PASSPHRASE, "again": "kain tapis benang perak"}

    answer = client_of(administrator).post("/operations/", form)

    assert answer.context["form"].errors.keys() == {"again"}
    assert PASSPHRASE not in answer.content.decode()
    assert not Run.objects.exists()


def test_health_is_bad_when_the_worker_that_was_started_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = time.time()
    heartbeat.beat("here:1", now - 100)

    monkeypatch.setenv("WADAH_WORKER_SINCE", str(int(now - 200)))
    silent = Client().get("/health/")
    heartbeat.beat("here:1", now)
    alive = Client().get("/health/")
    heartbeat.forget(heartbeat.LAST)

    assert (silent.status_code, silent.json()["parts"]["worker"]["state"]) == (
        503,
        "bad",
    )
    assert (alive.status_code, alive.json()["parts"]["worker"]["state"]) == (
        200,
        "good",
    )


@pytest.mark.parametrize(
    ("beat_age", "started_age", "state"),
    [
        (None, None, health.ABSENT),
        (None, 5, health.STARTING),
        (None, 60, health.BAD),
        (5, 60, health.GOOD),
        (5, None, health.GOOD),
        (29, 60, health.GOOD),
        (31, 60, health.BAD),
        (31, 5, health.STARTING),
        (31, None, health.ABSENT),
    ],
)
def test_worker_is_judged_by_its_last_sign(
    beat_age: int | None,
    started_age: int | None,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1_800_000_000.0
    heartbeat.forget(heartbeat.LAST)
    monkeypatch.delenv("WADAH_WORKER_SINCE", raising=False)
    if beat_age is not None:
        heartbeat.beat("here:1", now - beat_age)
    if started_age is not None:
        monkeypatch.setenv("WADAH_WORKER_SINCE", str(int(now - started_age)))

    assert health.look_at_worker(now).state == state
    heartbeat.forget(heartbeat.LAST)


def test_health_tells_a_missing_update() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")

    answer = Client().get("/health/")

    assert answer.status_code == 503
    assert answer.json()["parts"]["migrations"] == {"state": "bad", "measure": 1}


def test_health_holds_no_secret() -> None:
    text = Client().get("/health/").content.decode()

    for secret in (
        settings.SECRET_KEY,
        settings.WADAH_IDENTITY_KEY,
        str(settings.WADAH_HOME),
    ):
        assert secret not in text
