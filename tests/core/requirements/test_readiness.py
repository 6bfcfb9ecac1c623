"""The profile of readiness, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.requirements import (
    Indicator,
    ProductFacts,
    Profile,
    RuleBase,
    RuleReader,
    Vocabulary,
    assess,
    case_from_json,
    make_profile,
    profile_to_json,
)
from wadah.core.values import CapacityEntry, Month, Text

TODAY = date(2026, 11, 24)
LAB = {
    "parameter": "lead", "value": 1.0, "unit": "mg/kg", "basis": "as_sold",
    "laboratory_accredited": True, "sampled_on": "2026-11-01", "lot": "L1",
}  # fmt: skip
FULL = ProductFacts(
    capacity=tuple(
        CapacityEntry(
            Month(2026 + (10 + n) // 12, (10 + n) % 12 + 1),
            Decimal(2000),
            Decimal(2000),
        )
        for n in range(12)
    ),
    capacity_seen_on=date(2026, 11, 10),
    typical_order_kg=1000,
    material_count=1,
    material_with_origin_count=1,
    packing=("jute_bag",),
    has_nib=True,
    has_npwp=True,
    paper_count=2,
    paper_checked_count=2,
    papers_checked_on=date(2026, 11, 12),
)
RETAIL = {"family": "cinnamon_cassia", "attributes": {"retail_packed": True}}
NIB = {"type": "nib", "number": "1", "issued_on": "2024-01-01"}


def make_base(words: Vocabulary) -> RuleBase:
    """A paper that delays, a limit that delays, a fact that bars, a packing rule."""
    reader = RuleReader(words, {"S": {"title": "example law"}})
    rows: list[dict[str, Any]] = [
        {"id": "A-1", "kind": "registration", "tree": {"document": "nib"}},
        {"id": "A-2", "kind": "test_limit", "tree": {"limit": "lead", "value": 2}},
        {"id": "A-3", "kind": "prohibition", "effect": "bars",
         "tree": {"holds": {"fact": "attributes.retail_packed", "is": False}}},
        {"id": "A-4", "kind": "label",
         "tree": {"holds": {"fact": "consignment.packing_new_clean", "is": True}}},
    ]  # fmt: skip
    common = {
        "side": "destination", "party": "exporter", "effect": "delays",
        "markets": ["ALL"], "families": ["cinnamon_cassia"], "date_basis": "departs_on",
        "checked_on": TODAY, "source": "S", "confidence": "V1",
    }  # fmt: skip
    rules = [
        reader.read(
            {**common, **row, "message": {"id": f"syarat {row['id']}", "en": row["id"]}}
        )
        for row in rows
    ]
    return RuleBase(tuple(rules), {}, words)


def profile(words: Vocabulary, facts: ProductFacts = FULL, **more: Any) -> Profile:
    base = make_base(words)
    data: dict[str, Any] = {
        "product": {
            "family": "cinnamon_cassia",
            "attributes": {"retail_packed": False},
        },
        "destination": "AE",
        "dates": {"as_of": TODAY.isoformat()},
        "consignment": {"packing_new_clean": True, "lot": "L1"},
        "documents": [NIB],
        "results": [LAB],
        **more,
    }
    case = case_from_json(data, words, TODAY)
    return make_profile(facts, case, assess(case, base), base, as_of=TODAY)


def find(made: Profile, code: str) -> Indicator:
    return next(
        row for one in made.dimensions for row in one.indicators if row.code == code
    )


def test_everything_shown_is_a_hundred_with_every_indicator_beside_it(
    words: Vocabulary,
) -> None:
    made = profile(words)

    assert (made.score, made.level, made.cap) == (100, "ready", None)
    assert [one.code for one in made.dimensions] == [
        "quality", "quantity", "continuity", "packaging", "administration",
    ]  # fmt: skip
    assert (made.known_count, made.all_count) == (15, 15)
    assert find(made, "limits_kept").shown.en == "1 of 1 limits"
    assert find(made, "limits_kept").seen_on == date(2026, 11, 1)
    assert find(made, "capacity").seen_on == date(2026, 11, 10)


def test_half_of_it_worked_by_hand(words: Vocabulary) -> None:
    facts = ProductFacts(
        capacity=(
            CapacityEntry(Month(2026, 12), Decimal(900), Decimal(500)),
            CapacityEntry(Month(2027, 1), Decimal(900), Decimal(400)),
            # Outside the twelve months: it does not count.
            CapacityEntry(Month(2027, 11), Decimal(900), Decimal(900)),
        ),
        typical_order_kg=1800,
        material_count=4,
        material_with_origin_count=1,
        has_nib=True,
    )

    made = profile(words, facts, documents=[], results=[])

    # Quality: 0 of 1 limit, no results, no sample: 0 of 3.
    # Quantity: 450 of 1,800 kg = 0.25; 900 of 1,800 declared = 0.5: 37.5 -> 38.
    # Continuity: 2 of 12; longest gap from February on 9 months, 3/12; origin 1 of 4:
    # (0.1667 + 0.25 + 0.25) / 3 = 22.
    # Packaging: not stated 0, rule 1 of 1: 50.
    # Administration: NIB number 0.5, NPWP 0, papers 0 of 1, none to lapse, none to
    # check: 0.5 of 5 = 10.
    assert [one.score for one in made.dimensions] == [0, 38, 22, 50, 10]
    assert made.uncapped == 24
    assert find(made, "harvest_gap").shown == Text(
        "9 bulan (kosong: 2026-11, 2027-02/2027-10)",
        "9 months (none: 2026-11, 2027-02/2027-10)",
    )
    assert find(made, "capacity").shown.id == "450 kg sebulan, pesanan 1.800 kg"
    assert find(made, "accredited").share is None
    assert find(made, "npwp").share is None


@pytest.mark.parametrize(
    ("more", "cap", "score"),
    [
        ({"product": RETAIL}, ("prohibited", "A-3"), 20),
        ({"results": [{**LAB, "value": 2.1}]}, ("limit_broken", "A-2"), 39),
        ({"documents": []}, ("not_ready", "A-1"), 69),
        ({"results": []}, ("cannot_tell", "A-2"), 89),
    ],
)  # fmt: skip
def test_a_show_stopper_caps_the_whole_and_says_which(
    more: dict[str, Any], cap: tuple[str, str], score: int, words: Vocabulary
) -> None:
    made = profile(words, **more)

    assert made.cap is not None
    assert (made.cap.code, made.cap.rule) == cap
    assert made.cap.at_most == score
    assert made.score == min(score, made.uncapped)
    assert made.level != "ready"


def test_a_law_that_forbids_goes_before_a_broken_limit(words: Vocabulary) -> None:
    made = profile(
        words,
        product=RETAIL,
        results=[{**LAB, "value": 9}],
        documents=[],
    )

    assert made.cap is not None
    assert (made.cap.code, made.score) == ("prohibited", 20)


def test_without_a_market_nothing_says_what_is_asked() -> None:
    made = make_profile(FULL, as_of=TODAY)

    assert made.cap is not None
    assert (made.cap.code, made.score) == ("no_market", 63)
    assert find(made, "limits_kept").share is None
    assert find(made, "packing_rules").share is None
    # Quality 0; quantity and continuity 100; packaging 1 of 2; administration: NIB
    # number 0.5, NPWP 1, papers unknown, checked 1: 2.5 of 4 = 62.5 -> 63.
    assert [one.score for one in made.dimensions] == [0, 100, 100, 50, 63]
    # (0 + 100 + 100 + 50 + 63) / 5 = 62.6


def test_a_report_of_a_laboratory_without_accreditation_keeps_no_limit(
    words: Vocabulary,
) -> None:
    made = profile(words, results=[{**LAB, "laboratory_accredited": False}])

    assert find(made, "accredited").share == 0
    assert find(made, "limits_kept").shown.en == "0 of 1 limits"


def test_a_paper_that_lapses_in_sixty_days_is_named(words: Vocabulary) -> None:
    soon = profile(words, documents=[{**NIB, "expires_on": "2027-01-23"}])
    later = profile(words, documents=[{**NIB, "expires_on": "2027-01-24"}])

    assert find(soon, "no_lapse").share == 0
    assert find(later, "no_lapse").share == 1


def test_an_old_sample_counts_for_nothing(words: Vocabulary) -> None:
    fresh = profile(words, results=[{**LAB, "sampled_on": "2026-05-25"}])
    old = profile(words, results=[{**LAB, "sampled_on": "2026-05-24"}])

    assert (find(fresh, "sample_age").share, find(old, "sample_age").share) == (1, 0)


@given(st.integers(0, 12), st.integers(0, 5), st.booleans(), st.booleans())
def test_more_evidence_never_lowers_the_profile(
    months: int, materials: int, has_nib: bool, has_npwp: bool
) -> None:
    facts = ProductFacts(
        capacity=FULL.capacity[:months],
        material_count=5,
        material_with_origin_count=materials,
        has_nib=has_nib,
        has_npwp=has_npwp,
    )
    before = make_profile(facts, as_of=TODAY)

    for more in (
        replace(facts, has_nib=True, has_npwp=True),
        replace(facts, material_with_origin_count=5),
        replace(facts, capacity=FULL.capacity),
        replace(facts, packing=("carton",)),
    ):
        assert make_profile(more, as_of=TODAY).uncapped >= before.uncapped


def test_the_json_holds_every_indicator_and_no_bare_number(words: Vocabulary) -> None:
    told = profile_to_json(profile(words, documents=[]))

    assert told["score"] == 69
    assert told["cap"]["rule"] == "A-1"
    assert [len(one["indicators"]) for one in told["dimensions"]] == [3, 2, 3, 2, 5]
    assert told["dimensions"][4]["indicators"][0] == {
        "code": "nib",
        "name": {"id": "NIB", "en": "Business number (NIB)"},
        "share": "0.5000",
        "shown": {
            "id": "nomor saja, surat belum ada",
            "en": "number only, no paper yet",
        },
        "evidence": {"id": "catatan usaha", "en": "record of the business"},
        "seen_on": None,
    }
