"""The second factor: set up, asked for, used once, guessed at, reset."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actions.set_second_factor import (
    begin_second_factor,
    confirm_second_factor,
)
from wadah.apps.accounts.actions.use_second_factor import use_second_factor
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import (
    AuditRow,
    OutboxMessage,
    RecoveryCode,
    SecondFactor,
    User,
)
from wadah.apps.accounts.second_factor import (
    find_step,
    make_code,
    make_recovery_codes,
    make_secret,
    step_of,
)
from wadah.conftest import PASSWORD
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
NOW = datetime(2026, 11, 24, 3, 0, 10, tzinfo=UTC)
# The secret of RFC 6238, appendix B, and the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"), (1111111109, "081804"), (1111111111, "050471"),
        (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130"),
    ],
)  # fmt: skip
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert make_code(RFC_SECRET, second // 30) == code


def test_clock_may_be_half_a_minute_off_and_no_more() -> None:
    secret = make_secret()
    here = step_of(NOW)

    found = [find_step(secret, make_code(secret, here + off), NOW) for off in
             (-2, -1, 0, 1, 2)]  # fmt: skip

    assert found == [None, here - 1, here, here + 1, None]


def test_recovery_codes_are_ten_and_differ() -> None:
    codes = make_recovery_codes()

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}", code)
               for code in codes)  # fmt: skip


def set_up(actor: Actor, now: datetime = NOW) -> tuple[str, list[str]]:
    secret = begin_second_factor(actor=actor).secret
    code = make_code(secret, step_of(now))
    return secret, confirm_second_factor(actor=actor, code=code, now=now)


def test_nothing_is_readable_in_the_database(officer: Actor) -> None:
    secret, codes = set_up(officer)

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT code_hash FROM accounts_recoverycode")
        hashes = [row[0] for row in cursor.fetchall()]
    assert secret not in stored
    assert len(hashes) == 10
    assert not any(code in stored_hash for code in codes for stored_hash in hashes)
    assert secret not in str(list(AuditRow.objects.values("before", "after")))


def test_a_wrong_first_code_sets_nothing(officer: Actor, user_of) -> None:
    begin_second_factor(actor=officer)

    with pytest.raises(InvalidInput) as refusal:
        confirm_second_factor(actor=officer, code="000 00x", now=NOW)

    assert (refusal.value.field, refusal.value.rule) == ("code", "code_wrong")
    assert user_of(officer).factor_set_at is None
    assert not RecoveryCode.objects.exists()


def test_a_code_works_once(officer: Actor, user_of) -> None:
    secret, _codes = set_up(officer)
    later = NOW + timedelta(minutes=2)
    code = make_code(secret, step_of(later))

    use_second_factor(user=user_of(officer), code=code, now=later)

    with pytest.raises(InvalidInput):
        use_second_factor(user=user_of(officer), code=code, now=later)


def test_the_code_of_setting_up_does_not_open_as_well(officer: Actor, user_of) -> None:
    secret, _codes = set_up(officer)

    with pytest.raises(InvalidInput):
        use_second_factor(
            user=user_of(officer), code=make_code(secret, step_of(NOW)), now=NOW
        )


def test_a_recovery_code_works_once_however_it_is_typed(
    officer: Actor, user_of
) -> None:
    _secret, codes = set_up(officer)
    typed = f" {codes[0].lower().replace('-', ' ')} "

    use_second_factor(user=user_of(officer), code=typed, now=NOW)

    assert AuditRow.objects.filter(verb="recovery_code.used").get().after == {"left": 9}
    with pytest.raises(InvalidInput):
        use_second_factor(user=user_of(officer), code=codes[0], now=NOW)


def test_a_recovery_code_of_another_person_is_no_code(
    officer: Actor, administrator: Actor, user_of
) -> None:
    set_up(officer)
    _secret, codes = set_up(administrator)

    with pytest.raises(InvalidInput):
        use_second_factor(user=user_of(officer), code=codes[0], now=NOW)


def test_guessing_is_stopped_and_starts_anew_after_a_pause(
    officer: Actor, user_of
) -> None:
    secret, _codes = set_up(officer)
    user, later = user_of(officer), NOW + timedelta(minutes=5)
    for _guess in range(5):
        with pytest.raises(InvalidInput):
            use_second_factor(user=user, code="12345x", now=later)

    with pytest.raises(InvalidInput) as refusal:
        use_second_factor(user=user, code=make_code(secret, step_of(later)), now=later)

    assert refusal.value.rule == "too_many_codes"
    assert AuditRow.objects.filter(verb="second_factor.blocked").count() == 1
    after = later + timedelta(minutes=16)
    use_second_factor(user=user, code=make_code(secret, step_of(after)), now=after)


def sign_in(actor: Actor, user_of) -> Client:
    client = Client()
    client.post(
        reverse("accounts:sign_in"),
        {"login": user_of(actor).login, "password": PASSWORD},
    )
    return client


def test_password_alone_opens_no_page(officer: Actor, user_of, business) -> None:
    secret, _codes = set_up(officer)
    client = sign_in(officer, user_of)

    for name in ("home", "registry:business_list", "registry:business_export",
                 "accounts:security", "accounts:profile"):  # fmt: skip
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("accounts:second_factor_code"))

    page = client.post(
        reverse("accounts:second_factor_code"), {"code": "x", "next": "/businesses/"}
    )
    assert page.status_code == 200
    assert "Kode ini tidak cocok" in page.content.decode()
    code = make_code(secret, step_of(timezone.now()))
    answer = client.post(
        reverse("accounts:second_factor_code"), {"code": code, "next": "/businesses/"}
    )
    assert answer["Location"] == "/businesses/"
    assert client.get("/businesses/").status_code == 200


def test_a_session_that_was_open_before_is_asked_as_well(
    officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    assert client.get(reverse("home")).status_code == 200

    set_up(officer)

    assert client.get(reverse("home")).status_code == 302


def test_the_code_gives_the_session_a_new_key(officer: Actor, user_of) -> None:
    secret, _codes = set_up(officer)
    client = sign_in(officer, user_of)
    client.get("/")
    before = client.session.session_key

    client.post(
        reverse("accounts:second_factor_code"),
        {"code": make_code(secret, step_of(timezone.now()))},
    )

    assert client.session.session_key != before
    assert list(User.objects.get(pk=officer.user_id).sign_ins.values_list(
        "session_key", flat=True)) == [client.session.session_key]  # fmt: skip


@pytest.mark.parametrize("person", ["officer", "verifier", "approver", "administrator"])
def test_role_that_decides_over_others_has_to_set_it_up_first(
    person: str, request: pytest.FixtureRequest, client_of: ClientOf, settings
) -> None:
    settings.WADAH_SECOND_FACTOR = "required"
    actor = request.getfixturevalue(person)
    client = client_of(actor)

    for path in ("/", "/businesses/", "/deals/", "/admin/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("accounts:second_factor_set_up"))

    page = client.get(reverse("accounts:second_factor_set_up"))
    assert page.status_code == 200
    secret = SecondFactor.objects.get(user_id=actor.user_id).secret
    done = client.post(
        reverse("accounts:second_factor_set_up"),
        {"code": make_code(secret, step_of(timezone.now()))},
    )
    assert len(re.findall(r"<li><code>", done.content.decode())) == 10
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("person", ["owner", "colleague", "buyer_actor", "analyst"])
def test_other_roles_are_free_to(
    person: str, request: pytest.FixtureRequest, client_of: ClientOf, settings
) -> None:
    settings.WADAH_SECOND_FACTOR = "required"

    assert client_of(request.getfixturevalue(person)).get("/").status_code == 200


def test_invented_people_of_the_example_are_free_to(
    officer: Actor, client_of: ClientOf, settings
) -> None:
    settings.WADAH_SECOND_FACTOR = "required"
    User.objects.filter(pk=officer.user_id).update(login="dewi@wadah.example")

    assert client_of(officer).get("/").status_code == 200


def test_owner_renews_codes_and_takes_the_factor_away(
    owner: Actor, client_of: ClientOf, user_of
) -> None:
    secret, codes = set_up(owner)
    client = client_of(owner)
    client.post(
        reverse("accounts:second_factor_code"),
        {"code": make_code(secret, step_of(timezone.now()))},
    )

    page = client.post(reverse("accounts:recovery_codes")).content.decode()

    assert codes[0] not in page
    assert len(re.findall(r"<li><code>", page)) == 10
    client.post(reverse("accounts:second_factor_remove"))
    assert user_of(owner).factor_set_at is None
    assert not SecondFactor.objects.filter(confirmed_at__isnull=False).exists()


def test_administrator_resets_with_reason_and_the_person_is_told(
    officer: Actor, administrator: Actor, client_of: ClientOf, user_of
) -> None:
    set_up(officer)
    client = client_of(administrator)
    address = reverse("accounts:second_factor_reset", args=[officer.user_id])

    refused = client.post(address, {"reason": "lost"})
    assert "Tulis alasannya" in refused.content.decode()
    assert user_of(officer).factor_set_at is not None
    client.post(address, {"reason": "Phone lost, seen in the office"})

    assert user_of(officer).factor_set_at is None
    assert not RecoveryCode.objects.exists()
    row = AuditRow.objects.get(verb="second_factor.reset")
    assert row.after == {"reason": "Phone lost, seen in the office"}
    message = OutboxMessage.objects.get(purpose="second_factor_reset")
    assert message.to_user_id == officer.user_id


def test_nobody_else_resets(
    officer: Actor, approver: Actor, client_of: ClientOf
) -> None:
    set_up(officer)
    address = reverse("accounts:second_factor_reset", args=[officer.user_id])

    assert client_of(approver).post(address, {"reason": "x" * 20}).status_code == 404
    assert SecondFactor.objects.count() == 1


def test_what_is_lasting_asks_for_proof_again(
    owner: Actor, client_of: ClientOf, user_of
) -> None:
    cache.clear()
    client = client_of(owner)
    client.get("/")
    session = client.session
    old = timezone.now() - timedelta(minutes=16)
    session["confirmed_at"] = old.isoformat()
    session.save()

    answer = client.get(reverse("accounts:password_change"))
    assert (
        answer["Location"]
        == "/account/confirm/?next=%2Faccount%2Fsecurity%2Fpassword%2F"
    )
    wrong = client.post(reverse("accounts:confirm_person"), {"proof": "no"})
    assert wrong.status_code == 200
    right = client.post(
        reverse("accounts:confirm_person"),
        {"proof": PASSWORD, "next": "/account/security/password/"},
    )
    assert right["Location"] == "/account/security/password/"
    assert client.get(reverse("accounts:password_change")).status_code == 200
