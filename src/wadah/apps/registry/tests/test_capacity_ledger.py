"""Lines of the ledger, their balance, and what stands behind capacity."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.add_downtime import add_downtime
from wadah.apps.registry.actions.carry_over_stock import carry_over_stock
from wadah.apps.registry.actions.count_stock import count_stock
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.end_downtime import end_downtime
from wadah.apps.registry.actions.lapse_verifications import lapse_verifications
from wadah.apps.registry.actions.record_visit import record_visit
from wadah.apps.registry.actions.set_usual_year import set_usual_year
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.actions.withdraw_verification import withdraw_verification
from wadah.apps.registry.capacity_bars import make_bars
from wadah.apps.registry.models import CapacityMonth, LedgerEntry, Product
from wadah.apps.registry.queries.capacity import list_stock, list_year
from wadah.core.capacity import EntryKind
from wadah.core.values import InvalidInput, Month

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
DAY = date(2026, 11, 20)


def verify(
    actor: Actor, product: Product, kg: int, month: Month = DECEMBER, **more: object
) -> CapacityMonth:
    return verify_capacity(
        actor=actor, product=product, month=month, kg=kg, verified_on=DAY,
        how="Kunjungan", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def sums(product: Product, month: Month) -> tuple[Decimal, Decimal, Decimal]:
    found = LedgerEntry.objects.filter(product=product, month=month.first_day())
    total = found.aggregate(
        a=Sum("declared_change_kg"), b=Sum("verified_change_kg"),
        c=Sum("promised_change_kg"),
    )  # fmt: skip
    return total["a"], total["b"], total["c"]


def test_every_kind_of_line_is_known_to_core() -> None:
    assert set(LedgerEntry.Kind.values) == set(EntryKind)


def test_the_balance_is_the_sum_of_its_lines(officer: Actor, product: Product) -> None:
    declare_capacity(actor=officer, product=product, month=DECEMBER, kg=900)
    declare_capacity(actor=officer, product=product, month=DECEMBER, kg=700)
    verify(officer, product, 600)
    verify(officer, product, 400)

    row = CapacityMonth.objects.get()
    assert sums(product, DECEMBER) == (row.declared_kg, row.verified_kg, 0)
    assert (row.declared_kg, row.verified_kg) == (700, 400)
    changes = LedgerEntry.objects.order_by("pk").values_list(
        "kind", "declared_change_kg", "verified_change_kg"
    )
    assert list(changes) == [
        ("declared", 900, 0), ("declared", -200, 0),
        ("verified", 0, 600), ("verified", 0, -200),
    ]  # fmt: skip


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_line_is_never_changed_whoever_writes(
    officer: Actor, product: Product, verb: str
) -> None:
    verify(officer, product, 600)
    lines = LedgerEntry.objects.all()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if verb == "update":
            lines.update(verified_change_kg=900)
        else:
            lines.delete()

    assert sums(product, DECEMBER)[1] == 600
    # The words of an erased person may go.
    assert lines.update(how="", evidence="") == 1


def test_an_officer_verifies_from_a_visit(officer: Actor, product: Product) -> None:
    visit = record_visit(
        actor=officer, business=product.business, visited_on=DAY, seen="Gudang penuh"
    )

    row = verify(
        officer, product, 600, visit=visit, evidence="Slip timbangan 12",
        valid_until=date(2027, 5, 31),
    )  # fmt: skip

    line = LedgerEntry.objects.get()
    assert row.verified_until == date(2027, 5, 31)
    assert (line.method, line.visit_id, line.checked_on, line.by_id) == (
        "visit", visit.pk, DAY, officer.user_id,
    )  # fmt: skip
    assert line.evidence == "Slip timbangan 12"


def test_a_verification_cannot_end_before_it_began(
    officer: Actor, product: Product
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        verify(officer, product, 600, valid_until=date(2026, 11, 19))

    assert refusal.value.field == "valid_until"
    assert LedgerEntry.objects.count() == 0


def test_withdrawing_leaves_what_is_promised_covered(
    officer: Actor, product: Product
) -> None:
    verify(officer, product, 900)
    CapacityMonth.objects.update(promised_kg=300)

    row = withdraw_verification(
        actor=officer, product=product, month=DECEMBER, reason="Mesin dijual"
    )

    assert (row.verified_kg, row.free_kg) == (300, 0)
    line = LedgerEntry.objects.get(kind="withdrawn")
    assert (line.verified_change_kg, line.how) == (-600, "Mesin dijual")
    assert AuditRow.objects.filter(verb="capacity.withdrawn").count() == 1
    with pytest.raises(InvalidInput) as refusal:
        withdraw_verification(
            actor=officer, product=product, month=DECEMBER, reason="x"
        )
    assert refusal.value.rule == "nothing_free"


@pytest.mark.parametrize("who", ["owner", "colleague"])
def test_reg_03_business_does_not_withdraw(
    who: str, request: pytest.FixtureRequest, officer: Actor, product: Product
) -> None:
    verify(officer, product, 900)

    with pytest.raises(Refused) as refusal:
        withdraw_verification(
            actor=request.getfixturevalue(who), product=product, month=DECEMBER,
            reason="x",
        )  # fmt: skip

    assert refusal.value.rule.code == "REG-03"
    assert CapacityMonth.objects.get().verified_kg == 900


def test_a_verification_lapses_after_its_last_day(
    officer: Actor, administrator: Actor, product: Product
) -> None:
    verify(officer, product, 900, valid_until=date(2026, 11, 30))

    assert lapse_verifications(actor=administrator, as_of=date(2026, 11, 30)) == 0
    assert lapse_verifications(actor=administrator, as_of=date(2026, 12, 1)) == 1
    assert lapse_verifications(actor=administrator, as_of=date(2026, 12, 1)) == 0

    assert CapacityMonth.objects.get().verified_kg == 0
    assert LedgerEntry.objects.get(kind="lapsed").verified_change_kg == -900
    with pytest.raises(Absent):
        lapse_verifications(actor=officer, as_of=DAY)


def test_what_is_unsold_counted_and_keeps_is_carried_over(
    officer: Actor, administrator: Actor, product: Product
) -> None:
    """900 verified, 200 promised, 500 counted of which 100 will not keep: 400 go on."""
    set_usual_year(
        actor=officer, product=product, harvest={}, shelf_life_days=60,
        carries_over=True,
    )  # fmt: skip
    verify(officer, product, 900, NOVEMBER)
    verify(officer, product, 1000)
    CapacityMonth.objects.filter(month=date(2026, 11, 1)).update(promised_kg=200)
    lots = [product.lots.create(code=code, quantity_kg=500) for code in ("A", "B")]
    for lot, kg, made in ((lots[0], 400, date(2026, 11, 15)),
                          (lots[1], 100, date(2026, 10, 1))):  # fmt: skip
        count_stock(
            actor=officer, product=product, lot=lot, kg=kg, made_on=made,
            counted_on=date(2026, 12, 2),
        )  # fmt: skip

    assert carry_over_stock(actor=administrator, as_of=date(2026, 12, 3)) == 1
    kept = dict(CapacityMonth.objects.values_list("month", "verified_kg"))

    assert kept == {date(2026, 11, 1): 500, date(2026, 12, 1): 1400}
    kinds = LedgerEntry.objects.values_list("kind", flat=True)
    assert {"carried_out", "carried_in"} <= set(kinds)


def test_nothing_is_carried_that_nobody_counted(
    officer: Actor, administrator: Actor, product: Product
) -> None:
    set_usual_year(actor=officer, product=product, harvest={}, carries_over=True)
    verify(officer, product, 900, NOVEMBER)

    assert carry_over_stock(actor=administrator, as_of=date(2026, 12, 3)) == 0
    assert CapacityMonth.objects.get().verified_kg == 900


def test_the_last_count_of_a_lot_counts(officer: Actor, product: Product) -> None:
    lot = product.lots.create(code="A", quantity_kg=9, produced_on=date(2026, 11, 1))
    for day, kg in ((10, 500), (20, 300)):
        count_stock(
            actor=officer, product=product, lot=lot, kg=kg,
            counted_on=date(2026, 11, day),
        )  # fmt: skip

    (line,) = list_stock(product)

    assert (line.count.kg, line.age_days(date(2026, 11, 24))) == (300, 23)
    with pytest.raises(InvalidInput):
        count_stock(
            actor=officer, product=product, kg=1, made_on=date(2026, 11, 21),
            counted_on=date(2026, 11, 20),
        )  # fmt: skip


def test_a_year_shows_the_calendar_less_the_days_of_standstill(
    officer: Actor, product: Product
) -> None:
    """December: 3,100 kg in a usual year, 10 of 31 days closed: 2,100 kg."""
    declare_capacity(actor=officer, product=product, month=DECEMBER, kg=2500)
    verify(officer, product, 1000)
    set_usual_year(actor=officer, product=product, harvest={12: Decimal(3100)})
    stand = add_downtime(
        actor=officer, business=product.business, from_on=date(2026, 12, 1),
        to_on=date(2026, 12, 10), reason="repair",
    )  # fmt: skip

    rows = list_year(officer, product, NOVEMBER)

    assert (len(rows), rows[1].month) == (12, DECEMBER)
    assert rows[1].expected_kg == Decimal("2100.000")
    assert rows[1].is_above_calendar and not rows[0].is_above_calendar
    bar = make_bars(rows)[1]
    assert (bar.declared, bar.promised, bar.free) == ("99.40%", "0.00%", "39.76%")
    end_downtime(
        actor=officer, downtime=stand, ended_at=datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert list_year(officer, product, NOVEMBER)[1].expected_kg == 3100


def test_a_stranger_sees_no_year(stranger: Actor, product: Product) -> None:
    with pytest.raises(Absent):
        list_year(stranger, product, NOVEMBER)
