"""Turns what matching found into sentences of the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.apps.accounts.form_errors import in_language
from wadah.apps.matching.models import Match, Refusal
from wadah.apps.matching.word_lists import list_words
from wadah.apps.matching.words import PACKINGS
from wadah.core.matching import read_certificate
from wadah.core.requirements import Vocabulary


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match with its reasons as sentences."""

    match: Match
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class ConstraintLine:
    """One reason of a refusal: what is there and what is needed."""

    text: str
    have: str
    need: str


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A refusal with its reasons and the steps to yes."""

    refusal: Refusal
    constraints: list[ConstraintLine]
    steps: list[str]


def describe_matches(matches: Iterable[Match]) -> list[MatchLine]:
    return [MatchLine(match, [sentence(r) for r in match.reasons]) for match in matches]


def describe_refusals(refusals: Iterable[Refusal]) -> list[RefusalLine]:
    return [
        RefusalLine(
            refusal,
            [
                ConstraintLine(
                    sentence(one.get("text")),
                    show_value(one.get("have")),
                    show_value(one.get("need")),
                )
                for one in refusal.constraints
            ],
            [describe_step(step) for step in refusal.steps],
        )
        for refusal in refusals
    ]


def describe_pool(pool: Mapping[str, Any]) -> str:
    """What the pool comes to, in one sentence; empty when there is none."""
    status = pool.get("status")
    if status == "filled_with_reserve":
        return _("Together they fill the request, with some capacity in reserve.")
    if status == "filled":
        return _("Together they just fill the request, with little in reserve.")
    if status == "short":
        missing = _grouped(float(pool.get("shortfall_kg", 0)))
        return _("Together they fall short by %(kg)s kg.") % {"kg": missing}
    return ""


def describe_step(step: Mapping[str, Any]) -> str:
    """What to do, with days and rupiah where they are known."""
    parts = [sentence(step.get("text")) or str(step.get("action", ""))]
    days, cost = step.get("days"), step.get("cost_idr")
    if days:
        parts.append(_("%(low)s to %(high)s days") % {"low": days[0], "high": days[1]})
    if cost:
        parts.append(
            _("Rp %(low)s to %(high)s")
            % {"low": _grouped(cost[0]), "high": _grouped(cost[1])}
        )
    return parts[0] if len(parts) == 1 else f"{parts[0]} ({', '.join(parts[1:])})"


def sentence(text: Any) -> str:
    """The sentence of a pair of languages; plain text stays as it is."""
    if isinstance(text, Mapping):
        language = (get_language() or "id")[:2]
        return str(text.get("id" if language == "id" else "en") or "")
    return str(text or "")


def show_value(value: Any) -> str:
    """A plain value of a refusal in words a person reads."""
    if value is None or value == []:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(show_value(one) for one in value)
    if isinstance(value, Mapping):
        return _show_mapping(value)
    if isinstance(value, int | float):
        return _grouped(value)
    return _name_of(str(value))


def describe_certificates(certificates: Iterable[Any]) -> str:
    """The papers a buyer asks for by name, the welcome ones marked."""
    types = _words().document_types
    shown = []
    for one in certificates:
        name = one if isinstance(one, str) else str(one.get("type") or one.get("name"))
        need = read_certificate(name, frozenset(types), "certificates")
        word = _name_of(need.document_type)
        shown.append(
            word if need.is_required else _("%(paper)s (welcome)") % {"paper": word}
        )
    return ", ".join(shown)


def _show_mapping(value: Mapping[str, Any]) -> str:
    if set(value) == {"kg"}:
        return _("%(kg)s kg") % {"kg": show_value(value["kg"])}
    shown = [
        show_value(part)
        for key, part in value.items()
        if part not in (None, {}, [], "as_sold") and key not in _UNSPOKEN
    ]
    return " ".join(shown)


def _words() -> Vocabulary:
    # Names of papers and parameters do not depend on the families of an installation.
    return list_words(frozenset())


def _name_of(word: str) -> str:
    """The name of a word of the vocabulary; any other text as it is."""
    words = _words()
    if word in PACKINGS:
        return str(PACKINGS[word])
    if word in words.parameters:
        return in_language(words.parameters[word].name)
    if word in words.document_types:
        return in_language(words.document_types[word].name)
    return _OPERATOR_SIGNS.get(word, word)


# Keys that say nothing to a reader beside the others.
_UNSPOKEN = ("alias", "faults", "name")
_OPERATOR_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def _grouped(number: float) -> str:
    """Thousands apart and the decimal sign of the language."""
    text = f"{number:,.3f}".rstrip("0").rstrip(".")
    if (get_language() or "id").startswith("id"):
        return text.translate(str.maketrans(",.", ".,"))
    return text
