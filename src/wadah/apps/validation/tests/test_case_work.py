"""The work on a case: taken, asked, answered, noted, flagged, visited; its clock."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from wadah.apps.accounts.actor import Absent, Actor, make_local_administrator
from wadah.apps.accounts.models import AuditRow, OutboxMessage, User
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.reference.models import Holiday, Market
from wadah.apps.validation.actions.add_case_note import add_case_note
from wadah.apps.validation.actions.ask_business import ask_business
from wadah.apps.validation.actions.hand_over_case import hand_over_case
from wadah.apps.validation.actions.move_case import move_case
from wadah.apps.validation.actions.propose_decision import propose_decision
from wadah.apps.validation.actions.raise_flag import raise_flag
from wadah.apps.validation.actions.record_visit import Seen, record_visit
from wadah.apps.validation.actions.remind_businesses import remind_businesses
from wadah.apps.validation.actions.reply_to_checker import reply_to_checker
from wadah.apps.validation.checklist import list_points
from wadah.apps.validation.clock import read_clock, read_holidays
from wadah.apps.validation.clock_winding import wind_clocks
from wadah.apps.validation.models import Case, CaseQuestion
from wadah.apps.validation.queries.case_work import list_flags, list_notes
from wadah.apps.validation.timeline import list_events
from wadah.core.values import InvalidInput

TUESDAY = datetime(2026, 12, 22, 5, tzinfo=UTC)


def later(days: int) -> datetime:
    return TUESDAY + timedelta(days=days)


def clock_of(case: Case, days: int) -> Any:
    case.refresh_from_db()
    today = later(days).date()
    return read_clock(case, case.moves.all(), today, read_holidays(today))


@pytest.fixture
def christmas(db: None) -> None:
    """Friday 25 December 2026 and Friday 1 January 2027 are off."""
    market, _ = Market.objects.get_or_create(
        pk="ID", defaults={"name_id": "Indonesia", "name_en": "Indonesia"}
    )
    for day in (date(2026, 12, 25), date(2027, 1, 1)):
        Holiday.objects.get_or_create(
            market=market, day=day, kind="national", name_id="Libur", name_en="Holiday"
        )


@pytest.fixture
def taken(ready_case: Case, owner: Actor, verifier: Actor, christmas: None) -> Case:
    """Handed in and taken on Tuesday 22 December 2026."""
    move_case(actor=owner, case=ready_case, action="submit", now=TUESDAY)
    return move_case(actor=verifier, case=ready_case, action="take", now=TUESDAY)


@pytest.mark.django_db
def test_handing_in_starts_the_clock_and_taking_names_who(
    taken: Case, verifier: Actor
) -> None:
    taken.refresh_from_db()

    assert (taken.state, taken.assigned_to_id) == ("in_check", verifier.user_id)
    assert taken.submitted_at == TUESDAY
    # 23, 24, 28-31 December and 4-7 January: ten working days.
    assert taken.due_on == date(2027, 1, 7)
    assert [row.verb for row in AuditRow.objects.order_by("-pk")[:2]] == [
        "case.taken", "case.submitted",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "used", "late"),
    [(0, 0, 0), (1, 1, 0), (3, 2, 0), (6, 3, 0), (16, 10, 0), (17, 11, 1)],
)
def test_the_clock_shows_working_days(
    taken: Case, days: int, used: int, late: int
) -> None:
    clock = clock_of(taken, days)

    assert (clock.used_days, clock.late_days) == (used, late)


@pytest.mark.django_db
def test_the_clock_stands_still_while_the_business_is_asked(
    taken: Case, owner: Actor, verifier: Actor
) -> None:
    # Asked on Thursday 24 December, answered on Tuesday 5 January.
    question = ask_business(
        actor=verifier, case=taken, text="Which port?", now=later(2)
    )
    taken.refresh_from_db()
    assert (taken.state, taken.due_on, taken.used_days) == ("with_business", None, 2)
    assert clock_of(taken, 13).used_days == 2

    reply_to_checker(actor=owner, question=question, text="Panjang", now=later(14))

    taken.refresh_from_db()
    assert taken.state == "in_check"
    # Eight are left: 6-8, 11-15 January.
    assert (taken.due_on, taken.used_days) == (date(2027, 1, 15), None)
    assert clock_of(taken, 24).used_days == 10
    assert set(OutboxMessage.objects.values_list("purpose", "to_user_id")) == {
        ("case_question", owner.user_id),
        ("case_answered", verifier.user_id),
    }


@pytest.mark.django_db
def test_a_holiday_that_is_entered_later_moves_the_day(taken: Case) -> None:
    Holiday.objects.create(
        market_id="ID", day=date(2026, 12, 24), kind="collective_leave",
        name_id="Cuti", name_en="Leave",
    )  # fmt: skip

    assert wind_clocks(today=TUESDAY.date()) == {"mended": 1}
    assert wind_clocks(today=TUESDAY.date()) == {"mended": 0}

    taken.refresh_from_db()
    assert taken.due_on == date(2027, 1, 8)


@pytest.mark.django_db
def test_val_10_each_question_is_answered_once_and_the_last_lets_the_clock_run(
    taken: Case, owner: Actor, verifier: Actor
) -> None:
    first = ask_business(actor=verifier, case=taken, text="One?", now=later(1))
    second = ask_business(actor=verifier, case=taken, text="Two?", now=later(2))

    reply_to_checker(actor=owner, question=first, text="1", now=later(3))
    taken.refresh_from_db()
    assert taken.state == "with_business"
    with pytest.raises(Refused) as refused:
        reply_to_checker(actor=owner, question=first, text="2", now=later(3))
    assert refused.value.rule.code == "VAL-10"

    reply_to_checker(actor=owner, question=second, text="2", now=later(4))
    taken.refresh_from_db()
    assert taken.state == "in_check"


@pytest.mark.django_db
def test_reminds_every_three_working_days_and_once_a_day(
    taken: Case, verifier: Actor, owner: Actor
) -> None:
    administrator = make_local_administrator()
    ask_business(actor=verifier, case=taken, text="Which port?", now=TUESDAY)
    OutboxMessage.objects.all().delete()

    sent = {
        days: remind_businesses(actor=administrator, today=later(days).date())[
            "reminded"
        ]
        for days in range(1, 15)
    }
    again = remind_businesses(actor=administrator, today=later(14).date())

    # 28 and 31 December are the third and the sixth working day; 6 January the ninth.
    assert [days for days, count in sent.items() if count] == [6, 9]
    assert again == {"reminded": 0}
    told = OutboxMessage.objects.order_by("pk")
    assert {row.to_user_id for row in told} == {owner.user_id}
    assert "3 hari kerja" in told[0].body
    assert "6 hari kerja" in told[1].body


@pytest.mark.django_db
def test_val_04_only_who_took_it_works_on_it(
    taken: Case, officer: Actor, approver: Actor, owner: Actor, stranger: Actor
) -> None:
    for act in (
        lambda who: ask_business(actor=who, case=taken, text="?", now=TUESDAY),
        lambda who: propose_decision(actor=who, case=taken, now=TUESDAY),
        lambda who: move_case(actor=who, case=taken, action="release", now=TUESDAY),
    ):
        with pytest.raises(Refused) as refused:
            act(officer)
        assert refused.value.rule.code == "VAL-04"
        for who in (approver, owner):
            with pytest.raises(Refused):
                act(who)
        with pytest.raises(Absent):
            act(stranger)
    taken.refresh_from_db()
    assert taken.state == "in_check"


@pytest.mark.django_db
def test_hands_over_within_the_organisation(
    taken: Case, verifier: Actor, officer: Actor, owner: Actor,
    user_of: Callable[[Actor], User],
) -> None:  # fmt: skip
    with pytest.raises(Absent):
        hand_over_case(actor=verifier, case=taken, to=user_of(owner), now=TUESDAY)
    with pytest.raises(Absent):
        hand_over_case(actor=owner, case=taken, to=user_of(officer), now=TUESDAY)

    hand_over_case(actor=verifier, case=taken, to=user_of(officer), now=TUESDAY)

    taken.refresh_from_db()
    assert taken.assigned_to_id == officer.user_id
    assert OutboxMessage.objects.get(purpose="case_handed_over").to_user_id == (
        officer.user_id
    )


@pytest.mark.django_db
def test_a_word_why_is_asked_where_work_ends(ready_case: Case, owner: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        move_case(actor=owner, case=ready_case, action="withdraw", now=TUESDAY)

    assert refused.value.field == "note"
    ready_case.refresh_from_db()
    assert ready_case.state == "open"
    assert not ready_case.moves.exists()


@pytest.mark.django_db
def test_a_business_never_reads_what_checkers_keep_to_themselves(
    taken: Case, verifier: Actor, approver: Actor, officer: Actor, owner: Actor,
    colleague: Actor, stranger: Actor, client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    secret, flag, shared = "Rahasia pemeriksa", "Diduga palsu", "Keringkan lagi"
    add_case_note(
        actor=verifier, case=taken, text=secret, is_internal=True, now=TUESDAY
    )
    add_case_note(
        actor=verifier, case=taken, text=shared, is_internal=False, now=TUESDAY
    )
    raise_flag(actor=verifier, case=taken, reason=flag, now=TUESDAY)
    address = reverse("validation:case_detail", args=[taken.pk])

    for actor in (owner, colleague):
        page = client_of(actor).get(address).content.decode()
        assert shared in page
        assert secret not in page
        assert flag not in page
        assert [note.text for note in list_notes(actor, taken)] == [shared]
        assert not list_flags(actor, taken)
        words = [event.words for event in list_events(actor, taken)]
        assert not {secret, flag} & set(words)
    for actor in (verifier, approver, officer):
        page = client_of(actor).get(address).content.decode()
        assert all(text in page for text in (secret, flag, shared))
    with pytest.raises(Absent):
        list_notes(stranger, taken)
    trail = str(list(AuditRow.objects.values_list("before", "after")))
    assert secret not in trail
    assert flag not in trail


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "colleague", "stranger"])
def test_a_business_writes_no_notes_and_raises_no_flags(
    taken: Case, who: str, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)

    with pytest.raises(Absent):
        add_case_note(actor=actor, case=taken, text="x", is_internal=False, now=TUESDAY)
    with pytest.raises(Absent):
        raise_flag(actor=actor, case=taken, reason="x", now=TUESDAY)


def _picture() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(content, "JPEG")
    content.seek(0)
    return content


@pytest.mark.django_db
def test_a_visit_keeps_every_point_and_its_photos(
    taken: Case, verifier: Actor, owner: Actor, stranger: Actor,
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    family = taken.product.family
    family.details = {**family.details, "kind": "spice"}
    family.save()
    points = {point.code: {"seen": "yes"} for point in list_points(family)}
    assert {"all.address", "food.pests", "drying.off_the_ground"} <= set(points)
    assert "cold_chain.ice" not in points
    points["food.pests"] = {"seen": "no", "remark": "Kotoran burung"}

    visit = record_visit(
        actor=verifier,
        case=taken,
        seen=Seen(TUESDAY.date(), points, "Bersih", [_picture()]),
        now=TUESDAY,
    )

    assert visit.points["food.pests"] == {"seen": "no", "remark": "Kotoran burung"}
    photo = reverse("validation:visit_photo", args=[visit.photos.get().pk])
    page = reverse("validation:visit_detail", args=[visit.pk])
    for address in (photo, page):
        assert client_of(owner).get(address).status_code == 200
        assert client_of(stranger).get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"all.address": {}}, "all.address"),
        ({"all.address": {"seen": "no"}}, "all.address"),
        ({"nowhere.point": {"seen": "yes"}}, "points"),
    ],
)
def test_a_visit_with_a_point_left_out_is_refused(
    taken: Case, verifier: Actor, change: dict[str, Any], field: str
) -> None:
    points = {p.code: {"seen": "yes"} for p in list_points(taken.product.family)}

    with pytest.raises(InvalidInput) as refused:
        record_visit(
            actor=verifier, case=taken, seen=Seen(TUESDAY.date(), points | change),
            now=TUESDAY,
        )  # fmt: skip

    assert refused.value.field == field
    assert not taken.visits.exists()


@pytest.mark.django_db
def test_a_question_needs_words(taken: Case, verifier: Actor) -> None:
    with pytest.raises(InvalidInput):
        ask_business(actor=verifier, case=taken, text="  ", now=TUESDAY)

    assert not CaseQuestion.objects.exists()
    taken.refresh_from_db()
    assert taken.state == "in_check"
