"""What is past its period goes, what is not stays; a dry run only counts."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import (
    AuditRow,
    DataRequest,
    Invitation,
    JoinRequest,
    OneTimeCode,
    OutboxMessage,
    PersonalExport,
    SignIn,
    SignInFailure,
    User,
)
from wadah.apps.registry.models import (
    Business,
    Claim,
    Consent,
    ImportBatch,
    ImportProblem,
    Visit,
)
from wadah.delivery.operations.retention import RULES, act_on_retention

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def make(model: Any, moments: dict[str, datetime], **values: Any) -> Any:
    """A row with moments that the model would set to now itself."""
    row = model.objects.create(**values)
    model.objects.filter(pk=row.pk).update(**moments)
    return row


def pairs(user: User, officer: Actor) -> dict[str, list[Any]]:
    """Of each kind one row past its period and one just within it, by rule."""
    house = officer.organisation_id
    at = {
        "sign_in_failures": (1, lambda day: make(
            SignInFailure, {"at": day}, login_fingerprint="x", at=day)),
        "codes": (30, lambda day: make(
            OneTimeCode, {}, user=user, purpose="recover", channel="hand",
            code_hash="x", expires_at=day)),
        "messages": (365, lambda day: make(
            OutboxMessage, {"created_at": day}, channel="email", to_user=user,
            purpose="x", state="sent", due_at=day)),
        "join_requests": (365, lambda day: make(
            JoinRequest, {}, organisation_id=house, user=user, role="officer",
            decision="refused", decided_at=day)),
        "data_requests": (5 * 365, lambda day: make(
            DataRequest, {}, user=user, kind="copy", due_at=day, decided_at=day)),
        "exports": (5 * 365, lambda day: make(
            PersonalExport, {"at": day}, user=user, what="x", rows=1)),
        "import_problems": (365, lambda day: make(
            ImportProblem, {}, batch=make(ImportBatch, {"loaded_at": day},
                                          file_name="a", file_sha256="0",
                                          list_key="a"),
            row=1, column="HP", rule="x", severity="w", message_id="x",
            message_en="x", cell="Siti")),
    }  # fmt: skip
    return {
        name: [build(ago(days + 0.1)), build(ago(days - 0.1))]
        for name, (days, build) in at.items()
    }


def test_what_is_past_its_period_goes_and_the_rest_stays(
    owner: Actor, officer: Actor, user_of: Any
) -> None:
    rows = pairs(user_of(owner), officer)

    counts = act_on_retention(NOW)

    for name, (old, young) in rows.items():
        assert counts[name] == 1, name
        assert not type(old).objects.filter(pk=old.pk).exists(), name
        assert type(young).objects.filter(pk=young.pk).exists(), name
    row = AuditRow.objects.get(verb="retention.acted")
    assert row.after == {name: 1 for name in rows}


def test_dry_run_counts_and_changes_nothing(
    owner: Actor, officer: Actor, user_of: Any
) -> None:
    rows = pairs(user_of(owner), officer)

    counts = act_on_retention(NOW, dry_run=True)

    assert {name: counts[name] for name in rows} == {name: 1 for name in rows}
    assert set(counts) == {rule.name for rule in RULES}
    for old, _young in rows.values():
        assert type(old).objects.filter(pk=old.pk).exists()
    assert not AuditRow.objects.exists()


def test_a_second_run_finds_nothing(owner: Actor, officer: Actor, user_of: Any) -> None:
    pairs(user_of(owner), officer)
    act_on_retention(NOW)

    assert set(act_on_retention(NOW).values()) == {0}
    assert AuditRow.objects.filter(verb="retention.acted").count() == 1


def test_bodies_are_emptied_and_waiting_messages_left(
    owner: Actor, user_of: Any
) -> None:
    values = {"channel": "email", "to_user": user_of(owner), "purpose": "x",
              "body": "code 123", "due_at": NOW}  # fmt: skip
    sent = make(OutboxMessage, {"created_at": ago(31)}, state="sent", **values)
    waiting = make(OutboxMessage, {"created_at": ago(31)}, state="waiting", **values)

    act_on_retention(NOW)

    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.body, waiting.body) == ("", "code 123")


def test_ended_invitations_lose_name_and_number(officer: Actor) -> None:
    for number, moments in enumerate(
        ({"expires_at": ago(91)}, {"expires_at": ago(89)},
         {"expires_at": NOW, "withdrawn_at": ago(91)})
    ):  # fmt: skip
        Invitation.objects.create(
            organisation_id=officer.organisation_id, role="officer", name="Siti",
            login="siti@example.org", token_hash=str(number), **moments,
        )  # fmt: skip

    act_on_retention(NOW)

    names = Invitation.objects.order_by("token_hash").values_list("name", flat=True)
    assert list(names) == ["", "Siti", ""]


def test_sign_ins_without_a_session_go(owner: Actor, client_of: Any) -> None:
    client_of(owner).get("/")
    SignIn.objects.create(
        user_id=owner.user_id, session_key="gone", began_at=NOW, last_seen_at=NOW
    )

    act_on_retention(datetime.now(UTC))

    assert SignIn.objects.get().session_key != "gone"


@pytest.mark.parametrize(
    ("withdrawn", "left"),
    [([400], 0), ([300], 1), ([None], 1), ([400, None], 1), ([400, 300], 1), ([], 1)],
)
def test_visits_go_a_year_after_the_last_consent(
    withdrawn: list[int | None], left: int, business: Business, officer: Actor,
    stranger: Actor,
) -> None:  # fmt: skip
    Consent.objects.all().delete()
    houses = [officer.organisation_id, stranger.organisation_id]
    for house, days in zip(houses, withdrawn, strict=False):
        Consent.objects.create(
            business=business, organisation_id=house, basis="self",
            given_on=date(2020, 1, 1),
            withdrawn_on=None if days is None else ago(days).date(),
        )  # fmt: skip
    Visit.objects.create(
        business=business, visited_on=date(2020, 1, 1), visited_by_id=officer.user_id,
        seen="x",
    )  # fmt: skip

    act_on_retention(NOW)

    assert Visit.objects.count() == left


def test_papers_of_claims_go_with_their_file(
    business: Business, owner: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    claim = Claim(
        business=business, user_id=owner.user_id, organisation_id=owner.organisation_id,
        proof="paper", state="refused", decided_at=ago(91),
    )  # fmt: skip
    claim.paper.save("ktp.pdf", ContentFile(b"%PDF"))
    path = claim.paper.name

    with django_capture_on_commit_callbacks(execute=True):
        act_on_retention(NOW)

    assert not default_storage.exists(path)
    assert not Claim.objects.get().paper


def test_uploaded_lists_go_from_the_disk(settings: Any, tmp_path: Path) -> None:
    settings.WADAH_HOME = tmp_path
    root = tmp_path / "uploads" / "imports"
    for name, days in (("old", 3), ("young", 1)):
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "list.csv").write_text("Siti")
        os.utime(root / name, (ago(days).timestamp(),) * 2)

    counts = act_on_retention(NOW)

    assert counts["import_files"] == 1
    assert [path.name for path in root.glob("*")] == ["young"]


def test_unused_account_is_told_then_erased(
    owner: Actor, officer: Actor, user_of: Any
) -> None:
    User.objects.update(last_seen_on=ago(3 * 365 + 1).date())

    first = act_on_retention(NOW)
    assert (first["accounts_told"], first["accounts_erased"]) == (1, 0)
    message = OutboxMessage.objects.get()
    assert (message.purpose, message.to_user_id) == ("account_inactive", owner.user_id)
    assert "25.12.2026" in message.subject
    second = act_on_retention(NOW + timedelta(days=29))
    assert (second["accounts_told"], second["accounts_erased"]) == (0, 0)

    third = act_on_retention(NOW + timedelta(days=31))

    assert third["accounts_erased"] == 1
    assert user_of(owner).erased_at == NOW + timedelta(days=31)
    assert user_of(officer).erased_at is None


def test_who_signs_in_after_the_notice_keeps_his_account(
    owner: Actor, client_of: Any, user_of: Any
) -> None:
    User.objects.update(last_seen_on=ago(3 * 365 + 1).date())
    act_on_retention(NOW)

    client_of(owner).get("/")
    act_on_retention(NOW + timedelta(days=31))

    assert user_of(owner).erased_at is None
    assert user_of(owner).inactive_told_at is None
