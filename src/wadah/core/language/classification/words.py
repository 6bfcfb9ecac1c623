"""Words of goods in one form for both languages: `udang beku` and `frozen prawns`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wadah.core.language.normalise import STOP_WORDS, fold, is_number, normalise
from wadah.core.language.stemming import stem

NOT = "not_"
_STOP = STOP_WORDS | frozenset(
    (
        "other others lain lainnya berupa jenis item heading no nec e c g eg whether "
        "thereof kind used use suitable including include put up containing contain "
        "added mengandung mengandungi tambahan ditambah termasuk meliputi berbagai "
        "semua all as such like be been by at that than its their it similar similarly "
        "nor either n spp s de etc dsb setiap each per one two dua satu sebagai "
        "merupakan adalah "
        "digunakan dipakai siap pakai type tipe model brand merek ukuran size "
        "diameter panjang lebar tebal berat weight width length thickness height kg "
        "premium kualitas ekspor export mixed assorted various quality local lokal "
        "buatan hasil barang goods item items product products articles article parts "
        "nomor pos subpos spesies species khusus especially particularly only hanya "
        "tersebut ini itu akan telah sudah bisa dapat may can whole not"
    ).split()
) - frozenset("parts whole toko kering super not press produk".split())
_NEGATORS = frozenset("not non without no tidak belum tanpa bukan nir neither".split())
_CARRIES_ON = frozenset("or nor atau ataupun maupun and dan".split())
_ENDINGS = ("sses", "shes", "ches", "xes", "zzes")
_LONG_OES = 7
_UNCOUNTED = frozenset("shoes canoes axes headaches aches".split())
_IRREGULAR = {
    "knives": "knife", "shelves": "shelf", "halves": "half", "loaves": "loaf",
    "wolves": "wolf", "calves": "calf", "feet": "foot", "teeth": "tooth",
    "geese": "goose", "mice": "mouse", "men": "man", "women": "woman",
    "children": "child", "lenses": "lens", "vases": "vase", "cases": "case",
    "houses": "house", "nurses": "nurse", "blouses": "blouse", "cheeses": "cheese",
    "juices": "juice", "cables": "cable", "scarves": "scarf", "oxen": "ox",
    "glasses": "glasses", "axes": "axe", "shoes": "shoe", "hoes": "hoe",
    "canoes": "canoe", "bras": "bra", "gas": "gas", "jeans": "jeans",
    "goods": "goods", "bus": "bus", "buses": "bus", "chassis": "chassis",
    "sandals": "sandal", "clothes": "clothes", "pliers": "pliers",
}  # fmt: skip
_NUMBERED = re.compile(r"\d")
# Function words and endings that tell a language apart.
_INDONESIAN = frozenset(
    "untuk dari dan yang tanpa dengan belum tidak bukan atau pada di buat rasa".split()
)
_ENGLISH = frozenset("of for with and in not from without the or to made".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its common form, and as it was written."""

    common: str
    written: str
    position: int


Forms = Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words of two languages have in common.

    Parameters
    ----------
    forms
        By language and first word: what may follow, and the common words it stands
        for, the longest first.
    english, indonesian
        Words seen in texts of one language; they tell which a text is in.
    """

    forms: Mapping[str, Forms]
    english: frozenset[str] = field(repr=False, default=frozenset())
    indonesian: frozenset[str] = field(repr=False, default=frozenset())

    def with_vocabulary(self, english: Iterable[str], other: Iterable[str]) -> Lexicon:
        """The same forms, with what texts of each language use."""
        return Lexicon(self.forms, frozenset(english), frozenset(other))


def build_lexicon(rows: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Read rows of (common words, English forms, Indonesian forms), `|` between forms.

    The common words are an English form themselves.
    """
    found: dict[str, dict[str, dict[tuple[str, ...], tuple[str, ...]]]] = {
        "en": {},
        "id": {},
    }
    for common, english, indonesian in rows:
        target = _target(common)
        for language, cell in (("en", f"{common}|{english}"), ("id", indonesian)):
            for form in cell.split("|"):
                words = tuple(plain(word) for word in normalise(form).split())
                if words:
                    found[language].setdefault(words[0], {})[words] = target
    return Lexicon(
        {
            language: {
                first: tuple(sorted(forms.items(), key=lambda form: -len(form[0])))
                for first, forms in by_first.items()
            }
            for language, by_first in found.items()
        }
    )


# A kind of what its last word says: green tea is tea, a sea cucumber is no cucumber.
_KINDS = frozenset(
    "oil tea coffee rice sugar flour starch sauce paper tuna pepper milk cigarette "
    "soap jewellery tableware cement machine thread tyre bag box juice drink water "
    "fish cream fabric shoe lamp net fruit meal salt ore acid gas charcoal rubber "
    "panel glove glass wood cloth bulb powder feed toothbrush brush vase "
    "chair table furniture battery salmon cow bird flower plant medicine".split()
)


