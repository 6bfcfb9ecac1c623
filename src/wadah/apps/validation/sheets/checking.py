"""Is this file a sheet as it was signed, and does it still hold?

No table is read here: who asks hands in the keys and what is known of the sheets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wadah.apps.validation.sheets.block import (
    BadBlock,
    NoBlock,
    hash_page,
    read_block,
)
from wadah.apps.validation.sheets.signing import SHEET, PublicKey, is_signed_by
from wadah.apps.validation.sheets.state import (
    CANNOT_TELL,
    DOUBTED_KEY,
    KEY_REVOKED,
    NOT_IN_REGISTER,
    OLD_LIST,
    TAMPERED,
    UNKNOWN_KEY,
    UNSIGNED,
    Judged,
    Signature,
    Standing,
    State,
    judge_standing,
)
from wadah.core.values import Text

FORMAT = "wadah-sheet-1"


class NotIssued(Exception):
    """The register is at hand and has no such sheet."""


@dataclass(frozen=True, slots=True)
class Register:
    """Where revocations are read: the tables, a status list, or nowhere.

    `find` takes the code of a sheet and the hash of its file, and raises `NotIssued`
    (or `ChangedFile` by a hash that differs).
    """

    source: str
    as_of: datetime | None
    find: Callable[[str, str], Standing] | None
    # Whether it names every sheet that was issued, or only those that hold no more.
    is_complete: bool


class ChangedFile(Exception):
    """The register keeps another file under this code."""


NO_REGISTER = Register("none", None, None, False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the file alone says, with the keys that are known."""

    signature: Signature
    payload: Mapping[str, Any] | None
    key_id: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a check."""

    state: State
    message: Text
    since: str
    reading: Reading
    register: Register
    newer_number: str = ""
    newer_address: str = ""

    @property
    def sheet(self) -> Mapping[str, Any] | None:
        """What the sheet says: only where its signature is good."""
        good = self.reading.signature is Signature.GOOD
        return self.reading.payload if good else None

    @property
    def is_revocation_checked(self) -> bool:
        """Whether a register answered for this sheet."""
        asked = self.register.find is not None and self.sheet is not None
        return asked and self.state is not State.CANNOT_TELL


def read_sheet(data: bytes, keys: Mapping[str, PublicKey]) -> Reading:
    """Hold the bytes against the signature and the keys."""
    sha256 = hash_page(data)
    try:
        block = read_block(data)
        payload = json.loads(block.payload)
        key_id, page = str(payload["key"]), payload["page_sha256"]
    except NoBlock:
        return Reading(Signature.NONE, None, "", sha256)
    except (BadBlock, ValueError, KeyError, TypeError, RecursionError):
        return Reading(Signature.BAD, None, "", sha256)
    if page != hash_page(block.page) or payload.get("format") != FORMAT:
        return Reading(Signature.BAD, None, key_id, sha256)
    key = keys.get(key_id)
    if key is None:
        return Reading(Signature.UNKNOWN_KEY, None, key_id, sha256)
    if not is_signed_by(key, SHEET, block.payload, block.signature):
        return Reading(Signature.BAD, None, key_id, sha256)
    return Reading(Signature.GOOD, payload, key_id, sha256)


_FROM_SIGNATURE = {
    Signature.NONE: (State.UNSIGNED, UNSIGNED),
    Signature.BAD: (State.TAMPERED, TAMPERED),
    Signature.UNKNOWN_KEY: (State.UNKNOWN_KEY, UNKNOWN_KEY),
}


def check_sheet(
    data: bytes, keys: Mapping[str, PublicKey], register: Register, today: date
) -> Finding:
    """The whole check of a file."""
    reading = read_sheet(data, keys)
    if reading.payload is None:
        state, message = _FROM_SIGNATURE[reading.signature]
        return Finding(state, message, "", reading, register)
    key = keys[reading.key_id]
    issued_at = datetime.fromisoformat(reading.payload["issued_at"])
    try:
        standing = _stand(reading, register)
    except ChangedFile:
        bad = Reading(Signature.BAD, None, reading.key_id, reading.file_sha256)
        return Finding(State.TAMPERED, TAMPERED, "", bad, register)
    except NotIssued:
        return Finding(State.CANNOT_TELL, NOT_IN_REGISTER, "", reading, register)
    doubt = _doubt_key(key, issued_at, register)
    if doubt is not None:
        return Finding(doubt.state, doubt.message, doubt.since, reading, register)
    if standing is None:
        return _without_register(reading, register, today)
    if register.as_of is not None and register.as_of < issued_at:
        return Finding(State.CANNOT_TELL, OLD_LIST, "", reading, register)
    judged = judge_standing(standing, holds_until(reading.payload), today)
    return Finding(
        judged.state, judged.message, judged.since, reading, register,
        standing.newer_number, standing.newer_address,
    )  # fmt: skip


def holds_until(payload: Mapping[str, Any]) -> date | None:
    day = payload["holds_until"]
    return date.fromisoformat(day) if day else None


def _stand(reading: Reading, register: Register) -> Standing | None:
    if register.find is None or reading.payload is None:
        return None
    return register.find(str(reading.payload["code"]), reading.file_sha256)


def _doubt_key(
    key: PublicKey, issued_at: datetime, register: Register
) -> Judged | None:
    """Whoever has a private key writes any day he likes on a sheet.

    So what a distrusted key signed holds only where the register names each sheet with
    its hash, and was issued before the day of the distrust.
    """
    if key.distrusted_from is None:
        return None
    if issued_at >= key.distrusted_from:
        day = key.distrusted_from.date().isoformat()
        return Judged(State.REVOKED, day, KEY_REVOKED)
    if register.is_complete:
        return None
    return Judged(State.CANNOT_TELL, "", DOUBTED_KEY)


def _without_register(reading: Reading, register: Register, today: date) -> Finding:
    """Nothing is known of revocation; a day that has passed is known all the same."""
    judged = judge_standing(
        Standing(), holds_until(reading.payload or {"holds_until": None}), today
    )
    if judged.state is State.LAPSED:
        return Finding(State.LAPSED, judged.message, judged.since, reading, register)
    return Finding(State.CANNOT_TELL, CANNOT_TELL, "", reading, register)


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """The document of `wadah verify --json`."""
    register, reading = finding.register, finding.reading
    return {
        "state": finding.state.value,
        "message": finding.message.as_json(),
        "since": finding.since or None,
        "signature": reading.signature.value,
        "key": reading.key_id or None,
        "file_sha256": reading.file_sha256,
        "revocation": {
            "checked": finding.is_revocation_checked,
            "source": register.source,
            "as_of": register.as_of.isoformat() if register.as_of else None,
        },
        "superseded_by": (
            {"number": finding.newer_number, "address": finding.newer_address or None}
            if finding.newer_number
            else None
        ),
        "sheet": dict(finding.sheet) if finding.sheet is not None else None,
    }
