"""Goods in anybody's words, read as six-digit codes."""

from wadah.core.language.classification.classify import (
    Candidate,
    Classification,
    Question,
    classify_goods,
)
from wadah.core.language.classification.facts import Answer, parse_answer
from wadah.core.language.classification.index import (
    CodeText,
    GoodsIndex,
    GoodsName,
    NameBook,
    add_names,
    build_index,
)
from wadah.core.language.classification.stored import (
    index_from_plain,
    index_to_plain,
)
from wadah.core.language.classification.words import Lexicon, build_lexicon

__all__ = [
    "Answer",
    "Candidate",
    "Classification",
    "CodeText",
    "GoodsIndex",
    "GoodsName",
    "Lexicon",
    "NameBook",
    "Question",
    "add_names",
    "build_index",
    "build_lexicon",
    "classify_goods",
    "index_from_plain",
    "index_to_plain",
    "parse_answer",
]