def _target(common: str) -> tuple[str, ...]:
    words = [plain(word) for word in normalise(common).split()]
    joined = "_".join(words)
    if len(words) > 1 and words[-1] in _KINDS:
        return (joined, words[-1])
    return (joined,)


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A normalised word with its English plural taken off.

    Examples
    --------
    >>> plain("boxes"), plain("tomatoes"), plain("shoes"), plain("kipas")
    ('box', 'tomato', 'shoe', 'kipas')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEPT:
        return word
    if word.endswith(_ENDINGS) or (word.endswith("oes") and len(word) >= _LONG_OES):
        word = word[:-2]
    return fold(word)


_KEPT = frozenset(
    "kipas lemas nafas napas ampas gips kapas teras hias keras batas lepas panas "
    "bekas kuas tapis manis habis amis iris bis keris sisis tas atas ras rias dus "
    "bus kus rebus bungkus kaktus tumis kumis garis lapis tiras lens brass glass "
    "kanvas canvas asbes asbestos cutlass christmas texas pas beras kertas emas "
    "gelas nanas talas mas tikus rempelas berkas puas matras mentas tulis".split()
)


def language_of(words: Iterable[str], lexicon: Lexicon) -> str:
    """`id` or `en`, by what the words are known in; Indonesian when it is even."""
    balance = 0
    for word in words:
        known_id = word in lexicon.indonesian or word in lexicon.forms["id"]
        known_en = word in lexicon.english or word in lexicon.forms["en"]
        balance += 2 * (word in _INDONESIAN) - 2 * (word in _ENGLISH)
        balance += int(known_id and not known_en) - int(known_en and not known_id)
    return "en" if balance < 0 else "id"


def common_words(text: str, lexicon: Lexicon, language: str = "") -> tuple[Word, ...]:
    """The content words of a text in their common form, in its order.

    Parameters
    ----------
    text
        Anything a person typed, or an official text.
    language
        `id` or `en`; empty to tell it from the words.

    Returns
    -------
    tuple of Word
        A word that is denied ("not roasted", "belum disangrai") begins with `not_`.
    """
    written = _OF_KIND.sub(r"\2 \1", normalise(text)).split()
    words = [plain(word) for word in written]
    first = language or language_of(words, lexicon)
    order = (first, "id" if first == "en" else "en")
    found: list[Word] = []
    position, denied = 0, False
    while position < len(words):
        length, commons = _form_at(words, position, lexicon, order)
        if not length and written[position] in _NEGATORS:
            denied, position = True, position + 1
            continue
        if not length:
            length, commons = 1, _single(words, position, lexicon, order)
        if not commons:
            denied = denied and written[position] in _STAYS_DENIED
            position += 1
            continue
        span = " ".join(written[position : position + length])
        mark = NOT if denied else ""
        found += [Word(mark + common, span, position) for common in commons]
        position += length
        following = written[position] if position < len(written) else ""
        denied = denied and following in _CARRIES_ON
    return tuple(found)


# "Oil of citronella" is citronella oil.
_OF_KIND = re.compile(
    r"\b(oil|juice|flour|starch|meat|powder|essential oil|extract|leaves|seeds) of "
    r"([a-z]+)\b"
)
_STAYS_DENIED = _CARRIES_ON | frozenset(
    "containing contain added mengandung tambahan ditambah yang being been put up "
    "the a of di dalam in for untuk".split()
)


def _form_at(
    words: list[str], position: int, lexicon: Lexicon, order: tuple[str, str]
) -> tuple[int, tuple[str, ...]]:
    word = words[position]
    for language in order:
        for form, commons in lexicon.forms[language].get(word, ()):
            if tuple(words[position : position + len(form)]) != form:
                continue
            foreign = language != order[0] and len(form) == 1
            if foreign and word in _seen(lexicon, order[0]):
                continue
            return len(form), commons
    return 0, ()


def _seen(lexicon: Lexicon, language: str) -> frozenset[str]:
    return lexicon.english if language == "en" else lexicon.indonesian


def _single(
    words: list[str], position: int, lexicon: Lexicon, order: tuple[str, str]
) -> tuple[str, ...]:
    word = words[position]
    if word in _STOP or len(word) < 2 or _is_measure(word, words, position):
        return ()
    if word in lexicon.english or word in lexicon.indonesian or order[0] == "en":
        return (word,)
    root = stem(word)
    for language in order:
        for form, commons in lexicon.forms[language].get(root, ()):
            if len(form) == 1:
                return commons
    return (root,)


_UNITS = frozenset(
    "g gr gram kg mm cm m l liter litre ml inch kva watt volt cc hp kw ply pcs pct "
    "ton meter kilogram month months tahun year years".split()
)


def _is_measure(word: str, words: list[str], position: int) -> bool:
    if is_number(word) or word.isdigit():
        return True
    before = words[position - 1] if position else ""
    return word in _UNITS and bool(_NUMBERED.match(before))
