"""Pairs that may be one business, records that became one, and where they went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.db.models import F, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.reference.models import Region
from wadah.apps.registry.duplicates.prepare import RAW_COLUMNS
from wadah.apps.registry.models import Business, Merge, PossibleDuplicate
from wadah.apps.registry.queries.business import (
    get_editable_business,
    of_visible,
    visible_businesses,
)

# The words of a score, by the least probability that earns them.
CERTAIN, LIKELY = Decimal("0.99"), Decimal("0.9")
_COLUMNS = (
    "pk", "name", "owner_name", "phone", "region_id", "district", "village", "street",
    "nib_fingerprint", "family_id",
)  # fmt: skip
_DECIDERS = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What the queue is narrowed to; `score` is certain, likely, possible or rule."""

    region: str = ""
    score: str = ""
    text: str = ""
    sort: str = "score"


def read_register() -> pl.DataFrame:
    """Every business that was not merged away, with what the search compares.

    Identity numbers come as fingerprints. For the search alone, not for a screen.
    """
    rows = (
        Business.objects.filter(merged_into__isnull=True)
        .order_by("pk")
        .values_list(*_COLUMNS)
    )
    schema = {
        name: pl.Int64 if name == "unique_id" else pl.String for name in RAW_COLUMNS
    }
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def visible_pairs(actor: Actor) -> QuerySet[PossibleDuplicate]:
    """Pairs of which the actor may see and change both records."""
    pairs = PossibleDuplicate.objects.select_related(
        "first__region", "second__region", "first__family", "second__family"
    )
    if actor.role not in _DECIDERS:
        return pairs.none()
    if actor.reach(Subject.OTHER_BUSINESS) is Reach.ALL:
        return pairs.filter(
            first__merged_into__isnull=True, second__merged_into__isnull=True
        )
    return pairs.filter(of_visible(actor, "first_id"), of_visible(actor, "second_id"))


def list_open_pairs(
    actor: Actor, wanted: PairFilter = PairFilter()
) -> QuerySet[PossibleDuplicate]:
    """Pairs that wait, the surest first; those that a list's own rule named last."""
    pairs = visible_pairs(actor).filter(state=PossibleDuplicate.State.OPEN)
    if wanted.region:
        pairs = pairs.filter(
            Q(first__region_id=wanted.region) | Q(second__region_id=wanted.region)
        )
    if wanted.text:
        pairs = pairs.filter(
            Q(first__name__icontains=wanted.text)
            | Q(second__name__icontains=wanted.text)
        )
    pairs = _with_score(pairs, wanted.score)
    if wanted.sort == "name":
        return pairs.order_by("first__search_name", "pk")
    if wanted.sort == "new":
        return pairs.order_by("-found_at", "pk")
    return pairs.order_by(F("score").desc(nulls_last=True), "pk")


def _with_score(
    pairs: QuerySet[PossibleDuplicate], score: str
) -> QuerySet[PossibleDuplicate]:
    bounds = {
        "certain": Q(score__gte=CERTAIN),
        "likely": Q(score__gte=LIKELY, score__lt=CERTAIN),
        "possible": Q(score__lt=LIKELY),
        "rule": Q(score__isnull=True),
    }
    return pairs.filter(bounds[score]) if score in bounds else pairs


def get_pair(actor: Actor, pk: int) -> PossibleDuplicate:
    """One pair, whatever was decided about it.

    Raises `Absent` when it is not there or not for this actor.
    """
    pair = visible_pairs(actor).filter(pk=pk).first()
    if pair is None:
        raise Absent(f"pair {pk}")
    return pair


def find_next_pair(
    actor: Actor, after: PossibleDuplicate, wanted: PairFilter
) -> PossibleDuplicate | None:
    """The pair that follows in the queue; the first one when it was the last."""
    waiting = list_open_pairs(actor, wanted).exclude(pk=after.pk)
    if wanted.sort == "score" and after.score is not None:
        rest = waiting.filter(
            Q(score__lt=after.score)
            | Q(score=after.score, pk__gt=after.pk)
            | Q(score__isnull=True)
        )
        return rest.first() or waiting.first()
    return waiting.first()


def list_pair_regions(actor: Actor) -> QuerySet[Region]:
    """Regions of the pairs that wait."""
    waiting = list_open_pairs(actor).order_by()
    return Region.objects.filter(pk__in=waiting.values("first__region_id")).order_by(
        "name"
    )


def is_waiting(pair: PossibleDuplicate) -> bool:
    """Does it still wait, with both records there?"""
    return PossibleDuplicate.objects.filter(
        pk=pair.pk,
        state=PossibleDuplicate.State.OPEN,
        first__merged_into__isnull=True,
        second__merged_into__isnull=True,
    ).exists()


def propose_kept(pair: PossibleDuplicate) -> int:
    """The record to keep unless a person says otherwise.

    The one that an owner holds, else the one that shows more products, else the older.
    """
    first, second = pair.first, pair.second
    if (first.organisation_id is None) != (second.organisation_id is None):
        return second.pk if first.organisation_id is None else first.pk
    is_second = second.products.count() > first.products.count()
    return second.pk if is_second else first.pk


def list_merges(actor: Actor, text: str = "") -> QuerySet[Merge]:
    """Merges into records that the actor may change, newest first."""
    merges = Merge.objects.select_related("kept__region", "absorbed", "merged_by")
    if actor.role not in _DECIDERS:
        return merges.none()
    if text:
        named = Q(kept__name__icontains=text) | Q(absorbed__name__icontains=text)
        merges = merges.filter(named)
    return merges.filter(of_visible(actor, "kept_id"))


def get_merge(actor: Actor, pk: int) -> Merge:
    """One merge.

    Raises `Absent` when it is not there or not for this actor.
    """
    merge = list_merges(actor).filter(pk=pk).first()
    if merge is None:
        raise Absent(f"merge {pk}")
    get_editable_business(actor, merge.kept_id)
    return merge


def find_successor(actor: Actor, pk: int) -> int | None:
    """The record that stands for one that was merged away, if the actor sees it."""
    seen: set[int] = set()
    current: int | None = pk
    while current is not None and current not in seen:
        seen.add(current)
        following = (
            Business.objects.filter(pk=current)
            .values_list("merged_into_id", flat=True)
            .first()
        )
        if following is None:
            break
        current = following
    if current == pk or current is None:
        return None
    return current if visible_businesses(actor).filter(pk=current).exists() else None


def find_standing(business: Business) -> Business:
    """The record that stands for a business: itself, or the one it became part of.

    For lists that hold it again: what they say of a record that was merged away is
    offered to this one, whoever loads them.
    """
    standing = business
    while standing.merged_into is not None:
        standing = standing.merged_into
    return standing


def standing_keys(keys: Iterable[int]) -> dict[int, int]:
    """The key of the record that stands for each of these that was merged away."""
    merged = dict(
        Business.objects.filter(merged_into__isnull=False).values_list(
            "pk", "merged_into_id"
        )
    )
    found = {}
    for key in keys:
        last = key
        while last in merged:
            last = merged[last]
        if last != key:
            found[key] = last
    return found
