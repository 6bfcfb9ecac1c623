"""Officers confirm codes for goods and take them back."""

from __future__ import annotations

import pytest

from wadah.apps.accounts.actions.confirm_goods_code import confirm_goods_code
from wadah.apps.accounts.actions.undo_goods_code import undo_goods_code
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.goods_answer import answer_goods
from wadah.apps.reference.models import ConfirmedCode, HsCode
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
GOODS = "gulai nangka khas pak haji"


def first_code(text: str = GOODS) -> str:
    found = answer_goods(text, (), 5)["candidates"]
    return str(found[0]["hs6"]) if found else ""


def test_a_confirmed_code_comes_first_from_then_on(officer: Actor) -> None:
    row = confirm_goods_code(
        actor=officer,
        text=f"  {GOODS.upper()} ",
        hs6="200599",
        reason="Note 3 to ch. 20",
    )

    assert (row.text, row.hs6, row.reason) == (
        GOODS.upper(),
        "200599",
        "Note 3 to ch. 20",
    )
    assert first_code() == "200599"
    assert (
        "Note 3 to ch. 20"
        in answer_goods(GOODS, (), 5)["candidates"][0]["reason"]["en"]
    )
    audit = AuditRow.objects.get(verb="confirmed_code.confirmed")
    assert (audit.actor_id, audit.target_id) == (officer.user_id, str(row.pk))
    assert audit.after["hs6"] == "200599"


def test_another_code_for_the_same_words_takes_its_place(officer: Actor) -> None:
    old = confirm_goods_code(actor=officer, text=GOODS, hs6="200599", reason="First")
    new = confirm_goods_code(
        actor=officer, text=f"{GOODS}!", hs6="160290", reason="Meat is the greater part"
    )

    old.refresh_from_db()
    assert old.undone_at is not None
    assert old.undone_reason == "Meat is the greater part"
    assert ConfirmedCode.objects.get(undone_at__isnull=True) == new
    assert first_code() == "160290"


def test_an_undone_code_no_longer_counts(officer: Actor) -> None:
    row = confirm_goods_code(actor=officer, text=GOODS, hs6="870310", reason="Wrong")
    assert first_code() == "870310"

    undo_goods_code(actor=officer, pk=row.pk, reason="A slip")

    assert first_code() != "870310"
    row.refresh_from_db()
    assert row.undone_reason == "A slip"
    assert AuditRow.objects.filter(verb="confirmed_code.undone").count() == 1
    with pytest.raises(Absent):
        undo_goods_code(actor=officer, pk=row.pk, reason="Again")


@pytest.mark.parametrize(
    ("text", "hs6", "reason", "field", "rule"),
    [
        ("", "090111", "R", "text", "text_empty"),
        ("...", "090111", "R", "text", "text_empty"),
        ("kopi\x07", "090111", "R", "text", "control_characters"),
        ("k" * 2_001, "090111", "R", "text", "text_too_long"),
        ("kopi", "0901", "R", "hs6", "code_digits"),
        ("kopi", "09O111", "R", "hs6", "code_digits"),
        ("kopi", "999998", "R", "hs6", "unknown_code"),
        ("kopi", "090111", " ", "reason", "reason_empty"),
        ("kopi", "090111", "r" * 1_001, "reason", "reason_too_long"),
    ],
)
def test_refuses_what_is_no_confirmation(
    officer: Actor, text: str, hs6: str, reason: str, field: str, rule: str
) -> None:
    HsCode.objects.create(edition="HS2022", code="090111", level=6, text_en="Coffee")

    with pytest.raises(InvalidInput) as refused:
        confirm_goods_code(actor=officer, text=text, hs6=hs6, reason=reason)

    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert not ConfirmedCode.objects.exists()
    assert not AuditRow.objects.filter(verb__startswith="confirmed_code").exists()


def test_only_officers_and_administrators_confirm_and_undo(
    owner: Actor, colleague: Actor, stranger: Actor, officer: Actor
) -> None:
    row = confirm_goods_code(actor=officer, text=GOODS, hs6="200599", reason="R")

    for actor in (owner, colleague, stranger):
        with pytest.raises(Absent):
            confirm_goods_code(actor=actor, text="kopi", hs6="090111", reason="R")
        with pytest.raises(Absent):
            undo_goods_code(actor=actor, pk=row.pk, reason="R")

    assert ConfirmedCode.objects.filter(undone_at__isnull=True).count() == 1
