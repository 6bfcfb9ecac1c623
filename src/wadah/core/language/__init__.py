"""Words people write, read as product families."""

from wadah.core.language.activity import families_of_activity, family_of_activity
from wadah.core.language.month_names import MONTH_NAMES
from wadah.core.language.normalise import content_words, normalise
from wadah.core.language.ranking import (
    RankedEntry,
    WordGroup,
    make_position,
    rank_entries,
    weigh_word,
)
from wadah.core.language.request_text.doubts import DOUBT_CODES
from wadah.core.language.request_text.goods import GoodsIndex, build_goods_index
from wadah.core.language.request_text.reader import read_request
from wadah.core.language.request_text.reading import RequestReading
from wadah.core.language.request_text.source import MOST_SIGNS
from wadah.core.language.search import FamilyHit, search_families
from wadah.core.language.spelling import WantedWord, wanted_words
from wadah.core.language.stemming import index_words, stem
from wadah.core.language.thesaurus import (
    Family,
    FamilyTerm,
    Thesaurus,
    build_thesaurus,
)

__all__ = [
    "DOUBT_CODES",
    "MONTH_NAMES",
    "MOST_SIGNS",
    "Family",
    "FamilyHit",
    "FamilyTerm",
    "GoodsIndex",
    "RankedEntry",
    "RequestReading",
    "Thesaurus",
    "WantedWord",
    "WordGroup",
    "build_goods_index",
    "build_thesaurus",
    "content_words",
    "families_of_activity",
    "family_of_activity",
    "index_words",
    "make_position",
    "normalise",
    "rank_entries",
    "read_request",
    "search_families",
    "stem",
    "wanted_words",
    "weigh_word",
]
