"""A loading is taken back whole; what somebody did since is never lost with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.actions.undo_batch import BatchInUse, undo_batch
from wadah.apps.registry.models import (
    BatchChange,
    Business,
    Consent,
    ImportBatch,
    PossibleDuplicate,
    Product,
    RegisterCount,
    StatedCertificate,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
NIB = "0220001234567"
TITLES = "NO,NAMA PERUSAHAAN,NAMA PEMILIK,JALAN,KABUPATEN,TELP,NIB,NAMA PRODUK,PIRT"
ROWS = (
    f"1,Dapur Siti,Siti,Jl. Kopi 1,Kota Metro,081234567890,{NIB},Keripik pisang,"
    "No. 2066471014792-23 tanggal 4 Juni 2018",
    "2,KOPI ULUBELU,BUDI,Jl. Raya 2,LAMPUNG SELATAN,,,kopi bubuk,",
    "3,Kopi Ulubelu,Budi,Jl. Raya 2,Lampung Selatan,,,kopi bubuk,",
)
AMENDED = ROWS[0].replace("081234567890", "081111111111").replace("0220001", "0220002")


@pytest.fixture
def load(officer: Actor, tmp_path: Path, db: None) -> Callable[..., ImportBatch]:
    load_reference()

    def load(*rows: str) -> ImportBatch:
        path = tmp_path / "daftar.csv"
        path.write_text("\n".join([TITLES, *rows]) + "\n", encoding="utf-8")
        outcome = import_businesses(actor=officer, path=path)
        return ImportBatch.objects.get(pk=outcome.batch_id)

    return load


def counted() -> tuple[int, ...]:
    return tuple(
        model.objects.count()
        for model in (
            Business, Consent, PossibleDuplicate, StatedCertificate, BatchChange,
            AuditRow,
        )
    )  # fmt: skip


def test_removes_what_the_loading_made_and_all_that_came_with_it(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    batch = load(*ROWS)
    assert counted()[:4] == (3, 3, 1, 1)

    outcome = undo_batch(actor=officer, batch_id=batch.pk)

    assert (outcome.removed, outcome.restored, outcome.kept) == (3, 0, ())
    assert counted()[:4] == (0, 0, 0, 0)
    batch.refresh_from_db()
    assert batch.undone_at is not None
    assert batch.undone_by_id == officer.user_id
    audit = AuditRow.objects.order_by("-pk")[0]
    assert (audit.verb, audit.after["removed"]) == ("import.undone", 3)
    assert not RegisterCount.objects.exclude(count=0).exists()


def test_same_file_loads_again_after_an_undo(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    first = load(*ROWS)
    undo_batch(actor=officer, batch_id=first.pk)

    second = load(*ROWS)

    assert second.pk != first.pk
    assert second.counts["created"] == 3
    assert Business.objects.filter(batch=second).count() == 3


def test_gives_back_what_a_later_loading_changed_and_its_numbers(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    first = load(*ROWS)
    before = Business.objects.get(source_key="no:1")
    second = load(AMENDED, *ROWS[1:], "4,Tahu Baru,Ali,Jl. Baru 4,Kota Metro,,,tahu,")
    changed = Business.objects.get(source_key="no:1")
    assert (changed.phone, changed.nib) == ("+6281111111111", "0220002234567")
    assert "0220001" not in str(BatchChange.objects.get().before)

    outcome = undo_batch(actor=officer, batch_id=second.pk)

    assert (outcome.removed, outcome.restored) == (1, 1)
    after = Business.objects.get(source_key="no:1")
    for name in ("phone", "nib", "nib_fingerprint", "batch_id", "content_hash",
                 "original", "updated_at"):  # fmt: skip
        assert getattr(after, name) == getattr(before, name), name
    assert undo_batch(actor=officer, batch_id=first.pk).removed == 3
    assert Business.objects.count() == 0


def test_refuses_while_a_later_loading_changed_the_same_records(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    first = load(*ROWS)
    load(AMENDED, *ROWS[1:])
    before = counted()

    with pytest.raises(InvalidInput) as caught:
        undo_batch(actor=officer, batch_id=first.pk)

    assert caught.value.rule == "later_batch"
    assert "daftar.csv" in caught.value.message.en
    assert counted() == before


def test_refuses_with_a_list_of_what_is_used_and_changes_nothing(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    batch = load(*ROWS)
    firm = Business.objects.get(source_key="no:1")
    family = ProductFamily.objects.first()
    assert family is not None
    Product.objects.create(business=firm, family=family, name="Keripik")
    edit_business(
        actor=officer, business=Business.objects.get(source_key="no:2"), street="Baru"
    )
    before = counted()

    with pytest.raises(BatchInUse) as caught:
        undo_batch(actor=officer, batch_id=batch.pk)

    assert [(used.name, used.what) for used in caught.value.used] == [
        ("Dapur Siti", ("product",)), ("Kopi Ulubelu", ("edited",)),
    ]  # fmt: skip
    assert counted() == before


def test_undoes_the_rest_when_told_to_keep_what_is_used(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    batch = load(*ROWS)
    firm = Business.objects.get(source_key="no:2")
    edit_business(actor=officer, business=firm, street="Jl. Baru")

    outcome = undo_batch(actor=officer, batch_id=batch.pk, keep_used=True)

    assert (outcome.removed, [used.what for used in outcome.kept]) == (2, [("edited",)])
    assert Business.objects.get().street == "Jl. Baru"
    assert Consent.objects.count() == 1


def test_keeps_what_somebody_changed_after_the_later_loading(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    load(*ROWS)
    second = load(AMENDED, *ROWS[1:])
    firm = Business.objects.get(source_key="no:1")
    edit_business(actor=officer, business=firm, phone="0813 0000 0001")

    outcome = undo_batch(actor=officer, batch_id=second.pk, keep_used=True)

    firm.refresh_from_db()
    assert (outcome.restored, firm.phone) == (0, "+6281300000001")
    assert [used.name for used in outcome.kept] == ["Dapur Siti"]


def test_withdrawn_consent_stops_the_undo(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    batch = load(ROWS[1])
    Consent.objects.update(withdrawn_on="2026-11-20")

    with pytest.raises(BatchInUse) as caught:
        undo_batch(actor=officer, batch_id=batch.pk)

    assert caught.value.used[0].what == ("consent",)


def test_refuses_a_second_undo(
    officer: Actor, load: Callable[..., ImportBatch]
) -> None:
    batch = load(ROWS[1])
    undo_batch(actor=officer, batch_id=batch.pk)

    with pytest.raises(InvalidInput) as caught:
        undo_batch(actor=officer, batch_id=batch.pk)

    assert caught.value.rule == "batch_undone"


@pytest.mark.parametrize(
    "who", ["owner", "colleague", "stranger", "verifier", "buyer_actor", "analyst"]
)
def test_is_absent_for_whoever_loads_no_lists(
    who: str, request: pytest.FixtureRequest, load: Callable[..., ImportBatch]
) -> None:
    batch = load(*ROWS)
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        undo_batch(actor=actor, batch_id=batch.pk)

    assert Business.objects.filter(batch=batch).count() == 3


def test_is_absent_for_an_officer_of_another_organisation(
    load: Callable[..., ImportBatch], make_person: Callable[..., Actor]
) -> None:
    batch = load(*ROWS)
    other = make_person("other@example.org", "officer", "export_organisation")

    with pytest.raises(Absent):
        undo_batch(actor=other, batch_id=batch.pk)
