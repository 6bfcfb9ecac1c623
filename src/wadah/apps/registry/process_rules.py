"""Process rules of businesses, products and their capacity."""

from __future__ import annotations

from decimal import Decimal

from wadah.apps.accounts.process_rules import ProcessRule, Refused
from wadah.core.values import Month, Text

ONE_BUSINESS_AN_ORGANISATION = ProcessRule(
    "REG-01",
    Text(
        "Satu organisasi hanya mencatat satu usaha. Ubah usaha yang sudah ada.",
        "An organisation enters one business only. Change the one that is there.",
    ),
)
VERIFIED_COVERS_PROMISED = ProcessRule(
    "REG-02",
    Text(
        "Kapasitas terverifikasi tidak boleh lebih kecil daripada yang sudah "
        "dijanjikan.",
        "Verified capacity may not be less than what has been promised.",
    ),
)
VERIFIED_BY_AN_OFFICER = ProcessRule(
    "REG-03",
    Text(
        "Kapasitas hanya diverifikasi oleh petugas atau administrator, bukan oleh "
        "usaha itu sendiri.",
        "Capacity is verified by an officer or an administrator, not by the business "
        "itself.",
    ),
)
ERASED_BY_DECISION = ProcessRule(
    "REG-30",
    Text(
        "Ada transaksi yang dokumennya wajib disimpan. Ajukan permintaan penghapusan; "
        "petugas atau administrator memutuskannya.",
        "There are deals whose papers have to be kept. Ask for erasure; an officer or "
        "an administrator decides.",
    ),
)
CONSENT_FOR_OWN_ORGANISATION = ProcessRule(
    "REG-04",
    Text(
        "Petugas hanya mencatat persetujuan untuk organisasinya sendiri.",
        "An officer records consent for his own organisation only.",
    ),
)
LIST_LEAVES_IN_PARTS = ProcessRule(
    "REG-05",
    Text(
        "Daftar yang keluar dari Wadah dibatasi 5.000 usaha. Persempit saringannya.",
        "A list that leaves Wadah holds at most 5,000 businesses. Narrow the filter.",
    ),
)
VISIT_BY_AN_OFFICER = ProcessRule(
    "REG-06",
    Text(
        "Kunjungan dicatat oleh petugas atau administrator.",
        "A visit is recorded by an officer or an administrator.",
    ),
)
WITHDRAWN_BY_THE_BUSINESS = ProcessRule(
    "REG-07",
    Text(
        "Persetujuan hanya dicabut oleh usaha itu sendiri atau administrator.",
        "Consent is withdrawn by the business itself or an administrator.",
    ),
)
ONE_ACCOUNT_A_MERGE = ProcessRule(
    "REG-32",
    Text(
        "Kedua catatan sudah dipegang akun pemilik masing-masing, jadi tidak dapat "
        "digabung. Minta salah satu pemilik melepaskan akunnya lebih dahulu.",
        "Each of the two records is held by an owner's account of its own, so they "
        "cannot become one. Ask one of the owners to give up his account first.",
    ),
)
UNDO_FROM_THE_END = ProcessRule(
    "REG-31",
    Text(
        "Catatan ini ikut dalam penggabungan yang lebih baru. Batalkan yang terbaru "
        "lebih dahulu.",
        "This record took part in a later merge. Undo the latest one first.",
    ),
)

CLAIM_OF_A_FREE_RECORD = ProcessRule(
    "REG-40",
    Text(
        "Hanya data usaha yang belum ada pemiliknya di Wadah dapat diminta.",
        "Only a record that has no owner in Wadah yet can be claimed.",
    ),
)
CLAIM_BY_AN_OWNER = ProcessRule(
    "REG-41",
    Text(
        "Hanya pemilik usaha yang meminta data usahanya, dan hanya satu.",
        "Only the owner of a business claims its record, and only one.",
    ),
)
CLAIM_NEEDS_ITS_PROOF = ProcessRule(
    "REG-42",
    Text(
        "Permintaan diterima hanya bila buktinya cocok: NIB sama, kode dari nomor "
        "telepon benar, kunjungan tercatat sesudah permintaan, atau suratnya ada.",
        "A claim is accepted only when its proof agrees: the same NIB, the code of the "
        "phone number, a visit recorded since the claim, or the paper is there.",
    ),
)
CLAIM_DECIDED_BY_ANOTHER = ProcessRule(
    "REG-43",
    Text(
        "Permintaan diputuskan oleh petugas yang mengurus data itu atau administrator, "
        "bukan oleh yang meminta.",
        "A claim is decided by an officer who cares for the record or an "
        "administrator, not by the claimant.",
    ),
)
CLAIM_ANSWERED_ONCE = ProcessRule(
    "REG-44",
    Text("Penolakan dapat dijawab satu kali.", "A refusal can be answered once."),
)
CLAIMS_IN_PEACE = ProcessRule(
    "REG-45",
    Text(
        "Batas hari ini tercapai: 20 pencarian dan 5 permintaan. Coba lagi besok, atau "
        "datang ke dinas.",
        "The limit of a day is reached: 20 searches and 5 claims. Try again tomorrow, "
        "or go to the office.",
    ),
)


class PromisedMore(Refused):
    """The kilograms verified would not cover what is promised; says how much is."""

    def __init__(self, promised_kg: Decimal, month: Month) -> None:
        promised = promised_kg.quantize(Decimal(1))
        rule = VERIFIED_COVERS_PROMISED
        sentence = Text(
            f"{rule.sentence.id} Yang dijanjikan pada {month}: {promised} kg.",
            f"{rule.sentence.en} Promised in {month}: {promised} kg.",
        )
        super().__init__(ProcessRule(rule.code, sentence))
        self.promised_kg = promised_kg
        self.month = month
