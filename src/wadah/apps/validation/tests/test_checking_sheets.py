"""Whatever is done to a file, it is never taken for what two people signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.apps.validation.sheets.block import (
    BadBlock,
    NoBlock,
    canonical_json,
    hash_page,
    put_block,
    read_block,
)
from wadah.apps.validation.sheets.checking import (
    NO_REGISTER,
    NotIssued,
    Register,
    check_sheet,
    finding_as_json,
)
from wadah.apps.validation.sheets.signing import (
    SHEET,
    PublicKey,
    keys_as_json,
    make_private_key,
    read_keys_file,
    sign,
)
from wadah.apps.validation.sheets.state import Standing, State
from wadah.apps.validation.sheets.status_list import (
    make_status_list,
    read_status_list,
)
from wadah.core.values import InvalidInput

TODAY = date(2026, 11, 24)
MADE = datetime(2026, 1, 1, tzinfo=UTC)
ISSUED = datetime(2026, 11, 20, 7, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 7, tzinfo=UTC)
PAGE = (
    b"%PDF-1.7\n%\x80\x80\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 2\n"
    b"trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n33\n%%EOF"
)
PAYLOAD: dict[str, Any] = {
    "format": "wadah-sheet-1",
    "number": "WDH-2026-00001",
    "code": "7KQ4M9T2XN5RJ8VC",
    "issued_at": ISSUED.isoformat(),
    "holds_until": "2026-12-31",
}


class Issuer:
    """A folder of private keys, and the public ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys: dict[str, PublicKey] = {}

    def make_key(self, created_at: datetime = MADE) -> PublicKey:
        key_id, public_hex = make_private_key(self.folder)
        self.keys[key_id] = PublicKey(key_id, public_hex, created_at)
        return self.keys[key_id]

    def sign(self, key: PublicKey, page: bytes = PAGE, **values: Any) -> bytes:
        payload = {**PAYLOAD, "key": key.id, "page_sha256": hash_page(page), **values}
        body = canonical_json(payload)
        return put_block(page, body, sign(self.folder, key.id, SHEET, body))


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    issuer = Issuer(tmp_path_factory.mktemp("keys"))
    issuer.make_key()
    return issuer


@pytest.fixture(scope="module")
def key(issuer: Issuer) -> PublicKey:
    return next(iter(issuer.keys.values()))


@pytest.fixture(scope="module")
def signed(issuer: Issuer, key: PublicKey) -> bytes:
    return issuer.sign(key)


def tables(standing: Standing, is_complete: bool = True) -> Register:
    return Register("installation", LATER, lambda code, sha: standing, is_complete)


def state_of(
    data: bytes, keys: Mapping[str, PublicKey], register: Register = NO_REGISTER
) -> State:
    return check_sheet(data, keys, register, TODAY).state


def test_an_untouched_file_is_valid(issuer: Issuer, signed: bytes) -> None:
    assert state_of(signed, issuer.keys, tables(Standing())) is State.VALID


def test_the_signature_is_inside_the_pdf(signed: bytes) -> None:
    block = read_block(signed)

    assert block.page == PAGE
    assert signed.endswith(b"startxref\n33\n%%EOF")
    assert max(map(len, signed.split(b"\n"))) <= 255


def test_every_byte_counts(issuer: Issuer, signed: bytes) -> None:
    register = tables(Standing())
    found = set()

    for place in range(len(signed)):
        for flipped in (signed[place] ^ 1, signed[place] ^ 0x20, 0, 0x0A):
            if flipped == signed[place]:
                continue
            data = signed[:place] + bytes([flipped]) + signed[place + 1 :]
            found.add(state_of(data, issuer.keys, register))

    assert State.TAMPERED in found
    assert found <= {State.TAMPERED, State.UNKNOWN_KEY, State.UNSIGNED}


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_no_change_is_ever_valid(
    issuer: Issuer, signed: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(signed)))
    end = data.draw(st.integers(start, min(len(signed), start + 200)))
    put = data.draw(st.binary(max_size=60))
    changed = signed[:start] + put + signed[end:]

    state = state_of(changed, issuer.keys, tables(Standing()))

    assert (state is State.VALID) is (changed == signed)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_get_an_answer(issuer: Issuer, data: bytes) -> None:
    assert state_of(data, issuer.keys) in (State.UNSIGNED, State.TAMPERED)


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n%%EOF", PAGE, b" "])
def test_nothing_follows_the_end(issuer: Issuer, signed: bytes, tail: bytes) -> None:
    assert state_of(signed + tail, issuer.keys) is State.TAMPERED


def test_the_signature_of_one_page_fits_no_other(issuer: Issuer, signed: bytes) -> None:
    block = read_block(signed)
    other = put_block(
        PAGE.replace(b"/Catalog", b"/Cat-log"), block.payload, block.signature
    )

    assert state_of(other, issuer.keys) is State.TAMPERED


