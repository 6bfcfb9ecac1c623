"""Two records become one, and two again; what an officer called never stays so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import AuditRow, Organisation
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.decide_duplicate import decide_duplicate
from wadah.apps.registry.actions.merge_businesses import merge_businesses
from wadah.apps.registry.actions.undo_merge import undo_merge
from wadah.apps.registry.counting import recount
from wadah.apps.registry.duplicates.relations import RELATIONS, list_all_relations
from wadah.apps.registry.models import (
    Business,
    Claim,
    Consent,
    Group,
    GroupMember,
    Merge,
    Person,
    PossibleDuplicate,
    Product,
    Site,
    StatedCertificate,
    Visit,
)
from wadah.apps.registry.queries.duplicates import (
    find_successor,
    list_merges,
    list_open_pairs,
)
from wadah.apps.validation.models import Document
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
Make = Callable[..., Business]


@pytest.fixture
def make(region: Any, officer: Actor) -> Make:
    def make_business(name: str, **values: Any) -> Business:
        business = Business.objects.create(
            name=name, search_name=name.lower(), region=region, **values
        )
        Consent.objects.create(
            business=business,
            organisation_id=officer.organisation_id,
            basis=Consent.Basis.LIST,
            given_on=date(2026, 11, 1),
        )
        return business

    return make_business


@pytest.fixture
def twins(make: Make) -> tuple[Business, Business]:
    return (
        make("Keripik Bu Rina", owner_name="Rina", phone=""),
        make("KERIPIK BU RINA", owner_name="Rina Sari", phone="+628101234567"),
    )


@pytest.fixture
def pair(twins: tuple[Business, Business]) -> PossibleDuplicate:
    first, second = twins
    return PossibleDuplicate.objects.create(
        first=first, second=second, reason="search", score=Decimal("0.97")
    )


def test_every_relation_to_a_business_has_a_fate() -> None:
    named = sorted(relation.name for relation in RELATIONS)

    assert named == list_all_relations()


def test_merge_moves_what_hangs_on_the_other_record(
    officer: Actor, pair: PossibleDuplicate, families: Any
) -> None:
    kept, other = pair.first, pair.second
    user_id = officer.user_id
    group = Group.objects.create(kind="cooperative", name="Mekar")
    hanging = [
        Product.objects.create(
            business=other, family=families["cocopeat"], name="Cocopeat"
        ),
        Site.objects.create(business=other, kind="workshop", name="Dapur"),
        Person.objects.create(business=other, name="Rina", task="owner"),
        Visit.objects.create(
            business=other, visited_on=date(2026, 10, 1), visited_by_id=user_id,
            seen="Dapur bersih",
        ),
        StatedCertificate.objects.create(business=other, kind="halal", stated="ID1"),
        Document.objects.create(business=other, type="halal_certificate"),
        GroupMember.objects.create(business=other, group=group),
        Claim.objects.create(
            business=other, user_id=user_id, organisation_id=officer.organisation_id,
            proof="phone",
        ),
    ]  # fmt: skip

    merge = merge_businesses(
        actor=officer, pair=pair, kept=kept.pk, take=["phone", "owner_name"]
    )

    for row in hanging:
        row.refresh_from_db()
        assert row.business_id == kept.pk, type(row).__name__
    kept.refresh_from_db()
    other.refresh_from_db()
    pair.refresh_from_db()
    assert (kept.phone, kept.owner_name) == ("+628101234567", "Rina Sari")
    assert kept.name == "Keripik Bu Rina"
    assert other.merged_into_id == kept.pk
    assert (other.phone, other.name) == ("+628101234567", "KERIPIK BU RINA")
    assert pair.state == "merged"
    assert merge.moved["registry.Product.business"] == [hanging[0].pk]
    row = AuditRow.objects.get(verb="business.merged")
    assert row.target_id == str(kept.pk)
    assert row.after["taken"] == ["phone", "owner_name"]


def test_merge_keeps_the_counts_of_the_register(
    officer: Actor, pair: PossibleDuplicate
) -> None:
    recount()

    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)
    after_merge = recount()
    undo_merge(actor=officer, merge=merge)

    assert after_merge == []
    assert recount() == []


def test_merge_leaves_what_the_kept_record_has_already(
    officer: Actor, pair: PossibleDuplicate
) -> None:
    group = Group.objects.create(kind="cooperative", name="Mekar")
    for business in (pair.first, pair.second):
        GroupMember.objects.create(business=business, group=group)
        Person.objects.create(
            business=business, name="Rina", task="owner", is_contact=True
        )

    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    assert pair.first.consents.count() == 1
    assert pair.second.consents.count() == 1
    assert pair.first.groups.count() == 1
    contacts = pair.first.people.order_by("pk").values_list("is_contact", flat=True)
    assert list(contacts) == [True, False]
    undo_merge(actor=officer, merge=merge)
    assert pair.second.people.get().is_contact is True
    assert pair.second.groups.count() == 1


def test_merge_takes_the_account_of_the_owner_along(
    officer: Actor, owner: Actor, pair: PossibleDuplicate
) -> None:
    Business.objects.filter(pk=pair.second_id).update(
        organisation_id=owner.organisation_id
    )

    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    kept = Business.objects.get(pk=pair.first_id)
    assert kept.organisation_id == owner.organisation_id
    undo_merge(actor=officer, merge=merge)
    kept.refresh_from_db()
    assert kept.organisation_id is None
    other = Business.objects.get(pk=pair.second_id)
    assert other.organisation_id == owner.organisation_id


def test_reg_32_refuses_two_records_with_accounts_of_their_own(
    officer: Actor, owner: Actor, stranger: Actor, pair: PossibleDuplicate
) -> None:
    Business.objects.filter(pk=pair.first_id).update(
        organisation_id=owner.organisation_id
    )
    Business.objects.filter(pk=pair.second_id).update(
        organisation_id=stranger.organisation_id
    )

    with pytest.raises(Refused, match="REG-32"):
        merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    assert not Merge.objects.exists()
    assert not AuditRow.objects.filter(verb="business.merged").exists()


def test_undo_gives_back_what_still_stands(
    officer: Actor, pair: PossibleDuplicate, families: Any
) -> None:
    kept, other = pair.first, pair.second
    moved = Product.objects.create(
        business=other, family=families["cocopeat"], name="Cocopeat"
    )
    merge = merge_businesses(
        actor=officer, pair=pair, kept=kept.pk, take=["phone", "owner_name"]
    )
    # Somebody corrects the owner afterwards, and enters a new product.
    Business.objects.filter(pk=kept.pk).update(owner_name="Rina Dewi")
    later = Product.objects.create(
        business=kept, family=families["cocopeat"], name="Sabut"
    )

    undo_merge(actor=officer, merge=merge)

    kept.refresh_from_db()
    other.refresh_from_db()
    moved.refresh_from_db()
    later.refresh_from_db()
    pair.refresh_from_db()
    assert (kept.phone, kept.owner_name) == ("", "Rina Dewi")
    assert other.merged_into_id is None
    assert (moved.business_id, later.business_id) == (other.pk, kept.pk)
    assert pair.state == "open"
    row = AuditRow.objects.get(verb="business.merge_undone")
    assert row.after["restored"] == ["phone"]


def test_identity_numbers_of_a_merge_are_never_readable(
    officer: Actor, pair: PossibleDuplicate
) -> None:
    for business, nib in (
        (pair.first, "9999000000001"),
        (pair.second, "9999000000002"),
    ):
        business.nib, business.nib_fingerprint = nib, fingerprint(nib)
        business.save()

    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id, take=["nib"])

    kept = Business.objects.get(pk=pair.first_id)
    assert kept.nib == "9999000000002"
    assert kept.nib_fingerprint == fingerprint("9999000000002")
    merge.refresh_from_db()
    assert "999900000000" not in f"{merge.before}{merge.after}{merge.moved}"
    rows = AuditRow.objects.filter(verb="business.merged")
    assert "999900000000" not in f"{list(rows.values())}"
    undo_merge(actor=officer, merge=merge)
    kept.refresh_from_db()
    assert kept.nib == "9999000000001"
    assert kept.nib_fingerprint == fingerprint("9999000000001")


def test_reg_31_undoes_the_latest_merge_first(
    officer: Actor, make: Make, pair: PossibleDuplicate
) -> None:
    earlier = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)
    third = make("Keripik Rina")
    next_pair = PossibleDuplicate.objects.create(
        first_id=pair.first_id, second=third, reason="search"
    )
    later = merge_businesses(actor=officer, pair=next_pair, kept=pair.first_id)

    with pytest.raises(Refused, match="REG-31"):
        undo_merge(actor=officer, merge=earlier)

    undo_merge(actor=officer, merge=later)
    undo_merge(actor=officer, merge=earlier)
    assert not Business.objects.filter(merged_into__isnull=False).exists()


def test_a_merge_is_undone_once(officer: Actor, pair: PossibleDuplicate) -> None:
    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)
    undo_merge(actor=officer, merge=merge)

    with pytest.raises(Absent):
        undo_merge(actor=officer, merge=merge)


def test_a_pair_is_merged_once(officer: Actor, pair: PossibleDuplicate) -> None:
    merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    with pytest.raises(Absent):
        merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    assert Merge.objects.count() == 1


def test_an_unknown_field_is_refused(officer: Actor, pair: PossibleDuplicate) -> None:
    with pytest.raises(InvalidInput):
        merge_businesses(
            actor=officer, pair=pair, kept=pair.first_id, take=["merged_into"]
        )

    assert not Merge.objects.exists()


def test_only_who_may_change_both_may_merge(
    officer: Actor,
    owner: Actor,
    stranger: Actor,
    colleague: Actor,
    verifier: Actor,
    analyst: Actor,
    make_person: Any,
    pair: PossibleDuplicate,
) -> None:
    other_office = make_person(
        "other@example.org", officer.role, Organisation.Kind.EXPORT
    )
    # Sees the one record only.
    Consent.objects.create(
        business=pair.first, organisation_id=other_office.organisation_id,
        basis=Consent.Basis.LIST, given_on=date(2026, 11, 1),
    )  # fmt: skip

    for actor in (owner, stranger, colleague, verifier, analyst, other_office):
        with pytest.raises(Absent):
            merge_businesses(actor=actor, pair=pair, kept=pair.first_id)
        with pytest.raises(Absent):
            decide_duplicate(actor=actor, pair=pair)
        assert not list_open_pairs(actor).exists()

    assert list_open_pairs(officer).get() == pair
    assert not Merge.objects.exists()


def test_only_who_may_change_the_kept_record_may_undo(
    officer: Actor, owner: Actor, analyst: Actor, make_person: Any,
    pair: PossibleDuplicate,
) -> None:  # fmt: skip
    merge = merge_businesses(actor=officer, pair=pair, kept=pair.first_id)
    other_office = make_person(
        "other@example.org", officer.role, Organisation.Kind.EXPORT
    )

    for actor in (owner, analyst, other_office):
        with pytest.raises(Absent):
            undo_merge(actor=actor, merge=merge)
        assert not list_merges(actor).exists()

    assert list_merges(officer).get() == merge


def test_never_the_same_is_remembered(officer: Actor, pair: PossibleDuplicate) -> None:
    decide_duplicate(actor=officer, pair=pair)

    pair.refresh_from_db()
    assert pair.state == "never"
    assert not list_open_pairs(officer).exists()
    assert AuditRow.objects.get(verb="duplicate.refused").target_id == str(pair.pk)
    decide_duplicate(actor=officer, pair=pair, never=False)
    assert list_open_pairs(officer).get() == pair


def test_an_old_address_leads_to_the_kept_record(
    officer: Actor, stranger: Actor, make: Make, pair: PossibleDuplicate
) -> None:
    merge_businesses(actor=officer, pair=pair, kept=pair.second_id)
    third = make("Keripik Rina")
    next_pair = PossibleDuplicate.objects.create(
        first_id=pair.second_id, second=third, reason="search"
    )
    merge_businesses(actor=officer, pair=next_pair, kept=third.pk)

    assert find_successor(officer, pair.first_id) == third.pk
    assert find_successor(officer, third.pk) is None
    assert find_successor(stranger, pair.first_id) is None


def test_a_merge_is_stored_whole_or_not_at_all(
    officer: Actor, pair: PossibleDuplicate, monkeypatch: pytest.MonkeyPatch
) -> None:
    Site.objects.create(business=pair.second, kind="workshop", name="Dapur")
    table = apps.get_model("registry.Merge")

    def fail(**_values: object) -> None:
        raise RuntimeError("no room left")

    monkeypatch.setattr(table.objects, "create", fail)
    with pytest.raises(RuntimeError):
        merge_businesses(actor=officer, pair=pair, kept=pair.first_id)

    assert pair.second.sites.count() == 1
    assert Business.objects.get(pk=pair.second_id).merged_into_id is None
    assert timezone.now() > pair.found_at


def test_the_pages_lead_through_a_pair(
    client_of: Callable[[Actor], Any], officer: Actor, pair: PossibleDuplicate
) -> None:
    client = client_of(officer)
    queue = client.get("/duplicates/")
    page = client.get(f"/duplicates/{pair.pk}/?score=likely")

    assert b"Keripik Bu Rina" in queue.content
    assert page.context["keep"] == "first"
    states = {line.field: line.state for line in page.context["lines"]}
    assert states == {
        "name": "same", "owner_name": "differs", "phone": "one", "region": "same",
    }  # fmt: skip
    answer = client.post(
        f"/duplicates/{pair.pk}/merge/",
        {"keep": "second", "value_owner_name": "first", "value_phone": "second"},
    )
    assert answer.headers["Location"] == "/duplicates/"
    kept = Business.objects.get(pk=pair.second_id)
    assert (kept.owner_name, kept.phone) == ("Rina", "+628101234567")
    merge = Merge.objects.get()
    assert list(merge.before) == ["owner_name"]
    # The old address leads to the record that stands.
    moved = client.get(f"/businesses/{pair.first_id}/")
    assert moved.headers["Location"] == f"/businesses/{pair.second_id}/"
    assert client.post(f"/duplicates/merged/{merge.pk}/undo/").status_code == 302
    assert client.get(f"/businesses/{pair.first_id}/").status_code == 200


def test_a_filter_goes_along_to_the_next_pair(
    client_of: Callable[[Actor], Any], officer: Actor, make: Make,
    pair: PossibleDuplicate,
) -> None:  # fmt: skip
    others = [make(f"Salon {number}") for number in range(4)]
    sure, unsure = (
        PossibleDuplicate.objects.create(
            first=first, second=second, reason="search", score=Decimal(score)
        )
        for first, second, score in (
            (others[0], others[1], "0.95"), (others[2], others[3], "0.85"),
        )
    )  # fmt: skip
    client = client_of(officer)

    answer = client.post(
        f"/duplicates/{pair.pk}/never/?score=likely", {"answer": "never"}
    )
    assert answer.headers["Location"] == f"/duplicates/{sure.pk}/?score=likely"
    answer = client.post(
        f"/duplicates/{sure.pk}/never/?score=likely", {"answer": "never"}
    )
    assert answer.headers["Location"] == "/duplicates/?score=likely"
    listed = client.get("/duplicates/").context["page_obj"].object_list
    assert [row.pk for row in listed] == [unsure.pk]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_lists_leave_as_files_and_that_is_written_down(
    client_of: Callable[[Actor], Any], officer: Actor, pair: PossibleDuplicate,
    file_format: str,
) -> None:  # fmt: skip
    client = client_of(officer)

    queue = client.get(f"/duplicates/export/?format={file_format}")
    merge_businesses(actor=officer, pair=pair, kept=pair.first_id)
    merges = client.get(f"/duplicates/merged/export/?format={file_format}")

    assert (queue.status_code, merges.status_code) == (200, 200)
    if file_format == "csv":
        assert len(queue.content.decode("utf-8-sig").splitlines()) == 2
        assert len(merges.content.decode("utf-8-sig").splitlines()) == 2
    rows = AuditRow.objects.filter(verb__contains="export").order_by("pk")
    assert [row.after["what"] for row in rows] == ["duplicates", "merges"]
