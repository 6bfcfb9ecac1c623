"""What becomes of each thing that hangs on a business when it is merged.

Every relation to a business stands here, those of later steps by name; a test fails
when a new one does not, so that no merge ever leaves rows behind unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from wadah.apps.registry.models import Business


class Fate(Enum):
    """Moves to the kept record; moves unless that has its like; or stays as history."""

    MOVES = "moves"
    MOVES_ONCE = "moves_once"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Relation:
    """`model` is app and class, `link` the field that names the business.

    `once` names the fields in which two rows of one business may not agree, and
    `while_open` the field that is empty as long as that holds; without one it always
    does.
    """

    model: str
    link: str
    fate: Fate
    once: tuple[str, ...] = ()
    while_open: str = ""

    @property
    def name(self) -> str:
        return f"{self.model}.{self.link}"

    def rows_of(self, business: Business) -> QuerySet[Model]:
        rows: QuerySet[Model] = apps.get_model(self.model)._base_manager.order_by("pk")
        return rows.filter(**{self.link: business})

    def list_movable(self, kept: Business, absorbed: Business) -> list[int]:
        """Keys of the rows that move."""
        if self.fate is Fate.STAYS:
            return []
        rows = self.rows_of(absorbed)
        if self.fate is Fate.MOVES:
            return list(rows.values_list("pk", flat=True))
        taken = set(self._open(self.rows_of(kept)).values_list(*self.once))
        binding = set(self._open(rows).values_list("pk", flat=True))
        return [
            row["pk"]
            for row in rows.values("pk", *self.once)
            if row["pk"] not in binding
            or tuple(row[name] for name in self.once) not in taken
        ]

    def _open(self, rows: QuerySet[Model]) -> QuerySet[Model]:
        if not self.while_open:
            return rows
        if self.while_open == "state":
            return rows.filter(state="open")
        return rows.filter(**{f"{self.while_open}__isnull": True})


RELATIONS: tuple[Relation, ...] = (
    Relation("registry.Product", "business", Fate.MOVES),
    Relation("registry.Site", "business", Fate.MOVES),
    Relation("registry.Person", "business", Fate.MOVES),
    Relation("registry.Visit", "business", Fate.MOVES),
    Relation("registry.StatedCertificate", "business", Fate.MOVES),
    Relation("validation.Document", "business", Fate.MOVES),
    Relation("validation.PaperDraft", "business", Fate.MOVES),
    Relation("registry.Consent", "business", Fate.MOVES_ONCE,
             ("organisation_id",), "withdrawn_on"),
    Relation("registry.GroupMember", "business", Fate.MOVES_ONCE,
             ("group_id",), "ended_on"),
    Relation("registry.Claim", "business", Fate.MOVES_ONCE, ("user_id",), "state"),
    Relation("registry.Downtime", "business", Fate.MOVES),
    # An answer goes with its product.
    Relation("matching.RequestAnswer", "business", Fate.MOVES),
    Relation("matching.RequestMessage", "business", Fate.MOVES),
    Relation("meetings.Participant", "business", Fate.MOVES_ONCE, ("event_id",)),
    # Where the record came from and what lists said of it: the history of each.
    Relation("registry.BatchChange", "business", Fate.STAYS),
    Relation("registry.ImportDifference", "business", Fate.STAYS),
    # Pairs are hidden with the record and come back with it.
    Relation("registry.PossibleDuplicate", "first", Fate.STAYS),
    Relation("registry.PossibleDuplicate", "second", Fate.STAYS),
    # A chain of merges is undone from its end.
    Relation("registry.Merge", "kept", Fate.STAYS),
    Relation("registry.Merge", "absorbed", Fate.STAYS),
    Relation("registry.Business", "merged_into", Fate.STAYS),
)  # fmt: skip


def list_all_relations() -> list[str]:
    """Every relation to a business that any installed table has."""
    relations: list[Any] = [
        relation
        for relation in Business._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    ]
    return sorted(
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in relations
    )
