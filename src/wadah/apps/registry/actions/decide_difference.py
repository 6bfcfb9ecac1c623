"""Where a list says otherwise than a record, somebody takes it over or keeps it."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.business_values import set_values
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.models import Business, ImportDifference
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.registry.queries.imports import get_batch, list_differences
from wadah.core.values import InvalidInput, Text

# Fields that a person's own entry checks too, by the name it has there.
_CHECKED = {
    "name": "name", "legal_form": "legal_form", "region_id": "region_code",
    "district": "district", "village": "village", "street": "street",
    "owner_name": "owner_name", "phone": "phone", "email": "email", "kbli": "kbli",
    "made": "made", "nib": "nib",
}  # fmt: skip
_DECIDED = {
    True: ImportDifference.State.ACCEPTED,
    False: ImportDifference.State.REFUSED,
}


@transaction.atomic
def decide_difference(
    *, actor: Actor, batch_id: int, accept: bool, difference_id: int | None = None,
    field: str = "",
) -> int:  # fmt: skip
    """Decide one difference, or all open ones of a field; how many were decided.

    Raises `Absent` for a batch, difference or business that is not for this actor and
    `InvalidInput` for a batch that was undone, or an offered value that cannot stand.
    """
    batch = get_batch(actor, batch_id)
    if batch.undone_at is not None:
        raise InvalidInput("", "batch_undone", _UNDONE)
    found = list_differences(actor, batch, ImportDifference.State.OPEN, field)
    if difference_id is not None:
        found = found.filter(pk=difference_id)
    differences = list(found.select_for_update(of=("self",)))
    if not differences:
        raise Absent(f"difference {difference_id or field}")
    if accept:
        _take_over(actor, differences)
    for difference in differences:
        difference.state = _DECIDED[accept]
        difference.decided_by_id = actor.user_id
        difference.decided_at = timezone.now()
    ImportDifference.objects.bulk_update(
        differences, ["state", "decided_by", "decided_at"], batch_size=500
    )
    write_audit_row(
        actor=actor,
        verb="import.difference_accepted" if accept else "import.difference_refused",
        target=batch,
        after={
            "field": field or differences[0].field,
            "decided": len(differences),
            "businesses": [difference.business_id for difference in differences[:100]],
        },
    )
    return len(differences)


def _take_over(actor: Actor, differences: list[ImportDifference]) -> None:
    wanted = {difference.business_id for difference in differences}
    businesses = {
        business.pk: business
        for business in visible_businesses(actor).filter(pk__in=wanted)
    }
    with keep_counts(*businesses):
        for difference in differences:
            business = businesses.get(difference.business_id)
            if business is None:
                raise Absent(f"business {difference.business_id}")
            _apply(business, difference.field, difference.offered)
            business.save()


def _apply(business: Business, field: str, offered: str) -> None:
    if field in _CHECKED:
        set_values(business, {_CHECKED[field]: offered})
        return
    column = business._meta.get_field(field)
    value: object = offered or None
    if isinstance(column, (models.IntegerField, models.DecimalField)):
        value = column.to_python(offered) if offered else None
    setattr(business, field, value)


_UNDONE = Text(
    "Daftar ini sudah dibatalkan; tidak ada lagi yang perlu diputuskan.",
    "This list has been undone; there is nothing left to decide.",
)
