"""How much one side may send at once: against spray-and-pray, in both directions.

A service like this dies when buyers read twenty answers that do not fit, or makers
write twenty that nobody reads. The numbers are conventions of this project; the largest
marketplace of this kind gives a supplier twenty quotes a month and one correction.
"""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `days` days; without days, at most so many open at once."""

    code: str
    most: int
    days: int | None
    sentence: Text

    def is_reached(self, count: int) -> bool:
        """Whether one more would be too many.

        Examples
        --------
        >>> CORRECTIONS.is_reached(0), CORRECTIONS.is_reached(1)
        (False, True)
        """
        return count >= self.most


OPEN_ANSWERS_AT_ONCE = Limit(
    "answers_at_once", 8, None,
    Text(
        "Satu usaha dapat memiliki paling banyak 8 jawaban terbuka sekaligus. Tunggu "
        "pembeli memutuskan, atau tarik jawaban yang tidak lagi Anda sanggupi.",
        "One business may have 8 open answers at most. Wait until a buyer decides, or "
        "withdraw an answer that you can no longer keep.",
    ),
)  # fmt: skip
ANSWERS_A_MONTH = Limit(
    "answers_a_month", 20, 30,
    Text(
        "Satu usaha dapat mengirim paling banyak 20 jawaban dalam 30 hari. Pilih "
        "permintaan yang benar-benar sanggup Anda penuhi.",
        "One business may send 20 answers in 30 days. Choose the requests that you can "
        "really fill.",
    ),
)  # fmt: skip
CORRECTIONS = Limit(
    "corrections", 1, None,
    Text(
        "Jawaban hanya dapat diperbaiki satu kali. Untuk perubahan lain, tulis pesan "
        "kepada pembeli.",
        "An answer can be corrected once. For anything further write to the buyer.",
    ),
)  # fmt: skip
OPEN_REQUESTS_AT_ONCE = Limit(
    "requests_at_once", 10, None,
    Text(
        "Satu pembeli dapat memiliki paling banyak 10 permintaan terbuka sekaligus. "
        "Tutup permintaan yang sudah selesai.",
        "One buyer may have 10 open requests at most. Close those that are over.",
    ),
)  # fmt: skip
REQUESTS_A_MONTH = Limit(
    "requests_a_month", 20, 30,
    Text(
        "Satu pembeli dapat mengajukan paling banyak 20 permintaan dalam 30 hari.",
        "One buyer may hand in 20 requests in 30 days.",
    ),
)  # fmt: skip
MESSAGES_A_DAY = Limit(
    "messages_a_day", 20, 1,
    Text(
        "Paling banyak 20 pesan sehari untuk satu permintaan.",
        "At most 20 messages a day on one request.",
    ),
)  # fmt: skip
LIMITS = (
    OPEN_ANSWERS_AT_ONCE, ANSWERS_A_MONTH, CORRECTIONS, OPEN_REQUESTS_AT_ONCE,
    REQUESTS_A_MONTH, MESSAGES_A_DAY,
)  # fmt: skip
