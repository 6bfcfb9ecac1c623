"""Process rules: who may do what, when. Each has a code, a sentence and a check."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class ProcessRule:
    """A rule of the house, as it is shown to whoever is refused by it."""

    code: str
    sentence: Text


class Refused(Exception):
    """An action broke a process rule; nothing was changed."""

    def __init__(self, rule: ProcessRule) -> None:
        super().__init__(f"{rule.code}: {rule.sentence.en}")
        self.rule = rule


def require(holds: bool, rule: ProcessRule) -> None:
    """Raise `Refused` with the rule unless it holds."""
    if not holds:
        raise Refused(rule)


CONFIRMED_FIRST = ProcessRule(
    "ACC-01",
    Text(
        "Yang dilihat orang lain menunggu sampai nomor HP atau e-mail Anda dipastikan "
        "dengan kode. Draf boleh disimpan sekarang.",
        "What others see waits until a code has confirmed your phone number or e-mail. "
        "Drafts can be saved now.",
    ),
)
CODE_BY_ANOTHER = ProcessRule(
    "ACC-02",
    Text(
        "Kode untuk petugas, verifikator, pengesah, analis dan administrator hanya "
        "diserahkan oleh administrator lain; tidak seorang pun menyerahkannya kepada "
        "dirinya sendiri.",
        "A code for an officer, verifier, approver, analyst or administrator is handed "
        "over by another administrator only; nobody hands one to himself.",
    ),
)
INVITES_OWN_ROLES = ProcessRule(
    "ACC-03",
    Text(
        "Anda hanya dapat mengundang, menerima dan mengakhiri peran yang diatur oleh "
        "peran Anda, di organisasi Anda sendiri.",
        "You may invite, admit and end only the roles that your role looks after, in "
        "your own organisation.",
    ),
)
ROLE_FITS_THE_KIND = ProcessRule(
    "ACC-04",
    Text(
        "Peran ini tidak ada di organisasi jenis ini.",
        "There is no such role in an organisation of this kind.",
    ),
)
LAST_ONE_STAYS = ProcessRule(
    "ACC-05",
    Text(
        "Orang terakhir yang mengatur organisasi tidak dapat keluar. Serahkan dahulu "
        "kepada orang lain.",
        "The last person who looks after the organisation cannot leave. Hand it over "
        "to somebody first.",
    ),
)
INVITED_LOGIN_ONLY = ProcessRule(
    "ACC-06",
    Text(
        "Undangan ini untuk nomor HP atau e-mail lain. Masuk dengan nomor atau alamat "
        "yang diundang.",
        "This invitation is for another phone number or e-mail. Sign in with the one "
        "that was invited.",
    ),
)
OWNERSHIP_BY_THE_OWNER = ProcessRule(
    "ACC-07",
    Text(
        "Kepemilikan diserahkan oleh pemilik kepada staf usahanya.",
        "Ownership is handed over by the owner, to a member of staff of the business.",
    ),
)
CODES_IN_PEACE = ProcessRule(
    "ACC-08",
    Text(
        "Terlalu banyak kode diminta atau salah. Coba lagi seperempat jam lagi.",
        "Too many codes were asked for or wrong. Try again in a quarter of an hour.",
    ),
)
