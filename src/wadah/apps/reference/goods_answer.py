"""Goods classified with what this installation knows, as one plain document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wadah.apps.reference.code_index import get_code_index
from wadah.apps.reference.goods_text import check_goods_text
from wadah.core.language import (
    Classification,
    Question,
    classify_goods,
    parse_answer,
)


def find_codes(text: str, answers: Iterable[str], limit: int) -> Classification:
    """Codes for goods. Raises `InvalidInput` on a bad text or an unknown answer."""
    words = check_goods_text(text)
    told = tuple(parse_answer(answer) for answer in answers)
    index, pairs = get_code_index()
    return classify_goods(words, index, pairs, told, limit)


def answer_goods(text: str, answers: Iterable[str], limit: int) -> dict[str, Any]:
    """The answer in the shape of the interface. Raises `InvalidInput`."""
    found = find_codes(text, answers, limit)
    return {
        "sure": found.sure,
        "candidates": [
            {
                "hs6": candidate.hs6,
                "score": candidate.score,
                "label": candidate.label.as_json(),
                "reason": candidate.reason.as_json(),
            }
            for candidate in found.candidates
        ],
        "questions": [_question(question) for question in found.questions],
        "nomenclature": "HS2022" if get_code_index()[0].is_full else "",
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "fact": question.fact,
        "text": question.text.as_json(),
        "options": [
            {
                "answer": f"{question.fact}:{option.value}",
                "text": option.label.as_json(),
                "hs6": list(option.hs6),
            }
            for option in question.options
        ],
    }