def test_a_payload_written_anew_needs_the_key(issuer: Issuer, signed: bytes) -> None:
    block = read_block(signed)
    payload = json.loads(block.payload) | {"holds_until": "2036-12-31"}
    forged = put_block(PAGE, canonical_json(payload), block.signature)

    assert state_of(forged, issuer.keys) is State.TAMPERED


def test_a_file_signed_by_somebody_else_proves_nothing(
    issuer: Issuer, tmp_path: Path
) -> None:
    stranger = Issuer(tmp_path)
    data = stranger.sign(stranger.make_key())

    finding = check_sheet(data, issuer.keys, tables(Standing()), TODAY)

    assert finding.state is State.UNKNOWN_KEY
    assert finding.sheet is None


@pytest.mark.parametrize(
    "block",
    [
        b"%Wadah-Sheet-1\n",
        b"%Wadah-Sheet-1\n%Wadah-Sheet-End\n",
        b"%Wadah-Sheet-1\n%e30=.e30=\n%Wadah-Sheet-End\n",
        b"%Wadah-Sheet-1\n%W10=.e30=\n%Wadah-Sheet-End\n",
        b"%Wadah-Sheet-1\n%NQ==.e30=\n%Wadah-Sheet-End\n",
        b"%Wadah-Sheet-1\n%e30.e30\n%Wadah-Sheet-End\n",
        b"%Wadah-Sheet-1\n%" + b"W" * 40000 + b".\n%Wadah-Sheet-End\n",
    ],
    ids=["open", "empty", "no key", "list", "number", "padding", "nested"],
)
def test_a_block_that_is_none_is_tampering(issuer: Issuer, block: bytes) -> None:
    data = PAGE.replace(b"startxref", block + b"startxref")

    assert state_of(data, issuer.keys) is State.TAMPERED


def test_a_block_elsewhere_is_tampering(issuer: Issuer, signed: bytes) -> None:
    start, end = signed.index(b"%Wadah"), signed.index(b"startxref")
    moved = b"%PDF-1.7\n" + signed[start:end] + PAGE[9:]

    with pytest.raises(BadBlock):
        read_block(moved)
    with pytest.raises(NoBlock):
        read_block(PAGE)


@pytest.mark.parametrize(
    ("standing", "state", "since"),
    [
        (Standing(revoked_at=LATER), "revoked", "2026-11-23"),
        (Standing(superseded_at=LATER, newer_number="N2"), "superseded", "2026-11-23"),
        (Standing(revoked_at=LATER, superseded_at=LATER), "revoked", "2026-11-23"),
        (Standing(is_doubted=True), "cannot_tell", None),
    ],
)
def test_what_the_register_says_decides(
    standing: Standing, state: str, since: str | None, issuer: Issuer, signed: bytes
) -> None:
    answer = finding_as_json(check_sheet(signed, issuer.keys, tables(standing), TODAY))

    assert (answer["state"], answer["since"]) == (state, since)
    assert answer["signature"] == "good"


def test_the_last_day_still_counts(issuer: Issuer, signed: bytes) -> None:
    def on(day: date) -> State:
        return check_sheet(signed, issuer.keys, tables(Standing()), day).state

    assert on(date(2026, 12, 31)) is State.VALID
    assert on(date(2027, 1, 1)) is State.LAPSED


def test_without_a_register_revocation_is_not_claimed(
    issuer: Issuer, signed: bytes
) -> None:
    answer = finding_as_json(check_sheet(signed, issuer.keys, NO_REGISTER, TODAY))

    assert answer["state"] == "cannot_tell"
    assert answer["signature"] == "good"
    assert answer["revocation"] == {"checked": False, "source": "none", "as_of": None}
    assert answer["sheet"]["number"] == "WDH-2026-00001"


def test_a_lapsed_sheet_is_known_without_a_register(
    issuer: Issuer, signed: bytes
) -> None:
    finding = check_sheet(signed, issuer.keys, NO_REGISTER, date(2027, 1, 1))

    assert finding.state is State.LAPSED
    assert not finding.is_revocation_checked


def test_a_sheet_that_was_never_issued_is_not_valid(
    issuer: Issuer, signed: bytes
) -> None:
    def find(code: str, sha: str) -> Standing:
        raise NotIssued(code)

    assert (
        state_of(signed, issuer.keys, Register("installation", LATER, find, True))
        is State.CANNOT_TELL
    )


def distrust(key: PublicKey, since: datetime) -> dict[str, PublicKey]:
    doubted = PublicKey(key.id, key.public_hex, key.created_at, since, since)
    return {key.id: doubted}


