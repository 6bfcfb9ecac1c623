"""The evidence of a pair as sentences, and its score in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.models import PossibleDuplicate
from wadah.apps.registry.queries.duplicates import CERTAIN, LIKELY

# A weight below this, for or against, tells nothing.
_LEAST_WEIGHT = 0.5
REASONS: dict[tuple[str, str], str | Promise] = {
    ("name", "same"): _("The names agree."),
    ("name", "alike"): _("The names differ in a few letters only."),
    ("name", "near"): _("Parts of the names agree."),
    ("name", "other_one_number"): _("The names differ, but the NIB is one."),
    ("name", "owner_as_name"): _("One record bears only the owner's name."),
    ("name", "other"): _("The names differ."),
    ("owner", "same"): _("The owners agree."),
    ("owner", "alike"): _("The owners' names differ in a few letters only."),
    ("owner", "part"): _("One owner's name is the beginning of the other."),
    ("owner", "near"): _("Parts of the owners' names agree."),
    ("owner", "other"): _("The owners differ."),
    ("phone", "same"): _("The phone number is one."),
    ("phone", "other"): _("The phone numbers differ."),
    ("nib", "same"): _("The NIB is one."),
    ("nib", "other"): _("The NIB differs."),
    ("place", "same_village"): _("The village is one."),
    ("place", "alike_village"): _("The village is spelt almost alike."),
    ("place", "same_district"): _("The district is one; one village is not known."),
    ("place", "other_village"): _("The district is one, the villages differ."),
    ("place", "same_region"): _("The regency is one, the districts differ."),
    ("place", "other"): _("The regencies differ."),
    ("street", "same"): _("The street and the number are one."),
    ("street", "alike"): _("The street is one or spelt almost alike."),
    ("street", "other"): _("The streets differ."),
    ("family", "same"): _("They make the same."),
    ("family", "other"): _("They make different things."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence; `speaks_for` tells on which side it weighs."""

    text: str | Promise
    speaks_for: bool
    weight: float


def list_reasons(evidence: Iterable[Mapping[str, object]]) -> list[Reason]:
    """What speaks for one business, the heaviest first, then what speaks against."""
    reasons = []
    for entry in evidence:
        sentence = REASONS.get((str(entry["field"]), str(entry["level"])))
        weight = float(str(entry["weight"]))
        if sentence is not None and abs(weight) >= _LEAST_WEIGHT:
            reasons.append(Reason(sentence, weight > 0, weight))
    return sorted(reasons, key=lambda reason: (not reason.speaks_for, -reason.weight))


def list_reasons_of(pair: PossibleDuplicate) -> list[Reason]:
    """The reasons of a pair; one that a list's own rule named has that one."""
    reasons = list_reasons(pair.evidence)
    return reasons or [Reason(_("Same name, owner and address in a list."), True, 0.0)]


def say_score(score: Decimal | None) -> str | Promise:
    if score is None:
        return _("named by a rule")
    if score >= CERTAIN:
        return _("almost certainly one business")
    if score >= LIKELY:
        return _("very likely one business")
    return _("possibly one business")
