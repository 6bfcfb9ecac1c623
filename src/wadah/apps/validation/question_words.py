"""What the answer to a question would decide, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from wadah.apps.validation.question import find_question
from wadah.core.requirements.questions import RESULT_OF
from wadah.core.values import InvalidInput

# As they stand within a sentence.
_OUTCOMES: dict[str, Any] = {
    "ready": pgettext_lazy("within a sentence", "ready"),
    "cannot_tell": pgettext_lazy("within a sentence", "cannot tell"),
    "not_ready": pgettext_lazy("within a sentence", "not ready"),
    "prohibited": pgettext_lazy("within a sentence", "prohibited"),
}


def describe_question(
    question: Mapping[str, Any], verdict: str, language: str
) -> dict[str, Any]:
    """The question in one language, with what it decides and what it leads to."""
    return {
        **question,
        "text": question["text"][language],
        "outcome": _outcome(question, verdict),
        "asked_next": [
            text for code in question.get("then", ()) if (text := _text(code, language))
        ],
        "is_of_laboratory": question["code"].startswith(RESULT_OF),
    }


def _outcome(question: Mapping[str, Any], verdict: str) -> str:
    """Verdicts of before name no outcome; advice and benefits turn no verdict."""
    best, worst = question.get("best"), question.get("worst")
    if best is None or worst is None or not question.get("decides"):
        return ""
    words = {"best": _OUTCOMES[best], "worst": _OUTCOMES[worst]}
    if best == worst == verdict:
        return _("Alone it leaves the verdict at: %(best)s.") % words
    if question["code"].startswith("rules."):
        return _("With a yes: %(best)s. With a no: %(worst)s.") % words
    return _("With the best answer: %(best)s. With the worst: %(worst)s.") % words


def _text(code: str, language: str) -> str:
    """Empty for a question of an old verdict that is asked no more."""
    try:
        return find_question(code).question.in_language(language)
    except InvalidInput:
        return ""
