"""In which state a sheet is, and the words for it. No table is read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wadah.core.values import Text


class State(StrEnum):
    """What a check of a sheet says."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    TAMPERED = "tampered"
    UNKNOWN_KEY = "unknown_key"
    UNSIGNED = "unsigned"
    CANNOT_TELL = "cannot_tell"


class Signature(StrEnum):
    GOOD = "good"
    BAD = "bad"
    UNKNOWN_KEY = "unknown_key"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a register says of one sheet that it issued."""

    revoked_at: datetime | None = None
    superseded_at: datetime | None = None
    # The issuer is looking at it again: a flag on the case, or evidence that changed.
    is_doubted: bool = False
    newer_number: str = ""
    newer_address: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A state, since when, and the sentence for it."""

    state: State
    since: str
    message: Text


def judge_standing(standing: Standing, holds_until: date | None, today: date) -> Judged:
    """The state of a sheet of which the register is known."""
    if standing.revoked_at is not None:
        day = standing.revoked_at.date().isoformat()
        return Judged(State.REVOKED, day, REVOKED)
    if standing.superseded_at is not None:
        day = standing.superseded_at.date().isoformat()
        return Judged(State.SUPERSEDED, day, SUPERSEDED)
    if holds_until is not None and holds_until < today:
        return Judged(State.LAPSED, holds_until.isoformat(), LAPSED)
    if standing.is_doubted:
        return Judged(State.CANNOT_TELL, "", DOUBTED)
    return Judged(State.VALID, "", VALID)


VALID = Text(
    "Lembar ini asli dan masih berlaku.",
    "This sheet is genuine and holds.",
)
SUPERSEDED = Text(
    "Lembar ini asli, tetapi sudah digantikan oleh keputusan yang lebih baru.",
    "This sheet is genuine, but a newer decision has taken its place.",
)
REVOKED = Text(
    "Lembar ini dicabut oleh penerbitnya. Jangan mengandalkannya.",
    "This sheet was revoked by its issuer. Do not rely on it.",
)
KEY_REVOKED = Text(
    "Kunci yang menandatangani lembar ini tidak dipercaya lagi sejak sebelum tanggal "
    "terbitnya. Jangan mengandalkannya.",
    "The key that signed this sheet is not trusted from before the day of issue. Do "
    "not rely on it.",
)
LAPSED = Text(
    "Lembar ini asli, tetapi masa berlakunya sudah lewat.",
    "This sheet is genuine, but the day until which it held has passed.",
)
TAMPERED = Text(
    "Berkas ini diubah setelah ditandatangani, atau tanda tangannya rusak. Jangan "
    "mengandalkannya; minta berkas asli.",
    "This file was changed after it was signed, or its signature is damaged. Do not "
    "rely on it; ask for the original file.",
)
UNKNOWN_KEY = Text(
    "Berkas ini ditandatangani dengan kunci yang tidak dikenal di sini. Ini bukan "
    "bukti.",
    "This file was signed with a key that is not known here. It proves nothing.",
)
UNSIGNED = Text(
    "Berkas ini tidak memuat tanda tangan Wadah: bukan lembar validasi, atau hasil "
    "cetak atau pindaiannya. Pindai kode QR untuk memeriksa.",
    "This file carries no signature of Wadah: it is no validation sheet, or a print or "
    "a scan of one. Use the QR code to check it.",
)
CANNOT_TELL = Text(
    "Tanda tangannya asli dan halamannya tidak berubah. Apakah sejak itu dicabut atau "
    "digantikan tidak dapat diperiksa di sini.",
    "The signature is genuine and the page is unchanged. Whether it was revoked or "
    "superseded since cannot be checked here.",
)
DOUBTED = Text(
    "Lembar ini asli, tetapi penerbit sedang memeriksa ulang dasar keputusannya. "
    "Tanyakan kepada penerbit.",
    "This sheet is genuine, but its issuer is looking again at what it rests on. Ask "
    "the issuer.",
)
OLD_LIST = Text(
    "Daftar status lebih tua daripada lembar ini. Unduh yang baru untuk memeriksa "
    "pencabutan.",
    "The status list is older than this sheet. Get a newer one to check for "
    "revocation.",
)
NOT_IN_REGISTER = Text(
    "Tanda tangannya cocok dengan kunci kami, tetapi lembar ini tidak ada di daftar "
    "terbitan. Tanyakan kepada penerbit.",
    "The signature fits a key of ours, but this sheet is not among those issued. Ask "
    "the issuer.",
)
DOUBTED_KEY = Text(
    "Kunci lembar ini belakangan tidak dipercaya lagi. Hanya penerbit yang dapat "
    "memastikan lembar ini; periksa di alamat pada lembar.",
    "The key of this sheet was distrusted later. Only the issuer can confirm this "
    "sheet; check it at its address.",
)
