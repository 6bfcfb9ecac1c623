"""Whether the KBLI title of a row fits the group of goods that it names."""

from __future__ import annotations

import re

import polars as pl

from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.fieldreader import FieldReader

# What the titles of KBLI speak of, by their words.
_TRADES = {
    "food": r"makanan|roti|kue|kerupuk|keripik|peyek|tahu|tempe|ikan|udang|daging|gula"
    r"|bumbu|kecap|tepung|\bmie?\b|sambal|buah|sayur|susu|cokelat|coklat|kopi|teh\b"
    r"|minyak (makan|goreng)|pangan|kacang|kedelai|katering|restoran",
    "drink": r"minum|sirup|kopi|teh\b|air\b|es\b",
    "clothing": r"pakaian|jahit|bordir|tekstil|kain|batik|tenun|rajut|sandang|sepatu"
    r"|alas kaki|garmen|konveksi|vermak|tali\b|tas\b|kulit|fashion",
    "metal": r"logam|besi|baja|alumunium|aluminium|\blas\b|kaleng",
    "machine": r"mesin|reparasi|bengkel|servis|motor|kendaraan|kapal|perahu|elektronik"
    r"|listrik|komputer|jasa",
    "chemistry": r"kimia|sabun|kosmetik|karet|plastik|pupuk|cat\b|farmasi|obat",
    "building": r"bangunan|bata\b|genteng|keramik|porselen|tanah liat|semen|kaca|beton",
    "wood": r"furnitur|mebel|kayu|rotan|bambu|anyaman|rumah tangga",
    "craft": r"kerajinan|perhiasan|souvenir|cendera|ukir|mainan|aneka|plastik|tali\b",
    "print": r"cetak|percetakan|kertas|sablon|reklame",
    "weapon": r"senjata|amunisi",
}  # fmt: skip
# Trades that a group of goods may hold. The nine groups are those of the directories
# of small industry.
_GROUPS = {
    "makanan": {"food", "drink"},
    "minuman": {"drink", "food"},
    "sandang": {"clothing", "craft"},
    "kimia": {"chemistry", "building"},
    "bangunan": {"chemistry", "building", "wood", "metal"},
    "mesin": {"machine", "metal"},
    "logam": {"metal", "machine"},
    "elektronik": {"machine", "print"},
    "furnitur": {"wood"},
    "mebel": {"wood"},
    "kerajinan": {"craft", "wood", "clothing", "building", "chemistry"},
    "kuliner": {"food", "drink"},
    "fashion": {"clothing", "craft"},
}  # fmt: skip
_TRADE_RULES = {
    name: re.compile(words, re.IGNORECASE) for name, words in _TRADES.items()
}


def note_unfit_kbli(frame: pl.DataFrame, reader: FieldReader) -> None:
    """Note the rows whose KBLI title speaks of another trade than their group.

    The product tells the family whatever the title says; a third of the titles of the
    directory that was studied were plainly wrong.
    """
    if not reader.has("kbli_title") or not reader.has("commodity"):
        return
    pairs = frame.select("kbli_title", "commodity").unique()
    unfit = [
        (title, group)
        for title, group in pairs.iter_rows()
        if not title_fits(title, group)
    ]
    if not unfit:
        return
    wrong = pl.DataFrame(unfit, schema=["kbli_title", "commodity"], orient="row")
    rows = frame.select("kbli_title", "commodity").with_row_index("at")
    found = rows.join(wrong, on=["kbli_title", "commodity"], how="semi")
    reader.note(rules.KBLI_UNFIT, "kbli_title", found["at"])


def title_fits(title: str, group: str) -> bool:
    """False only where both say something and the two cannot go together.

    >>> title_fits("INDUSTRI PENGASAPAN KARET", "Sandang")
    False
    >>> title_fits("Industri Roti dan Kue", "Makanan")
    True
    >>> title_fits("Aktivitas lainnya", "Makanan")
    True
    """
    allowed: set[str] = set()
    for word, trades in _GROUPS.items():
        if word in group.casefold():
            allowed |= trades
    spoken = {name for name, rule in _TRADE_RULES.items() if rule.search(title)}
    return not allowed or not spoken or bool(spoken & allowed)
