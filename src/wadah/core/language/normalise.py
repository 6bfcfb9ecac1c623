"""Spelling made comparable: one form for the many ways a word is written."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+[a-z]{0,4}")

# Two accepted spellings of one word; the left is folded into the right.
SPELLINGS: dict[str, str] = {
    "krupuk": "kerupuk", "kripik": "keripik", "criping": "keripik",
    "ceriping": "keripik", "coklat": "cokelat", "cengkeh": "cengkih",
    "cabe": "cabai", "sambel": "sambal", "saos": "saus", "nenas": "nanas",
    "instant": "instan", "meubel": "mebel", "fiber": "fibre", "chili": "chilli",
    "chile": "chilli", "chillies": "chilli", "chilies": "chilli",
    "pasteurized": "pasteurised", "leaves": "leaf", "tengiri": "tenggiri",
    "vannamei": "vaname", "karaginan": "karagenan", "zeylanicum": "ceylon",
    "klapa": "kelapa", "luak": "luwak", "dammar": "damar", "pallet": "palet",
    "organik": "organic", "arabica": "arabika", "vanilla": "vanili",
    "panili": "vanili", "vanila": "vanili", "handicraft": "craft",
    "telor": "telur", "ijo": "hijau", "embroidery": "embroidered",
    "kontainer": "container",
}  # fmt: skip

# Words that carry no product: function words, trade talk, home of the goods.
STOP_WORDS = frozenset(
    (
        "dan atau dari untuk yang di ke dengan pada oleh per kg ton jual beli cari "
        "butuh mencari membutuhkan pembeli penjual jualan penjualan ekspor export "
        "exports kualitas murah harga produk usaha pembuatan pembuat produksi "
        "memproduksi pengrajin perajin aneka macam industri asli khas lampung "
        "indonesia indonesian sumatra sumatera kami saya ada dll dsb lain lainnya "
        "siap mutu terbaik super toko tani petani pengolahan dalam "
        "the a an of for and or from in on with to buy need needs looking we our "
        "want wanted supplier suppliers manufacturer quality high best price "
        "wholesale any some good is are your please quote offer inquiry mt tons "
        "tonnes importer exporter seller buyer origin made"
    ).split()
)
# Moisture and ash name a limit, not water or ash.
_STOP_PHRASES = re.compile(r"\bkadar (?:air|abu)\b|\bmoisture\b")
# How goods are packed hardly tells what they are.
LIGHT_WORDS = frozenset(
    (
        "botol kemasan sachet karung karton kardus bal dus peti drum jerigen literan "
        "toples pouch bag carton box bale bottle pack flexitank container fcl curah "
        "bulk press wholesale retail grade tin kaleng"
    ).split()
)
# After a number only: "green gram" is a pulse.
_UNITS = frozenset("g gr gram grams cm mm m inch ft l liter litre pcs pct".split())
PURPOSE_MARKERS = frozenset("untuk buat rasa for".split())
SOURCE_MARKERS = frozenset("dari from".split())
_KEPT_S = frozenset(
    "nanas talas beras kapas kertas gelas panas emas mas gas tikus rempelas".split()
)
_SHORTEST_PLURAL = 4


def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces.

    Parameters
    ----------
    text
        Anything a person typed.

    Returns
    -------
    str
        The same words in a form that compares; equal names give equal strings.

    Examples
    --------
    >>> normalise("  KERIPIK  Pisang (Rasa: Coklat)")
    'keripik pisang rasa coklat'
    >>> normalise("Bird's-nest Café")
    'birds nest cafe'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def fold(word: str) -> str:
    """One normalised word with spelling variants and the English plural folded.

    Indonesian is not stemmed: a stemmer turns `kelapa` into `lapa`.
    """
    word = SPELLINGS.get(word, word)
    if len(word) < _SHORTEST_PLURAL or word in _KEPT_S or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return SPELLINGS.get(word[:-1], word[:-1])


def content_words(text: str) -> tuple[str, ...]:
    """Folded words of `text` in order, without stop words.

    A text of stop words only keeps them, so that it is not read as empty.
    """
    words = _STOP_PHRASES.sub(" ", normalise(text)).split()
    kept = [
        word
        for before, word in zip(["", *words], words, strict=False)
        if word not in STOP_WORDS and not (word in _UNITS and before.isdigit())
    ]
    return tuple(fold(word) for word in kept or words)


def head_and_tail(text: str) -> tuple[str, str, str]:
    """What is named, the marker, and what it is for, tastes of or comes from.

    Examples
    --------
    >>> head_and_tail("arang tempurung untuk karbon aktif")
    ('arang tempurung', 'untuk', 'karbon aktif')
    """
    words = normalise(text).split()
    for position, word in enumerate(words):
        before = [w for w in words[:position] if w not in STOP_WORDS]
        if word in PURPOSE_MARKERS | SOURCE_MARKERS and before:
            tail = " ".join(words[position + 1 :])
            return " ".join(words[:position]), word, tail
    return " ".join(words), "", ""


def is_number(word: str) -> bool:
    """A number, alone or with its unit: `5`, `60kg`, `20ft`."""
    return _NUMBER.fullmatch(word) is not None
