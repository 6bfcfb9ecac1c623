"""What the search calls one business, what it does not, and what it remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from wadah.apps.accounts.actor import Absent, Actor, make_local_administrator
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.actions.decide_duplicate import decide_duplicate
from wadah.apps.registry.actions.find_duplicates import find_duplicates
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.actions.merge_businesses import merge_businesses
from wadah.apps.registry.duplicates.model import FIELDS
from wadah.apps.registry.duplicates.prepare import RAW_COLUMNS
from wadah.apps.registry.duplicates.reasons import REASONS, list_reasons, say_score
from wadah.apps.registry.duplicates.search import LEAST_SCORE, find_pairs
from wadah.apps.registry.models import Business, ImportDifference, PossibleDuplicate
from wadah.apps.registry.queries.duplicates import list_open_pairs, read_register

PLACE = ("18.10", "Gading Rejo", "Tulung Agung", "Jl. Melati No. 12")
ELSEWHERE = ("18.10", "Gading Rejo", "Wonodadi", "Jl. Kenanga No. 3")
NIB = "a" * 64


def register(*rows: dict[str, str]) -> pl.DataFrame:
    """Rows by the columns that are compared; strangers fill the register up."""
    strangers = [
        record(f"Usaha {word} {number}", f"Pemilik {word}", place=ELSEWHERE)
        for number, word in enumerate(("Kijang", "Merpati", "Bintang", "Fajar"))
    ]
    every = [*rows, *strangers]
    return pl.DataFrame(
        [{**row, "unique_id": at} for at, row in enumerate(every)],
        schema={c: pl.Int64 if c == "unique_id" else pl.String for c in RAW_COLUMNS},
    )


def record(
    name: str, owner: str, *, phone: str = "", nib: str = "", place: Any = PLACE,
    family: str = "banana_chips",
) -> dict[str, str]:  # fmt: skip
    region, district, village, street = place
    return {
        "name": name, "owner_name": owner, "phone": phone, "region": region,
        "district": district, "village": village, "street": street,
        "nib_fingerprint": nib, "family": family,
    }  # fmt: skip


ONE = [
    ("a letter is wrong", record("Keripik Bu Rina", "Rina Sari"),
     record("Kripik Bu Rina", "Rina Sari")),
    ("words are swapped and the form is left out", record("UD. Sumber Melati", "Budi"),
     record("Melati Sumber", "Budi Santoso")),
    ("capitals, and the owner is shortened", record("Dapur Siger", "Ratna Dewi"),
     record("DAPUR SIGER", "RATNA D.")),
    ("the address moved, the number stayed",
     record("Kopi Rajabasa", "Hasan", phone="+6281011112222", nib=NIB),
     record("Kopi Rajabasa", "Hasan", phone="+6281011112222", nib=NIB,
            place=ELSEWHERE)),
    ("another name under one NIB and one phone",
     record("Keripik Bu Rina", "Rina Sari", phone="+6281011112222", nib=NIB),
     record("Melati Snack", "Rina Sari", phone="+6281011112222", nib=NIB)),
]  # fmt: skip
TWO = [
    ("the same owner has another firm",
     record("Keripik Bu Rina", "Rina Sari", phone="+6281011112222"),
     record("Salon Melati", "Rina Sari", phone="+6281011112222", family="")),
    ("the same name stands in another village",
     record("Sumber Jaya", "Rina Sari", phone="+6281011112222"),
     record("Sumber Jaya", "Joko Susilo", phone="+6281033334444", place=ELSEWHERE)),
    ("neighbours of one trade", record("Keripik Bu Rina", "Rina Sari"),
     record("Keripik Pak Joko", "Joko Susilo",
            place=(*PLACE[:3], "Jl. Melati No. 14"))),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second"), ONE, ids=[c[0] for c in ONE])
def test_finds_one_business_written_twice(why: str, first: Any, second: Any) -> None:
    found = find_pairs(register(first, second))

    assert [(pair.first, pair.second) for pair in found.pairs] == [(0, 1)], why
    assert found.pairs[0].score >= LEAST_SCORE
    assert found.frequencies == "shipped"


@pytest.mark.parametrize(("why", "first", "second"), TWO, ids=[c[0] for c in TWO])
def test_leaves_two_businesses_alone(why: str, first: Any, second: Any) -> None:
    assert find_pairs(register(first, second)).pairs == (), why


def test_tells_reasons_by_field_and_level() -> None:
    first = record("Keripik Bu Rina", "Rina Sari", phone="+6281011112222")
    second = record("Kripik Bu Rina", "Rina Sari", phone="+6281033334444")

    (pair,) = find_pairs(register(first, second)).pairs

    levels = {entry["field"]: entry["level"] for entry in pair.evidence}
    assert levels == {
        "name": "alike", "owner": "same", "phone": "other", "nib": "unknown",
        "place": "same_village", "street": "same", "family": "same",
    }  # fmt: skip
    reasons = list_reasons(pair.evidence)
    assert [str(r.text) for r in reasons if not r.speaks_for] == [
        "Nomor teleponnya berbeda."
    ]
    weights = [reason.weight for reason in reasons if reason.speaks_for]
    assert weights == sorted(weights, reverse=True)


def test_every_level_has_a_sentence() -> None:
    levels = {(field.field, level.code) for field in FIELDS for level in field.levels}

    assert set(REASONS) == levels


def test_the_levels_of_a_field_are_all_there_is() -> None:
    for field in FIELDS:
        assert sum(level.m for level in field.levels) == pytest.approx(1, abs=0.01)
        assert sum(level.u for level in field.levels) == pytest.approx(1, abs=0.01)


def test_an_empty_register_has_no_pairs() -> None:
    nothing = register().head(0)

    assert find_pairs(nothing).pairs == ()
    assert find_pairs(register().head(1)).pairs == ()


def test_the_same_register_gives_the_same_pairs() -> None:
    rows = register(*(row for _, first, second in ONE for row in (first, second)))

    assert find_pairs(rows) == find_pairs(rows)


def test_a_score_is_said_in_words() -> None:
    words = {str(say_score(score)) for score in (None, 0.995, 0.95, 0.85)}

    assert words == {
        "ditunjuk oleh aturan",
        "hampir pasti satu usaha",
        "sangat mungkin satu usaha",
        "mungkin satu usaha",
    }


@pytest.fixture
def twins(region: Any, officer: Actor) -> tuple[Business, Business]:
    made = []
    for name, nib in (("Keripik Bu Rina", "9999000000001"), ("Kripik Bu Rina", "")):
        business = Business.objects.create(
            name=name, search_name=name.lower(), owner_name="Rina Sari", region=region,
            district="Kedaton", village="Sukamaju", street="Jl. Melati No. 12",
            nib=nib, nib_fingerprint=fingerprint(nib),
        )  # fmt: skip
        business.consents.create(
            organisation_id=officer.organisation_id, basis="list", given_on="2026-11-01"
        )
        made.append(business)
    return made[0], made[1]


@pytest.mark.django_db
def test_the_search_fills_the_queue_once(
    officer: Actor, twins: tuple[Business, Business]
) -> None:
    night = make_local_administrator()

    first, again = find_duplicates(actor=night), find_duplicates(actor=night)

    assert (first.businesses, first.new, first.open) == (2, 1, 1)
    assert (again.new, again.changed, again.gone, again.open) == (0, 0, 0, 1)
    pair = list_open_pairs(officer).get()
    assert (pair.first, pair.second) == twins
    assert AuditRow.objects.filter(verb="duplicates.searched").count() == 2


@pytest.mark.django_db
def test_a_pair_that_is_never_the_same_does_not_come_back(
    officer: Actor, twins: tuple[Business, Business]
) -> None:
    night = make_local_administrator()
    find_duplicates(actor=night)
    decide_duplicate(actor=officer, pair=PossibleDuplicate.objects.get())

    outcome = find_duplicates(actor=night)

    assert (outcome.new, outcome.decided_before, outcome.open) == (0, 1, 0)
    assert PossibleDuplicate.objects.get().state == "never"


@pytest.mark.django_db
def test_a_pair_that_is_no_longer_alike_leaves_the_queue(
    officer: Actor, twins: tuple[Business, Business]
) -> None:
    night = make_local_administrator()
    find_duplicates(actor=night)
    Business.objects.filter(pk=twins[1].pk).update(
        name="Salon Melati", owner_name="Joko"
    )

    outcome = find_duplicates(actor=night)

    assert (outcome.gone, outcome.open) == (1, 0)


@pytest.mark.django_db
def test_the_search_never_sees_an_identity_number(
    twins: tuple[Business, Business],
) -> None:
    seen = read_register()

    assert "9999000000001" not in seen.write_csv()
    assert seen["nib_fingerprint"].to_list() == [fingerprint("9999000000001"), ""]


@pytest.mark.django_db
def test_only_an_administrator_or_the_night_searches(officer: Actor) -> None:
    with pytest.raises(Absent):
        find_duplicates(actor=officer)

    assert not AuditRow.objects.filter(verb="duplicates.searched").exists()


@pytest.mark.django_db
def test_a_list_offers_its_changes_to_the_record_that_stands(
    officer: Actor, region: Any, tmp_path: Path
) -> None:
    head = "NO,NAMA PERUSAHAAN,NAMA PEMILIK,JALAN,KECAMATAN,TELP\n"
    path = tmp_path / "list.csv"
    rows = ["1,Keripik Bu Rina,Rina,Jl. Melati 1,Kedaton,081011112222\n",
            "2,Kripik Bu Rina,Rina,Jl. Melati 1,Kedaton,\n"]  # fmt: skip
    path.write_text(head + "".join(rows))
    import_businesses(actor=officer, path=path)
    kept, other = Business.objects.order_by("source_key")
    pair = PossibleDuplicate.objects.create(first=kept, second=other, reason="search")
    merge_businesses(actor=officer, pair=pair, kept=kept.pk)

    path.write_text(head + rows[0] + "2,Kripik Bu Rina,Rina,Jl. Mawar 9,Kedaton,\n")
    outcome = import_businesses(actor=officer, path=path)

    other.refresh_from_db()
    kept.refresh_from_db()
    assert (outcome.created, outcome.updated) == (0, 1)
    assert other.merged_into_id == kept.pk
    assert kept.street == "Jl. Melati 1"
    told = ImportDifference.objects.get(field="street")
    assert (told.business_id, told.kept, told.offered) == (
        kept.pk, "Jl. Melati 1", "Jl. Mawar 9",
    )  # fmt: skip
    assert ImportDifference.objects.count() == 1
    assert Business.objects.count() == 2
    assert import_businesses(actor=officer, path=path).unchanged == 2
