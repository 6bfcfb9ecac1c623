"""The words under which a text is found: the same in the index and in the query."""

from __future__ import annotations

from functools import cache, lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

from wadah.core.language.normalise import content_words

# Where taking the affix off names other goods or no word at all: candied fruit is not
# sweet bark, fodder is not green, carrageenan is not a garland.
_KEPT = frozenset(
    (
        "karagenan karangan teralis jalantah setengah manisan asinan hijauan kukui "
        "kepok kesehatan rumahan undangan pisan percetakan perhiasan olahan "
        "sekincau semaka belalau pesawaran seputih penengahan sekampung maluku"
    ).split()
)
# What the stemmer cuts too short.
_MENDED = {"pengeringan": "kering", "peternakan": "ternak", "pengering": "kering"}
_SHORTEST_STEM = 4
_WORDS_REMEMBERED = 200_000


@cache
def _stemmer() -> object:
    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=_WORDS_REMEMBERED)
def stem(word: str) -> str:
    """One folded word without its Indonesian affixes; English passes unchanged.

    Examples
    --------
    >>> stem("gulungan"), stem("kelapa"), stem("manisan"), stem("pengeringan")
    ('gulung', 'kelapa', 'manisan', 'kering')
    """
    if word in _KEPT or len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word
    if word in _MENDED:
        return _MENDED[word]
    found = str(_stemmer().stem(word))  # type: ignore[attr-defined]
    return found if len(found) >= _SHORTEST_STEM else word


def index_words(text: str) -> tuple[str, ...]:
    """The words under which a text is found, each once, in its order.

    Parameters
    ----------
    text
        A name, a description, a query.

    Returns
    -------
    tuple of str
        Lower case, folded spelling, without stop words, stemmed (Nazief and Adriani,
        with the exceptions that name other goods).

    References
    ----------
    Nazief and Adriani 1996, Confix-stripping; PySastrawi 1.2.

    Examples
    --------
    >>> index_words("Kayu manis gulungan, Kayu MANIS")
    ('kayu', 'manis', 'gulung')
    """
    return tuple(dict.fromkeys(stem(word) for word in content_words(text)))
