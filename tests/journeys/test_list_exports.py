"""Every list on screen leaves as CSV and XLSX, filtered as it is seen, and inert."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from wadah.apps.accounts.actor import Actor
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.models import Business, ImportBatch, Product
from wadah.apps.registry.sheet_file import write_csv, write_xlsx
from wadah.apps.requirements.models import FeedEntry, RuleChangeSet, RuleNotice
from wadah.apps.validation.models import Case, StepFigure
from wadah.apps.validation.readiness_history import keep_every_profile

EVIL = "=cmd|' /C calc'!A0"
# Route, who looks, a filter that fits nothing, and the column that names the business.
LISTS = (
    ("registry:business_export", "officer", "q=zzz", 1),
    ("registry:import_export", "officer", "q=zzz", None),
    ("validation:case_list", "officer", "q=zzz", 1),
    ("validation:readiness_list", "officer", "q=zzz", 1),
    ("validation:figure_list", "officer", "q=zzz", None),
    ("matching:request_export", "officer", "q=zzz", None),
    ("matching:shortlist_list", "officer", "q=zzz", 6),
    ("meetings:meeting_list", "officer", "q=zzz", 2),
    ("exports:deal_list", "officer", "q=zzz", 0),
    ("exports:rung_queue", "approver", "q=zzz", 0),
    ("requirements:rule_list", "officer", "q=zzzqqq", None),
    ("requirements:change_set_list", "approver", "q=zzz", None),
    ("requirements:flag_list", "approver", "q=zzz", None),
    ("requirements:notice_list", "owner", "kind=overdue", None),
    ("product_list", "officer", "family=cocopeat", 4),
)


@pytest.fixture
def rows(
    product: Product, officer: Actor, owner: Actor, buyer_actor: Actor, markets: object
) -> Product:
    """One row in every list, of a business with a name that would run."""
    Business.objects.filter(pk=product.business_id).update(name=EVIL, is_published=True)
    Product.objects.filter(pk=product.pk).update(is_published=True, is_proved=True)
    wanted = BuyerRequest.objects.create(
        buyer=Buyer.objects.get(organisation_id=cast(int, buyer_actor.organisation_id)),
        family=product.family, quantity_kg=Decimal(1000), destination_id="DE",
        window_from=date(2026, 12, 1), window_to=date(2026, 12, 31),
    )  # fmt: skip
    wanted.shortlists.create(
        version=1, made_at=datetime(2026, 11, 24, 3, tzinfo=UTC)
    ).entries.create(product=product, position=1)
    Meeting.objects.create(
        request=wanted, product=product, place="Hall A",
        starts_at=datetime(2026, 12, 1, 3, tzinfo=UTC),
    )  # fmt: skip
    DealRung.objects.create(
        deal=Deal.objects.create(request=wanted, product=product), rung="interest",
        reached_on=date(2026, 11, 20), proof="minutes",
        recorded_by_id=cast(int, officer.user_id),
    )  # fmt: skip
    Case.objects.create(product=product, destination_id="DE")
    keep_every_profile(date(2026, 11, 24))
    StepFigure.objects.create(
        organisation_id=cast(int, officer.organisation_id), subject="nib",
        source="OSS", days_low=1, days_high=1, valid_from=date(2026, 11, 1),
    )  # fmt: skip
    ImportBatch.objects.create(
        organisation_id=officer.organisation_id, file_name="list.csv",
        file_sha256="0", list_key="list",
    )  # fmt: skip
    _add_rule_rows(officer, owner)
    return product


def _add_rule_rows(officer: Actor, owner: Actor) -> None:
    """A change set, a notification and a piece of news about a rule."""
    RuleChangeSet.objects.create(
        title="T", reason="R", source="S", effective_on=date(2027, 1, 1),
        state="proposed", proposed_by_id=cast(int, officer.user_id),
    )  # fmt: skip
    FeedEntry.objects.create(
        symbol="G/SPS/N/EU/1", member="European Union", distributed_on=date(2026, 11, 1)
    ).flags.create(rule_row="COF-EU-03")
    RuleNotice.objects.create(
        user_id=cast(int, owner.user_id), kind="starts", rule_row="COF-EU-01",
        rule_version=1, about_on=date(2026, 12, 30), market_id="DE",
        family_id="coffee_green_robusta",
    )  # fmt: skip


def read_csv(response: Any) -> list[list[str]]:
    assert response["Content-Type"].startswith("text/csv")
    assert response["Cache-Control"] == "no-store"
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "who", "none", "place"), LISTS)
def test_list_leaves_as_it_is_seen_and_runs_nothing(
    name: str, who: str, none: str, place: int | None, rows: Product,
    request: pytest.FixtureRequest, client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))

    found = read_csv(client.get(f"{reverse(name)}?format=csv"))
    sheet = read_xlsx(client.get(f"{reverse(name)}?format=xlsx").content)
    nothing = read_csv(client.get(f"{reverse(name)}?format=csv&{none}"))

    assert len(found) >= 2
    assert len(sheet) == len(found)
    assert nothing == found[:1]
    if place is not None:
        assert found[1][place] == f"'{EVIL}"
        assert sheet[1][place] == EVIL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "who"), [(n.replace("_export", "_list"), w) for n, w, _f, _p in LISTS]
)
def test_page_of_a_list_offers_both_files(
    name: str, who: str, rows: Product, request: pytest.FixtureRequest,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    page = client_of(request.getfixturevalue(who)).get(reverse(name)).content.decode()

    assert "CSV" in page
    assert "format=xlsx" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("meetings:meeting_list", "officer"),
        ("exports:deal_list", "officer"),
        ("exports:rung_queue", "approver"),
        ("matching:request_export", "officer"),
    ],
)
def test_what_was_made_up_says_so(
    name: str, who: str, rows: Product, request: pytest.FixtureRequest,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    client = client_of(request.getfixturevalue(who))
    said = []

    for is_example in (False, True):
        Business.objects.filter(pk=rows.business_id).update(is_example=is_example)
        Buyer.objects.update(is_example=is_example)
        said += [read_csv(client.get(f"{reverse(name)}?format=csv"))[1][-1]]

    assert said in (["tidak", "ya"], ["no", "yes"])


@given(
    st.lists(
        st.lists(st.text(max_size=20), min_size=2, max_size=2), min_size=1, max_size=5
    )
)
def test_no_cell_of_a_file_begins_like_a_formula(cells: list[list[str]]) -> None:
    text = write_csv(cells).decode("utf-8-sig")

    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            begins = cell.lstrip()[:1]
            is_number = cell[:1] in "+-" and cell[1:2].isdigit()
            assert begins not in set("=@") and (begins not in set("+-") or is_number)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"])))
def test_a_sheet_gives_back_the_text_that_was_written(text: str) -> None:
    assert read_xlsx(write_xlsx([["head"], [f"x{text}"]]))[1] == [f"x{text}"]
