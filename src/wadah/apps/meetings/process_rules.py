"""Process rules of meetings."""

from __future__ import annotations

from wadah.apps.accounts.process_rules import ProcessRule
from wadah.core.values import Text

NO_OVERLAP = ProcessRule(
    "MEE-01",
    Text(
        "Satu usaha atau pembeli tidak dapat berada di dua pertemuan sekaligus.",
        "A business or a buyer cannot be in two meetings at once.",
    ),
)
HELD_HAS_NEXT_STEP = ProcessRule(
    "MEE-02",
    Text(
        "Pertemuan ditutup dengan hasil, langkah berikutnya, penanggung jawab dan "
        "tanggalnya.",
        "A meeting is closed with an outcome, a next step, its owner and its date.",
    ),
)
ONLY_SCHEDULED_MOVES = ProcessRule(
    "MEE-03",
    Text(
        "Hanya pertemuan yang terjadwal dapat ditutup atau dibatalkan.",
        "Only a scheduled meeting can be closed or cancelled.",
    ),
)
