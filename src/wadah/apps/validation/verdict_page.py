"""A result of the rules put into the words and the order of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wadah.apps.requirements.queries.rule import has_page
from wadah.apps.requirements.words import confidence_words, party_words
from wadah.apps.validation.queries.work import (
    COUNTED,
    list_weighty,
    price_kept_step,
)
from wadah.apps.validation.question_words import describe_question
from wadah.core.requirements import StepBook
from wadah.core.values import Verdict

BLOCKING = ("failing", "missing", "expired")


def describe_verdict(
    result: Mapping[str, Any], language: str, book: StepBook
) -> dict[str, Any]:
    """Sentence, questions and groups of lines, each in one language.

    `book` prices the steps: the figures of the reader's organisation come first.
    """
    items = [_line(item, language, book) for item in result["items"]]
    groups = [group for group in _groups(items) if group[2]]
    weighing = [group for group in groups if _weighs(group[2])]
    return {
        "sentence": _sentence(result),
        # What decides is read first; the rest can be opened.
        "first": weighing,
        "rest": [group for group in groups if group not in weighing],
        "questions": [
            describe_question(question, result["verdict"], language)
            for question in result["questions"]
        ],
        "benefits": [_line(item, language, book) for item in result["benefits"]],
    }


def _weighs(lines: list[dict[str, Any]]) -> bool:
    return any(
        line["effect"] in COUNTED and line["status"] in (*BLOCKING, "unknown")
        for line in lines
    )


def _groups(items: list[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    def of(*statuses: str, weighty: bool | None = None) -> list[dict[str, Any]]:
        return [
            item
            for item in items
            if item["status"] in statuses
            and (weighty is None or (item["effect"] in COUNTED) is weighty)
        ]

    return [
        (_("What stops it"), "", of(*BLOCKING, weighty=True)),
        (
            _("What is not known"),
            _("A question, a look-up or a result is missing. It is no refusal."),
            of("unknown", weighty=True),
        ),
        (_("What is met"), "", of("met")),
        (
            _("What comes later"),
            _("Due on a later day, or in force only from a later day."),
            of("later"),
        ),
        (
            _("Advice, and what costs"),
            _("Does not count in the verdict."),
            [*of("advice"), *of(*BLOCKING, "unknown", weighty=False)],
        ),
        (
            _("What is not asked"),
            _("Papers that some guides still demand."),
            of("not_asked"),
        ),
    ]


def _line(item: Mapping[str, Any], language: str, book: StepBook) -> dict[str, Any]:
    warning = item["warning"]
    return {
        **item,
        "message": item["message"][language],
        "reason": item["reason"][language],
        "warning": warning[language] if warning else "",
        "confidence_words": confidence_words(item["confidence"]),
        "has_page": has_page(item["rule"]),
        "party_words": party_words(item["party"]),
        "steps": [
            {**step, **price_kept_step(step, book), "text": step["text"][language]}
            for step in item["steps"]
        ],
        # A fact stands in the case itself; verdicts of before name no evidence.
        "evidence": [one for one in item.get("evidence", ()) if one["kind"] != "fact"],
        "gain": _gain(item.get("benefit"), language),
    }


def _gain(benefit: Mapping[str, Any] | None, language: str) -> dict[str, Any] | None:
    """What a proof of origin saves, the papers that prove it and its last day."""
    if benefit is None:
        return None
    saving = benefit["saving"]
    return {
        "saving": saving[language] if saving else "",
        "forms": [form["name"][language] for form in benefit["forms"]],
        "ends_on": benefit["ends_on"],
    }


def _sentence(result: Mapping[str, Any]) -> str:
    """Why, in one sentence and plain words."""
    weighty = list_weighty(dict(result))
    stops = sum(item["status"] in BLOCKING for item in weighty)
    unknown = len(weighty) - stops
    if result["verdict"] == Verdict.READY:
        return _("Every paper that is due is there and every limit is kept.")
    if result["verdict"] == Verdict.PROHIBITED:
        return _("A law forbids it as it stands. The first line says why.")
    if result["verdict"] == Verdict.NOT_READY:
        return ngettext(
            "One thing stops it; the first step below mends it.",
            "%(count)d things stop it; the steps below mend them.",
            stops,
        ) % {"count": stops}
    return ngettext(
        "Nothing stops it so far, but one thing is not known.",
        "Nothing stops it so far, but %(count)d things are not known.",
        unknown,
    ) % {"count": unknown}
