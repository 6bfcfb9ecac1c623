"""Groups of businesses: the list, one group, its members and what they can make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Role
from wadah.apps.reference.models import Region
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    Group,
    GroupMember,
    Product,
)
from wadah.apps.registry.queries.business import (
    find_own_business,
    get_editable_business,
    visible_businesses,
)
from wadah.apps.registry.queries.product import visible_products
from wadah.core.language import normalise

SORTS = {
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
    "kind": ("kind", "name", "pk"),
    "-kind": ("-kind", "name", "pk"),
    "region": ("region__name", "name", "pk"),
    "-region": ("-region__name", "name", "pk"),
    "members": ("-member_count", "name", "pk"),
    "-members": ("member_count", "name", "pk"),
}
LIVING = Q(ended_on__isnull=True)
_LIVING_MEMBERS = Q(members__ended_on__isnull=True)
_KEEPERS = (Role.OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """What a person wants to see of the list."""

    text: str = ""
    kind: str = ""
    region: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class FamilyCapacity:
    """What the members in sight can make of one family in one month."""

    family: str
    month: date
    makers: int
    verified_kg: Decimal
    promised_kg: Decimal

    @property
    def free_kg(self) -> Decimal:
        return self.verified_kg - self.promised_kg


def visible_groups(actor: Actor) -> QuerySet[Group]:
    """Those the organisation keeps or whose members it cares for; an owner's own."""
    groups = Group.objects.select_related("region", "organisation")
    if actor.role is Role.ADMINISTRATOR:
        return groups
    if actor.role is Role.OFFICER:
        cared = _living_in(visible_businesses(actor))
        return groups.filter(Q(organisation_id=actor.organisation_id) | Q(pk__in=cared))
    if actor.reach(Subject.OWN_BUSINESS) is Reach.ALL:
        return groups.filter(pk__in=_living_in(visible_businesses(actor)))
    return groups.none()


def search_groups(actor: Actor, wanted: GroupFilter) -> QuerySet[Group]:
    """Visible groups that fit; each has `member_count`."""
    found = visible_groups(actor)
    for word in normalise(wanted.text).split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(registration__icontains=word)
            | Q(district__icontains=word)
            | Q(village__icontains=word)
        )
    if wanted.kind in Group.Kind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.region:
        found = found.filter(
            Q(region_id=wanted.region)
            | Q(region__kemendagri_code__startswith=f"{wanted.region}.")
        )
    return found.annotate(
        member_count=Count("members", filter=_LIVING_MEMBERS, distinct=True)
    ).order_by(*SORTS.get(wanted.sort, SORTS["name"]))


def list_group_regions(actor: Actor) -> QuerySet[Region]:
    """Regions of the groups in sight."""
    seen = visible_groups(actor).order_by().values("region")
    return Region.objects.filter(pk__in=seen).order_by("name")


def get_group(actor: Actor, pk: int) -> Group:
    """One group.

    Raises `Absent` when it is not there or not for this actor.
    """
    group = visible_groups(actor).filter(pk=pk).first()
    if group is None:
        raise Absent(f"group {pk}")
    return group


def can_keep_groups(actor: Actor) -> bool:
    """Officers and administrators enter groups."""
    return actor.role in _KEEPERS


def can_edit_group(actor: Actor, group: Group) -> bool:
    """An officer of the organisation that keeps it; an administrator."""
    if actor.role is Role.ADMINISTRATOR:
        return True
    is_own = group.organisation_id == actor.organisation_id
    return actor.role is Role.OFFICER and is_own


def get_editable_group(actor: Actor, pk: int) -> Group:
    """One group that the actor keeps. Raises `Absent`."""
    group = get_group(actor, pk)
    if not can_edit_group(actor, group):
        raise Absent(f"group {pk}")
    return group


def get_membership(actor: Actor, pk: int) -> GroupMember:
    """A living membership of which the actor may ask for, or bring about, the end.

    Raises `Absent`.
    """
    members = GroupMember.objects.select_related("group", "business")
    member = members.filter(LIVING, pk=pk).first()
    if member is None:
        raise Absent(f"membership {pk}")
    if not can_edit_group(actor, member.group):
        own = find_own_business(actor)
        if own is None or own.pk != member.business_id:
            raise Absent(f"membership {pk}")
        get_editable_business(actor, own.pk)
    return member


def list_members(actor: Actor, group: Group) -> QuerySet[GroupMember]:
    """Living members that the actor may see: records in sight, published ones."""
    seen = visible_businesses(actor).order_by().values("pk")
    return (
        group.members.filter(LIVING)
        .filter(Q(business__in=seen) | Q(business__is_published=True))
        .select_related("business__region")
        .order_by("business__name", "pk")
    )


def list_past_members(actor: Actor, group: Group) -> QuerySet[GroupMember]:
    """Those who left, for whoever keeps the group."""
    if not can_edit_group(actor, group):
        return group.members.none()
    left = group.members.filter(ended_on__isnull=False).select_related("business")
    return left.order_by("-ended_on", "pk")


def list_group_products(actor: Actor, group: Group) -> QuerySet[Product]:
    """Products of the living members whose record the actor sees."""
    living = group.members.filter(LIVING).values("business")
    return visible_products(actor).filter(business__in=living).order_by("name", "pk")


def sum_capacity(actor: Actor, group: Group, since: date) -> list[FamilyCapacity]:
    """Verified kilograms of the members in sight by family and month.

    Only for whoever keeps the group: an owner could take his own from the sum of two
    and would know the other's.
    """
    if not can_edit_group(actor, group):
        return []
    products = list_group_products(actor, group).order_by().values("pk")
    rows = (
        CapacityMonth.objects.filter(
            product__in=products, month__gte=since, verified_kg__gt=0
        )
        .order_by("month")
        .values("product__family_id", "month")
        .annotate(
            makers=Count("product__business", distinct=True),
            verified=Sum("verified_kg"),
            promised=Sum("promised_kg"),
        )
        .order_by("product__family_id", "month")
    )
    return [
        FamilyCapacity(
            row["product__family_id"],
            row["month"],
            row["makers"],
            row["verified"],
            row["promised"],
        )
        for row in rows
    ]


def list_groups_of(actor: Actor, business: Business) -> QuerySet[GroupMember]:
    """The living memberships of a business, in groups the actor sees."""
    groups = visible_groups(actor).order_by().values("pk")
    return business.groups.filter(LIVING, group__in=groups).select_related("group")


def _living_in(businesses: QuerySet[Business]) -> QuerySet[GroupMember, int]:
    members = GroupMember.objects.filter(
        LIVING, business__in=businesses.order_by().values("pk")
    )
    return members.values_list("group", flat=True)
