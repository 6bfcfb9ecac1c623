"""Identity numbers in the database: unreadable, unchanged, and those of old too."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from wadah.apps.accounts.fields import decrypt, encrypt, fingerprint

NIB = "0220001234567"


def test_gives_back_what_was_hidden_and_hides_it_anew_each_time() -> None:
    first, second = encrypt(NIB), encrypt(NIB)

    assert (decrypt(first), decrypt(second)) == (NIB, NIB)
    assert first != second
    assert NIB not in first


def test_reads_a_token_of_the_first_release() -> None:
    old = Fernet(settings.WADAH_IDENTITY_KEY).encrypt(NIB.encode()).decode()

    assert decrypt(old) == NIB


def test_refuses_a_token_that_was_changed() -> None:
    token = encrypt(NIB)
    changed = token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:]

    with pytest.raises(InvalidToken):
        decrypt(changed)


def test_refuses_a_token_of_another_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, mark = encrypt(NIB), fingerprint(NIB)
    another = Fernet.generate_key().decode()
    monkeypatch.setattr(settings, "WADAH_IDENTITY_KEY", another)

    with pytest.raises(InvalidToken):
        decrypt(token)
    assert fingerprint(NIB) != mark


def test_fingerprint_of_a_number_is_always_the_same() -> None:
    assert fingerprint(NIB) == fingerprint(NIB)
    assert fingerprint(NIB) != fingerprint("0220001234568")
    assert (fingerprint(""), len(fingerprint(NIB))) == ("", 64)
