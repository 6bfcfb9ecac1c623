"""Outside registers in which a paper can be looked up, and how.

None of them connects by itself: a person looks, and writes down what the register
said. An adapter that asks a register by program has the shape of `Adapter` and stands
in `ADAPTERS` under the code of its register; there is none yet, so every look is by
hand and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from wadah.core.values import Text

# As the answers to look-ups of the rules.
LOOK_AGAIN_AFTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Register:
    """A public register: whose it is, where a person looks, what to look for there."""

    code: str
    name: Text
    keeper: Text
    address: str
    how: Text
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register said when it was asked by program."""

    said: str
    number: str
    looked_on: date
    note: str = ""


class Adapter(Protocol):
    """Asks one register by program; gives None where it cannot tell."""

    def look_up(self, *, type: str, number: str, holder: str) -> Answer | None: ...


ADAPTERS: Mapping[str, Adapter] = {}

REGISTERS: Mapping[str, Register] = {
    row.code: row
    for row in (
        Register(
            "oss",
            Text("NIB di OSS", "NIB in OSS"),
            Text("Lembaga OSS, Kementerian Investasi/BKPM",
                 "OSS, Ministry of Investment/BKPM"),
            "oss.go.id",
            Text(
                "Cari NIB 13 angka, atau pindai QR pada lembarnya. Cocokkan nama "
                "usaha, alamat dan KBLI.",
                "Search for the 13 digits of the NIB, or scan the QR on the page. "
                "Compare name, address and KBLI.",
            ),
            frozenset({"nib"}),
        ),
        Register(
            "bpjph",
            Text("Sertifikat halal di BPJPH", "Halal certificates at BPJPH"),
            Text("Badan Penyelenggara Jaminan Produk Halal",
                 "Halal Product Assurance Organising Agency"),
            "bpjph.halal.go.id",
            Text(
                "Cari nomor yang diawali ID, atau nama usaha. Cocokkan produk dan "
                "pabrik.",
                "Search for the number that starts with ID, or for the name. Compare "
                "products and plant.",
            ),
            frozenset({"halal_certificate"}),
        ),
        Register(
            "quarantine",
            Text("HACCP dan sertifikat kesehatan", "HACCP and health certificates"),
            Text("Badan Karantina Indonesia; Badan Mutu KKP",
                 "Indonesian Quarantine Authority; quality body of KKP"),
            "karantinaindonesia.go.id, kkp.go.id",
            Text(
                "Cari nomor sertifikat atau nomor unit pengolahan. Cocokkan unit, "
                "ruang lingkup dan tanggal.",
                "Search for the number of the certificate or of the plant. Compare "
                "plant, scope and dates.",
            ),
            frozenset(
                {
                    "haccp_certificate", "phytosanitary_certificate",
                    "fish_health_certificate_smkhp", "eu_fish_health_certificate",
                    "skp_certificate", "veterinary_health_certificate",
                    "establishment_approval",
                }
            ),
        ),
        Register(
            "kan",
            Text("Laboratorium dan lembaga di KAN", "Laboratories and bodies at KAN"),
            Text("Komite Akreditasi Nasional", "National Accreditation Committee"),
            "kan.or.id",
            Text(
                "Cari nomor akreditasi (LP-...-IDN) atau nama. Cocokkan ruang lingkup "
                "dan masa berlaku.",
                "Search for the accreditation number (LP-...-IDN) or the name. Compare "
                "scope and validity.",
            ),
            frozenset(
                {"laboratory_accreditation", "certificate_of_analysis",
                 "sni_certificate", "food_safety_scheme_certificate"}
            ),
        ),
    )
}  # fmt: skip


def list_registers_for(type_: str) -> list[Register]:
    """Registers in which a paper of this type stands; all of them for any other."""
    own = [row for row in REGISTERS.values() if type_ in row.types]
    return own or list(REGISTERS.values())


def is_old(looked_on: date, today: date) -> bool:
    """Whether a look has aged out and has to be done again."""
    return today - looked_on > LOOK_AGAIN_AFTER