def test_a_distrusted_key_ends_what_it_signed_since(
    key: PublicKey, signed: bytes
) -> None:
    since = distrust(key, ISSUED)

    assert state_of(signed, since, tables(Standing())) is State.REVOKED


def test_what_a_distrusted_key_signed_before_needs_the_issuer(
    key: PublicKey, signed: bytes
) -> None:
    later = distrust(key, LATER)

    assert state_of(signed, later, tables(Standing())) is State.VALID
    assert state_of(signed, later, tables(Standing(), False)) is State.CANNOT_TELL
    assert state_of(signed, later) is State.CANNOT_TELL


def test_old_keys_stay_good_after_rotation(issuer: Issuer, key: PublicKey) -> None:
    retired = PublicKey(key.id, key.public_hex, key.created_at, LATER)
    young = issuer.make_key(LATER)
    keys = {key.id: retired, young.id: young}
    register = tables(Standing())

    assert state_of(issuer.sign(key), keys, register) is State.VALID
    assert state_of(issuer.sign(young), keys, register) is State.VALID


def status_file(
    issuer: Issuer, key: PublicKey, as_of: datetime = LATER, **ended: Standing
) -> bytes:
    document = make_status_list(
        folder=issuer.folder,
        key_id=key.id,
        keys=issuer.keys.values(),
        ended=ended.items(),
        as_of=as_of,
    )
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (None, State.VALID),
        (Standing(revoked_at=LATER), State.REVOKED),
        (Standing(superseded_at=LATER, newer_number="N2"), State.SUPERSEDED),
        (Standing(is_doubted=True), State.CANNOT_TELL),
    ],
)
def test_the_status_list_says_it_without_a_network(
    standing: Standing | None, state: State, issuer: Issuer, key: PublicKey
) -> None:
    ended = {} if standing is None else {PAYLOAD["code"]: standing}
    file = status_file(issuer, key, **ended)

    register, keys = read_status_list(file, {key.id: key})
    finding = check_sheet(issuer.sign(key), keys, register, TODAY)

    assert finding.state is state
    assert finding.register.as_of == LATER
    assert PAYLOAD["code"].encode() not in file  # only whoever has a sheet finds it


def test_a_list_older_than_the_sheet_cannot_tell(
    issuer: Issuer, key: PublicKey, signed: bytes
) -> None:
    file = status_file(issuer, key, as_of=datetime(2026, 11, 19, tzinfo=UTC))
    register, keys = read_status_list(file, {key.id: key})

    assert check_sheet(signed, keys, register, TODAY).state is State.CANNOT_TELL


def test_a_list_brings_the_keys_that_came_later(issuer: Issuer, key: PublicKey) -> None:
    young = issuer.make_key(LATER)
    register, keys = read_status_list(status_file(issuer, key), {key.id: key})

    finding = check_sheet(issuer.sign(young), keys, register, TODAY)

    assert finding.state is State.VALID


@pytest.mark.parametrize(
    ("mend", "rule"),
    [
        (lambda file: file.replace(b"2026-11-23", b"2026-11-24"), "status_signature"),
        (lambda file: file.replace(b"wadah-status-1", b"wadah-status-2"),
         "status_unreadable"),
        (lambda file: file[:-9], "status_unreadable"),
        (lambda file: b"[]", "status_unreadable"),
        (lambda file: b"\xff\xfe", "status_unreadable"),
    ],
    ids=["other day", "other format", "cut", "list", "no text"],
)  # fmt: skip
def test_a_changed_status_list_is_refused(
    mend: Any, rule: str, issuer: Issuer, key: PublicKey
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_status_list(mend(status_file(issuer, key)), {key.id: key})

    assert refusal.value.rule == rule


def test_a_list_of_an_unknown_or_distrusted_key_is_refused(
    issuer: Issuer, key: PublicKey
) -> None:
    file = status_file(issuer, key)

    for keys, rule in (
        ({}, "status_unknown_key"),
        (distrust(key, MADE), "status_signature"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            read_status_list(file, keys)
        assert refusal.value.rule == rule


def test_the_file_of_keys_is_read_as_it_was_written(issuer: Issuer) -> None:
    document = {"format": "wadah-keys-1", "keys": keys_as_json(issuer.keys.values())}

    assert read_keys_file(json.dumps(document).encode()) == issuer.keys


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0" * 16},
        {"public": "00"},
        {"public": "zz"},
        {"created_at": "yesterday"},
        {"created_at": "2026-01-01T00:00:00"},
    ],
)
def test_a_file_of_keys_that_is_none_is_refused(
    change: dict[str, str], key: PublicKey
) -> None:
    document = {
        "format": "wadah-keys-1",
        "keys": [keys_as_json([key])[0] | change],
    }

    with pytest.raises(InvalidInput) as refusal:
        read_keys_file(json.dumps(document).encode())

    assert refusal.value.rule == "keys_unreadable"
