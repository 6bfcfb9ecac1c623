"""Words people write, read as product families."""

from wadah.core.language.activity import families_of_activity, family_of_activity
from wadah.core.language.classification.classify import (
    Classification,
    Question,
    classify_goods,
)
from wadah.core.language.classification.facts import Answer, parse_answer
from wadah.core.language.classification.index import (
    CodeIndex,
    CodeText,
    GoodsName,
    NameBook,
    add_names,
    build_code_index,
)
from wadah.core.language.classification.official import join_ancestors
from wadah.core.language.classification.stored import (
    index_from_plain,
    index_to_plain,
)
from wadah.core.language.classification.words import Lexicon, build_lexicon
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
    "Answer",
    "Classification",
    "CodeIndex",
    "CodeText",
    "Family",
    "FamilyHit",
    "FamilyTerm",
    "GoodsIndex",
    "GoodsName",
    "Lexicon",
    "NameBook",
    "Question",
    "RankedEntry",
    "RequestReading",
    "Thesaurus",
    "WantedWord",
    "WordGroup",
    "add_names",
    "build_code_index",
    "build_goods_index",
    "build_lexicon",
    "build_thesaurus",
    "classify_goods",
    "content_words",
    "families_of_activity",
    "family_of_activity",
    "index_from_plain",
    "index_to_plain",
    "index_words",
    "join_ancestors",
    "make_position",
    "normalise",
    "parse_answer",
    "rank_entries",
    "read_request",
    "search_families",
    "stem",
    "wanted_words",
    "weigh_word",
]
