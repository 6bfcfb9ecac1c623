"""Two records turn out to be one business."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.duplicates.fields import (
    FIELD_LABELS,
    snapshot,
    take_values,
)
from wadah.apps.registry.duplicates.relations import RELATIONS
from wadah.apps.registry.models import Business, Merge, Person, PossibleDuplicate
from wadah.apps.registry.process_rules import ONE_ACCOUNT_A_MERGE
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.queries.duplicates import get_pair
from wadah.core.values import unknown_word

# Keys beside the relations in `Merge.moved`.
ACCOUNT, CONTACT = "account", "contact"
Moved = dict[str, list[int]]


@transaction.atomic
def merge_businesses(
    *,
    actor: Actor,
    pair: PossibleDuplicate,
    kept: int,
    take: Iterable[str] = (),
    reason: str = "",
) -> Merge:
    """Make one record of a pair; `kept` is the key of the one that stays.

    `take` names the fields whose value comes from the other record. What hangs on the
    other record moves, its history stays with it, and it points at the kept one.
    Raises `Absent`, `InvalidInput` for an unknown field, or `Refused` by REG-32.
    """
    pair = get_pair(actor, pair.pk)
    stays, goes = _lock(actor, pair, kept)
    require(
        stays.organisation_id is None or goes.organisation_id is None,
        ONE_ACCOUNT_A_MERGE,
    )
    fields = _checked(take)
    before = snapshot(stays, fields)
    with keep_counts(stays.pk, goes.pk):
        moved = _move_account(stays, goes) | _move_rows(stays, goes)
        take_values(stays, goes, fields)
        goes.merged_into = stays
        goes.save(update_fields=["merged_into", "organisation", "updated_at"])
        stays.save()
    index_products(moved["registry.Product.business"])
    index_products(stays.products.values_list("pk", flat=True))
    merge = Merge.objects.create(
        kept=stays,
        absorbed=goes,
        moved=moved,
        before=before,
        after=snapshot(stays, fields),
        reason=reason.strip()[:200],
        merged_by_id=actor.user_id,
    )
    _close(actor, pair)
    write_audit_row(
        actor=actor,
        verb="business.merged",
        target=stays,
        before={"absorbed": goes.pk, "name": goes.name},
        after={
            "merge": merge.pk,
            "taken": fields,
            "moved": {name: len(keys) for name, keys in moved.items() if keys},
        },
    )
    return merge


def _lock(
    actor: Actor, pair: PossibleDuplicate, kept: int
) -> tuple[Business, Business]:
    """Both records, locked in the order of their keys: two merges never wait crosswise.

    Raises `Absent` unless the actor may change both and the pair waits.
    """
    keys = sorted((pair.first_id, pair.second_id))
    locked = {
        business.pk: business
        for business in Business.objects.select_for_update()
        .filter(pk__in=keys, merged_into__isnull=True)
        .order_by("pk")
    }
    if kept not in locked or len(locked) < 2:
        raise Absent(f"pair {pair.pk}")
    if pair.state == PossibleDuplicate.State.MERGED:
        raise Absent(f"pair {pair.pk}")
    for key in keys:
        get_editable_business(actor, key)
    other = next(key for key in keys if key != kept)
    return locked[kept], locked[other]


def _checked(take: Iterable[str]) -> list[str]:
    fields = list(dict.fromkeys(take))
    for field in fields:
        if field not in FIELD_LABELS:
            raise unknown_word("take", field, FIELD_LABELS)
    return fields


def _move_account(stays: Business, goes: Business) -> Moved:
    """The account of its owner goes with the business."""
    if goes.organisation_id is None:
        return {ACCOUNT: []}
    stays.organisation_id = goes.organisation_id
    goes.organisation_id = None
    # Freed first: one organisation has one business, at every moment.
    goes.save(update_fields=["organisation"])
    return {ACCOUNT: [stays.organisation_id]}


def _move_rows(stays: Business, goes: Business) -> Moved:
    # One contact a business: the one of the kept record stays it.
    contacts = Person.objects.filter(is_contact=True, ended_on__isnull=True)
    demoted: list[int] = []
    if contacts.filter(business=stays).exists():
        demoted = list(contacts.filter(business=goes).values_list("pk", flat=True))
        Person.objects.filter(pk__in=demoted).update(is_contact=False)
    moved: Moved = {CONTACT: demoted}
    for relation in RELATIONS:
        keys = relation.list_movable(stays, goes)
        moved[relation.name] = keys
        if keys:
            table = apps.get_model(relation.model)._base_manager
            table.filter(pk__in=keys).update(**{relation.link: stays})
    return moved


def _close(actor: Actor, pair: PossibleDuplicate) -> None:
    pair.state = PossibleDuplicate.State.MERGED
    pair.decided_by_id = actor.user_id
    pair.decided_at = timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])
