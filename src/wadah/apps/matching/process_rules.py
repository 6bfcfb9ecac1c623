"""Process rules of requests, matches and promises."""

from __future__ import annotations

from decimal import Decimal

from wadah.apps.accounts.process_rules import ProcessRule, Refused
from wadah.core.values import Month, Text

PROMISED_WITHIN_VERIFIED = ProcessRule(
    "MAT-01",
    Text(
        "Janji tidak boleh melebihi kapasitas terverifikasi yang masih bebas.",
        "A promise may not exceed the verified capacity that is still free.",
    ),
)
REQUEST_OPEN = ProcessRule(
    "MAT-02",
    Text(
        "Hanya permintaan yang masih terbuka dapat dicocokkan atau dijanjikan.",
        "Only an open request can be matched or promised to.",
    ),
)
PROMISE_HELD = ProcessRule(
    "MAT-03",
    Text(
        "Hanya janji yang masih berlaku dapat dilepas.",
        "Only a promise that still holds can be released.",
    ),
)


class CapacityShort(Refused):
    """More was promised than is free; says how much is."""

    def __init__(self, free_kg: Decimal, month: Month) -> None:
        free = max(free_kg, Decimal(0)).quantize(Decimal(1))
        rule = PROMISED_WITHIN_VERIFIED
        sentence = Text(
            f"{rule.sentence.id} Yang masih bebas pada {month}: {free} kg.",
            f"{rule.sentence.en} Still free in {month}: {free} kg.",
        )
        super().__init__(ProcessRule(rule.code, sentence))
        self.free_kg = free_kg
        self.month = month
