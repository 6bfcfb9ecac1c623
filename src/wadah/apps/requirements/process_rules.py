"""Rules on who may change the rules of markets."""

from __future__ import annotations

from wadah.apps.accounts.process_rules import ProcessRule
from wadah.core.values import Text

REQ_01 = ProcessRule(
    "REQ-01",
    Text(
        "Usul perubahan aturan diputuskan oleh orang lain, bukan oleh pengusulnya.",
        "A change of the rules is decided by another person than who proposed it.",
    ),
)
REQ_02 = ProcessRule(
    "REQ-02",
    Text(
        "Hanya draf yang dapat diubah, dan hanya oleh yang membuatnya.",
        "Only a draft can be changed, and only by who made it.",
    ),
)
REQ_03 = ProcessRule(
    "REQ-03",
    Text(
        "Yang diusulkan memuat sedikitnya satu perubahan.",
        "What is proposed holds at least one change.",
    ),
)
REQ_04 = ProcessRule(
    "REQ-04",
    Text(
        "Perubahan bertumpu pada versi terbaru aturan; aturan ini sudah berubah sejak "
        "draf dibuat.",
        "A change rests on the newest version of the rule; this one has changed since "
        "the draft was made.",
    ),
)
REQ_05 = ProcessRule(
    "REQ-05",
    Text(
        "Hanya yang menunggu orang kedua yang diputuskan; yang sudah diputuskan tetap.",
        "Only what waits for a second person is decided; what was decided stays.",
    ),
)
