"""The KBLI code that the words of an activity tell, where they tell one."""

from __future__ import annotations

import re
from typing import Final

# KBLI 2020 (Peraturan BPS 2/2020), by the words that lists use. Of several that fit
# the first counts: "kue basah" stands before "kue", reselling before making.
_CODES: Final[tuple[tuple[str, str], ...]] = (
    (r"\bjual\b|menjual|reseller|toko|kelontong|sembako", ""),
    (r"vermak|permak", "96991"),
    (r"air minum isi ulang|isi ulang air", "11052"),
    (r"air (minum )?(dalam )?kemasan|\bamdk\b", "11051"),
    (r"kue basah|jajan(an)? pasar|lemper|onde", "10792"),
    (r"\bkerupuk|\bkrupuk|keripik|kripik|rempeyek|peyek|rengginang|emping|kelanting",
     "10794"),
    (r"\btempe\b", "10391"),
    (r"\btahu\b", "10392"),
    (r"kue|roti|bolu|brownies|donat|cake|cookies|bakery", "10710"),
    (r"\bmie?\b|bihun", "10740"),
    (r"gula (aren|merah|semut|kelapa|jawa)", "10722"),
    (r"kopi (bubuk|sangrai|luwak)|bubuk kopi|sangrai kopi", "10761"),
    (r"teh (celup|seduh|daun|kelor|hijau|hitam)", "10763"),
    (r"sambal|bumbu|kecap|saus\b|saos\b", "10772"),
    (r"ikan (asin|kering|teri)|terasi", "10211"),
    (r"ikan asap|abon ikan|ikan panggang", "10212"),
    (r"sirup|sari buah|minuman (jahe|serbuk|ringan)", "11040"),
    (r"jamu", "21022"),
    (r"batik", "13134"),
    (r"sulam|bordir|tapis", "13912"),
    (r"tenun", "13122"),
    (r"konveksi|kaos|seragam", "14111"),
    (r"jahit|penjahit|tailor|modiste", "14120"),
    (r"anyam\w*.*(bambu|rotan)|(bambu|rotan).*anyam", "16291"),
    (r"anyam|tikar pandan", "16292"),
    (r"(mebel|meubel|furnitur\w*).*(bambu|rotan)", "31002"),
    (r"mebel|meubel|furnitur|kusen|lemari", "31001"),
    (r"minyak atsiri|minyak (sereh|nilam|cengkeh)", "20294"),
    (r"sabun", "20231"),
    (r"batu bata|bata merah", "23921"),
    (r"genteng", "23922"),
    (r"percetakan|cetak undangan|sablon", "18111"),
    (r"bengkel las|\blas\b|pagar besi|teralis|tralis", "25920"),
)  # fmt: skip
_RULES = tuple((re.compile(words), code) for words, code in _CODES)


def kbli_of_activity(activity: str) -> str:
    """Five digits, or empty where the words tell none.

    >>> kbli_of_activity("Keripik pisang")
    '10794'
    >>> kbli_of_activity("menjual makanan")
    ''
    """
    text = activity.casefold()
    return next((code for rule, code in _RULES if rule.search(text)), "")
