"""Rules on who may check what."""

from __future__ import annotations

from wadah.apps.accounts.process_rules import ProcessRule
from wadah.core.values import Text

VAL_01 = ProcessRule(
    "VAL-01",
    Text(
        "Surat diperiksa oleh orang lain, bukan oleh yang menambahkannya.",
        "A paper is checked by another person than the one who added it.",
    ),
)
VAL_02 = ProcessRule(
    "VAL-02",
    Text(
        "Surat yang sudah diperiksa tidak diperiksa ulang; tambahkan yang baru.",
        "A paper that was checked is not checked again; add a new one.",
    ),
)
