"""A merge was wrong: there are two businesses again."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.actions.merge_businesses import ACCOUNT, CONTACT
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.duplicates.fields import give_back
from wadah.apps.registry.duplicates.relations import RELATIONS
from wadah.apps.registry.models import Business, Merge, Person, PossibleDuplicate
from wadah.apps.registry.process_rules import UNDO_FROM_THE_END
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.duplicates import get_merge


@transaction.atomic
def undo_merge(*, actor: Actor, merge: Merge) -> Merge:
    """Give back what still stands as the merge left it; what changed since stays.

    The pair waits again. Raises `Absent`, or `Refused` by REG-31 when the kept record
    took part in a later merge.
    """
    merge = get_merge(actor, merge.pk)
    locked = {
        business.pk: business
        for business in Business.objects.select_for_update()
        .filter(pk__in=[merge.kept_id, merge.absorbed_id])
        .order_by("pk")
    }
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Absent(f"merge {merge.pk}")
    require(not _has_later(merge), UNDO_FROM_THE_END)
    kept, absorbed = locked[merge.kept_id], locked[merge.absorbed_id]
    with keep_counts(kept.pk, absorbed.pk):
        returned = _return_rows(merge, kept, absorbed)
        _return_account(merge, kept, absorbed)
        restored = give_back(kept, merge.before, merge.after)
        kept.save()
        absorbed.merged_into = None
        absorbed.save(update_fields=["merged_into", "organisation", "updated_at"])
    index_products(kept.products.values_list("pk", flat=True))
    index_products(absorbed.products.values_list("pk", flat=True))
    merge.undone_by_id = actor.user_id
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    _open_again(merge)
    write_audit_row(
        actor=actor,
        verb="business.merge_undone",
        target=kept,
        before={"merge": merge.pk},
        after={
            "absorbed": absorbed.pk,
            "restored": restored,
            "returned": {name: count for name, count in returned.items() if count},
        },
    )
    return merge


def _has_later(merge: Merge) -> bool:
    """Did the kept record take in another one since, that is not undone?"""
    return Merge.objects.filter(
        kept_id=merge.kept_id, undone_at__isnull=True, pk__gt=merge.pk
    ).exists()


def _return_rows(merge: Merge, kept: Business, absorbed: Business) -> dict[str, int]:
    returned = {}
    for relation in RELATIONS:
        keys = merge.moved.get(relation.name, [])
        table: Any = apps.get_model(relation.model)._base_manager
        # Only what still hangs on the kept record: moved on or removed is gone.
        here = table.filter(pk__in=keys, **{relation.link: kept})
        returned[relation.name] = here.update(**{relation.link: absorbed})
    Person.objects.filter(
        pk__in=merge.moved.get(CONTACT, []), business=absorbed, ended_on__isnull=True
    ).update(is_contact=True)
    return returned


def _return_account(merge: Merge, kept: Business, absorbed: Business) -> None:
    moved = merge.moved.get(ACCOUNT, [])
    if moved and kept.organisation_id == moved[0]:
        kept.organisation_id = None
        kept.save(update_fields=["organisation"])
        absorbed.organisation_id = moved[0]


def _open_again(merge: Merge) -> None:
    first, second = sorted((merge.kept_id, merge.absorbed_id))
    PossibleDuplicate.objects.filter(
        first_id=first, second_id=second, state=PossibleDuplicate.State.MERGED
    ).update(state=PossibleDuplicate.State.OPEN, decided_by_id=None, decided_at=None)
