"""Process rules of deals and their rungs."""

from __future__ import annotations

from wadah.apps.accounts.process_rules import ProcessRule
from wadah.core.values import Text

CONFIRMED_BY_ANOTHER = ProcessRule(
    "EXP-01",
    Text(
        "Yang mencatat anak tangga tidak boleh mengesahkannya; harus orang lain.",
        "Whoever recorded a rung may not confirm it; another person does.",
    ),
)
CONFIRMED_ONCE = ProcessRule(
    "EXP-02",
    Text(
        "Anak tangga yang sudah disahkan tidak diubah lagi.",
        "A rung that is confirmed is never changed again.",
    ),
)
UP_THE_LADDER = ProcessRule(
    "EXP-03",
    Text(
        "Anak tangga dicatat urut dari bawah: kontrak, dikirim, diterima, dibayar.",
        "Rungs are recorded in order from below: contract, shipped, accepted, paid.",
    ),
)
