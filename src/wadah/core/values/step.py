"""What somebody can do to turn a no into a yes, with its price in money and days."""

from __future__ import annotations

from dataclasses import dataclass

from wadah.core.values.text import Text

ACTIONS = (
    "get_document", "renew_document", "extend_scope", "register", "test_lot",
    "retest_with_method", "rework_lot", "replace_lot", "change_packing",
    "change_label", "remove_claim", "treat", "change_form", "change_date",
    "change_destination", "ask_importer", "ask_authority", "use_certified_partner",
    "pay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One action of `ACTIONS`, what it is done to, and estimates as ranges.

    Parameters
    ----------
    action
        A word of `ACTIONS`.
    subject
        The document type, parameter or question it is about.
    cost_idr, days
        Lowest and highest estimate (rupiah, calendar days), or None if unknown.
    """

    action: str
    subject: str
    text: Text
    cost_idr: tuple[int, int] | None = None
    days: tuple[int, int] | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "action": self.action,
            "subject": self.subject,
            "text": self.text.as_json(),
            "cost_idr": list(self.cost_idr) if self.cost_idr else None,
            "days": list(self.days) if self.days else None,
        }
