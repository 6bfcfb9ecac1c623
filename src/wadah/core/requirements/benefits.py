"""What a proof of origin brings: the saving, the forms that prove it, its last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wadah.core.requirements.case import Case
from wadah.core.requirements.rules import DocumentLeaf, Rule, leaves
from wadah.core.requirements.vocabulary import DocumentType, Vocabulary
from wadah.core.values import Text

_POINT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Benefit:
    """A lower duty that can be claimed; it never holds a shipment back.

    Parameters
    ----------
    saving
        What is saved, in words; None for a row that says there is nothing to save.
    forms
        The papers that prove it.
    starts_on, ends_on
        First and last day of the preference; None where no day is set.
    """

    saving: Text | None
    forms: tuple[DocumentType, ...]
    starts_on: date | None
    ends_on: date | None

    def as_json(self) -> dict[str, object]:
        return {
            "saving": self.saving.as_json() if self.saving else None,
            "forms": [
                {"type": one.slug, "name": one.name.as_json()} for one in self.forms
            ],
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
        }


def describe_benefit(
    rule: Rule, case: Case, words: Vocabulary, is_open: bool
) -> Benefit:
    """The saving, the forms and the last day of a row about duty.

    Parameters
    ----------
    is_open
        True where it is not known whether the preference holds: nothing is promised.

    Notes
    -----
    No rate is promised: the rule base holds none, and both the ordinary and the lower
    rate are looked up for the code on the day. What a point of duty is worth is told.
    """
    slugs = [
        slug
        for leaf in leaves(rule.tree)
        if isinstance(leaf, DocumentLeaf)
        for slug in leaf.types
    ]
    starts = [phase.valid_from for phase in rule.phases if phase.valid_from]
    ends = [phase.valid_to for phase in rule.phases if phase.valid_to]
    has_end = bool(ends) and len(ends) == len(rule.phases)
    return Benefit(
        saving=_saving(case) if slugs and not is_open else None,
        forms=tuple(words.document_types[slug] for slug in dict.fromkeys(slugs)),
        starts_on=min(starts, default=None),
        ends_on=max(ends) if has_end else None,
    )


def _saving(case: Case) -> Text:
    general = Text(
        "Bea masuk turun dari tarif umum (MFN) ke tarif preferensi; cek kedua tarif "
        "untuk kode HS ini pada hari tiba.",
        "The duty falls from the ordinary (MFN) to the preferential rate; look up both "
        "for this HS code on the day of arrival.",
    )
    value = case.facts.get("consignment.value")
    amount = value.get("amount") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(amount, Decimal):
        return general
    point = f"{(amount * _POINT).quantize(_POINT):,f}"
    in_indonesian = point.translate(str.maketrans(",.", ".,"))
    currency = value.get("currency") or ""
    return Text(
        f"{general.id} Tiap poin persen yang turun bernilai {currency} {in_indonesian} "
        "pada kiriman ini.",
        f"{general.en} Each percentage point less is worth {currency} {point} on this "
        "consignment.",
    )
