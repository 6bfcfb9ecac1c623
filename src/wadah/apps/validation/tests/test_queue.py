"""The queue: who sees what, in which order, what is handed out at once, what leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import OutboxMessage
from wadah.apps.registry.models import Product
from wadah.apps.validation.actions.move_case import move_case
from wadah.apps.validation.actions.propose_decision import propose_decision
from wadah.apps.validation.models import Case, CaseVerdict
from wadah.apps.validation.queries.queue import Wanted, list_queue

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def cases(product: Product, markets: object) -> dict[str, Case]:
    """Four cases as they stand: late, due soon, not handed in, forbidden."""
    plan = {
        "soon": ("DE", "submitted", date(2026, 12, 1), 3, 500, "not_ready"),
        "late": ("GB", "submitted", date(2026, 11, 20), 5, 100, "not_ready"),
        "near": ("AU", "open", None, 1, 0, "cannot_tell"),
        "forbidden": ("PK", "open", None, 1, 0, "prohibited"),
    }
    made = {}
    for name, (market, state, due_on, steps, cost, verdict) in plan.items():
        case = Case.objects.create(
            product=product, destination_id=market, state=state, due_on=due_on,
            open_steps=steps, open_cost_idr=cost,
        )  # fmt: skip
        CaseVerdict.objects.create(
            case=case, as_of=NOON.date(), verdict=verdict, result={}
        )
        made[name] = case
    return made


def names(actor: Actor, cases: dict[str, Case], **wanted: str) -> list[str]:
    by_key = {case.pk: name for name, case in cases.items()}
    return [by_key[row.pk] for row in list_queue(actor, Wanted(**wanted))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["late", "soon", "forbidden", "near"]),
        ("late", ["late", "soon", "forbidden", "near"]),
        ("near", ["near", "soon", "late", "forbidden"]),
        ("market", ["near", "soon", "late", "forbidden"]),
        ("-market", ["forbidden", "late", "soon", "near"]),
    ],
)
def test_orders_by_lateness_or_by_what_is_nearest_to_ready(
    officer: Actor, cases: dict[str, Case], sort: str, expected: list[str]
) -> None:
    assert names(officer, cases, sort=sort) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"market": "PK"}, ["forbidden"]),
        ({"verdict": "not_ready"}, ["late", "soon"]),
        ({"verdict": "none"}, []),
        ({"state": "open"}, ["forbidden", "near"]),
        ({"state": "work"}, ["late", "soon"]),
        ({"state": "nonsense"}, ["late", "soon", "forbidden", "near"]),
        ({"whose": "unassigned"}, ["late", "soon"]),
        ({"whose": "mine"}, []),
        ({"family": "cocopeat"}, []),
        ({"family": "coffee_green_robusta", "state": "work"}, ["late", "soon"]),
        ({"text": "ulubelu"}, ["late", "soon", "forbidden", "near"]),
        ({"text": "nothing"}, []),
    ],
)
def test_filters(
    officer: Actor,
    cases: dict[str, Case],
    wanted: dict[str, str],
    expected: list[str],
) -> None:
    assert names(officer, cases, **wanted) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "count"),
    [("owner", 4), ("colleague", 4), ("officer", 4), ("verifier", 4), ("approver", 4),
     ("stranger", 0), ("analyst", 0), ("buyer_actor", 0)],
)  # fmt: skip
def test_shows_cases_of_the_businesses_in_sight(
    cases: dict[str, Case], who: str, count: int, request: pytest.FixtureRequest
) -> None:
    assert len(names(request.getfixturevalue(who), cases)) == count


@pytest.mark.django_db
def test_what_waits_for_an_approver_is_not_what_he_checked(
    ready_case: Case, owner: Actor, verifier: Actor, approver: Actor
) -> None:
    move_case(actor=owner, case=ready_case, action="submit", now=NOON)
    move_case(actor=verifier, case=ready_case, action="take", now=NOON)
    assert list(list_queue(verifier, Wanted(whose="mine"))) == [ready_case]
    propose_decision(actor=verifier, case=ready_case, now=NOON)
    checked = Actor(
        user_id=verifier.user_id,
        role=approver.role,
        organisation_id=approver.organisation_id,
        region_codes=approver.region_codes,
    )

    assert list(list_queue(approver, Wanted(whose="mine"))) == [ready_case]
    assert list(list_queue(checked, Wanted(whose="mine"))) == []


@pytest.mark.django_db
def test_hands_out_what_is_ticked_and_leaves_what_nobody_checks(
    officer: Actor, verifier: Actor, cases: dict[str, Case], client_of: ClientOf
) -> None:
    ticked = [cases["soon"].pk, cases["late"].pk, cases["near"].pk, 999999]

    response = client_of(officer).post(
        reverse("validation:case_assign"),
        {"case": ticked, "to": verifier.user_id, "back": "/cases/?sort=near"},
    )

    assert response.headers["Location"] == "/cases/?sort=near"
    states = {name: Case.objects.get(pk=case.pk) for name, case in cases.items()}
    assert {name: case.state for name, case in states.items()} == {
        "soon": "in_check", "late": "in_check", "near": "open", "forbidden": "open",
    }  # fmt: skip
    assert states["late"].assigned_to_id == verifier.user_id
    assert OutboxMessage.objects.filter(to_user_id=verifier.user_id).count() == 2


@pytest.mark.django_db
def test_goes_back_to_no_other_house(
    officer: Actor, cases: dict[str, Case], client_of: ClientOf
) -> None:
    for address in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        response = client_of(officer).post(
            reverse("validation:case_assign"), {"case": [], "back": address}
        )

        assert response.headers["Location"] == reverse("validation:case_list")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "approver", "stranger"])
def test_only_checkers_hand_out(
    cases: dict[str, Case], verifier: Actor, client_of: ClientOf, who: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    response = client_of(request.getfixturevalue(who)).post(
        reverse("validation:case_assign"),
        {"case": [cases["late"].pk], "to": verifier.user_id},
    )

    assert response.status_code == 404
    assert Case.objects.get(pk=cases["late"].pk).state == "submitted"


@pytest.mark.django_db
def test_leaves_as_a_file_as_filtered(
    officer: Actor, cases: dict[str, Case], client_of: ClientOf
) -> None:
    response = client_of(officer).get(
        reverse("validation:case_list"), {"state": "work", "format": "csv"}
    )

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert [row[10] for row in rows[1:]] == ["2026-11-20", "2026-12-01"]
    assert [row[11:13] for row in rows[1:]] == [["5", "100"], ["3", "500"]]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "officer", "verifier", "approver"])
def test_the_page_opens_for_each_role_and_shows_lateness_to_checkers(
    cases: dict[str, Case], client_of: ClientOf, who: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    page = client_of(request.getfixturevalue(who)).get(reverse("validation:case_list"))

    text = page.content.decode()
    assert page.status_code == 200
    assert ("Waktu layanan" in text) is (who != "owner")
    assert ('name="case"' in text) is (who in ("officer", "verifier"))
