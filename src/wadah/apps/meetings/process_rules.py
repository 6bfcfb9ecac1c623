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
ONCE_AT_AN_EVENT = ProcessRule(
    "MEE-04",
    Text(
        "Satu usaha atau pembeli terdaftar satu kali pada sebuah acara.",
        "A business or a buyer is on the list of an event once.",
    ),
)
WISHES_ACROSS = ProcessRule(
    "MEE-05",
    Text(
        "Pertemuan adalah antara sebuah usaha dan seorang pembeli dari acara yang "
        "sama.",
        "A meeting is between a business and a buyer of the same event.",
    ),
)
WISHES_IN_TIME = ProcessRule(
    "MEE-06",
    Text(
        "Sesudah batas waktu, pilihan hanya diubah oleh penyelenggara.",
        "After the deadline only the organiser changes wishes.",
    ),
)
NO_THANKS_WITH_A_REASON = ProcessRule(
    "MEE-07",
    Text(
        "Siapa yang tidak ingin bertemu menulis alasannya; hanya penyelenggara yang "
        "membacanya.",
        "Who does not want to meet says why; only the organiser reads it.",
    ),
)
PIN_NEEDS_A_SLOT = ProcessRule(
    "MEE-08",
    Text(
        "Pertemuan yang dikunci menyebut satu slot dari acara itu.",
        "A pinned meeting names a slot of the event.",
    ),
)
EVENT_IS_COMPLETE = ProcessRule(
    "MEE-09",
    Text(
        "Jadwal dicari setelah ada usaha, pembeli, meja dan slot.",
        "A timetable is searched once there are businesses, buyers, tables and slots.",
    ),
)
DRAFT_OF_THE_LATEST = ProcessRule(
    "MEE-10",
    Text(
        "Hanya rancangan yang lebih baru daripada jadwal yang terbit dapat "
        "diterbitkan.",
        "Only a draft that is newer than the published timetable can be published.",
    ),
)
ONLY_DRAFTS_CHANGE = ProcessRule(
    "MEE-11",
    Text(
        "Hanya rancangan jadwal yang dapat diubah; jadwal yang terbit diganti oleh "
        "versi baru.",
        "Only a draft timetable can be changed; a published one is replaced by a new "
        "version.",
    ),
)
ONLY_DRAFTS_OPEN = ProcessRule(
    "MEE-12",
    Text(
        "Acara dibuka satu kali, dari rancangan.",
        "An event is opened once, from its draft.",
    ),
)
