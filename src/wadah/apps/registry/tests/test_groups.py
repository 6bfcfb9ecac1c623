"""Groups: who keeps them, who sees which, how one joins and leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Role
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.actions.add_group import add_group
from wadah.apps.registry.actions.edit_group import edit_group
from wadah.apps.registry.actions.join_group import join_group
from wadah.apps.registry.actions.leave_group import leave_group
from wadah.apps.registry.actions.remove_group import remove_group
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    Consent,
    Group,
    GroupMember,
    Product,
)
from wadah.apps.registry.queries.groups import (
    GroupFilter,
    list_members,
    search_groups,
    sum_capacity,
    visible_groups,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def group(officer: Actor, region: object) -> Group:
    return Group.objects.create(
        kind="cooperative", name="Koperasi Ulubelu", region_id="18.71",
        village="Ngarip", organisation_id=officer.organisation_id,
    )  # fmt: skip


@pytest.fixture
def member(group: Group, business: Business) -> GroupMember:
    return group.members.create(business=business, since=date(2025, 1, 1))


@pytest.fixture
def other_officer(make_person: Callable[..., Actor]) -> Actor:
    return make_person("other@example.org", Role.OFFICER, "export_organisation")


def test_an_officer_keeps_a_group_for_his_organisation(
    officer: Actor, region: object
) -> None:
    group = add_group(
        actor=officer, kind="farmer_group", name=" Tani  Makmur ", region="18.71"
    )

    assert (group.name, group.organisation_id) == (
        "Tani Makmur", officer.organisation_id,
    )  # fmt: skip
    row = AuditRow.objects.get()
    assert (row.verb, row.after["kind"]) == ("group.added", "farmer_group")


def test_refuses_the_same_group_twice(officer: Actor, group: Group) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_group(
            actor=officer, kind="cooperative", name="koperasi ulubelu", region="18.71",
            village="ngarip",
        )  # fmt: skip

    assert refusal.value.rule == "duplicate"
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    "who",
    ["owner", "colleague", "stranger", "verifier", "approver", "buyer_actor",
     "analyst", "other_officer"],
)  # fmt: skip
def test_nobody_else_keeps_the_group(
    who: str, request: pytest.FixtureRequest, group: Group, member: GroupMember
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        edit_group(actor=actor, group=group, name="x")
    with pytest.raises(Absent):
        join_group(actor=actor, group=group, business=member.business)

    assert Group.objects.get().name == "Koperasi Ulubelu"
    assert AuditRow.objects.count() == 0


def test_a_group_goes_only_when_it_never_had_a_member(
    officer: Actor, owner: Actor, group: Group, member: GroupMember,
    client_of: ClientOf,
) -> None:  # fmt: skip
    empty = Group.objects.create(
        kind="cooperative", name="Salah", organisation_id=officer.organisation_id
    )
    leave_group(actor=officer, member=member)
    with pytest.raises(InvalidInput) as refusal:
        remove_group(actor=officer, group=group)
    with pytest.raises(Absent):
        remove_group(actor=owner, group=empty)
    assert refusal.value.rule == "group_in_use"

    address = reverse("registry:group_remove", args=[empty.pk])
    asked = client_of(officer).get(address).content.decode()
    client_of(officer).post(address)

    assert "Hapus kelompok ini?" in asked
    assert list(Group.objects.all()) == [group]
    row = AuditRow.objects.first()
    assert row is not None
    assert (row.verb, row.before["name"]) == ("group.removed", "Salah")


def test_a_business_joins_once_and_leaves_with_a_day(
    officer: Actor, group: Group, business: Business
) -> None:
    member = join_group(
        actor=officer, group=group, business=business, since=date(2025, 3, 1)
    )
    with pytest.raises(InvalidInput) as refusal:
        join_group(actor=officer, group=group, business=business)
    assert refusal.value.rule == "already_member"

    leave_group(actor=officer, member=member, ended_on=date(2026, 3, 1))
    again = join_group(actor=officer, group=group, business=business)

    assert list(group.members.values_list("ended_on", flat=True)) == [
        date(2026, 3, 1), None,
    ]  # fmt: skip
    assert again.pk != member.pk
    assert list(AuditRow.objects.values_list("verb", flat=True)) == [
        "group.joined", "group.left", "group.joined",
    ]  # fmt: skip


def test_refuses_days_that_cannot_be(
    officer: Actor, group: Group, member: GroupMember
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    stranger_business = Business.objects.create(name="B", search_name="b")
    Consent.objects.create(
        business=stranger_business, organisation_id=officer.organisation_id,
        basis="self", given_on=date(2026, 1, 1),
    )  # fmt: skip

    with pytest.raises(InvalidInput) as joining:
        join_group(
            actor=officer, group=group, business=stranger_business, since=tomorrow
        )
    with pytest.raises(InvalidInput) as leaving:
        leave_group(actor=officer, member=member, ended_on=tomorrow)
    with pytest.raises(InvalidInput) as before:
        leave_group(actor=officer, member=member, ended_on=date(2024, 12, 31))

    assert (joining.value.field, leaving.value.field) == ("since", "ended_on")
    assert before.value.rule == "before_joining"
    assert AuditRow.objects.count() == 0


def test_an_owner_asks_to_leave_and_the_keeper_decides(
    owner: Actor, officer: Actor, member: GroupMember
) -> None:
    leave_group(actor=owner, member=member)

    member.refresh_from_db()
    assert (member.leave_asked_on, member.ended_on) == (timezone.localdate(), None)
    assert AuditRow.objects.get().verb == "group.leave_asked"

    leave_group(actor=officer, member=member)
    member.refresh_from_db()
    assert member.ended_on == timezone.localdate()


@pytest.mark.parametrize("who", ["stranger", "verifier", "analyst", "other_officer"])
def test_nobody_else_ends_a_membership(
    who: str, request: pytest.FixtureRequest, member: GroupMember
) -> None:
    with pytest.raises(Absent):
        leave_group(actor=request.getfixturevalue(who), member=member)

    assert GroupMember.objects.get().leave_asked_on is None


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("owner", True), ("colleague", True), ("officer", True),
        ("administrator", True), ("stranger", False), ("other_officer", False),
        ("verifier", False), ("approver", False), ("buyer_actor", False),
        ("analyst", False),
    ],
)  # fmt: skip
def test_each_sees_the_groups_that_concern_him(
    who: str,
    sees: bool,
    request: pytest.FixtureRequest,
    member: GroupMember,
    client_of: ClientOf,
) -> None:
    actor = request.getfixturevalue(who)
    address = reverse("registry:group_detail", args=[member.group_id])

    assert visible_groups(actor).exists() is sees
    assert client_of(actor).get(address).status_code == (200 if sees else 404)


def test_a_member_is_hidden_from_a_fellow_member_until_published(
    owner: Actor, officer: Actor, group: Group, member: GroupMember,
    client_of: ClientOf,
) -> None:  # fmt: skip
    other = Business.objects.create(name="Kopi Rahasia", search_name="kopi rahasia")
    group.members.create(business=other)
    address = reverse("registry:group_detail", args=[group.pk])

    hidden = client_of(owner).get(address).content.decode()
    assert [row.business for row in list_members(owner, group)] == [member.business]
    other.is_published = True
    other.save()
    shown = client_of(owner).get(address).content.decode()

    assert "Kopi Rahasia" not in hidden
    assert "1 anggota lagi" in hidden
    assert "Kopi Rahasia" in shown


def test_verified_capacity_is_summed_by_family_for_the_keeper_only(
    officer: Actor, owner: Actor, group: Group, member: GroupMember, product: Product,
    families: dict[str, ProductFamily],
) -> None:  # fmt: skip
    second = Business.objects.create(name="B", search_name="b", region_id="18.71")
    Consent.objects.create(
        business=second, organisation_id=officer.organisation_id, basis="self",
        given_on=date(2026, 1, 1),
    )  # fmt: skip
    group.members.create(business=second)
    unseen = Business.objects.create(name="C", search_name="c")
    group.members.create(business=unseen)
    left = Business.objects.create(name="D", search_name="d", region_id="18.71")
    Consent.objects.create(
        business=left, organisation_id=officer.organisation_id, basis="self",
        given_on=date(2026, 1, 1),
    )  # fmt: skip
    group.members.create(business=left, ended_on=date(2026, 1, 1))
    month = date(2026, 12, 1)
    for business, kg in ((second, 700), (unseen, 5000), (left, 900)):
        twin = business.products.create(family=product.family, name="Robusta")
        CapacityMonth.objects.create(product=twin, month=month, verified_kg=kg)
    CapacityMonth.objects.create(
        product=product, month=month, verified_kg=1000, promised_kg=400
    )
    CapacityMonth.objects.create(
        product=product, month=date(2026, 10, 1), verified_kg=9999
    )

    rows = sum_capacity(officer, group, date(2026, 11, 1))

    assert [(r.family, r.month, r.makers, r.verified_kg, r.free_kg) for r in rows] == [
        ("coffee_green_robusta", month, 2, Decimal(1700), Decimal(1300))
    ]
    assert sum_capacity(owner, group, date(2026, 11, 1)) == []


def test_the_list_is_searched_filtered_sorted_and_saved(
    officer: Actor, group: Group, member: GroupMember, client_of: ClientOf
) -> None:
    Group.objects.create(
        kind="farmer_group", name="=cmd|' /C calc'!A0", registration="AHU-1",
        organisation_id=officer.organisation_id,
    )  # fmt: skip
    client = client_of(officer)

    def names(**wanted: str) -> list[str]:
        return [g.name[:8] for g in search_groups(officer, GroupFilter(**wanted))]

    assert names(text="ngarip koperasi") == ["Koperasi"]
    assert names(text="ahu") == ["=cmd|' /"]
    assert names(kind="farmer_group") == ["=cmd|' /"]
    assert names(region="18") == ["Koperasi"]
    assert names(sort="members") == ["Koperasi", "=cmd|' /"]
    assert names(text="zzz") == []
    page = client.get(reverse("registry:group_list"), {"q": "zzz"})
    assert "Tidak ada kelompok yang cocok" in page.content.decode()
    answer = client.get(reverse("registry:group_export"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=cmd|' /C calc'!A0"
    assert rows[2][1:3] == ["Koperasi Ulubelu", "koperasi"]
    assert rows[2][-1] == "1"
    sheet = client.get(reverse("registry:group_export"), {"format": "xlsx"})
    assert sheet.content[:2] == b"PK"


def test_an_officer_enters_a_group_and_a_member_by_hand(
    officer: Actor, owner: Actor, business: Business, client_of: ClientOf
) -> None:
    client = client_of(officer)
    empty = client.get(reverse("registry:group_list")).content.decode()
    answer = client.post(
        reverse("registry:group_add"),
        {"kind": "village_cluster", "name": "Sentra Keripik", "region": "18.71"},
    )
    group = Group.objects.get()
    join = reverse("registry:group_join", args=[group.pk])
    found = client.get(join, {"q": "ulubelu"}).content.decode()
    nothing = client.get(join, {"q": "zzz"}).content.decode()
    client.post(join, {"business": business.pk, "since": "2025-02-01"})
    own = client_of(owner).get(reverse("business_page", args=[business.pk]))
    member = GroupMember.objects.get()
    leave = reverse("registry:group_leave", args=[member.pk])
    asked = client_of(owner).post(leave)
    page = client.get(reverse("registry:group_detail", args=[group.pk]))
    client.post(leave, {"ended_on": "2026-01-01"})

    assert "Belum ada kelompok" in empty
    assert answer["Location"] == join
    assert "Kopi Ulubelu" in found
    assert "Kopi Ulubelu" not in nothing
    assert "Sentra Keripik" in own.content.decode()
    assert asked.status_code == 302
    assert "minta keluar" in page.content.decode()
    member.refresh_from_db()
    assert member.ended_on == date(2026, 1, 1)
